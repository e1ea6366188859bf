"""What waits for me, on the first page of the admin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component

from submissions import scope
from submissions.lifecycle.recognition import PENDING_STATES
from submissions.models import Decision, Recognition, Registration


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


def waiting_for(user: Any, shown: int) -> list[Waiting]:
    """The kinds of work for this person, in the order in which a registration meets them."""
    kinds = []
    if user.has_perm("submissions.receive_registration"):
        kinds.append(_to_receive(user, shown))
    if user.has_perm("submissions.decide_recognition"):
        kinds.append(_to_decide(user, shown))
    if user.has_perm("submissions.publish_decision"):
        kinds.append(_to_publish(user, shown))
    return kinds


def _to_receive(user: Any, shown: int) -> Waiting:
    rows = (
        scope.desk_registrations(user)
        .filter(state=Registration.State.SUBMITTED)
        .select_related("initiative", "unit")
        .order_by("submitted_at", "pk")
    )
    items = [
        (row.initiative.title, row.unit.name, reverse("desk_registrations:inspect", args=[row.pk]))
        for row in rows[:shown]
    ]
    url = reverse("desk_registrations:index") + f"?state={Registration.State.SUBMITTED}"
    return Waiting(gettext("Registrations to receive"), rows.count(), url, items)


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
