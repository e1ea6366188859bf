"""The decisions: entered with number and date, filled with recognitions, published together."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from submissions import scope
from submissions.desk.columns import day_column, moment_column, state_column
from submissions.desk.days import DayField
from submissions.desk.doors import DoorView
from submissions.desk.facts import decision_facts
from submissions.desk.forms import PaperForm
from submissions.desk.history import events_of
from submissions.desk.moves import PUBLISH
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import (
    CreateView,
    DeskViewSet,
    EditView,
    IndexView,
    InspectView,
    ScopedObjectMixin,
)
from submissions.lifecycle import recognition
from submissions.lifecycle.refusal import Refused, hold, refuse_for
from submissions.models import Decision, Unit

SCAN_TYPES = ["pdf", "jpg", "jpeg", "png"]
SCAN_BYTES = 20 * 1024 * 1024
PAPER_FIELDS = ("number", "date", "subject", "signer", "signer_title", "scan")


def scan_field() -> forms.FileField:
    """The scan of a signed paper: a PDF or a picture of at most 20 MB."""
    return forms.FileField(
        label=capfirst(_("scan")),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in SCAN_TYPES)}),
        help_text=_("PDF, JPG or PNG, at most 20 MB."),
        validators=[FileExtensionValidator(SCAN_TYPES), validate_scan_size],
    )


def validate_scan_size(scan: Any) -> None:
    """Refuse a scan above the limit. Raises ValidationError."""
    if scan.size > SCAN_BYTES:
        raise ValidationError(_("The file is larger than 20 MB. Scan it in black and white or at 150 dpi."))


class DecisionForm(PaperForm):
    """A decision's paper. The issuer is one of the desks of the person, and stays once it is set."""

    scan = scan_field()

    class Meta:
        model = Decision
        fields = ["issuer", *PAPER_FIELDS]
        field_classes = {"date": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuer = self.fields["issuer"]
        issuer.queryset = scope.units_overseen(self.for_user).filter(receives=True)
        if len(issuer.queryset) == 1:
            issuer.initial = issuer.queryset[0]
            issuer.empty_label = None
        issuer.disabled = self.instance.pk is not None


class DecisionFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Decision.State.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    issuer = django_filters.ModelChoiceFilter(
        label=_("Issuer"),
        queryset=lambda request: Unit.objects.filter(
            pk__in=scope.decisions(request.user).values("issuer_id")
        ),
    )

    class Meta:
        model = Decision
        fields: list[str] = []


class DecisionIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("number", "subject", "signer")
    default_ordering = "-date"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("number", label=_("Number and symbol"), sort_key="number"),
            day_column("date", label=_("Date")),
            Column("subject", label=_("Subject")),
            Column("issuer", label=_("Issuer"), accessor="issuer.name", sort_key="issuer__name"),
            Column("recognised", label=_("Recognitions"), accessor="recognised"),
            state_column(lambda row: row.state == Decision.State.PENDING, label=_("State")),
            moment_column("published_at", label=_("Published at")),
        ]

    def get_base_queryset(self) -> QuerySet[Decision]:
        return super().get_base_queryset().annotate(recognised=Count("recognitions"))


class DecisionCreateView(CreateView):
    def get_success_url(self) -> str:
        return reverse("desk_decisions:inspect", args=[self.object.pk])


class DecisionEditView(EditView):
    """Corrects the paper while it waits: a published decision stands as it was signed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        decision = self.get_object()
        why = why_not_correct(decision)
        if why:
            messages.error(request, why)
            return redirect("desk_decisions:inspect", decision.pk)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Refused as refused:
            form.add_error(None, refused.message)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def save_instance(self) -> Decision:
        """Save within Wagtail's transaction. Raises Refused when it was published meanwhile."""
        refuse_for(why_not_correct(hold(self.object)))
        return super().save_instance()


class DecisionInspectView(InspectView):
    template_name = "desk/decision.html"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        published = self.object.state == Decision.State.PUBLISHED
        return [
            button for button in super().header_more_buttons if not (published and button.icon_name == "edit")
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "facts": decision_facts(self.object),
            "recognitions": recognitions_of(self.object),
            "events": events_of(self.object),
        }


class PublishView(DoorView):
    """Asks before publishing, and lists everything that becomes public with the decision."""

    move = PUBLISH
    door = recognition.publish
    template_name = "desk/publish.html"
    question = _(
        "From then on everybody can read it. It cannot be taken back, only revoked by another paper."
    )
    success = _("Decision %(record)s has been published.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"recognitions": recognitions_of(self.object)}


class ScanView(ScopedObjectMixin, PermissionCheckedMixin, View):
    """The scan of a decision, for those who may see the decision."""

    model: Any = None
    permission_required = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        decision = self.get_object()
        if not decision.scan:
            raise Http404
        return FileResponse(
            decision.scan.open(), as_attachment=True, filename=decision.scan.name.rsplit("/", 1)[-1]
        )


def why_not_correct(decision: Decision) -> str:
    """Why the decision's paper can no longer be corrected; empty while it waits."""
    if decision.state == Decision.State.PENDING:
        return ""
    return gettext("A published decision can no longer be changed.")


def recognitions_of(decision: Decision) -> QuerySet[Any]:
    """What the decision recognises, in the order of the units."""
    return decision.recognitions.select_related(
        "registration__initiative", "registration__unit", "level"
    ).order_by("registration__unit__path", "registration__initiative__title_key")


class DecisionViewSet(DeskViewSet):
    model = Decision
    name = "desk_decisions"
    url_prefix = "quyet-dinh"
    icon = "doc-full"
    menu_label = _("Decisions")
    rows = staticmethod(scope.decisions)
    related = ("issuer",)
    routes = (*DeskViewSet.routes, "add", "edit")
    offered = ("view", "add", "change")
    index_view_class = DecisionIndexView
    add_view_class = DecisionCreateView
    edit_view_class = DecisionEditView
    inspect_view_class = DecisionInspectView
    inspect_template_name = DecisionInspectView.template_name
    filterset_class = DecisionFilterSet
    ordering = "-date"
    moves = (PUBLISH,)
    move_views = {"publish": PublishView, "scan": ScanView}

    def get_form_class(self, for_update: bool = False) -> type[DecisionForm]:
        return DecisionForm
