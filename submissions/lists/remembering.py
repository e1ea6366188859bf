"""What a unit told once about its lists: what a header means, and that two look-alikes are different."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from submissions.models import HeaderWording, KnownDifference, Unit

from .known import Key

Pair = tuple[str, str]


def headers_of(unit: Unit) -> dict[str, str]:
    """Return the canonical column, or "" for none, by the key of each header that the unit explained."""
    return dict(HeaderWording.objects.filter(unit=unit).values_list("key", "column"))


def remember_headers(unit: Unit, columns: Mapping[str, str]) -> None:
    """Keep what headers mean in the lists of a unit; a later answer wins."""
    HeaderWording.objects.bulk_create(
        [HeaderWording(unit=unit, key=key[:255], column=column) for key, column in columns.items()],
        update_conflicts=True,
        unique_fields=["unit", "key"],
        update_fields=["column"],
    )


def digest(key: Key) -> str:
    """Return the short form of the key of an initiative, as pairs are kept."""
    return hashlib.sha256("|".join(key).encode()).hexdigest()


def pair(one: str, other: str) -> Pair:
    """Return two digests as a pair in its one order."""
    return (one, other) if one <= other else (other, one)


def differences_of(unit: Unit) -> set[Pair]:
    """Return the pairs of initiatives that the unit called different."""
    return set(KnownDifference.objects.filter(unit=unit).values_list("first", "second"))


def remember_differences(unit: Unit, pairs: Iterable[Pair], by: Any) -> None:
    """Keep that look-alikes are different, so that nobody is asked again."""
    KnownDifference.objects.bulk_create(
        [KnownDifference(unit=unit, first=first, second=second, told_by=by) for first, second in pairs],
        ignore_conflicts=True,
    )
