"""The units of a campaign that a page of the desk is about: which campaign, which units, in which order."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from submissions import scope
from submissions.desk.campaigns.standing import SHOWN_STATES, Timeliness, UnitStanding, standings, units_below
from submissions.desk.viewsets import DeskPolicy
from submissions.models import Campaign, Registration, Unit
from submissions.vietnamese.text import match_key, sort_key


class WhoForm(forms.Form):
    """Of which campaign the units are shown, which of them, and whether by state or by form."""

    SHOWN = (
        ("missing", _("not sent")),
        ("late", _("sent late")),
        ("unmet", _("quota not met")),
    )
    LAID_OUT = (("state", _("by state")), ("form", _("by form and state")))

    campaign = forms.ChoiceField(label=_("Campaign"))
    q = forms.CharField(label=_("Name of the unit"), required=False)
    only = forms.ChoiceField(label=_("Only units"), choices=[("", _("All")), *SHOWN], required=False)
    unit_type = forms.ChoiceField(
        label=_("Type of unit"), choices=[("", _("All")), *Unit.Type.choices], required=False
    )
    subtree = forms.ChoiceField(label=_("Unit and those below it"), required=False)
    by = forms.ChoiceField(label=_("Columns"), choices=LAID_OUT, required=False)

    def __init__(self, data: Any, *, campaigns: Sequence[Campaign], units: Sequence[Unit]) -> None:
        super().__init__(data, label_suffix="")
        self.campaigns = {str(campaign.pk): campaign for campaign in campaigns}
        self.units = {str(unit.pk): unit for unit in units if unit.numchild}
        self._offer("campaign", [(key, campaign.title) for key, campaign in self.campaigns.items()])
        top = min((unit.depth for unit in units), default=0)
        names = [(key, f"{'– ' * (unit.depth - top)}{unit.name}") for key, unit in self.units.items()]
        self._offer("subtree", [("", _("All")), *names])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_campaign(self) -> Campaign:
        return self.campaigns[self.cleaned_data["campaign"]]

    def clean_subtree(self) -> Unit | None:
        return self.units.get(self.cleaned_data["subtree"])


def chosen_rows(rows: Sequence[UnitStanding], said: dict[str, Any]) -> list[UnitStanding]:
    """Return the rows that the filters leave; names are compared without diacritics."""
    key, subtree = match_key(said.get("q") or ""), said.get("subtree")
    meets: dict[str, Callable[[UnitStanding], Any]] = {
        "missing": lambda row: row.is_missing,
        "late": lambda row: row.late,
        "unmet": lambda row: row.unmet,
    }
    return [
        row
        for row in rows
        if (not said.get("q") or (key and key in match_key(f"{row.unit.name} {row.unit.short_name}")))
        and (not said.get("only") or meets[said["only"]](row))
        and said.get("unit_type") in (None, "", row.unit.type)
        and (subtree is None or row.unit.path.startswith(subtree.path))
    ]


SORTS: dict[str, Callable[[UnitStanding], Any]] = {
    "name": lambda row: sort_key(row.unit.name),
    "timeliness": lambda row: Timeliness.values.index(row.timeliness),
    "sent": lambda row: row.sent,
    "unmet": lambda row: len(row.unmet),
    "reminded": lambda row: row.reminded_at.timestamp() if row.reminded_at else 0,
    **{state: lambda row, state=state: row.in_state(state) for state in SHOWN_STATES},  # type: ignore[misc]
}


class CampaignUnitsMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A page about the units of one of the person's campaigns, narrowed by the filters in its address."""

    permission_policy = DeskPolicy(Registration, ("view",))
    permission_required = "view"
    request: HttpRequest

    @cached_property
    def campaigns(self) -> list[Campaign]:
        """The campaigns to choose from, open ones first."""
        found = scope.campaigns_watched(self.request.user).select_related("issuer")
        return sorted(found, key=lambda campaign: campaign.state != Campaign.State.OPEN)

    @cached_property
    def campaign(self) -> Campaign | None:
        """The campaign of the page, the first one where the address names none; None for who has none.

        Raises Http404 for one of another desk.
        """
        wanted = self.request.GET.get("campaign") or (str(self.campaigns[0].pk) if self.campaigns else "")
        found = next((one for one in self.campaigns if str(one.pk) == wanted), None)
        if wanted and found is None:
            raise Http404
        return found

    @cached_property
    def units(self) -> list[Any]:
        """The units of the person below the issuer of the campaign."""
        return units_below(self.campaign, self.request.user) if self.campaign else []

    @cached_property
    def filters(self) -> WhoForm:
        """The filters of the page."""
        data = self.request.GET.copy()
        if self.campaign:
            data["campaign"] = str(self.campaign.pk)
        return WhoForm(data, campaigns=self.campaigns, units=self.units)

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the filters say; what makes no sense in them is left out and the rest holds."""
        self.filters.is_valid()
        return self.filters.cleaned_data

    @cached_property
    def all_rows(self) -> list[UnitStanding]:
        """Every unit that the campaign calls."""
        called = [unit for unit in self.units if unit.is_called]
        return standings(self.campaign, called) if self.campaign else []

    @cached_property
    def rows(self) -> list[UnitStanding]:
        """The units that the filters leave, sorted."""
        rows = chosen_rows(self.all_rows, self.said)
        key = SORTS.get(self.ordering.removeprefix("-"))
        return sorted(rows, key=key, reverse=self.ordering.startswith("-")) if key else rows

    @property
    def ordering(self) -> str:
        """The column that the rows are sorted by; without one they stand as in the tree."""
        return self.request.GET.get("ordering", "")

    @property
    def may_remind(self) -> bool:
        """Whether the person may remind units of this campaign now."""
        return (
            self.campaign is not None
            and self.campaign.state == Campaign.State.OPEN
            and self.request.user.has_perm("submissions.receive_registration")
        )
