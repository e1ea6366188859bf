"""What is written is read back without a change: every shipped list form, as Excel and as Word."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.lists import importing
from submissions.lists.exporting import blank_list, export_list
from submissions.lists.layout.registrants import registrant_name
from submissions.lists.layout.rows import Row
from submissions.lists.reading import read_list
from submissions.models import Campaign, Individual, Initiative, ListForm, Registration, Sector, Unit
from submissions.models.registrations import new_code
from submissions.vietnamese.text import nfc
from tests import factories

from .writing.made import campaign_of_tan_yen, commune, form_of

SHIPPED = ("M3", "M4", "Mẫu 3", "Mẫu 4", "Mẫu 6a", "Mẫu 6b", "Mẫu 7a", "Mẫu 7b")
WORDS = (
    *("thắp", "sáng", "đường", "quê", "Ngôi", "nhà", "xanh", "hiến", "đất", "mở", "ỦY", "BAN", "uỷ", "ủy"),
    *(
        "khoẻ",
        "khỏe",
        "“Dân",
        "vận",
        "khéo”",
        "(QCDC)",
        "nông-thôn",
        "50%",
        "2.000",
        "m²",
        "A/B",
        "x",
        "VNeID",
    ),
    *(
        "bảo",
        "hiểm",
        "y",
        "tế",
        "100",
        "hộ;",
        "“nay là”",
        "<b>",
        "&amp;",
        "{year}",
        "_x0041_",
        "tổng",
        "cộng",
    ),
)
STARTS = ("", "", "", "=", "+", "-", "@", "'", "'=", '"', "“", "- ", "+ ", "1. ")
JOINTS = (" ", " ", " ", ", ", " – ", "\n", "\n- ", "  ")
TIMES = ("Năm 2024", "Từ tháng 3/2022", "tháng 12", "Quý II/2024", "02/2024", "Thường xuyên", "2024")
PEOPLE = ("Nguyễn Văn A", "Lò Thị Hặc", "Y Moan", "Hờ A Páo", "Bà Trần Thị B", "Xã Nam", "Ánh Sáng", "K'Brêu")
COLLECTIVES = ("Chi đoàn thôn Chiên", "", "Nguyễn Văn Trỗi", "Ánh sáng", "TT - Hội phụ nữ", "Tập thể: Tổ 1")


@st.composite
def texts(draw: st.DrawFn, longest: int = 12) -> str:
    """Words as people type them, behind a sign that a spreadsheet program would take for a formula."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=longest))
    joints = draw(st.lists(st.sampled_from(JOINTS), min_size=len(words), max_size=len(words)))
    joined = "".join(joint + word for joint, word in zip(joints, words, strict=True))
    return nfc(draw(st.sampled_from(STARTS)) + "mô hình" + joined)


@dataclass
class Told:
    """What a registration says."""

    title: str
    place: str
    kind: str
    name: str
    sector: str
    continuity: str
    period: str
    completion: str
    goal: str


def told() -> st.SearchStrategy[Told]:
    """Registrations of both kinds, in every sector."""
    kinds = st.one_of(
        st.tuples(st.just("collective"), st.one_of(st.sampled_from(COLLECTIVES), texts(4))),
        st.tuples(st.just("individual"), st.sampled_from(PEOPLE)),
    )
    return st.builds(
        lambda kind, **values: Told(kind=kind[0], name=kind[1], **values),
        kind=kinds,
        title=texts(),
        place=texts(4),
        sector=st.sampled_from(Sector.Key.values),
        continuity=st.sampled_from(Registration.Continuity.values),
        period=st.one_of(st.sampled_from(("", *TIMES)), texts(3)),
        completion=st.sampled_from(["", *TIMES]),
        goal=st.one_of(texts(40), st.just(""), st.just("mục tiêu dài " * 200 + "hết")),
    )


@pytest.fixture
def campaign(db: None) -> Campaign:
    return campaign_of_tan_yen()


@pytest.fixture
def unit(campaign: Campaign) -> Unit:
    return commune(campaign)


@pytest.mark.parametrize("file_format", ["xlsx", "docx"])
@pytest.mark.parametrize("code", SHIPPED)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(all_told=st.lists(told(), min_size=3, max_size=12))
def test_a_list_says_after_reading_what_it_said_before(
    campaign: Campaign, unit: Unit, code: str, file_format: str, all_told: list[Told]
) -> None:
    registered = register(all_told, campaign, unit)
    form = form_of(code, campaign)

    rows = rows_of(form, campaign, unit, file_format=file_format)

    assert_same(rows, registered, form)


