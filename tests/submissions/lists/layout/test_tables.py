import unicodedata

import pytest

from submissions.lists.formats.grid import Grid, Merge
from submissions.lists.layout.tables import Table, column_meaning, describe_columns, find_tables
from tests.submissions.lists.letter_list import HEADER_TOP, SUB_HEADERS, Layout, letter_rows

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
        ("ỦY BAN NHÂN DÂN\nXÃ HIỀN QUAN", "ỦY BAN NHÂN DÂN XÃ HIỀN QUAN"),
        ("ĐẢNG ỦY KHỐI\nCƠ QUAN VÀ DOANH NGHIỆP TỈNH", "ĐẢNG ỦY KHỐI CƠ QUAN VÀ DOANH NGHIỆP TỈNH"),
        ("HỘI NÔNG DÂN HUYỆN CỜ ĐỎ\nBAN THƯỜNG VỤ", "HỘI NÔNG DÂN HUYỆN CỜ ĐỎ"),
        ("ĐẢNG ỦY XÃ CAO XÁ          Cao Xá, ngày 20 tháng 02 năm 2023", "ĐẢNG ỦY XÃ CAO XÁ"),
        ("Tên cơ quan, đơn vị", None),
        ("DANH SÁCH MÔ HÌNH CỦA ĐẢNG BỘ XÃ CAO XÁ NĂM 2023", "ĐẢNG BỘ XÃ CAO XÁ"),
        ("Kèm theo Công văn số 12 của Đảng ủy xã Cao Xá", None),
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
    ("text", "column"),
    [
        *[(text, "stt") for text in ("TT", "#", "S\nT\nT", "(1) STT")],
        *[(text, "code") for text in ("Mã hồ sơ", "Mã số")],
        *[
            (text, "place")
            for text in ("Địa điểm", "Nơi triển khai", "Phạm vi, địa bàn triển khai", "Xã, thị trấn")
        ],
        *[
            (text, "title")
            for text in (
                "1. Tên mô hình",
                "Nội dung mô hình",
                "Tên công trình/phần việc",
                "Mô hình/điển hình DVK",
                "Mô hình, điển hình “Dân vận khéo” đăng ký",
                "TÊN MH, ĐH",
                "Tên nội dung đăng ký",
            )
        ],
        *[
            (text, "registrant")
            for text in (
                "Đơn vị/cá nhân thực hiện",
                "Tổ chức, cá nhân đăng ký",
                "Đơn vị chủ trì",
                "Cá nhân/tập thể",
                "Tập thể (hoặc cá nhân)",
                "Họ và tên",
                "Tên tập thể, cá nhân đăng ký thực hiện mô hình",
            )
        ],
        *[(text, "kind") for text in ("Loại hình", "Loại hình (tập thể/cá nhân)")],
        *[(text, "continuing") for text in ("Mô hình duy trì", "Mô hình cũ", "Đang thực hiện")],
        *[(text, "new") for text in ("Mới", "Mô hình mới", "Đăng ký xây dựng mới năm 2024")],
        *[(text, "continuity") for text in ("Mới/tiếp tục", "Hình thức đăng ký", "Mô hình (mới, duy trì)")],
        *[
            (text, "period")
            for text in ("Thời gian", "Bắt đầu", "Thời gian bắt đầu - kết thúc", "Năm thực hiện")
        ],
        *[(text, "completion") for text in ("Kết thúc", "Thời gian hoàn-\nthành", "Dự kiến hoàn thành")],
        *[
            (text, "goal")
            for text in ("Kết quả đạt được", "Hiệu quả", "Mục đích, ý nghĩa", "Mục tiêu của mô hình mới")
        ],
        *[(text, "content") for text in ("Nội dung thực hiện", "Cách làm", "Kế hoạch thực hiện")],
        *[(text, "stt") for text in ("T.T", "TT.")],
        *[(text, "registrant") for text in ("TT/CN", "Tập thể hoặc cá nhân")],
        *[(text, "title") for text in ("Tên mô hình, địa chỉ", "Đăng ký mô hình")],
        *[(text, "period") for text in ("TG thực hiện", "Thời gian")],
        *[(text, "sector") for text in ("Mô hình thuộc lĩnh vực", "Loại hình lĩnh vực")],
        *[(text, "continuity") for text in ("Trạng thái (mới, tiếp tục)", "Mới/cũ")],
        *[(text, "level") for text in ("Cấp", "Cấp đề nghị công nhận", "Đăng ký mô hình ở cấp")],
        *[
            (text, None)
            for text in ("Số điện thoại", "Khả năng duy trì, nhân rộng", "Số mô hình mới", "Đổi quà")
        ],
    ],
)
def test_headings_of_the_units(text: str, column: str | None) -> None:
    assert column_meaning(text) == column


