"""Reads Excel workbooks (.xlsx) within hard bounds."""

import datetime
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from submissions.vietnamese.text import nfc

from .grid import Grid, Merge
from .limits import (
    MAX_ATTRIBUTES,
    MAX_CELL_LENGTH,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED_CELLS,
    MAX_MERGES,
    MAX_OBJECTS,
    MAX_ROWS,
    MAX_RUN,
    MAX_SHEETS,
    MAX_TAGS,
    MAX_TEXT,
    RefusedFile,
    too_many_rows,
    unpacks_too_far,
)

# Rows looked at beyond the limit: a list that is too long goes on at once, a stray cell does not.
ROWS_BEYOND = 1_000
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMAT_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|row|si)[\s/>]")
_CONTENT = re.compile(rb"<(?:[\w.-]+:)?(?:v|f|is|t)[\s/>]")
_RUN = re.compile(rb"[^<]+")
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


class _Parts(ZipFile):
    """The parts of a workbook, each counted when it is opened first, before any parser builds objects of it.

    Which part is a sheet is told by a relationship and not by a name: so what is read is what
    is counted. Counting bytes takes milliseconds; a row of a million cells would take a
    gigabyte. The counts hold for UTF-8, so any other encoding, which Excel never writes, counts
    as damage.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self._counted: set[str] = set()
        self.merged: set[str] = set()
        self._tags = self._attributes = self._cells = self._objects = self._merges = 0

    def open(self, name: str | ZipInfo, *args: Any, **options: Any) -> IO[bytes]:
        """Open a part. Raises RefusedFile when those opened so far have more in them than a list."""
        key = name if isinstance(name, str) else name.filename
        if key not in self._counted:
            with super().open(name) as source:
                self._count(key, source.read())
            self._counted.add(key)
        return super().open(name, *args, **options)

    def _count(self, name: str, part: bytes) -> None:
        encoding = _ENCODING.search(part[:200])
        if b"\0" in part[:200] or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
            raise ValueError(f"{name} is not UTF-8")
        self._tags += part.count(b"<") + part.count(b"/>")
        self._attributes += part.count(b"=")
        if self._tags > MAX_TAGS or self._attributes > MAX_ATTRIBUTES:
            raise RefusedFile(unpacks_too_far())
        cells = sum(1 for _match in _CELL.finditer(part))
        content = sum(1 for _match in _CONTENT.finditer(part))
        self._cells += cells
        self._objects += part.count(b"<") - part.count(b"</") - cells - content
        merges = part.count(b"mergeCell ")
        self._merges += merges
        if merges:
            self.merged.add(name)
        if self._cells > MAX_CELLS or self._objects > MAX_OBJECTS or self._merges > MAX_MERGES:
            raise RefusedFile(unpacks_too_far())
        if any(match.end() - match.start() > MAX_RUN for match in _RUN.finditer(part)):
            raise RefusedFile(unpacks_too_far())


class _Reader(ExcelReader):
    """openpyxl's reader of a whole workbook, over counted parts and without charts."""

    def __init__(self, parts: _Parts) -> None:
        super().__init__(parts.fp, read_only=True, data_only=True, keep_links=False)
        self.archive = parts

    def read_worksheets(self) -> None:
        """List the sheets. Raises RefusedFile where two are one part, which would be read once for each."""
        found = [(sheet, relation.target) for sheet, relation in self.parser.find_sheets()]
        if len({part for _sheet, part in found}) < len(found):
            raise RefusedFile(unpacks_too_far())
        for sheet, part in found:
            if part in self.valid_files:
                worksheet = _Sheet(self.wb, sheet.name, part, self.shared_strings)
                worksheet.sheet_state = sheet.state
                self.wb._sheets.append(worksheet)


class _Sheet(ReadOnlyWorksheet):
    """A sheet of which only the rows are read; one that is a chart has none."""

    def _get_size(self) -> None:
        """Leave the claimed size alone: openpyxl would walk a whole sheet to find none."""


def _read_sheets(data: bytes) -> Iterator[Grid]:
    with _Parts(data) as parts:
        reader = _Reader(parts)
        reader.read()
        texts = _Texts()
        for sheet in reader.wb.worksheets[:MAX_SHEETS]:
            if sheet.sheet_state == "visible":
                yield _read_sheet(sheet, parts, texts)


class _Texts:
    """The texts of all cells: one that is in the file once may stand in any number of cells."""

    def __init__(self) -> None:
        self._length = 0

    def of(self, cell: Any) -> str:
        """Return what the clerk sees in a filled cell. Raises RefusedFile past `MAX_TEXT`."""
        text = _text(cell)
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise RefusedFile(unpacks_too_far())
        return text


def _read_sheet(sheet: Any, parts: _Parts, texts: _Texts) -> Grid:
    cells: list[list[str]] = []
    numbers: list[int] = []
    rows = sheet.iter_rows(max_row=MAX_ROWS + ROWS_BEYOND, max_col=MAX_COLUMNS)
    for number, row in enumerate(islice(rows, MAX_ROWS), start=1):
        filled = ["" if cell.value is None else texts.of(cell) for cell in row]
        while filled and not filled[-1]:
            filled.pop()
        if filled:
            cells.append(filled)
            numbers.append(number)
    if any(cell.value is not None for row in rows for cell in row):
        raise RefusedFile(too_many_rows())
    return Grid(nfc(sheet.title), cells, numbers, _vertical_merges(sheet, parts))


def _vertical_merges(sheet: Any, parts: _Parts) -> list[Merge]:
    """Return the merges that cover several rows of one column, as far as a list may reach."""
    merges: list[Merge] = []
    covered = 0
    if sheet._worksheet_path not in parts.merged:
        return merges
    with parts.open(sheet._worksheet_path) as source:
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
    value = cell.value
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
