"""Reads the tables of a web page, which much office software writes and calls .xls."""

import re
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from .delimited import decode, sheet_name
from .grid import Contents, Grid
from .limits import MAX_CHARACTERS, MAX_COLUMNS, MAX_DEPTH, MAX_SHEETS, RefusedFile, unpacks_too_far
from .sheet import Allowance, Sheet, is_legacy

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*(utf-8|windows-\d{4}|cp\d{4}|iso-8859-\d+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"'}]+)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]{1,50})[^.{}]{0,50}\{([^{}]{0,5000})\}")
_BREAKS = ("br", "p", "div", "li")
_WITHOUT_TEXT = ("script", "style", "title")


def read_web_page(data: bytes, name: str) -> Contents:
    """Read every table of a web page as a sheet, with tables inside a cell as sheets of their own.

    Raises RefusedFile, also where the page has no table.
    """
    reader = _TableReader(sheet_name(name))
    reader.feed(_text(data))
    reader.close()
    grids = reader.grids()
    if not grids:
        raise RefusedFile(
            _("This is a web page without a table. Put the list into Excel (.xlsx) and send that.")
        )
    return Contents(grids)


def _text(data: bytes) -> str:
    """Decode a page by what it says of itself, where that is true."""
    said = _CHARSET.search(data[:4000])
    try:
        return data.decode(said[1].decode() if said else "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        return decode(data)


class _Table:
    """A table that is being read: where the next cell goes, past those that reach down from above."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.row = 0
        self.is_hidden = False
        self._column = 0
        self._reaches: dict[int, int] = {}
        self.cell: list[tuple[str, str]] | None = None
        self._place = 0

    def start_row(self, is_hidden: bool) -> None:
        self.end_cell()
        self.row += 1
        self._column = 0
        self.is_hidden = is_hidden

    def start_cell(self, rows: int, columns: int) -> None:
        self.end_cell()
        if not self.row:
            self.start_row(is_hidden=False)
        while self._reaches.get(self._column, 0) >= self.row:
            self._column += 1
        self._place, self.cell = self._column, []
        for _number in range(min(columns, MAX_COLUMNS)):
            self._reaches[self._column] = self.row + rows - 1
            self._column += 1
        if rows > 1:
            self.sheet.merge(self.row, self._place, self.row + rows - 1, self._column - 1)

    def end_cell(self) -> None:
        if self.cell is None:
            return
        text = "".join(piece for piece, _font in self.cell)
        fonts = [(len(piece), font) for piece, font in self.cell]
        if text.strip():
            self.sheet.add(self.row, self._place, text, fonts)
            if self.is_hidden:
                self.sheet.hide(self.row)
        self.cell = None


class _TableReader(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._allowance = Allowance()
        self._sheets: list[Sheet] = []
        self._open: list[_Table] = []
        self._fonts: list[tuple[str, str]] = []
        self._class_fonts: dict[str, str] = {}
        self._silent = ""

    def grids(self) -> list[Grid]:
        """Return the tables that have a text, the outer before the inner."""
        return [grid for grid in (sheet.grid() for sheet in self._sheets) if grid.cells]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        if tag in _WITHOUT_TEXT:
            self._silent = tag
        elif tag == "table":
            self._start_table()
        elif self._open:
            self._start_inside(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif not self._open:
            return
        elif tag == "table":
            self._open.pop().end_cell()
        elif tag in ("td", "th", "tr"):
            self._open[-1].end_cell()
        if self._fonts and self._fonts[-1][0] == tag:
            self._fonts.pop()

    def handle_data(self, data: str) -> None:
        if self._silent == "style":
            self._read_style_sheet(data)
        elif self._open and not self._silent:
            self._add(_SPACES.sub(" ", data))

    def _start_table(self) -> None:
        if len(self._sheets) >= MAX_SHEETS or len(self._open) >= MAX_DEPTH:
            raise RefusedFile(unpacks_too_far())
        name = f"{self._name} {len(self._sheets) + 1}" if self._sheets else self._name
        self._sheets.append(Sheet(name, self._allowance))
        self._open.append(_Table(self._sheets[-1]))

    def _start_inside(self, tag: str, attributes: dict[str, str]) -> None:
        table = self._open[-1]
        if tag == "tr":
            table.start_row(bool(_HIDDEN.search(attributes.get("style", ""))))
            self._fonts.clear()
        elif tag in ("td", "th"):
            table.start_cell(_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            self._fonts.clear()
        elif tag in _BREAKS and table.cell:
            self._add("\n")
        font = self._font(attributes)
        if font and len(self._fonts) < MAX_DEPTH:
            self._fonts.append((tag, font))

    def _add(self, text: str) -> None:
        cell = self._open[-1].cell
        if cell is not None:
            cell.append((text, self._fonts[-1][1] if self._fonts else ""))

    def _font(self, attributes: dict[str, str]) -> str:
        said = _FONT.search(attributes.get("style", ""))
        own = said[1] if said else attributes.get("face", "")
        classes = attributes.get("class", "").split()
        return own.strip() or next(filter(None, map(self._class_fonts.get, classes)), "")

    def _read_style_sheet(self, text: str) -> None:
        for name, rules in _CLASS.findall(text[:MAX_CHARACTERS]):
            font = _FONT.search(rules)
            if font and is_legacy(font[1].strip()):
                self._class_fonts[name] = font[1].strip()


def _span(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 6 else 1
