"""What the portal knows already about the rows of a unit's list: registered here, or the year before.

A row meets a registration by its record code, which our own lists carry, else by title and place,
however spelt. Where several share them, the collective or person tells them apart.
"""

from collections import defaultdict

from django.db.models import QuerySet

from submissions.models import Campaign, Initiative, Registration, Unit
from submissions.models.initiatives import title_key
from submissions.vietnamese.text import match_key

from .layout.registrants import registrant_name
from .likeness import akin

Key = tuple[str, str]
State = Registration.State


def row_key(title: str, place: str) -> Key:
    """Return the key under which a row meets the registration it is about, however it is spelt."""
    return title_key(title), match_key(place)


def key_of(registration: Registration) -> Key:
    """Return the key of the rows that are about a registration."""
    return row_key(registration.initiative.title, registration.initiative.place)


def who(registration: Registration) -> str:
    """Return the key of the collective or person of a registration."""
    individual = getattr(registration.initiative, "individual", None)
    return match_key(individual.full_name if individual else registration.initiative.registrant)


def named(cell: str) -> str:
    """Return the key of the collective or person that a cell names, comparable with `who`."""
    return match_key(registrant_name(cell))


def is_about(registration: Registration, title: str, place: str) -> bool:
    """Tell whether a row that carries the code of a registration can be about it.

    It may be renamed or moved; under another title at another place somebody wrote a new initiative over
    an old row of our list.
    """
    return key_of(registration)[1] == match_key(place) or akin(registration.initiative.title, title)


class Known:
    """The registrations of a unit in a campaign; not the withdrawn ones, which may be registered anew."""

    def __init__(self, campaign: Campaign, unit: Unit) -> None:
        self.registrations = registered(campaign, unit)
        self.by_code = {one.code: one for one in self.registrations}
        self.by_key: dict[Key, list[Registration]] = defaultdict(list)
        for one in self.registrations:
            self.by_key[key_of(one)].append(one)

    def here(
        self, code: str, title: str, place: str, registrant: str, *, is_only: bool
    ) -> Registration | None:
        """Return the registration that a row is about.

        `is_only` tells that no other row of the list has its title and place: then a single registration
        is met even when the name of the collective or person was corrected.
        """
        coded = self.by_code.get(code)
        if coded and is_about(coded, title, place):
            return coded
        found = self.by_key.get(row_key(title, place), [])
        same = [one for one in found if who(one) == named(registrant)]
        if not same and is_only and len(found) == 1:
            same = found
        return same[0] if same else None


class LastYear:
    """What a unit may continue: registered the year before, not ended, not in this campaign yet."""

    def __init__(self, campaign: Campaign, unit: Unit) -> None:
        going_on = registered_last_year(campaign, unit).filter(initiative__status=Initiative.Status.ACTIVE)
        open_here = going_on.exclude(initiative__registrations__campaign=campaign)
        found = open_here.select_related("initiative__individual", "initiative__sector").order_by("pk")
        self.by_identity = {(key_of(one), who(one)): one for one in found}
        self.by_code = {one.code: one for one in self.by_identity.values()}

    def find(self, code: str, title: str, place: str, registrant: str) -> Registration | None:
        """Return the registration that a row continues."""
        coded = self.by_code.get(code)
        if coded and is_about(coded, title, place):
            return coded
        return self.by_identity.get((row_key(title, place), named(registrant)))

    def take(self, code: str, title: str, place: str, registrant: str) -> Registration | None:
        """Return the registration that a row continues, once: a second row is a new one."""
        found = self.find(code, title, place, registrant)
        if found:
            del self.by_code[found.code]
            self.by_identity.pop((key_of(found), who(found)), None)
        return found


def registered(campaign: Campaign, unit: Unit | None) -> list[Registration]:
    """Return what the unit (or every unit) has registered in the campaign, without the withdrawn ones."""
    registrations = campaign.registrations.filter(unit=unit) if unit else campaign.registrations.all()
    return list(
        registrations.exclude(state=State.WITHDRAWN)
        .select_related("initiative__individual", "initiative__sector")
        .order_by("pk")
    )


def registered_last_year(campaign: Campaign, unit: Unit | None) -> QuerySet[Registration]:
    """Return what the unit (or every unit) registered in any campaign of the year before."""
    registrations = Registration.objects.filter(campaign__year=campaign.year - 1).exclude(
        state__in=[State.WITHDRAWN, State.DECLINED]
    )
    return registrations.filter(unit=unit) if unit else registrations
