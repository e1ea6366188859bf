"""Initiatives with a title like the one being typed: the unit's own by name, those of other units by number.

What another unit registers is its own business; that it has chosen a like title is no more than a hint.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from submissions import scope
from submissions.lists.likeness import ALIKE, bare_title
from submissions.models import Campaign, Registration, Unit

MOST = 5
# A shorter one is like too many; more than so many candidates are not looked at.
SHORTEST = 6
CANDIDATES = 500
WORDS = 6


@dataclass(frozen=True)
class Own:
    """An initiative of the unit with a like title: the registration that bears it, and its year."""

    title: str
    year: int
    pk: int


@dataclass(frozen=True)
class Similar:
    """What is like a title: own initiatives, the likest first, and how many other units have one."""

    own: list[Own]
    other_units: int

    def __bool__(self) -> bool:
        return bool(self.own or self.other_units)


def similar_to(
    title: str, *, unit: Unit, campaign: Campaign, besides: Iterable[Registration | None] = ()
) -> Similar:
    """Return what is like a title: at most five own initiatives, and other units of the campaign. One query.

    An own title is found from its beginning; another unit's only whole, so that it cannot be guessed letter
    by letter. `besides` are the registrations that are being corrected or continued; their initiative is
    not named.
    """
    bare = bare_title(title)
    if len(bare) < SHORTEST:
        return Similar([], 0)
    words = sorted(set(bare.split()), key=len, reverse=True)[:WORDS]
    known = [one.initiative_id for one in besides if one]
    rows = (
        scope.titles_compared(unit, campaign, words)
        .exclude(initiative__in=known)
        .order_by("-campaign__year", "pk")
        .values_list("initiative__title", "campaign__year", "pk", "unit_id")
    )
    own: dict[str, tuple[float, Own]] = {}
    others: set[int] = set()
    for other, year, pk, unit_id in reversed(list(rows[:CANDIDATES])):
        compared = bare_title(other)
        if unit_id == unit.pk:
            score = max(_likeness(bare, compared), _likeness(bare, compared[: len(bare)]))
            if score >= ALIKE:
                own[other] = (score, Own(other, year, pk))
        elif _likeness(bare, compared) >= ALIKE:
            others.add(unit_id)
    return Similar([one for _score, one in sorted(own.values(), key=_likest)[:MOST]], len(others))


def _likest(scored: tuple[float, Own]) -> tuple[float, str]:
    score, one = scored
    return -score, one.title


def _likeness(typed: str, other: str) -> float:
    """Return how alike two titles are, out of 100."""
    return max(fuzz.ratio(typed, other), fuzz.token_sort_ratio(typed, other))
