"""The campaigns: written from the basis paper with their dates, made from last year's, opened, closed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.campaigns.editing import CampaignForm, DeadlineRows, free_slug, units_below
from submissions.desk.campaigns.permits import GrantPermitView
from submissions.desk.campaigns.quotas import QuotasView
from submissions.desk.columns import state_column
from submissions.desk.doors import DoorView
from submissions.desk.facts import campaign_facts
from submissions.desk.formsets import RowsMixin
from submissions.desk.history import events_of
from submissions.desk.moves import CLOSE, FOLLOW_UP, GRANT_PERMIT, OPEN
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import CreateView, DeskViewSet, EditView, IndexView, InspectView
from submissions.lifecycle import programme
from submissions.models import Campaign, Registration


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


class DeadlinesMixin(RowsMixin):
    """The deadlines of a campaign below its own form."""

    rows_class = DeadlineRows
    rows_heading = _("Deadlines")
    object: Any

    def get_rows_kwargs(self) -> dict[str, Any]:
        return {"units": units_below(self.get_rows_record(), self.request.user)}

    def get_success_url(self) -> str:
        return reverse("desk_campaigns:inspect", args=[self.object.pk])


class CampaignCreateView(DeadlinesMixin, CreateView):
    pass


class CampaignEditView(DeadlinesMixin, EditView):
    pass


class CampaignInspectView(InspectView):
    template_name = "desk/campaign.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        campaign = self.object
        is_draft = campaign.state == Campaign.State.DRAFT
        permits = scope.late_permits(self.request.user).filter(campaign=campaign).select_related("unit")
        return context | {
            "facts": [*campaign_facts(campaign), *levels_fact(campaign)],
            "is_draft": is_draft,
            "may_change": self.request.user.has_perm("submissions.change_campaign"),
            "deadlines": campaign.deadlines.select_related("level", "subtree"),
            "foreseen": programme.foreseen_deadlines(campaign) if is_draft else [],
            "quotas": campaign.quotas.select_related("level", "subtree").prefetch_related("sectors"),
            "forms": [form for model in programme.FORMS for form in model.objects.serving(campaign)],
            "permits": permits,
            "today": timezone.localdate(),
            "counts": counts_by_state(campaign, self.request.user),
            "events": events_of(campaign),
        }


def levels_fact(campaign: Campaign) -> list[tuple[str, str]]:
    """The levels a unit can choose in a campaign, nothing where it registers for its own."""
    names = ", ".join(campaign.levels.values_list("name", flat=True))
    return [(gettext("Levels applied for"), names)] if names else []


class OpenView(DoorView):
    move = OPEN
    door = programme.open_campaign
    question = _(
        "From now on the units below the issuer can register. The yearly dates of the issuer become "
        "deadlines of the campaign, and its forms are copied: they stay as they are now."
    )
    success = _("The campaign “%(record)s” is open.")


class CloseView(DoorView):
    move = CLOSE
    door = programme.close_campaign
    question = _("Units can no longer send registrations. The desk goes on with those it has.")
    success = _("The campaign “%(record)s” is closed.")


class FollowUpForm(forms.Form):
    """What the campaign of a later year is called."""

    title = forms.CharField(label=_("Name"), max_length=255)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


class FollowUpView(DoorView):
    """Makes the campaign of the next year and opens it to be completed."""

    move = FOLLOW_UP
    form_class = FollowUpForm
    question = _(
        "Issuer, theme, period, basis paper, forms, levels, sectors and quotas go over and can be changed "
        "before it opens. The deadlines come from the yearly dates of the issuer."
    )
    success = _("The campaign has been made from “%(record)s”. Check theme and basis paper, then open it.")

    def get_initial(self) -> dict[str, Any]:
        year, following = str(self.object.year), str(self.object.year + 1)
        return {"title": self.object.title.replace(year, following), "year": self.object.year + 1}

    def pass_door(self, form: Any) -> None:
        said = form.cleaned_data
        slug = free_slug(said["title"], 0)
        self.made = programme.follow_up(self.object, self.request.user, slug=slug, **said)

    def get_success_url(self) -> str:
        return reverse("desk_campaigns:inspect", args=[self.made.pk])


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
    moves = (OPEN, GRANT_PERMIT, CLOSE, FOLLOW_UP)
    move_views = {
        "open": OpenView,
        "close": CloseView,
        "follow_up": FollowUpView,
        "grant_permit": GrantPermitView,
        "quotas": QuotasView,
    }

    def get_form_class(self, for_update: bool = False) -> type[CampaignForm]:
        return CampaignForm
