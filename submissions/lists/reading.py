"""The whole way from a file to checked rows, for the web upload and for `read_list`."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .checks import ERROR, ListCheck, Problem, check_rows
from .files import RefusedFile, read_file
from .rows import Row, read_rows
from .tables import find_tables

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
    "cells",
)


@dataclass(slots=True)
class ListReading:
    """What a file says: layout "M3", "M4" or "table", year and unit of its first list, rows, problems."""

    layout: str
    year: int | None
    unit: str | None
    rows: list[Row]
    problems: list[Problem]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON of `manage.py read_list`."""
        return {
            "layout": self.layout,
            "year": self.year,
            "unit": self.unit,
            "rows": [{key: getattr(row, key) for key in _ROW_KEYS} for row in self.rows],
            "problems": [problem.as_dict() for problem in self.problems],
        }


def read_list(data: bytes, name: str, known: ListCheck | None = None) -> ListReading:
    """Read and check every list in a file; changes nothing.

    Raises RefusedFile when the file cannot be read or holds no list.
    """
    tables = [(grid, table) for grid in read_file(data, name) for table in find_tables(grid)]
    if not tables:
        raise RefusedFile(
            _("No list was found: no row has “STT”, “Tên mô hình” and the other headings. Use form M3 or M4.")
        )
    rows_of = [(table, read_rows(grid, table)) for grid, table in tables]
    rows = [row for _table, table_rows in rows_of for row in table_rows]
    main = next((table for table, table_rows in rows_of if table_rows), rows_of[0][0])
    problems = check_rows(rows, known)
    if not rows:
        message = _("The list has no rows yet. Fill in at least one row and send the file again.")
        problems.append(Problem(main.sheet, None, None, ERROR, "no_rows", message))
    return ListReading(main.layout, main.year, main.unit, rows, problems)


def refused_result(message: str) -> dict[str, Any]:
    """Return the JSON for a file that was refused: one problem, code `refused`."""
    problem = Problem(None, None, None, ERROR, "refused", message)
    return {"layout": None, "year": None, "unit": None, "rows": [], "problems": [problem.as_dict()]}
