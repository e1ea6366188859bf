"""The paragraphs and tables of a Word document, as they are seen: what is deleted or hidden is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, NamedTuple

from .docx_parts import WordParts
from .docx_styles import VAL, Look, Numbering, Styles, W, is_on, list_level, number
from .limits import MAX_COLUMNS
from .symbols import drawn, is_symbol_font

_P, _R, _T, _TBL, _TR, _TC, _SDT = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "tc", "sdt"))
_P_PROPERTIES, _P_STYLE, _P_NUMBER = f"{W}pPr", f"{W}pStyle", f"{W}numPr"
_R_PROPERTIES = f"{W}rPr"
_TC_PROPERTIES, _SPAN, _MERGE = f"{W}tcPr", f"{W}gridSpan", f"{W}vMerge"
_GRID, _TEXT_BOX = f"{W}tblGrid", f"{W}txbxContent"
_PLACEHOLDER = f"{W}sdtPr/{W}showingPlcHdr"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE = f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Choice"
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHECKBOX, _CHECKED = f"{_WORD_2010}checkbox", f"{_WORD_2010}checked"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "tcPr", "trPr")
}
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SHAPES = {f"{W}drawing", f"{W}pict", _ALTERNATE}
_BOX, _TICKED = "☐", "☑"
_CODE = re.compile(r"\[([2-9A-HJKMNP-TV-Z]{8})\]")
_TICKS = frozenset("xXvV✓✗√×☑☒")


class Run(NamedTuple):
    """A piece of text in one look; `marked` is bold or underlined."""

    text: str
    font: str
    marked: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its automatic number or bullet, its text, the text boxes that hang on it.

    `code` is the code of a record that stands in it as hidden text.
    """

    label: str = ""
    runs: list[Run] = field(default_factory=list)
    boxes: tuple["Paragraph", ...] = ()
    code: str = ""


@dataclass(slots=True)
class Cell:
    """A cell: the column of the table's own grid where it begins, and what stands in it.

    `merge` is "restart" for the top cell of a vertical merge, "continue" for those below.
    """

    start: int
    blocks: list["Block"]
    merge: str = ""


@dataclass(slots=True)
class TableRow:
    """A row of a table; `hidden` is one that a hand hid."""

    cells: list[Cell]
    hidden: bool = False


@dataclass(slots=True)
class WordTable:
    """A table: the widths of its own grid and its rows."""

    widths: list[int] = field(default_factory=list)
    rows: list[TableRow] = field(default_factory=list)


Block = Paragraph | WordTable


def read_blocks(parts: WordParts) -> Iterator[Block]:
    """Yield the paragraphs and tables of the body in reading order.

    Raises RefusedFile for more than a list has, and anything at all where the file is damaged.
    """
    reader = _Reader(Styles(parts.tree("word/styles.xml")), Numbering(parts.tree("word/numbering.xml")))
    table = WordTable()
    for element, source in parts.walk(parts.body(), [_P, _TBL, _TR, _GRID]):
        tag = element.tag
        parent = element.getparent()
        if parent is not None and parent.tag == _TC:
            continue
        depth = sum(1 for ancestor in element.iterancestors(_TBL, _P))
        if tag == _P and depth == 0:
            if not _is_placeholder(element):
                yield reader.paragraph(element)
            source.forget(element)
        elif tag == _TBL and depth == 0:
            yield table
            table = WordTable()
            source.forget(element)
        elif tag == _GRID and depth == 1:
            table.widths = _widths(element)
        elif tag == _TR and depth == 1:
            row = reader.row(element)
            if row is not None:
                table.rows.append(row)
            source.forget(element)


def _widths(grid: Any) -> list[int]:
    return [number(column.get(f"{W}w")) for column in grid.findall(f"{W}gridCol")]


def _is_placeholder(element: Any) -> bool:
    """Tell the prompt of an empty content control (“Click here to enter text”)."""
    content = element.getparent()
    return content is not None and content.tag == f"{W}sdtContent" and _shows_prompt(content.getparent())


def _shows_prompt(control: Any) -> bool:
    return control is not None and is_on(control.find(_PLACEHOLDER))


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _inside(child, tag)


def _alternative(element: Any) -> list[Any]:
    """Return the newest form of content that a file holds in several."""
    choice = element.find(_CHOICE)
    return list(element[:1]) if choice is None else [choice]


