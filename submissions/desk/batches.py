"""The lists that units sent as files: who, when, and what came of them. Read only; the unit area imports."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.models import Batch, Campaign

from .columns import moment_column, state_column
from .facts import BATCH_COUNTS, batch_facts
from .history import events_of
from .search import FoldedSearchMixin
from .viewsets import DeskViewSet, IndexView, InspectView


def batches_at_desk(user: Any) -> QuerySet[Batch]:
    """The lists sent by the units a desk oversees."""
    return scope.batches(user).filter(unit__in=scope.units_overseen(user).values("pk"))


def campaigns_with_batches(request: HttpRequest) -> QuerySet[Campaign]:
    """The campaigns for which the person's units sent lists."""
    return Campaign.objects.filter(pk__in=batches_at_desk(request.user).values("campaign_id"))


class BatchFilterSet(WagtailFilterSet):
    campaign = django_filters.ModelChoiceFilter(label=_("Campaign"), queryset=campaigns_with_batches)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Batch.State.choices, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Batch
        fields: list[str] = []


class BatchIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("file_name", "unit__name")
    default_ordering = "-uploaded_at"

    @cached_property
    def columns(self) -> list[Any]:
        counts = [
            Column(name, label=Batch._meta.get_field(name).verbose_name, accessor=name)  # type: ignore[union-attr]
            for name in BATCH_COUNTS
        ]
        return [
            self.record_column("file_name", label=_("File"), sort_key="file_name"),
            Column("unit", label=_("Unit"), accessor="unit.name", sort_key="unit__name"),
            Column("campaign", label=_("Campaign"), accessor="campaign.title"),
            Column(
                "uploaded_by",
                label=_("Uploaded by"),
                accessor=lambda row: (
                    row.uploaded_by and (row.uploaded_by.get_full_name() or row.uploaded_by.username)
                ),
            ),
            moment_column("uploaded_at", label=_("Uploaded at")),
            state_column(lambda row: row.state == Batch.State.IMPORTED, label=_("State")),
            *counts,
        ]


class BatchInspectView(InspectView):
    template_name = "desk/record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"facts": batch_facts(self.object), "events": events_of(self.object)}


class BatchViewSet(DeskViewSet):
    model = Batch
    name = "desk_batches"
    url_prefix = "danh-sach-da-gui"
    icon = "upload"
    menu_label = _("Uploaded lists")
    rows = staticmethod(batches_at_desk)
    related = ("unit", "campaign", "uploaded_by")
    index_view_class = BatchIndexView
    inspect_view_class = BatchInspectView
    inspect_template_name = BatchInspectView.template_name
    filterset_class = BatchFilterSet
    ordering = "-uploaded_at"
