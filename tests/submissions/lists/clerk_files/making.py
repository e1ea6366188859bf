"""Writes the files: one description of a sheet, four writers of workbooks, and plain text and web pages."""

import csv
import datetime
import html
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, TableCell, TableRow
from odf.table import Table as OdfTable
from odf.text import P
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, range_boundaries

Line = Sequence[Any]


@dataclass
class Sheet:
    """A sheet as a clerk fills it: `merges` as Excel writes them (“A3:H3”), `fonts` by cell.

    `touch` does with the sheet of openpyxl what only Excel can: filters, comments, hidden columns.
    """

    name: str
    lines: Sequence[Line]
    merges: Sequence[str] = ()
    fonts: Mapping[str, str] = field(default_factory=dict)
    hidden: Sequence[int] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    touch: Callable[[Any], None] | None = None


def book(*sheets: Sheet) -> bytes:
    """Write an .xlsx with openpyxl."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for made in sheets:
        sheet = workbook.create_sheet(made.name)
        for line in made.lines:
            sheet.append([None if value == "" else value for value in line])
        for merge in made.merges:
            sheet.merge_cells(merge)
        for cell, font in made.fonts.items():
            sheet[cell].font = Font(name=font)
        for cell, number_format in made.formats.items():
            sheet[cell].number_format = number_format
        for number in made.hidden:
            sheet.row_dimensions[number].hidden = True
        if made.touch:
            made.touch(sheet)
    return saved(workbook)


def book_of_xlsxwriter(*sheets: Sheet) -> bytes:
    """Write an .xlsx with xlsxwriter."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"strings_to_formulas": False}) as workbook:
        plain = workbook.add_format({"text_wrap": True, "border": 1})
        for made in sheets:
            sheet = workbook.add_worksheet(made.name)
            for merge in made.merges:
                sheet.merge_range(merge, "", plain)
            for row, line in enumerate(made.lines):
                for column, value in enumerate(line):
                    cell = f"{get_column_letter(column + 1)}{row + 1}"
                    look = workbook.add_format(
                        {"font_name": made.fonts.get(cell, "Times New Roman")}
                        | ({"num_format": made.formats[cell]} if cell in made.formats else {})
                    )
                    if value != "":
                        sheet.write(row, column, value, look)
            for number in made.hidden:
                sheet.set_row(number - 1, options={"hidden": True})
    return data.getvalue()


def old_book(*sheets: Sheet) -> bytes:
    """Write an .xls with xlwt."""
    workbook = xlwt.Workbook(encoding="utf-8")
    for made in sheets:
        sheet = workbook.add_sheet(made.name)
        covered = {}
        for merge in made.merges:
            left, top, right, bottom = range_boundaries(merge)
            covered[top - 1, left - 1] = (bottom - 1, right - 1)
        for row, line in enumerate(made.lines):
            for column, value in enumerate(line):
                if value == "":
                    continue
                cell = f"{get_column_letter(column + 1)}{row + 1}"
                look = xlwt.XFStyle()
                look.font.name = made.fonts.get(cell, "Times New Roman")
                look.num_format_str = made.formats.get(cell, "General")
                if (row, column) in covered:
                    bottom, right = covered[row, column]
                    sheet.write_merge(row, bottom, column, right, value, look)
                else:
                    sheet.write(row, column, value, look)
        for number in made.hidden:
            sheet.row(number - 1).hidden = True
    return saved(workbook)


def open_book(*sheets: Sheet) -> bytes:
    """Write an .ods with odfpy."""
    document = OpenDocumentSpreadsheet()
    for made in sheets:
        table = OdfTable(name=made.name)
        spans = {}
        covered = set()
        for merge in made.merges:
            left, top, right, bottom = range_boundaries(merge)
            spans[top, left] = (bottom - top + 1, right - left + 1)
            covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {
                (top, left)
            }
        for number, line in enumerate(made.lines, start=1):
            row = TableRow(visibility="collapse") if number in made.hidden else TableRow()
            for column, value in enumerate(line, start=1):
                row.addElement(_open_cell(value, (number, column) in covered, spans.get((number, column))))
            table.addElement(row)
        document.spreadsheet.addElement(table)
    return saved(document)


def _open_cell(value: Any, is_covered: bool, span: tuple[int, int] | None) -> Any:
    if is_covered:
        return CoveredTableCell()
    told: dict[str, Any] = {}
    if span:
        told |= {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    if isinstance(value, datetime.date):
        told |= {"valuetype": "date", "datevalue": value.isoformat()}
        text = f"{value:%d/%m/%Y}"
    elif isinstance(value, int | float):
        told |= {"valuetype": "float", "value": str(value)}
        text = str(value).replace(".", ",")
    else:
        text = value
    cell = TableCell(**told)
    for part in text.split("\n") if text else ():
        cell.addElement(P(text=part))
    return cell


def saved(document: Any) -> bytes:
    """Return what a writer holds as the bytes of its file."""
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def delimited(lines: Sequence[Line], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Write delimited text as Excel does."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode(encoding)


def web_page(lines: Sequence[Line], spans: Mapping[tuple[int, int], str] | None = None) -> bytes:
    """Write the web page that many a program calls .xls; `spans` are attributes by row and column."""
    spans = spans or {}
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td {spans.get((row, column), '')}>{html.escape(str(value)).replace(chr(10), '<br>')}</td>"
            for column, value in enumerate(line)
            if value is not None
        )
        + "</tr>\n"
        for row, line in enumerate(lines)
    )
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
        f"<body><table border=1>\n{rows}</table></body></html>"
    ).encode()


def with_macros(data: bytes) -> bytes:
    """Make an .xlsm of an .xlsx: the same workbook with a project of macros beside it."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            target.writestr(name, part)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    return made.getvalue()
