"""From an event to the notices of the people it concerns, a few queries for any number of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from submissions.models import Campaign, Invitation, LatePermit, Membership, Notice, Registration, Unit

from . import outbox

Event = Notice.Event
SUBJECT_LENGTH = 255
UNIT_ROLES = (Membership.Role.CLERK, Membership.Role.LEADER)

# The titles that one notice names; a longer list is told by its first.
MOST_NAMED = 20


@dataclass(frozen=True)
class Message:
    """What one unit's people are told. `key` names the event, so that nobody is told of it twice."""

    unit: Unit
    event: str
    key: str
    subject: str
    text: str
    path: str


def tell_unit(event: str, registration: Registration, *, note: str = "") -> None:
    """Tell the people of its unit what the desk did to a registration."""
    with translation.override(settings.LANGUAGE_CODE):
        tell([_about_one(event, registration, note or registration.reason)])


def tell_units(event: str, registrations: Iterable[Registration]) -> None:
    """Tell the people of each unit what the desk did to their registrations, in one notice a unit."""
    by_unit: dict[int, list[Registration]] = {}
    for registration in registrations:
        by_unit.setdefault(registration.unit_id, []).append(registration)
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            [
                _about_one(event, own[0], own[0].reason) if len(own) == 1 else _about_many(event, own)
                for own in by_unit.values()
            ]
        )


def tell_opened(campaign: Campaign) -> None:
    """Tell the people of every unit that a campaign calls that it is open."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Registration is open: %(campaign)s") % {"campaign": campaign.title}
        text = _("By %(basis)s. Sign in to see what is asked of your unit and until when.") % {
            "basis": campaign.basis
        }
        units = Unit.objects.filter(path__startswith=campaign.issuer.path, memberships__role__in=UNIT_ROLES)
        tell(
            [
                Message(unit, Event.OPENED, f"campaign:{campaign.pk}", subject, text, page("home", unit))
                for unit in units.exclude(pk=campaign.issuer_id).distinct()
            ]
        )


def tell_permit(permit: LatePermit) -> None:
    """Tell the people of a unit that they may register late."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your unit may register late: %(campaign)s") % {"campaign": permit.campaign.title}
        text = _("You may send %(uses)d registrations until %(day)s.") % {
            "uses": permit.uses,
            "day": date_format(permit.expires_on, "d/m/Y"),
        }
        path = page("home", permit.unit)
        tell([Message(permit.unit, Event.PERMIT, f"permit:{permit.pk}", subject, text, path)])


def tell_reminder(units: Sequence[Unit], *, key: str, subject: str, text: str) -> None:
    """Remind the people of units, in the words of the desk. The same `key` is told to a person once."""
    tell([Message(unit, Event.REMINDER, key, subject, text, page("home", unit)) for unit in units])


def tell_invited(invitation: Invitation) -> None:
    """Send a person the link of an invitation; it stands in the e-mail only, never on a page."""
    unit = invitation.membership.unit
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Invitation to serve %(unit)s") % {"unit": unit.name}
    outbox.write_invitation(invitation, subject=one_line(subject), path=reverse("unit_area:invitation"))


def tell_serves(membership: Membership) -> None:
    """Tell a person who has an account already that it serves one more unit."""
    unit = membership.unit
    with translation.override(settings.LANGUAGE_CODE):
        notice = Notice(
            person=membership.user,
            unit=unit,
            event=Event.INVITATION,
            key=f"membership:{membership.pk}",
            subject=one_line(_("You now serve %(unit)s") % {"unit": unit.name}),
            text=_("Sign in as usual and choose the unit. Your role: %(role)s.")
            % {"role": membership.get_role_display()},
            path=page("home", unit),
        )
    outbox.write([notice])


def one_line(text: str) -> str:
    """A text as the subject of a notice and its e-mail: one line, not longer than a subject may be."""
    return Truncator(" ".join(text.split())).chars(SUBJECT_LENGTH)


def page(name: str, unit: Unit, **kwargs: Any) -> str:
    """Return the address of a page of the unit area; empty in a portal without one."""
    try:
        return reverse(f"unit_area:{name}", kwargs={"unit": unit.code, **kwargs})
    except NoReverseMatch:
        return ""


def tell(messages: Sequence[Message]) -> None:
    """Write the notices of messages to everybody who serves their units, and their e-mails."""
    by_unit = {message.unit.pk: message for message in messages}
    served = Membership.objects.filter(unit__in=by_unit, role__in=UNIT_ROLES, user__is_active=True)
    people = {
        (membership.user_id, membership.unit_id): membership
        for membership in served.select_related("user__mail_preference")
    }
    notices = [
        Notice(
            person=membership.user,
            unit=message.unit,
            event=message.event,
            key=f"{message.key}:{message.unit.pk}",
            subject=one_line(message.subject),
            text=message.text,
            path=message.path,
        )
        for membership in people.values()
        for message in [by_unit[membership.unit_id]]
    ]
    outbox.write(notices)


def _about_one(event: str, registration: Registration, note: str) -> Message:
    subjects = {
        Event.RECEIVED: _("Received: “%(title)s”"),
        Event.RETURNED: _("Returned for completion: “%(title)s”"),
        Event.DECLINED: _("Declined: “%(title)s”"),
        Event.CORRECTED: _("Corrected by the desk: “%(title)s”"),
    }
    title = registration.initiative.title
    number = registration.book_number
    told = _("Number %(number)d in the book of the desk.") % {"number": number} if number else ""
    said = _("The desk writes: %(note)s") % {"note": note} if note else told
    return Message(
        unit=registration.unit,
        event=event,
        key=f"registration:{registration.pk}:{registration.updated_at.timestamp():.6f}",
        subject=subjects[Event(event)] % {"title": title},
        text=f"{registration.campaign.title}. {said}".strip(),
        path=page("registration", registration.unit, pk=registration.pk),
    )


def _about_many(event: str, own: Sequence[Registration]) -> Message:
    subjects = {
        Event.RECEIVED: _("%(count)d registrations received"),
        Event.RETURNED: _("%(count)d registrations returned for completion"),
        Event.DECLINED: _("%(count)d registrations declined"),
    }
    first = own[0]
    titles = "\n".join(f"– {one.initiative.title}" for one in own[:MOST_NAMED])
    if len(own) > MOST_NAMED:
        titles += "\n– …"
    said = _("The desk writes: %(note)s") % {"note": first.reason} if first.reason else ""
    return Message(
        unit=first.unit,
        event=event,
        key=f"registrations:{first.pk}:{len(own)}:{first.updated_at.timestamp():.6f}",
        subject=subjects[Event(event)] % {"count": len(own)},
        text="\n".join(filter(None, [first.campaign.title, titles, said])),
        path=page("registrations", first.unit),
    )
