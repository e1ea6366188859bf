"""Finds the lists in a sheet: their header by meaning, what stands above, where they end."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from submissions.vietnamese.dates import read_period
from submissions.vietnamese.text import match_key

from ..formats.grid import Grid, is_blank
from .header import Header, read_header
from .letterhead import read_unit, read_year, read_year_of_headings, text_lines
from .marks import are_column_numbers, is_ditto, is_number, is_tick
from .meanings import COLUMNS, KIND_COLUMNS, SECTOR_COLUMNS, column_meaning, header_key
from .sections import (
    Section,
    is_sector_name,
    read_continuity,
    read_kind,
    read_level,
    read_section,
)

__all__ = ["COLUMNS", "Table", "column_meaning", "describe_columns", "find_tables"]

_CHOICES = {"continuing", "new"}
# The columns of M3 behind who registers, where someone left out the header's second row.
_TIMES_WITHOUT_CHOICE = {"period", "completion", "goal"}
_WHO = {"registrant", *KIND_COLUMNS}
_WIDE_PLACE = re.compile(r"^(ten |cac )?(xa|phuong|thi tran|dac khu|don vi hanh chinh)\b")
_NARROW_PLACE = re.compile(r"^(ten |cac )?(thon|xom|ap|ban|lang|to dan pho|tdp|khu dan cu|kdc|khu pho)\b")
_PLACE_NAME = re.compile(r"(xa|phuong|thi tran|dac khu|thon|xom|ap|ban|to dan pho|tdp|khu pho) \w")
_MOST_TITLE_CELLS = 3
_SAMPLED_ROWS = 200
_SAMPLES = 3
# What the cells of a column say, where its heading does not: each reader returns "" for any other text.
_SAID_BY_CELLS = (
    ("kind", read_kind, {"kind", *KIND_COLUMNS}),
    ("continuity", read_continuity, {"continuity", "continuing", "new"}),
    ("sector", lambda text: text if is_sector_name(text) else "", {"sector", *SECTOR_COLUMNS}),
    ("level", read_level, {"level"}),
)


@dataclass(slots=True)
class Table:
    """One list found in a sheet.

    `columns` gives the 0-based grid column of each canonical name that was recognised, `levels` the
    columns in which a cross chooses a level, `headings` the whole text above each column.
    `first_row` and `end_row` are indexes into the grid's rows (not sheet rows): the body.
    `headers` are the indexes of repeated headers inside the body, to be left out. `sections` are
    what the sheet's name and the lines above say of all rows. `is_sure` is False for what
    looks like a list but has no column that is a title for certain; `titles_chosen` is True where
    the titles themselves stand in the columns “continuing” and “new”. `hamlet` is the column of the
    hamlet where the place has two, “Xã” and “Thôn”.
    """

    sheet: str
    layout: str
    year: int | None
    unit: str | None
    columns: dict[str, int]
    first_row: int
    end_row: int
    headers: set[int] = field(default_factory=set)
    levels: dict[int, str] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    is_sure: bool = True
    titles_chosen: bool = False
    hamlet: int | None = None


def find_tables(grid: Grid, wordings: Mapping[str, str] | None = None) -> list[Table]:
    """Return the lists of a sheet, from top to bottom; an empty list when it has none.

    `wordings` says what the unit means by a heading: `header_key` → canonical column, "" to leave
    the column out. A header repeated on the next printed page continues its table; under a new
    title (“DANH SÁCH …”) or with other columns it starts the next one.
    """
    tables: list[Table] = []
    index = start = 0
    while index < len(grid.cells):
        header = read_header(grid, index, wordings or {})
        if header is None:
            index += 1
            continue
        if tables and _continues(grid, tables[-1], header):
            tables[-1].headers.update(range(header.first, header.end))
        else:
            if tables:
                start = _title_start(grid, tables[-1], header)
                tables[-1].end_row = start
            tables.append(_new_table(grid, header, start))
        index = header.end
    for table in tables:
        _read_cells(grid, table, wordings or {})
        table.unit = table.unit or read_unit(_foot(grid, table), labelled=True)
        table.layout = _layout(grid, table)
    return [table for table in tables if table.is_sure or not _is_statistics(grid, table)]


def describe_columns(grid: Grid, table: Table) -> list[dict[str, Any]]:
    """Return how each column was understood, for the page where a clerk corrects it.

    Dicts of sheet, position (0-based), text (of all header rows), key (`header_key`), column (canonical,
    "" when it was not understood) and up to three samples.
    """
    names = {position: name for name, position in table.columns.items()} | dict.fromkeys(
        table.levels, "level"
    )
    if table.hamlet is not None:
        names[table.hamlet] = "place"
    described = []
    for position in range(len(grid.cells[0])):
        samples = list(dict.fromkeys(_values(grid, table, position)))[:_SAMPLES]
        text = table.headings.get(position, "")
        if text or samples:
            described.append(
                {
                    "sheet": table.sheet,
                    "position": position,
                    "text": text,
                    "key": header_key(text),
                    "column": names.get(position, ""),
                    "samples": samples,
                }
            )
    return described


def _new_table(grid: Grid, header: Header, start: int) -> Table:
    above = grid.cells[start : header.first]
    lines = text_lines(above)
    table = Table(
        sheet=grid.sheet,
        layout="",
        year=read_year(lines, grid.sheet) or read_year_of_headings(header.texts, header.columns),
        unit=read_unit(lines),
        columns=header.columns,
        first_row=header.end,
        end_row=len(grid.cells),
        levels=header.levels,
        headings=header.texts,
        sections=_sections_above(grid.sheet, lines),
        is_sure=header.sure,
    )
    _find_hamlet(table, header)
    _tell_kind_from_name(grid, table, header)
    return table


def _find_hamlet(table: Table, header: Header) -> None:
    """Where commune and hamlet have a column each, the place is the commune and the hamlet beside it."""
    first = table.columns.get("place")
    for second in header.spare.get("place", []):
        if first is None:
            return
        pair = {_NARROW_PLACE.search(match_key(header.texts[at])) is not None: at for at in (first, second)}
        if len(pair) > 1 and _WIDE_PLACE.search(match_key(header.texts[pair[False]])):
            table.columns["place"], table.hamlet = pair[False], pair[True]
            return


def _tell_kind_from_name(grid: Grid, table: Table, header: Header) -> None:
    """Where “Tập thể hoặc cá nhân” only says which of the two it is, another column has the name."""
    columns = table.columns
    others = [at for at in header.spare.get("registrant", []) if at != columns.get("registrant")]
    values = list(_values(grid, table, columns.get("registrant")))
    is_place = columns.get("place") in others and _are_places(grid, table)
    if others and values and "kind" not in columns and all(map(read_kind, values)) and not is_place:
        for name in ("unit", "place"):
            if columns.get(name) == others[0]:
                del columns[name]
        columns["kind"], columns["registrant"] = columns["registrant"], others[0]


def _are_places(grid: Grid, table: Table) -> bool:
    """Tell “Đơn vị” over communes: where the work is done, not who does it."""
    return all(_PLACE_NAME.match(match_key(text)) for text in _values(grid, table, table.columns["place"]))


def _sections_above(sheet: str, lines: list[str]) -> list[Section]:
    """Return what the sheet's name and the lines above say of every row: “LĨNH VỰC KINH TẾ”, “Cấp tỉnh”."""
    found = [read_section([text]) for text in (sheet, *lines)]
    told = [
        section
        for section in found
        if section and (section.sector or section.level or section.kind or section.continuity)
    ]
    sectors = {section.sector for section in told if section.sector}
    if len(sectors) > 1 and found[-1] not in told:
        # A letter that counts by sectors, a form with its boxes: none of them heads the list.
        return [section for section in told if not section.sector]
    return told


