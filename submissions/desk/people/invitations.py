"""Invitations to serve a unit: who was invited, who has not answered, one more."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from submissions import scope
from submissions.desk.columns import day_column, moment_column
from submissions.desk.doors import DoorView
from submissions.desk.moves import RENEW, WITHDRAW
from submissions.desk.people.inviting_many import BlankSheet, InviteMany
from submissions.desk.people.members import name_of
from submissions.desk.people.memberships import BackToUnit
from submissions.desk.people.units import UnitChoiceField
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import CreateView, DeskViewSet, IndexView
from submissions.lifecycle import invitations
from submissions.lifecycle.invitations import Guest
from submissions.models import Invitation, Membership, Unit

WAITING, EXPIRED, ACCEPTED, ENDED = "waiting", "expired", "accepted", "ended"
STATES = {
    WAITING: _("Waiting for the person"),
    EXPIRED: _("The link has expired"),
    ACCEPTED: _("Accepted"),
    ENDED: _("Replaced by a new link"),
}


def state_of(invitation: Invitation) -> str:
    """Where an invitation stands."""
    if invitation.accepted_at:
        return ACCEPTED
    if invitation.withdrawn_at:
        return ENDED
    return WAITING if invitation.is_open else EXPIRED


class InviteForm(WagtailAdminModelForm):
    """Who is to serve which unit. The person gets a link and sets the password."""

    unit = UnitChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The link goes there; it is the user name as well.")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in scope.UNIT_ROLES],
        widget=forms.RadioSelect,
        initial=Membership.Role.CLERK,
    )

    class Meta:
        model = Membership
        fields = ["unit"]

    field_order = ["unit", "name", "email", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = scope.units_overseen(self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self.guest = Guest(**{part: cleaned[part] for part in ("unit", "name", "email", "role")})
            for part, why in invitations.faults_of(self.guest, self.for_user).items():
                self.add_error(part, why)
        return cleaned

    def _post_clean(self) -> None:
        """Nothing: the door writes the membership, of which this form has no more than the unit."""


class InviteView(CreateView):
    """Invites one person through the door."""

    page_subtitle = _("Invite a person")
    submit_button_label = _("Send the invitation")
    success_message = _("The invitation is on its way: %(object)s.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "unit": self.request.GET.get("unit")}

    def save_instance(self) -> Membership:
        return invitations.invite(self.form.guest, self.request.user)

    def get_success_url(self) -> str:
        return reverse("desk_units:inspect", args=[self.object.unit_id])

    def get_success_buttons(self) -> list[Any]:
        return []


class RenewView(BackToUnit, DoorView):
    move = RENEW
    door = invitations.renew
    question = _("The person gets a new link by e-mail, valid for fourteen days. The link before is void.")
    success = _("A new link is on its way: %(record)s.")


class WithdrawView(BackToUnit, DoorView):
    move = WITHDRAW
    door = invitations.withdraw
    serious = True
    question = _("The link no longer works, and the person is taken out of the unit again.")
    success = _("The invitation is withdrawn: %(record)s.")


class InvitationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=list(STATES.items()),
        method="of_state",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Invitation
        fields: list[str] = []

    def of_state(self, rows: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        waiting, now = Q(accepted_at=None, withdrawn_at=None), timezone.now()
        return rows.filter(
            {
                WAITING: waiting & Q(expires_at__gt=now),
                EXPIRED: waiting & Q(expires_at__lte=now),
                ACCEPTED: Q(accepted_at__isnull=False),
                ENDED: Q(withdrawn_at__isnull=False),
            }[value]
        )


class InvitationIndexView(FoldedSearchMixin, IndexView):
    folded_fields = (
        "membership__user__username",
        "membership__user__first_name",
        "membership__user__last_name",
        "membership__unit__name",
    )
    default_ordering = "-invited_at"

    def get_record_url(self, record: Invitation) -> str:
        """The page of the unit, where the person stands among the others."""
        return reverse("desk_units:inspect", args=[record.membership.unit_id])

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column(
                "person",
                label=_("Person"),
                accessor=lambda row: name_of(row.membership.user),
                sort_key="membership__user__username",
            ),
            Column(
                "unit", label=_("Unit"), accessor="membership.unit.name", sort_key="membership__unit__path"
            ),
            Column("role", label=_("Role"), accessor="membership.get_role_display"),
            Column("state", label=_("State"), accessor=lambda row: STATES[state_of(row)]),
            Column("mail", label=_("E-mail"), accessor="mail.get_state_display"),
            moment_column("invited_at", label=_("Invited at")),
            day_column("expires_at", label=_("Valid until")),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.request.user.has_perm("submissions.add_invitation"):
            return []
        return [
            HeaderButton(gettext("Invite a person"), url=reverse("desk_invitations:add"), icon_name="plus"),
            HeaderButton(
                gettext("Invite from a sheet"), url=reverse("desk_invitations:sheet"), icon_name="upload"
            ),
        ]


class InvitationViewSet(DeskViewSet):
    model = Invitation
    name = "desk_invitations"
    url_prefix = "loi-moi"
    icon = "mail"
    menu_label = _("Invitations")
    rows = staticmethod(scope.invitations)
    related = ("membership__user", "membership__unit", "mail")
    routes = ("index", "index_results", "add")
    offered = ("view", "add", "change")
    inspect_view_enabled = False
    index_view_class = InvitationIndexView
    add_view_class = InviteView
    filterset_class = InvitationFilterSet
    ordering = "-invited_at"
    moves = (RENEW, WITHDRAW)
    move_views = {"renew": RenewView, "withdraw": WithdrawView}

    def get_form_class(self, for_update: bool = False) -> type[InviteForm]:
        return InviteForm

    def get_urlpatterns(self) -> list[URLPattern]:
        policy = self.permission_policy
        return [
            *super().get_urlpatterns(),
            path("tu-bang/", InviteMany.as_view(permission_policy=policy), name="sheet"),
            path("tu-bang/mau.xlsx", BlankSheet.as_view(permission_policy=policy), name="blank_sheet"),
        ]
