"""What a unit is called to do now, and until when."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions import scope
from submissions.models import Campaign, Deadline, Unit
from submissions.models.deadlines import registering

# How many days past a deadline are still counted out.
COUNTED_DAYS = 60


@dataclass(frozen=True)
class Call:
    """An open campaign as one unit meets it."""

    campaign: Campaign
    registering: Deadline | None
    later: list[Deadline]
    days: str
    is_late: bool

    @property
    def accepts(self) -> bool:
        """Whether the unit may still send; late ones only when the campaign takes them (domain k.12)."""
        return not self.is_late or self.campaign.accepts_late


def calls_for(unit: Unit) -> list[Call]:
    """Return the open campaigns that call the unit, the nearest deadline first. Two queries."""
    campaigns = scope.campaigns_for(unit).select_related("issuer").prefetch_related("deadlines")
    today = timezone.localdate()
    calls = [_call(campaign, unit, today) for campaign in campaigns]
    return sorted(calls, key=lambda call: call.registering.due_on if call.registering else datetime.date.max)


def days_words(due_on: datetime.date, today: datetime.date) -> str:
    """Return how far a day is, in words; long past it is only past."""
    days = (due_on - today).days
    if days == 0:
        return _("today is the last day")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    if days < -COUNTED_DAYS:
        return _("the deadline has passed")
    return ngettext("%(days)s day past", "%(days)s days past", -days) % {"days": -days}


def _call(campaign: Campaign, unit: Unit, today: datetime.date) -> Call:
    deadlines = campaign.deadlines.all()
    last = registering(deadlines, unit.type, unit.level_id)
    return Call(
        campaign=campaign,
        registering=last,
        later=[one for one in deadlines if _is_later(one, unit, today)],
        days=days_words(last.due_on, today) if last else "",
        is_late=last is not None and today > last.due_on,
    )


def _is_later(deadline: Deadline, unit: Unit, today: datetime.date) -> bool:
    """Whether a deadline binds the unit after it has registered."""
    is_ahead = deadline.step != Deadline.Step.REGISTER and deadline.due_on >= today
    return is_ahead and deadline.binds(unit.type, unit.level_id)
