"""The list as Word, read back with python-docx."""

import io
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table

from submissions.lists.writing.docx import write_docx
from submissions.lists.writing.sheet import Sheet

from .made import FORMULA, record, sheet_of

pytestmark = pytest.mark.django_db


def document_of(sheet: Sheet) -> Any:
    return Document(io.BytesIO(write_docx(sheet)))


def list_of(sheet: Sheet) -> Table:
    """The table with the rows: the second one, behind the letterhead."""
    return document_of(sheet).tables[1]


def properties_of(table: Table, row: int) -> set[str]:
    """The names of what is set for a row."""
    return {element.tag.rpartition("}")[2] for element in table.rows[row]._tr.trPr}


def test_page_is_landscape_a4_with_the_form_s_margins() -> None:
    section = document_of(sheet_of([record()], margin_left=35)).sections[0]

    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [297, 210]
    assert [
        round(side.mm)
        for side in (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    ] == [35, 15, 20, 20]


def test_pages_are_numbered_from_the_second_on() -> None:
    section = document_of(sheet_of([])).sections[0]

    assert section.different_first_page_header_footer
    assert section.header._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE"]
    assert section.first_page_header.is_linked_to_previous


def test_letterhead_and_foot_are_tables_without_borders_around_the_title() -> None:
    document = document_of(sheet_of([record()], code="Mẫu 3"))

    letterhead, _rows, foot = document.tables
    assert [[cell.text for cell in row.cells] for row in letterhead.rows] == [
        ["HUYỆN ỦY TÂN YÊN", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG ỦY XÃ CAO XÁ", ""],
        ["*", "…, ngày … tháng … năm …"],
    ]
    assert [[cell.text for cell in row.cells] for row in foot.rows] == [
        ["Nơi nhận:", "T/M CẤP ỦY"],
        ["- Đảng ủy Khối (qua Ban Tuyên giáo),", "BÍ THƯ"],
        ["- Lưu.", "(Ký, ghi rõ họ tên, đóng dấu)"],
    ]
    assert not letterhead._tbl.xpath(".//w:tblBorders")
    assert not foot._tbl.xpath(".//w:tblBorders")
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "TỔNG HỢP ĐĂNG KÝ",
        "MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024",
    ]
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_header_has_merged_cells_and_is_repeated_on_every_page() -> None:
    table = list_of(sheet_of([record()]))

    assert properties_of(table, 0) == properties_of(table, 1) == {"cantSplit", "tblHeader"}
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 4)._tc is table.cell(0, 5)._tc
    assert table.cell(1, 5).text == "Mô hình đăng ký xây dựng mới trong năm 2024"


def test_group_headings_go_over_the_width_and_no_row_is_cut() -> None:
    table = list_of(sheet_of([record()]))

    headings = [row for row in table.rows if len(row._tr.tc_lst) == 1]
    assert [row.cells[0].text for row in headings][1:3] == ["II- Phát triển kinh tế", "III- Văn hóa - xã hội"]
    assert {len(row.cells) for row in headings} == {8}
    assert properties_of(table, 2) == {"cantSplit"}


def test_a_row_carries_its_code_as_hidden_text_in_the_cell_of_its_number() -> None:
    table = list_of(sheet_of([record(code="7QX4M2KD")], code="M4"))

    number, hidden = table.rows[2].cells[0].paragraphs[0].runs
    assert (number.text, hidden.text, hidden.font.hidden) == ("1", "[7QX4M2KD]", True)
    assert not any(run.font.hidden for cell in table.rows[2].cells[1:] for run in cell.paragraphs[0].runs)


def test_texts_keep_their_lines_spaces_and_signs() -> None:
    text = f"{FORMULA} <b> & “quê”\n- Lắp  đèn\t\n'x"

    table = list_of(sheet_of([record(text)], code="M4"))

    assert table.rows[2].cells[2].text == text


def test_columns_fill_the_width_between_the_margins() -> None:
    table = list_of(sheet_of([]))

    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert abs(sum(widths) - Mm(297 - 20 - 15).twips) < len(widths)
    assert widths[2] == max(widths)