def _title_start(grid: Grid, table: Table, header: Header) -> int:
    """Return where the title above a further header begins: rows of few cells and no number."""
    stt = table.columns.get("stt", 0)
    start = header.first
    while start > table.first_row:
        row = grid.cells[start - 1]
        if is_number(row[stt]) or sum(map(bool, row)) > _MOST_TITLE_CELLS:
            break
        start -= 1
    return start


def _continues(grid: Grid, table: Table, header: Header) -> bool:
    if header.columns != table.columns:
        return False
    above = text_lines(grid.cells[_title_start(grid, table, header) : header.first])
    return not any("danh sach" in match_key(line) for line in above)


def _foot(grid: Grid, table: Table) -> list[str]:
    return text_lines(grid.cells[max(table.first_row, table.end_row - _MOST_TITLE_CELLS * 2) : table.end_row])


def _layout(grid: Grid, table: Table) -> str:
    columns = table.columns.keys()
    if "sector" not in columns and not set(SECTOR_COLUMNS) & columns:
        sections = (read_section(row, table.columns) for row in grid.cells[table.first_row : table.end_row])
        is_grouped = any(section and section.sector for section in sections)
        if is_grouped and (columns >= _CHOICES or columns >= _TIMES_WITHOUT_CHOICE):
            return "M3"
        if columns >= {"place", "title", *_CHOICES} and _WHO & columns:
            return "M4"
    return "table"