@pytest.mark.parametrize("file_format", ["xlsx", "docx"])
@pytest.mark.parametrize("code", SHIPPED)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(all_told=st.lists(told(), min_size=3, max_size=12))
def test_a_list_that_comes_back_changes_nothing(
    campaign: Campaign, unit: Unit, code: str, file_format: str, all_told: list[Told]
) -> None:
    register(all_told, campaign, unit)
    registrations = campaign.registrations.all()
    file = export_list(
        form_of(code, campaign),
        registrations,
        campaign=campaign,
        unit=unit,
        by=None,
        persons=True,
        file_format=file_format,
    )
    read = importing.read_upload(ContentFile(file.data, file.name), unit=unit, campaign=campaign)

    counts = importing.foresee(read, unit=unit, campaign=campaign, by=None)

    errors = [problem for problem in read.reading.problems if problem.severity == "error"]
    assert (counts["unchanged"], errors) == (len(all_told), [])


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "ods"])
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(all_told=st.lists(told(), min_size=3, max_size=12))
def test_a_plain_table_says_after_reading_what_it_said_before(
    campaign: Campaign, unit: Unit, file_format: str, all_told: list[Told]
) -> None:
    registered = register(all_told, campaign, unit)
    form = form_of("Mẫu 3", campaign)

    rows = rows_of(form, campaign, unit, file_format=file_format, plain=True)

    assert_same(rows, registered, form)


@pytest.mark.parametrize("file_format", ["xlsx", "docx"])
@pytest.mark.parametrize("code", SHIPPED)
def test_a_blank_list_has_no_rows(campaign: Campaign, unit: Unit, code: str, file_format: str) -> None:
    file = blank_list(form_of(code, campaign), campaign=campaign, unit=unit, file_format=file_format)

    reading = read_list(file.data, file.name)

    assert (reading.rows, [problem.code for problem in reading.problems]) == ([], ["no_rows"])
    assert (reading.year, reading.unit) == (2024, "ĐẢNG ỦY XÃ CAO XÁ")


def test_every_shipped_form_is_tried(campaign: Campaign) -> None:
    assert tuple(form.code for form in ListForm.objects.serving(campaign)) == SHIPPED


def register(all_told: list[Told], campaign: Campaign, unit: Unit) -> dict[str, Told]:
    """Make the registrations and return what each says, by its code."""
    Registration.objects.all().delete()
    sectors = {sector.key: sector for sector in Sector.objects.all()}
    level = factories.level()
    by_code = {}
    for one in all_told:
        is_collective = one.kind == Initiative.Kind.COLLECTIVE
        initiative = Initiative.objects.create(
            title=one.title,
            place=one.place,
            kind=one.kind,
            sector=sectors[one.sector],
            unit=unit,
            unit_name=unit.name,
            registrant=one.name if is_collective else "",
        )
        if not is_collective:
            Individual.objects.create(initiative=initiative, full_name=one.name)
        code = new_code()
        Registration.objects.create(
            initiative=initiative,
            campaign=campaign,
            unit=unit,
            receiver=campaign.issuer,
            level=level,
            code=code,
            continuity=one.continuity,
            period=one.period,
            completion=one.completion,
            goal=one.goal,
            source=Registration.Source.FORM,
        )
        by_code[code] = one
    return by_code


def rows_of(form: ListForm, campaign: Campaign, unit: Unit, **given: Any) -> list[Row]:
    file = export_list(
        form, campaign.registrations.all(), campaign=campaign, unit=unit, by=None, persons=True, **given
    )
    return read_list(file.data, file.name).rows


def assert_same(rows: list[Row], registered: dict[str, Told], form: ListForm) -> None:
    """Compare what the form has columns for."""
    contents = set(form.columns.values_list("content", flat=True))
    assert sorted(row.code for row in rows) == sorted(registered)
    for row in rows:
        said = registered[row.code]
        assert (row.title, row.place) == (said.title, said.place)
        assert (row.kind, registrant_name(row.registrant)) == (said.kind, said.name)
        if "sector" in contents or form.grouping == ListForm.Grouping.SECTOR:
            assert row.sector == said.sector
        if {"new", "continuity"} & contents:
            assert (row.continuity, row.period) == (said.continuity, said.period)
        if "completion" in contents:
            assert row.completion == said.completion
        if "goal" in contents:
            assert row.goal == said.goal
        if "level" in contents:
            assert row.level_text == "cấp cơ sở"
