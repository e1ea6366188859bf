import datetime
import io
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from submissions.lists.formats.files import RefusedFile, read_file
from submissions.lists.formats.grid import Grid, Merge
from submissions.lists.formats.xlsx import read_xlsx
from tests.submissions.lists.letter_list import letter_xlsx, workbook_bytes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROW = {"sector": "economy", "place": "Thôn Trung", "title": "Hiến đất làm đường", "new": "2024"}


def archive(entries: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return data.getvalue()


def changed(data: bytes, changes: dict[str, str], **added: str) -> bytes:
    """Return a workbook with texts replaced in all its parts and parts added."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        entries = {name: zipped.read(name).decode() for name in zipped.namelist()}
    for old, new in changes.items():
        entries = {name.replace(old, new): content.replace(old, new) for name, content in entries.items()}
    return archive(entries | added)


def small_workbook(sheet: str, namespace: str = MAIN, **parts: str) -> bytes:
    """Return a workbook of one sheet as small programs write it: no styles, no shared texts."""
    return archive(
        {
            "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{RELATIONS}">'
            '<sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/s.xml"/>'
            "</Relationships>",
            "xl/worksheets/s.xml": f'<worksheet xmlns="{namespace}">{sheet}</worksheet>',
            **parts,
        }
    )


def read(data: bytes) -> Grid:
    [grid] = read_file(data, "a.xlsx").grids
    return grid


def raw(data: bytes) -> Grid:
    """Return the grid as it is in the file, before anything is made Unicode."""
    [grid] = read_xlsx(data, "a.xlsx").grids
    return grid


def test_hidden_rows_are_read_and_told() -> None:
    workbook = Workbook()
    for number in range(1, 5):
        workbook.active.append([number])
    workbook.active.row_dimensions[2].hidden = True
    workbook.active.row_dimensions[9].hidden = True
    workbook.active.column_dimensions["A"].hidden = True
    grid = read(workbook_bytes(workbook))
    assert (grid.cells, grid.hidden) == ([["1"], ["2"], ["3"], ["4"]], {2})


def test_macros_are_left_alone() -> None:
    data = changed(letter_xlsx([ROW]), {}, **{"xl/vbaProject.bin": "Attribute VB_Name"})
    assert read(data).cells == read(letter_xlsx([ROW])).cells


def test_fonts_of_old_encodings_are_told_for_texts_only() -> None:
    workbook = Workbook()
    workbook.active.append(["D©n vËn khÐo", "Dân vận", 2024, "Daân vaän"])
    for cell, font in zip(workbook.active[1], [".VnTime", "Arial", ".VnTimeH", "VNI-Times"], strict=True):
        cell.font = Font(name=font)
    grid = raw(workbook_bytes(workbook))
    assert grid.fonts == {(1, 0): [(12, ".VnTime")], (1, 3): [(9, "VNI-Times")]}


def test_parts_of_a_cell_have_fonts_of_their_own() -> None:
    workbook = Workbook()
    cell = workbook.active["B2"]
    cell.value = CellRichText("m« h×nh ", TextBlock(InlineFont(rFont=".VnTimeH"), "d©n"), " 2024")
    cell.font = Font(name=".VnTime")
    grid = raw(workbook_bytes(workbook))
    assert grid.cells == [["", "m« h×nh d©n 2024"]]
    assert grid.fonts == {(2, 1): [(8, ".VnTime"), (3, ".VnTimeH"), (5, ".VnTime")]}


def test_a_text_in_a_font_of_its_own_is_not_in_the_font_of_its_cell() -> None:
    workbook = Workbook()
    cell = workbook.active["A1"]
    cell.value = CellRichText(TextBlock(InlineFont(rFont="Arial"), "Dân vận"))
    cell.font = Font(name=".VnTime")
    assert raw(workbook_bytes(workbook)).fonts == {}


def test_shared_texts_have_fonts_of_their_own() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        old, new = (workbook.add_format({"font_name": name}) for name in (".VnTimeH", "Arial"))
        workbook.add_worksheet().write_rich_string("A1", new, "Xã ", old, "cao x¸")
    grid = raw(data.getvalue())
    assert (grid.cells, grid.fonts) == ([["Xã cao x¸"]], {(1, 0): [(3, "Arial"), (6, ".VnTimeH")]})


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_days_count_from_1900_or_1904(epoch: datetime.datetime | None) -> None:
    workbook = Workbook()
    if epoch:
        workbook.epoch = epoch
    workbook.active["A1"] = datetime.date(2024, 3, 5)
    workbook.active["B1"] = datetime.datetime(2024, 3, 5, 14, 30)  # noqa: DTZ001 - Excel knows no zones
    assert read(workbook_bytes(workbook)).cells == [["05/03/2024", "05/03/2024"]]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime.time(7, 30), "h:mm", "07:30"),
        (datetime.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (-5, "dd/mm/yyyy", "-5"),
        (912345678, "0000000000", "0912345678"),
        (12, "000", "012"),
        (0.5, "0%;[Red]-0%", "50%"),
        ("0123", "General", "0123"),
        ("=A2", "@", "=A2"),
        ("_x0041_", "@", "_x0041_"),
    ],
)
def test_a_cell_reads_as_the_clerk_sees_it(value: object, number_format: str, text: str) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        sheet = workbook.add_worksheet()
        form = workbook.add_format({"num_format": number_format})
        if isinstance(value, str):
            sheet.write_string("A1", value, form)
        else:
            sheet.write("A1", value, form)
    assert read(data.getvalue()).cells == [[text]]


def test_formulas_give_the_stored_value_and_errors_their_name() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_formula("A1", '="Mô"&" hình"', None, "Mô hình")
        sheet.write_formula("B1", "=1+1", None, 2)
        sheet.write_formula("C1", "=Sheet2!A1", None, "#REF!")
        sheet.write_formula("D1", "=1=1", None, True)
    assert read(data.getvalue()).cells == [["Mô hình", "2", "#REF!", "TRUE"]]


def test_merges_over_rows_and_columns_belong_to_their_first_column() -> None:
    workbook = Workbook()
    workbook.active.append(["a"])
    for place in ("A1:A3", "B1:D1", "E2:F4"):
        workbook.active.merge_cells(place)
    merges = read(workbook_bytes(workbook)).merges
    assert sorted(merges, key=lambda merge: merge.column) == [Merge(0, 1, 3), Merge(4, 2, 4)]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="B2" t="inlineStr"><is><t>Dân</t></is></c><c r="C2"><v>7</v></c></row>',
        '<row><c r="B2" t="str"><v>Dân</v></c><c><v>7</v></c></row>',
        "<row/><row><c/><c><v>Dân</v></c><c><v> 7 </v></c></row>",
    ],
)
def test_a_workbook_of_a_small_program_is_read(rows: str) -> None:
    grid = read(small_workbook(f"<sheetData>{rows}</sheetData>"))
    assert (grid.sheet, grid.cells, grid.numbers) == ("Danh sách", [["", "Dân", "7"]], [2])


def test_the_strict_form_of_the_format_is_read() -> None:
    data = changed(
        letter_xlsx([ROW]),
        {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main"}
        | {RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships"},
    )
    assert read(data).cells == read(letter_xlsx([ROW])).cells


def test_parts_are_found_whatever_their_slashes_and_capitals() -> None:
    data = changed(letter_xlsx([ROW]), {"xl/worksheets/sheet1.xml": "xl\\worksheets\\Sheet1.xml"})
    assert read(data).cells == read(letter_xlsx([ROW])).cells


def test_a_reading_aid_over_a_text_is_no_text() -> None:
    text = '<t>東京</t><rPh sb="0" eb="2"><t>とう</t></rPh>'
    row = f'<row r="1"><c t="inlineStr"><is>{text}</is></c></row>'
    assert raw(small_workbook(f"<sheetData>{row}</sheetData>")).cells == [["東京"]]


def test_charts_and_sheets_hidden_from_everyone_are_no_lists() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        sheet = workbook.add_worksheet("M3")
        sheet.write("A1", 1)
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=M3!$A$1:$A$1"})
        workbook.add_chartsheet("Biểu đồ").set_chart(chart)
        secret = workbook.add_worksheet("Ẩn")
        secret.write("A1", "x")
        secret.very_hidden()
    assert [grid.sheet for grid in read_file(data.getvalue(), "a.xlsx").grids] == ["M3"]


def test_files_outside_the_workbook_are_never_opened(tmp_path: Path) -> None:
    outside = tmp_path / "sheet.xml"
    outside.write_text(f'<worksheet xmlns="{MAIN}"/>')
    target = 'Target="worksheets/s.xml"'
    for hostile in (f'Target="../../../../..{outside}"', f'Target="file://{outside}" TargetMode="External"'):
        with pytest.raises(RefusedFile):
            read_file(changed(small_workbook("<sheetData/>"), {target: hostile}), "a.xlsx")


def test_names_that_lead_outside_and_embedded_files_are_left_alone() -> None:
    more = {
        "../../etc/x.xml": "<x/>",
        "/abs.xml": "<x/>",
        "xl/embeddings/o.bin": "x",
        "xl/externalLinks/e.xml": "",
    }
    assert read(changed(letter_xlsx([ROW]), {}, **more)).cells == read(letter_xlsx([ROW])).cells


def test_a_million_empty_rows_are_passed_by() -> None:
    empty = "".join(f'<row r="{number}" ht="15" customHeight="1"/>' for number in range(2, 1_048_577))
    filled = '<row r="1"><c t="str"><v>STT</v></c></row>'
    data = small_workbook(f'<dimension ref="A1:H1048576"/><sheetData>{filled}{empty}</sheetData>')
    started = time.process_time()
    assert read(data).cells == [["STT"]]
    assert time.process_time() - started < 15


def test_ten_thousand_rows_in_an_old_font_are_read_in_seconds() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        form = workbook.add_format({"font_name": ".VnTime"})
        for row in range(10_000):
            for column in range(10):
                sheet.write_string(row, column, f"d©n vËn khÐo {row} {column}", form)
    started = time.process_time()
    grid = raw(data.getvalue())
    assert time.process_time() - started < 6
    assert (len(grid.cells), len(grid.fonts)) == (10_000, 100_000)


def test_a_workbook_without_a_visible_sheet_says_so() -> None:
    data = changed(small_workbook("<sheetData/>"), {'sheetId="1"': 'sheetId="1" state="hidden"'})
    with pytest.raises(RefusedFile) as caught:
        read_file(data, "a.xlsx")
    assert str(caught.value) == _(
        "The Excel file has no visible sheet. Put the list on a sheet and send the file again."
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_written_by_libreoffice_is_read(tmp_path: Path) -> None:
    source = tmp_path / "danh-sach.xlsx"
    source.write_bytes(letter_xlsx([ROW]))
    libreoffice = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    for kind in ("ods", "xlsx", "xls"):
        subprocess.run(
            [*libreoffice, "--convert-to", kind, "--outdir", str(tmp_path / "new"), str(source)],
            check=True,
            capture_output=True,
        )
        written = read((tmp_path / "new" / f"danh-sach.{kind}").read_bytes())
        original = read(letter_xlsx([ROW]))
        assert (written.cells, written.numbers) == (original.cells, original.numbers)
        assert sorted(written.merges, key=repr) == sorted(original.merges, key=repr)
