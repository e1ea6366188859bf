from typing import Any

import pytest
from openpyxl import Workbook

from submissions.lists.formats.files import read_file
from submissions.lists.formats.grid import Grid
from submissions.lists.layout.rows import Row, read_rows
from submissions.lists.layout.tables import find_tables
from tests.submissions.lists.letter_list import (
    csv_bytes,
    letter_csv,
    letter_rows,
    letter_xlsx,
    workbook_bytes,
)

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
        row
        for grid in read_file(data, name).grids
        for table in find_tables(grid)
        for row in read_rows(grid, table)
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
        *("M4", "", "individual", "continuing", ""),
    )


def test_the_empty_form_has_no_rows() -> None:
    lines = letter_rows([])
    lines[8:8] = [["1", *[""] * 7], ["2", *["..."] * 7], ["", *[""] * 7]]
    assert rows_of_lines(lines) == []


def test_both_columns_filled_leave_the_continuity_open() -> None:
    [row] = rows_of(letter_xlsx([ROAD | {"continuing": "2022"}]))
    assert (row.continuity, row.period, row.continuity_text) == ("", "2022 / Năm 2024", "2022 / Năm 2024")


def test_neither_column_filled() -> None:
    [row] = rows_of(letter_xlsx([ROAD | {"new": ""}]))
    assert (row.continuity, row.period, row.continuity_text) == ("", "", "")


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
        ("", "Môi trường", "", "new", ""),
    ]


def merged(cells: str, rows: list[dict[str, str]]) -> bytes:
    """Return an M4 workbook with one range of its body merged."""
    workbook = Workbook()
    for line in letter_rows(rows, "M4"):
        workbook.active.append([text or None for text in line])
    workbook.active.merge_cells(cells)
    return workbook_bytes(workbook)


def plain(header: list[str], *rows: list[str]) -> list[Row]:
    """Return the rows of a list with this header, each line filled up with blank cells."""
    return rows_of_lines([line + [""] * (len(header) - len(line)) for line in [header, *rows]])


FLAT = ["STT", "Địa chỉ", "Tên mô hình", "Tập thể hoặc cá nhân", "Duy trì", "Mới", "Hoàn thành", "Mục tiêu"]


def test_ditto_marks_copy_the_cell_above() -> None:
    rows = plain(
        FLAT,
        ["1", "Thôn A", "a", "Chi bộ A", "", "2024", "12/2024", "Sạch"],
        ["2", "nt", "b", '"', "", "-nt-", "như trên", ",,"],
        ["II. Văn hóa - xã hội"],
        ["1", "NT", "c", "Chi bộ C", "2022", "", "", ""],
    )
    assert [(row.place, row.registrant, row.period, row.completion, row.goal) for row in rows] == [
        ("Thôn A", "Chi bộ A", "2024", "12/2024", "Sạch"),
        ("Thôn A", "Chi bộ A", "2024", "12/2024", "Sạch"),
        ("Thôn A", "Chi bộ C", "2022", "", ""),
    ]


def test_a_place_written_once_for_the_rows_below() -> None:
    row = ["Chi bộ A", "", "2024", "", ""]
    rows = plain(
        FLAT,
        ["1", "Thôn A", "a", *row],
        ["2", "", "b", *row],
        ["3", "Thôn B", "c", *row],
        ["4", "", "d", *row],
    )
    assert [row.place for row in rows] == ["Thôn A", "Thôn A", "Thôn B", "Thôn B"]


def test_one_blank_place_is_a_gap() -> None:
    row = ["Chi bộ A", "", "2024", "", ""]
    rows = plain(FLAT, ["1", "Thôn A", "a", *row], ["2", "", "b", *row], ["3", "Thôn B", "c", *row])
    assert [row.place for row in rows] == ["Thôn A", "", "Thôn B"]


def test_a_line_without_a_number_goes_on_with_the_row_above() -> None:
    rows = plain(
        FLAT,
        ["1", "Thôn A", "Hiến đất làm đường", "Chi bộ A", "", "2024", "12/2024", "- Hiến đất"],
        ["", "", "", "", "", "", "", "- Làm đường"],
        ["", "", "liên thôn", "", "", "", "", ""],
        ["", "Thôn B", "Trồng hoa", "Chi bộ B", "", "2024", "", ""],
    )
    assert [(row.title, row.goal) for row in rows] == [
        ("Hiến đất làm đường\nliên thôn", "- Hiến đất\n- Làm đường"),
        ("Trồng hoa", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["x", "", ""], ("continuing", "", "")),
        (["", "✓", "3/2024"], ("new", "3/2024", "")),
        (["", "Từ 2023", "3/2024"], ("new", "Từ 2023", "")),
        (["0", "x", ""], ("new", "", "")),
        (["không", "45292", ""], ("new", "01/01/2024", "")),
        (["x", "x", "2024"], ("", "2024", "x / x")),
        (["", "", "2024"], ("", "2024", "")),
        (["", "", "Duy trì từ 2022"], ("continuing", "Duy trì từ 2022", "")),
    ],
)
def test_the_column_that_is_filled_decides(cells: list[str], told: tuple[str, str, str]) -> None:
    header = ["STT", "Tên mô hình", "Địa chỉ", "Mô hình duy trì", "Mô hình mới", "Thời gian thực hiện"]
    [row] = plain(header, ["1", "Đường hoa", "Thôn A", *cells])
    assert (row.continuity, row.period, row.continuity_text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mới", ("new", "", "")),
        ("Tiếp tục", ("continuing", "", "")),
        ("Mới, từ 3/2024", ("new", "Mới, từ 3/2024", "")),
        ("khác", ("", "khác", "khác")),
        ("", ("", "", "")),
    ],
)
def test_one_column_tells_new_or_continuing(text: str, told: tuple[str, str, str]) -> None:
    [row] = plain(["STT", "Tên mô hình", "Địa chỉ", "Mới/tiếp tục"], ["1", "Đường hoa", "Thôn A", text])
    assert (row.continuity, row.period, row.continuity_text) == told


