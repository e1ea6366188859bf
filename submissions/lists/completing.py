"""Fills in what a list does not say but the portal knows. Writes nothing.

M4 has no sector by form, M1 and M2 do not ask whether an initiative is new, and the desk's own lists
withhold a person's name: none of that may change a registration that is here already.
"""

from collections import Counter
from collections.abc import Sequence

from submissions.models import Campaign, Initiative, Registration, Unit
from submissions.vietnamese.text import match_key

from .known import Known, LastYear, row_key, who
from .layout.registrants import registrant_name
from .layout.rows import Row

FORMS = ("M1", "M2")
Continuity = Registration.Continuity


def complete(rows: Sequence[Row], campaign: Campaign, unit: Unit, *, sector: str = "") -> None:
    """Complete the rows of a unit's list in place, from its registrations here and of the year before.

    `sector` is the key given to rows that neither they nor the portal know one for. A row without the
    name of a collective or person is the unit's own, as a collective.
    """
    known, last_year = Known(campaign, unit), LastYear(campaign, unit)
    times = Counter(row_key(row.title, row.place) for row in rows)
    for row in rows:
        is_only = times[row_key(row.title, row.place)] == 1
        here = known.here(row.code, row.title, row.place, row.registrant, is_only=is_only)
        before = last_year.find(row.code, row.title, row.place, row.registrant)
        if one := here or before:
            _complete_from(row, one)
        if here and not row.continuity and not row.continuity_text:
            row.continuity = here.continuity
        if here and not row.place and "place" not in row.cells:
            row.place = here.initiative.place
        if not row.continuity and row.layout in FORMS:
            row.continuity = here.continuity if here else Continuity.CONTINUING if before else Continuity.NEW
        row.kind = row.kind or ("" if row.registrant else Initiative.Kind.COLLECTIVE)
        row.sector = row.sector or sector


def _complete_from(row: Row, known: Registration) -> None:
    initiative = known.initiative
    if not row.sector and not row.sector_text:
        row.sector = initiative.sector.key
    name = registrant_name(row.registrant)
    if name and match_key(name) == who(known):
        row.kind = initiative.kind
    elif not name and row.kind in ("", initiative.kind):
        row.kind = initiative.kind
        if row.kind == Initiative.Kind.INDIVIDUAL:
            row.registrant = initiative.individual.full_name
