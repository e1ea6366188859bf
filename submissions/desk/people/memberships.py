"""Who serves which unit in which role."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.columns import moment_column
from submissions.desk.doors import DoorView
from submissions.desk.moves import DISMISS
from submissions.desk.people.members import name_of, state_of
from submissions.desk.people.units import UnitChoiceField
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import DeskViewSet, IndexView
from submissions.lifecycle import invitations
from submissions.models import Membership, Unit


class MembershipForm(WagtailAdminModelForm):
    """Who serves which unit in which role. What the person may do there comes from the groups."""

    unit = UnitChoiceField(label=_("Unit"), queryset=Unit.objects.none())

    class Meta:
        model = Membership
        fields = ["user", "unit", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = scope.units_overseen(self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        unit = cleaned.get("unit")
        if cleaned.get("role") == Membership.Role.DESK and unit and not unit.receives:
            self.add_error(
                "role", gettext("This unit has no registry desk. Tick “receives registrations” on it first.")
            )
        return cleaned


class MembershipFilterSet(WagtailFilterSet):
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=Membership.Role.choices, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Membership
        fields: list[str] = []


class BackToUnit:
    """A door about a person of a unit: it leads back to the page of the unit."""

    object: Any

    def get_record_url(self) -> str:
        membership = getattr(self.object, "membership", self.object)
        return reverse("desk_units:inspect", args=[membership.unit_id])


class DismissView(BackToUnit, DoorView):
    move = DISMISS
    door = invitations.dismiss
    serious = True
    question = _(
        "The person can no longer register for the unit. The account stays, and what was done with it."
    )
    success = _("Taken out: %(record)s.")


class MembershipIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("user__username", "user__first_name", "user__last_name", "unit__name")
    default_ordering = "unit__path"

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), "unit__path"]

    def get_record_url(self, record: Any) -> str:
        """The form for who may write it, the page of the unit for the others."""
        return self.get_edit_url(record) or reverse("desk_units:inspect", args=[record.unit_id])

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column(
                "user", label=_("Person"), accessor=lambda row: name_of(row.user), sort_key="user__username"
            ),
            Column("unit", label=_("Unit"), accessor="unit.name", sort_key="unit__path"),
            Column("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
            Column("state", label=_("State"), accessor=state_of),
            moment_column("user.last_login", label=_("Last sign-in")),
        ]

    def get_base_queryset(self) -> QuerySet[Membership]:
        return super().get_base_queryset().prefetch_related("invitations")


class MembershipViewSet(DeskViewSet):
    model = Membership
    name = "desk_memberships"
    url_prefix = "nguoi-phu-trach"
    icon = "user"
    menu_label = _("Memberships")
    rows = staticmethod(scope.memberships)
    related = ("user", "unit")
    routes = ("index", "index_results", "add", "edit", "delete", "history", "history_results")
    offered = ("view", "add", "change", "delete")
    inspect_view_enabled = False
    index_view_class = MembershipIndexView
    filterset_class = MembershipFilterSet
    ordering = "unit__path"
    moves = (DISMISS,)
    move_views = {"dismiss": DismissView}

    def get_form_class(self, for_update: bool = False) -> type[MembershipForm]:
        return MembershipForm