def test_a_single_column_of_time_keeps_its_text() -> None:
    [row] = plain(["STT", "Tên mô hình", "Địa chỉ", "Thời gian thực hiện"], ["1", "a", "Thôn A", "2023-2025"])
    assert (row.layout, row.continuity, row.period) == ("table", "", "2023-2025")


def test_titles_in_the_columns_that_are_chosen() -> None:
    rows = plain(
        ["TT", "Đơn vị", "Mô hình duy trì", "Mô hình xây dựng mới", "Địa điểm"],
        ["1", "Chi bộ A", "Đường hoa phụ nữ tự quản", "", "Thôn A"],
        ["2", "Chi bộ B", "", "Camera an ninh thôn", "Thôn B"],
    )
    assert [(row.title, row.continuity, row.period) for row in rows] == [
        ("Đường hoa phụ nữ tự quản", "continuing", ""),
        ("Camera an ninh thôn", "new", ""),
    ]


def test_a_cross_or_a_name_in_one_of_two_columns_tells_the_kind() -> None:
    rows = plain(
        ["STT", "Tên mô hình", "Địa chỉ", "Tập thể", "Cá nhân"],
        ["1", "a", "Thôn A", "Chi bộ A", ""],
        ["2", "b", "Thôn A", "", "Nguyễn Văn B"],
        ["3", "c", "Thôn A", "", "x"],
        ["4", "d", "Thôn A", "", ""],
    )
    assert [(row.registrant, row.kind) for row in rows] == [
        ("Chi bộ A", "collective"),
        ("Nguyễn Văn B", "individual"),
        ("", "individual"),
        ("", ""),
    ]


def test_a_column_of_kinds_beside_the_names() -> None:
    rows = plain(
        ["STT", "Tập thể/cá nhân", "Tên đơn vị", "Tên mô hình"],
        ["1", "TT", "Sao Mai", "a"],
        ["2", "CN", "Mai Sao", "b"],
    )
    assert [(row.registrant, row.kind) for row in rows] == [
        ("Sao Mai", "collective"),
        ("Mai Sao", "individual"),
    ]


def test_crosses_for_sector_and_level() -> None:
    rows = rows_of_lines(
        [
            ["TT", "Tên mô hình", "Lĩnh vực", "", "Cấp đăng ký", ""],
            ["", "", "Kinh tế", "VH-XH", "Cấp tỉnh", "Cấp huyện"],
            ["1", "a", "x", "", "", "x"],
            ["2", "b", "", "x", "x", "x"],
            ["3", "c", "x", "x", "", ""],
        ]
    )
    assert [(row.sector, row.level_text) for row in rows] == [
        ("economy", "Cấp huyện"),
        ("culture_society", "Cấp tỉnh, Cấp huyện"),
        ("", ""),
    ]


def test_headings_of_places_and_sectors_end_what_stood_below_their_like() -> None:
    def below(*headings: str) -> list[tuple[str, str]]:
        header = ["STT", "Tên mô hình", "Tập thể, cá nhân", "Mới", "Duy trì"]
        lines = [line for heading in headings for line in ([heading], ["1", f"a {heading}", "Chi bộ A", "x"])]
        return [(row.sector, row.place) for row in plain(header, *lines)]

    assert below("I. Kinh tế", "1. Xã Cao Xá", "II. Quốc phòng - an ninh") == [
        ("economy", ""),
        ("economy", "Xã Cao Xá"),
        ("defence_security", ""),
    ]
    assert below("A. Xã Cao Xá", "I. Kinh tế", "II. QP-AN", "B. Xã Ngọc Lý") == [
        ("", "Xã Cao Xá"),
        ("economy", "Xã Cao Xá"),
        ("defence_security", "Xã Cao Xá"),
        ("", "Xã Ngọc Lý"),
    ]