def _read_cells(grid: Grid, table: Table, wordings: Mapping[str, str]) -> None:
    """Let the cells of a column say what its heading leaves open."""
    columns = table.columns
    free = [
        position
        for position in range(len(grid.cells[0]))
        if position not in {*columns.values(), *table.levels, table.hamlet}
        and header_key(table.headings.get(position, "")) not in wordings
    ]
    if "kind" in columns and _told_by(grid, table, columns["kind"]) not in ("", "kind"):
        free.append(columns.pop("kind"))
    kinds = list(_values(grid, table, columns.get("kind")))
    if kinds and not _WHO & columns.keys() and not all(map(read_kind, kinds)):
        # “Đối tượng” over the names of those who register.
        columns["registrant"] = columns.pop("kind")
    for position in free:
        name = _told_by(grid, table, position)
        if name:
            columns[name] = position
    values = [text for name in ("continuing", "new") for text in _values(grid, table, columns.get(name))]
    if "title" not in columns and values and not all(map(_is_choice, values)):
        table.titles_chosen = table.is_sure = True
    table.columns = dict(sorted(columns.items(), key=lambda item: item[1]))


def _told_by(grid: Grid, table: Table, position: int) -> str:
    """Return the canonical column that the cells of a position tell, "" when they do not agree."""
    values = list(_values(grid, table, position))
    rows = sum(1 for _text in _values(grid, table, table.columns.get("title")))
    merged = sum(merge.bottom - merge.top for merge in grid.merges if merge.column == position)
    if not values or len(values) + merged < rows / 2:
        return ""
    for name, read, others in _SAID_BY_CELLS:
        is_free = (
            table.columns.get(name, position) == position and not (others - {name}) & table.columns.keys()
        )
        if is_free and all(map(read, values)):
            return name
    return ""


def _is_choice(text: str) -> bool:
    """Tell what is written into a column that is chosen: a cross, a time, the choice again, a count."""
    is_said = is_tick(text) or bool(read_continuity(text)) or text.isdigit()
    return is_said or read_period(text, 2000).readable


def _is_statistics(grid: Grid, table: Table) -> bool:
    """Tell a table of numbers: what looked like a list counts initiatives and names none."""
    body = grid.cells[table.first_row : table.end_row]
    counts = [[text for text in row if not is_blank(text)] for row in body]
    counts = [row for row in counts if sum(map(str.isdigit, row)) > 1]
    return bool(counts) and all(sum(not text.isdigit() for text in row) <= 1 for row in counts)


def _values(grid: Grid, table: Table, position: int | None) -> Iterator[str]:
    """Yield the filled cells of a column in the first rows, without sections and what only repeats."""
    if position is None:
        return
    for index in range(table.first_row, min(table.end_row, table.first_row + _SAMPLED_ROWS)):
        row = grid.cells[index]
        text = row[position]
        filled = sum(1 for cell in row if cell)
        says = filled > 2 and index not in table.headers and not (is_blank(text) or is_ditto(text))
        if says and not are_column_numbers([cell for cell in row if cell]):
            yield text
