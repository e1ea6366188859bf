"""Lines of running text in Unicode, made of runs in any font."""

import re
from collections.abc import Sequence
from itertools import groupby

from .docx_blocks import Run
from .encodings import to_unicode
from .grid import Grid, Line
from .sheet import Spans, is_legacy

_SPACE = re.compile(r"[^\S\t\n]")


def unicode_lines(lines: Sequence[Sequence[Run]]) -> list[Line]:
    """Return lines in NFC Unicode.

    Bold and other text is converted apart, so that bold letters are known afterwards. The pieces go
    through the same door as the cells of a list, all together: words too few to tell their encoding
    follow the document.
    """
    pieces = [_Piece(list(runs)) for line in lines for _marked, runs in groupby(line, lambda run: run.marked)]
    grid = Grid(
        "",
        [[piece.core] for piece in pieces],
        list(range(len(pieces))),
        fonts={(index, 0): list(piece.fonts) for index, piece in enumerate(pieces) if piece.fonts},
    )
    grid = to_unicode(grid)
    for index, (text,) in zip(grid.numbers, grid.cells, strict=True):
        pieces[index].core = text
    following = iter(pieces)
    return [_line([next(following) for _marked in groupby(line, lambda run: run.marked)]) for line in lines]


class _Piece:
    """Neighbouring runs that are all bold or all not, without the spaces at the ends."""

    def __init__(self, runs: Sequence[Run]) -> None:
        text = "".join(run.text for run in runs)
        self.core = text.strip()
        self.marked = runs[0].marked
        begin = len(text) - len(text.lstrip())
        self.before, self.after = (
            _SPACE.sub(" ", space) for space in (text[:begin], text[begin + len(self.core) :])
        )
        self.fonts = _spans(runs, begin) if any(is_legacy(run.font) for run in runs) else ()


def _spans(runs: Sequence[Run], begin: int) -> Spans:
    """Return the fonts of the text of runs from its character `begin`."""
    spans: list[tuple[int, str]] = []
    for run in runs:
        length = len(run.text) - begin
        begin = max(-length, 0)
        if length > 0:
            spans.append((length, run.font))
    return spans


def _line(pieces: Sequence[_Piece]) -> Line:
    line = Line("")
    for piece in pieces:
        start = len(line.text) + len(piece.before)
        line.text += piece.before + piece.core + piece.after
        if piece.marked and piece.core:
            line.bold.append((start, start + len(piece.core)))
    return line
