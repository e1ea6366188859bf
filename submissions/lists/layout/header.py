"""Reads the header of a list: one to three rows, merged or typed line by line, into columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from submissions.vietnamese.text import match_key

from ..formats.grid import Grid
from .marks import is_number
from .meanings import KIND_COLUMNS, SECTOR_COLUMNS, header_key, is_remark, meaning, names_level
from .sections import is_sector_name, read_sector

_MAX_ROWS = 3
_LEAST_COLUMNS = 3
# Besides a number: what only lists like ours have. Lists of people have names and addresses too.
_OURS = {"continuing", "new", "continuity", "period", "completion", "goal", "sector", "level", "content"}


@dataclass(slots=True)
class Header:
    """The header rows `first` to `end` (indexes, exclusive) and what their columns mean.

    `columns` gives the 0-based grid column of each canonical name, from left to right; `levels` the
    columns whose heading is a level to be crossed; `texts` the whole heading of each column. `spare`
    are further columns of the same meaning. `sure` is False where no title is named for certain.
    """

    first: int
    end: int
    texts: dict[int, str]
    columns: dict[str, int] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    spare: dict[str, list[int]] = field(default_factory=dict)
    sure: bool = True


def read_header(grid: Grid, first: int, wordings: Mapping[str, str]) -> Header | None:
    """Read the header that begins at row index `first`, None when there is none.

    `wordings` says what a unit means by a heading (`header_key` → canonical column, "" to leave it out).
    """
    if not grid.numbers[first]:
        # A line of a Word document above its table.
        return None
    row = grid.cells[first]
    filled = [text for text in row if text]
    if is_number(filled[0]):
        return None
    named = {text for text in filled if header_key(text) in wordings or meaning(text) is not None}
    # Sentences of a letter cut at their commas may name columns too, among much else.
    if len(named) < max(2, len(set(filled)) / 2):
        return None
    end = first + 1
    while end < min(first + _MAX_ROWS, len(grid.cells)) and _is_sub_header(grid, first, end):
        end += 1
    paths = _paths(grid.cells[first:end])
    texts = {column: "\n".join(path.heading + path.own) for column, path in paths.items()}
    header = Header(first, end, texts)
    _name_columns(header, paths, wordings)
    return header if _is_list(header) else None


@dataclass(slots=True)
class _Path:
    """The texts above a column: its own, top down, and those of a heading that begins further left."""

    own: list[str] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)


def _is_list(header: Header) -> bool:
    columns = header.columns
    header.sure = header.sure and "title" in columns and len(columns) >= _LEAST_COLUMNS
    if header.sure:
        return True
    # Clearly a list all the same: the clerk can say which column is the title.
    return "stt" in columns and len(columns) >= _LEAST_COLUMNS and bool(_OURS & columns.keys())


def _is_sub_header(grid: Grid, first: int, index: int) -> bool:
    """Tell whether the row at `index` belongs to the header that begins at `first`.

    Such a row has nothing under “STT” but that heading repeated, and its texts are headings under
    blank or spanning cells, remarks, or lines that go on in lower case.
    """
    above, row = grid.cells[first:index], grid.cells[index]
    top = above[0]
    stt = next((column for column, text in enumerate(top) if meaning(text) == "stt"), None)
    if stt is not None and row[stt] and meaning(row[stt]) != "stt":
        return False
    if _is_merged_into(grid, first, index):
        return True
    news = [
        column for column, text in enumerate(row) if text and text not in [line[column] for line in above]
    ]
    return bool(news) and all(_goes_on(above, row, column, stt is not None) for column in news)


def _is_merged_into(grid: Grid, first: int, index: int) -> bool:
    """Tell whether a cell of the header's rows reaches down over the row at `index` by a merge."""
    top, bottom = grid.numbers[first], grid.numbers[index]
    return any(top <= merge.top < bottom <= merge.bottom for merge in grid.merges)


def _goes_on(above: list[list[str]], row: list[str], column: int, numbered: bool) -> bool:
    text = row[column]
    if is_remark(text) or (numbered and text[0].islower()):
        return True
    names = meaning(text) is not None or is_sector_name(text) or names_level(text)
    line = next((line for line in reversed(above) if line[column]), above[-1])
    over = line[column]
    return names and (not over or _spans(line, row, column) or meaning(over) == "period")


