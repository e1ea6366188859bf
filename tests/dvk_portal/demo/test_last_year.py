"""The campaign of 2023: over, owned to be made up, and there to be continued by the units and the desk."""

import pytest

from dvk_portal.demo.last_year import SLUG
from showcase.models import CampaignPage
from submissions.lifecycle import drafts, joining, programme
from submissions.models import Campaign, Notice, Registration, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def last_year():
    return Campaign.objects.get(slug=SLUG)


@pytest.fixture
def this_year():
    return Campaign.objects.get(slug="tan-yen-2024")


def test_it_is_closed_says_that_it_is_made_up_and_has_no_public_page(last_year):
    assert (last_year.title, last_year.year, last_year.state) == ("Dân vận khéo năm 2023", 2023, "closed")
    assert last_year.basis.endswith("(minh họa)")
    assert not CampaignPage.objects.filter(campaign=last_year).exists()
    assert not last_year.deadlines.exists()


def test_the_campaign_of_2024_follows_it(last_year, this_year):
    assert this_year.previous == last_year
    assert this_year.scheme == last_year.scheme


def test_what_was_registered_is_in_the_book_of_that_year(last_year):
    rows = last_year.registrations.order_by("book_number")
    told = rows.values_list("book_number", "unit__code", "source", "form__code", "state", "late")
    assert list(told) == [
        (1, "tan-yen-cao-xa", "form", "M1", "received", False),
        (2, "tan-yen-cao-xa", "form", "M1", "received", False),
        (3, "tan-yen-cao-xa", "desk", None, "received", False),
        (4, "tan-yen-nha-nam", "form", "M1", "received", False),
        (5, "tan-yen-quan-su", "desk", None, "received", False),
    ]
    assert {row.received_at.year for row in rows} == {2023}


@pytest.mark.parametrize(
    ("unit", "titles"),
    [
        ("tan-yen-cao-xa", ["7 ngày xanh - sạch - đẹp", "3 giảm 3 tăng", "Đường cây phụ nữ"]),
        ("tan-yen-nha-nam", ["Xử lý rác thải tại hộ gia đình"]),
    ],
)
def test_the_clerks_have_something_to_continue(this_year, unit, titles):
    rows = drafts.continuable(Unit.objects.get(code=unit), this_year).order_by("pk")
    assert [row.initiative.title for row in rows] == titles


def test_the_form_of_2024_is_filled_in_from_that_of_2023(demo, this_year):
    unit = Unit.objects.get(code="tan-yen-cao-xa")
    previous = drafts.continuable(unit, this_year).get(initiative__title="3 giảm 3 tăng")
    m1 = next(form for form in drafts.registering_forms(this_year) if form.code == "M1")
    draft = drafts.start(
        m1, unit=unit, campaign=this_year, kind="collective", by=demo.people["donvi1"], previous=previous
    )
    said = {name: draft.values[name] for name in ("title", "sector", "level", "unit_address", "continuity")}
    assert said == {
        "title": "3 giảm 3 tăng",
        "sector": "economy",
        "level": "huyen",
        "unit_address": "Xã Cao Xá, huyện Tân Yên, tỉnh Bắc Giang",
        "continuity": "continuing",
    }
    assert len(draft.values["content"].splitlines()) == 3


def test_the_desk_can_link_what_was_registered_again(demo, last_year, this_year):
    again = Registration.objects.get(campaign=this_year, initiative__title="Bữa cơm cho em")
    earlier = last_year.registrations.get(initiative__title="Bữa cơm cho em")
    assert again.previous is None
    linked = joining.link_previous(again, demo.people["chuyenvien"], previous=earlier)
    assert (linked.previous, linked.initiative) == (earlier, earlier.initiative)


def test_the_desk_can_make_the_campaign_of_the_next_year(demo, this_year):
    made = programme.follow_up(
        this_year, demo.people["chuyenvien"], title="Dân vận khéo năm 2025", slug="tan-yen-2025", year=2025
    )
    assert (made.previous, made.quotas.count()) == (this_year, this_year.quotas.count())


def test_what_the_clerks_were_told_then_is_read(demo):
    then = Notice.objects.filter(created_at__year=2023)
    assert sorted(then.values_list("person__username", "event")) == [
        ("donvi1", "opened"),
        ("donvi1", "received"),
        ("donvi2", "opened"),
        ("donvi2", "received"),
    ]
    assert not then.filter(read_at=None).exists()
    assert Notice.objects.filter(person=demo.people["donvi1"], read_at=None).exists()
