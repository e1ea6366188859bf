"""The tags of a worksheet and of its texts, as they pass by."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.utils.escape import unescape

from .limits import MAX_CELLS, MAX_TEXT, RefusedFile, unpacks_too_far
from .parts import Attributes
from .sheet import Sheet, Spans
from .shown import date_shown, number_shown

ON = ("1", "true", "on")
_DIGITS = "0123456789"
# The kinds of cells that show no text: numbers (which need not say so), truth values, dates.
_WITHOUT_LETTERS = (None, "n", "b", "d")


@dataclass(frozen=True, slots=True)
class Style:
    """What of a cell's style changes how it is read."""

    number_format: str = "General"
    font: str = ""
    is_legacy: bool = False


_NO_STYLE = Style()


class TextReader:
    """Gathers one text with its runs, without the phonetic hints of East Asian files."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, str]] = []
        self._font = ""
        self._is_text = self._is_phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "t":
            self._is_text = not self._is_phonetic
        elif tag == "rFont":
            self._font = attributes.get("val", "")
        elif tag == "rPh":
            self._is_phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_text = False
        elif tag == "r":
            self._font = ""
        elif tag == "rPh":
            self._is_phonetic = False

    def text(self, text: str) -> None:
        if self._is_text:
            self._runs.append((text, self._font))

    def take(self) -> tuple[str, Spans]:
        """Return what was gathered and start anew; the font "" of a run is that of the cell."""
        runs = [(unescape(text) if "_x" in text else text, font) for text, font in self._runs]
        self._runs, self._font = [], ""
        has_fonts = any(font for _text, font in runs)
        fonts = [(len(text), font) for text, font in runs] if has_fonts else ()
        return "".join([text for text, _font in runs]), fonts


class SharedTextsReader(TextReader):
    """Gathers the texts that the cells of all sheets point to."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, Spans]] = []
        self._length = 0

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "si":
            self.texts.append(self.take())
            self._length += len(self.texts[-1][0])
            if len(self.texts) > MAX_CELLS or self._length > MAX_TEXT:
                raise RefusedFile(unpacks_too_far())


class SheetReader:
    """Fills a sheet with what its cells show."""

    def __init__(
        self, sheet: Sheet, texts: list[tuple[str, Spans]], styles: list[Style], epoch: datetime.datetime
    ) -> None:
        self._sheet = sheet
        self._texts = texts
        self._styles = styles
        self._epoch = epoch
        self._row = self._column = 0
        self._row_is_numbered = self._is_hidden = self._is_value = False
        self._cell: Attributes = {}
        self._value: list[str] = []
        self._inline: TextReader | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self._is_value = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "is":
            self._inline = TextReader()
        elif self._inline is not None:
            self._inline.start(tag, attributes)
        elif tag == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes["ref"])
            self._sheet.merge(top, left - 1, bottom, right - 1)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag == "v":
            self._is_value = False
        elif tag == "row":
            if self._is_hidden:
                self._sheet.hide(self._row)
        elif self._inline is not None and tag != "is":
            self._inline.end(tag)

    def text(self, text: str) -> None:
        if self._is_value:
            self._value.append(text)
        elif self._inline is not None:
            self._inline.text(text)

    def _start_row(self, attributes: Attributes) -> None:
        self._row_is_numbered = "r" in attributes
        self._row = int(attributes["r"]) if self._row_is_numbered else self._row + 1
        self._is_hidden = attributes.get("hidden") in ON
        self._column = -1

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._value, self._inline = [], None
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip(_DIGITS)
        self._column = _column(letters)
        if not self._row_is_numbered:
            self._row = int(reference[len(letters) :])

    def _end_cell(self) -> None:
        if not self._value and self._inline is None:
            return
        style_id = int(self._cell.get("s", 0))
        style = self._styles[style_id] if style_id < len(self._styles) else _NO_STYLE
        text, fonts = self._shown(style)
        if fonts:
            fonts = [(length, font or style.font) for length, font in fonts]
        elif style.is_legacy and self._cell.get("t") not in _WITHOUT_LETTERS:
            fonts = [(len(text), style.font)]
        self._sheet.add(self._row, self._column, text, fonts)
        self._inline = None

    def _shown(self, style: Style) -> tuple[str, Spans]:
        if self._inline is not None:
            return self._inline.take()
        kind = self._cell.get("t", "n")
        value = "".join(self._value)
        if kind == "s":
            return self._texts[int(value)]
        if kind == "n":
            return _number(value, style, self._epoch), ()
        if kind == "b":
            return "TRUE" if value.strip() in ON else "FALSE", ()
        if kind == "d":
            return date_shown(from_ISO8601(value), style.number_format), ()
        return unescape(value), ()


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    return column_index_from_string(letters) - 1


def _number(text: str, style: Style, epoch: datetime.datetime) -> str:
    """Return what a number shows; some programs write a text where the format wants a number."""
    try:
        value = float(text) if set(text) & set(".eE") else int(text)
    except ValueError:
        return unescape(text)
    return number_shown(value, style.number_format, epoch)
