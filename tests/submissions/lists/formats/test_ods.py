import io
import zipfile

import pytest
from django.utils.translation import gettext as _
from odf.number import DateStyle, Month, Text, Year
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import FontFace, Style, TableProperties, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import LineBreak, P, S, Span

from submissions.lists.formats.files import RefusedFile, read_file, sniff
from submissions.lists.formats.grid import Grid, Merge
from submissions.lists.formats.limits import MAX_ROWS
from submissions.lists.formats.ods import read_ods


def cell(text: str = "", **options: object) -> TableCell:
    made = TableCell(**({"valuetype": "string"} | options))
    if text:
        made.addElement(P(text=text))
    return made


def row(*cells: TableCell, **options: object) -> TableRow:
    made = TableRow(**options)
    for one in cells:
        made.addElement(one)
    return made


def spreadsheet(*rows: TableRow, name: str = "M3") -> OpenDocumentSpreadsheet:
    document = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for one in rows:
        table.addElement(one)
    document.spreadsheet.addElement(table)
    return document


def saved(document: OpenDocumentSpreadsheet) -> bytes:
    data = io.BytesIO()
    document.write(data)
    return data.getvalue()


def read(document: OpenDocumentSpreadsheet) -> Grid:
    [grid] = read_file(saved(document), "a.ods").grids
    return grid


def raw(document: OpenDocumentSpreadsheet) -> Grid:
    [grid] = read_ods(saved(document), "a.ods").grids
    return grid