class _Reader:
    """Reads the elements of one document in their order, which the automatic numbers need."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the paragraphs and tables inside a cell or a text box."""
        for child in parent:
            tag = child.tag
            if tag == _P:
                yield self.paragraph(child)
            elif tag == _TBL:
                yield self._table(child)
            elif tag == _ALTERNATE:
                for choice in _alternative(child):
                    yield from self.blocks(choice)
            elif tag not in _SKIPPED and not (tag == _SDT and _shows_prompt(child)):
                yield from self.blocks(child)

    def row(self, element: Any) -> TableRow | None:
        """Read a row of a table; None for one that is deleted."""
        properties = element.find(f"{W}trPr")
        if properties is None:
            return TableRow(self._cells(element, 0))
        if properties.find(f"{W}del") is not None:
            return None
        start = properties.find(f"{W}gridBefore")
        cells = self._cells(element, 0 if start is None else number(start.get(VAL)))
        return TableRow(cells, is_on(properties.find(f"{W}hidden")))

    def _table(self, element: Any) -> WordTable:
        grid = element.find(_GRID)
        rows = (self.row(row) for row in _inside(element, _TR))
        return WordTable([] if grid is None else _widths(grid), [row for row in rows if row is not None])

    def _cells(self, row: Any, start: int) -> list[Cell]:
        cells: list[Cell] = []
        for element in islice(_inside(row, _TC), MAX_COLUMNS):
            cell = Cell(start, list(self.blocks(element)))
            span = 1
            for prop in element.iterchildren(_TC_PROPERTIES):
                for found in prop.iterchildren(_SPAN, _MERGE):
                    if found.tag == _SPAN:
                        span = max(number(found.get(VAL), 1), 1)
                    else:
                        cell.merge = found.get(VAL) or "continue"
            cells.append(cell)
            start += span
        return cells

    def paragraph(self, element: Any, is_boxed: bool = False) -> Paragraph:
        """Read a paragraph with its number and its text boxes; one that is in a box has none itself."""
        style = numbered = None
        for properties in element.iterchildren(_P_PROPERTIES):
            for prop in properties.iterchildren(_P_STYLE, _P_NUMBER):
                if prop.tag == _P_STYLE:
                    style = prop.get(VAL)
                else:
                    numbered = list_level(prop)
        look, numbered_by_style = self._styles.paragraph(style)
        reading = _ParagraphReading(self, look, is_boxed)
        numbered = numbered or numbered_by_style
        if numbered is not None:
            reading.paragraph.label = self._numbering.next_label(*numbered)
        reading.content(element)
        return reading.finished()

    def look(self, properties: Any, base: Look) -> Look:
        """Return the look of a run."""
        return self._styles.look(properties, base)


class _ParagraphReading:
    """One paragraph while its runs are read."""

    def __init__(self, reader: _Reader, look: Look, is_boxed: bool) -> None:
        self.paragraph = Paragraph()
        self._is_boxed = is_boxed
        self._hidden: list[str] = []
        self._reader = reader
        self._base = look

    def finished(self) -> Paragraph:
        """Return the paragraph, its runs joined where they look the same: Word cuts words to pieces."""
        paragraph = self.paragraph
        if len(paragraph.runs) > 1:
            paragraph.runs = [
                Run("".join(run.text for run in runs), font, marked)
                for (font, marked), runs in groupby(paragraph.runs, lambda run: (run.font, run.marked))
            ]
        found = _CODE.search("".join(self._hidden)) if self._hidden else None
        paragraph.code = found[1] if found else ""
        return paragraph

    def content(self, parent: Any) -> None:
        """Take the runs, also those inside links, insertions, fields and content controls."""
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag == _SDT:
                self._control(child)
            elif tag == _MATH_TEXT:
                self._add(child.text or "", self._base)
            elif tag == _ALTERNATE:
                for choice in _alternative(child):
                    self.content(choice)
            elif tag not in _SKIPPED:
                self.content(child)

    def _control(self, control: Any) -> None:
        """Take a content control: a box to tick as it is set, another one without its prompt."""
        checkbox = control.find(f"{W}sdtPr/{_CHECKBOX}")
        if checkbox is not None:
            checked = checkbox.find(_CHECKED)
            is_ticked = checked is not None and checked.get(f"{_WORD_2010}val", "1") in ("1", "true", "on")
            self._add(_TICKED if is_ticked else _BOX, self._base)
        elif not _shows_prompt(control):
            self.content(control)

    def _run(self, run: Any) -> None:
        look = self._base
        for child in run:
            if child.tag == _R_PROPERTIES:
                look = self._reader.look(child, look)
            else:
                self._run_part(child, look)

    def _run_part(self, part: Any, look: Look) -> None:
        tag = part.tag
        if tag == _T:
            self._add(part.text or "", look)
        elif tag in _CHARACTERS:
            self._add(_CHARACTERS[tag], look)
        elif tag == f"{W}sym":
            self._symbol(part, look)
        elif tag == f"{W}fldChar":
            self._field(part, look)
        elif tag in _SHAPES:
            self._shape(part, look)

    def _add(self, text: str, look: Look) -> None:
        if look.hidden:
            self._hidden.append(text)
            return
        seen = drawn(text, look.font)
        font = "" if is_symbol_font(look.font) else look.font
        self.paragraph.runs.append(Run(seen, font, look.bold or look.underlined))

    def _symbol(self, symbol: Any, look: Look) -> None:
        code = symbol.get(f"{W}char") or ""
        if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
            self._add(drawn(chr(int(code, 16)), symbol.get(f"{W}font") or ""), look._replace(font=""))

    def _field(self, field_char: Any, look: Look) -> None:
        """Take the box of a form field (FORMCHECKBOX): as it was ticked, else as it was made."""
        checkbox = field_char.find(f"{W}ffData/{W}checkBox")
        if checkbox is None:
            return
        checked = checkbox.find(f"{W}checked")
        is_ticked = is_on(checkbox.find(f"{W}default") if checked is None else checked)
        self._add(_TICKED if is_ticked else _BOX, look)

    def _shape(self, shape: Any, look: Look) -> None:
        """Take the text boxes of a drawing: one for a tick as a box in the line, another one by itself."""
        if shape.tag == _ALTERNATE:
            for choice in _alternative(shape):
                for child in choice:
                    self._run_part(child, look)
            return
        if self._is_boxed:
            return
        for box in shape.iter(_TEXT_BOX):
            paragraphs = [self._reader.paragraph(element, is_boxed=True) for element in box.iter(_P)]
            text = "".join(run.text for paragraph in paragraphs for run in paragraph.runs).strip()
            if not text or text in _TICKS:
                self._add(f" {_TICKED if text else _BOX} ", look)
            else:
                self.paragraph.boxes += tuple(paragraphs)
