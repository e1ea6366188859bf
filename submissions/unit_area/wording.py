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
    State.CONSOLIDATED: _("The desk has put it into its list for the level above. You need to do nothing."),
    State.RETURNED: _("The desk returned it. Correct it and send it again."),
    State.DECLINED: _("The desk declined it."),
    State.WITHDRAWN: _("Your unit withdrew it."),
    State.DUPLICATE: _("The desk has marked it as a duplicate of another registration, which counts."),
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
    "submissions.registration.correct": _("corrected it"),
    "submissions.registration.number": _("gave it another number in the book"),
    "submissions.registration.duplicate": _("marked it as a duplicate of another registration"),
    "submissions.registration.merge": _("joined a duplicate with it"),
    "submissions.registration.link": _("linked it to the registration of an earlier year"),
    "submissions.registration.consolidate": _("put it into the list for the level above"),
    "submissions.registration.release": _("took it out of a list that was cancelled"),
}
BY_UNIT = (
    "submissions.registration.create",
    "submissions.registration.amend",
    "submissions.registration.submit",
    "submissions.registration.withdraw",
)
# The notes written for the unit; those of other acts name another registration, perhaps another unit's.
NOTED = (
    "submissions.registration.return",
    "submissions.registration.decline",
    "submissions.registration.withdraw",
    "submissions.registration.correct",
)
# As `lifecycle.intake.texts_of` names what a registration says.
CHANGED: dict[str, Promise] = {
    "title": _("Title of the initiative"),
    "sector": _("Sector"),
    "kind": _("Registered by"),
    "place": _("Place of implementation"),
    "registrant": _("Collective that carries it out"),
    "started": _("Started"),
    "continuity": _("Continued or new"),
    "period": _("Time of implementation"),
    "completion": _("Expected completion"),
    "goal": _("Goal or expected result"),
    "content": _("Content of implementation"),
    "level": _("Level applied for"),
    "met_on": _("Day of the meeting"),
    "book_number": _("Number in the book"),
}


@dataclass(frozen=True)
class Happening:
    """One line of the history; people are named by their side, never by name."""

    when: datetime
    who: Promise
    what: Promise
    note: str
    changed: list[Promise]


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
            who=DESK if entry.action not in BY_UNIT else UNIT if entry.user_id in own else ON_BEHALF,
            what=HAPPENINGS[entry.action],
            note=entry.data.get("note", "") if entry.action in NOTED else "",
            changed=[words for name, words in CHANGED.items() if name in entry.data.get("new", {})],
        )
        for entry in entries.order_by("-timestamp", "-pk")
    ]


def answers_of(registration: Registration) -> list[tuple[str, str]]:
    """Return what only the form of a registration asks, with the answer. One query where there is a form."""
    if registration.form is None or not registration.answers:
        return []
    answered = (
        (field.label, registration.answers.get(str(field.order), ""))
        for field in registration.form.fields.all()
    )
    return [(label, answer) for label, answer in answered if answer]


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
