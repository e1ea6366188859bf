"""Registrations as a plain table: xlsx, csv, OpenDocument and JSON."""

import csv
import io
import json
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest
from odf.opendocument import load
from odf.table import TableCell, TableRow
from odf.teletype import extractText

from submissions.lists.writing.ods import write_ods
from submissions.lists.writing.plain import PlainTable, plain_table, write_csv, write_json, write_plain_xlsx
from submissions.lists.writing.sheet import columns_of, wordings_of

from .made import FORMULA, campaign_of_tan_yen, form_of, record

pytestmark = pytest.mark.django_db

FORMULAS = (FORMULA, "+84 912", "-2", "@SUM(A1)", "'=1", "'chữ")


def table_of(*records: object, code: str = "M3") -> PlainTable:
    campaign = campaign_of_tan_yen()
    form = form_of(code, campaign)
    return plain_table(form.code, columns_of(form, campaign), records, wordings_of(form, campaign))


@pytest.fixture
def table() -> PlainTable:
    return table_of(*(record(text, goal="Một\nhai  ba") for text in FORMULAS))


def test_a_table_has_the_form_s_columns_and_what_a_machine_wants_to_know_besides() -> None:
    assert table_of().labels == [
        "STT",
        "Địa chỉ xây dựng mô hình",
        "Tên mô hình",
        "Tập thể hoặc cá nhân",
        "Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm 2024",
        "Mô hình đăng ký xây dựng mới trong năm 2024",
        "Dự kiến thời gian hoàn thành",
        "Mục tiêu đề ra (nêu dự kiến kế hoạch xây dựng)",
        "Lĩnh vực",
        "Cấp đăng ký",
        "Loại hình",
        "Đơn vị",
        "Trạng thái",
        "Mã hồ sơ",
    ]


def test_columns_that_the_form_has_come_once_and_empty_ones_not_at_all() -> None:
    labels = table_of(code="Mẫu 6a").labels

    assert labels.count("Lĩnh vực") == labels.count("Đơn vị") == 1
    assert "Kết quả bình chọn" not in labels


def test_rows_stand_sector_by_sector_and_are_numbered_through() -> None:
    table = table_of(record("A", "defence_security"), record("B"), record("C", "political_system"))

    assert [(row[0], row[2], row[8]) for row in table.rows] == [
        ("1", "C", "Xây dựng Đảng và hệ thống chính trị"),
        ("2", "B", "Phát triển kinh tế"),
        ("3", "A", "Quốc phòng - an ninh"),
    ]
    assert table.rows[0][-2:] == ["Đã gửi", "7QX4M2KD"]


def test_xlsx_has_one_header_row_and_only_texts(table: PlainTable) -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_plain_xlsx(table))).active

    header, *rows = page.iter_rows()
    assert [cell.value for cell in header] == table.labels
    assert [row[2].value for row in rows] == list(FORMULAS)
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert page.freeze_panes == "A2"


def test_csv_has_a_mark_line_ends_of_windows_and_no_live_formula(table: PlainTable) -> None:
    data = write_csv(table)

    assert data.startswith("\ufeffSTT,".encode())
    assert data.endswith(b"\r\n")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == table.labels
    assert [row[2] for row in rows] == [f"'{FORMULA}", "'+84 912", "'-2", "'@SUM(A1)", "''=1", "'chữ"]
    assert rows[0][7] == "Một\nhai  ba"


def test_ods_is_read_by_another_program_and_has_only_texts(table: PlainTable) -> None:
    data = write_ods(table)

    first = ZipFile(io.BytesIO(data)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    rows = load(io.BytesIO(data)).spreadsheet.getElementsByType(TableRow)
    cells = [row.getElementsByType(TableCell) for row in rows]
    assert [extractText(cell) for cell in cells[0]] == table.labels
    assert [extractText(row[2]) for row in cells[1:]] == list(FORMULAS)
    assert {cell.getAttribute("valuetype") for row in cells for cell in row} == {"string", None}
    assert {cell.getAttribute("formula") for row in cells for cell in row} == {None}


def test_ods_keeps_lines_and_spaces() -> None:
    data = write_ods(table_of(record("<đèn> & “quê”", goal=" Một\nhai   ba\tbốn ")))

    cells = load(io.BytesIO(data)).spreadsheet.getElementsByType(TableRow)[1].getElementsByType(TableCell)
    assert extractText(cells[2]) == "<đèn> & “quê”"
    assert [extractText(line) for line in cells[7].childNodes] == [" Một", "hai   ba\tbốn "]


def test_json_names_the_form_the_labels_and_the_rows() -> None:
    content = json.loads(write_json(table_of(record(FORMULA))))

    assert content["form"] == "M3"
    assert content["columns"]["title"] == "Tên mô hình"
    (row,) = content["rows"]
    assert (row["title"], row["new"], row["sector"], row["code"]) == (
        FORMULA,
        "Từ tháng 3/2024",
        "Phát triển kinh tế",
        "7QX4M2KD",
    )
