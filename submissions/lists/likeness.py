"""Titles that look alike: the same initiative under slightly other words, or two different ones.

Titles are never unique (“Camera an ninh” stands in many communes), so likeness only asks a question, and
only of titles at one place. Words that every title has do not count, numbers must agree: “Tuyến đường số 1”
is not “số 2”. Whether two titles are alike depends on nothing but the two, so that a corrected row need
only be compared again with those at its place.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from submissions.vietnamese.text import match_key

# Out of 100: one wrong letter in a short title, one word more in a long one.
ALIKE = 87
# Where the same collective or person says it with some words more: “Làm con đường hoa”, “Con đường hoa”.
WORDIER = 65
# The same title reworded, rather than another one.
AKIN = 55
# Characters that are compared; a title is 500 at most.
LONGEST = 500
_EVERYWHERE = re.compile(
    r"\b(mo hinh|dien hinh|dan van kheo|xay dung|thuc hien|phong trao|tham gia|tren dia ban|cong tac"
    r"|van dong)\b"
)
_NUMBERS = re.compile(r"\d+")


def bare_title(title: str) -> str:
    """Return the key of a title without what stands in every title; the whole key where nothing else does."""
    key = match_key(title)
    return (" ".join(_EVERYWHERE.sub(" ", key).split()) or key)[:LONGEST]


def akin(title: str, other: str) -> bool:
    """Tell whether one title can be another wording of the other; much looser than alike."""
    return fuzz.ratio(bare_title(title), bare_title(other)) >= AKIN


def closeness(title: str, other: str) -> float:
    """Return how much two titles look like each other, from 0 to 100."""
    return fuzz.ratio(bare_title(title), bare_title(other))


def alike(title: str, other: str) -> bool:
    """Tell whether two titles look like one title spelt twice; their numbers agree."""
    bare, other_bare = bare_title(title), bare_title(other)
    return fuzz.ratio(bare, other_bare, score_cutoff=ALIKE) > 0 and _NUMBERS.findall(
        bare
    ) == _NUMBERS.findall(other_bare)


@dataclass(frozen=True)
class _Pool:
    """Titles that may be alike, with their numbers in the order of adding."""

    titles: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, title: str, number: int) -> None:
        self.titles.append(title)
        self.numbers.append(number)

    def like(self, title: str, least: int) -> Iterator[tuple[float, int, str]]:
        """Yield likeness, number and text of the titles that are alike by at least so much."""
        found = process.extract(title, self.titles, scorer=fuzz.ratio, score_cutoff=least, limit=None)
        return ((score, self.numbers[at], other) for other, score, at in found)


class Titles:
    """Titles to compare with, each at its place and of its collective or person, both given as keys."""

    def __init__(self) -> None:
        self._count = 0
        self._at_place: dict[tuple[str, ...], _Pool] = defaultdict(_Pool)
        self._of_one: dict[tuple[str, ...], _Pool] = defaultdict(_Pool)

    def add(self, title: str, place: str, who: str) -> None:
        """Add a title; it gets the next number, counted from 0."""
        bare = bare_title(title)
        key = (place, *_NUMBERS.findall(bare))
        self._at_place[key].add(bare, self._count)
        if who:
            self._of_one[who, *key].add(bare, self._count)
        self._count += 1

    def like(self, title: str, place: str, who: str) -> Iterator[int]:
        """Yield the numbers of the titles at the place that look like `title`, the likest first."""
        bare = bare_title(title)
        key = (place, *_NUMBERS.findall(bare))
        found = {number: score for score, number, _other in self._pool(self._at_place, key).like(bare, ALIKE)}
        if who:
            wordier = self._pool(self._of_one, (who, *key)).like(bare, WORDIER)
            found |= {number: score for score, number, other in wordier if _is_wordier(bare, other)}
        yield from sorted(found, key=lambda number: (-found[number], number))

    @staticmethod
    def _pool(pools: dict[tuple[str, ...], _Pool], key: tuple[str, ...]) -> _Pool:
        return pools.get(key) or _Pool()


def _is_wordier(title: str, other: str) -> bool:
    """Tell whether one says all that the other says, with some words more; a single word says too little."""
    words, others = set(title.split()), set(other.split())
    return min(len(words), len(others)) > 1 and (words <= others or others <= words)
