"""The records: what a unit, a campaign, an initiative and a decision are.

States are only written by the doors in `submissions.lifecycle`.
"""

from .batches import Batch, BatchRow
from .deadlines import Deadline
from .forms import FormField, ListColumn, ListForm, OfficialForm
from .initiatives import Individual, Initiative
from .programme import Campaign, Sector, SectorScheme, SectorWording
from .recognition import Decision, Recognition
from .registrations import Registration
from .remembered import HeaderWording, KnownDifference
from .units import Level, Membership, Unit

__all__ = [
    "Batch",
    "BatchRow",
    "Campaign",
    "Deadline",
    "Decision",
    "FormField",
    "HeaderWording",
    "Individual",
    "Initiative",
    "KnownDifference",
    "Level",
    "ListColumn",
    "ListForm",
    "Membership",
    "OfficialForm",
    "Recognition",
    "Registration",
    "Sector",
    "SectorScheme",
    "SectorWording",
    "Unit",
]
