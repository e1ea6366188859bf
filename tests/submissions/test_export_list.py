"""`manage.py export_list`."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import gettext
from docx import Document

from submissions.models import Campaign, Unit
from tests.factories import CampaignFactory, DeskFactory, RegistrationFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory(slug="dan-van-kheo-2024", issuer=DeskFactory(name="Huyện ủy Tân Yên"))


@pytest.fixture
def unit(campaign: Campaign) -> Unit:
    unit = UnitFactory(parent=campaign.issuer, code="xa-cao-xa", name="Đảng ủy xã Cao Xá")
    RegistrationFactory(campaign=campaign, unit=unit, title="Camera an ninh", state="submitted")
    RegistrationFactory(campaign=campaign, unit=unit, title="Còn nháp", state="draft")
    RegistrationFactory(campaign=campaign, title="Của xã khác", state="received")
    return unit


def export(out: Path, on: Campaign, **options: Any) -> str:
    printed = io.StringIO()
    given = {"campaign": on.slug, "form": "M3", "file_format": "xlsx"} | options
    call_command("export_list", str(out), stdout=printed, **given)
    return printed.getvalue()


def sheet_in(path: Path) -> list[Any]:
    """Every text on the first sheet."""
    page = openpyxl.load_workbook(path).worksheets[0]
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


def test_writes_all_that_is_registered_in_the_campaign(
    tmp_path: Path, campaign: Campaign, unit: Unit
) -> None:
    out = tmp_path / "M3.xlsx"

    printed = export(out, campaign)

    assert str(out) in printed
    texts = sheet_in(out)
    assert {"Camera an ninh", "Của xã khác"} <= set(texts)
    assert "Còn nháp" not in texts
    assert texts[0] == "HUYỆN ỦY TÂN YÊN"


def test_writes_the_list_of_a_unit_under_its_own_letterhead(
    tmp_path: Path, campaign: Campaign, unit: Unit
) -> None:
    out = tmp_path / "M3.docx"

    export(out, campaign, unit="xa-cao-xa", file_format="docx")

    letterhead, rows = Document(str(out)).tables[:2]
    assert letterhead.cell(1, 0).text == "ĐẢNG ỦY XÃ CAO XÁ"
    titles = [row.cells[2].text for row in rows.rows]
    assert "Camera an ninh" in titles
    assert "Của xã khác" not in titles


def test_csv_is_plain(tmp_path: Path, campaign: Campaign, unit: Unit) -> None:
    out = tmp_path / "M3.csv"

    export(out, campaign, unit="xa-cao-xa", file_format="csv")

    header, row = csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline=""))
    assert (header[0], row[2]) == ("STT", "Camera an ninh")


def test_excel_may_be_plain(tmp_path: Path, campaign: Campaign, unit: Unit) -> None:
    out = tmp_path / "M3.xlsx"

    export(out, campaign, plain=True)

    assert sheet_in(out)[0] == "STT"


def test_a_blank_form_holds_no_registration(tmp_path: Path, campaign: Campaign, unit: Unit) -> None:
    out = tmp_path / "M3.xlsx"

    export(out, campaign, blank=True)

    texts = sheet_in(out)
    assert "VD" in texts
    assert "Camera an ninh" not in texts


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"campaign": "khong-co"}, "There is no %(what)s “%(value)s”."),
        ({"unit": "khong-co"}, "There is no %(what)s “%(value)s”."),
        (
            {"file_format": "docx", "plain": True},
            "Word files and blank forms have the layout of the paper: use xlsx or docx without --plain.",
        ),
        (
            {"file_format": "csv", "blank": True},
            "Word files and blank forms have the layout of the paper: use xlsx or docx without --plain.",
        ),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence(
    tmp_path: Path, campaign: Campaign, options: dict[str, Any], sentence: str
) -> None:
    what = (Unit if "unit" in options else Campaign)._meta.verbose_name
    out = tmp_path / "ra.xlsx"

    with pytest.raises(CommandError) as refused:
        export(out, campaign, **options)

    assert str(refused.value) == gettext(sentence) % {"what": what, "value": "khong-co"}
    assert not out.exists()


def test_an_unknown_form_is_refused_with_the_codes_there_are(tmp_path: Path, campaign: Campaign) -> None:
    with pytest.raises(CommandError, match=r"M9.*M3, M4, Mẫu 3"):
        export(tmp_path / "ra.xlsx", campaign, form="M9")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, campaign: Campaign, unit: Unit) -> None:
    with pytest.raises(CommandError, match="khong-co"):
        export(tmp_path / "khong-co" / "M3.xlsx", campaign)
