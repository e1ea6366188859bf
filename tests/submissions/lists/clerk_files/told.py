"""What a clerk reads in a file: its form, year and unit, and every row with what is wrong in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

COLLECTIVE, INDIVIDUAL = "collective", "individual"
NEW, CONTINUING = "new", "continuing"
POLITICAL, ECONOMY, CULTURE, DEFENCE = (
    *("political_system", "economy", "culture_society", "defence_security"),
)


@dataclass(frozen=True)
class Told:
    """One registration as the clerk reads it; `problems` are the codes of what is wrong in its row."""

    title: str
    place: str = ""
    registrant: str = ""
    kind: str = ""
    sector: str = ""
    continuity: str = ""
    period: str = ""
    completion: str = ""
    goal: str = ""
    problems: tuple[str, ...] = ()

    def but(self, *problems: str, **changes: Any) -> "Told":
        """Return the same registration with other facts or problems."""
        return replace(self, problems=problems, **changes)

    def cells(self) -> list[Any]:
        """Return the cells of M3 and M4 behind the number, the time in the column that applies."""
        continuing = self.period if self.continuity == CONTINUING else ""
        new = self.period if self.continuity == NEW else ""
        return [self.place, self.title, self.registrant, continuing, new, self.completion, self.goal]

    def line(self, number: Any, **instead: Any) -> list[Any]:
        """Return the row of M3 and M4; `instead` is what a cell says in other words than the clerk's."""
        names = ("place", "title", "registrant", "continuing", "new", "completion", "goal")
        written = dict(zip(names, self.cells(), strict=True)) | instead
        return [number, *written.values()]


@dataclass(frozen=True)
class ClerkFile:
    """A file and what a clerk reads in it; `notes` are the codes of what is odd in the file itself."""

    name: str
    data: bytes
    layout: str
    year: int | None
    unit: str | None
    rows: Sequence[Told]
    notes: Sequence[str] = ()


Maker = Callable[[], ClerkFile]


def flat(rows: Sequence[Told]) -> list[Told]:
    """Return registrations as M4 tells them: without a sector, which is asked for."""
    return [row.but("sector_unknown", *row.problems, sector="") for row in rows]
