"""States and history of a registration in the words of a unit clerk."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from submissions.models import Batch, Membership, Registration
from submissions.scope import UNIT_ROLES

State = Registration.State

STATE_WORDS: dict[str, Promise] = {
    State.DRAFT: _("Not sent yet. Send it to the desk when it is complete."),
    State.SUBMITTED: _("Sent. The desk has not received it into its book yet."),
    State.RECEIVED: _("The desk has received it. You need to do nothing."),
    State.RETURNED: _("The desk returned it. Correct it and send it again."),
    State.DECLINED: _("The desk declined it."),
    State.WITHDRAWN: _("Your unit withdrew it."),
}

DESK = _("The desk")
UNIT = _("The unit")
ON_BEHALF = _("On behalf of the unit")
DESK_FOR_UNIT = _("The desk, on behalf of the unit")

HAPPENINGS: dict[str, Promise] = {
    "submissions.registration.create": _("entered the registration"),
    "submissions.registration.amend": _("changed the registration"),
    "submissions.registration.submit": _("sent it to the desk"),
    "submissions.registration.receive": _("received it"),
    "submissions.registration.return": _("returned it for completion"),
    "submissions.registration.decline": _("declined it"),
    "submissions.registration.withdraw": _("withdrew it"),
}
BY_DESK = (
    "submissions.registration.receive",
    "submissions.registration.return",
    "submissions.registration.decline",
)


@dataclass(frozen=True)
class Happening:
    """One line of the history; people are named by their side, never by name."""

    when: datetime
    who: Promise
    what: Promise
    note: str


def history_of(registration: Registration) -> list[Happening]:
    """Return what happened to a registration, the newest first. Two queries, whatever the length."""
    own = set(
        Membership.objects.filter(unit=registration.unit_id, role__in=UNIT_ROLES).values_list(
            "user_id", flat=True
        )
    )
    entries = registry.get_logs_for_instance(registration).filter(action__in=HAPPENINGS)
    return [
        Happening(
            when=entry.timestamp,
            who=DESK if entry.action in BY_DESK else UNIT if entry.user_id in own else ON_BEHALF,
            what=HAPPENINGS[entry.action],
            note=entry.data.get("note", ""),
        )
        for entry in entries.order_by("-timestamp", "-pk")
    ]


def sender_of(batch: Batch) -> str | Promise:
    """Return who uploaded a list: a colleague by name, the desk as the desk. One query."""
    by = batch.uploaded_by
    if by is None:
        return ""
    is_own = Membership.objects.filter(unit=batch.unit_id, role__in=UNIT_ROLES, user=by).exists()
    return (by.get_full_name() or by.get_username()) if is_own else DESK_FOR_UNIT


def import_failed(batch: Batch) -> bool:
    """Whether the import of a list was begun and fell back. One query."""
    entries = registry.get_logs_for_instance(batch)
    return bool(entries.filter(action="submissions.batch.fall_back").exists())
