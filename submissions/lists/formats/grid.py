"""What a file says, as text: what every file format is turned into before a list is looked for."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

Place = tuple[int, int]
"""A cell: row number as the clerk counts (1-based) and column (0-based)."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells of one column that are merged from sheet row `top` to `bottom` (1-based, inclusive)."""

    column: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """A cell that came in an old encoding: what stood in it, and which encoding it was.

    `encoding` is "tcvn3", "vni" or "cp1258".
    """

    before: str
    encoding: str


@dataclass(slots=True)
class Grid:
    """The cells of one sheet, or of one table of a Word document.

    Readers fill it with the text as it is in the file, dates as dd/mm/yyyy or mm/yyyy, and with the
    legacy `fonts` of cells as spans (length, font name); `encodings.to_unicode` turns all of it into
    NFC Unicode and says in `converted` what stood there before.

    `cells` holds only rows with content, padded to one width; `numbers` gives the 1-based
    row of each, so that a stray cell in the sheet's last row costs one entry.
    Columns count from 0. `merges` are the vertical merges; only the top cell has the text.
    `hidden` are the rows that a filter or a hand hid. `codes` are the codes of the records that our own
    Word lists carry as hidden text, by row number. `is_word` tells a table of a Word document, whose
    cells have no letters.
    """

    sheet: str
    cells: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    fonts: dict[Place, list[tuple[int, str]]] = field(default_factory=dict)
    converted: dict[Place, Conversion] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    is_word: bool = False

    def __post_init__(self) -> None:
        width = max(map(len, self.cells), default=0)
        for row in self.cells:
            row.extend([""] * (width - len(row)))

    def cell_name(self, number: int, column: int) -> str:
        """Return what a clerk calls the cell in row `number` (1-based) and `column` (0-based).

        In a sheet row 7 and column 2 give "C7"; in a Word table “row 7, column 3”.
        """
        if self.is_word:
            return _("row %(row)s, column %(column)s") % {"row": number, "column": column + 1}
        return f"{get_column_letter(column + 1)}{number}"


@dataclass(slots=True)
class Line:
    """A line of running text of a Word document: a paragraph, or a table row with tabs between its cells.

    `bold` are the spans (start, end) of bold letters. Boxes drawn in a symbol font are ☐, ☑ or ☒.
    """

    text: str
    bold: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """What a file holds: its sheets or tables, and the lines of a Word document in reading order."""

    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing: empty, the form's own “...”, a dash, an unticked box."""
    return not text.strip(" .…-–—_*☐\n")