def _spans(above: list[str], row: list[str], column: int) -> bool:
    """Tell whether the cell above also stands over the column to the right, which has its own text."""
    right = column + 1
    return right < len(row) and bool(row[right]) and above[right] in ("", above[column])


def _paths(rows: list[list[str]]) -> dict[int, _Path]:
    paths: dict[int, _Path] = {}
    for column in range(len(rows[0])):
        path = _Path()
        for index, row in enumerate(rows):
            text = row[column]
            if text and text not in path.own:
                if path.own and text[0].islower():
                    # A label typed line by line.
                    path.own[-1] += f"\n{text}"
                else:
                    path.own.append(text)
            elif not text and not path.own:
                path.heading += _spanning(rows, index, column)
        if path.own:
            paths[column] = path
    return paths


def _spanning(rows: list[list[str]], index: int, column: int) -> list[str]:
    """Return the heading over a blank cell in row `index`: the next one on the left with texts below."""
    left = next((at for at in range(column - 1, -1, -1) if rows[index][at]), None)
    if left is None or not any(row[left] and row[left] != rows[index][left] for row in rows[index + 1 :]):
        return []
    return [rows[index][left]]


def _name_columns(header: Header, paths: dict[int, _Path], wordings: Mapping[str, str]) -> None:
    """Say what each column means: what the unit said before all, else the leftmost of two alike."""
    told = {column: wordings.get(header_key(text)) for column, text in header.texts.items()}
    found: dict[int, str] = {column: name for column, name in told.items() if name}
    for column, path in paths.items():
        name = _meaning_of(path) if told[column] is None else None
        if name and name not in found.values():
            found[column] = name
        elif name:
            header.spare.setdefault(name, []).append(column)
    _name_choices(header, paths, found, told)
    header.sure = "title" in found.values()
    _settle(header, found)
    header.columns = {name: column for column, name in sorted(found.items())}


def _meaning_of(path: _Path) -> str | None:
    """Return what a column means: by its lowest text, else by all of them, else by the one above."""
    above = [*path.heading, *path.own[:-1]]
    lowest = path.own[-1]
    name = meaning(lowest)
    if name == "title" and len(lowest) <= len("Tên gọi") and above:
        # “Tên” under “Tập thể, cá nhân đăng ký”.
        name = meaning(above[-1]) or name
    if name is None and len(path.own) > 1:
        name = meaning("\n".join(path.own)) or (meaning(path.own[-2]) if is_remark(lowest) else None)
    return name


def _name_choices(
    header: Header, paths: dict[int, _Path], found: dict[int, str], told: dict[int, str | None]
) -> None:
    """Find the columns to be crossed: one for each sector, one for each level."""
    free = [column for column in paths if told[column] is None]
    sectors = {
        column: read_sector(paths[column].own[-1])
        for column in free
        if found.get(column, "sector") == "sector" and is_sector_name(paths[column].own[-1])
    }
    if len(set(sectors.values()) & set(SECTOR_COLUMNS)) > 1:
        found.update({column: sector for column, sector in sectors.items() if sector})
    levels = {
        column: paths[column].own[-1]
        for column in free
        if found.get(column, "level") in ("level", "place") and names_level(paths[column].own[-1])
    }
    under_level = {
        column: text
        for column, text in levels.items()
        if meaning(text) == "level"
        or any(meaning(over) == "level" for over in paths[column].heading + paths[column].own[:-1])
    }
    if len(under_level) > 1:
        header.levels = under_level
        for column in under_level:
            found.pop(column, None)
        found[min(under_level)] = "level"


def _settle(header: Header, found: dict[int, str]) -> None:
    """Give the words that may mean several things the one that the list still lacks."""
    names = {name: column for column, name in found.items()}
    if header.spare.get("title") and "content" not in names:
        # “Nội dung mô hình” beside “Tên mô hình” is what will be done.
        pair = [names["title"], header.spare["title"][0]]
        for content, title in (pair, pair[::-1]):
            if match_key(header.texts[content]).startswith("noi dung"):
                found[content], found[title] = "content", "title"
                break
    if "unit" in names:
        if not {"registrant", *KIND_COLUMNS} & names.keys():
            found[names["unit"]] = "registrant"
        elif "place" not in names:
            found[names["unit"]] = "place"
        header.spare.setdefault("registrant", []).append(names["unit"])
    if "content" in names and "title" not in names:
        found[names["content"]] = "title"
