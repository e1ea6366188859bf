"""A list that waits for confirmation: its problems, the clerk's corrections, what is left.

Nothing but the batch's own rows is written here.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from submissions.lifecycle.batches import waiting
from submissions.models import Batch, BatchRow
from submissions.vietnamese.text import nfc

from .checking import FORESEEN, check_again, check_around, row_of
from .checks import ERROR, REFUSED, WARNING
from .comparing import AT_ONCE
from .known import row_key
from .layout.rows import FIELD_OF
from .remembering import digest, pair, remember_differences
from .resources import COLUMNS, PERSON_COLUMNS

Outcome = BatchRow.Outcome

_TYPED = (*COLUMNS, *PERSON_COLUMNS)
# Beside the fields of a row: that a clerk has changed it here, and cells whose conversion was refused.
CORRECTED = "corrected"
KEPT = "kept"


class Rank(IntEnum):
    """How far a row of a waiting list is from being imported."""

    ERRORS = 0
    REFUSED = 1
    WARNINGS = 2
    READY = 3
    LEFT_OUT = 4


# What the desk refuses is tried: it may have been returned since the list was checked.
TO_IMPORT = (Rank.REFUSED, Rank.WARNINGS, Rank.READY)


@transaction.atomic
def correct(batch: Batch, position: int, values: dict[str, str], by: Any) -> BatchRow:
    """Write what the clerk typed into a row and check it again, with the rows it has a say in.

    `values` holds fields of COLUMNS and PERSON_COLUMNS. What is still wrong is kept as typed, with its
    problems. Raises Refused unless the person acts for the unit and the batch waits for confirmation.
    """
    correct_many(batch, {position: values}, by)
    return batch.rows.get(position=position)


@transaction.atomic
def correct_many(batch: Batch, typed: Mapping[int, dict[str, str]], by: Any) -> None:
    """Do what `correct` does to several rows, by position."""
    with _changing(batch, by, typed) as rows:
        for row in rows:
            _write(row, {name: text for name, text in typed[row.position].items() if name in _TYPED})
            row.included = True


@transaction.atomic
def include(batch: Batch, position: int, included: bool, by: Any) -> None:
    """Leave a row out of the import, or take it in again. Raises Refused as `correct` does."""
    include_many(batch, [position], included, by)


@transaction.atomic
def include_many(batch: Batch, positions: Collection[int], included: bool, by: Any) -> int:
    """Leave rows out of the import, or take them in again.

    Returns how many rows changed sides; raises Refused as `correct` does.
    """
    with _changing(batch, by, positions) as rows:
        count = sum(row.included != included for row in rows)
        for row in rows:
            row.included = included
    return count


@transaction.atomic
def set_cells(batch: Batch, values: dict[str, str], by: Any, positions: Collection[int]) -> int:
    """Write the same into the included rows at `positions`: the sector, or whether they are new.

    Returns how many rows got it; raises Refused as `correct` does.
    """
    with _changing(batch, by, positions) as rows:
        included = [row for row in rows if row.included]
        for row in included:
            _write(row, values)
    return len(included)


@transaction.atomic
def set_sectors(batch: Batch, sector: str, by: Any) -> int:
    """Give a sector to every included row without one, as M4 needs it. Returns and raises as `set_cells`."""
    without = batch.rows.filter(included=True, values__sector="")
    return set_cells(batch, {"sector": sector}, by, list(without.values_list("position", flat=True)))


@transaction.atomic
def keep_as_typed(batch: Batch, positions: Collection[int], by: Any) -> int:
    """Put back what stood in the converted cells of rows, until `convert` is wanted after all.

    Returns how many rows had such cells; raises Refused as `correct` does.
    """
    return _swap_letters(batch, positions, by, "converted", KEPT)


@transaction.atomic
def convert(batch: Batch, positions: Collection[int], by: Any) -> int:
    """Undo `keep_as_typed`, but for cells that were corrected since. Returns and raises as it does."""
    return _swap_letters(batch, positions, by, KEPT, "converted")


@transaction.atomic
def call_different(batch: Batch, position: int, by: Any) -> BatchRow:
    """Remember that a row is none of the initiatives it looks like. Raises Refused as `correct` does."""
    batch = waiting(batch, by)
    row = batch.rows.get(position=position)
    own = digest(row_key(row.values["title"], row.values["place"]))
    others = {problem["other"] for problem in row.problems if problem.get("other")}
    remember_differences(batch.unit, (pair(own, other) for other in others), by)
    # The answer holds for the others too, and they may be rows that are asked about this one.
    keys = batch.rows.values_list("position", "values__title", "values__place")
    asked = {position for position, title, place in keys if digest(row_key(title, place)) in others}
    check_around(batch, {row.position, *asked}, [])
    return batch.rows.get(position=position)


@transaction.atomic
def check_whole(batch: Batch, by: Any) -> None:
    """Check every row again, for the desk may have returned some. Raises Refused as `correct` does."""
    check_again(waiting(batch, by))


@contextmanager
def _changing(batch: Batch, by: Any, positions: Collection[int]) -> Iterator[list[BatchRow]]:
    """Give the rows at `positions` of a waiting list to be changed; then write and check them.

    Raises Refused as `correct` does, and BatchRow.DoesNotExist for a single row that is not there.
    """
    batch = waiting(batch, by)
    rows = _rows_at(batch, positions)
    if len(positions) == 1 and not rows:
        raise BatchRow.DoesNotExist
    before = [row_of(row.values) for row in rows if row.included]
    yield rows
    BatchRow.objects.bulk_update(rows, ["values", "included"], batch_size=AT_ONCE)
    check_around(batch, set(positions), before)


def _rows_at(batch: Batch, positions: Collection[int]) -> list[BatchRow]:
    wanted = sorted(positions)
    return [
        row
        for start in range(0, len(wanted), AT_ONCE)
        for row in batch.rows.filter(position__in=wanted[start : start + AT_ONCE])
    ]


def _swap_letters(batch: Batch, positions: Collection[int], by: Any, from_: str, to: str) -> int:
    """Write the other letters into the cells that still say what is told of them under `from_`."""
    count = 0
    with _changing(batch, by, positions) as rows:
        for row in rows:
            told = row.values.get(from_) or {}
            count += bool(told)
            texts, swapped = {}, {}
            for column, conversion in told.items():
                name = FIELD_OF.get(column, column)
                now = row.values[name]
                if from_ == "converted" or now == nfc(conversion["before"]):
                    texts[name] = nfc(conversion["before"] if from_ == "converted" else conversion["after"])
                    swapped[column] = conversion | {"after": now if from_ == "converted" else texts[name]}
            _write(row, texts)
            row.values[from_] = {}
            row.values[to] = swapped
    return count


def changed_here(batch: Batch) -> int:
    """Return how many rows a clerk has corrected or left out on the page."""
    rows: QuerySet[BatchRow] = batch.rows.filter(Q(included=False) | Q(values__has_key=CORRECTED))
    return rows.count()


def ranked(rows: QuerySet[BatchRow]) -> QuerySet[Any]:
    """Annotate rows with `rank`, how far each is from being imported.

    The database reads the stored problems as text: `json` writes a quote inside a text as \\",
    so that only a severity can look like one. Both databases separate with ": ".
    """
    return rows.annotate(found=Cast("problems", TextField())).annotate(
        rank=Case(
            When(included=False, then=Rank.LEFT_OUT),
            When(found__contains=f'"severity": "{ERROR}"', then=Rank.ERRORS),
            When(found__contains=f'"severity": "{REFUSED}"', then=Rank.REFUSED),
            When(found__contains=f'"severity": "{WARNING}"', then=Rank.WARNINGS),
            default=Rank.READY,
            output_field=IntegerField(),
        )
    )


@dataclass(frozen=True)
class Standing:
    """How many rows of a waiting list there are of each rank, by its lower-case name, and what is foreseen.

    `foreseen` counts the rows that may go in by what the import will do with them: created, updated …
    """

    ranks: dict[str, int]
    foreseen: dict[str, int]


def standing_of(batch: Batch) -> Standing:
    """Return how a waiting list stands. One query."""
    kinds = ranked(batch.rows.all()).values_list("rank", f"values__{FORESEEN}")
    ranks, foreseen = Counter[int](), Counter[str]()
    for rank, outcome, count in kinds.annotate(Count("pk")).order_by():
        ranks[rank] += count
        if rank in TO_IMPORT:
            foreseen[outcome] += count
    return Standing(
        {rank.name.lower(): ranks[rank] for rank in Rank},
        {str(outcome): foreseen[outcome] for outcome in Outcome if outcome != Outcome.SKIPPED},
    )


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
    return list(ranked(batch.rows.all()).filter(rank__in=[Rank.ERRORS, Rank.REFUSED, Rank.LEFT_OUT]))


def _write(row: BatchRow, texts: dict[str, str]) -> None:
    """Put texts into the cells of a row: what is typed here is told by the list, and is no conversion."""
    changed = [name for name, text in texts.items() if row.values.get(name, "") != text]
    if not changed:
        return
    row.values |= {**texts, CORRECTED: True}
    row.values["cells"] = dict.fromkeys(changed, "") | row.values["cells"]
    for letters in ("converted", KEPT):
        row.values[letters] = {
            column: conversion
            for column, conversion in row.values.get(letters, {}).items()
            if FIELD_OF.get(column, column) not in changed
        }