def with_content(content: bytes) -> bytes:
    """Return a spreadsheet with another content."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(spreadsheet()))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == "content.xml" else old.read(name))
    return data.getvalue()


def test_rows_keep_their_numbers_past_repeated_rows_and_cells() -> None:
    document = spreadsheet(
        row(cell("STT"), cell("Tên")),
        row(cell(numbercolumnsrepeated=1024), numberrowsrepeated=3),
        row(cell(numbercolumnsrepeated=2), cell("x", numbercolumnsrepeated=2), numberrowsrepeated=2),
        row(cell(numbercolumnsrepeated=16384), numberrowsrepeated=1_048_570),
    )
    grid = read(document)
    assert (grid.sheet, grid.numbers) == ("M3", [1, 5, 6])
    assert grid.cells == [["STT", "Tên", "", ""], ["", "", "x", "x"], ["", "", "x", "x"]]


def test_a_filled_row_a_million_times_is_refused() -> None:
    with pytest.raises(RefusedFile) as caught:
        read(spreadsheet(row(cell("x"), numberrowsrepeated=1_048_576)))
    assert str(MAX_ROWS) in str(caught.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (cell("1.500,00", valuetype="float", value="1500"), "1500"),
        (cell("1,5", valuetype="float", value="1.5"), "1.5"),
        (cell("85,50%", valuetype="percentage", value="0.855"), "85,50%"),
        (cell("05/03/24", valuetype="date", datevalue="2024-03-05"), "05/03/2024"),
        (cell("5.3", valuetype="date", datevalue="2024-03-05T14:30:00"), "05/03/2024"),
        (cell("07:30", valuetype="time", timevalue="PT07H30M00S"), "07:30"),
        (cell("TRUE", valuetype="boolean", booleanvalue="true"), "TRUE"),
        (cell("#REF!", formula="of:=#REF!"), "#REF!"),
    ],
)
def test_a_cell_reads_as_the_clerk_sees_it(value: TableCell, text: str) -> None:
    assert read(spreadsheet(row(value))).cells == [[text]]


def test_a_date_shows_the_parts_that_its_format_shows() -> None:
    document = spreadsheet(row(cell("3/2024", valuetype="date", datevalue="2024-03-01", stylename="ce1")))
    months = DateStyle(name="N1")
    for part in (Month(style="long"), Text(text="/"), Year(style="long")):
        months.addElement(part)
    document.automaticstyles.addElement(months)
    document.automaticstyles.addElement(Style(name="ce1", family="table-cell", datastylename="N1"))
    assert read(document).cells == [["03/2024"]]


def test_paragraphs_spaces_and_line_breaks_of_a_cell() -> None:
    filled = cell("một\n   hai")
    second = P(text="ba")
    second.addElement(S(c=2))
    second.addText("bốn")
    second.addElement(LineBreak())
    second.addText("năm")
    filled.addElement(second)
    assert raw(spreadsheet(row(filled))).cells == [["một hai\nba  bốn\nnăm"]]


def test_notes_on_a_cell_are_not_its_text() -> None:
    filled = TableCell(valuetype="string")
    note = Annotation()
    note.addElement(P(text="xem lại"))
    filled.addElement(note)
    filled.addElement(P(text="Hiến đất"))
    assert read(spreadsheet(row(filled))).cells == [["Hiến đất"]]


def test_merged_cells_and_what_lies_under_them() -> None:
    under = CoveredTableCell()
    under.addElement(P(text="cũ"))
    document = spreadsheet(
        row(
            cell("Thôn Trung", numberrowsspanned=2, numbercolumnsspanned=1), cell("a", numbercolumnsspanned=2)
        ),
        row(under, cell("b")),
    )
    grid = read(document)
    assert grid.cells == [["Thôn Trung", "a"], ["", "b"]]
    assert grid.merges == [Merge(0, 1, 2)]


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_hidden_rows_are_read_and_told(visibility: str) -> None:
    grid = read(spreadsheet(row(cell("a")), row(cell("b"), visibility=visibility, numberrowsrepeated=2)))
    assert (grid.cells, grid.hidden) == ([["a"], ["b"], ["b"]], {2, 3})


def test_hidden_sheets_are_not_read() -> None:
    document = spreadsheet(row(cell("a")))
    hidden = Style(name="ta1", family="table")
    hidden.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    table = Table(name="Ẩn", stylename="ta1")
    table.addElement(row(cell("b")))
    document.spreadsheet.addElement(table)
    assert [grid.sheet for grid in read_file(saved(document), "a.ods").grids] == ["M3"]


def test_fonts_of_old_encodings_come_from_styles_parents_columns_and_spans() -> None:
    document = OpenDocumentSpreadsheet()
    document.fontfacedecls.addElement(FontFace(name="F1", fontfamily="'.VnTime'"))
    base = Style(name="Old", family="table-cell")
    base.addElement(TextProperties(fontname="F1"))
    document.styles.addElement(base)
    document.automaticstyles.addElement(Style(name="ce1", family="table-cell", parentstylename="Old"))
    capitals = Style(name="T1", family="text")
    capitals.addElement(TextProperties(fontfamily=".VnTimeH"))
    document.automaticstyles.addElement(capitals)
    mixed = cell()
    paragraph = P(text="m« ")
    paragraph.addElement(Span(stylename="T1", text="d©n"))
    mixed.addElement(paragraph)
    table = Table(name="a")
    table.addElement(TableColumn(defaultcellstylename="ce1"))
    table.addElement(TableColumn())
    table.addElement(row(mixed, cell("Dân")))
    table.addElement(row(cell(), cell("vËn", stylename="ce1")))
    document.spreadsheet.addElement(table)
    assert raw(document).fonts == {
        (1, 0): [(3, ".VnTime"), (3, ".VnTimeH")],
        (2, 1): [(3, ".VnTime")],
    }


def test_a_locked_spreadsheet_says_so() -> None:
    data = io.BytesIO(saved(spreadsheet(row(cell("a")))))
    with zipfile.ZipFile(data) as zipped:
        entries = {name: zipped.read(name) for name in zipped.namelist()}
    entries["META-INF/manifest.xml"] = entries["META-INF/manifest.xml"].replace(
        b"</manifest:manifest>",
        b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        b"</manifest:file-entry></manifest:manifest>",
    )
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    with pytest.raises(RefusedFile) as caught:
        read_file(locked.getvalue(), "a.ods")
    assert str(caught.value) == _(
        "The file is locked by a password. Take the password off in Excel or Word and send it again."
    )


def test_a_text_document_is_told_from_a_spreadsheet() -> None:
    data = io.BytesIO()
    OpenDocumentText().write(data)
    assert sniff(data.getvalue()) == "odt"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<x",
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    ],
)
def test_broken_and_hostile_contents_are_refused(content: bytes) -> None:
    with pytest.raises(RefusedFile) as caught:
        read_file(with_content(content), "a.ods")
    assert str(caught.value) == _(
        "The file is damaged or incomplete. Open it in Excel or Word, save it again and send that."
    )
