"""`--scale N`: N synthetic registrations and N/10 pages, once each, in a tree and an index that hold."""

from collections import Counter

import pytest
from django.apps import apps
from django.db.models import F
from wagtail.models import Page

from dvk_portal.demo.scale import UNIT_PREFIX, load_scale
from dvk_portal.demo.scale_text import title_of
from showcase.models import ExemplarIndexPage, ExemplarPage, GuidancePage
from submissions.models import ConsolidatedList, Individual, Registration, Unit
from submissions.models.initiatives import title_key

pytestmark = pytest.mark.django_db

N = 200


@pytest.fixture
def officer(demo):
    return demo.people["chuyenvien"]


@pytest.fixture(scope="module", autouse=True)
def scaled(demo, django_db_blocker):
    with django_db_blocker.unblock():
        load_scale(N, demo.people["chuyenvien"])


@pytest.fixture
def synthetic():
    return Registration.objects.filter(unit__code__startswith=UNIT_PREFIX)


def rows() -> dict[str, int]:
    """The number of rows of every table."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_registrations_of_every_state_over_many_units_and_both_campaigns(synthetic):
    assert synthetic.count() == N
    assert set(synthetic.values_list("state", flat=True)) == set(Registration.State.values)
    assert Counter(synthetic.values_list("campaign__slug", flat=True)) == {
        "tan-yen-2024": 100,
        "khoi-thai-nguyen-2024": 100,
    }
    assert synthetic.values("unit").distinct().count() == 166
    assert set(synthetic.values_list("initiative__sector__key", flat=True)) == {
        "economy",
        "culture_society",
        "defence_security",
        "political_system",
    }


def test_the_records_look_as_if_they_had_gone_through_the_doors(synthetic):
    for registration in synthetic.select_related("initiative", "unit", "receiver"):
        initiative = registration.initiative
        assert initiative.title_key == title_key(initiative.title)
        assert initiative.unit_name == registration.unit.name
        assert registration.unit.is_descendant_of(registration.receiver)
        sent = registration.state not in ("draft", "withdrawn")
        assert (registration.submitted_at is not None) == sent
        booked = registration.state in Registration.BOOKED_STATES
        assert (registration.received_at is not None) == booked
    late = synthetic.filter(late=True)
    assert late.exists()
    assert set(late.values_list("campaign__slug", flat=True)) == {"tan-yen-2024"}
    assert min(late.values_list("submitted_at", flat=True)).date().isoformat() == "2024-02-28"


def test_two_hundred_units_have_a_clerk_and_some_have_sent_nothing(synthetic):
    units = Unit.objects.filter(code__startswith=UNIT_PREFIX)
    assert units.count() == 200
    assert units.filter(memberships__role="clerk").count() == 200
    assert units.filter(registrations=None).count() == 34


def test_registrations_came_on_forms_of_their_kind_and_on_lists(synthetic):
    assert synthetic.filter(form=None, source="list").exists()
    on_forms = synthetic.exclude(form=None)
    assert set(on_forms.values_list("source", flat=True)) == {"form"}
    assert all(one.form.kind in ("", one.initiative.kind) for one in on_forms.select_related("initiative"))
    assert on_forms.values("form").distinct().count() >= 4


def test_what_is_consolidated_stands_in_a_list_with_its_files(synthetic):
    consolidated = synthetic.filter(state="consolidated")
    assert consolidated.exclude(consolidated_row=None).count() == consolidated.count()
    for made in ConsolidatedList.objects.filter(rows__registration__in=synthetic).distinct():
        assert made.rows.count() == made.count
        assert all(file.size for file in (made.excel, made.word, made.letter))


def test_the_book_goes_on_without_a_gap(synthetic):
    for campaign in ("tan-yen-2024", "khoi-thai-nguyen-2024"):
        booked = Registration.objects.filter(campaign__slug=campaign).exclude(book_number=None)
        numbers = sorted(booked.values_list("book_number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_nobody_is_named(synthetic):
    people = Individual.objects.filter(initiative__registrations__in=synthetic)
    assert people.count() == sum(number % 13 == 0 for number in range(N))
    assert set(people.values_list("full_name", flat=True)) == {"Một hội viên (không nêu tên)"}


def test_titles_are_the_same_for_the_same_number_and_varied():
    titles = [title_of(number) for number in range(1000)]
    assert titles == [title_of(number) for number in range(1000)]
    assert len(set(titles)) > 700
    assert titles[0] == (
        "Vận động Nhân dân hiến đất mở rộng đường giao thông gắn với xây dựng nông thôn mới nâng cao"
    )


def test_a_tenth_as_many_pages_that_readers_see(client):
    assert ExemplarPage.objects.live().filter(slug__startswith="thu-").count() == 16
    assert GuidancePage.objects.live().filter(slug__startswith="thu-").count() == 4
    exemplar = ExemplarPage.objects.get(slug="thu-2")
    assert exemplar.title == title_of(1)
    assert client.get(exemplar.url).status_code == 200
    assert client.get(GuidancePage.objects.get(slug="thu-1").url).status_code == 200


def test_the_tree_of_pages_and_units_holds():
    assert [problem for problem in Page.find_problems() if problem] == []
    assert [problem for problem in Unit.find_problems() if problem] == []
    index = ExemplarIndexPage.objects.get()
    assert index.numchild == index.get_children().count() == 28
    # Wagtail finds the place of the next page by itself.
    page = index.add_child(
        instance=ExemplarPage(
            title="Trang kế tiếp",
            **ExemplarPage.objects.filter(slug="thu-2").values("sector_id", "level_id", "kind", "year").get(),
            unit_name="Xã Cao Xá",
            honour="exemplar",
        )
    )
    assert page.get_parent().pk == index.pk
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_editor_can_change_a_synthetic_page(demo):
    page = ExemplarPage.objects.get(slug="thu-2")
    page.summary = "Đã sửa."
    page.save_revision(user=demo.people["bientap"]).publish()
    assert ExemplarPage.objects.get(slug="thu-2").summary == "Đã sửa."


@pytest.mark.parametrize("query", ["thu nghiem 2", "Đường hoa thay cỏ dại", "duong hoa thay co dai"])
def test_search_finds_the_pages(query):
    found = ExemplarPage.objects.live().search(query)
    assert [page for page in found if page.slug.startswith("thu-")]


def test_the_same_number_or_a_smaller_one_changes_nothing(officer):
    before, changed = rows(), set(Registration.objects.values_list("pk", "updated_at"))
    load_scale(N, officer)
    load_scale(N // 2, officer)
    load_scale(0, officer)
    assert rows() == before
    assert set(Registration.objects.values_list("pk", "updated_at")) == changed


def test_a_larger_number_adds_the_difference(synthetic, officer):
    standing = set(synthetic.values_list("pk", flat=True))
    load_scale(N + 51, officer)
    assert synthetic.count() == N + 51
    assert standing < set(synthetic.values_list("pk", flat=True))
    assert Page.objects.filter(slug__startswith="thu-").count() == 25
    titles = synthetic.order_by("pk").values_list(F("initiative__title"), flat=True)
    assert Counter(titles) == Counter(title_of(number) for number in range(N + 51))
