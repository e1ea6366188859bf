"""Late permits: granted on the page of a campaign, listed with what is left of them, ended."""

from typing import Any

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.columns import day, day_column, moment
from submissions.desk.days import DayField
from submissions.desk.doors import DoorView
from submissions.desk.moves import END_PERMIT, GRANT_PERMIT
from submissions.desk.people.units import UnitChoiceField
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import CampaignPolicy, DeskViewSet, IndexView, InspectView
from submissions.lifecycle import permits
from submissions.models import LatePermit, Unit


class PermitForm(forms.Form):
    """Who may send how many late registrations until when, and on what grounds."""

    unit = UnitChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    expires_on = DayField(label=_("Valid until"), help_text=_("The unit may send on this day too."))
    uses = forms.IntegerField(label=_("Registrations allowed"), min_value=1, max_value=1000, initial=1)
    note = forms.CharField(
        label=_("Grounds"), max_length=500, help_text=_("For example the request of the unit and its date.")
    )


class GrantPermitView(DoorView):
    """Lets one unit register in the campaign though its day has passed."""

    move = GRANT_PERMIT
    door = permits.grant_permit
    form_class = PermitForm
    question = _(
        "The unit may send registrations after its last day. They are marked as late. "
        "The people of the unit are told."
    )
    success = _("The late permit in “%(record)s” has been granted.")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        overseen = scope.units_overseen(self.request.user)
        form.fields["unit"].queryset = overseen.filter(
            path__startswith=self.object.issuer.path, depth__gt=self.object.issuer.depth
        )
        return form

    def get_initial(self) -> dict[str, Any]:
        return {"unit": self.request.GET.get("unit")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.object.accepts_late:
            needless = gettext("This campaign accepts late registrations: no unit needs a permit now.")
            context["question"] = f"{needless} {context['question']}"
        return context

    def pass_door(self, form: Any) -> None:
        permits.grant_permit(self.object, by=self.request.user, **form.cleaned_data)


class EndPermitView(DoorView):
    move = END_PERMIT
    door = permits.end_permit
    question = _("Nothing more can be sent with the permit. What was sent with it stays.")
    success = _("The permit has ended: %(record)s.")


class PermitFilterSet(WagtailFilterSet):
    campaign = django_filters.ModelChoiceFilter(
        label=_("Campaign"), queryset=lambda request: scope.campaigns(request.user)
    )

    class Meta:
        model = LatePermit
        fields: list[str] = []


class PermitIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("unit__name", "note")
    default_ordering = "-granted_at"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("unit", label=_("Unit"), accessor="unit.name", sort_key="unit__name"),
            Column("campaign", label=_("Campaign"), accessor="campaign.title", sort_key="campaign__title"),
            day_column("expires_on", label=_("Valid until")),
            Column("used", label=_("Used"), accessor=used_of),
            Column("note", label=_("Grounds"), accessor="note"),
        ]


class PermitInspectView(InspectView):
    template_name = "desk/permit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"facts": permit_facts(self.object)}


def permit_facts(permit: LatePermit) -> list[tuple[str, str]]:
    """What a permit allows, and who granted it; its history stands on the campaign."""
    by = permit.granted_by
    facts = [
        (_("Unit"), permit.unit.name),
        (_("Campaign"), permit.campaign.title),
        (_("Valid until"), day(permit.expires_on)),
        (_("Used"), used_of(permit)),
        (_("Grounds"), permit.note),
        (_("Granted by"), by and (by.get_full_name() or by.get_username())),
        (_("Granted at"), moment(permit.granted_at)),
    ]
    return [(str(label), str(value)) for label, value in facts if value]


def used_of(permit: LatePermit) -> str:
    """How many of the allowed registrations have been sent."""
    return gettext("%(used)d of %(uses)d") % {"used": permit.used, "uses": permit.uses}


class LatePermitViewSet(DeskViewSet):
    model = LatePermit
    name = "desk_permits"
    url_prefix = "giay-phep-nop-muon"
    icon = "time"
    menu_label = _("Late permits")
    rows = staticmethod(scope.late_permits)
    related = ("campaign__issuer", "unit", "granted_by")
    routes = ("index", "index_results", "inspect")
    index_view_class = PermitIndexView
    inspect_view_class = PermitInspectView
    inspect_template_name = PermitInspectView.template_name
    filterset_class = PermitFilterSet
    ordering = "-granted_at"
    moves = (END_PERMIT,)
    move_views = {"end": EndPermitView}

    @property
    def permission_policy(self) -> CampaignPolicy:
        return CampaignPolicy(self.offered)
