"""The list of registrations as a file: opens rightly in Excel, never calculates, tells no person."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry

from submissions.desk.exports import BOM
from submissions.models import Campaign, Initiative, Registration, Unit
from tests import factories

from .conftest import signed_in

State = Registration.State
SECRET = "Nguyễn Thị Kín Đáo"


@pytest.fixture
def rows(campaign: Campaign, unit: Unit) -> list[Registration]:
    initiative = factories.InitiativeFactory(
        unit=unit, title="Nuôi ba ba", kind=Initiative.Kind.INDIVIDUAL, registrant=""
    )
    factories.IndividualFactory(initiative=initiative, full_name=SECRET, address="Thôn Kín, xã Kín")
    formulas = {"title": "=HYPERLINK(1)", "goal": "+1+1", "period": "@SUM(A1)", "completion": "-2"}
    return [
        factories.RegistrationFactory(campaign=campaign, unit=unit, state=State.SUBMITTED, **formulas),
        factories.RegistrationFactory(
            campaign=campaign, unit=unit, initiative=initiative, state=State.RECEIVED, book_number=4
        ),
    ]


def exported(user: User, kind: str, **filters: Any) -> bytes:
    response = signed_in(user).get(reverse("desk_registrations:index"), {"export": kind, **filters})
    return b"".join(response.streaming_content) if response.streaming else response.content


def logged_on(campaign: Campaign) -> list[tuple[Any, ...]]:
    """What the log says on a campaign, oldest first: action, person, file format and note."""
    entries = ModelLogEntry.objects.for_instance(campaign).order_by("pk")
    return [(entry.action, entry.user_id, entry.data["source"], entry.data["note"]) for entry in entries]


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix(BOM).decode())))


def test_csv_has_a_byte_order_mark_and_no_formula(officer: User, rows: list[Registration]) -> None:
    content = exported(officer, "csv", state="submitted")

    [row] = csv_rows(content)
    assert content.startswith(BOM)
    assert row[gettext("Title of the initiative")] == "'=HYPERLINK(1)"
    assert [value for value in row.values() if value.startswith(("=", "+", "-", "@"))] == []
    assert {"'+1+1", "'@SUM(A1)", "'-2"} <= set(row.values())


def test_xlsx_writes_formulas_as_text(officer: User, rows: list[Registration]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exported(officer, "xlsx", state="submitted"))).active

    texts = {cell.value: cell.data_type for cell in list(sheet.iter_rows())[1]}
    assert {texts[text] for text in ("=HYPERLINK(1)", "+1+1", "@SUM(A1)", "-2")} == {"s"}


def test_file_holds_the_filtered_rows_in_local_time(officer: User, rows: list[Registration]) -> None:
    Registration.objects.update(submitted_at="2024-02-26T20:30:00Z")

    [row] = csv_rows(exported(officer, "csv", state="received"))

    assert (row[gettext("Title of the initiative")], row["Số đăng ký"]) == ("Nuôi ba ba", "4")
    assert row["Thời điểm gửi"] == "27/02/2024 03:30"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_file_tells_no_data_of_a_person(
    people: dict[str, User], rows: list[Registration], role: str, kind: str
) -> None:
    content = exported(people[role], kind)

    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        text = str(list(sheet.values))
    else:
        text = content.decode()
    assert "Nuôi ba ba" in text
    assert SECRET not in text
    assert "Thôn Kín" not in text


def test_export_is_logged_on_each_campaign_it_holds(
    officer: User, desk: Unit, campaign: Campaign, rows: list[Registration]
) -> None:
    other = factories.RegistrationFactory(campaign__issuer=desk, state=State.SUBMITTED).campaign

    exported(officer, "csv", campaign=campaign.pk)
    exported(officer, "xlsx")

    assert logged_on(campaign) == [
        ("submissions.registration.export", officer.pk, "csv", "2 bản đăng ký"),
        ("submissions.registration.export", officer.pk, "xlsx", "2 bản đăng ký"),
    ]
    assert logged_on(other) == [("submissions.registration.export", officer.pk, "xlsx", "1 bản đăng ký")]


def test_another_desk_exports_none_of_it(stranger: User, rows: list[Registration]) -> None:
    assert csv_rows(exported(stranger, "csv")) == []
