"""The demo: what a visitor finds, and that loading it again changes nothing."""

import io
import logging
import re
from collections import Counter

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page, Site

from dvk_portal.demo.exemplars import NOTE, stories
from dvk_portal.demo.initiatives import Outcome, initiatives_of
from showcase.models import ExemplarPage, GuidancePage, HomePage
from submissions import scope
from submissions.lifecycle.programme import FORMS
from submissions.lifecycle.quotas import standings
from submissions.lists.importing import counts_of, start_import, upload
from submissions.lists.reading import read_list
from submissions.models import Campaign, Decision, Individual, Initiative, Recognition, Registration, Unit

from .conftest import PASSWORD, load_as_a_command_does

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

LAST_YEAR, TAN_YEN, THAI_NGUYEN = "tan-yen-2023", "tan-yen-2024", "khoi-thai-nguyen-2024"


def everything() -> dict[str, list[str]]:
    """Every row of every table with all its columns as stored, so that times of change count too."""
    tables = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            tables[model._meta.label] = sorted(map(repr, cursor.fetchall()))
    return tables


def test_loading_it_again_changes_nothing():
    before = everything()
    assert len(before["submissions.Registration"]) == 42
    assert before["wagtailcore.PageLogEntry"]
    assert before["wagtailcore.ModelLogEntry"]
    load_as_a_command_does()
    assert everything() == before


def test_what_somebody_changed_stays_changed():
    donvi1 = User.objects.get(username="donvi1")
    donvi1.set_password("mat-khau-moi-cua-toi")
    donvi1.save()
    Unit.objects.filter(code="tan-yen-cao-xa").update(name="Đảng ủy xã Cao Xá mới")
    paper = GuidancePage.objects.get(slug="huong-dan-29-hd-duk")
    paper.title, paper.slug = "Tên khác", "ten-khac"
    paper.save_revision().publish()
    Registration.objects.filter(initiative__title="IMO").delete()
    load_as_a_command_does()
    assert User.objects.get(username="donvi1").check_password("mat-khau-moi-cua-toi")
    assert Unit.objects.get(code="tan-yen-cao-xa").name == "Đảng ủy xã Cao Xá mới"
    assert GuidancePage.objects.count() == 5
    assert GuidancePage.objects.get(slug="ten-khac").title == "Tên khác"
    assert not Registration.objects.filter(initiative__title="IMO").exists()


def test_the_people_and_what_they_may_do(demo):
    groups = {name: sorted(map(str, user.groups.all())) for name, user in demo.people.items()}
    assert groups == {
        "quantri": [],
        "bientap": ["Biên tập viên"],
        "chuyenvien": ["Chuyên viên"],
        "lanhdao": ["Hội đồng / lãnh đạo"],
        "donvi1": ["Đơn vị"],
        "donvi2": ["Đơn vị"],
    }
    assert all(user.check_password(PASSWORD) for user in demo.people.values())
    assert [name for name, user in demo.people.items() if user.is_superuser] == ["quantri"]


def test_the_people_and_where(demo):
    served = {name: list(scope.units_served(user)) for name, user in demo.people.items()}
    assert [unit.name for unit in served["donvi1"]] == ["Đảng ủy xã Cao Xá"]
    assert [unit.name for unit in served["donvi2"]] == ["Đảng ủy thị trấn Nhã Nam"]
    for name in ("bientap", "chuyenvien", "lanhdao"):
        assert served[name] == []
        campaigns = {campaign.slug for campaign in scope.campaigns(demo.people[name])}
        assert campaigns == {LAST_YEAR, TAN_YEN, THAI_NGUYEN}
    assert not scope.campaigns(demo.people["donvi1"]).exists()


def test_one_campaign_is_open_and_two_have_closed():
    assert dict(Campaign.objects.values_list("slug", "state")) == {
        LAST_YEAR: "closed",
        TAN_YEN: "open",
        THAI_NGUYEN: "closed",
    }
    tan_yen = Campaign.objects.get(slug=TAN_YEN)
    assert (tan_yen.title, tan_yen.year, tan_yen.accepts_late) == ("Dân vận khéo năm 2024", 2024, True)
    assert [str(day) for day in tan_yen.deadlines.values_list("due_on", flat=True)] == [
        "2024-02-27",
        "2024-02-27",
        "2024-03-01",
        "None",
    ]
    cao_xa = Unit.objects.get(code="tan-yen-cao-xa")
    assert [campaign.slug for campaign in scope.campaigns_for(cao_xa)] == [TAN_YEN]


