"""The list as Excel, read back with openpyxl."""

import io
import re
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from submissions.lists.writing.sheet import Sheet
from submissions.lists.writing.xlsx import write_xlsx

from .made import FORMULA, record, sheet_of

pytestmark = pytest.mark.django_db

LAST_OF_M3 = "H"


def page_of(sheet: Sheet) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(sheet))).worksheets[0]


def texts_of(page: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]


def row_of(page: Worksheet, text: str) -> int:
    """The number of the first row in which a cell says this."""
    return next(cell.row for row in page.iter_rows() for cell in row if cell.value == text)


def test_page_is_landscape_a4_with_the_form_s_margins_and_fits_the_width() -> None:
    page = page_of(sheet_of([record()], margin_left=35))

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    margins = page.page_margins
    assert [round(side * 25.4) for side in (margins.left, margins.right, margins.top, margins.bottom)] == [
        35,
        15,
        20,
        20,
    ]
    assert page.oddHeader.center.text == "&P"


def test_header_is_repeated_when_printed_and_stays_when_scrolled() -> None:
    page = page_of(sheet_of([record()]))

    top = row_of(page, "STT")
    assert page.print_title_rows == f"${top}:${top + 1}"
    assert page.freeze_panes == f"A{top + 2}"


def test_header_is_merged_down_and_over_its_span() -> None:
    page = page_of(sheet_of([record()]))

    top = row_of(page, "STT")
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {f"{column}{top}:{column}{top + 1}" for column in "ABCDGH"} <= merged
    assert f"E{top}:F{top}" in merged
    assert page[f"E{top}"].value == "Thời gian triển khai"
    assert page[f"F{top + 1}"].value == "Mô hình đăng ký xây dựng mới trong năm 2024"


def test_letterhead_title_and_foot_stand_around_the_table() -> None:
    lines = texts_of(page_of(sheet_of([record()], code="Mẫu 3")))

    assert lines[0] == ["HUYỆN ỦY TÂN YÊN", "ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert lines[1] == ["ĐẢNG ỦY XÃ CAO XÁ"]
    assert lines[2] == ["*", "…, ngày … tháng … năm …"]
    assert [line[0] for line in lines[4:6]] == ["TỔNG HỢP ĐĂNG KÝ", "MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"]
    assert lines[-3:] == [
        ["Nơi nhận:", "T/M CẤP ỦY"],
        ["- Đảng ủy Khối (qua Ban Tuyên giáo),", "BÍ THƯ"],
        ["- Lưu.", "(Ký, ghi rõ họ tên, đóng dấu)"],
    ]


def test_group_headings_go_over_the_width_and_rows_have_borders() -> None:
    page = page_of(sheet_of([record()]))

    heading = row_of(page, "II- Phát triển kinh tế")
    assert f"A{heading}:{LAST_OF_M3}{heading}" in {str(area) for area in page.merged_cells.ranges}
    row = page[heading + 1]
    assert [cell.value for cell in row[:4]] == [
        "1",
        "Thôn Chiên",
        "Thắp sáng đường quê",
        "Chi đoàn thôn Chiên",
    ]
    assert {cell.border.bottom.style for cell in row[:8]} == {"thin"}
    assert {(cell.font.name, cell.alignment.wrap_text) for cell in row[:8]} == {("Times New Roman", True)}


def test_a_group_without_rows_has_the_form_s_own_dots() -> None:
    page = page_of(sheet_of([record()]))

    assert page.cell(row_of(page, "III- Văn hóa - xã hội") + 1, 1).value == "..."


def test_codes_are_in_a_hidden_column_that_is_not_printed() -> None:
    page = page_of(sheet_of([record(code="7QX4M2KD")]))

    top = row_of(page, "STT")
    assert page[f"I{top}"].value == "Mã hồ sơ"
    assert page[f"I{row_of(page, 'Thắp sáng đường quê')}"].value == "7QX4M2KD"
    assert page.column_dimensions["I"].hidden
    assert re.fullmatch(r"'M3'!\$A\$1:\$H\$\d+", page.print_area)


def test_a_list_without_records_has_no_column_for_codes() -> None:
    assert page_of(sheet_of([])).max_column == 8


@pytest.mark.parametrize(
    "text", [FORMULA, "+84 912", "- Lắp đèn\n- Làm đường", "@SUM(A1)", "{=1}", "_x0041_"]
)
def test_no_text_becomes_a_formula_or_changes(text: str) -> None:
    sheet = sheet_of([record(text, place=text)], title=text, head=text)
    data = write_xlsx(sheet)

    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    first = text.split("\n", maxsplit=1)[0]
    found = [cell for row in page.iter_rows() for cell in row if cell.value in (text, first)]
    assert {cell.data_type for cell in found} == {"s"}
    assert len(found) >= 4
    assert b"<f>" not in ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    short = record("Ngắn", registrant="Tập thể", new="x", goal="Có đèn")

    page = page_of(sheet_of([short, record("Dài", goal="mục tiêu rất dài " * 40)]))

    assert page.row_dimensions[row_of(page, "Ngắn")].height is None
    assert page.row_dimensions[row_of(page, "Dài")].height > 300


def test_a_code_that_no_sheet_may_be_called_is_made_fit() -> None:
    sheet = sheet_of([], code="M3")
    object.__setattr__(sheet, "name", "Mẫu 3/a: [biểu tổng hợp toàn huyện 2024]")

    assert page_of(sheet).title == "Mẫu 3 a   biểu tổng hợp toàn hu"
