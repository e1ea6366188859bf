"""The consolidated lists of a desk: made of what it has received, kept with their files, sent upward."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from submissions import log, scope
from submissions.desk.bulk import ALL
from submissions.desk.columns import day_column, moment_column
from submissions.desk.days import DayField
from submissions.desk.doors import DoorView
from submissions.desk.facts import consolidated_list_facts
from submissions.desk.history import events_of
from submissions.desk.moves import CANCEL_LIST, SEND_LIST
from submissions.desk.registrations.filters import registrations_shown
from submissions.desk.registrations.list_exports import form_label
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import DeskViewSet, IndexView, InspectView, ScopedIndexMixin, ScopedObjectMixin
from submissions.lifecycle import consolidation
from submissions.lifecycle.refusal import Refused
from submissions.lists import consolidating
from submissions.models import Campaign, ConsolidatedList, Initiative, ListForm, Registration, Unit

ROWS_A_PAGE = 50
SHOWN = 50
MAKE = _("Make a consolidated list")
# What all registrations of one list have in common.
NARROWED = ("campaign", "receiver")


class ConsolidatedListFilterSet(WagtailFilterSet):
    campaign = django_filters.ModelChoiceFilter(
        label=_("Campaign"),
        queryset=lambda request: Campaign.objects.filter(
            pk__in=scope.consolidated_lists(request.user).values("campaign_id")
        ),
    )
    sent = django_filters.BooleanFilter(
        label=_("Sent upward"), field_name="sent_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = ConsolidatedList
        fields: list[str] = []


class ConsolidatedListIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("subject", "addressee", "campaign__title")
    default_ordering = "-made_at"
    add_item_label = MAKE

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("number", label=_("List"), accessor=str, sort_key="number"),
            Column("campaign", label=_("Campaign"), accessor="campaign.title", sort_key="campaign__title"),
            Column("desk", label=_("Registry desk"), accessor="desk.name", sort_key="desk__name"),
            Column("form", label=_("Form of the list"), accessor="form.code", sort_key="form__code"),
            Column("count", label=_("Registrations"), sort_key="count"),
            moment_column("made_at", label=_("Made at")),
            day_column("sent_on", label=_("Sent upward on")),
            StatusTagColumn(
                "cancelled", label=_("State"), accessor=lambda row: _("Cancelled") if row.cancelled_at else ""
            ),
        ]


class ConsolidatedListInspectView(InspectView):
    """A list with its files and its rows as they stand in them."""

    template_name = "desk/consolidated_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = self.object.rows.select_related("registration__initiative", "registration__unit")
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        return context | {
            "facts": consolidated_list_facts(self.object),
            "events": events_of(self.object),
            "rows": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "may_open_lists": may_open(self.object, self.request.user),
        }


def may_open(made: ConsolidatedList, user: Any) -> bool:
    """Whether the person may open a list: one that names persons is for those who may see persons."""
    return not made.names_persons or bool(user.has_perm("submissions.view_individual"))


class FileView(ScopedObjectMixin, PermissionCheckedMixin, View):
    """One of the three files of a list. Each download is logged, and each private person named in it."""

    model: Any = None
    permission_required = "view"
    field = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        made = self.get_object()
        if self.field != "letter":
            self.open_list(made)
        log.record("list.export", made, request.user, source=self.field)
        file = getattr(made, self.field)
        response = FileResponse(
            file.open("rb"), as_attachment=True, filename=consolidating.file_name(made, self.field)
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def open_list(self, made: ConsolidatedList) -> None:
        """Log each private person whom the list names. Raises PermissionDenied for who may not see them."""
        if not may_open(made, self.request.user):
            raise PermissionDenied
        if made.names_persons:
            individuals = Registration.objects.filter(
                consolidated_row__list=made, initiative__kind=Initiative.Kind.INDIVIDUAL
            )
            named = list(individuals.select_related("initiative", "campaign"))
            log.record_many("individual.view", named, self.request.user)


class ExcelView(FileView):
    field = "excel"


class WordView(FileView):
    field = "word"


class LetterView(FileView):
    field = "letter"


class MakeListForm(forms.Form):
    """In which form the list is made, to whom it goes, and whether it names private persons."""

    form = forms.ChoiceField(label=_("Form of the list"))
    subject = forms.CharField(
        label=_("Subject"), max_length=255, help_text=_("Stands under the number of the letter (trích yếu).")
    )
    addressee = forms.CharField(label=_("Addressee"), max_length=255)
    names_persons = forms.BooleanField(
        label=_("Name the private persons"),
        required=False,
        help_text=_("Without it their rows say “Cá nhân”. Each name in the file is logged as a look at it."),
    )

    def __init__(self, *args: Any, list_forms: list[ListForm], may_see_persons: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.list_forms = {str(form.pk): form for form in list_forms}
        choices = [(key, form_label(form)) for key, form in self.list_forms.items()]
        self.fields["form"].choices = choices  # type: ignore[attr-defined]
        if not may_see_persons:
            del self.fields["names_persons"]

    def clean_form(self) -> ListForm:
        return self.list_forms[self.cleaned_data["form"]]


class MakeListView(ScopedIndexMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Says which registrations go into the next list and which do not and why; then makes it.

    `id` in the address chooses registrations; without it all received ones are meant. A list is of one
    desk and one campaign, so that a choice of several is narrowed to one first.
    """

    model: Any = None
    permission_required = "add"
    form_class: Any = MakeListForm
    template_name = "desk/make_list.html"
    page_title = MAKE
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(self.index_url_name),
                "label": capfirst(ConsolidatedList._meta.verbose_name_plural),
            },
            {"url": "", "label": str(self.page_title)},
        ]

    @cached_property
    def chosen(self) -> QuerySet[Registration]:
        """The registrations that the address names. Raises Http404 for one the person may not see.

        `id=all` names those that the registration book shows under the filters of the address.
        """
        named = self.request.GET.getlist("id")
        try:
            ids = set() if named == ALL else {int(one) for one in named}
            narrowed = {name: int(self.request.GET[name]) for name in NARROWED if name in self.request.GET}
        except ValueError as error:
            raise Http404 from error
        rows = self.get_base_queryset().filter(**narrowed)
        if named == ALL:
            return registrations_shown(self.request, rows)
        if not ids:
            return rows.filter(state=Registration.State.RECEIVED)
        if rows.filter(pk__in=ids).count() != len(ids) and not narrowed:
            raise Http404
        return rows.filter(pk__in=ids)

    @cached_property
    def parts(self) -> list[tuple[Campaign, Unit, int]]:
        """The campaigns and desks of the chosen ones, each with the number of those that are received."""
        received = Count("pk", filter=Q(state=Registration.State.RECEIVED))
        counted = list(self.chosen.order_by().values_list(*NARROWED).annotate(received=received))
        campaigns = Campaign.objects.select_related("issuer", "scheme").in_bulk({one[0] for one in counted})
        desks = Unit.objects.in_bulk({one[1] for one in counted})
        parts = [(campaigns[campaign], desks[desk], count) for campaign, desk, count in counted]
        return sorted(parts, key=lambda part: (-part[0].year, part[0].title, part[1].path))

    @property
    def is_one(self) -> bool:
        """Whether the chosen ones can stand in one list."""
        return len(self.parts) == 1

    @cached_property
    def received(self) -> QuerySet[Registration]:
        """Those of the chosen ones that go in."""
        return self.chosen.filter(state=Registration.State.RECEIVED)

    def get_form_kwargs(self) -> dict[str, Any]:
        list_forms = ListForm.objects.serving(self.parts[0][0]) if self.is_one else []
        return super().get_form_kwargs() | {
            "list_forms": list_forms,
            "may_see_persons": self.request.user.has_perm("submissions.view_individual"),
        }

    def get_initial(self) -> dict[str, Any]:
        if not self.is_one:
            return {}
        campaign, desk, _count = self.parts[0]
        above = desk.get_parent()
        return {
            "subject": consolidating.subject_of(campaign),
            "addressee": (above.desk_name or above.name) if above else "",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.is_one:
            return context | {"parts": [(*part, self.narrowed_to(*part[:2])) for part in self.parts]}
        campaign, desk, count = self.parts[0]
        left_out = self.chosen.exclude(state=Registration.State.RECEIVED)
        return context | {
            "campaign": campaign,
            "desk": desk,
            "count": count,
            "going_in": self.received.order_by("unit__path", "pk")[:SHOWN],
            "more": max(0, count - SHOWN),
            "left_out": [
                (one, consolidation.why_not_consolidate(one, self.request.user)) for one in left_out
            ],
            "all_url": f"?campaign={campaign.pk}&receiver={desk.pk}" if "id" in self.request.GET else "",
        }

    def narrowed_to(self, campaign: Campaign, desk: Unit) -> str:
        """The address of this page for what is of one campaign and desk."""
        query = self.request.GET.copy()
        query["campaign"], query["receiver"] = str(campaign.pk), str(desk.pk)
        return f"?{query.urlencode()}"

    def form_valid(self, form: MakeListForm) -> HttpResponse:
        campaign, desk, _count = self.parts[0]
        said = {"names_persons": False} | form.cleaned_data
        try:
            made = consolidating.make_list(
                self.received, self.request.user, desk=desk, campaign=campaign, **said
            )
        except Refused as refused:
            messages.error(self.request, refused.message)
            return self.render_to_response(self.get_context_data(form=form))
        done = ngettext(
            "%(list)s has been made of %(count)d registration.",
            "%(list)s has been made of %(count)d registrations.",
            made.count,
        )
        messages.success(self.request, done % {"list": made, "count": made.count})
        return redirect("desk_consolidated_lists:inspect", made.pk)


class SentForm(forms.Form):
    """The day on which the list left the desk."""

    sent_on = DayField(label=_("Sent upward on"))


class SendView(DoorView):
    move = SEND_LIST
    door = consolidation.mark_sent
    form_class = SentForm
    question = _("The portal does not send the list itself; it notes the day on which you did.")
    success = _("%(record)s is marked as sent.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "sent_on": self.object.sent_on or timezone.localdate()}


class CancelForm(forms.Form):
    """Why a list is cancelled, for the record."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CancelView(DoorView):
    move = CANCEL_LIST
    door = consolidation.cancel
    form_class = CancelForm
    serious = True
    question = _("Its registrations are received again and can go into another list. Number and files stay.")
    success = _("%(record)s has been cancelled.")


class ConsolidatedListViewSet(DeskViewSet):
    model = ConsolidatedList
    name = "desk_consolidated_lists"
    url_prefix = "danh-sach-tong-hop"
    icon = "list-ol"
    menu_label = _("Consolidated lists")
    rows = staticmethod(scope.consolidated_lists)
    related = ("campaign", "desk", "form", "made_by")
    routes = (*DeskViewSet.routes, "add")
    offered = ("view", "add", "change")
    index_view_class = ConsolidatedListIndexView
    add_view_class = MakeListView
    inspect_view_class = ConsolidatedListInspectView
    inspect_template_name = ConsolidatedListInspectView.template_name
    create_template_name = MakeListView.template_name
    filterset_class = ConsolidatedListFilterSet
    ordering = "-made_at"
    moves = (SEND_LIST, CANCEL_LIST)
    move_views = {
        "send": SendView,
        "cancel": CancelView,
        "excel": ExcelView,
        "word": WordView,
        "letter": LetterView,
    }

    def get_form_class(self, for_update: bool = False) -> type[MakeListForm]:
        return MakeListForm

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(
            **{"rows": scope.desk_registrations, "related": ("initiative", "campaign", "unit"), **kwargs}
        )
