import pytest
from django.utils.translation import gettext as _

from submissions.lists.formats.files import RefusedFile, read_file
from submissions.lists.formats.grid import Grid, Merge
from submissions.lists.formats.web_page import read_web_page


def read(page: str, encoding: str = "utf-8") -> Grid:
    [grid] = read_file(page.encode(encoding), "danh sách.xls").grids
    return grid


def test_a_table_called_xls_is_read() -> None:
    grid = read(
        "<html><head><title>Tên</title><style>td {}</style></head><body><p>Tiêu đề</p><table>"
        "<tr><th>STT<th>Tên mô\n   hình</tr><tr><td>1</td><td>Hiến đất<br>làm đường</td></tr>"
        "</table></body></html>"
    )
    assert grid.sheet == "danh sách"
    assert grid.cells == [["STT", "Tên mô hình"], ["1", "Hiến đất\nlàm đường"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_a_page_is_read_in_its_encoding(encoding: str) -> None:
    charset = "" if encoding == "utf-16" else f'<meta charset="{encoding}">'
    assert read(f"<html>{charset}<table><tr><td>Dân vâ\u0323n</td></tr></table>", encoding).cells == [
        ["Dân vận"]
    ]


def test_merged_cells_push_the_others_aside() -> None:
    grid = read(
        "<table><tr><td rowspan=2>Thôn<td colspan=2>a<td rowspan=3>z</tr>"
        "<tr><td>b<td>c</tr><tr><td>d<td>e<td>f</tr></table>"
    )
    assert grid.cells == [["Thôn", "a", "", "z"], ["", "b", "c", ""], ["d", "e", "f", ""]]
    assert grid.merges == [Merge(0, 1, 2), Merge(3, 1, 3)]


def test_hidden_rows_and_what_is_no_text() -> None:
    grid = read("<table><tr><td>a<script>alert(1)</script></tr><tr style='display:none'><td>b</tr></table>")
    assert (grid.cells, grid.hidden) == ([["a"], ["b"]], {2})


def test_a_list_inside_a_table_for_the_layout_is_a_sheet_of_its_own() -> None:
    grids = read_file(
        b"<table><tr><td>Menu</td><td><table><tr><td>STT<td>Ten</table></td></tr></table>", "a.xls"
    ).grids
    assert [(grid.sheet, grid.cells) for grid in grids] == [("a", [["Menu"]]), ("a 2", [["STT", "Ten"]])]


def test_fonts_come_from_classes_styles_and_font_tags() -> None:
    page = (
        "<style>.xl65 {color:red; font-family:.VnTime, sans-serif;}</style><table><tr>"
        "<td class=xl65>D©n<td style=\"font-family:'VNI-Times'\">Daân"
        "<td>a<font face='.VnTimeH'>d©n</font>b</tr></table>"
    )
    [grid] = read_web_page(page.encode(), "a").grids
    assert grid.fonts == {
        (1, 0): [(3, ".VnTime")],
        (1, 1): [(4, "VNI-Times")],
        (1, 2): [(1, ""), (3, ".VnTimeH"), (1, "")],
    }


def test_a_page_without_a_table_is_refused() -> None:
    with pytest.raises(RefusedFile) as caught:
        read_file(b"<html><body><p>STT</p></body></html>", "a.xls")
    assert str(caught.value) == _(
        "This is a web page without a table. Put the list into Excel (.xlsx) and send that."
    )


def test_spans_beyond_reason_cost_nothing() -> None:
    assert read("<table><tr><td colspan=99999 rowspan=99999>a<td>b</tr></table>").cells == [["a"]]


def test_a_cell_outside_any_row_begins_the_first() -> None:
    assert read("<table><td>a<td>b<tr><td>c</table>").cells == [["a", "b"], ["c", ""]]
