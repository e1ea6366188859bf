"""The whole way from a file to checked rows, for the web upload and for `read_list`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .checks import ERROR, WARNING, ListCheck, Problem, check_rows
from .formats.files import RefusedFile, read_file
from .formats.grid import Grid
from .formats.limits import MAX_TEXT, unpacks_too_far
from .formats.worker import in_worker
from .layout.filled_forms import read_forms
from .layout.rows import Row, read_rows, text_length
from .layout.tables import Table, describe_columns, find_tables

# Bookkeeping of the reader that is not part of the public JSON.
_ROW_KEYS = (
    "sheet",
    "row",
    "sector",
    "place",
    "title",
    "registrant",
    "kind",
    "continuity",
    "period",
    "completion",
    "goal",
    "stt",
    "sector_text",
    "level_text",
    "content",
    "position",
    "workplace",
    "address",
    "code",
    "converted",
    "cells",
)
_ENCODINGS = {"tcvn3": "TCVN3 (.Vn…)", "vni": "VNI", "cp1258": "windows-1258"}
_NO_PERSONS = ("title", "place", "goal", "content", "sector", "completion", "level")
_LONGEST_EXAMPLE = 60


@dataclass(slots=True)
class ListReading:
    """What a file says: layout (M1 to M4 or "table"), year and unit of its first list, rows, problems.

    `headers` says how each column of each table was understood (`tables.describe_columns`), `notes` are
    the problems of the file itself.
    """

    layout: str
    year: int | None
    unit: str | None
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)
    headers: list[dict[str, Any]] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON of `manage.py read_list`; what is wrong with the file stands before the rows'."""
        return {
            "layout": self.layout,
            "year": self.year,
            "unit": self.unit,
            "rows": [{key: getattr(row, key) for key in _ROW_KEYS} for row in self.rows],
            "problems": [problem.as_dict() for problem in (*self.notes, *self.problems)],
        }


def read_list(
    data: bytes,
    name: str,
    known: ListCheck | None = None,
    wordings: Mapping[str, str] | None = None,
) -> ListReading:
    """Read and check every list and form in a file; changes nothing.

    The file is read in a process of its own, within bounds of time and memory. `wordings` is what the
    unit means by the headings of its lists (`tables.find_tables`), `known` one more check of the rows.
    Raises RefusedFile when the file cannot be read or holds no list.
    """
    reading = in_worker(read_contents, data, name, dict(wordings or {}))
    reading.problems = check_rows(reading.rows, known)
    if not reading.rows:
        message = _("The list has no rows yet. Fill in at least one row and send the file again.")
        reading.problems.append(Problem(_first_sheet(reading), None, None, ERROR, "no_rows", message))
    return reading


def read_contents(data: bytes, name: str, wordings: Mapping[str, str]) -> ListReading:
    """Read every list and form in a file, unchecked. Raises RefusedFile."""
    contents = read_file(data, name)
    tables, doubtful = _tables(contents.grids, wordings)
    forms = read_forms(contents.lines)
    if not tables and not forms:
        raise RefusedFile(
            _("No list was found: no row has “STT”, “Tên mô hình” and the other headings. Use form M3 or M4.")
        )
    rows_of = [(grid, table, read_rows(grid, table)) for grid, table in tables]
    rows = forms + [row for _grid, _table, table_rows in rows_of for row in table_rows]
    # One merged cell may stand in every row: what the file holds once, the rows hold thousands of times.
    if sum(map(text_length, rows)) > MAX_TEXT:
        raise RefusedFile(unpacks_too_far())
    headers = [column for grid, table in tables + doubtful for column in describe_columns(grid, table)]
    notes = [note for grid, _table, table_rows in rows_of for note in _hidden(grid, table_rows)]
    notes += [note for grid, positions in _told_openly(tables) for note in _converted(grid, positions)]
    notes += [_left_out(table) for _grid, table in doubtful]
    if forms:
        return ListReading(
            forms[0].layout, forms[0].year, _unit_of(forms), rows, headers=headers, notes=notes
        )
    main = next((table for _grid, table, table_rows in rows_of if table_rows), rows_of[0][1])
    return ListReading(main.layout, main.year, main.unit, rows, headers=headers, notes=notes)


