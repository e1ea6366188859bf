"""What a unit is called to do now, and until when."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Prefetch
from django.utils import timezone

from submissions import scope
from submissions.lifecycle import drafts
from submissions.lifecycle.quotas import Standing, standings_of
from submissions.models import Campaign, Deadline, LatePermit, Unit
from submissions.models.deadlines import days_words, registering


@dataclass(frozen=True)
class Call:
    """An open campaign as one unit meets it."""

    campaign: Campaign
    registering: Deadline | None
    later: list[Deadline]
    days: str
    is_late: bool
    permit: LatePermit | None
    standings: Sequence[Standing]
    continues: bool

    @property
    def due_on(self) -> datetime.date | None:
        """The last day on which the unit registers in time, or None."""
        return self.registering.due_on if self.registering else None

    @property
    def accepts(self) -> bool:
        """Whether the unit may still send; late ones when the campaign or a permit lets it (domain k.12)."""
        return not self.is_late or self.campaign.accepts_late or self.permit is not None

    @property
    def needs_permit(self) -> bool:
        """Whether what the unit sends now goes by its late permit."""
        return self.is_late and not self.campaign.accepts_late


def calls_for(unit: Unit) -> list[Call]:
    """Return the open campaigns that call the unit, the nearest deadline first.

    At most seven queries, however many campaigns and quotas.
    """
    campaigns = list(
        scope.campaigns_for(unit)
        .annotate(continues=Exists(drafts.goes_on(unit)))
        .select_related("issuer")
        .prefetch_related(
            Prefetch("deadlines", Deadline.objects.select_related("subtree")),
            Prefetch("late_permits", LatePermit.objects.filter(unit=unit).order_by("expires_on", "pk")),
        )
    )
    stands = standings_of(unit, campaigns)
    today = timezone.localdate()
    calls = [_call(campaign, unit, today, stands[campaign.pk]) for campaign in campaigns]
    return sorted(calls, key=lambda call: call.due_on or datetime.date.max)


def _call(campaign: Campaign, unit: Unit, today: datetime.date, stands: Sequence[Standing]) -> Call:
    deadlines = campaign.deadlines.all()
    last = registering(deadlines, unit, unit.level_id)
    return Call(
        campaign=campaign,
        registering=last,
        later=[one for one in deadlines if _is_later(one, unit, today)],
        days=days_words(last.due_on, today) if last and last.due_on else "",
        is_late=last is not None and last.is_over(today),
        permit=next((one for one in campaign.late_permits.all() if one.is_usable(today)), None),
        standings=stands,
        continues=campaign.continues,  # type: ignore[attr-defined]
    )


def _is_later(deadline: Deadline, unit: Unit, today: datetime.date) -> bool:
    """Whether a deadline binds the unit after it has registered."""
    is_ahead = deadline.due_on is None or deadline.due_on >= today
    return deadline.step != Deadline.Step.REGISTER and is_ahead and deadline.binds(unit, unit.level_id)