def test_two_columns_under_one_heading_tell_the_kind() -> None:
    lines = [
        [
            "STT",
            "Tên mô hình",
            "Địa điểm",
            "Đối tượng đăng ký",
            "",
            "Mô hình mới",
            "Mô hình duy trì",
            "Thời gian",
        ],
        ["", "", "", "Tập thể", "Cá nhân", "", "", ""],
        ["1", "a", "b", "Chi bộ A", "", "x", "", "2024"],
    ]
    assert only_table(lines).columns == {
        "stt": 0,
        "title": 1,
        "place": 2,
        "collective": 3,
        "individual": 4,
        "new": 5,
        "continuing": 6,
        "period": 7,
    }


def test_columns_to_be_crossed_for_sectors_and_levels() -> None:
    lines = [
        ["TT", "Nội dung mô hình", "Đơn vị", "Lĩnh vực", "", "", "", "Cấp đăng ký", ""],
        ["", "", "", "Kinh tế", "VH-XH", "QP-AN", "HTCT", "Cấp tỉnh", "Cấp huyện"],
        ["1", "a", "Chi bộ A", "x", "", "", "", "x", ""],
    ]
    table = only_table(lines)
    assert table.columns == {
        "stt": 0,
        "title": 1,
        "registrant": 2,
        "economy": 3,
        "culture_society": 4,
        "defence_security": 5,
        "political_system": 6,
        "level": 7,
    }
    assert table.levels == {7: "Cấp tỉnh", 8: "Cấp huyện"}
    assert table.layout == "table"


def test_labels_typed_line_by_line_and_a_row_of_years() -> None:
    lines = [
        ["STT", "Địa chỉ", "Tên", "Tập thể", "Thời gian triển khai", "", "Dự kiến"],
        ["", "xây dựng", "mô hình", "hoặc", "Duy trì", "Mới", "hoàn thành"],
        ["", "mô hình", "", "cá nhân", "năm 2023", "năm 2024", ""],
        ["1", "Thôn A", "a", "Chi bộ A", "", "x", "12/2024"],
    ]
    table = only_table(lines)
    assert (table.first_row, table.year) == (3, 2024)
    assert table.columns == {
        "stt": 0,
        "place": 1,
        "title": 2,
        "registrant": 3,
        "continuing": 4,
        "new": 5,
        "completion": 6,
    }


def test_a_merge_tells_how_far_the_header_reaches() -> None:
    grid = grid_of(
        [
            ["STT", "Tên mô hình", "Địa chỉ", "Hoàn thành"],
            ["", "", "Thôn, xóm", "Dự kiến"],
            ["1", "a", "b", "2024"],
        ]
    )
    grid.merges.append(Merge(0, 1, 2))
    [table] = find_tables(grid)
    assert table.first_row == 2


def test_begin_and_end_under_one_heading() -> None:
    lines = [
        ["STT", "Tên mô hình", "Nơi triển khai", "Thời gian thực hiện", "", "Ghi chú"],
        ["", "", "", "Bắt đầu", "Kết thúc", ""],
        ["1", "a", "b", "3/2024", "12/2024", ""],
    ]
    assert only_table(lines).columns == {"stt": 0, "title": 1, "place": 2, "period": 3, "completion": 4}


