"""The registrations at the desk: found, read, received, returned, declined, proposed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import Button

from submissions import log, scope
from submissions.lifecycle import intake, recognition
from submissions.models import Campaign, Initiative, Level, Recognition, Registration, Sector, Unit
from submissions.papers import pdf

from .bulk import DoorBulkAction
from .columns import moment_column, state_column
from .doors import DoorView, ReasonForm
from .exports import SpreadsheetMixin
from .facts import previous_of, registration_facts
from .history import events_of
from .list_exports import OfficialListButton, OfficialListPage
from .moves import DECLINE, PROPOSE, RECEIVE, RETURN
from .search import registrations_matching
from .viewsets import BulkIndexView, DeskViewSet, InspectView

State = Registration.State
DESK_STATES = [choice for choice in State.choices if choice[0] != State.DRAFT]


def campaigns_at_desk(request: HttpRequest) -> QuerySet[Campaign]:
    """The campaigns in which the person's desk holds registrations."""
    return Campaign.objects.filter(pk__in=scope.desk_registrations(request.user).values("campaign_id"))


class RegistrationFilterSet(WagtailFilterSet):
    """What the list is narrowed by. Its units, read once, are offered here and searched by name."""

    campaign = django_filters.ModelChoiceFilter(label=_("Campaign"), queryset=campaigns_at_desk)
    unit = django_filters.ChoiceFilter(label=_("Unit and those below it"), method="filter_subtree")
    sector = django_filters.ModelChoiceFilter(
        label=_("Sector"), field_name="initiative__sector", queryset=Sector.objects.all()
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        field_name="initiative__kind",
        choices=Initiative.Kind.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=DESK_STATES, widget=forms.CheckboxSelectMultiple
    )
    continuity = django_filters.ChoiceFilter(
        label=_("New or continued"),
        choices=Registration.Continuity.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    level = django_filters.ModelChoiceFilter(label=_("Level applied for"), queryset=Level.objects.all())
    late = django_filters.BooleanFilter(label=_("Late"), widget=BooleanRadioSelect)

    class Meta:
        model = Registration
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].extra["choices"] = lambda: [(str(unit.pk), unit.name) for unit in self.units]

    @cached_property
    def units(self) -> list[Unit]:
        """The units of the person's scope."""
        return list(scope.units_overseen(self.request.user))

    def filter_subtree(self, queryset: QuerySet[Registration], name: str, pk: str) -> QuerySet[Registration]:
        top = next(unit for unit in self.units if str(unit.pk) == pk)
        return queryset.filter(unit__path__startswith=top.path)