def test_the_yearly_dates_of_thai_nguyen_have_their_exceptions_of_2024():
    campaign = Campaign.objects.get(slug=THAI_NGUYEN)
    rules = campaign.issuer.deadline_rules.order_by("pk")
    assert [str(day or "") for rule in rules for day in rule.days(2025)] == [
        "2025-02-28",
        "2025-03-20",
        "2025-06-10",
        "2025-10-31",
        "2025-11-30",
        "2025-12-10",
        "",
    ]
    assert [str(day or "") for day in campaign.deadlines.values_list("due_on", flat=True)] == [
        "2024-05-29",
        "2024-06-09",
        "2024-06-29",
        "2024-10-31",
        "2024-11-30",
        "2024-12-09",
        "",
    ]


def test_the_campaigns_keep_copies_of_their_forms():
    forms = {
        slug: [form.code for model in FORMS for form in model.objects.serving(campaign) if form.campaign_id]
        for slug, campaign in Campaign.objects.in_bulk(field_name="slug").items()
    }
    assert forms == {
        LAST_YEAR: ["M1", "M2", "M3", "M4"],
        TAN_YEN: ["M1", "M2", "M3", "M4"],
        THAI_NGUYEN: ["Mẫu 1", "Mẫu 1a", "Mẫu 2", "Mẫu 2a", "Mẫu 3"],
    }


@pytest.mark.parametrize(
    ("unit", "asked"),
    [
        ("tan-yen-cao-xa", {("tinh", 1, None), ("huyen", 4, 5)}),
        ("tan-yen-phu-nu", {("tinh", 1, 2), ("huyen", 4, 5)}),
        ("tan-yen-cong-an", {("tinh", None, None), ("huyen", None, None)}),
    ],
)
def test_the_letter_asks_each_kind_of_unit_for_its_own_number(unit, asked):
    campaign, unit = Campaign.objects.get(slug=TAN_YEN), Unit.objects.get(code=unit)
    quotas = [standing.quota for standing in standings(campaign, [unit])[unit.pk]]
    assert {(quota.level.code, quota.minimum, quota.maximum) for quota in quotas} == asked


@pytest.mark.parametrize("slug", [TAN_YEN, THAI_NGUYEN])
def test_the_page_of_a_campaign_offers_its_forms(client, slug):
    response = client.get(f"/dot-dang-ky/{slug}/")
    files = [address for download in response.context["downloads"] for _kind, address in download.files]
    assert len(files) == {TAN_YEN: 6, THAI_NGUYEN: 6}[slug]
    assert {client.get(address).status_code for address in files} == {200}


def test_the_editor_opened_the_campaigns(demo):
    entries = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(
        action="submissions.campaign.open"
    )
    assert [entry.user for entry in entries] == [demo.people["bientap"]] * 3


def test_the_units_that_the_papers_name():
    names = set(Unit.objects.values_list("name", flat=True))
    assert {
        "Huyện ủy Tân Yên",
        "Đảng ủy Khối các cơ quan tỉnh Thái Nguyên",
        "Đảng ủy Khối Doanh nghiệp tỉnh Bắc Giang",
        "Đảng ủy Khối cơ quan và doanh nghiệp tỉnh Bình Thuận",
        "Ban Dân vận Tỉnh ủy Bình Thuận",
        "Đảng bộ Công an huyện Tân Yên",
        "Đảng bộ Quân sự huyện Tân Yên",
        "Đảng bộ Trung tâm Y tế huyện Tân Yên",
        "Ủy ban MTTQ huyện Tân Yên",
    } <= names
    assert Unit.find_problems() == ([], [], [], [], [])
    assert Unit.objects.get(code="tan-yen-cao-xa").receiver.name == "Huyện ủy Tân Yên"


def test_initiatives_in_every_state():
    assert Counter(Registration.objects.values_list("state", flat=True)) == {
        "received": 29,
        "submitted": 5,
        "returned": 3,
        "declined": 2,
        "draft": 2,
        "withdrawn": 1,
    }
    assert set(Recognition.objects.values_list("state", flat=True)) == set(Recognition.State.values)
    assert set(Recognition.objects.values_list("honour", flat=True)) == {"initiative", "exemplar"}
    assert Decision.objects.filter(state="published").count() == 4
    assert Decision.objects.get(state="pending").recognitions.count() == 1


def test_the_table_of_initiatives_has_every_outcome():
    outcomes = Counter(data.outcome for data in (*initiatives_of(TAN_YEN), *initiatives_of(THAI_NGUYEN)))
    assert set(outcomes) == set(Outcome)
    told = Registration.objects.filter(campaign__slug__in=(TAN_YEN, THAI_NGUYEN))
    assert told.count() == sum(outcomes.values())


