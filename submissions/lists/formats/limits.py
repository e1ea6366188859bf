"""How much of a file is read, and the refusal of one that cannot be read.

The limits hold for every format. They keep a hostile or broken file (a zip bomb, a sheet with
one cell in its last corner) from costing more than some seconds and some hundred megabytes.
"""

from django.utils.translation import gettext as _

MAX_BYTES = 10 * 1024 * 1024
# A sheet with a million formatted empty rows unpacks to this much; it passes by and is not kept.
MAX_UNZIPPED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
RATIO_FREE_BYTES = 1024 * 1024
MAX_ENTRIES = 2_000
MAX_ROWS = 20_000
# Rows looked at beyond the limit: a list that is too long goes on at once, a stray cell does not.
ROWS_BEYOND = 1_000
MAX_COLUMNS = 60
MAX_SHEETS = 50
MAX_CELL_LENGTH = 10_000
# Of all parts of a file together: a million empty rows, or 20,000 rows of 12 cells three times.
MAX_TAGS = 3_000_000
# Different names of tags and attributes in one part, and how deep they stand in each other.
MAX_NAMES = 5_000
MAX_DEPTH = 200
# Bytes of one tag, and characters between the tags of one part.
MAX_RUN = 1024 * 1024
MAX_CHARACTERS = 50 * 1024 * 1024
# Filled cells of all sheets: 20,000 rows of 12 cells are half of it.
MAX_CELLS = 500_000
# Characters of all cells: no more than the largest text file has.
MAX_TEXT = MAX_BYTES
# Formats and fonts, each: Excel allows 65,490. And relations between the parts of a file.
MAX_STYLES = 70_000
MAX_MERGES = 20_000
MAX_MERGED_CELLS = 100_000
# What a file may cost in all, in the worker that reads it.
MAX_SECONDS = 30
MAX_MEMORY = 550 * 1024 * 1024


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


def locked() -> str:
    """Return the sentence for a file that only a password opens."""
    return _("The file is locked by a password. Take the password off in Excel or Word and send it again.")
