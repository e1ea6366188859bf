"""Compares the rows of a list with each other and with what the portal holds already. Writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from submissions.models import Campaign, Registration, Unit

from .checks import WARNING, Problem, problem_of
from .known import Key, is_about, key_of, named, registered, registered_last_year, row_key, who
from .layout.rows import Row
from .levels import level_key, levels_by_key
from .likeness import Titles
from .remembering import Pair, differences_of, digest, pair

_NOT_REGISTERED = (
    Registration.State.DRAFT,
    Registration.State.WITHDRAWN,
    Registration.State.DECLINED,
)
# Keys asked for at once: SQLite takes a bounded number of values in one query.
AT_ONCE = 500


def check_against_campaign(
    rows: Sequence[Row], campaign: Campaign, unit: Unit | None = None
) -> list[Problem]:
    """Compare rows with what the unit registered in the campaign and in the year before.

    Codes, all warnings: `duplicate_in_campaign` (the title at another place),
    `continues_last_year` (called new, but registered last year),
    `level_not_used` (names a level that the unit cannot register for), `similar_in_file`,
    `similar_in_campaign`, `similar_last_year` (almost the same title at the same place),
    `in_other_unit` (the very title and place), `code_of_another` (a record code of ours in a row about
    something else). Those that ask whether two are the same say in `other`
    what the row is like; a pair that the unit called different is not asked for again. Without a unit
    the rows are compared with every unit's, where a duplicate is the title at the same place.
    """
    here = registered(campaign, unit)
    if unit is None:
        return list(_in_campaign(rows, here))
    last_year = list(registered_last_year(campaign, unit).select_related("initiative__individual"))
    problems = [
        *_same_title(rows, here),
        *_called_new(rows, last_year),
        *_alike_in_file(rows),
        *_alike(rows, here, last_year),
        *_in_other_units(rows, campaign, unit),
    ]
    told = differences_of(unit)
    return [
        *(problem for problem, its_pair in problems if its_pair not in told),
        *_written_over(rows, [*here, *last_year]),
        *_levels_not_used(rows, campaign, unit),
    ]


Question = tuple[Problem, Pair]


def _ask(row: Row, column: str, code: str, message: str, other: Key, **values: str) -> Question:
    """Make a warning that asks whether a row and another initiative are the same."""
    its = digest(other)
    problem = problem_of(row, column, WARNING, code, message, **values)
    return replace(problem, other=its), pair(digest(row_key(row.title, row.place)), its)


def _in_campaign(rows: Sequence[Row], here: Sequence[Registration]) -> Iterator[Problem]:
    keys = {key_of(registration) for registration in here}
    for row in rows:
        if row.title and row_key(row.title, row.place) in keys:
            yield problem_of(row, "title", WARNING, "duplicate_in_campaign", _same_name())


def _same_name() -> str:
    return _(
        "Cell %(cell)s: an initiative of this name is registered in this campaign already. "
        "Leave the row out if it is the same one."
    )


def _same_title(rows: Sequence[Row], here: Sequence[Registration]) -> Iterator[Question]:
    """Ask of rows whose title the unit registered at another place."""
    keys = {key_of(registration) for registration in here}
    with_title = {title: (title, place) for title, place in keys}
    codes = {registration.code for registration in here}
    for row in rows:
        key = row_key(row.title, row.place)
        if key[0] in with_title and key not in keys and row.code not in codes:
            yield _ask(row, "title", "duplicate_in_campaign", _same_name(), with_title[key[0]])


def _called_new(rows: Sequence[Row], last_year: Sequence[Registration]) -> Iterator[Question]:
    """Ask of rows that are called new, but whose title was registered last year."""
    with_title = {key_of(one)[0]: key_of(one) for one in last_year}
    message = _(
        "Cell %(cell)s: the initiative was registered last year and is called new. "
        "Change it to “continued” unless it really is another one."
    )
    for row in rows:
        key = row_key(row.title, row.place)
        if row.continuity == Registration.Continuity.NEW and key[0] in with_title:
            yield _ask(row, "new", "continues_last_year", message, with_title[key[0]])


def _alike_in_file(rows: Sequence[Row]) -> Iterator[Question]:
    """Ask of rows whose title is almost that of an earlier row at the same place."""
    message = _(
        "Cell %(cell)s: the title is almost that of row %(first)s at the same place: “%(title)s”. "
        "Leave one of them out if they are the same initiative."
    )
    titles = Titles()
    for row in rows:
        key = row_key(row.title, row.place)
        by = named(row.registrant)
        for earlier in titles.like(row.title, key[1], by) if key[0] else ():
            first = rows[earlier]
            its = row_key(first.title, first.place)
            if its != key:
                told = {"first": str(first.row), "title": first.title}
                yield _ask(row, "title", "similar_in_file", message, its, **told)
                break
        titles.add(row.title, key[1], by)


def _alike(
    rows: Sequence[Row], here: Sequence[Registration], last_year: Sequence[Registration]
) -> Iterator[Question]:
    """Ask of rows whose title is almost that of a registration of the unit at the same place."""
    known = [*here, *last_year]
    keys = [key_of(one) for one in known]
    registered_keys, codes = set(keys), {one.code for one in known}
    titles = Titles()
    for one, its in zip(known, keys, strict=True):
        titles.add(one.initiative.title, its[1], who(one))
    this_year = _(
        "Cell %(cell)s: almost the same initiative is registered in this campaign: “%(title)s”. "
        "Leave the row out if it is the same one."
    )
    year_before = _(
        "Cell %(cell)s: almost the same initiative was registered last year: “%(title)s”. If it is the "
        "same one, write its name as last year and change it to “continued”."
    )
    for row in rows:
        key = row_key(row.title, row.place)
        if not key[0] or key in registered_keys or row.code in codes:
            continue
        number = next(titles.like(row.title, key[1], named(row.registrant)), None)
        if number is None:
            continue
        is_here = number < len(here)
        yield _ask(
            row,
            "title",
            "similar_in_campaign" if is_here else "similar_last_year",
            this_year if is_here else year_before,
            keys[number],
            title=known[number].initiative.title,
        )


def _in_other_units(rows: Sequence[Row], campaign: Campaign, unit: Unit) -> Iterator[Question]:
    """Ask of rows that another unit registered under the same title at the same place.

    The other unit is not named: its registrations are its own.
    """
    wanted = sorted({row_key(row.title, row.place)[0] for row in rows} - {""})
    # A draft is its unit's own affair; what is withdrawn or declined is registered by nobody.
    others = campaign.registrations.exclude(unit=unit).exclude(state__in=_NOT_REGISTERED)
    keys: set[Key] = set()
    for start in range(0, len(wanted), AT_ONCE):
        found = others.filter(initiative__title_key__in=wanted[start : start + AT_ONCE])
        keys |= {key_of(one) for one in found.select_related("initiative")}
    message = _(
        "Cell %(cell)s: another unit has registered an initiative of this name at this place. "
        "Agree with it who registers it, and leave the row out if it is the other one."
    )
    for row in rows:
        key = row_key(row.title, row.place)
        if key[1] and key in keys:
            yield _ask(row, "title", "in_other_unit", message, key)


def _written_over(rows: Sequence[Row], known: Sequence[Registration]) -> Iterator[Problem]:
    """Warn of rows that carry the code of a registration they are not about."""
    with_code = {one.code: one for one in known}
    message = _(
        "Cell %(cell)s: the row carries the record code of “%(title)s”, but says something else. It will be "
        "registered as another initiative."
    )
    for row in rows:
        coded = with_code.get(row.code)
        if coded and not is_about(coded, row.title, row.place):
            title = coded.initiative.title
            yield problem_of(row, "title", WARNING, "code_of_another", message, title=title)


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
