"""The campaigns: written from the basis paper with their dates, opened, closed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.forms import inlineformset_factory
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.lifecycle import programme
from submissions.models import Campaign, Deadline, Registration
from submissions.vietnamese.text import match_key

from .columns import state_column
from .days import DayField
from .doors import DoorView
from .facts import campaign_facts
from .forms import PaperForm
from .formsets import RowsMixin
from .history import events_of
from .moves import CLOSE, OPEN
from .search import FoldedSearchMixin
from .viewsets import CreateView, DeskViewSet, EditView, IndexView, InspectView


class CampaignForm(PaperForm):
    """A campaign of one of the person's desks. Its address is made from the title when it is left empty."""

    class Meta:
        model = Campaign
        fields = ["title", "slug", "year", "theme", "period", "issuer", "basis", "scheme", "accepts_late"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = scope.units_overseen(self.for_user).filter(receives=True)
        self.fields["scheme"].queryset = scope.schemes(self.for_user)
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slug or free_slug(self.cleaned_data.get("title", ""), self.instance.pk or 0)


def free_slug(title: str, pk: int) -> str:
    """An address for a title, in plain letters, that no campaign but `pk` (0 for a new one) has."""
    base = match_key(title).replace(" ", "-")[:40].strip("-") or "dot"
    taken = set(Campaign.objects.exclude(pk=pk).filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


class DeadlineForm(forms.ModelForm):
    class Meta:
        model = Deadline
        fields = ["step", "what", "phrase", "bound", "named_day", "level", "unit_type"]
        field_classes = {"named_day": DayField}


DeadlineRows = inlineformset_factory(Campaign, Deadline, form=DeadlineForm, extra=2)


class CampaignFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Campaign.State.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    year = django_filters.NumberFilter(label=_("Year"))

    class Meta:
        model = Campaign
        fields: list[str] = []


class CampaignIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("title", "theme", "basis")
    default_ordering = "-year"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("title", label=_("Campaign"), sort_key="title"),
            Column("year", label=_("Year"), sort_key="year"),
            Column("issuer", label=_("Issuer"), accessor="issuer.name", sort_key="issuer__name"),
            Column("registered", label=_("Registrations"), accessor="registered"),
            state_column(lambda row: row.state == Campaign.State.OPEN, label=_("State")),
        ]

    def get_base_queryset(self) -> QuerySet[Campaign]:
        handed_in = ~Q(registrations__state=Registration.State.DRAFT) & Q(registrations__isnull=False)
        return super().get_base_queryset().annotate(registered=Count("registrations", filter=handed_in))


class CampaignCreateView(RowsMixin, CreateView):
    rows_class = DeadlineRows
    rows_heading = _("Deadlines")

    def get_success_url(self) -> str:
        return reverse("desk_campaigns:inspect", args=[self.object.pk])


class CampaignEditView(RowsMixin, EditView):
    rows_class = DeadlineRows
    rows_heading = _("Deadlines")

    def get_success_url(self) -> str:
        return reverse("desk_campaigns:inspect", args=[self.object.pk])


class CampaignInspectView(InspectView):
    template_name = "desk/campaign.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "facts": campaign_facts(self.object),
            "deadlines": self.object.deadlines.select_related("level"),
            "counts": counts_by_state(self.object, self.request.user),
            "events": events_of(self.object),
        }


class OpenView(DoorView):
    move = OPEN
    door = programme.open_campaign
    question = _("From now on the units below the issuer can register.")
    success = _("The campaign “%(record)s” is open.")


class CloseView(DoorView):
    move = CLOSE
    door = programme.close_campaign
    question = _("Units can no longer send registrations. The desk goes on with those it has.")
    success = _("The campaign “%(record)s” is closed.")


def counts_by_state(campaign: Campaign, user: Any) -> list[dict[str, Any]]:
    """How many registrations the desk holds in each state, each with the address of the filtered list."""
    rows = scope.desk_registrations(user).filter(campaign=campaign).order_by()
    counts = dict(rows.values_list("state").annotate(count=Count("pk")))
    base = reverse("desk_registrations:index")
    return [
        {"label": label, "count": counts[state], "url": f"{base}?campaign={campaign.pk}&state={state}"}
        for state, label in Registration.State.choices
        if state in counts
    ]


class CampaignViewSet(DeskViewSet):
    model = Campaign
    name = "desk_campaigns"
    url_prefix = "dot-dang-ky"
    icon = "date"
    menu_label = _("Campaigns")
    rows = staticmethod(scope.campaigns)
    related = ("issuer", "scheme")
    routes = (*DeskViewSet.routes, "add", "edit")
    offered = ("view", "add", "change")
    index_view_class = CampaignIndexView
    add_view_class = CampaignCreateView
    edit_view_class = CampaignEditView
    inspect_view_class = CampaignInspectView
    inspect_template_name = CampaignInspectView.template_name
    create_template_name = RowsMixin.template_name
    edit_template_name = RowsMixin.template_name
    filterset_class = CampaignFilterSet
    ordering = "-year"
    moves = (OPEN, CLOSE)
    move_views = {"open": OpenView, "close": CloseView}

    def get_form_class(self, for_update: bool = False) -> type[CampaignForm]:
        return CampaignForm