def refused_result(message: str) -> dict[str, Any]:
    """Return the JSON for a file that was refused: one problem, code `refused`."""
    problem = Problem(None, None, None, ERROR, "refused", message)
    return {"layout": None, "year": None, "unit": None, "rows": [], "problems": [problem.as_dict()]}


_Found = list[tuple[Grid, Table]]


def _tables(grids: Sequence[Grid], wordings: Mapping[str, str]) -> tuple[_Found, _Found]:
    """Return the lists of a file, and what looks like one beside lists that surely are.

    Where one table alone tells no year, that of the others is meant.
    """
    found = [(grid, table) for grid in grids for table in find_tables(grid, wordings)]
    sure = [pair for pair in found if pair[1].is_sure]
    doubtful = [pair for pair in found if not pair[1].is_sure] if sure else []
    tables = sure or found
    years = {table.year for _grid, table in tables} - {None}
    if len(years) == 1:
        [year] = years
        for _grid, table in tables:
            table.year = year
    return tables, doubtful


def _told_openly(tables: _Found) -> list[tuple[Grid, set[int]]]:
    """Return each grid once, with its columns that name no person: more people read notes than rows."""
    found: dict[int, tuple[Grid, set[int]]] = {}
    for grid, table in tables:
        _grid, positions = found.setdefault(id(grid), (grid, set()))
        positions |= {table.columns[column] for column in _NO_PERSONS if column in table.columns}
    return list(found.values())


def _unit_of(forms: list[Row]) -> str | None:
    return next(
        (form.workplace or form.registrant for form in forms if form.workplace or form.registrant), None
    )


def _first_sheet(reading: ListReading) -> str | None:
    return reading.headers[0]["sheet"] if reading.headers else None


def _hidden(grid: Grid, rows: list[Row]) -> Iterator[Problem]:
    count = sum(1 for row in rows if row.row in grid.hidden)
    if count:
        message = ngettext(
            "“%(sheet)s”: %(count)s hidden row was read as well. Leave it out if it is not meant.",
            "“%(sheet)s”: %(count)s hidden rows were read as well. Leave them out if they are not meant.",
            count,
        ) % {"sheet": grid.sheet, "count": count}
        yield Problem(grid.sheet, None, None, WARNING, "hidden_rows", message)


def _converted(grid: Grid, positions: set[int]) -> Iterator[Problem]:
    """Tell once a sheet and encoding that cells were converted, with an example out of some columns."""
    counts = Counter(conversion.encoding for conversion in grid.converted.values())
    for encoding, count in counts.items():
        examples = (
            (conversion.before, _text_at(grid, *place))
            for place, conversion in grid.converted.items()
            if conversion.encoding == encoding and place[1] in positions
        )
        before, after = next(examples, ("…", "…"))
        message = ngettext(
            "“%(sheet)s”: %(count)s cell was converted from %(encoding)s, “%(before)s” to “%(after)s”. "
            "Check the converted texts, or refuse the conversion.",
            "“%(sheet)s”: %(count)s cells were converted from %(encoding)s, for example “%(before)s” "
            "to “%(after)s”. Check the converted texts, or refuse the conversion.",
            count,
        )
        values = {
            "sheet": grid.sheet,
            "count": count,
            "encoding": _ENCODINGS.get(encoding, encoding),
            "before": _example(before),
            "after": _example(after),
        }
        yield Problem(grid.sheet, None, None, WARNING, "converted", message % values)


def _text_at(grid: Grid, number: int, column: int) -> str:
    return grid.cells[grid.numbers.index(number)][column] if number in grid.numbers else ""


def _example(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXAMPLE else line[: _LONGEST_EXAMPLE - 1] + "…"


def _left_out(table: Table) -> Problem:
    message = _(
        "“%(sheet)s”: a table without a column for the title of the initiative was left out. "
        "Say which column is the title if it is a list."
    ) % {"sheet": table.sheet}
    return Problem(table.sheet, None, None, WARNING, "table_left_out", message)
