"""The doors of the people of a unit: invited by the desk, admitted by a link, taken out again."""

import datetime
import re
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log, notices, scope
from submissions.models import Invitation, Membership, Unit
from submissions.models.invitations import digest_of

from .refusal import Refused, hold, refuse_for, require, require_permission

VALID_FOR = datetime.timedelta(days=14)
UNIT_GROUP = "Đơn vị"
# As long as Django's names and user names are.
LONGEST = 150
USER_NAME = re.compile(r"[\w.@+-]+")
Role = Membership.Role


@dataclass(frozen=True)
class Guest:
    """Who is to serve which unit, as clerk or leader."""

    unit: Unit
    name: str
    email: str
    role: str = Role.CLERK


def faults_of(guest: Guest, by: Any) -> dict[str, str]:
    """What speaks against inviting a person, in words, by the part of the guest that it is about.

    Does not ask for the right to invite, which is the same for all guests.
    """
    found = {
        "unit": _why_not_unit(guest.unit, by),
        "name": ""
        if 0 < len(guest.name.strip()) <= LONGEST
        else _("Write the name, in at most 150 letters."),
        "email": _why_not_address(guest),
        "role": "" if guest.role in scope.UNIT_ROLES else _("Choose clerk or leader of the unit."),
    }
    return {part: why for part, why in found.items() if why}


@transaction.atomic
def invite(guest: Guest, by: Any) -> Membership:
    """Let a person serve a unit and tell them by e-mail.

    Without an account they get one that opens with the link in the e-mail. An account of a unit that stands
    under this address serves one more unit; any other account is left alone. Raises Refused.
    """
    require_permission(by, "add_invitation")
    hold(guest.unit)
    refuse_for(" ".join(faults_of(guest, by).values()))
    person = _account_of(guest.email) or _new_account(guest)
    membership = Membership.objects.create(user=person, unit=guest.unit, role=guest.role)
    if person.has_usable_password():
        notices.tell_serves(membership)
    else:
        _send(membership, by)
    log.record("invitation.send", guest.unit, by, note=membership.get_role_display(), person=person.pk)
    return membership


def why_not_renew(invitation: Invitation, by: Any) -> str:
    """Why the invitation cannot be sent anew; empty when it can."""
    if not invitation.is_waiting:
        return _("This invitation has been answered or replaced.")
    return _why_not_this_unit(invitation.membership, by)


@transaction.atomic
def renew(invitation: Invitation, by: Any) -> Invitation:
    """Send a new link, valid from today; the one before is void. Raises Refused."""
    require_permission(by, "change_invitation")
    invitation = hold(invitation)
    refuse_for(why_not_renew(invitation, by))
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    membership = invitation.membership
    log.record(
        "invitation.send", membership.unit, by, note=membership.get_role_display(), person=membership.user_id
    )
    return _send(membership, by)


def why_not_withdraw(invitation: Invitation, by: Any) -> str:
    """Why the invitation cannot be withdrawn; empty when it can."""
    return why_not_renew(invitation, by)


@transaction.atomic
def withdraw(invitation: Invitation, by: Any) -> None:
    """Void the link and take the person out of the unit again. Raises Refused."""
    require_permission(by, "change_invitation")
    invitation = hold(invitation)
    refuse_for(why_not_withdraw(invitation, by))
    _take_out(invitation.membership, by, "invitation.withdraw")


def why_not_dismiss(membership: Membership, by: Any) -> str:
    """Why the person cannot be taken out of the unit; empty when they can."""
    if membership.role not in scope.UNIT_ROLES:
        return _("Who works at a registry desk is changed by an administrator.")
    return _why_not_this_unit(membership, by)


@transaction.atomic
def dismiss(membership: Membership, by: Any) -> None:
    """End a person's service of a unit. The account stays, and what was done with it. Raises Refused."""
    require_permission(by, "change_invitation")
    membership = hold(membership)
    refuse_for(why_not_dismiss(membership, by))
    _take_out(membership, by, "membership.end")


