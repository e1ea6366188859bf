"""The columns of a Word table: which cell of a row stands under which header."""

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from statistics import median_low

from .docx_blocks import TableRow, WordTable


def columns_of(table: WordTable) -> tuple[int, list[list[int]]]:
    """Return how many columns a table has, and for each row the column (0-based) of each cell.

    Word has no columns: every border that a hand moved in one row splits its grid once more. The rows
    with all cells say what the columns are; in them the first cell is column 0, the second column 1.
    Where such a row begins its cells tells under which column the cells of any other row stand.
    """
    width = _width(table.rows)
    if all(len(row.cells) == width for row in table.rows):
        return width, [list(range(width))] * len(table.rows)
    edges = [0, *accumulate(max(width, 1) for width in table.widths)]
    places = [[_position(cell.start, edges) for cell in row.cells] for row in table.rows]
    full = [row for row in places if len(row) == width]
    begins = [median_low(column) for column in zip(*full, strict=True)]
    return width, [
        list(range(width)) if len(row) == width else [_nearest(place, begins) for place in row]
        for row in places
    ]


def _position(start: int, edges: list[int]) -> int:
    """Return where a cell begins; beyond the grid that the table declares, columns count on."""
    return edges[start] if start < len(edges) else edges[-1] + (start - len(edges) + 1) * 1000


def _width(rows: list[TableRow]) -> int:
    """Return the number of cells of the rows that hold most of the cells of a table."""
    cells: Counter[int] = Counter()
    for row in rows:
        cells[len(row.cells)] += len(row.cells)
    return max(cells, key=lambda width: (cells[width], width), default=0)


def _nearest(place: int, begins: list[int]) -> int:
    """Return the column that begins nearest to a place."""
    after = bisect_right(begins, place)
    if after == 0:
        return 0
    if after == len(begins):
        return after - 1
    return after - 1 if place - begins[after - 1] <= begins[after] - place else after
