"""The home of a unit: what to do now, what came back, what waits, what was sent."""

from typing import Any

from django.db.models import Count
from django.views.generic import TemplateView

from submissions import scope
from submissions.models import Batch, Registration
from submissions.unit_area.calls import calls_for

from .access import UnitMixin

SHOWN = 5
SENT = [state for state in Registration.State if state != Registration.State.DRAFT]


class Home(UnitMixin, TemplateView):
    """One column, the same number of queries whatever it holds."""

    template_name = "unit_area/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = scope.own_registrations(self.request.user).filter(unit=self.unit)
        shown = own.select_related("initiative", "campaign")
        states = dict(own.values_list("state").annotate(Count("pk")).order_by())
        waiting = scope.batches(self.request.user).filter(unit=self.unit, state=Batch.State.CHECKED)
        return super().get_context_data(
            calls=calls_for(self.unit),
            returned=shown.filter(state=Registration.State.RETURNED)[:SHOWN],
            drafts=shown.filter(state=Registration.State.DRAFT)[:SHOWN],
            waiting=waiting.annotate(row_count=Count("rows")).order_by("-uploaded_at", "-pk")[:SHOWN],
            recent=shown.filter(state__in=SENT)[:SHOWN],
            sent=[(state, states[state]) for state in SENT if state in states],
            state_counts=states,
            total=sum(states.values()),
            **kwargs,
        )
