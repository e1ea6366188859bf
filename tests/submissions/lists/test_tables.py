import unicodedata

import pytest

from submissions.lists.grid import Grid
from submissions.lists.sections import read_section, read_sector
from submissions.lists.tables import Table, column_meaning, find_tables

from .letter_list import HEADER_TOP, SECTIONS, SUB_HEADERS, Layout, letter_rows

ROW = {"sector": "economy", "place": "Thôn Trung", "title": "Hiến đất làm đường", "new": "2024"}
LETTER_COLUMNS = {
    "stt": 0,
    "place": 1,
    "title": 2,
    "registrant": 3,
    "continuing": 4,
    "new": 5,
    "completion": 6,
    "goal": 7,
}


def grid_of(lines: list[list[str]]) -> Grid:
    """Return the grid a reader makes of these lines: blank rows left out."""
    numbered = [(number, list(line)) for number, line in enumerate(lines, start=1) if any(line)]
    return Grid("Trang 1", [line for _number, line in numbered], [number for number, _line in numbered])


def only_table(lines: list[list[str]]) -> Table:
    [table] = find_tables(grid_of(lines))
    return table


@pytest.mark.parametrize("layout", ["M3", "M4"])
def test_the_letters_list_is_found(layout: Layout) -> None:
    table = only_table(letter_rows([ROW], layout))
    assert (table.layout, table.year, table.unit) == (layout, 2024, "ĐẢNG ỦY XÃ CAO XÁ")
    assert table.columns == LETTER_COLUMNS


def test_columns_in_another_order() -> None:
    lines = [line[::-1] for line in letter_rows([ROW])]
    columns = only_table(lines).columns
    assert columns == {name: 7 - column for name, column in LETTER_COLUMNS.items()}


def test_headers_in_other_words_and_one_row() -> None:
    header = [
        "TT",
        "Nội dung mô hình",
        "Địa điểm",
        "Đơn vị thực hiện",
        "Duy trì",
        "Xây dựng mới",
        "Hoàn thành",
        "Mục tiêu",
    ]
    table = only_table([header, ["1", "a", "b", "c", "", "2024", "", ""]])
    assert list(table.columns) == [
        *["stt", "title", "place", "registrant", "continuing", "new", "completion", "goal"]
    ]
    assert (table.layout, table.year, table.unit) == ("M4", None, None)


def test_headers_typed_on_a_mac() -> None:
    lines = [[unicodedata.normalize("NFD", text) for text in line] for line in letter_rows([ROW])]
    assert only_table(lines).columns == LETTER_COLUMNS


def test_a_plain_table_with_sector_and_level() -> None:
    header = [
        "STT",
        "Tên mô hình",
        "Tập thể/cá nhân",
        "Lĩnh vực",
        "Cấp đăng ký",
        "Mới/tiếp tục",
        "Địa chỉ, phạm vi",
    ]
    table = only_table([[*header, "Thời gian"], ["1", "a", "b", "kinh tế", "xã", "mới", "c", "2024"]])
    assert table.layout == "table"
    assert table.columns == {
        "stt": 0,
        "title": 1,
        "registrant": 2,
        "sector": 3,
        "level": 4,
        "continuity": 5,
        "place": 6,
        "period": 7,
    }


def test_a_header_of_three_rows() -> None:
    lines = [
        ["STT", "Nội dung đăng ký", "", "Thời gian triển khai", ""],
        ["", "Tên mô hình", "Địa chỉ", "", ""],
        ["", "", "", "Tiếp tục", "Mới"],
        ["1", "a", "b", "", "x"],
    ]
    table = only_table(lines)
    assert table.first_row == 3
    assert table.columns == {"stt": 0, "title": 1, "place": 2, "continuing": 3, "new": 4}


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("ĐẢNG BỘ HUYỆN TÂN YÊN\nĐẢNG ỦY XÃ CAO XÁ", "ĐẢNG ỦY XÃ CAO XÁ"),
        ("Đơn vị: Trung tâm Y tế huyện", "Trung tâm Y tế huyện"),
        ("CHI BỘ TÒA ÁN NHÂN DÂN", "CHI BỘ TÒA ÁN NHÂN DÂN"),
        ("Tên cơ quan, đơn vị", None),
        ("- Ủy ban MTTQ xã,", None),
        ("", None),
    ],
)
def test_the_unit_stands_above_the_table(line: str, unit: str | None) -> None:
    assert only_table(letter_rows([ROW], unit=line)).unit == unit


