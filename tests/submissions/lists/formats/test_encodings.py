import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.lists.checks import check_letters
from submissions.lists.formats.encodings import to_unicode
from submissions.lists.formats.grid import Conversion, Grid
from submissions.lists.layout.rows import Row
from tests.submissions.vietnamese.old_encodings import ENCODERS, cp1258, tcvn3, vni

LIST = [
    ["TT", "Địa điểm", "Tên mô hình", "Đơn vị thực hiện"],
    ["1", "Tổ 5", "Mỗi ngày tiết kiệm 1.000 đồng", "Hội phụ nữ"],
    ["2", "Xã", "Một cửa", "Chi bộ"],
    ["3", "Bản", "Thắp sáng đường quê", "Đoàn thanh niên"],
]


def read(cells: list[list[str]], **facts: object) -> Grid:
    return to_unicode(Grid("Sheet1", cells, list(range(1, len(cells) + 1)), **facts))


def in_old(cells: list[list[str]], encoding: str) -> list[list[str]]:
    return [[ENCODERS[encoding](text) for text in row] for row in cells]


@pytest.mark.parametrize("encoding", ENCODERS)
def test_whole_sheet_is_read_by_its_words(encoding: str) -> None:
    old = in_old(LIST, encoding)
    grid = read([list(row) for row in old])
    assert grid.cells == LIST
    changed = {
        (number, column): Conversion(before, encoding)
        for number, row in enumerate(old, start=1)
        for column, before in enumerate(row)
        if before != LIST[number - 1][column]
    }
    assert grid.converted == changed
    assert len(changed) >= 6


def test_right_sheet_is_left_alone() -> None:
    decomposed = [[unicodedata.normalize("NFD", text) for text in row] for row in LIST]
    grid = read(decomposed)
    assert grid.cells == LIST
    assert grid.converted == {}


@pytest.mark.parametrize("doubtful", ["Tæ", "X·", "Mét"])
def test_doubtful_cell_follows_only_a_sheet_in_an_old_encoding(doubtful: str) -> None:
    assert read([["TËp thÓ"], ["C¸ nh©n"], [doubtful]]).converted.keys() == {(1, 0), (2, 0), (3, 0)}
    assert read([["Tập thể"], ["Cá nhân"], ["Cán bộ"], [doubtful]]).converted == {}
    assert read([["Tập thể"], ["Cá nhân"], ["C¸ nh©n"], [doubtful]]).converted.keys() == {(3, 0)}


def test_right_cell_stays_in_a_sheet_in_an_old_encoding() -> None:
    grid = read([["TËp thÓ"], ["C¸ nh©n"], ["Hµ Néi"], ["Đảng ủy xã"], ["Hà Nam"], ["10 m²"], ["Müller"]])
    assert [row[0] for row in grid.cells][3:] == ["Đảng ủy xã", "Hà Nam", "10 m²", "Müller"]
    assert grid.converted.keys() == {(1, 0), (2, 0), (3, 0)}


def test_font_tells_what_the_words_do_not() -> None:
    grid = read(
        [["Mét", "líp", "đoàn", "1"], ["ban", "Ba", "bé", ""]],
        fonts={
            (1, 0): [(3, ".VnTime")],
            (1, 2): [(4, ".VnTime")],
            (1, 3): [(1, ".VnTime")],
            (2, 0): [(3, ".VnTimeH")],
            (2, 2): [(2, ".VnTimeH")],
        },
    )
    assert grid.cells == [["Một", "líp", "đoàn", "1"], ["BAN", "Ba", "BỘ", ""]]
    assert grid.converted == {
        (1, 0): Conversion("Mét", "tcvn3"),
        (2, 0): Conversion("ban", "tcvn3"),
        (2, 2): Conversion("bé", "tcvn3"),
    }


