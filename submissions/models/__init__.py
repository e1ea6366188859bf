"""The records: what a unit, a campaign, an initiative and a decision are.

States are only written by the doors in `submissions.lifecycle`.
"""

from .batches import Batch, BatchRow
from .deadlines import Deadline
from .initiatives import Individual, Initiative
from .programme import Campaign, Sector, SectorScheme, SectorWording
from .recognition import Decision, Recognition
from .registrations import Registration
from .units import Level, Membership, Unit

__all__ = [
    "Batch",
    "BatchRow",
    "Campaign",
    "Deadline",
    "Decision",
    "Individual",
    "Initiative",
    "Level",
    "Membership",
    "Recognition",
    "Registration",
    "Sector",
    "SectorScheme",
    "SectorWording",
    "Unit",
]
