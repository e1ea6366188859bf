"""Titles that look alike: the same initiative under slightly other words, or two different ones.

Titles are never unique (“Camera an ninh” stands in many communes), so likeness only asks a question.
Words that every title has do not count, numbers must agree: “Tuyến đường số 1” is not “số 2”.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from submissions.vietnamese.text import match_key

# Out of 100: one wrong letter in a short title, one word more in a long one.
ALIKE = 87
# The same title reworded, rather than another one.
AKIN = 55
# Characters that are compared; a title is 500 at most.
LONGEST = 500
# Words in more titles than this say little about any of them.
COMMON = 60
RAREST = 3
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


class Titles:
    """Titles to compare with, found by their rare words instead of one by one."""

    def __init__(self) -> None:
        self._bare: list[str] = []
        self._with_word: dict[str, list[int]] = defaultdict(list)

    def add(self, title: str) -> None:
        """Add a title; it gets the next number, counted from 0."""
        bare = bare_title(title)
        number = len(self._bare)
        self._bare.append(bare)
        for word in set(bare.split()):
            self._with_word[word].append(number)

    def like(self, title: str) -> Iterator[int]:
        """Yield the numbers of the titles that look like `title`, the likest first; equal ones too."""
        bare = bare_title(title)
        found = [
            (fuzz.ratio(bare, self._bare[number], score_cutoff=ALIKE), number)
            for number in self._candidates(bare)
            if _NUMBERS.findall(bare) == _NUMBERS.findall(self._bare[number])
        ]
        yield from (number for score, number in sorted(found, key=_likest) if score)

    def _candidates(self, bare: str) -> set[int]:
        lists = (self._with_word.get(word, []) for word in set(bare.split()))
        rare = sorted((numbers for numbers in lists if 0 < len(numbers) <= COMMON), key=len)[:RAREST]
        return {number for numbers in rare for number in numbers}


def _likest(scored: tuple[float, int]) -> tuple[float, int]:
    score, number = scored
    return -score, number
