"""The boxes of a form: which of the four fields (lĩnh vực) a hand has chosen, in whatever way."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from submissions.models import Sector

from ..formats.grid import Line
from .sections import read_sector

_TICK = re.compile(
    r"[☑☒✓✔✗✘√×■🗹🗷]|[\[(]\s*[xXvV✓✔✗✘√×хХ+]\s*[\])]|(?<![\w.,])[xXvVхХ](?![\w.,])",
)
_BOX = re.compile(r"[☐□▢❑❏◻◯○]|\[\s*\]|\(\s*\)|_{2,}")
# A field has a tick or an empty box, and there may be both: “☐ x”.
_MARK = re.compile(f"(?P<tick>{_TICK.pattern})|(?P<box>{_BOX.pattern})")
_CELLS = re.compile(r"[^\t;]+?(?=\t|;| {3}|$)")
_ROW_CELLS = re.compile(r"[^\t]+|^(?=\t)|(?<=\t)(?=\t|$)")
_WORDS = re.compile(r"\w{2}")
_EDGES = " \t\n.,:;-–—+*•/"

KeyOf = Callable[[str], str]


@dataclass(slots=True)
class _Option:
    """A field or level named in the item; `ticked` by a mark, `bold` by its letters, `beside` the label."""

    key: str
    text: str
    bold: bool
    beside: bool
    ticked: bool = False


def read_boxes(lines: Sequence[Line]) -> tuple[str, str]:
    """Return the canonical key and the wording of the field that is chosen under “Thuộc lĩnh vực”.

    The first line is what stands beside the label. Chosen is what has a tick; without ticks what is
    written beside the label and once more below, what is bold among others that are not, or what was
    left when others were deleted. Where two are chosen the key is "" and the wording names both;
    where none is, both are "".
    """
    options = _options(lines, read_sector)
    if not options:
        text = " ".join(filter(None, (line.text.strip(_EDGES) for line in lines)))
        return "", text if _WORDS.search(text) else ""
    chosen = _chosen(options)
    sectors = {option.key for option in chosen}
    text = "; ".join(dict.fromkeys(option.text for option in chosen))
    return (sectors.pop() if len(sectors) == 1 else ""), text


def read_ticked(lines: Sequence[Line], key_of: KeyOf) -> str:
    """Return what has a tick among the texts that `key_of` knows, "" where nothing has."""
    ticked = (option.text for option in _options(lines, key_of) if option.ticked)
    return "; ".join(dict.fromkeys(ticked))


def _options(lines: Sequence[Line], key_of: KeyOf) -> list[_Option]:
    return [option for row in _rows(lines) for option in _read_row(*row, key_of)]


def _chosen(options: list[_Option]) -> list[_Option]:
    ticked = [option for option in options if option.ticked]
    if ticked:
        return ticked
    sectors = {option.key for option in options}
    beside = [option for option in options if option.beside]
    if len(beside) == 1 and len(options) > len(sectors) > 1:
        return beside
    bold = [option for option in options if option.bold]
    if bold and len(bold) < len(options):
        return bold
    return options if len(sectors) < len(Sector.Key) else []


def _rows(lines: Sequence[Line]) -> Iterator[tuple[Line, str, bool]]:
    """Yield each line with the row of ticks that a table has below its names, and whether it is the first."""
    previous: tuple[Line, bool] | None = None
    for index, line in enumerate(lines):
        if previous is not None:
            if _is_row_of_ticks(line, previous[0]):
                yield previous[0], line.text, previous[1]
                previous = None
                continue
            yield previous[0], "", previous[1]
        previous = line, index == 0
    if previous is not None:
        yield previous[0], "", previous[1]


def _is_row_of_ticks(line: Line, above: Line) -> bool:
    cells = line.text.count("\t")
    return cells > 0 and above.text.count("\t") == cells and not _WORDS.search(line.text)


def _read_row(line: Line, ticks: str, beside: bool, key_of: KeyOf) -> list[_Option]:
    """Return the fields that a line names, with their ticks: in the line or, cell by cell, below it.

    A line with one field has its tick on either side. With several the tick stands before each when the
    line begins with one; an empty cell of a table counts as an empty box.
    """
    if ticks:
        found = [
            (_option(line, cell.start(), cell.end(), beside, key_of), tick)
            for cell, tick in zip(_ROW_CELLS.finditer(line.text), ticks.split("\t"), strict=True)
        ]
        options = [option for option, _tick in found if option is not None]
        for option, tick in found:
            if option is not None:
                option.ticked = bool(_TICK.search(tick))
        return options
    tokens: list[_Option | bool] = []
    start = 0
    for mark in [*_MARK.finditer(line.text), None]:
        end = len(line.text) if mark is None else mark.start()
        for cell in _CELLS.finditer(line.text, start, end):
            option = _option(line, cell.start(), cell.end(), beside, key_of)
            if option is not None:
                tokens.append(option)
        if mark is not None:
            tokens.append(mark["tick"] is not None)
            start = mark.end()
    return _ticked(tokens, line.text)


def _ticked(tokens: list[_Option | bool], text: str) -> list[_Option]:
    options = [token for token in tokens if isinstance(token, _Option)]
    if len(options) == 1:
        options[0].ticked = True in tokens
    elif options:
        is_before = isinstance(tokens[0], bool) or text.startswith("\t")
        if not is_before:
            tokens = tokens[::-1]
        tick = False
        for token in tokens:
            if isinstance(token, bool):
                tick = tick or token
            else:
                token.ticked, tick = tick, False
    return options


def _option(line: Line, start: int, end: int, beside: bool, key_of: KeyOf) -> _Option | None:
    text = line.text[start:end].strip(_EDGES)
    key = key_of(text)
    if not key:
        return None
    bold = sum(max(min(end, stop) - max(start, begin), 0) for begin, stop in line.bold)
    return _Option(key, text, bold * 2 > len(text), beside)
