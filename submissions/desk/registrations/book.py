"""The registration book of the desk: the list with its counts, columns and saved views, and the record."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.widgets.button import Button, HeaderButton

from submissions import log, scope
from submissions.desk.exports import SpreadsheetMixin
from submissions.desk.facts import booked_facts, previous_of, registration_facts
from submissions.desk.history import events_of
from submissions.desk.moves import CORRECT, DECLINE, DUPLICATE, LINK, NUMBER, PROPOSE, RECEIVE, RETURN
from submissions.desk.registrations.attachments import AttachmentView
from submissions.desk.registrations.columns import (
    BOOK_COLUMNS,
    CHOICE,
    LISTED,
    RELATED,
    TITLE,
    BookColumn,
    columns_chosen,
)
from submissions.desk.registrations.corrections import CorrectView
from submissions.desk.registrations.doors import (
    DeclineView,
    LinkView,
    NumberView,
    ProposeView,
    ReceiveView,
    ReturnView,
)
from submissions.desk.registrations.duplicates import DuplicateView, likely_duplicates
from submissions.desk.registrations.filters import DESK_STATES, RegistrationFilterSet
from submissions.desk.registrations.list_exports import OfficialListButton, OfficialListPage
from submissions.desk.registrations.on_behalf import ON_BEHALF, OnBehalfView
from submissions.desk.registrations.saved_views import SavedViewsView, lasting
from submissions.desk.search import registrations_matching
from submissions.desk.viewsets import BulkIndexView, DeskViewSet, InspectView
from submissions.models import Campaign, Initiative, Registration
from submissions.papers import pdf
from submissions.papers.bundle import Forms
from submissions.papers.paper import Paper, make_paper

State = Registration.State


@dataclass(frozen=True)
class StateTab:
    """A state with the number of registrations in it, and the list of them."""

    label: str | Promise
    count: int
    url: str
    is_open: bool


class BookSearchForm(SearchForm):
    """Wagtail's search, which keeps columns and order while it fetches the rows anew."""

    ordering = forms.CharField(required=False, widget=forms.HiddenInput)
    cot = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        # Wagtail draws a frame around every field of its search, a hidden one too.
        for name in set(self.fields) - {"q"} - set(data):
            del self.fields[name]


