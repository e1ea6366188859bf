from typing import Any

import pytest
from openpyxl import Workbook

from submissions.lists.files import read_file
from submissions.lists.registrants import registrant_kind, registrant_name
from submissions.lists.rows import Row, read_rows
from submissions.lists.tables import find_tables

from .letter_list import csv_bytes, letter_csv, letter_rows, letter_xlsx, workbook_bytes

ROAD = {
    "sector": "economy",
    "place": "Thôn Trung",
    "title": "Hiến đất làm đường",
    "registrant": "Chi bộ thôn Trung",
    "new": "Năm 2024",
    "completion": "12/2024",
    "goal": "Hiến 500 m² đất",
}
LIGHTS = {
    "sector": "defence_security",
    "place": "Thôn Hạ",
    "title": "Camera an ninh",
    "registrant": "Nguyễn Văn A",
    "continuing": "x",
}


def rows_of(data: bytes, name: str = "a.xlsx") -> list[Row]:
    return [
        row for grid in read_file(data, name) for table in find_tables(grid) for row in read_rows(grid, table)
    ]


def rows_of_lines(lines: list[list[str]]) -> list[Row]:
    return rows_of(csv_bytes(lines), "a.csv")


def test_a_row_of_m3_is_read_whole() -> None:
    [row] = rows_of(letter_xlsx([ROAD]))
    assert row == Row(
        sheet="M3",
        row=9,
        stt="1",
        sector="economy",
        sector_text=row.sector_text,
        place="Thôn Trung",
        title="Hiến đất làm đường",
        registrant="Chi bộ thôn Trung",
        kind="collective",
        continuity="new",
        period="Năm 2024",
        completion="12/2024",
        goal="Hiến 500 m² đất",
        layout="M3",
        year=2024,
        cells={
            "stt": "A9",
            "place": "B9",
            "title": "C9",
            "registrant": "D9",
            "continuing": "E9",
            "new": "F9",
            "completion": "G9",
            "goal": "H9",
        },
    )
    assert row.sector_text.startswith("Lĩnh vực kinh tế (")


def test_excel_and_text_give_the_same_rows() -> None:
    def facts(rows: list[Row]) -> list[dict[str, Any]]:
        return [row.as_dict() | {"sheet": ""} for row in rows]

    lists = [
        rows_of(letter_xlsx([ROAD, LIGHTS])),
        rows_of(letter_csv([ROAD, LIGHTS], delimiter=";"), "a.csv"),
    ]
    assert facts(lists[0]) == facts(lists[1])


def test_numbering_restarts_under_each_sector() -> None:
    rows = rows_of(letter_xlsx([ROAD, LIGHTS, ROAD | {"title": "Trồng hoa"}]))
    assert [(row.stt, row.sector, row.title) for row in rows] == [
        ("1", "economy", "Hiến đất làm đường"),
        ("2", "economy", "Trồng hoa"),
        ("1", "defence_security", "Camera an ninh"),
    ]


def test_m4_has_no_sector() -> None:
    [row] = rows_of(letter_xlsx([LIGHTS], "M4"))
    assert (row.layout, row.sector, row.kind, row.continuity, row.period) == (
        *("M4", "", "individual", "continuing", "x"),
    )


def test_the_empty_form_has_no_rows() -> None:
    lines = letter_rows([])
    lines[8:8] = [["1", *[""] * 7], ["2", *["..."] * 7], ["", *[""] * 7]]
    assert rows_of_lines(lines) == []


def test_both_columns_filled_leave_the_continuity_open() -> None:
    [row] = rows_of(letter_xlsx([ROAD | {"continuing": "2022"}]))
    assert (row.continuity, row.period) == ("", "2022 / Năm 2024")


def test_neither_column_filled() -> None:
    [row] = rows_of(letter_xlsx([ROAD | {"new": ""}]))
    assert (row.continuity, row.period) == ("", "")


@pytest.mark.parametrize(
    "line",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        ["Tổng cộng", "", "2", "", "1", "1", "", ""],
        ["", "Tổng số: 02 mô hình", "", "", "", "", "", ""],
        ["Ghi chú: các mô hình đã được họp bàn", "", "", "", "", "", "", ""],
        ["", "", "", "", "Cao Xá, ngày 20 tháng 02 năm 2024", "", "", ""],
        ["", "NGƯỜI LẬP BIỂU", "", "", "", "T/M ĐẢNG ỦY", "", ""],
        ["Nơi nhận:", "", "T/M BAN THƯỜNG VỤ", "", "", "", "", ""],
    ],
)
def test_rows_that_are_no_registration_are_left_out(line: list[str]) -> None:
    assert [row.title for row in rows_of_lines([*letter_rows([ROAD], "M4"), line])] == ["Hiến đất làm đường"]


