"""Turns what a reader found in a file into NFC Unicode, cell by cell, and says what was converted.

The fonts of a cell tell its old encoding, else its words do; words too few to tell follow the sheet.
"""

import re
from collections import Counter
from itertools import groupby

from submissions.vietnamese.legacy import convert_run, convert_words, detect, encoding_of_font
from submissions.vietnamese.text import nfc

from .grid import Conversion, Grid

_SAMPLE = 500
Spans = list[tuple[int, str]]

_LETTER = re.compile(r"[^\W\d_\x00-\xbf]")


def to_unicode(grid: Grid) -> Grid:
    """Return the grid with every cell in NFC Unicode, without the rows that are then empty.

    What was in an old encoding stands in `converted`, by row number and column.
    """
    likely = _encoding_of_sheet(grid)
    done: dict[str, tuple[str, str]] = {}
    cells: list[list[str]] = []
    numbers: list[int] = []
    for number, row in zip(grid.numbers, grid.cells, strict=True):
        texts = []
        for column, before in enumerate(row):
            spans = grid.fonts.get((number, column))
            if spans:
                text, encoding = _convert_spans(before, spans, likely)
            elif before in done:
                text, encoding = done[before]
            else:
                text, encoding = done[before] = _convert(before, likely)
            if encoding:
                grid.converted[number, column] = Conversion(before, encoding)
            texts.append(text)
        if any(texts):
            cells.append(texts)
            numbers.append(number)
    grid.sheet = _convert(grid.sheet, likely)[0]
    grid.cells, grid.numbers = cells, numbers
    return grid


def _convert(text: str, likely: str) -> tuple[str, str]:
    """Return the NFC text of a cell without fonts, and the encoding it was in or ""."""
    encoding = detect(text, likely)
    if encoding:
        text, encoding = convert_words(text, encoding)
    return nfc(text), encoding


def _convert_spans(text: str, spans: Spans, likely: str) -> tuple[str, str]:
    """Return the NFC text of a cell with fonts, and the encoding of its first converted span or "".

    When the fonts tell nothing new (right Unicode under an old font), the words may still do.
    """
    parts: list[str] = []
    found = ""
    start = 0
    for _encoding, group in groupby(spans, key=lambda span: encoding_of_font(span[1])):
        run = list(group)
        end = start + sum(length for length, _font in run)
        part, encoding = convert_run(text[start:end], run[0][1])
        parts.append(part)
        found = found or encoding
        start = end
    if not found:
        return _convert(text, likely)
    return nfc("".join(parts) + text[start:]), found


def _encoding_of_sheet(grid: Grid) -> str:
    """Return the old encoding that most cells with Vietnamese letters are surely in, or ""."""
    times_of = Counter(text for row in grid.cells for text in row if not text.isascii())
    texts = list(times_of)[:: len(times_of) // _SAMPLE + 1]
    found: Counter[str] = Counter()
    for text in texts:
        found[detect(text)] += times_of[text]
    encoding = max((known for known in found if known), key=found.__getitem__, default="")
    if not encoding:
        return ""
    # Cells in doubt, which this encoding would explain, are no evidence against it.
    against = sum(
        times_of[text] for text in texts if _LETTER.search(text) and detect(text, encoding) != encoding
    )
    return encoding if found[encoding] > against else ""
