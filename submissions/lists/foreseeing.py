"""What the import will do with each row of a list that waits: new, changed, unchanged, refused by the desk.

The import itself decides again; between the two the desk may return or receive what a row is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from submissions.lifecycle.intake import Entry, entry_of
from submissions.models import BatchRow, Campaign, Initiative, Registration, Sector, Unit

from .checks import REFUSED, Problem, problem_of, shorten
from .layout.rows import FIELD_OF, Row
from .resources import PERSON_COLUMNS, Candidate, RegisteredBefore, RegistrationResource, dataset_of

Outcome = BatchRow.Outcome


@dataclass(frozen=True)
class Foreseen:
    """What a row will come to; "" when it cannot be told before its errors are corrected."""

    outcome: str
    problems: list[Problem] = field(default_factory=list)


def foresee(rows: Sequence[Row], campaign: Campaign, unit: Unit) -> list[Foreseen]:
    """Tell of each row what the import will do with it.

    A row that differs from what the desk holds gets a problem `with_desk` for each cell that does.
    """
    resource = RegistrationResource(campaign=campaign, unit=unit, by=None)
    dataset = dataset_of(row.as_dict() for row in rows)
    loader = RegisteredBefore(resource, dataset)
    if not loader.known.registrations:
        return [Foreseen(Outcome.CREATED)] * len(rows)
    foreseen = []
    for row, values in zip(rows, dataset.dict, strict=True):
        candidate = loader.get_instance(values)
        if candidate is None:
            foreseen.append(Foreseen(Outcome.CREATED))
            continue
        try:
            resource.import_instance(candidate, values)
        except ValidationError:
            foreseen.append(Foreseen(""))
        else:
            foreseen.append(_of_known(row, candidate, candidate.registration))
    return foreseen


def _of_known(row: Row, candidate: Candidate, registration: Registration | None) -> Foreseen:
    if registration is None or candidate.is_unchanged:
        return Foreseen(Outcome.UNCHANGED)
    if registration.is_editable:
        return Foreseen(Outcome.UPDATED)
    there = _texts(entry_of(registration))
    here = _texts(candidate.entry())
    return Foreseen(
        Outcome.FAILED,
        [
            _held(row, _column(row, name), text, registration)
            for name, text in there.items()
            if here[name] != text
        ],
    )


def _held(row: Row, column: str, there: str, registration: Registration) -> Problem:
    if registration.state == Registration.State.DECLINED:
        message = _(
            "Cell %(cell)s: the desk has declined this registration, where it says “%(there)s”. Ask the desk "
            "before sending it again."
        )
    else:
        message = _(
            "Cell %(cell)s: the desk already has this registration, where it says “%(there)s”. Write it so "
            "here, leave the row out, or ask the desk to return the registration."
        )
    return problem_of(row, column, REFUSED, "with_desk", message, there=shorten(there))


def _texts(entry: Entry) -> dict[str, str]:
    """Return what an entry says by the column of a list, as a clerk reads it."""
    texts = {name: getattr(entry, name) for name in (*Entry.INITIATIVE_FIELDS, *Entry.REGISTRATION_FIELDS)}
    sector: Sector = texts["sector"]
    texts |= {
        "sector": sector.name,
        "kind": str(Initiative.Kind(entry.kind).label),
        "continuity": str(Registration.Continuity(entry.continuity).label),
    }
    texts |= {name: getattr(entry.person, name, "") for name in PERSON_COLUMNS}
    return texts | ({"registrant": entry.person.full_name} if entry.person else {})


def _column(row: Row, name: str) -> str:
    """Return the column in which a row says something: the time stands under “continued” or “new”."""
    if name in row.cells:
        return name
    if name in ("period", "continuity") and row.continuity in row.cells:
        return row.continuity
    return next((column for column in row.cells if FIELD_OF.get(column) == name), name)
