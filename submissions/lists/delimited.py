"""Reads csv and other delimited text: the encoding, the delimiter, quoted line breaks."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from submissions.vietnamese.text import foreign_letters, nfc

from .grid import Grid
from .limits import MAX_COLUMNS, MAX_ROWS, RefusedFile, too_many_rows

DELIMITERS = ",;\t"
SAMPLE_CHARACTERS = 20_000
FOREIGN_SAMPLE = 100_000


def read_delimited(data: bytes, name: str) -> list[Grid]:
    """Read delimited text as one sheet named after the file.

    A row's number is the one a spreadsheet program shows: one record is one row, however many
    lines its quoted cells have. Raises RefusedFile.
    """
    text = decode(data)
    delimiter, text = _split_delimiter(text)
    grid = Grid(sheet=nfc(name.rpartition("/")[2].rpartition(".")[0] or name))
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, record in enumerate(records, start=1):
            if number > MAX_ROWS:
                raise RefusedFile(too_many_rows())
            row = [nfc(cell) for cell in record[:MAX_COLUMNS]]
            if any(row):
                grid.cells.append(row)
                grid.numbers.append(number)
    except csv.Error as error:
        raise RefusedFile(
            _("Line %(line)s has a quotation mark that is not closed. Correct it and send the file again.")
            % {"line": records.line_num}
        ) from error
    return [Grid(grid.sheet, grid.cells, grid.numbers)]


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16, else windows-1258 if that gives Vietnamese.

    Raises RefusedFile for any other encoding.
    """
    utf16 = utf16_encoding(data)
    for candidate in [utf16] if utf16 else ["utf-8-sig", "cp1258"]:
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if candidate != "cp1258" or not foreign_letters(text[:FOREIGN_SAMPLE]):
            return text
    raise RefusedFile(
        _("The letters of this file cannot be read. Save it as Excel (.xlsx) or CSV UTF-8 and send that.")
    )


def utf16_encoding(data: bytes) -> str | None:
    """Tell UTF-16 by its mark, or by the zero bytes of its ASCII characters, which all stand on one side."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:1000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= len(sample) // 8 or min(even, odd) > 0:
        return None
    return "utf-16-le" if odd else "utf-16-be"


def _split_delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter and the text without Excel's “sep=;” line.

    The right delimiter cuts most rows to one width; commas inside sentences do not.
    """
    first_line, _newline, rest = text.partition("\n")
    first_line = first_line.strip().strip('"')
    if first_line.lower().startswith("sep=") and len(first_line) == 5:
        # The line stays as an empty one, so that rows keep the numbers a clerk sees.
        return first_line[4], "\n" + rest
    return max(DELIMITERS, key=lambda delimiter: _regularity(text[:SAMPLE_CHARACTERS], delimiter)), text


def _regularity(sample: str, delimiter: str) -> int:
    """Return the cells in rows of the commonest width: high for the delimiter that makes columns."""
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(record) for record in islice(records, 500) if record)
    except csv.Error:
        return 0
    return max((count * (width - 1) for width, count in widths.items()), default=0)
