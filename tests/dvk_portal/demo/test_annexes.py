"""The lists of the letter as Excel files: they read back as what the letter prints."""

import io

import openpyxl
import pytest

from dvk_portal.demo.annexes import annex_lists, blank_list, sample_list
from dvk_portal.demo.campaigns import tan_yen_wordings
from submissions.lists.reading import read_list

STALE = "Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm {}"


def test_the_blank_lists_are_those_of_the_letter():
    lists = annex_lists()
    assert {code: len(annex.rows) for code, annex in lists.items()} == {"M3": 21, "M4": 6}
    assert lists["M3"].title == ("DANH SÁCH ĐĂNG KÝ XÂY DỰNG", "MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024")
    assert [row[0].partition("-")[0] for row in lists["M3"].rows if len(row) == 1] == ["I", "II", "III", "IV"]


@pytest.mark.parametrize(("code", "year"), [("M3", 2022), ("M4", 2023)])
def test_the_years_of_the_header_stay_as_printed(code, year):
    assert STALE.format(year) in annex_lists()[code].rows[1]


@pytest.mark.parametrize("code", ["M3", "M4"])
def test_the_header_has_two_rows_with_one_heading_over_both_times(code):
    sheet = openpyxl.load_workbook(io.BytesIO(blank_list(code)))[code]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A1:H1", "A2:H2", "A4:A5", "E4:F4", "G4:G5", "H4:H5"} <= merged
    assert sheet["E4"].value == "Thời gian triển khai"


def test_the_sectors_are_worded_as_in_the_list():
    assert [(key, label) for key, label, _hint in tan_yen_wordings()] == [
        ("economy", "Lĩnh vực kinh tế"),
        ("culture_society", "Lĩnh vực văn hóa – xã hội"),
        ("defence_security", "Lĩnh vực Quốc phòng – an ninh"),
        ("political_system", "Lĩnh vực xây dựng hệ thống chính trị"),
    ]


def test_the_sample_list_is_read_with_its_problems():
    reading = read_list(sample_list(), "danh-sach.xlsx")
    assert (reading.layout, reading.year, reading.unit) == ("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ")
    assert [row.sector for row in reading.rows] == [
        *["economy"] * 4,
        *["culture_society"] * 3,
        *["defence_security"] * 2,
        "political_system",
        "",
    ]
    assert [(problem.row, problem.code) for problem in reading.problems] == [
        (10, "both_periods"),
        (16, "missing_title"),
        (26, "missing_sector"),
    ]


def test_the_sample_list_is_the_same_file_every_time():
    assert sample_list() == sample_list()
    properties = openpyxl.load_workbook(io.BytesIO(sample_list())).properties
    assert properties.created.year == 2024