def test_content_is_the_title_only_where_nothing_else_is() -> None:
    header = ["STT", "Nội dung thực hiện", "Địa chỉ", "Đơn vị", "Thời gian"]
    row = ["1", "a", "b", "c", "2024"]
    table = only_table([header, row])
    assert (table.columns["title"], table.is_sure) == (1, False)
    table = only_table([[*header, "Tên mô hình"], [*row, "d"]])
    assert (table.columns["title"], table.columns["content"], table.is_sure) == (5, 1, True)


def test_the_content_beside_the_name() -> None:
    table = only_table([["STT", "Nội dung mô hình", "Tên mô hình", "Địa chỉ"], ["1", "a", "b", "c"]])
    assert (table.columns["title"], table.columns["content"]) == (2, 1)


def test_don_vi_is_what_the_list_still_lacks() -> None:
    assert only_table([["STT", "Đơn vị", "Tên mô hình"], ["1", "a", "b"]]).columns["registrant"] == 1
    header = ["STT", "Đơn vị", "Tên mô hình", "Tập thể, cá nhân"]
    assert only_table([header, ["1", "a", "b", "c"]]).columns["place"] == 1
    assert only_table([[*header, "Địa chỉ"], ["1", "a", "b", "c", "d"]]).columns["unit"] == 1


def test_a_list_without_a_title_is_found_for_the_clerk_to_map() -> None:
    header = ["STT", "Cách hay của chúng tôi", "Địa chỉ", "Đơn vị", "Hoàn thành"]
    lines = [header, ["1", "a", "b", "c", "2024"]]
    table = only_table(lines)
    assert ("title" in table.columns, table.is_sure) == (False, False)
    [table] = find_tables(grid_of(lines), {"cach hay cua chung toi": "title", "hoan thanh": ""})
    assert table.columns == {"stt": 0, "title": 1, "place": 2, "registrant": 3}
    assert table.is_sure


def test_the_cells_say_what_a_heading_leaves_open() -> None:
    lines = [
        ["", "STT", "Tên mô hình", "Địa điểm", "Đơn vị thực hiện", "Loại hình", "Ghi chú"],
        ["Kinh tế", "1", "a", "b", "Chi bộ A", "Tập thể", "Mới"],
        ["QP-AN", "2", "c", "d", "Chi bộ B", "Tập thể", "Duy trì"],
    ]
    columns = only_table(lines).columns
    assert (columns["sector"], columns["kind"], columns["continuity"]) == (0, 5, 6)
    lines[1][5] = lines[2][5] = "Mới"
    assert only_table([line[:6] for line in lines]).columns["continuity"] == 5


def test_how_each_column_was_understood() -> None:
    grid = grid_of(letter_rows([ROW, ROW | {"place": "Thôn Hạ"}]))
    [table] = find_tables(grid)
    described = describe_columns(grid, table)
    assert [column["column"] for column in described] == list(LETTER_COLUMNS)
    assert described[1] == {
        "sheet": "Trang 1",
        "position": 1,
        "text": "Địa chỉ xây dựng mô hình",
        "key": "dia chi xay dung mo hinh",
        "column": "place",
        "samples": ["Thôn Trung", "Thôn Hạ"],
    }
    assert described[5]["text"] == f"Thời gian triển khai\n{SUB_HEADERS['M3'][1]}"
    assert described[5]["key"] == "thoi gian trien khai mo hinh dang ky xay dung moi trong"


@pytest.mark.parametrize(
    ("title", "sheet", "year"),
    [
        ("DANH SÁCH ĐĂNG KÝ DVK 2025", "M3", 2025),
        ("DANH SÁCH GIAI ĐOẠN 2022 - 2025, NĂM 2024", "M3", 2024),
        ("DANH SÁCH ĐĂNG KÝ", "DK 2023", 2023),
        ("DANH SÁCH ĐĂNG KÝ", "M3", 2022),
    ],
)
def test_the_year_of_the_list(title: str, sheet: str, year: int) -> None:
    grid = grid_of([[title], *letter_rows([ROW])[5:]])
    grid.sheet = sheet
    assert [table.year for table in find_tables(grid)] == [year]


