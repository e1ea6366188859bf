"""The people of a unit as its page shows them: invited or active, and what the desk can do."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from submissions.desk.columns import day
from submissions.desk.moves import DISMISS, RENEW, WITHDRAW
from submissions.models import Invitation, Membership, Unit


@dataclass(frozen=True)
class Member:
    """One person of a unit, with the doors that are open: their labels and addresses."""

    name: str
    role: str
    state: str
    last_seen: datetime.datetime | None
    doors: list[tuple[str | Promise, str]]


def members_for(unit: Unit, user: Any) -> list[Member]:
    """The people of a unit, in the order of their roles. Two queries and one a door."""
    rows = unit.memberships.select_related("user", "unit").prefetch_related("invitations")
    return [
        Member(
            name_of(row.user), row.get_role_display(), state_of(row), row.user.last_login, _doors(row, user)
        )
        for row in rows.order_by("role", "user__username")
    ]


def name_of(person: Any) -> str:
    """What a person is called on the desk."""
    return str(person.get_full_name() or person.get_username())


def state_of(membership: Membership) -> str:
    """Whether the person can sign in, and if not, why."""
    waiting = waiting_invitation(membership)
    if not membership.user.is_active:
        return _("Switched off")
    if membership.user.has_usable_password():
        return _("Active")
    if waiting is None:
        return _("No password yet")
    if waiting.is_open:
        return _("Invited, the link is valid until %(day)s") % {"day": day(waiting.expires_at)}
    return _("Invited, the link has expired")


def waiting_invitation(membership: Membership) -> Invitation | None:
    """The invitation that the person has not answered, if there is one."""
    return next((one for one in membership.invitations.all() if one.is_waiting), None)


def _doors(membership: Membership, user: Any) -> list[tuple[str | Promise, str]]:
    waiting = waiting_invitation(membership)
    if waiting:
        return [
            (move.label, reverse(f"desk_invitations:{move.name}", args=[waiting.pk]))
            for move in (RENEW, WITHDRAW)
            if not move.refusal(waiting, user)
        ]
    if DISMISS.refusal(membership, user):
        return []
    return [(DISMISS.label, reverse("desk_memberships:dismiss", args=[membership.pk]))]
