import pytest
from django.utils.translation import gettext as _

from submissions.lists.formats.excel_xml import read_excel_xml
from submissions.lists.formats.files import RefusedFile, read_file, sniff
from submissions.lists.formats.grid import Grid, Merge

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="Default"><Font ss:FontName="Arial"/></Style>
<Style ss:ID="old"><Font ss:FontName=".VnTime"/></Style>
<Style ss:ID="month"><NumberFormat ss:Format="mm/yyyy"/></Style>
<Style ss:ID="share"><NumberFormat ss:Format="Percent"/></Style></Styles>"""


def workbook(rows: str, more: str = "") -> bytes:
    sheet = f'<Worksheet ss:Name="M3"><Table>{rows}</Table></Worksheet>'
    return f"{HEAD}{sheet}{more}</Workbook>".encode()


def read(rows: str, more: str = "") -> Grid:
    data = workbook(rows, more)
    assert sniff(data) == "excel_xml"
    [grid] = read_file(data, "a.xls").grids
    return grid


def test_rows_and_cells_may_say_where_they_stand() -> None:
    grid = read(
        '<Row><Cell><Data ss:Type="String">STT</Data></Cell></Row>'
        '<Row ss:Index="5" ss:Hidden="1"><Cell ss:Index="3">'
        '<Data ss:Type="String">Dân vận</Data></Cell></Row>'
    )
    assert (grid.sheet, grid.numbers, grid.hidden) == ("M3", [1, 5], {5})
    assert grid.cells == [["STT", "", ""], ["", "", "Dân vận"]]


@pytest.mark.parametrize(
    ("kind", "style", "stored", "text"),
    [
        ("Number", "Default", "2024", "2024"),
        ("Number", "share", "0.85", "85.00%"),
        ("DateTime", "Default", "2024-03-05T00:00:00.000", "05/03/2024"),
        ("DateTime", "month", "2024-03-01T00:00:00.000", "03/2024"),
        ("Boolean", "Default", "1", "TRUE"),
        ("Error", "Default", "#REF!", "#REF!"),
    ],
)
def test_a_cell_reads_as_the_clerk_sees_it(kind: str, style: str, stored: str, text: str) -> None:
    cell = f'<Cell ss:StyleID="{style}"><Data ss:Type="{kind}">{stored}</Data></Cell>'
    assert read(f"<Row>{cell}</Row>").cells == [[text]]


def test_merges_push_the_next_cell_aside_and_comments_are_no_text() -> None:
    grid = read(
        '<Row><Cell ss:MergeDown="1"><Data ss:Type="String">Thôn</Data></Cell><Cell ss:MergeAcross="1">'
        '<Data ss:Type="String">a</Data><Comment><Data>xem lại</Data></Comment></Cell>'
        '<Cell><Data ss:Type="String">b</Data></Cell></Row>'
    )
    assert (grid.cells, grid.merges) == ([["Thôn", "a", "", "b"]], [Merge(0, 1, 2)])


def test_fonts_of_old_encodings_are_told() -> None:
    rows = '<Row><Cell ss:StyleID="old"><Data ss:Type="String">D©n</Data></Cell></Row>'
    [grid] = read_excel_xml(workbook(rows), "a").grids
    assert grid.fonts == {(1, 0): [(3, ".VnTime")]}


def test_hidden_sheets_are_not_read() -> None:
    hidden = (
        '<Worksheet ss:Name="Ẩn"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>'
        "</x:WorksheetOptions></Worksheet>"
    )
    assert read('<Row><Cell><Data ss:Type="String">a</Data></Cell></Row>', hidden).sheet == "M3"


def test_a_workbook_that_ends_too_soon_is_refused() -> None:
    with pytest.raises(RefusedFile) as caught:
        read_file(workbook("<Row/>")[:-20], "a.xls")
    assert str(caught.value) == _(
        "The file is damaged or incomplete. Open it in Excel or Word, save it again and send that."
    )