@pytest.mark.parametrize(
    "lines",
    [
        [["Đơn vị:", "Xã Ngọc Châu"], *letter_rows([ROW], unit="")],
        [*letter_rows([ROW], unit=""), ["Đơn vị: Xã Ngọc Châu"]],
    ],
)
def test_the_unit_stands_beside_its_label_or_below_the_list(lines: list[list[str]]) -> None:
    width = max(map(len, lines))
    assert only_table([line + [""] * (width - len(line)) for line in lines]).unit == "Xã Ngọc Châu"


@pytest.mark.parametrize(
    ("sheet", "title", "aspect", "value"),
    [
        ("Kinh tế", "DANH SÁCH", "sector", "economy"),
        ("Cấp tỉnh", "DANH SÁCH", "level", "Cấp tỉnh"),
        ("Trang 1", "LĨNH VỰC QUỐC PHÒNG - AN NINH", "sector", "defence_security"),
        ("Trang 1", "DANH SÁCH MÔ HÌNH TIẾP TỤC DUY TRÌ NĂM 2024", "continuity", "continuing"),
    ],
)
def test_what_the_sheet_or_its_title_says_of_all_rows(
    sheet: str, title: str, aspect: str, value: str
) -> None:
    grid = grid_of([[title], ["STT", "Tên mô hình", "Địa chỉ"], ["1", "a", "b"]])
    grid.sheet = sheet
    [table] = find_tables(grid)
    assert [getattr(section, aspect) for section in table.sections] == [value]


@pytest.mark.parametrize(
    "header",
    [
        ["STT", "Họ và tên", "Chức vụ", "Số điện thoại"],
        ["STT", "Họ và tên", "Địa chỉ", "Ghi chú"],
        ["STT", "Lĩnh vực", "Số mô hình"],
    ],
)
def test_other_tables_are_no_lists(header: list[str]) -> None:
    assert find_tables(grid_of([header, ["1", *("a" for _cell in header[1:])]])) == []


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["STT", "Lĩnh vực", "Tập thể", "Cá nhân", "Tổng số"], ["1", "Kinh tế", "2", "0", "2"]),
        (["STT", "Đơn vị", "Mô hình duy trì", "Mô hình mới"], ["1", "Chi bộ thôn Trung", "1", "3"]),
    ],
)
def test_a_table_that_only_counts_is_no_list(header: list[str], row: list[str]) -> None:
    assert find_tables(grid_of([header, row])) == []


@pytest.mark.parametrize("header", [["Xã, thị trấn", "Thôn"], ["Thôn, xóm", "Xã"]])
def test_commune_and_hamlet_in_two_columns(header: list[str]) -> None:
    table = only_table([["STT", *header, "Tên mô hình", "Tập thể, cá nhân"], ["1", "a", "b", "c", "d"]])
    commune = 1 if header[0].startswith("Xã") else 2
    assert (table.columns["place"], table.hamlet) == (commune, 3 - commune)


def test_a_heading_under_the_label_of_a_column_is_no_second_row_of_the_header() -> None:
    lines = [
        ["STT", "Địa chỉ", "Tên mô hình", "Tập thể, cá nhân", "Thời gian triển khai", ""],
        ["", "", "", "", "Duy trì", "Mới"],
        ["", "", "Lĩnh vực kinh tế", "", "", ""],
        ["1", "Thôn A", "Đường hoa", "Chi bộ A", "2023", ""],
    ]
    table = only_table(lines)
    assert (table.layout, table.first_row, table.columns["title"]) == ("M3", 2, 2)


def test_a_table_by_sectors_without_the_columns_of_m3_is_a_table() -> None:
    lines = [
        ["STT", "Tên mô hình", "Đơn vị thực hiện", "Địa chỉ", "Thời gian"],
        ["I", "Lĩnh vực kinh tế", "", "", ""],
        ["1", "Đường hoa", "Chi bộ A", "Thôn A", "2023"],
    ]
    assert only_table(lines).layout == "table"
