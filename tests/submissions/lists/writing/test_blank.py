"""The list to be filled in: empty rows, an example, lists to choose from."""

import io

import openpyxl
import pytest
from docx import Document

from submissions.lists.writing.blank import blank_sheet
from submissions.lists.writing.docx import write_docx
from submissions.lists.writing.sheet import Sheet
from submissions.lists.writing.xlsx import write_xlsx

from .made import campaign_of_tan_yen, commune, form_of

pytestmark = pytest.mark.django_db


def blank(code: str) -> Sheet:
    campaign = campaign_of_tan_yen()
    return blank_sheet(form_of(code, campaign), campaign, commune(campaign))


def test_each_group_has_ten_empty_rows_and_the_first_an_example_before_them() -> None:
    groups = blank("M3").groups

    assert [len(group.rows) for group in groups] == [11, 10, 10, 10]
    example, *empty = groups[0].rows
    assert (example.cells[0], example.is_example) == ("VD", True)
    assert [row.cells for row in empty] == [[str(number), *[""] * 7] for number in range(1, 11)]


def test_a_flat_form_has_ten_empty_rows() -> None:
    (group,) = blank("Mẫu 3").groups

    assert [row.cells[:5] for row in group.rows[1:3]] == [["1", "", "", "", ""], ["2", "", "", "", ""]]
    assert len(group.rows) == 11


def test_the_example_fills_one_of_the_two_time_columns_with_the_year_of_the_campaign() -> None:
    example = blank("M3").groups[0].rows[0]

    assert example.cells == [
        "VD",
        "Thôn A, xã B",
        "Thắp sáng đường quê",
        "Chi đoàn thôn A",
        "",
        "Từ tháng 3/2024",
        "Tháng 12/2024",
        "Lắp 50 bóng đèn trên 2 km đường thôn",
    ]


def test_excel_offers_sectors_levels_and_kinds_where_the_form_has_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(blank("Mẫu 3"))))

    page, choices = book.worksheets
    assert choices.sheet_state == "hidden"
    offered = {
        str(one.sqref).split(":")[0][0]: [cell.value for (cell,) in choices[one.formula1.split("!")[1]]]
        for one in page.data_validations.dataValidation
    }
    assert offered == {
        "D": ["Tập thể", "Cá nhân"],
        "E": [
            "Xây dựng Đảng và hệ thống chính trị",
            "Phát triển kinh tế",
            "Văn hóa - xã hội",
            "Quốc phòng - an ninh",
        ],
        "F": ["cấp cơ sở", "cấp huyện", "cấp tỉnh", "cấp trung ương"],
    }


def test_a_name_may_stand_where_the_two_kinds_are_offered() -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(blank("Mẫu 3")))).worksheets[0]

    strict = {str(one.sqref)[0]: bool(one.showErrorMessage) for one in page.data_validations.dataValidation}
    assert strict == {"D": False, "E": True, "F": True}


def test_choices_reach_over_all_empty_rows() -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(blank("Mẫu 3")))).worksheets[0]

    numbers = {cell.value: cell.row for cell in page["A"] if cell.value}
    assert {str(one.sqref)[1:] for one in page.data_validations.dataValidation} == {
        f"{numbers['VD']}:{column}{numbers['10']}" for column in "DEF"
    }


def test_the_example_is_grey_and_slanted() -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(blank("M4")))).worksheets[0]
    example = next(cell for cell in page["A"] if cell.value == "VD")
    table = Document(io.BytesIO(write_docx(blank("M4")))).tables[1]
    run = table.rows[2].cells[1].paragraphs[0].runs[0]

    assert (example.font.italic, example.font.color.rgb) == (True, "FF808080")
    assert (run.italic, str(run.font.color.rgb)) == (True, "808080")


def test_empty_rows_have_borders_to_write_in() -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(blank("M4")))).worksheets[0]
    row = next(cell.row for cell in page["A"] if cell.value == "10")

    assert {cell.border.left.style for cell in page[row][:8]} == {"thin"}
