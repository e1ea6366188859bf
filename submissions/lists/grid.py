"""A sheet as text: what every file format is turned into before a table is looked for."""

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of one column that are merged from sheet row `top` to `bottom` (1-based, inclusive)."""

    column: int
    top: int
    bottom: int


@dataclass(slots=True)
class Grid:
    """The cells of one sheet as a clerk sees them: NFC text, dates as dd/mm/yyyy or mm/yyyy.

    `cells` holds only rows with content, padded to one width; `numbers` gives the 1-based
    sheet row of each, so that a stray cell in the sheet's last row costs one entry.
    Columns count from 0. `merges` are the vertical merges; only the top cell has the text.
    """

    sheet: str
    cells: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def __post_init__(self) -> None:
        width = max(map(len, self.cells), default=0)
        for row in self.cells:
            row.extend([""] * (width - len(row)))


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing: empty, the form's own “...”, a dash, an unticked box."""
    return not text.strip(" .…-–—_*☐\n")


def cell_name(row: int, column: int) -> str:
    """Return the Excel name of a cell: sheet row 7 (1-based) and column 2 (0-based) give "C7"."""
    return f"{get_column_letter(column + 1)}{row}"
