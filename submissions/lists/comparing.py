"""Compares the rows of a list with what the portal holds already. Writes nothing."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from submissions.models import Campaign, Registration, Unit

from .checks import WARNING, Problem, problem_of
from .levels import level_key, levels_by_key
from .resources import (
    COLUMNS,
    RegisteredBefore,
    RegistrationResource,
    dataset_of,
    key_of,
    registered,
    registered_last_year,
    row_key,
    with_desk,
)
from .rows import Row


def check_against_campaign(
    rows: Sequence[Row], campaign: Campaign, unit: Unit | None = None
) -> list[Problem]:
    """Compare rows with what the unit registered in the campaign and in the year before.

    Codes, all warnings: `duplicate_in_campaign` (the title at another place), `with_desk` (changed,
    but the desk has it), `continues_last_year` (called new, but registered last year),
    `level_not_used` (names a level that the unit cannot register for). Without a unit the rows are
    compared with every unit's, where a duplicate is the title at the same place.
    """
    here = registered(campaign, unit)
    keys = {key_of(registration) for registration in here}
    titles = {title for title, _place in keys}
    last_year = set(registered_last_year(campaign, unit).values_list("initiative__title_key", flat=True))
    problems = []
    for row in rows:
        key = row_key(row.title, row.place)
        if not key[0]:
            continue
        if (key[0] in titles and key not in keys) if unit else key in keys:
            message = _(
                "Cell %(cell)s: an initiative of this name is registered in this campaign already. "
                "Leave the row out if it is the same one."
            )
            problems.append(problem_of(row, "title", WARNING, "duplicate_in_campaign", message))
        if key[0] in last_year and row.continuity == Registration.Continuity.NEW:
            message = _(
                "Cell %(cell)s: the initiative was registered last year and is called new. "
                "Change it to “continued” unless it really is another one."
            )
            problems.append(problem_of(row, "new", WARNING, "continues_last_year", message))
    if unit:
        problems += _levels_not_used(rows, campaign, unit)
    return problems + (_held_by_desk(rows, campaign, unit) if unit and here else [])


def _levels_not_used(rows: Sequence[Row], campaign: Campaign, unit: Unit) -> list[Problem]:
    """Warn of rows that name a level at which the unit cannot register."""
    naming = [row for row in rows if row.level_text]
    levels = levels_by_key(campaign, unit) if naming else {}
    message = _(
        "Cell %(cell)s: “%(text)s” is no level that can be registered for in this campaign. "
        "The row will be registered for the level of the unit."
    )
    return [
        problem_of(row, "level", WARNING, "level_not_used", message, text=row.level_text)
        for row in naming
        if level_key(row.level_text) not in levels
    ]


def _held_by_desk(rows: Sequence[Row], campaign: Campaign, unit: Unit) -> list[Problem]:
    """Warn of rows that the import will refuse, because the desk has another wording of them."""
    resource = RegistrationResource(campaign=campaign, unit=unit, by=None)
    dataset = dataset_of({name: getattr(row, name) for name in COLUMNS} for row in rows)
    loader = RegisteredBefore(resource, dataset)
    problems = []
    for row, values in zip(rows, dataset.dict, strict=True):
        candidate = loader.get_instance(values)
        if candidate is None or candidate.registration is None or candidate.registration.is_editable:
            continue
        try:
            resource.import_instance(candidate, values)
        except ValidationError:
            continue
        if not candidate.is_unchanged:
            message = _("Cell %(cell)s: %(why)s")
            problems.append(
                problem_of(row, "title", WARNING, "with_desk", message, why=with_desk(candidate.registration))
            )
    return problems
