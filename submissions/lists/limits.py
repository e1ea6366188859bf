"""How much of a file is read, and the refusal of one that cannot be read.

The limits hold for every format. They keep a hostile or broken file (a zip bomb, a sheet with
one cell in its last corner) from costing more than some seconds and some hundred megabytes.
"""

from django.utils.translation import gettext as _

MAX_BYTES = 10 * 1024 * 1024
MAX_UNZIPPED_BYTES = 50 * 1024 * 1024
MAX_RATIO = 200
RATIO_FREE_BYTES = 1024 * 1024
MAX_ENTRIES = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_SHEETS = 50
MAX_CELL_LENGTH = 10_000
# Of all parts of a workbook together: 20,000 rows of 12 filled cells have about two million tags;
# an empty element counts as two.
MAX_TAGS = 2_500_000
MAX_ATTRIBUTES = 2_500_000
MAX_CELLS = 500_000
# Everything but cells and their content: styles, names, rules; each becomes an object of openpyxl.
MAX_OBJECTS = 200_000
# Bytes from one tag to the next: Excel lets 32,767 characters into a cell.
MAX_RUN = 1024 * 1024
# Characters of all cells: no more than the largest text file has.
MAX_TEXT = MAX_BYTES
MAX_MERGES = 20_000
MAX_MERGED_CELLS = 100_000


class RefusedFile(Exception):
    """The file cannot be read; the text is one translated sentence that says what to do."""


def too_many_rows() -> str:
    """Return the sentence for a list over `MAX_ROWS`."""
    return _(
        "The list has more than %(limit)s rows. Split it into smaller files and send them one by one."
    ) % {"limit": MAX_ROWS}


def unpacks_too_far() -> str:
    """Return the sentence for an archive that holds far more than its size on disk promises."""
    return _("The file unpacks to more than a list needs. Copy the list into a new Excel file.")
