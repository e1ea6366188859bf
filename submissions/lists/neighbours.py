"""Which rows of a list have a say in what is found of each other.

What is found of a row depends on the row, on what the portal holds, and on the rows named here. After a
change only these are checked again; `tests/…/test_checking.py` holds that it comes to the same.
"""

from collections import defaultdict
from collections.abc import Sequence

from .known import Key, named, row_key
from .layout.rows import Row
from .likeness import Titles


class Neighbours:
    """The rows of a list by what they share: a record code, a title at a place, a title almost the same."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._with_code: dict[str, set[int]] = defaultdict(set)
        self._with_key: dict[Key, set[int]] = defaultdict(set)
        self._titles = Titles()
        for number, row in enumerate(rows):
            key = row_key(row.title, row.place)
            self._with_code[row.code].add(number)
            self._with_key[key].add(number)
            self._titles.add(row.title, key[1], named(row.registrant))

    def of(self, row: Row) -> set[int]:
        """Return the numbers, from 0, of the rows that a row has a say in; its own when it is one of them."""
        key = row_key(row.title, row.place)
        found = self._with_key.get(key, set()) | set(
            self._titles.like(row.title, key[1], named(row.registrant))
        )
        return found | (self._with_code.get(row.code, set()) if row.code else set())
