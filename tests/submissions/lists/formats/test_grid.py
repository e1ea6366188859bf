import datetime
import unicodedata

import pytest
from openpyxl import Workbook

from submissions.lists.formats.files import read_file
from submissions.lists.formats.grid import Grid, Merge, is_blank
from tests.submissions.lists.letter_list import workbook_bytes


def read_cell(value: object, number_format: str = "General") -> str:
    workbook = Workbook()
    cell = workbook.active["B2"]
    cell.value = value
    cell.number_format = number_format
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx").grids
    return grid.cells[0][1]


@pytest.mark.parametrize(("row", "column", "name"), [(7, 2, "C7"), (1, 0, "A1"), (120, 27, "AB120")])
def test_cells_have_their_excel_names(row: int, column: int, name: str) -> None:
    assert Grid("Sheet").cell_name(row, column) == name


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime.date(2024, 3, 5), "dd/mm/yyyy", "05/03/2024"),
        (datetime.date(2024, 3, 5), "yyyy-mm-dd", "05/03/2024"),
        (datetime.date(2024, 3, 1), "mmm-yy", "03/2024"),
        (datetime.date(2024, 3, 1), "mm/yyyy", "03/2024"),
        (datetime.date(2024, 3, 1), '[$-42A]mm"/"yyyy', "03/2024"),
        (datetime.date(2024, 1, 1), "yyyy", "2024"),
        (2024, "General", "2024"),
        (2024.0, "General", "2024"),
        (1.5, "General", "1.5"),
        (0.85, "0%", "85%"),
        (0.855, "0.0%", "85.5%"),
        (True, "General", "TRUE"),
        (unicodedata.normalize("NFD", "Một\u00a0giúp một "), "@", "Một giúp một"),
        ("một_x000D_\nhai", "@", "một\nhai"),
        ("#N/A", "@", "#N/A"),
    ],
)
def test_a_cell_reads_as_the_clerk_sees_it(value: object, number_format: str, text: str) -> None:
    assert read_cell(value, number_format) == text


def test_a_formula_without_a_stored_value_is_empty() -> None:
    workbook = Workbook()
    workbook.active.append(["a", "=1+1"])
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx").grids
    assert grid.cells == [["a"]]


def test_blank_rows_are_left_out_and_rows_keep_their_numbers() -> None:
    workbook = Workbook()
    workbook.active["A2"] = "một"
    workbook.active["C5"] = "hai"
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx").grids
    assert (grid.cells, grid.numbers) == ([["một", "", ""], ["", "", "hai"]], [2, 5])


def test_hidden_sheets_are_not_read() -> None:
    workbook = Workbook()
    workbook.active.append(["a"])
    hidden = workbook.create_sheet("Ẩn")
    hidden.append(["b"])
    hidden.sheet_state = "hidden"
    assert [grid.sheet for grid in read_file(workbook_bytes(workbook), "a.xlsx").grids] == ["Sheet"]


def test_vertical_merges_are_known() -> None:
    workbook = Workbook()
    workbook.active.append(["a"])
    workbook.active.merge_cells("B2:B4")
    workbook.active.merge_cells("A1:D1")
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx").grids
    assert grid.merges == [Merge(column=1, top=2, bottom=4)]


def test_rows_are_padded_to_one_width() -> None:
    assert Grid("a", [["1"], ["2", "3"]], [1, 2]).cells == [["1", ""], ["2", "3"]]


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), ("...", True), ("…", True), ("-", True), ("x", False)]
)
def test_cells_that_say_nothing(text: str, blank: bool) -> None:
    assert is_blank(text) is blank
