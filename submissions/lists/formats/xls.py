"""Reads old Excel workbooks (.xls, from Excel 2 to 2003)."""

import os
from typing import IO, Any

import xlrd
from django.utils.translation import gettext as _
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from xlrd.compdoc import CompDoc

from .grid import Contents, Grid
from .limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, ROWS_BEYOND, RefusedFile, locked
from .sheet import Allowance, Sheet, Spans
from .shown import number_shown

# Bytes that a file of Excel 95 says to be of one code page need not be.
_ANY_BYTES = "latin-1"


def read_xls(data: bytes, name: str) -> Contents:
    """Read the visible sheets of an old workbook; formulas give the value that is stored with them.

    Raises RefusedFile, and anything at all on a damaged file.
    """
    with open(os.devnull, "w") as nowhere:
        try:
            grids = _read_sheets(_open(data, nowhere))
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise RefusedFile(locked()) from error
            raise
    if not grids:
        raise RefusedFile(
            _("The Excel file has no visible sheet. Put the list on a sheet and send the file again.")
        )
    return Contents(grids)


def root_streams(data: bytes) -> set[str]:
    """Return the names of what lies directly in an OLE file, which tell whose file it is.

    Raises anything at all where the file is damaged.
    """
    with open(os.devnull, "w") as nowhere:
        entries = CompDoc(data, logfile=nowhere).dirlist
    return {entries[child].name for child in entries[0].children}


def _open(data: bytes, log: IO[str]) -> Any:
    options = {"file_contents": data, "formatting_info": True, "ragged_rows": True, "logfile": log}
    try:
        return xlrd.open_workbook(**options)
    except (UnicodeDecodeError, LookupError):
        return xlrd.open_workbook(**options, encoding_override=_ANY_BYTES)


def _read_sheets(book: Any) -> list[Grid]:
    allowance = Allowance()
    visible = [sheet for sheet in book.sheets() if sheet.visibility == 0]
    return [_read_sheet(sheet, book, Sheet(sheet.name, allowance)) for sheet in visible[:MAX_SHEETS]]


def _read_sheet(source: Any, book: Any, sheet: Sheet) -> Grid:
    for row in range(min(source.nrows, MAX_ROWS + ROWS_BEYOND)):
        for column, kind in enumerate(source.row_types(row, 0, MAX_COLUMNS)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                text = _shown(source.cell(row, column), book)
                fonts = _fonts(source, book, row, column, text) if kind == xlrd.XL_CELL_TEXT else ()
                sheet.add(row + 1, column, text, fonts)
        properties = source.rowinfo_map.get(row)
        if properties is not None and properties.hidden:
            sheet.hide(row + 1)
    for top, below, left, beside in source.merged_cells:
        sheet.merge(top + 1, left, below, beside - 1)
    return sheet.grid()


def _shown(cell: Any, book: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    number_format = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    epoch = MAC_EPOCH if book.datemode else WINDOWS_EPOCH
    return number_shown(cell.value, number_format.format_str if number_format else "General", epoch)


def _fonts(source: Any, book: Any, row: int, column: int, text: str) -> Spans:
    """Return the fonts of a text: that of the cell, then one from each offset of its runs."""
    cell_font = book.xf_list[source.cell_xf_index(row, column)].font_index
    runs = [(0, cell_font), *source.rich_text_runlist_map.get((row, column), ())]
    ends = [offset for offset, _font in runs[1:]] + [len(text)]
    return [(end - start, book.font_list[font].name) for (start, font), end in zip(runs, ends, strict=True)]
