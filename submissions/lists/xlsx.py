"""Reads Excel workbooks (.xlsx) within hard bounds."""

import datetime
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape

from submissions.vietnamese.text import nfc

from .grid import Grid, Merge
from .limits import (
    MAX_CELL_LENGTH,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED_CELLS,
    MAX_MERGES,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_TAGS,
    RefusedFile,
    too_many_rows,
    unpacks_too_far,
)

# Rows looked at beyond the limit: a list that is too long goes on at once, a stray cell does not.
ROWS_BEYOND = 1_000
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMAT_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|row|si|xf)[\s/>]")
_DECIMALS = re.compile(r"0\.(0+)%")


def read_xlsx(data: bytes, name: str) -> list[Grid]:
    """Read the visible sheets of a workbook; formulas give the value Excel stored.

    openpyxl's read-only mode walks the rows that are in the file, up to our bounds, and never
    the size a sheet claims to have. It knows no merged cells: those are read beside it.
    Raises RefusedFile.
    """
    try:
        grids = list(_read_sheets(data))
    except RefusedFile:
        raise
    except Exception as error:  # openpyxl raises anything at all on a broken file
        raise RefusedFile(
            _("The Excel file is damaged. Open it in Excel, save it again as .xlsx and send that.")
        ) from error
    if not grids:
        raise RefusedFile(
            _("The Excel file has no visible sheet. Put the list on a sheet and send the file again.")
        )
    return grids


def _read_sheets(data: bytes) -> Iterator[Grid]:
    _count_parts(data)
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            for sheet in workbook.worksheets[:MAX_SHEETS]:
                if sheet.sheet_state == "visible":
                    yield _read_sheet(sheet, archive)
    finally:
        workbook.close()


def _count_parts(data: bytes) -> None:
    """Refuse a workbook whose XML has more in it than a list, before any parser builds objects of it.

    Counting bytes takes milliseconds; a row of a million cells would take a gigabyte. The
    counts hold for UTF-8, so any other encoding, which Excel never writes, counts as damage.
    """
    tags = cells = merges = 0
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = archive.read(name)
            encoding = _ENCODING.search(part[:200])
            if b"\0" in part[:200] or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
                raise ValueError(f"{name} is not UTF-8")
            tags += part.count(b"<")
            if tags > MAX_TAGS:
                raise RefusedFile(unpacks_too_far())
            cells += sum(1 for _match in _CELL.finditer(part))
            merges += part.count(b"mergeCell ")
    if cells > MAX_CELLS or merges > MAX_MERGES:
        raise RefusedFile(unpacks_too_far())


def _read_sheet(sheet: Any, archive: ZipFile) -> Grid:
    cells: list[list[str]] = []
    numbers: list[int] = []
    rows = sheet.iter_rows(max_row=MAX_ROWS + ROWS_BEYOND, max_col=MAX_COLUMNS)
    for number, row in enumerate(islice(rows, MAX_ROWS), start=1):
        texts = [_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            cells.append(texts)
            numbers.append(number)
    if any(cell.value is not None for row in rows for cell in row):
        raise RefusedFile(too_many_rows())
    return Grid(nfc(sheet.title), cells, numbers, _vertical_merges(sheet, archive))


def _vertical_merges(sheet: Any, archive: ZipFile) -> list[Merge]:
    """Return the merges that cover several rows of one column, as far as a list may reach."""
    merges: list[Merge] = []
    covered = 0
    with archive.open(sheet._worksheet_path) as source:
        for _event, element in iterparse(source, forbid_dtd=True):
            if element.tag == f"{_SPREADSHEET}row":
                element.clear()
            elif element.tag == f"{_SPREADSHEET}mergeCell" and covered < MAX_MERGED_CELLS:
                left, top, right, bottom = range_boundaries(element.get("ref"))
                if left == right and left <= MAX_COLUMNS and top < bottom and top <= MAX_ROWS:
                    merges.append(Merge(left - 1, top, min(bottom, MAX_ROWS)))
                    covered += merges[-1].bottom - top
    return merges


def _text(cell: Any) -> str:
    """Return what the clerk sees in a cell."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return nfc(unescape(value[:MAX_CELL_LENGTH]))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.date):
        return _date_text(value, cell.number_format)
    if isinstance(value, (int, float)):
        return _number_text(value, cell.number_format)
    return str(value)


def _date_text(value: datetime.date, number_format: str) -> str:
    """Write a date with the parts its format shows: Excel takes "3/2024" for the 1st, shown as mmm-yy."""
    shown = _FORMAT_TEXT.sub("", number_format).lower()
    if "d" in shown or not ("m" in shown or "y" in shown):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    if "m" in shown:
        return f"{value.month:02}/{value.year:04}"
    return f"{value.year:04}"


def _number_text(value: float, number_format: str) -> str:
    if number_format.endswith("%"):
        decimals = _DECIMALS.search(number_format)
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    return f"{value:.15g}" if abs(value) < 1e15 else str(value)
