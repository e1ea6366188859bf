"""The first page of the admin: what waits for me, which deadlines come, what happened today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component
from wagtail.models import ModelLogEntry

from submissions import scope
from submissions.desk.campaigns.standing import next_deadlines
from submissions.desk.columns import day
from submissions.lifecycle.recognition import PENDING_STATES
from submissions.models import Decision, Recognition, Registration
from submissions.models.deadlines import days_words


@dataclass(frozen=True)
class Waiting:
    """One kind of work: how much of it waits, the oldest pieces, and the list that shows all."""

    heading: str
    count: int
    url: str
    items: list[tuple[str, str, str]]


class WaitingPanel(Component):
    """The work that the person's rights and desk put before them; nothing for anybody else."""

    name = "desk_waiting"
    template_name = "desk/waiting_panel.html"
    order = 50
    shown = 5

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"kinds": waiting_for(self.request.user, self.shown)}


class DeadlinesPanel(Component):
    """The next dates of the open campaigns, how far they are, and how many units are missing."""

    name = "desk_deadlines"
    template_name = "desk/deadlines_panel.html"
    order = 51
    shown = 5

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        if not self.request.user.has_perm("submissions.view_registration"):
            return {}
        today = timezone.localdate()
        return {
            "deadlines": [
                {
                    "deadline": due.deadline,
                    "day": day(due.deadline.due_on),
                    "left": days_words(due.deadline.due_on, today) if due.deadline.due_on else "",
                    "missing": due.missing,
                    "bound": due.bound,
                    "url": missing_url(due.deadline.campaign_id),
                }
                for due in next_deadlines(self.request.user, self.shown)
            ]
        }


class TodayPanel(Component):
    """What came and went at the desk since midnight."""

    name = "desk_today"
    template_name = "desk/today_panel.html"
    order = 52

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        if not self.request.user.has_perm("submissions.view_registration"):
            return {}
        return {"today": today_at_desk(self.request.user)}


PANELS = (WaitingPanel, DeadlinesPanel, TodayPanel)


def missing_url(campaign_id: int) -> str:
    """The units of a campaign that have not sent."""
    return f"{reverse('desk_who_has_not_sent:index')}?campaign={campaign_id}&only=missing"


def today_at_desk(user: Any) -> list[tuple[str, int]]:
    """What happened today: sent, received, and sent again after having been returned. One query."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    returned = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Registration),
        object_id=Cast(OuterRef("pk"), CharField()),
        action="submissions.registration.return",
    )
    sent, received = Q(submitted_at__gte=midnight), Q(received_at__gte=midnight)
    counts = (
        scope.desk_registrations(user)
        .filter(sent | received)
        .aggregate(
            sent=Count("pk", filter=sent),
            received=Count("pk", filter=received),
            answered=Count("pk", filter=Q(sent, ~Q(state=Registration.State.RETURNED), Exists(returned))),
        )
    )
    return [
        (gettext("sent by units"), counts["sent"]),
        (gettext("received"), counts["received"]),
        (gettext("sent again after a return"), counts["answered"]),
    ]


def waiting_for(user: Any, shown: int) -> list[Waiting]:
    """The kinds of work for this person, in the order in which a registration meets them."""
    kinds = []
    if user.has_perm("submissions.receive_registration"):
        kinds.append(_to_receive(user, shown))
    if user.has_perm("submissions.add_consolidatedlist"):
        kinds.append(_to_consolidate(user, shown))
    if user.has_perm("submissions.decide_recognition"):
        kinds.append(_to_decide(user, shown))
    if user.has_perm("submissions.publish_decision"):
        kinds.append(_to_publish(user, shown))
    return kinds


def _to_receive(user: Any, shown: int) -> Waiting:
    url = reverse("desk_registrations:index") + f"?state={Registration.State.SUBMITTED}"
    rows = _oldest(user, Registration.State.SUBMITTED, "submitted_at")
    return Waiting(gettext("Registrations to receive"), rows.count(), url, _items(rows[:shown]))


def _to_consolidate(user: Any, shown: int) -> Waiting:
    rows = _oldest(user, Registration.State.RECEIVED, "received_at")
    url = reverse("desk_consolidated_lists:add")
    return Waiting(gettext("Received, not yet in a list"), rows.count(), url, _items(rows[:shown]))


def _oldest(user: Any, state: str, moment: str) -> QuerySet[Registration]:
    rows = scope.desk_registrations(user).filter(state=state)
    return rows.select_related("initiative", "unit").order_by(moment, "pk")


def _items(rows: Iterable[Registration]) -> list[tuple[str, str, str]]:
    return [
        (row.initiative.title, row.unit.name, reverse("desk_registrations:inspect", args=[row.pk]))
        for row in rows
    ]


def _to_decide(user: Any, shown: int) -> Waiting:
    rows: QuerySet[Recognition] = (
        scope.recognitions(user)
        .filter(state__in=PENDING_STATES)
        .exclude(proposed_by=user)
        .select_related("registration__initiative", "registration__unit")
        .order_by("proposed_at", "pk")
    )
    items = [
        (
            row.registration.initiative.title,
            row.registration.unit.name,
            reverse("desk_recognitions:inspect", args=[row.pk]),
        )
        for row in rows[:shown]
    ]
    states = "&".join(f"state={state}" for state in PENDING_STATES)
    return Waiting(
        gettext("Recognitions to decide"),
        rows.count(),
        f"{reverse('desk_recognitions:index')}?{states}",
        items,
    )


def _to_publish(user: Any, shown: int) -> Waiting:
    rows = scope.decisions(user).filter(state=Decision.State.PENDING).order_by("date", "pk")
    items = [
        (str(row), row.subject, reverse("desk_decisions:inspect", args=[row.pk])) for row in rows[:shown]
    ]
    url = reverse("desk_decisions:index") + f"?state={Decision.State.PENDING}"
    return Waiting(gettext("Decisions to publish"), rows.count(), url, items)