def test_the_date_of_the_letter_is_not_the_year_of_the_list() -> None:
    lines = letter_rows([ROW], year=2025)
    lines.insert(4, ["(Kèm theo Công văn số 12-CV/HU ngày 20 tháng 02 năm 2024)"])
    assert only_table(lines).year == 2025


def test_a_header_repeated_on_the_next_page_continues_the_table() -> None:
    lines = letter_rows([ROW])
    lines[9:9] = [list(HEADER_TOP), ["", "", "", "", *SUB_HEADERS["M3"], "", ""]]
    table = only_table(lines)
    assert len(table.headers) == 2


def test_two_lists_on_one_sheet() -> None:
    lines = letter_rows([ROW]) + letter_rows([ROW], "M4", year=2025, unit="CHI BỘ CÔNG AN")
    tables = find_tables(grid_of(lines))
    assert [(table.layout, table.year, table.unit) for table in tables] == [
        ("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        ("M4", 2025, "CHI BỘ CÔNG AN"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [["Họ tên", "Điện thoại"], ["Nguyễn Văn A", "0900"]],
        [["DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024"]],
        [["1", "Thôn Trung", "Mô hình dân vận khéo", "Chi bộ", "x"]],
    ],
)
def test_a_sheet_without_a_list(lines: list[list[str]]) -> None:
    assert find_tables(grid_of(lines)) == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Số TT", "stt"),
        ("Tên mô hình,\nđiển hình", "title"),
        ("Địa bàn thực hiện", "place"),
        ("Tập thể, cá nhân đăng ký", "registrant"),
        ("Dự kiến kết quả", "goal"),
        ("Thời gian hoàn thành", "completion"),
        ("Thuộc lĩnh vực", "sector"),
        ("Cấp ủy", None),
        ("Ghi chú", None),
        ("", None),
        ("Tên mô hình " + "rất dài " * 40, None),
    ],
)
def test_a_header_is_known_by_its_meaning(text: str, column: str | None) -> None:
    assert column_meaning(text) == column


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        *[(heading, sector) for sector, heading in SECTIONS.items()],
        ("Xây dựng Đảng và hệ thống chính trị", "political_system"),
        ("Phát triển kinh tế, bảo vệ môi trường", "economy"),
        ("Văn hoá - xã hội", "culture_society"),
        ("Quốc phòng- an ninh", "defence_security"),
        ("QP-AN", "defence_security"),
        ("Môi trường", ""),
        ("", ""),
    ],
)
def test_a_sector_is_known_in_every_wording_of_the_papers(text: str, sector: str) -> None:
    assert read_sector(text) == sector


@pytest.mark.parametrize(
    ("row", "sector"),
    [
        (["IV. xây dựng hệ thống chính trị", "", ""], "political_system"),
        (["2. Phát triển kinh tế", "", ""], "economy"),
        (["III", "Lĩnh vực quốc phòng - an ninh", ""], "defence_security"),
        (["II- Văn hóa", "II- Văn hóa", "II- Văn hóa"], "culture_society"),
        (["V- Lĩnh vực khác", "", ""], ""),
    ],
)
def test_a_row_that_announces_a_sector(row: list[str], sector: str) -> None:
    section = read_section(row)
    assert section is not None
    assert section.sector == sector


@pytest.mark.parametrize(
    "row",
    [
        ["1", "Thôn Trung", "Mô hình kinh tế"],
        ["Tổng cộng: 12 mô hình", "", ""],
        ["...", "", ""],
        ["", "", ""],
        ["Thôn Kinh tế mới", "Trồng rau", ""],
    ],
)
def test_other_rows_announce_nothing(row: list[str]) -> None:
    assert read_section(row) is None
