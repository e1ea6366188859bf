"""Reads csv and other delimited text: the encoding, the delimiter, quoted line breaks."""

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from submissions.vietnamese.legacy import CP1258, detect
from submissions.vietnamese.text import foreign_letters

from ..formulas import unguarded
from .grid import Contents
from .limits import MAX_COLUMNS, MAX_ROWS, ROWS_BEYOND, RefusedFile
from .sheet import Allowance, Sheet

DELIMITERS = ",;\t|"
SAMPLE_CHARACTERS = 20_000
LETTER_SAMPLE = 100_000
# A last row of our own: a quotation mark that is never closed swallows it.
_LAST_ROW = "\x1aend"


def read_delimited(data: bytes, name: str) -> Contents:
    """Read delimited text as one sheet named after the file.

    A row's number is the one a spreadsheet program shows: one record is one row, however many
    lines its quoted cells have. Raises RefusedFile.
    """
    delimiter, text = _split_delimiter(decode(data).replace("\0", ""))
    sheet = Sheet(sheet_name(name), Allowance())
    records = csv.reader(io.StringIO(f"{text}\n{_LAST_ROW}", newline=""), delimiter=delimiter)
    record: list[str] = []
    line = 1
    try:
        for number, record in enumerate(records, start=1):
            if number > MAX_ROWS + ROWS_BEYOND or record == [_LAST_ROW]:
                break
            if record and record[-1].endswith(_LAST_ROW):
                raise RefusedFile(_unclosed(line))
            for column, cell in enumerate(record[:MAX_COLUMNS]):
                sheet.add(number, column, unguarded(cell))
            line = records.line_num + 1
    except csv.Error as error:
        raise RefusedFile(_unclosed(line)) from error
    return Contents([sheet.grid()])


def sheet_name(name: str) -> str:
    """Return what a sheet is called in a file that has but one: the file's name without its ending."""
    return name.rpartition("/")[2].rpartition(".")[0] or name


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16, else of bytes that give Vietnamese.

    TCVN3 and VNI stay as they look, which is how `encodings.to_unicode` takes them.
    Raises RefusedFile for any other encoding.
    """
    try:
        return data.decode(utf16_encoding(data) or "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    encoding = detect(text[:LETTER_SAMPLE])
    if encoding and encoding != CP1258:
        return text
    text = data.decode("cp1258", "replace")
    if not foreign_letters(text[:LETTER_SAMPLE]):
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


def _unclosed(line: int) -> str:
    return _("Line %(line)s has a quotation mark that is not closed. Correct it and send the file again.") % {
        "line": line
    }


def _split_delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter and the text without Excel's “sep=;” line.

    The right delimiter cuts most rows to one width; commas inside sentences do not.
    """
    first_line, _newline, rest = text.partition("\n")
    first_line = first_line.strip('\r"')
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
