"""What is found of the rows of a list: every problem, and what the import will do with them.

A list that waits keeps it beside its rows. A change asks anew only for the rows it can have a say in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from submissions.models import Batch, BatchRow, Campaign, Unit

from .checks import ERROR, Problem, check_rows
from .comparing import AT_ONCE, check_against_campaign
from .foreseeing import foresee
from .layout.rows import Row
from .neighbours import Neighbours

# A registration has them; the reader only warns: M4 has no sector by form, our own lists withhold persons.
_NEEDED_TO_IMPORT = ("sector_unknown", "kind_unclear", "continuity_unknown", "unnamed_person")
# The portal holds it so already: our own lists write “Tập thể” where no name is given.
_ASKED_OF_NEW = ("unnamed_collective",)
_ROW_FIELDS = {field.name for field in fields(Row)}
# Beside the fields of a row: what the import will do with it.
FORESEEN = "foreseen"


@dataclass
class Findings:
    """The problems of a list, and what the import will do with each of its rows ("" with an error)."""

    problems: list[Problem]
    foreseen: list[str]

    def by_row(self) -> dict[tuple[str | None, int | None], list[dict[str, Any]]]:
        """Return the problems as a batch row stores them, by sheet and row."""
        found = defaultdict(list)
        for problem in self.problems:
            stored = problem.as_dict()
            found[stored.pop("sheet"), stored.pop("row")].append(stored)
        return found


def check(rows: Sequence[Row], campaign: Campaign, unit: Unit) -> Findings:
    """Check the rows against the list itself and against what the portal holds."""
    foreseen = foresee(rows, campaign, unit)

    def known(listed: Sequence[Row]) -> list[Problem]:
        held = [problem for one in foreseen for problem in one.problems]
        return [*check_against_campaign(listed, campaign, unit), *held]

    as_it_stands = {
        (row.sheet, row.row)
        for row, one in zip(rows, foreseen, strict=True)
        if one.outcome == BatchRow.Outcome.UNCHANGED
    }
    problems = [
        replace(problem, severity=ERROR) if problem.code in _NEEDED_TO_IMPORT else problem
        for problem in check_rows(rows, known)
        if not (problem.code in _ASKED_OF_NEW and (problem.sheet, problem.row) in as_it_stands)
    ]
    wrong = {(problem.sheet, problem.row) for problem in problems if problem.severity == ERROR}
    outcomes = [
        "" if (row.sheet, row.row) in wrong else str(one.outcome)
        for row, one in zip(rows, foreseen, strict=True)
    ]
    return Findings(problems, outcomes)


def row_of(values: dict[str, Any]) -> Row:
    """Return the row of a list from what a batch keeps of it."""
    return Row(**{name: value for name, value in values.items() if name in _ROW_FIELDS})


def check_again(batch: Batch) -> None:
    """Find anew what is to be said of every row.

    A row that is left out has no say; it keeps its own problems, as the reason why it was left out.
    """
    _check(batch, None, [])


def check_around(batch: Batch, positions: Collection[int], before: Iterable[Row]) -> None:
    """Find anew what is to be said after the rows at `positions` were changed.

    `before` are rows as they had a say until now: those that were changed, or left out.
    """
    _check(batch, positions, before)


def _check(batch: Batch, positions: Collection[int] | None, before: Iterable[Row]) -> None:
    # Not as records: of ten thousand rows only those that change are written.
    kept = list(batch.rows.filter(included=True).values_list("position", "values"))
    rows = [row_of(values) for _position, values in kept]
    concerned = set(range(len(rows)))
    context = concerned
    if positions is not None:
        near = Neighbours(rows)
        changed = {number for number, (position, _values) in enumerate(kept) if position in positions}
        concerned = changed.union(*map(near.of, before), *(near.of(rows[number]) for number in changed))
        context = concerned.union(*(near.of(rows[number]) for number in concerned))
    looked_at = [(kept[number][0], rows[number]) for number in sorted(context)]
    findings = check([row for _position, row in looked_at], batch.campaign, batch.unit)
    problems = findings.by_row()
    found = {
        position: (problems[row.sheet, row.row], foreseen)
        for (position, row), foreseen in zip(looked_at, findings.foreseen, strict=True)
    }
    _keep(batch, {kept[number][0]: found[kept[number][0]] for number in concerned})


def _keep(batch: Batch, found: dict[int, tuple[list[dict[str, Any]], str]]) -> None:
    """Write problems and outcomes by position, where they are others than before."""
    changed = []
    positions = sorted(found)
    for start in range(0, len(positions), AT_ONCE):
        for row in batch.rows.filter(position__in=positions[start : start + AT_ONCE]):
            problems, foreseen = found[row.position]
            if (row.problems, row.values.get(FORESEEN)) != (problems, foreseen):
                row.problems, row.values[FORESEEN] = problems, foreseen
                changed.append(row)
    BatchRow.objects.bulk_update(changed, ["problems", "values"], batch_size=AT_ONCE)
