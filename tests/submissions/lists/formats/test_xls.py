import datetime
import io

import pytest
import xlwt
from django.utils.translation import gettext as _

from submissions.lists.formats.files import RefusedFile, read_file, sniff
from submissions.lists.formats.grid import Grid, Merge
from submissions.lists.formats.xls import read_xls


def book_bytes(book: xlwt.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(book: xlwt.Workbook) -> Grid:
    data = book_bytes(book)
    assert sniff(data) == "xls"
    [grid] = read_file(data, "a.xls").grids
    return grid


def test_rows_keep_their_numbers_and_the_sheet_its_name() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách M3")
    sheet.write(1, 0, "STT")
    sheet.write(4, 2, "Dân vận khéo")
    grid = read(book)
    assert (grid.sheet, grid.numbers) == ("Danh sách M3", [2, 5])
    assert grid.cells == [["STT", "", ""], ["", "", "Dân vận khéo"]]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime.date(2024, 3, 5), "dd/mm/yyyy", "05/03/2024"),
        (datetime.date(2024, 3, 1), "mm/yyyy", "03/2024"),
        (datetime.time(7, 30), "h:mm", "07:30"),
        (0.855, "0.0%", "85.5%"),
        (2024, "General", "2024"),
        (1.5, "General", "1.5"),
        (True, "General", "TRUE"),
        ("0123", "@", "0123"),
    ],
)
def test_a_cell_reads_as_the_clerk_sees_it(value: object, number_format: str, text: str) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, value, xlwt.easyxf(num_format_str=number_format))
    assert read(book).cells == [[text]]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("a").write(0, 0, datetime.date(2024, 3, 5), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    assert read(book).cells == [["05/03/2024"]]


def test_hidden_rows_merges_and_hidden_sheets() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("M4")
    sheet.write_merge(0, 2, 0, 0, "Thôn Trung")
    sheet.write_merge(0, 0, 1, 3, "Thời gian")
    sheet.write(1, 1, "lọc")
    sheet.row(1).hidden = True
    secret = book.add_sheet("Ẩn")
    secret.write(0, 0, "x")
    secret.visibility = 1
    grid = read(book)
    assert (grid.sheet, grid.hidden, grid.merges) == ("M4", {2}, [Merge(0, 1, 3)])


def test_fonts_of_old_encodings_are_told() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    old = xlwt.easyxf("font: name .VnTime")
    capitals = xlwt.easyfont("name .VnTimeH")
    sheet.write(0, 0, "D©n vËn", old)
    sheet.write(0, 1, "Dân vận", xlwt.easyxf("font: name Arial"))
    sheet.write_rich_text(0, 2, ["m« ", ("d©n", capitals)], old)
    [grid] = read_xls(book_bytes(book), "a.xls").grids
    assert grid.cells == [["D©n vËn", "Dân vận", "m« d©n"]]
    assert grid.fonts == {(1, 0): [(7, ".VnTime")], (1, 2): [(3, ".VnTime"), (3, ".VnTimeH")]}


def test_a_locked_workbook_says_so() -> None:
    book = xlwt.Workbook()
    book.add_sheet("a")
    data = bytearray(book_bytes(book))
    # The record of the encryption stands where the first record after the beginning was.
    start = 512 + 20
    data[start : start + 4] = b"\x2f\x00" + data[start + 2 : start + 4]
    with pytest.raises(RefusedFile) as caught:
        read_file(bytes(data), "a.xls")
    assert str(caught.value) == _(
        "The file is locked by a password. Take the password off in Excel or Word and send it again."
    )


def test_a_workbook_cut_off_anywhere_is_refused() -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "Dân vận khéo")
    data = book_bytes(book)
    for length in range(8, len(data) - 512, 97):
        with pytest.raises(RefusedFile, match=r"\w+ \w+ \w+"):
            read_file(data[:length], "a.xls")