class RegistrationIndexView(OfficialListButton, SpreadsheetMixin, BulkIndexView):
    template_name = "desk/registrations.html"
    results_template_name = "desk/registrations_results.html"
    bulk_permission = "receive_registration"
    is_searchable = True
    default_ordering = "-submitted_at"
    add_item_label = ON_BEHALF

    @cached_property
    def columns(self) -> list[Any]:
        chosen = columns_chosen(self.request.GET, unasked=LISTED)
        return [*self.checkbox_columns(), *(self.on_screen(column) for column in chosen)]

    def on_screen(self, column: BookColumn) -> Any:
        """The column as the table draws it; the title leads to the record."""
        if column.key != TITLE:
            return column.on_screen()
        return self.record_column(
            column.key, label=column.label, accessor="initiative.title", sort_key=column.sort_key
        )

    @cached_property
    def export_columns(self) -> Any:  # type: ignore[override]
        """The columns that were chosen, else every one."""
        chosen = columns_chosen(self.request.GET, unasked=BOOK_COLUMNS)
        return [(column.key, column.heading, column.value) for column in chosen]

    def get_search_form(self) -> SearchForm:
        return BookSearchForm(self.request.GET)

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        if not self.is_searching:
            return queryset
        return queryset.filter(registrations_matching(self.search_query, self.filters.units))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many registrations of each state the other filters and the search leave. One query."""
        rows = self.get_base_queryset()
        if self.filters.is_valid():
            rows = self.filters.of_any_state(rows)
        found = self.search_queryset(rows).select_related(None).order_by()
        return dict(found.values_list("state").annotate(Count("pk")))

    @property
    def states(self) -> list[str]:
        """The states that the list is narrowed to; none when it shows all."""
        return list(self.filters.form.cleaned_data["state"]) if self.filters.is_valid() else []

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        """Wagtail's paginator, which need not count what the tabs have counted."""
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = sum(self.counts.get(state, 0) for state in self.states or self.counts)
        return paginator

    @property
    def view_query(self) -> QueryDict:
        """The part of the address that makes the list as it is seen."""
        return lasting(self.request.GET)

    def state_tabs(self) -> list[StateTab]:
        """All states, then each that occurs or is chosen, in the order of a registration's way."""
        tabs = [StateTab(_("All"), sum(self.counts.values()), self._of_states([]), not self.states)]
        for state, label in DESK_STATES:
            if self.counts.get(state) or state in self.states:
                url = self._of_states([state])
                tabs.append(StateTab(label, self.counts.get(state, 0), url, self.states == [state]))
        return tabs

    def _of_states(self, states: list[str]) -> str:
        query = self.view_query
        query.setlist("state", states)
        return f"{self.index_url}?{query.urlencode()}"

    def column_choices(self) -> list[tuple[str, str, bool]]:
        """Each column but the title, which always stands there, and whether it is shown."""
        shown = {column.key for column in columns_chosen(self.request.GET, unasked=LISTED)}
        return [(one.key, one.label, one.key in shown) for one in BOOK_COLUMNS if one.key != TITLE]

    def kept_beside_columns(self) -> list[tuple[str, str]]:
        """What of the address stays when other columns are chosen."""
        return [
            (name, value) for name, values in self.view_query.lists() if name != CHOICE for value in values
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        query = self.view_query.urlencode()
        views = [
            (key, name, f"{self.index_url}?{kept}", kept == query)
            for key, name, kept in self.filters.options.views
        ]
        return context | {
            "state_tabs": self.state_tabs(),
            "columns_name": CHOICE,
            "column_choices": self.column_choices(),
            "kept_beside_columns": self.kept_beside_columns(),
            "saved_views": views,
            "view_query": query,
        }

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Registering for a unit, for those who may."""
        if not self.offers_bulk_actions:
            return []
        url = reverse("desk_registrations:on_behalf")
        return [HeaderButton(ON_BEHALF, url=url, icon_name="plus")]

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

    template_name = OfficialListPage.template_name


class RegistrationInspectView(InspectView):
    """A registration as its paper says it, beside its history and its files.

    A person's data stays closed until it is asked for; each look is logged
    (Luật 91/2025/QH15, domain-beyond 7).
    """

    template_name = "desk/registration.html"
    tools = (CORRECT, LINK, NUMBER, DUPLICATE)
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
        user, paper = self.request.user, self.paper()
        recognitions = list(self.object.recognitions.select_related("level", "decision"))
        suggests = user.has_perm(f"submissions.{DUPLICATE.permission}") and not DUPLICATE.refusal(
            self.object, user
        )
        return context | {
            "paper": paper,
            "facts": booked_facts(self.object) if paper else registration_facts(self.object),
            "tools": self.open_tools(),
            "previous": previous_of(self.object, scope.desk_registrations(user)),
            "suggested": likely_duplicates(self.object, user) if suggests else [],
            "duplicates": self.object.duplicates.select_related("initiative", "campaign", "unit"),
            "attachments": scope.attachments(user).filter(registration=self.object),
            "recognitions": recognitions,
            "events": events_of(self.object, *recognitions),
            "is_individual": self.object.initiative.kind == Initiative.Kind.INDIVIDUAL,
            "may_see_person": user.has_perm("submissions.view_individual"),
            "makes_pdf": pdf.is_available(),
            "person": getattr(self.object.initiative, "individual", None) if self.person_shown else None,
        }

    def paper(self) -> Paper | None:
        """What the registration says on its form, or on the one that its campaign has for its kind."""
        form = self.object.form or Forms().of(self.object)
        return make_paper(form, self.object, persons=self.person_shown) if form else None

    def open_tools(self) -> list[tuple[Any, str]]:
        """What the desk may put right on the record now, with its addresses."""
        return [
            (tool, reverse(self.move_url_name(tool.name), args=[self.object.pk]))  # type: ignore[misc]
            for tool in self.tools
            if not tool.refusal(self.object, self.request.user)
        ]


class RegistrationViewSet(DeskViewSet):
    model = Registration
    name = "desk_registrations"
    url_prefix = "dang-ky"
    icon = "form"
    menu_label = _("Registrations")
    rows = staticmethod(scope.desk_registrations)
    related = RELATED
    index_view_class = RegistrationIndexView
    inspect_view_class = RegistrationInspectView
    filterset_class = RegistrationFilterSet
    export_filename = "dang-ky"
    ordering = "-submitted_at"
    template_name = RegistrationIndexView.template_name
    index_template_name = RegistrationIndexView.template_name
    index_results_template_name = RegistrationIndexView.results_template_name
    inspect_template_name = RegistrationInspectView.template_name
    moves = (RECEIVE, PROPOSE, RETURN, DECLINE)
    move_views = {
        "receive": ReceiveView,
        "send_back": ReturnView,
        "decline": DeclineView,
        "propose": ProposeView,
        "correct": CorrectView,
        "number": NumberView,
        "link": LinkView,
        "duplicate": DuplicateView,
    }

    def get_urlpatterns(self) -> list[URLPattern]:
        kwargs = self.get_index_view_kwargs(template_name=OfficialListView.template_name)
        page = self.construct_view(OfficialListView, **kwargs)
        policy = self.permission_policy
        return [
            *super().get_urlpatterns(),
            path("danh-sach/", page, name="official_list"),
            path("dang-ky-thay/", OnBehalfView.as_view(permission_policy=policy), name="on_behalf"),
            path("cach-xem/", SavedViewsView.as_view(permission_policy=policy), name="saved_views"),
            path("<int:pk>/tep/<int:file>/", self.construct_view(AttachmentView), name="attachment"),
        ]
