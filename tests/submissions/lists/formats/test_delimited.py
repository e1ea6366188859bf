import pytest
from django.utils.translation import gettext as _

from submissions.lists.formats.files import RefusedFile, read_file
from submissions.lists.formats.grid import Grid
from tests.submissions.lists.letter_list import letter_csv

ROW = {"sector": "economy", "place": "Thôn Trung", "title": "Hiến đất làm đường", "new": "2024"}
UNCLOSED = "Line %(line)s has a quotation mark that is not closed. Correct it and send the file again."
LETTERS = "The letters of this file cannot be read. Save it as Excel (.xlsx) or CSV UTF-8 and send that."


def read(data: bytes) -> Grid:
    [grid] = read_file(data, "a.csv").grids
    return grid


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedFile) as caught:
        read_file(data, "a.csv")
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_files_of_any_unicode_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    goal = {"goal": "Hiến 500 m2; làm đường,\nmắc đèn"}
    [grid] = read_file(
        letter_csv([ROW | goal], delimiter=delimiter, encoding=encoding), "danh sách.csv"
    ).grids
    assert grid.sheet == "danh sách"
    assert [cells for cells in grid.cells if cells[0] == "1"] == [
        ["1", "Thôn Trung", "Hiến đất làm đường", "", "", "2024", "", goal["goal"]]
    ]


def test_windows_1258_is_read() -> None:
    # It holds the vowels composed and most tones as combining marks: "ạ" is "a" + U+0323.
    header = "STT,T\u00ean m\u00f4 hi\u0300nh,\u0110i\u0323a chi\u0309\n"
    text = header + "1,D\u00e2n v\u00e2\u0323n kh\u00e9o,Xa\u0303\n"
    assert read(text.encode("cp1258")).cells == [
        ["STT", "Tên mô hình", "Địa chỉ"],
        ["1", "Dân vận khéo", "Xã"],
    ]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"STT;T\xaan m\xab h\xd7nh;\xa7\xfda ch\xd8\n1;D\xa9n v\xcbn kh\xd0o;X\xb7 Cao X\xb8\n", "tcvn3"),
        (
            b"STT;Te\xe2n mo\xe2 h\xecnh;\xd1\xf2a ch\xe6\n1;Da\xe2n va\xe4n khe\xf9o;Xa\xf5 Cao Xa\xf9\n",
            "vni",
        ),
    ],
)
def test_bytes_of_an_old_encoding_are_converted_and_say_what_they_were(data: bytes, encoding: str) -> None:
    grid = read(data)
    assert grid.cells[1][1:] == ["Dân vận khéo", "Xã Cao Xá"]
    assert grid.converted[2, 1].encoding == encoding


def test_letters_that_are_no_vietnamese_in_any_encoding_are_refused() -> None:
    assert refusal("STT,Название,Место\n1,Народ,Село\n".encode("koi8-r")) == _(LETTERS)


@pytest.mark.parametrize("separator", [b"sep=;\r\n", b'"sep=;"\r\n', b"SEP=;\n"])
def test_the_separator_line_of_excel_is_obeyed(separator: bytes) -> None:
    grid = read(separator + b"STT;a, b, c\r\n1;d, e, f\r\n")
    assert (grid.cells, grid.numbers) == ([["STT", "a, b, c"], ["1", "d, e, f"]], [2, 3])


def test_a_tab_may_be_the_separator_of_excel() -> None:
    assert read(b"sep=\t\r\na,b,c\td,e,f\r\n").cells == [["a,b,c", "d,e,f"]]


def test_a_title_with_commas_above_a_table_with_semicolons() -> None:
    title = "DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH, CÁ NHÂN, TẬP THỂ, NĂM 2024\n\n"
    text = title + "STT;Tên;Địa chỉ\n1;Hiến đất;Thôn Trung\n2;Mắc đèn, làm đường;Thôn Đông\n"
    grid = read(text.encode())
    assert grid.numbers == [1, 3, 4, 5]
    assert grid.cells[3] == ["2", "Mắc đèn, làm đường", "Thôn Đông"]


def test_delimiters_at_the_end_of_rows_and_mixed_line_ends() -> None:
    assert read(b"STT;Ten;;;\r\n1;Mot;;;\n2;Hai;;;\r3;Ba;;;").cells == [
        ["STT", "Ten"],
        ["1", "Mot"],
        ["2", "Hai"],
        ["3", "Ba"],
    ]


def test_zero_bytes_are_left_out() -> None:
    assert read(b"STT,T\0en\n" + b"1,Hai\n" * 50).cells[0] == ["STT", "Ten"]


def test_an_unclosed_quotation_mark_names_its_line() -> None:
    assert refusal('STT,Tên\n1,"Dân\nvận"\n2,"Hai\n3,Ba\n'.encode()) == _(UNCLOSED) % {"line": 4}


def test_an_unclosed_quotation_mark_in_a_large_file_names_its_line() -> None:
    assert refusal(b'STT,Ten\n1,"Mot\n' + b"2,Hai\n" * 50_000) == _(UNCLOSED) % {"line": 2}


def test_quotation_marks_inside_a_cell_stay() -> None:
    assert read('STT;Tên\n1;Mô hình "Tiếng loa"\n2;"Tổ ""tự quản"" số 1"\n'.encode()).cells[1:] == [
        ["1", 'Mô hình "Tiếng loa"'],
        ["2", 'Tổ "tự quản" số 1'],
    ]
