"""A list that waits for confirmation: its problems, the clerk's corrections, what is left.

Nothing but the batch's own rows is written here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from enum import IntEnum
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from submissions.lifecycle.batches import waiting
from submissions.models import Batch, BatchRow, Campaign, Unit
from submissions.vietnamese.text import nfc

from .checks import ERROR, WARNING, Problem, check_rows
from .comparing import check_against_campaign
from .known import row_key
from .layout.rows import FIELD_OF, Row
from .remembering import digest, pair, remember_differences
from .resources import COLUMNS, PERSON_COLUMNS

Outcome = BatchRow.Outcome

# A registration has them; the reader only warns, because M4 has no sector by form.
_NEEDED_TO_IMPORT = ("sector_unknown", "kind_unclear", "continuity_unknown")
_ROW_FIELDS = {field.name for field in fields(Row)}
_TYPED = (*COLUMNS, *PERSON_COLUMNS)
# Beside the fields of a row: that a clerk has changed it here.
CORRECTED = "corrected"


class Rank(IntEnum):
    """How far a row of a waiting list is from being imported."""

    ERRORS = 0
    WARNINGS = 1
    READY = 2
    LEFT_OUT = 3


def check(rows: Sequence[Row], campaign: Campaign, unit: Unit) -> list[Problem]:
    """Return every problem of the rows, against the list itself and against what the portal holds."""
    found = check_rows(rows, lambda listed: check_against_campaign(listed, campaign, unit))
    return [
        replace(problem, severity=ERROR) if problem.code in _NEEDED_TO_IMPORT else problem
        for problem in found
    ]


def row_of(batch_row: BatchRow) -> Row:
    """Return the row of a list as it stands after the clerk's corrections."""
    return Row(**{name: value for name, value in batch_row.values.items() if name in _ROW_FIELDS})


@transaction.atomic
def correct(batch: Batch, position: int, values: dict[str, str], by: Any) -> BatchRow:
    """Write what the clerk typed into a row and check the list again.

    `values` holds fields of COLUMNS and PERSON_COLUMNS. What is still wrong is kept as typed, with its
    problems. Raises Refused unless the person acts for the unit and the batch waits for confirmation.
    """
    batch = waiting(batch, by)
    row = batch.rows.get(position=position)
    _write(row, {name: values[name] for name in _TYPED if name in values})
    row.included = True
    row.save(update_fields=["values", "included"])
    check_again(batch)
    row.refresh_from_db()
    return row


@transaction.atomic
def include(batch: Batch, position: int, included: bool, by: Any) -> None:
    """Leave a row out of the import, or take it in again. Raises Refused as `correct` does."""
    include_many(batch, [position], included, by)


@transaction.atomic
def include_many(batch: Batch, positions: Collection[int], included: bool, by: Any) -> int:
    """Leave rows out of the import, or take them in again.

    Returns how many rows changed sides; raises Refused as `correct` does.
    """
    batch = waiting(batch, by)
    others = batch.rows.filter(position__in=positions, included=not included)
    count = others.update(included=included)
    check_again(batch)
    return count


@transaction.atomic
def set_sectors(batch: Batch, sector: str, by: Any, positions: Collection[int] | None = None) -> int:
    """Give a sector to the rows at `positions`, or to every included row without one, as M4 needs it.

    Returns how many rows got it; raises Refused as `correct` does.
    """
    batch = waiting(batch, by)
    included = batch.rows.filter(included=True)
    rows = list(included if positions is None else included.filter(position__in=positions))
    if positions is None:
        rows = [row for row in rows if not row.values["sector"]]
    for row in rows:
        _write(row, {"sector": sector})
    BatchRow.objects.bulk_update(rows, ["values"], batch_size=500)
    check_again(batch)
    return len(rows)


@transaction.atomic
def keep_as_typed(batch: Batch, position: int, by: Any) -> BatchRow:
    """Put back what stood in the converted cells of a row. Raises Refused as `correct` does."""
    batch = waiting(batch, by)
    row = batch.rows.get(position=position)
    before = {
        FIELD_OF.get(column, column): nfc(conversion["before"])
        for column, conversion in row.values["converted"].items()
    }
    _write(row, before)
    row.values["converted"] = {}
    row.save(update_fields=["values"])
    check_again(batch)
    row.refresh_from_db()
    return row


