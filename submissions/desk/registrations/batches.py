"""The lists that units sent as files: who, when, and what came of them.

An officer uploads a list for a unit here; it is looked through and imported on the pages of the unit.
"""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from submissions import log, scope
from submissions.desk.columns import moment, moment_column, state_column
from submissions.desk.facts import BATCH_COUNTS, batch_facts
from submissions.desk.history import events_of
from submissions.desk.people.units import UnitChoiceField
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import (
    CreateView,
    DeskPolicy,
    DeskViewSet,
    IndexView,
    InspectView,
    ScopedObjectMixin,
)
from submissions.lifecycle.refusal import Refused
from submissions.lists import corrections, importing, original
from submissions.lists.formats.files import RefusedFile
from submissions.models import Batch, Campaign, Unit

ROWS_A_PAGE = 50
UPLOAD = _("Upload a list for a unit")


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
    add_item_label = UPLOAD

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
    """A list with its notes and rows; what may name a person only for those who may see persons."""

    template_name = "desk/batch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page = self._page_of_rows()
        return context | {
            "facts": batch_facts(self.object),
            "events": events_of(self.object),
            "rows": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "may_see_person": self.request.user.has_perm("submissions.view_individual"),
            "work_url": self._work_url(),
        }

    def _page_of_rows(self) -> Any:
        rows = corrections.ranked(self.object.rows.select_related("registration__initiative"))
        rows = rows.order_by(corrections.left_first(), "rank", "position")
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        shown = None if self.request.user.has_perm("submissions.view_individual") else "registrant"
        for row in page:
            row.told = [problem for problem in row.problems if shown is None or problem["column"] != shown]
        return page

    def _work_url(self) -> str:
        """The page on which the person may go on with the list for the unit; empty where there is none."""
        helped = scope.units_helped(self.request.user).filter(pk=self.object.unit_id)
        return unit_page(self.object) if helped.exists() else ""


def unit_page(batch: Batch) -> str:
    """Return the address of a list in the unit area; empty in a portal without one."""
    try:
        return reverse("unit_area:preview", kwargs={"unit": batch.unit.code, "pk": batch.pk})
    except NoReverseMatch:
        return ""


class OriginalView(ScopedObjectMixin, PermissionCheckedMixin, View):
    """The file as it came. It may name persons: only for those who may see them, and each look is logged."""

    model: Any = None
    permission_required = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        if not request.user.has_perm("submissions.view_individual"):
            raise PermissionDenied
        batch = self.get_object()
        log.record("individual.view", batch, request.user)
        return original.download(batch)


class BatchForm(WagtailAdminModelForm):
    """A list that came on another way, for one of the units the person may send lists for."""

    unit = UnitChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none())
    file = forms.FileField(
        label=_("File with the list"),
        # An empty file gets the same kind of answer as any other that is no list.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.docx"}),
        help_text=_("Excel, OpenDocument, CSV or Word, also with forms M1 and M2 filled in."),
    )

    class Meta:
        model = Batch
        fields = ["unit", "campaign", "file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = scope.units_helped(self.for_user)
        campaigns = self.fields["campaign"]
        campaigns.queryset = scope.campaigns_helped(self.for_user)
        if len(campaigns.queryset) == 1:
            campaigns.initial = campaigns.queryset[0]
            campaigns.empty_label = None


class BatchCreateView(CreateView):
    """Take in a list on behalf of a unit, as the unit's own page does; then its rows are looked through."""

    page_title = UPLOAD
    submit_button_label = _("Upload and check")

    def form_valid(self, form: BatchForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            batch = importing.upload(
                said["file"], unit=said["unit"], campaign=said["campaign"], by=self.request.user
            )
        except importing.SentBefore as earlier:
            form.add_error("file", _sent_before(earlier.batch))
        except RefusedFile as refusal:
            form.add_error("file", str(refusal))
        except Refused as refusal:
            form.add_error("campaign", refusal.message)
        else:
            return redirect(unit_page(batch) or reverse("desk_batches:inspect", args=[batch.pk]))
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)


def _sent_before(batch: Batch) -> str:
    return gettext(
        "This very file is here already since %(moment)s (%(state)s). Look for it in the uploaded lists."
    ) % {"moment": moment(batch.uploaded_at), "state": batch.get_state_display()}


class BatchPolicy(DeskPolicy):
    """Whoever receives registrations may also send a list for a unit."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "add":
            return bool(user.has_perm("submissions.receive_registration"))
        return super().user_has_permission(user, action)


class BatchViewSet(DeskViewSet):
    model = Batch
    name = "desk_batches"
    url_prefix = "danh-sach-da-gui"
    icon = "upload"
    menu_label = _("Uploaded lists")
    rows = staticmethod(batches_at_desk)
    related = ("unit", "campaign", "uploaded_by")
    routes = (*DeskViewSet.routes, "add")
    offered = ("view", "add")
    index_view_class = BatchIndexView
    add_view_class = BatchCreateView
    inspect_view_class = BatchInspectView
    inspect_template_name = BatchInspectView.template_name
    filterset_class = BatchFilterSet
    ordering = "-uploaded_at"
    move_views = {"original": OriginalView}

    @property
    def permission_policy(self) -> DeskPolicy:
        return BatchPolicy(self.model, self.offered)

    def get_form_class(self, for_update: bool = False) -> type[BatchForm]:
        return BatchForm
