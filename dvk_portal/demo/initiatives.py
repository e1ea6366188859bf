"""Real published initiatives, registered here for demonstration, in every state a registration can have.

The table itself is initiatives.toml.
"""

import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from submissions.models import Sector

TABLE = Path(__file__).parent / "initiatives.toml"


class Outcome(Enum):
    """How far an initiative comes in the story."""

    DRAFT = auto()
    SUBMITTED = auto()
    RETURNED = auto()
    DECLINED = auto()
    WITHDRAWN = auto()
    RECEIVED = auto()
    PROPOSED = auto()
    APPRAISED = auto()
    NOT_RECOGNISED = auto()
    DECIDED = auto()
    REVOKED = auto()
    RECOGNISED = auto()
    EXEMPLAR = auto()


@dataclass(frozen=True)
class InitiativeData:
    """One initiative. `unit` is the code of the unit that registers it, `origin` the one that carries it out.

    `day` is the day of submission; `reason` says why it was returned, declined,
    not recognised or revoked.
    """

    title: str
    sector: Sector.Key
    origin: str
    place: str
    unit: str
    outcome: Outcome
    day: str
    goal: str
    registrant: str = ""
    since: str = ""
    completion: str = "Tháng 12/2024"
    level: str = "huyen"
    reason: str = ""
    individual: bool = False

    @property
    def is_continuing(self) -> bool:
        return bool(self.since)


def initiatives_of(campaign_slug: str) -> tuple[InitiativeData, ...]:
    """The initiatives that the demo registers in a campaign, in the order of the table."""
    entries = tomllib.loads(TABLE.read_text(encoding="utf-8"))[campaign_slug]
    return tuple(
        InitiativeData(
            **entry | {"outcome": Outcome[entry["outcome"].upper()], "sector": Sector.Key(entry["sector"])}
        )
        for entry in entries
    )
