"""How each unit that a campaign calls stands: what it has sent, in which state, in time, within the quotas.

Counted in SQL: the number of queries is the same for one unit and for a province.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    Value,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from submissions import scope
from submissions.lifecycle import quotas
from submissions.lifecycle.quotas import Standing
from submissions.lifecycle.reminders import last_reminder
from submissions.models import Campaign, Deadline, FormDraft, Membership, Registration, Unit
from submissions.models.deadlines import registering
from submissions.vietnamese.text import sort_key

State = Registration.State

# The states in the order in which a registration meets them; the closed ones count as one.
CLOSED = "closed"
SHOWN_STATES = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.RECEIVED, State.CONSOLIDATED)
# What has come in on a list and not on a form.
LISTS = ""


class Timeliness(TextChoices):
    """Whether a unit has sent anything, and when."""

    MISSING = "missing", _("Not sent")
    OVERDUE = "overdue", _("Not sent, past the deadline")
    LATE = "late", _("Sent late")
    ON_TIME = "on_time", _("Sent in time")


@dataclass
class UnitStanding:
    """One unit in a campaign. `counts` says how many registrations it has on each form in each state."""

    unit: Unit
    deadline: Deadline | None
    quotas: list[Standing]
    reminded_at: datetime.datetime | None
    is_over: bool
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    late: int = 0

    @property
    def pk(self) -> int:
        """The key of the unit, as the columns of a table ask for it."""
        return self.unit.pk

    @property
    def sent(self) -> int:
        """How many registrations the unit has sent and stands by."""
        closed = (State.DRAFT, CLOSED)
        return sum(count for (_form, state), count in self.counts.items() if state not in closed)

    @property
    def timeliness(self) -> Timeliness:
        """A unit of which at least one registration came in time has sent in time."""
        if not self.sent:
            return Timeliness.OVERDUE if self.is_over else Timeliness.MISSING
        return Timeliness.LATE if self.late >= self.sent else Timeliness.ON_TIME

    @property
    def is_missing(self) -> bool:
        """Whether nothing has come."""
        return not self.sent

    @property
    def unmet(self) -> list[Standing]:
        """The quotas that the unit does not meet."""
        return [standing for standing in self.quotas if not standing.is_met]

    def in_state(self, state: str) -> int:
        """How many there are in a state, on all forms together."""
        return sum(count for (_form, its), count in self.counts.items() if its == state)

    def on_form(self, form: str) -> dict[str, int]:
        """How many there are on a form, by state, in the order of the states."""
        states = (*SHOWN_STATES, CLOSED)
        return {state: self.counts[form, state] for state in states if self.counts[form, state]}


def standings(campaign: Campaign, units: Sequence[Any]) -> list[UnitStanding]:
    """Return how units stand that `units_below` gave as called, in their order. Four queries."""
    deadlines = list(campaign.deadlines.select_related("subtree"))
    by_quota = quotas.standings(campaign, units)
    today = timezone.localdate()
    rows = {}
    for unit in units:
        due = registering(deadlines, unit, unit.level_id)
        over = due is not None and due.is_over(today)
        rows[unit.pk] = UnitStanding(unit, due, by_quota[unit.pk], unit.reminded_at, over)
    _count_registrations(campaign, rows)
    return list(rows.values())


def units_below(campaign: Campaign, user: Any) -> list[Any]:
    """Return the units of the person below the issuer of a campaign, as they stand in the tree. One query.

    Each tells by `is_called` whether the campaign calls it, and when it was last reminded of it.
    """
    called = Q(pk__in=scope.units_called(campaign, user).values("pk"))
    below = scope.units_overseen(user).filter(path__startswith=campaign.issuer.path)
    return list(
        below.exclude(pk=campaign.issuer_id)
        .annotate(
            is_called=ExpressionWrapper(called, output_field=BooleanField()),
            reminded_at=last_reminder(campaign, OuterRef("pk")),
        )
        .order_by("path")
    )


def forms_of(rows: Sequence[UnitStanding]) -> list[str]:
    """Return the codes of the forms on which something has come in or is being written, lists last."""
    used = {form for row in rows for form, _state in row.counts}
    return [*sorted(used - {LISTS}, key=sort_key), LISTS]


@dataclass(frozen=True)
class Due:
    """The next deadline by which units register, and how many of those it binds have sent nothing."""

    deadline: Deadline
    bound: int
    missing: int


def next_deadlines(user: Any, shown: int) -> list[Due]:
    """Return the next deadlines of the open campaigns that call the person's units. Four queries.

    Only those that have not passed and name a day; of other steps than registering nobody is missing.
    """
    campaigns = scope.campaigns_watched(user).filter(state=Campaign.State.OPEN)
    ahead = Deadline.objects.filter(campaign__in=campaigns.values("pk"), due_on__gte=timezone.localdate())
    deadlines = list(ahead.select_related("campaign__issuer", "subtree").order_by("due_on", "pk")[:shown])
    if not deadlines:
        return []
    served = Membership.objects.filter(unit=OuterRef("pk"), role__in=scope.UNIT_ROLES)
    units = list(scope.units_overseen(user).annotate(is_served=Exists(served)))
    sent = _who_sent({one.campaign_id for one in deadlines})
    others = list(_registering_of(deadlines))
    return [_due(one, others, units, sent) for one in deadlines]


def _due(
    deadline: Deadline, others: Sequence[Deadline], units: Sequence[Any], sent: dict[int, set[int]]
) -> Due:
    if deadline.step != Deadline.Step.REGISTER:
        return Due(deadline, 0, 0)
    campaign, there = deadline.campaign, sent.get(deadline.campaign_id, set())
    own = [one for one in others if one.campaign_id == deadline.campaign_id]
    bound = [
        unit
        for unit in units
        if (unit.is_served or unit.pk in there)
        and unit.pk != campaign.issuer_id
        and unit.path.startswith(campaign.issuer.path)
        and registering(own, unit, unit.level_id) == deadline
    ]
    return Due(deadline, len(bound), sum(unit.pk not in there for unit in bound))


def _registering_of(deadlines: Sequence[Deadline]) -> QuerySet[Deadline]:
    """The deadlines by which units register in the same campaigns, passed ones too."""
    campaigns = {one.campaign_id for one in deadlines}
    return Deadline.objects.filter(campaign__in=campaigns, step=Deadline.Step.REGISTER).select_related(
        "subtree"
    )


def _who_sent(campaigns: set[int]) -> dict[int, set[int]]:
    """Return the units that have sent something they stand by, by campaign."""
    rows = Registration.objects.filter(campaign__in=campaigns).exclude(state__in=quotas.NOT_COUNTED)
    sent: dict[int, set[int]] = {}
    for campaign, unit in rows.order_by().values_list("campaign_id", "unit_id").distinct():
        sent.setdefault(campaign, set()).add(unit)
    return sent


def _count_registrations(campaign: Campaign, rows: dict[int, UnitStanding]) -> None:
    """Count the registrations of units, and as drafts the forms that are being filled in. One query.

    A form that corrects a registration is no new one.
    """
    of_units = {"campaign": campaign, "unit__in": list(rows)}
    registrations = (
        Registration.objects.filter(**of_units)
        .order_by()
        .values_list("unit_id", "form__code", "state", "late")
        .annotate(count=Count("pk"))
    )
    forms = (
        FormDraft.objects.filter(**of_units, sent_at=None, registration=None)
        .order_by()
        .values_list("unit_id", "form__code", Value(State.DRAFT.value), Value(False))
        .annotate(count=Count("pk"))
    )
    for unit, form, state, late, count in registrations.union(forms, all=True):
        row = rows[unit]
        shown = state if state in SHOWN_STATES else CLOSED
        row.counts[form or LISTS, shown] += count
        if late and shown not in (State.DRAFT, CLOSED):
            row.late += count
