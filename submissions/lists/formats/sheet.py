"""A sheet that is being read, cell by cell: keeps what lies within the bounds of a list."""

from collections.abc import Iterable, Sequence

from submissions.vietnamese.legacy import encoding_of_font

from .grid import Grid, Merge, Place
from .limits import (
    MAX_CELL_LENGTH,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MERGED_CELLS,
    MAX_MERGES,
    MAX_ROWS,
    MAX_TEXT,
    ROWS_BEYOND,
    RefusedFile,
    too_many_rows,
    unpacks_too_far,
)

Spans = Sequence[tuple[int, str]]
"""The fonts of a text: how many characters, and the name of their font."""


class Allowance:
    """What all sheets of one file may hold together: a text stored once may fill any number of cells."""

    def __init__(self) -> None:
        self._cells = self._characters = 0

    def take(self, text: str) -> str:
        """Return the text of a cell, cut to the longest there may be. Raises RefusedFile when used up."""
        text = text[:MAX_CELL_LENGTH]
        self._cells += 1
        self._characters += len(text)
        if self._cells > MAX_CELLS or self._characters > MAX_TEXT:
            raise RefusedFile(unpacks_too_far())
        return text


class Sheet:
    """Takes the cells of a sheet in any order; rows count from 1, columns from 0."""

    def __init__(self, name: str, allowance: Allowance) -> None:
        self._name = name
        self._allowance = allowance
        self._rows: dict[int, list[str]] = {}
        self._hidden: set[int] = set()
        self._merges: list[Merge] = []
        self._fonts: dict[Place, list[tuple[int, str]]] = {}
        self._merge_count = self._covered = 0

    def add(self, number: int, column: int, text: str, fonts: Spans = ()) -> None:
        """Keep a filled cell. Raises RefusedFile when the list goes on beyond the last row that is read.

        A stray cell far below or to the right of any list is left out.
        """
        if not text:
            return
        text = self._allowance.take(text)
        if number > MAX_ROWS:
            if number <= MAX_ROWS + ROWS_BEYOND and column < MAX_COLUMNS:
                raise RefusedFile(too_many_rows())
            return
        if column >= MAX_COLUMNS:
            return
        row = self._rows.setdefault(number, [])
        if column >= len(row):
            row += [""] * (column + 1 - len(row))
        row[column] = text
        if fonts and any(is_legacy(font) for _length, font in fonts):
            self._fonts[number, column] = list(_cut(fonts, len(text)))

    def hide(self, number: int) -> None:
        """Remember that a filter or a hand hid a row of which cells were added."""
        if number in self._rows:
            self._hidden.add(number)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Remember merged cells (all inclusive) that lie over several rows of a list's columns.

        Raises RefusedFile where a sheet has more of them than a list.
        """
        self._merge_count += 1
        if self._merge_count > MAX_MERGES:
            raise RefusedFile(unpacks_too_far())
        bottom = min(bottom, MAX_ROWS)
        if top < bottom and right < MAX_COLUMNS and self._covered < MAX_MERGED_CELLS:
            self._merges.append(Merge(left, top, bottom))
            self._covered += bottom - top

    def grid(self) -> Grid:
        """Return the sheet as read."""
        numbers = sorted(self._rows)
        cells = [self._rows[number] for number in numbers]
        return Grid(self._name, cells, numbers, self._merges, self._hidden, self._fonts)


def is_legacy(font: str) -> bool:
    """Tell a font whose letters are TCVN3 (“.VnTime”) or VNI (“VNI-Times”) by its name."""
    return bool(encoding_of_font(font)[0])


def _cut(fonts: Spans, length: int) -> Iterable[tuple[int, str]]:
    for span, font in fonts:
        if length > 0 and span > 0:
            yield min(span, length), font
        length -= span
