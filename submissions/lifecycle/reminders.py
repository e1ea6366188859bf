"""Reminding units that have not sent what is due (đôn đốc)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions import log, notices, scope
from submissions.models import Campaign, MailPreference, Membership, Notice, Unit

from .refusal import hold, require, require_permission

# A unit is not reminded twice within this time unless the desk says so.
PAUSE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Reached:
    """Whom a reminder would reach: by e-mail, on the page only, or not at all, with the reason."""

    by_mail: list[Unit] = field(default_factory=list)
    on_page: list[tuple[Unit, str]] = field(default_factory=list)
    left_out: list[tuple[Unit, str]] = field(default_factory=list)

    @property
    def told(self) -> list[Unit]:
        """The units that get the reminder in one way or the other."""
        return [*self.by_mail, *(unit for unit, _why in self.on_page)]


@transaction.atomic
def remind(
    units: Sequence[Unit], campaign: Campaign, by: Any, *, subject: str, text: str, again: bool = False
) -> Reached:
    """Remind the people of units of a campaign, in the words of the desk, and return who was reached.

    A unit that was reminded within a day is left out unless `again`, and so is one that nobody serves.
    Raises Refused without the right to receive, for a campaign that is not open, a unit that it does not
    call or that is another desk's, and without words.
    """
    require_permission(by, "receive_registration")
    # Two officers who remind at the same moment come one after the other.
    campaign = hold(campaign)
    require(campaign.state == Campaign.State.OPEN, _("The campaign is not open for registration."))
    require(bool(subject.strip() and text.strip()), _("Write the subject and the text of the reminder."))
    _require_called(units, campaign, by)
    reached = reach(units, campaign, again=again)
    require(bool(reached.told), _("None of these units can be reminded now."))
    notices.tell_reminder(
        reached.told,
        key=f"{_key(campaign)}{timezone.now():%Y%m%d%H%M%S%f}",
        subject=subject.strip(),
        text=text.strip(),
    )
    count = ngettext("%(count)d unit", "%(count)d units", len(reached.told)) % {"count": len(reached.told)}
    log.record("campaign.remind", campaign, by, note=f"{count}: {subject.strip()}")
    return reached


def reach(units: Sequence[Unit], campaign: Campaign, *, again: bool = False) -> Reached:
    """Tell whom a reminder would reach now. Two queries, however many units."""
    reached = Reached()
    people = _people_of(units)
    since = timezone.now() - PAUSE
    reminded = {} if again else last_reminders(campaign)
    for unit in units:
        ways = people.get(unit.pk, [])
        if not ways:
            reached.left_out.append((unit, _("Nobody serves the unit. Invite a person first.")))
        elif unit.pk in reminded and reminded[unit.pk] > since:
            reached.left_out.append((unit, _("Reminded less than a day ago.")))
        elif "" in ways:
            reached.by_mail.append(unit)
        else:
            reached.on_page.append((unit, ways[0]))
    return reached


def last_reminders(campaign: Campaign) -> dict[int, datetime.datetime]:
    """Return when each unit was last reminded of a campaign, by the unit's key. One query."""
    return dict(_told(campaign).values_list("unit_id").annotate(last=Max("created_at")))


def last_reminder(campaign: Campaign, unit: OuterRef) -> Subquery:
    """Return the same for one unit, as a part of another query."""
    return Subquery(_told(campaign).filter(unit=unit).order_by("-created_at").values("created_at")[:1])


def _told(campaign: Campaign) -> QuerySet[Notice]:
    reminders = Notice.objects.filter(event=Notice.Event.REMINDER, key__startswith=_key(campaign))
    return reminders.order_by()


def _people_of(units: Iterable[Unit]) -> dict[int, list[str]]:
    """Return why each person of each unit gets no e-mail, "" for one who gets it, by the unit's key."""
    served = Membership.objects.filter(
        unit__in=[unit.pk for unit in units], role__in=scope.UNIT_ROLES, user__is_active=True
    )
    people: dict[int, list[str]] = {}
    for membership in served.select_related("user__mail_preference"):
        people.setdefault(membership.unit_id, []).append(_why_no_mail(membership.user))
    return people


def _why_no_mail(person: Any) -> str:
    if not person.email:
        return _("No e-mail address: told on the page only.")
    preference = getattr(person, "mail_preference", None)
    if preference is None or preference.delivery == MailPreference.Delivery.AT_ONCE:
        return ""
    if preference.delivery == MailPreference.Delivery.DAILY:
        return _("Gets one e-mail a day with everything new.")
    return _("Wants no e-mail: told on the page only.")


def _require_called(units: Sequence[Unit], campaign: Campaign, by: Any) -> None:
    called = set(scope.units_called(campaign, by).values_list("pk", flat=True))
    require(
        {unit.pk for unit in units} <= called,
        _("The campaign does not call one of these units, or it belongs to another desk."),
    )


def _key(campaign: Campaign) -> str:
    return f"campaign:{campaign.pk}:"
