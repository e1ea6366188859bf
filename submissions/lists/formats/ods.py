"""Reads OpenDocument spreadsheets (.ods) within hard bounds."""

import re
from itertools import groupby

from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_ISO8601

from .grid import Contents, Grid
from .limits import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, ROWS_BEYOND, RefusedFile, locked
from .ods_styles import StylesReader
from .parts import Attributes, Parts
from .sheet import Allowance, Sheet, Spans
from .shown import date_shown, number_shown

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    _URN + "office:1.0": "office:",
    _URN + "table:1.0": "table:",
    _URN + "text:1.0": "text:",
    _URN + "style:1.0": "style:",
    _URN + "datastyle:1.0": "number:",
    _URN + "xsl-fo-compatible:1.0": "fo:",
    _URN + "svg-compatible:1.0": "svg:",
    _URN + "manifest:1.0": "manifest:",
}
# What hangs on a cell or a sheet without being its text; so does anything of another namespace.
_ASIDE = frozenset(
    {"", "office:annotation", "text:note", "table:shapes", "table:tracked-changes", "table:dde-links"}
)
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SPACES = re.compile(r"[ \t\r\n]+")


def read_ods(data: bytes, name: str) -> Contents:
    """Read the visible sheets of a spreadsheet; formulas give the value that is stored with them.

    Raises RefusedFile, and anything at all on a damaged file.
    """
    parts = Parts(data)
    if "META-INF/manifest.xml" in parts:
        parts.walk("META-INF/manifest.xml", _Manifest(), _PREFIXES)
    styles = StylesReader()
    if "styles.xml" in parts:
        parts.walk("styles.xml", styles, _PREFIXES)
    content = _ContentReader(styles)
    parts.walk("content.xml", content, _PREFIXES)
    if not content.grids:
        raise RefusedFile(
            _("The spreadsheet has no visible sheet. Put the list on a sheet and send the file again.")
        )
    return Contents(content.grids)


