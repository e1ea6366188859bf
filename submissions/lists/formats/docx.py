"""Reads Word documents (.docx): every table as a grid, everything as lines of running text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from ..layout.sections import read_section
from .docx_blocks import Block, Cell, Paragraph, Run, WordTable, read_blocks
from .docx_columns import columns_of
from .docx_lines import unicode_lines
from .docx_parts import WordParts
from .grid import Contents, Grid, Line, Merge
from .limits import MAX_ROWS, RefusedFile, too_many_rows
from .sheet import Allowance, is_legacy

# A header has three columns at least; what has fewer filled is a letterhead, signatures, a box for text.
_LEAST_COLUMNS = 3
# Lines above a table that may be its title and letterhead.
_MOST_LEAD_LINES = 40
_LEAD_PARTS = re.compile(r"[\t\n]+| {3,}")
_ABOVE = 0

Runs = list[Run]
Lead = tuple[int, int] | None


def read_docx(data: bytes, name: str) -> Contents:
    """Read a Word document.

    Each table is a grid, “Table 1”, “Table 2” …; above the first row of a list stand the lines that
    stand above it in the document, with the number 0. A table that goes on after a page break or
    under the heading of the next sector is one grid with what it continues. `lines` are in Unicode.
    Macros, embedded files and whatever is linked from elsewhere are not looked at. Raises RefusedFile.
    """
    reading = _Reading()
    try:
        for block in read_blocks(WordParts(data)):
            reading.take(block)
        return reading.contents()
    except RefusedFile:
        raise
    except Exception as error:  # zip and XML raise anything at all on a broken file
        raise RefusedFile(
            _("The Word file is damaged. Open it in Word, save it again as .docx and send that.")
        ) from error


class _Reading:
    """Takes the blocks of a document in reading order, then makes grids and lines of them."""

    def __init__(self) -> None:
        self._lines: list[Runs] = []
        self._tables: list[_Table] = []
        self._allowance = Allowance()
        self._rows = 0
        self._lead_start = 0

    def take(self, block: Block) -> None:
        """Take the next paragraph or table."""
        if isinstance(block, Paragraph):
            for box in block.boxes:
                self.take(box)
            runs = _paragraph_runs(block)
            self._allowance.take("".join(run.text for run in runs))
            self._lines.append(runs)
        elif _is_list(block):
            self._take_list(block)
        else:
            self._take_layout(block)

    def contents(self) -> Contents:
        """Return what the document holds."""
        lines = unicode_lines(self._lines)
        grids: list[Grid] = []
        last: _Table | None = None
        for table in self._tables:
            if table.lead is None:
                table.begin(self._name(grids), [])
            else:
                above = lines[slice(*table.lead)]
                if last is not None and table.continues(last, above):
                    last.go_on(table, _lead_texts(above))
                    continue
                table.begin(self._name(grids), _lead_texts(above)[-_MOST_LEAD_LINES:])
                last = table
            grids.append(table.grid)
        return Contents([replace(grid) for grid in grids], lines)

    def _name(self, grids: list[Grid]) -> str:
        return _("Table %(number)s") % {"number": len(grids) + 1}

    def _add_table(self, table: WordTable, lead: Lead) -> list[list[Runs]]:
        self._rows += len(table.rows)
        if self._rows > MAX_ROWS:
            raise RefusedFile(too_many_rows())
        texts = [[_cell_runs(cell, with_tables=lead is not None) for cell in row.cells] for row in table.rows]
        self._tables.append(_Table(table, texts, lead, self._allowance))
        return texts

    def _take_list(self, table: WordTable) -> None:
        texts = self._add_table(table, (self._lead_start, len(self._lines)))
        self._lines += [_joined(row, "\t") for row in texts]
        self._lead_start = len(self._lines)

    def _take_layout(self, table: WordTable) -> None:
        """Take a table that only sets its contents side by side; what is alone in its row reads on."""
        self._add_table(table, None)
        for row in table.rows:
            filled = [cell for cell in row.cells if _is_filled(cell)]
            if len(filled) == 1:
                for block in filled[0].blocks:
                    self.take(block)
                continue
            for cell in filled:
                for block in cell.blocks:
                    if isinstance(block, WordTable) and _is_list(block):
                        self._take_list(block)
            self._lines.append(_joined((_cell_runs(cell) for cell in row.cells), "\t"))


class _Table:
    """A table on its way to a grid; `lead` is the range of the lines above a list."""

    def __init__(self, table: WordTable, texts: list[list[Runs]], lead: Lead, allowance: Allowance) -> None:
        self.lead = lead
        self.grid = Grid("", is_word=True)
        self._open_merges: dict[int, int] = {}
        self.width, columns = columns_of(table)
        rows = zip(table.rows, columns, texts, strict=True)
        for number, (row, places, row_texts) in enumerate(rows, start=1):
            cells = [""] * self.width
            for cell, column, runs in zip(row.cells, places, row_texts, strict=True):
                if not self._is_covered(cell.merge, number, column):
                    cells[column] = self._text(runs, cells[column], (number, column), allowance)
            if any(cells):
                self.grid.cells.append(cells)
                self.grid.numbers.append(number)
            if row.hidden:
                self.grid.hidden.add(number)
            code = next((code for cell in row.cells for code in _codes(cell)), "")
            if code:
                self.grid.codes[number] = code
        self.grid.merges = [merge for merge in self.grid.merges if merge.top < merge.bottom]
        self.rows = len(table.rows)

    def begin(self, sheet: str, above: list[str]) -> None:
        """Name the grid and put the lines above it into it."""
        grid = self.grid
        grid.sheet = sheet
        grid.cells[:0] = [[text] for text in above]
        grid.numbers[:0] = [_ABOVE] * len(above)

    def continues(self, last: "_Table", between: list[Line]) -> bool:
        """Tell whether this is the same list as `last`, only cut by a page or by the heading of a sector."""
        return self.width == last.width and all(
            not line.text.strip() or read_section([line.text.strip()]) is not None for line in between
        )

    def go_on(self, table: "_Table", between: list[str]) -> None:
        """Put the rows of a table that continues this one below, counted on."""
        grid, other, rows = self.grid, table.grid, self.rows
        grid.cells += [[text] for text in between] + other.cells
        grid.numbers += [_ABOVE] * len(between) + [number + rows for number in other.numbers]
        grid.merges += [Merge(merge.column, merge.top + rows, merge.bottom + rows) for merge in other.merges]
        grid.hidden |= {number + rows for number in other.hidden}
        grid.fonts |= {(number + rows, column): spans for (number, column), spans in other.fonts.items()}
        grid.codes |= {number + rows: code for number, code in other.codes.items()}
        self.rows += table.rows

    def _is_covered(self, merge: str, number: int, column: int) -> bool:
        """Tell whether a cell lies under the top cell of a vertical merge, which then grows over it."""
        merges = self.grid.merges
        index = self._open_merges.pop(column, None)
        if not merge:
            return False
        if merge == "continue" and index is not None and merges[index].bottom == number - 1:
            merges[index] = Merge(column, merges[index].top, number)
            self._open_merges[column] = index
            return True
        self._open_merges[column] = len(merges)
        merges.append(Merge(column, number, number))
        return False

    def _text(self, runs: Runs, before: str, place: tuple[int, int], allowance: Allowance) -> str:
        text = "".join(run.text for run in runs).replace("\t", " ")
        if not text.strip():
            return before
        if before:
            return allowance.take(f"{before} {text}")
        text = allowance.take(text)
        if any(is_legacy(run.font) for run in runs):
            self.grid.fonts[place] = [(len(run.text), run.font) for run in runs]
        return text


def _is_list(table: WordTable) -> bool:
    return any(sum(map(_is_filled, row.cells)) >= _LEAST_COLUMNS for row in table.rows)


def _is_filled(cell: Cell) -> bool:
    return any(isinstance(block, WordTable) or _paragraph_runs(block) for block in cell.blocks)


def _codes(cell: Cell) -> Iterator[str]:
    return (block.code for block in cell.blocks if isinstance(block, Paragraph) and block.code)


def _paragraph_runs(paragraph: Paragraph) -> Runs:
    """Return the runs of a paragraph with its number before them; none when only the number is seen."""
    if not any(run.text.strip() for run in paragraph.runs):
        return []
    label = [Run(f"{paragraph.label} ", "", False)] if paragraph.label else []
    return label + paragraph.runs


def _cell_runs(cell: Cell, with_tables: bool = True) -> Runs:
    """Return all that stands in a cell, its paragraphs one below the other.

    The first cell of a row may have nothing but an automatic number: that is its “STT”.
    """
    parts: list[Runs] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            parts += [_paragraph_runs(paragraph) for paragraph in (*block.boxes, block)]
        elif with_tables:
            parts += [_joined((_cell_runs(inner) for inner in row.cells), " ") for row in block.rows]
    filled = [runs for runs in parts if runs]
    if not filled and cell.start == 0:
        labels = (block.label.strip(" .,:;()[]/-–") for block in cell.blocks if isinstance(block, Paragraph))
        return [Run(label, "", False) for label in labels if label.isalnum()][:1]
    runs = filled[0] if len(filled) == 1 else _joined(filled, "\n")
    has_tabs = any("\t" in run.text for run in runs)
    return [run._replace(text=run.text.replace("\t", " ")) for run in runs] if has_tabs else runs


def _joined(parts: Iterable[Runs], separator: str) -> Runs:
    between = Run(separator, "", False)
    runs: Runs = []
    for index, part in enumerate(parts):
        if index:
            runs.append(between)
        runs += part
    return runs


def _lead_texts(lines: list[Line]) -> list[str]:
    """Return the texts of the lines above a table one by one, also those set side by side."""
    return [part for line in lines for part in map(str.strip, _LEAD_PARTS.split(line.text)) if part]