def test_twelve_exemplars_stand_in_public_with_pictures():
    pages = ExemplarPage.objects.live().public().select_related("sector", "picture", "recognition")
    assert len(pages) == 12
    assert {page.title for page in pages} == set(stories())
    assert {page.sector.key for page in pages} == {
        "economy",
        "culture_society",
        "defence_security",
        "political_system",
    }
    for page in pages:
        assert page.picture.description.startswith("Hình minh họa trừu tượng: ")
        assert (page.picture.width, page.picture.height) == (1200, 800)
        assert page.summary
        assert page.problem
        assert page.approach
        assert NOTE in page.result
        assert page.how_to_replicate
        assert (page.year, page.kind) == (2024, Initiative.Kind.COLLECTIVE)
        assert page.decision_number.endswith("(minh họa)")
        assert page.recognition.state == Recognition.State.PUBLISHED
        assert len(page.slug) <= 80
    assert len({page.picture_id for page in pages}) == 12


def test_every_exemplar_answers_with_its_unit_and_a_paper_behind_its_campaign(client):
    for page in ExemplarPage.objects.live():
        assert client.get(page.url).status_code == 200
        assert page.campaign.guidance_pages.count() == 1
        assert page.unit_name == page.recognition.registration.initiative.unit_name


def test_no_private_person_is_named():
    assert set(Individual.objects.values_list("full_name", flat=True)) == {"Một hội viên (không nêu tên)"}
    assert not Individual.objects.exclude(position="", workplace="", address="").exists()
    individual = Initiative.objects.filter(kind=Initiative.Kind.INDIVIDUAL)
    assert individual.count() == 2
    assert set(individual.values_list("registrant", flat=True)) == {""}
    assert not ExemplarPage.objects.filter(kind=Initiative.Kind.INDIVIDUAL).exists()
    # “ông”, “bà”, “anh”, “chị” before a capital letter: a person's name.
    named = re.compile(r"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|đồng chí)\s+[A-ZĐ]\w+\s+[A-ZĐ]")
    for page in ExemplarPage.objects.all():
        assert not named.search(" ".join(page.search_texts()))


def test_the_portal_shows_the_home_page():
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific == HomePage.objects.get()
    assert Page.find_problems() == ([], [], [], [], [])
    assert [page.title for page in site.root_page.get_children().live().in_menu()] == [
        "Văn bản",
        "Đợt đăng ký",
        "Điển hình",
    ]


@pytest.mark.parametrize("address", ["/", "/van-ban/", "/dien-hinh/", "/tim-kiem/?q=dan+van+kheo"])
def test_the_public_pages_answer(client, address):
    assert client.get(address).status_code == 200


def test_an_exemplar_is_found_without_diacritics():
    found = [page.title for page in Page.objects.live().search("bien bai rac thanh khu tap the thao")]
    assert found[0] == "Biến bãi rác thành khu tập thể thao"


@pytest.fixture
def sample(demo):
    """The sample list as donvi1 has uploaded it."""
    return upload(
        ContentFile(demo.sample.read_bytes(), name=demo.sample.name),
        unit=Unit.objects.get(code="tan-yen-cao-xa"),
        campaign=Campaign.objects.get(slug=TAN_YEN),
        by=demo.people["donvi1"],
    )


def test_the_sample_list_has_good_rows_and_rows_with_problems(demo, sample):
    assert demo.sample.name == "danh-sach-m3-cao-xa.xlsx"
    assert len(read_list(demo.sample.read_bytes(), demo.sample.name).rows) == 11
    problems = {
        row.values["row"]: [problem["code"] for problem in row.problems]
        for row in sample.rows.all()
        if row.problems
    }
    assert problems == {
        10: ["both_periods"],
        11: ["duplicate_in_campaign"],
        16: ["missing_title"],
        26: ["missing_sector"],
    }


def test_the_clerk_can_import_the_good_rows(demo, sample):
    donvi1 = demo.people["donvi1"]
    start_import(sample, donvi1, good_rows_only=True, warnings_seen=True)
    sample.refresh_from_db()
    assert counts_of(sample) == {"created": 8, "updated": 0, "unchanged": 0, "skipped": 3, "failed": 0}
    imported = sample.registrations.all()
    assert set(imported.values_list("state", "late")) == {("submitted", True)}
    assert scope.own_registrations(donvi1).count() == 14


def test_the_command_says_what_there_is(demo):
    output = io.StringIO()
    call_command("load_demo", stdout=output, scale=0)
    counts = [line.split()[0] for line in output.getvalue().splitlines()[:-1]]
    assert counts == ["34", "3", "42", "22", "5", "5", "12"]
    assert str(demo.sample) in output.getvalue()


def test_the_command_adds_synthetic_records():
    call_command("load_demo", stdout=io.StringIO(), scale=20)
    assert Registration.objects.filter(unit__code__startswith="thu-").count() == 20


def test_the_command_takes_no_negative_number():
    with pytest.raises(CommandError):
        call_command("load_demo", stdout=io.StringIO(), scale=-1)


def test_the_log_is_let_through_again_after_the_command():
    call_command("load_demo", stdout=io.StringIO())
    assert logging.root.manager.disable == logging.NOTSET