@transaction.atomic
def call_different(batch: Batch, position: int, by: Any) -> BatchRow:
    """Remember that a row is none of the initiatives it looks like. Raises Refused as `correct` does."""
    batch = waiting(batch, by)
    row = batch.rows.get(position=position)
    own = digest(row_key(row.values["title"], row.values["place"]))
    others = [problem["other"] for problem in row.problems if problem.get("other")]
    remember_differences(batch.unit, (pair(own, other) for other in others), by)
    check_again(batch)
    row.refresh_from_db()
    return row


def changed_here(batch: Batch) -> int:
    """Return how many rows a clerk has corrected or left out on the page."""
    rows: QuerySet[BatchRow] = batch.rows.filter(Q(included=False) | Q(values__has_key=CORRECTED))
    return rows.count()


def check_again(batch: Batch) -> None:
    """Find the problems of the rows anew.

    A row that is left out causes none; it keeps its own, as the reason why it was left out.
    """
    rows = list(batch.rows.filter(included=True))
    problems = by_row(check([row_of(row) for row in rows], batch.campaign, batch.unit))
    changed = []
    for row in rows:
        found = problems[row.values["sheet"], row.values["row"]]
        if row.problems != found:
            row.problems = found
            changed.append(row)
    BatchRow.objects.bulk_update(changed, ["problems"], batch_size=500)


def ranked(rows: QuerySet[BatchRow]) -> QuerySet[Any]:
    """Annotate rows with `rank`: 0 errors, 1 warnings, 2 ready, 3 left out.

    The database reads the stored problems as text: `json` writes a quote inside a text as \\",
    so that only a severity can look like one. Both databases separate with ": ".
    """
    return rows.annotate(found=Cast("problems", TextField())).annotate(
        rank=Case(
            When(included=False, then=Rank.LEFT_OUT),
            When(found__contains=f'"severity": "{ERROR}"', then=Rank.ERRORS),
            When(found__contains=f'"severity": "{WARNING}"', then=Rank.WARNINGS),
            default=Rank.READY,
            output_field=IntegerField(),
        )
    )


def ranks_of(batch: Batch) -> dict[str, int]:
    """Return how many rows have errors, warnings, are ready or left out, by lower-case name of the rank."""
    counts = dict(ranked(batch.rows.all()).values_list("rank").annotate(Count("pk")).order_by())
    return {rank.name.lower(): counts.get(rank, 0) for rank in Rank}


def left_first() -> Case:
    """Order imported rows: what failed, what was left out, the rest."""
    return Case(
        When(outcome=Outcome.FAILED, then=0),
        When(outcome=Outcome.SKIPPED, then=1),
        default=2,
        output_field=IntegerField(),
    )


def rows_left(batch: Batch) -> list[BatchRow]:
    """Return the rows that are not imported, in the order of the list."""
    if batch.state == Batch.State.IMPORTED:
        return list(batch.rows.filter(outcome__in=[Outcome.FAILED, Outcome.SKIPPED]))
    return [row for row in batch.rows.all() if row.has_errors or not row.included]


def by_row(problems: Iterable[Problem]) -> dict[tuple[str | None, int | None], list[dict[str, Any]]]:
    """Return problems as a batch row stores them, by sheet and row."""
    found = defaultdict(list)
    for problem in problems:
        stored = problem.as_dict()
        found[stored.pop("sheet"), stored.pop("row")].append(stored)
    return found


def _write(row: BatchRow, texts: dict[str, str]) -> None:
    """Put texts into the cells of a row: what is typed here is told by the list, and is no conversion."""
    changed = [name for name, text in texts.items() if row.values.get(name, "") != text]
    if not changed:
        return
    row.values |= {**texts, CORRECTED: True}
    row.values["cells"] = dict.fromkeys(changed, "") | row.values["cells"]
    row.values["converted"] = {
        column: conversion
        for column, conversion in row.values["converted"].items()
        if FIELD_OF.get(column, column) not in changed
    }
