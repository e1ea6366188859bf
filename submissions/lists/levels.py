"""The level that a row names, such as “Cấp tỉnh” or “Khối”, as a level of the system of its unit."""

import datetime

from submissions.models import Campaign, Level, Unit
from submissions.vietnamese.text import match_key


def level_key(text: str) -> str:
    """Return the key under which “Cấp tỉnh”, “tỉnh” and the code “tinh” meet."""
    return match_key(text).removeprefix("cap ")


def levels_by_key(campaign: Campaign, unit: Unit) -> dict[str, Level]:
    """Return the levels a unit may register for in a campaign, by the keys of their names and codes.

    They are in force in the year of the campaign. Of levels of one rank (huyện, Khối) those count at
    which the unit or one above it stands. Two queries.
    """
    line = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    own = set(Unit.objects.filter(path__in=line).values_list("level_id", flat=True))
    in_force = Level.objects.exclude(valid_to__lt=datetime.date(campaign.year, 1, 1)).exclude(
        valid_from__gt=datetime.date(campaign.year, 12, 31)
    )
    taken = {level.rank for level in in_force if level.pk in own}
    return {
        key: level
        for level in in_force
        if level.pk in own or level.rank not in taken
        for key in (level_key(level.name), level_key(level.code))
    }