def test_names_under_the_signatures_are_left_out() -> None:
    foot = [["", "", "", "", "", "T/M ĐẢNG ỦY", "", ""], ["", "", "Trần Thị B", "", "", "Lê Văn C", "", ""]]
    assert len(rows_of_lines([*letter_rows([ROAD], "M4"), *foot])) == 1


def test_nothing_is_lost_behind_a_note_in_the_middle() -> None:
    lines = letter_rows([ROAD, LIGHTS], "M4")
    lines.insert(8, ["Ghi chú: đã họp", *[""] * 7])
    assert [row.title for row in rows_of_lines(lines)] == ["Hiến đất làm đường", "Camera an ninh"]


def test_an_organisation_called_tong_cong_ty_is_no_total() -> None:
    lines = letter_rows([ROAD | {"place": "Tổng Công ty May", "title": "Tổng vệ sinh"}], "M4")
    lines[7][0] = ""
    assert [row.place for row in rows_of_lines(lines)] == ["Tổng Công ty May"]


def test_a_row_without_a_title_is_kept_for_its_error() -> None:
    rows = rows_of(letter_xlsx([ROAD | {"title": ""}]))
    assert [(row.row, row.title, row.place) for row in rows] == [(9, "", "Thôn Trung")]


def test_a_place_merged_over_several_rows_is_told_by_each() -> None:
    rows = rows_of(merged("B8:B9", [ROAD, ROAD | {"title": "Trồng hoa", "place": ""}]))
    assert [row.place for row in rows] == ["Thôn Trung", "Thôn Trung"]


def test_a_title_merged_over_several_rows_is_one_record() -> None:
    rows = rows_of(merged("C8:C9", [ROAD, {"goal": "Mắc 20 đèn"}]))
    assert [(row.title, row.goal) for row in rows] == [("Hiến đất làm đường", "Hiến 500 m² đất\nMắc 20 đèn")]


def test_a_sector_column_gives_the_sector_of_each_row() -> None:
    lines = [
        ["STT", "Tên mô hình", "Địa chỉ", "Lĩnh vực", "Cấp đăng ký", "Mới/tiếp tục", "Thời gian"],
        ["1", "Camera an ninh", "Thôn Hạ", "Quốc phòng- an ninh", "Cấp huyện", "Tiếp tục", "2022 - 2025"],
        ["2", "Trồng hoa", "Thôn Hạ", "Môi trường", "", "Xây dựng mới", ""],
    ]
    rows = rows_of_lines(lines)
    assert [(row.sector, row.sector_text, row.level_text, row.continuity, row.period) for row in rows] == [
        ("defence_security", "Quốc phòng- an ninh", "Cấp huyện", "continuing", "2022 - 2025"),
        ("", "Môi trường", "", "new", "Xây dựng mới"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tập thể", "collective"),
        ("TT", "collective"),
        ("Tập thể: Chi bộ thôn Trung", "collective"),
        ("Chi bộ thôn Trung", "collective"),
        ("Uỷ ban MTTQ xã", "collective"),
        ("UBND xã Cao Xá", "collective"),
        ("Trường THCS Cao Xá", "collective"),
        ("Hội LHPN xã", "collective"),
        ("Đoàn Thanh niên", "collective"),
        ("Ban CHQS huyện", "collective"),
        ("Các hộ dân thôn Hạ", "collective"),
        ("HTX Nông nghiệp", "collective"),
        ("Cá nhân", "individual"),
        ("CN", "individual"),
        ("Cá nhân: Trần Thị B", "individual"),
        ("Nguyễn Văn A", "individual"),
        ("NGUYỄN THỊ B", "individual"),
        ("Trương Văn C - Bí thư chi bộ", "individual"),
        ("Đoàn Minh D, Chủ tịch Hội Nông dân", "individual"),
        ("Tô Thị E", "individual"),
        ("Ông Giàng A", "individual"),
        ("Bí thư chi bộ thôn Trung", "individual"),
        ("Tập thể và cá nhân", ""),
        ("Sao Mai", ""),
        ("", ""),
    ],
)
def test_collective_or_person(text: str, kind: str) -> None:
    assert registrant_kind(text) == kind


def merged(cells: str, rows: list[dict[str, str]]) -> bytes:
    """Return an M4 workbook with one range of its body merged."""
    workbook = Workbook()
    for line in letter_rows(rows, "M4"):
        workbook.active.append([text or None for text in line])
    workbook.active.merge_cells(cells)
    return workbook_bytes(workbook)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tập thể", ""),
        ("TT", ""),
        ("cá nhân", ""),
        ("Tập thể Chi đoàn thôn Chiên", "Tập thể Chi đoàn thôn Chiên"),
        ("TT Cao Thượng", "TT Cao Thượng"),
        ("", ""),
    ],
)
def test_a_cell_that_only_tells_the_kind_names_nobody(text, name):
    assert registrant_name(text) == name