def opened_by(secret: str) -> Invitation | None:
    """The invitation that a link opens now; None for any other link, whatever is wrong with it."""
    found = (
        Invitation.objects.filter(digest=digest_of(secret))
        .select_related("membership__user", "membership__unit")
        .first()
    )
    if found is None or not found.is_open:
        return None
    person = found.membership.user
    return found if person.is_active and not person.has_usable_password() else None


@transaction.atomic
def accept(secret: str, password: str) -> Invitation:
    """Set the first password of the invited person, whose other invitations are answered with it.

    The caller has validated the password. Raises Refused when the link is not valid, a second time too.
    """
    invitation = opened_by(secret)
    if invitation is not None:
        hold(invitation)
        invitation = opened_by(secret)
    if invitation is None:
        raise Refused(_("This link is no longer valid. Ask the registry desk above your unit for a new one."))
    person, unit = invitation.membership.user, invitation.membership.unit
    person.set_password(password)
    person.save(update_fields=["password"])
    Invitation.objects.filter(membership__user=person, accepted_at=None, withdrawn_at=None).update(
        accepted_at=timezone.now()
    )
    log.record("invitation.accept", unit, person, note=invitation.membership.get_role_display())
    return invitation


def _why_not_unit(unit: Unit, by: Any) -> str:
    if not scope.units_overseen(by).filter(pk=unit.pk).exists():
        return _("This unit is outside your desk.")
    if unit.valid_to and unit.valid_to < timezone.localdate():
        return _("This unit has ended. Choose the one that follows it.")
    return ""


def _why_not_this_unit(membership: Membership, by: Any) -> str:
    if not scope.units_overseen(by).filter(pk=membership.unit_id).exists():
        return _("This unit is outside your desk.")
    return ""


def _why_not_address(guest: Guest) -> str:
    try:
        validate_email(guest.email)
        require(len(guest.email) <= LONGEST, _("This e-mail address is too long."))
        person = _account_of(guest.email)
    except ValidationError:
        return _("This is no e-mail address. Write it like ten@example.vn.")
    except Refused as refused:
        return refused.message
    if person and person.memberships.filter(unit=guest.unit, role=guest.role).exists():
        return _("This person serves the unit in this role already.")
    return ""


def _account_of(email: str) -> Any:
    """The account of a unit's person under an address, or None. Raises Refused for any other account."""
    found = list(get_user_model()._default_manager.filter(email__iexact=email)[:2])
    if not found:
        return None
    require(len(found) == 1, _("Several accounts have this e-mail address. Ask an administrator."))
    person = found[0]
    require(person.is_active, _("The account with this e-mail address is switched off."))
    require(
        _is_of_a_unit(person),
        _("This e-mail address belongs to an account of a desk or of the administration. Use another one."),
    )
    return person


def _is_of_a_unit(person: Any) -> bool:
    return not (
        person.is_staff
        or person.is_superuser
        or person.groups.exclude(name=UNIT_GROUP).exists()
        or person.user_permissions.exists()
        or person.memberships.filter(role=Role.DESK).exists()
    )


def _new_account(guest: Guest) -> Any:
    email = guest.email.lower()
    person = get_user_model()(
        username=_free_name(email, guest.unit.code), first_name=" ".join(guest.name.split()), email=email
    )
    person.set_unusable_password()
    person.save()
    person.groups.add(Group.objects.get(name=UNIT_GROUP))
    return person


def _free_name(email: str, code: str) -> str:
    """The address as user name, which nobody has to remember; the unit's code where that cannot be."""
    people = get_user_model()._default_manager
    if USER_NAME.fullmatch(email) and not people.filter(username__iexact=email).exists():
        return email
    taken = set(people.filter(username__startswith=f"{code}-").values_list("username", flat=True))
    return next(name for number in count(1) if (name := f"{code}-{number}") not in taken)


def _send(membership: Membership, by: Any) -> Invitation:
    invitation = Invitation(membership=membership, invited_by=by, expires_at=timezone.now() + VALID_FOR)
    invitation.renew_secret()
    invitation.save()
    notices.tell_invited(invitation)
    return invitation


def _take_out(membership: Membership, by: Any, action: str) -> None:
    log.record(action, membership.unit, by, note=membership.get_role_display(), person=membership.user_id)
    membership.delete()