class RegistrationIndexView(OfficialListButton, SpreadsheetMixin, BulkIndexView):
    bulk_permission = "receive_registration"
    is_searchable = True
    default_ordering = "-submitted_at"

    export_columns = (
        ("book_number", _("number in the book"), lambda row: row.book_number),
        ("title", _("Title of the initiative"), lambda row: row.initiative.title),
        ("unit", _("unit"), lambda row: row.unit.name),
        ("place", _("place of implementation"), lambda row: row.initiative.place),
        ("registrant", _("collective that carries it out"), lambda row: row.initiative.registrant),
        ("sector", _("sector"), lambda row: row.initiative.sector.name),
        ("kind", _("kind"), lambda row: row.initiative.get_kind_display()),
        ("continuity", _("new or continued"), lambda row: row.get_continuity_display()),
        ("level", _("level applied for"), lambda row: row.level.name),
        ("period", _("time of implementation"), lambda row: row.period),
        ("completion", _("expected completion"), lambda row: row.completion),
        ("goal", _("goal or expected result"), lambda row: row.goal),
        ("campaign", _("campaign"), lambda row: row.campaign.title),
        ("state", _("state"), lambda row: row.get_state_display()),
        ("late", _("late"), lambda row: gettext("Yes") if row.late else ""),
        ("submitted_at", _("submitted at"), lambda row: row.submitted_at),
        ("received_at", _("received at"), lambda row: row.received_at),
    )

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *self.checkbox_columns(),
            Column(
                "book_number", label=pgettext_lazy("number in the desk's book", "No."), sort_key="book_number"
            ),
            self.record_column(
                "title", label=_("Initiative"), accessor="initiative.title", sort_key="initiative__title_key"
            ),
            Column("unit", label=_("Unit"), accessor="unit.name", sort_key="unit__name"),
            Column(
                "sector",
                label=_("Sector"),
                accessor="initiative.sector.name",
                sort_key="initiative__sector__order",
            ),
            Column(
                "kind", label=_("Kind"), accessor="initiative.get_kind_display", sort_key="initiative__kind"
            ),
            Column(
                "continuity",
                label=_("New or continued"),
                accessor="get_continuity_display",
                sort_key="continuity",
            ),
            state_column(lambda row: row.state == State.SUBMITTED, label=_("State")),
            moment_column("submitted_at", label=_("Submitted at")),
            StatusFlagColumn("late", label=_("Late"), true_label=_("Late"), sort_key="late"),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Also the forms of every row that the list shows, under the same filters."""
        query = self.request.GET.copy()
        query.setlist("id", ["all"])
        query["next"] = self.request.get_full_path()
        url = reverse("wagtail_bulk_action", args=["submissions", "registration", "print"])
        button = Button(
            _("Print the forms of all rows"),
            url=f"{url}?{query.urlencode()}",
            icon_name="doc-full",
            priority=110,
        )
        return [*super().header_more_buttons, button]

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        if not self.is_searching:
            return queryset
        return queryset.filter(registrations_matching(self.search_query, self.filters.units))

    def as_spreadsheet(self, queryset: QuerySet[Registration], spreadsheet_format: str) -> Any:
        """The list as filtered. An export is logged on each campaign whose registrations it holds."""
        exported = queryset.order_by()
        for campaign in Campaign.objects.filter(pk__in=exported.values("campaign_id")):
            log.record(
                "registration.export",
                campaign,
                self.request.user,
                source=spreadsheet_format,
                note=gettext("%(count)d registrations")
                % {"count": exported.filter(campaign=campaign).count()},
            )
        return super().as_spreadsheet(queryset, spreadsheet_format)


class OfficialListView(OfficialListPage, RegistrationIndexView):
    """The official list of what the list on screen holds."""


class RegistrationInspectView(InspectView):
    """A registration as its paper would say it, with its history.

    A person's data stays closed until it is asked for; each look is logged
    (Luật 91/2025/QH15, domain-beyond 7).
    """

    template_name = "desk/registration.html"
    person_shown = False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("submissions.view_individual"):
            messages.error(request, gettext("Your account may not see the data of private persons."))
            return redirect(request.path)
        log.record("individual.view", self.object, request.user)
        self.person_shown = True
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        recognitions = list(self.object.recognitions.select_related("level", "decision"))
        return context | {
            "facts": registration_facts(self.object),
            "previous": previous_of(self.object, scope.desk_registrations(self.request.user)),
            "recognitions": recognitions,
            "events": events_of(self.object, *recognitions),
            "is_individual": self.object.initiative.kind == Initiative.Kind.INDIVIDUAL,
            "may_see_person": self.request.user.has_perm("submissions.view_individual"),
            "makes_pdf": pdf.is_available(),
            "person": getattr(self.object.initiative, "individual", None) if self.person_shown else None,
        }


class ReceiveView(DoorView):
    move = RECEIVE
    door = intake.receive
    question = _("The registration gets the next number in the book of the desk.")
    success = _("“%(record)s” has been received.")


class ReturnView(DoorView):
    move = RETURN
    door = intake.send_back
    form_class = ReasonForm
    question = _("The unit sees the reason, corrects the registration and sends it again.")
    success = _("“%(record)s” has been returned.")


class DeclineView(DoorView):
    move = DECLINE
    door = intake.decline
    form_class = ReasonForm
    serious = True
    question = _("The registration is closed for good; the unit sees the reason.")
    success = _("“%(record)s” has been declined.")


class ProposeForm(forms.Form):
    """As what, at which level and why a registration is proposed."""

    honour = forms.ChoiceField(
        label=_("Recognise as"), choices=Recognition.Honour.choices, widget=forms.RadioSelect
    )
    level = forms.ModelChoiceField(label=_("Level"), queryset=Level.objects.all(), empty_label=None)
    proposal = forms.CharField(label=_("Grounds of the proposal"), widget=forms.Textarea(attrs={"rows": 5}))


class ProposeView(DoorView):
    move = PROPOSE
    door = recognition.propose
    form_class = ProposeForm
    question = _("The proposal goes to the deciding body. The person who proposes does not decide.")
    success = _("“%(record)s” has been proposed for recognition.")

    def get_initial(self) -> dict[str, Any]:
        """At the level applied for; once recognised as an initiative, as an exemplar."""
        published = self.object.recognitions.filter(state=Recognition.State.PUBLISHED)
        honour = Recognition.Honour.EXEMPLAR if published.exists() else Recognition.Honour.INITIATIVE
        return {**super().get_initial(), "level": self.object.level_id, "honour": honour}


class RegistrationBulkAction(DoorBulkAction):
    models = [Registration]

    def rows(self) -> QuerySet[Registration]:
        return (
            scope.desk_registrations(self.request.user)
            .select_related("initiative", "campaign", "unit")
            .prefetch_related("recognitions")
            .order_by("-submitted_at", "-pk")
        )

    def unit_of(self, record: Registration) -> Unit:
        return record.unit


class ReceiveBulkAction(RegistrationBulkAction):
    move = RECEIVE
    display_name = RECEIVE.label
    aria_label = _("Receive the selected registrations")
    action_type = "receive"
    action_priority = 10
    question = _("Each registration gets the next number in the book of the desk.")

    def pass_door(self, record: Registration) -> Registration:
        return intake.receive(record, self.request.user)


class ReturnBulkAction(RegistrationBulkAction):
    move = RETURN
    display_name = RETURN.label
    aria_label = _("Return the selected registrations")
    action_type = "return"
    action_priority = 20
    form_class = ReasonForm
    question = _("Every unit sees this same reason.")

    def pass_door(self, record: Registration) -> Registration:
        return intake.send_back(record, self.request.user, self.cleaned_form.cleaned_data["reason"])


class DeclineBulkAction(RegistrationBulkAction):
    move = DECLINE
    display_name = DECLINE.label
    aria_label = _("Decline the selected registrations")
    action_type = "decline"
    action_priority = 30
    classes = {"serious"}
    form_class = ReasonForm
    question = _("The registrations are closed for good; every unit sees this same reason.")

    def pass_door(self, record: Registration) -> Registration:
        return intake.decline(record, self.request.user, self.cleaned_form.cleaned_data["reason"])


BULK_ACTIONS = (ReceiveBulkAction, ReturnBulkAction, DeclineBulkAction)


class RegistrationViewSet(DeskViewSet):
    model = Registration
    name = "desk_registrations"
    url_prefix = "dang-ky"
    icon = "form"
    menu_label = _("Registrations")
    rows = staticmethod(scope.desk_registrations)
    related = ("initiative__sector", "unit", "level", "campaign")
    index_view_class = RegistrationIndexView
    inspect_view_class = RegistrationInspectView
    filterset_class = RegistrationFilterSet
    export_filename = "dang-ky"
    ordering = "-submitted_at"
    inspect_template_name = RegistrationInspectView.template_name
    moves = (RECEIVE, PROPOSE, RETURN, DECLINE)
    move_views = {
        "receive": ReceiveView,
        "send_back": ReturnView,
        "decline": DeclineView,
        "propose": ProposeView,
    }

    def get_urlpatterns(self) -> list[URLPattern]:
        kwargs = self.get_index_view_kwargs(template_name=OfficialListView.template_name)
        page = self.construct_view(OfficialListView, **kwargs)
        return [*super().get_urlpatterns(), path("danh-sach/", page, name="official_list")]
