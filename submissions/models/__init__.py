"""The records: what a unit, a campaign, an initiative and a decision are.

States are only written by the doors in `submissions.lifecycle`.
"""

from .attachments import Attachment
from .batches import Batch, BatchRow
from .consolidated import ConsolidatedList, ConsolidatedRow
from .deadlines import Deadline, DeadlineOverride, DeadlineRule
from .drafts import FormDraft
from .forms import FormField, ListColumn, ListForm, OfficialForm
from .initiatives import Individual, Initiative
from .invitations import Invitation
from .notices import Mail, MailPreference, Notice
from .permits import LatePermit
from .programme import Campaign, Sector, SectorScheme, SectorWording
from .quotas import Quota
from .recognition import Decision, Recognition
from .registrations import Registration
from .remembered import HeaderWording, KnownDifference
from .saved_views import SavedView
from .units import Level, Membership, Unit

__all__ = [
    "Attachment",
    "Batch",
    "BatchRow",
    "Campaign",
    "ConsolidatedList",
    "ConsolidatedRow",
    "Deadline",
    "DeadlineOverride",
    "DeadlineRule",
    "Decision",
    "FormDraft",
    "FormField",
    "HeaderWording",
    "Individual",
    "Initiative",
    "Invitation",
    "KnownDifference",
    "LatePermit",
    "Level",
    "ListColumn",
    "ListForm",
    "Mail",
    "MailPreference",
    "Membership",
    "Notice",
    "OfficialForm",
    "Quota",
    "Recognition",
    "Registration",
    "SavedView",
    "Sector",
    "SectorScheme",
    "SectorWording",
    "Unit",
]
