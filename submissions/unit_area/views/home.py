"""The home of a unit: what to do now and until when, what came back, what waits, what was sent."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.views.generic import TemplateView

from submissions import scope
from submissions.models import Batch, Registration
from submissions.unit_area.calls import calls_for

from .access import UnitMixin
from .drafts import open_drafts

State = Registration.State
SHOWN = 5


class Home(UnitMixin, TemplateView):
    """One column, the same number of queries whatever it holds."""

    template_name = "unit_area/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = newest(scope.own_registrations(self.request.user).filter(unit=self.unit))
        counts = {state: rows[0].of_state for state, rows in own.items()}  # type: ignore[attr-defined]
        sent = [state for state in State if state in own and state != State.DRAFT]
        recent = [one for state in sent if state != State.RETURNED for one in own[state]]
        waiting = scope.batches(self.request.user).filter(unit=self.unit, state=Batch.State.CHECKED)
        going_on = Q(registration=None) | Q(registration__state__in=Registration.EDITABLE_STATES)
        return super().get_context_data(
            calls=calls_for(self.unit),
            returned=own.get(State.RETURNED, []),
            drafts=own.get(State.DRAFT, []),
            recent=sorted(recent, key=_changed, reverse=True)[:SHOWN],
            forms=open_drafts(self).filter(going_on).select_related("form", "campaign"),
            waiting=waiting.annotate(row_count=Count("rows")).order_by("-uploaded_at", "-pk")[:SHOWN],
            sent=[(state, counts[state]) for state in sent],
            state_counts=counts,
            total=sum(counts.values()),
            **kwargs,
        )


def newest(own: QuerySet[Registration]) -> dict[str, list[Registration]]:
    """Return the newest registrations of each state, each with the number of all as `of_state`. One query."""
    by_state: dict[str, Any] = {"partition_by": F("state")}
    place = Window(RowNumber(), order_by=["-updated_at", "-pk"], **by_state)
    ranked = own.annotate(place=place, of_state=Window(Count("pk"), **by_state)).filter(place__lte=SHOWN)
    found: dict[str, list[Registration]] = {}
    for registration in ranked.select_related("initiative", "campaign").order_by("-updated_at", "-pk"):
        found.setdefault(registration.state, []).append(registration)
    return found


def _changed(registration: Registration) -> tuple[Any, int]:
    return registration.updated_at, registration.pk