def test_cell_in_several_fonts_is_read_run_by_run() -> None:
    # The bold run ends between a letter of VNI and its sign.
    cells = [["héi §ång – Hội đồng", "Ñaûng uûy (1)"]]
    fonts = {
        (1, 0): [(8, ".VnTimeH"), (12, "Times New Roman")],
        (1, 1): [(2, "VNI-Times"), (7, "VNI-Helve"), (4, "Arial")],
    }
    assert read(cells, fonts=fonts).cells == [["HỘI ĐỒNG – Hội đồng", "Đảng ủy (1)"]]


def test_spans_that_do_not_fit_the_text_lose_nothing() -> None:
    grid = read([["TËp thÓ", "TËp thÓ"]], fonts={(1, 0): [(3, ".VnTime")], (1, 1): [(30, ".VnTime")]})
    assert grid.cells[0][0].startswith("Tập")
    assert len(grid.cells[0][0]) == len("Tập thể")
    assert grid.cells[0][1] == "Tập thể"


def test_words_tell_when_the_font_does_not() -> None:
    grid = read([["TËp thÓ"]], fonts={(1, 0): [(7, "Arial")]})
    assert grid.cells == [["Tập thể"]]


def test_soft_hyphen_is_a_letter_only_in_tcvn3() -> None:
    grid = read([["Th\xad\xeang vô", "phát\xadtriển"]])
    assert grid.cells == [["Thường vụ", "pháttriển"]]


def test_right_and_old_words_in_one_cell() -> None:
    grid = read([["Ủy ban nh©n d©n x· và ®oµn thÓ"]])
    assert grid.cells == [["Ủy ban nhân dân xã và đoàn thể"]]
    assert grid.converted == {(1, 0): Conversion("Ủy ban nh©n d©n x· và ®oµn thÓ", "tcvn3")}


def test_rows_that_become_blank_are_dropped_and_numbers_stay() -> None:
    grid = read([["a", ""], ["\u200b", "\xa0"], ["", "\xad"], ["b", ""]])
    assert (grid.cells, grid.numbers) == ([["a", ""], ["b", ""]], [1, 4])


def test_name_of_the_sheet_is_converted_too() -> None:
    assert to_unicode(Grid("Danh s¸ch x·", [["TËp thÓ"]], [1])).sheet == "Danh sách xã"


@pytest.mark.parametrize("encode", [str, tcvn3, vni, cp1258])
def test_ten_thousand_rows_are_read_fast(encode: type[str]) -> None:
    places = [encode(f"Thôn Trung Đồng số {number}") for number in range(40)]
    rows = [
        [
            str(number),
            places[number % 40],
            encode(f"Hiến đất làm đường số {number}"),
            "2024",
            "",
            "",
            "",
            "",
            "",
            "",
        ]
        for number in range(10_000)
    ]
    start = time.process_time()
    read(rows)
    assert time.process_time() - start < 3


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=4), st.integers(0, 20))
def test_any_text_in_any_font_is_read(cells: list[list[str]], length: int) -> None:
    fonts = {(1, 0): [(length, ".VnTimeH"), (3, "Arial")], (1, 1): [(length, "VNI-Times")]}
    grid = read(cells, fonts=fonts)
    assert all(unicodedata.is_normalized("NFC", text) for row in grid.cells for text in row)


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("Môṭ giúp môṭ", "ṭ"),
        ("Dân vận khéо", "о"),  # a Cyrillic о
        ("Dân vận khéο", "ο"),  # a Greek ο
        ("Ðảng ủy ðoàn kết", "Ð ð"),
        ("Ðoàn viên", "Ð"),
        ("Công ty Müller", "ü"),
    ],
)
def test_letters_that_are_not_vietnamese_stay_and_are_flagged(title: str, letters: str) -> None:
    grid = read([[title]])
    assert grid.cells == [[title]]
    (problem,) = check_letters(Row(sheet="M3", row=1, title=title, cells={"title": "C1"}))
    assert (problem.severity, problem.code, problem.column) == ("warning", "foreign_letters", "title")
    assert f"“{letters}”" in problem.message