class _Manifest:
    """Refuses a file of which the manifest says that it is encrypted."""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "manifest:encryption-data":
            raise RefusedFile(locked())

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _ContentReader:
    """Fills a sheet for every visible table, row by row: a row may say that it stands there many times."""

    def __init__(self, styles: StylesReader) -> None:
        self.grids: list[Grid] = []
        self._styles = styles
        self._allowance = Allowance()
        self._sheet: Sheet | None = None
        self._aside = 0
        self._column_styles: list[str] = []
        self._row = self._column = 0
        self._row_attributes: Attributes = {}
        self._cells: list[tuple[int, str, Spans]] = []
        self._cell: _Cell | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        if self._aside or (self._sheet and (tag in _ASIDE or (self._cell and tag == "table:table"))):
            self._aside += 1
        elif self._cell is not None:
            self._cell.start(tag, attributes)
        elif tag == "table:table":
            self._start_table(attributes)
        elif self._sheet is None:
            self._styles.start(tag, attributes)
        elif tag == "table:table-column":
            style = attributes.get("table:default-cell-style-name", "")
            repeated = min(_repeated(attributes, "columns"), MAX_COLUMNS)
            self._column_styles += [style] * min(repeated, MAX_COLUMNS - len(self._column_styles))
        elif tag == "table:table-row":
            self._row_attributes, self._cells, self._column = attributes, [], 0
        elif tag in _CELLS:
            self._start_cell(tag, attributes)

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag in _CELLS:
            self._end_cell()
        elif self._cell is not None:
            self._cell.end(tag)
        elif tag == "table:table-row":
            self._end_row()
        elif tag == "table:table" and self._sheet is not None:
            self.grids.append(self._sheet.grid())
            self._sheet = None
        elif self._sheet is None:
            self._styles.end(tag)

    def text(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._cell.text(text)

    def _start_table(self, attributes: Attributes) -> None:
        if self._styles.is_hidden(attributes.get("table:style-name", "")) or len(self.grids) >= MAX_SHEETS:
            self._aside = 1
            return
        self._sheet = Sheet(attributes.get("table:name", ""), self._allowance)
        self._column_styles, self._row = [], 1

    def _start_cell(self, tag: str, attributes: Attributes) -> None:
        style = attributes.get("table:style-name") or self._row_attributes.get(
            "table:default-cell-style-name"
        )
        if not style and self._column < len(self._column_styles):
            style = self._column_styles[self._column]
        self._cell = _Cell(attributes, self._styles, style or "", is_covered=tag != _CELLS[0])
        rows, columns = self._cell.spanned()
        if self._sheet is not None and rows * columns > 1:
            self._sheet.merge(self._row, self._column, self._row + rows - 1, self._column + columns - 1)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        repeated = self._cell.repeated()
        text, fonts = self._cell.shown()
        if text:
            last = min(self._column + repeated, MAX_COLUMNS)
            self._cells += [(column, text, fonts) for column in range(self._column, last)]
        self._column += repeated
        self._cell = None

    def _end_row(self) -> None:
        repeated = _repeated(self._row_attributes, "rows")
        is_hidden = self._row_attributes.get("table:visibility") in ("collapse", "filter")
        if self._sheet is not None and self._cells:
            for number in range(self._row, min(self._row + repeated, MAX_ROWS + ROWS_BEYOND)):
                for column, text, fonts in self._cells:
                    self._sheet.add(number, column, text, fonts)
                if is_hidden:
                    self._sheet.hide(number)
        self._row += repeated


class _Cell:
    """Gathers the paragraphs of one cell."""

    def __init__(self, attributes: Attributes, styles: StylesReader, style: str, is_covered: bool) -> None:
        self._attributes = attributes
        self._styles = styles
        self._style = style
        self._is_covered = is_covered
        self._font = styles.font("table-cell", style)
        self._spans: list[str] = []
        self._pieces: list[tuple[str, str]] = []
        self._paragraphs = self._depth = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in ("text:p", "text:h"):
            self._depth += 1
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._add("\n")
        elif tag == "text:span":
            font = self._styles.font("text", attributes.get("text:style-name", ""))
            self._spans.append(font or self._current_font())
        elif tag == "text:s":
            self._add(" " * min(int(attributes.get("text:c", 1)), MAX_CELL_LENGTH))
        elif tag == "text:tab":
            self._add(" ")
        elif tag == "text:line-break":
            self._add("\n")

    def end(self, tag: str) -> None:
        if tag in ("text:p", "text:h"):
            self._depth -= 1
        elif tag == "text:span":
            self._spans.pop()

    def text(self, text: str) -> None:
        if self._depth:
            self._add(_SPACES.sub(" ", text))

    def repeated(self) -> int:
        """Return how many times the cell stands side by side."""
        return _repeated(self._attributes, "columns")

    def spanned(self) -> tuple[int, int]:
        """Return how many rows and columns the cell is merged over."""
        rows, columns = (
            int(self._attributes.get(f"table:number-{what}-spanned", 1)) for what in ("rows", "columns")
        )
        return rows, columns

    def shown(self) -> tuple[str, Spans]:
        """Return what the cell shows and its fonts; nothing for a cell that lies under a merged one."""
        if self._is_covered:
            return "", ()
        text = "".join(piece for piece, _font in self._pieces)
        kind = self._attributes.get("office:value-type", "string")
        if kind in ("float", "currency") and "office:value" in self._attributes:
            return number_shown(float(self._attributes["office:value"]), "General"), ()
        if kind == "date" and "office:date-value" in self._attributes:
            value = from_ISO8601(self._attributes["office:date-value"])
            return date_shown(value, self._styles.date_format(self._style)), ()
        runs = groupby(self._pieces, key=lambda piece: piece[1])
        return text, [(sum(len(piece) for piece, _font in run), font) for font, run in runs]

    def _add(self, text: str) -> None:
        self._pieces.append((text, self._current_font()))

    def _current_font(self) -> str:
        return self._spans[-1] if self._spans else self._font


def _repeated(attributes: Attributes, what: str) -> int:
    return max(int(attributes.get(f"table:number-{what}-repeated", 1)), 1)