def test_a_part_of_a_sector_keeps_it_and_an_unknown_sector_ends_it() -> None:
    headings = ["II. Văn hóa - xã hội", "1.1 Bảo vệ môi trường", "1. Môi trường", "V. Môi trường"]
    lines = [line for heading in headings for line in ([heading], ["1", "", f"a {heading}", "Chi bộ A"])]
    rows = plain(FLAT, *lines)
    assert [row.sector for row in rows] == ["culture_society", "culture_society", "culture_society", ""]
    assert rows[-1].sector_text == "Môi trường"


def test_headings_of_level_kind_choice_and_unit() -> None:
    header = ["STT", "Tên mô hình", "Tập thể, cá nhân", "Thời gian"]
    rows = plain(
        header,
        ["I. CẤP TỈNH"],
        ["1", "a", "Sao Mai", "2024"],
        ["A. Mô hình tiếp tục duy trì"],
        ["1", "b", "", "2024"],
        ["B. Cá nhân"],
        ["1", "c", "", "2024"],
        ["Chi bộ Công an huyện"],
        ["1", "d", "Tập thể", "2024"],
    )
    assert [(row.level_text, row.continuity, row.kind, row.registrant) for row in rows] == [
        ("CẤP TỈNH", "", "", "Sao Mai"),
        ("CẤP TỈNH", "continuing", "", ""),
        ("CẤP TỈNH", "continuing", "individual", ""),
        ("CẤP TỈNH", "continuing", "collective", "Chi bộ Công an huyện"),
    ]


def test_the_code_stands_in_its_column_or_beside_the_grid() -> None:
    lines = [["STT", "Tên mô hình", "Địa chỉ", "Mã hồ sơ"], ["1", "a", "b", "K7Q2"], ["2", "c", "d", ""]]
    grid = Grid("Trang 1", [list(line) for line in lines], [1, 2, 3], codes={3: "M3XA"})
    [table] = find_tables(grid)
    assert [row.code for row in read_rows(grid, table)] == ["K7Q2", "M3XA"]


def test_the_lines_between_the_tables_of_a_document_are_headings_only() -> None:
    lines = [FLAT, ["1", "A", "a", "Chi bộ", "x", "", "", ""], ["II. Kinh tế"], ["Ghi thêm", "b", "c", "d"]]
    lines.append(["1", "B", "b", "Chi bộ", "x", "", "", ""])
    grid = Grid("Table 1", [list(line) for line in lines], [1, 2, 0, 0, 3], is_word=True)
    [table] = find_tables(grid)
    assert [(row.row, row.sector) for row in read_rows(grid, table)] == [(2, ""), (3, "economy")]


@pytest.mark.parametrize(
    "line",
    [
        ["", "", "Cộng lĩnh vực I: 5 mô hình"],
        ["Tổng: 2"],
        ["A", "B", "1", "2", "3", "4", "5", "6"],
        ["", "Cộng", "02 mô hình"],
        ["1", "", "Không"],
        ["", "Không có mô hình đăng ký"],
        ["", "", "", "", "", "", "", "Trang 2/5"],
    ],
)
def test_more_rows_that_are_no_registration(line: list[str]) -> None:
    rows = plain(
        FLAT, ["1", "Thôn A", "a", "Chi bộ A", "", "2024"], line, ["2", "B", "b", "Chi bộ", "", "2024"]
    )
    assert [row.title for row in rows] == ["a", "b"]


def test_a_unit_among_the_recipients_does_not_end_the_foot() -> None:
    foot = [
        ["Nơi nhận:", "", "", "", "", "T/M ĐẢNG ỦY"],
        ["- Phòng Văn hóa, xã hội;", "", "", "", "", "BÍ THƯ"],
        ["", "Lê Văn C", "", "", "", "Trần Văn B"],
    ]
    assert len(plain(FLAT, ["1", "Thôn A", "a", "Chi bộ A", "", "2024"], *foot)) == 1


@pytest.mark.parametrize(
    "registrant", ["Bí thư Chi bộ thôn 2", "Ban Thường vụ Đoàn xã", "Thường trực HĐND xã"]
)
def test_an_office_that_registers_is_no_signature(registrant: str) -> None:
    text = f"""Tên mô hình;Tập thể/cá nhân;Mô hình đăng ký mới
Nuôi ong lấy mật;Hội Nông dân xã;2024
Camera an ninh;{registrant};2024
Thắp sáng đường quê;Đoàn Thanh niên;2024
"""
    assert [row.title for row in rows_of(text.encode(), "a.csv")] == [
        "Nuôi ong lấy mật",
        "Camera an ninh",
        "Thắp sáng đường quê",
    ]


def test_a_title_may_begin_as_a_total_does() -> None:
    text = """Tên mô hình;Địa chỉ;Tập thể/cá nhân;Mô hình đăng ký mới
Tổng số 5 km đường hoa;Thôn 1;Hội Nông dân xã;2024
Nuôi ong lấy mật;Thôn 2;Hội Nông dân xã;2024
Tổng số;;2;
"""
    titles = [row.title for row in rows_of(text.encode(), "a.csv")]
    assert titles == ["Tổng số 5 km đường hoa", "Nuôi ong lấy mật"]
