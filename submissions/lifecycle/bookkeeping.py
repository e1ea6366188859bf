"""What a desk does to registrations it holds: receive and turn down many, correct, number.

Nothing is edited silently: each door logs what was before and after, and the unit is told of a correction.
Duplicates and what continues over the years are in `joining`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log, notices, scope
from submissions.models import Level, Registration, Unit

from .intake import (
    WITHHELD,
    Entry,
    Paper,
    at_desk,
    entry_of,
    rewrite,
    why_not_receive,
    why_not_turn_down,
)
from .refusal import hold, refuse_for, require, require_permission

State = Registration.State
HELD_STATES = (State.SUBMITTED, State.RECEIVED)
CHUNK = 500
# The names of a refusal that are read; a longer list is told by its first.
MOST_NAMED = 20

Guard = Callable[[Registration, Any], str]
LeftOut = list[tuple[Registration, str]]


@transaction.atomic
def receive_many(registrations: Sequence[Registration], by: Any) -> tuple[list[Registration], LeftOut]:
    """Receive submitted registrations, as `intake.receive` does one, in a few queries.

    They get the next numbers of their books in the given order. Returns those received, and those left
    out with the reason: somebody was quicker. Raises Refused when one is of another desk.
    """
    received, left_out = _hold_many(registrations, by, why_not_receive)
    now = timezone.now()
    for registration in received:
        registration.state = State.RECEIVED
        registration.received_at = registration.updated_at = now
    _write_numbers(_numbered(received))
    _update(received, state=State.RECEIVED, received_at=now, updated_at=now)
    log.record_many("registration.receive", received, by)
    notices.tell_units(notices.Event.RECEIVED, received)
    return received, left_out


@transaction.atomic
def send_back_many(
    registrations: Sequence[Registration], by: Any, reason: str
) -> tuple[list[Registration], LeftOut]:
    """Return registrations to their units with one reason, as `intake.send_back` does one.

    Returns those returned, and those left out with the reason. Raises Refused without a reason, or when
    one is of another desk.
    """
    done = _turn_down_many(registrations, by, reason, State.RETURNED, "registration.return")
    notices.tell_units(notices.Event.RETURNED, done[0])
    return done


@transaction.atomic
def decline_many(
    registrations: Sequence[Registration], by: Any, reason: str
) -> tuple[list[Registration], LeftOut]:
    """Refuse registrations for good with one reason; returns and raises as `send_back_many` does."""
    done = _turn_down_many(registrations, by, reason, State.DECLINED, "registration.decline")
    notices.tell_units(notices.Event.DECLINED, done[0])
    return done


@transaction.atomic
def correct(
    registration: Registration,
    entry: Entry,
    by: Any,
    *,
    note: str,
    level: Level | None = None,
    paper: Paper | None = None,
    seen: str = "",
) -> Registration:
    """Change what a registration says, at its desk; the log keeps the old and the new text.

    `seen` is when the registration had last been changed (ISO) as the person read it. Raises Refused
    without a note that says why, when somebody changed it since, unless it is submitted or received, or
    when nothing would change.
    """
    require(bool(note.strip()), _("Write why it is corrected; the unit reads it."))
    registration = at_desk(registration, by)
    refuse_for(why_not_correct(registration, by))
    require(
        seen in ("", registration.updated_at.isoformat()),
        _("Somebody changed the registration meanwhile. Open it again and compare before you correct it."),
    )
    old, new = rewritten(registration, entry, level=level, paper=paper)
    require(bool(old), _("Nothing was changed."))
    log.record("registration.correct", registration, by, old=old, new=new, note=note.strip())
    notices.tell_unit(notices.Event.CORRECTED, registration, note=note.strip())
    return registration


@transaction.atomic
def assign_number(registration: Registration, by: Any, number: int) -> Registration:
    """Give a registration that is in the book another number of it.

    Raises Refused when another registration of the campaign has it, or this one is not in the book.
    """
    [numbered] = assign_numbers([registration], by, first=number)
    return numbered


@transaction.atomic
def assign_numbers(registrations: Sequence[Registration], by: Any, *, first: int) -> list[Registration]:
    """Give registrations of one book the numbers from `first` on, in the order in which they were sent.

    Raises Refused for all when one is not in the book or of another one, or when others of the book have
    such numbers; it names them.
    """
    require(first > 0, _("The numbers of a book begin with 1."))
    held, left_out = _hold_many(registrations, by, why_not_number)
    require(not left_out, left_out[0][1] if left_out else "")
    require(
        len({_book_of(one) for one in held}) == 1,
        _("Choose registrations of one campaign and one desk: each has a book of its own."),
    )
    held.sort(key=lambda one: (one.submitted_at, one.pk))
    hold(held[0].receiver)
    _require_free(held, first)
    before = [one.book_number for one in held]
    for number, registration in enumerate(held, start=first):
        registration.book_number = number
    changed = [(one, old) for one, old in zip(held, before, strict=True) if one.book_number != old]
    require(bool(changed), _("Nothing was changed."))
    _make_way(held, first + len(held))
    _write_numbers(held)
    log.record_many(
        "registration.number",
        [registration for registration, _old in changed],
        by,
        each=[
            {"old": {"book_number": str(old)}, "new": {"book_number": str(registration.book_number)}}
            for registration, old in changed
        ],
    )
    return held


def why_not_correct(registration: Registration, by: Any) -> str:
    """Why the desk cannot correct the registration now; empty when nothing speaks against it."""
    if registration.state in HELD_STATES:
        return ""
    if registration.state == State.CONSOLIDATED:
        return _("The registration stands in a consolidated list. Cancel the list before correcting it.")
    return _("Only a submitted or received registration can be corrected.")


def why_not_number(registration: Registration, by: Any) -> str:
    """Why the registration can have no other number in the book; empty when it can."""
    if registration.state in Registration.BOOKED_STATES:
        return ""
    return _("Only a registration that has been received stands in the book.")


def _hold_many(
    registrations: Sequence[Registration], by: Any, guard: Guard
) -> tuple[list[Registration], LeftOut]:
    """Lock registrations for a person of their desk; part those that pass from those that do not.

    All are locked in one order, so that two officers with lists in different orders do not wait for
    each other.
    """
    require_permission(by, "receive_registration")
    wanted = sorted(one.pk for one in registrations)
    held: dict[int, Registration] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Registration.objects.select_for_update(of=("self",), no_key=True)
        rows = rows.filter(pk__in=wanted[start : start + CHUNK]).order_by("pk")
        related = rows.select_related("initiative", "campaign", "unit", "receiver")
        held |= {one.pk: one for one in related.prefetch_related("recognitions")}
    _require_desks(held.values(), by)
    passed: list[Registration] = []
    left_out: LeftOut = []
    for one in registrations:
        why = guard(held[one.pk], by) if one.pk in held else _("It is no longer there.")
        if why:
            left_out.append((held.get(one.pk, one), why))
        else:
            passed.append(held[one.pk])
    return passed, left_out


def _require_desks(registrations: Any, by: Any) -> None:
    desks = {one.receiver_id for one in registrations}
    require(
        scope.units_overseen(by).filter(pk__in=desks).count() == len(desks),
        _("This registration belongs to another desk."),
    )


def _turn_down_many(
    registrations: Sequence[Registration], by: Any, reason: str, state: State, action: str
) -> tuple[list[Registration], LeftOut]:
    reason = reason.strip()
    require(bool(reason), _("Write the reason, so that the unit knows what to do."))
    turned, left_out = _hold_many(registrations, by, why_not_turn_down)
    now = timezone.now()
    for registration in turned:
        registration.state, registration.reason, registration.updated_at = state, reason, now
    _update(turned, state=state, reason=reason, updated_at=now)
    log.record_many(action, turned, by, note=reason)
    return turned, left_out


def _update(registrations: Sequence[Registration], **values: str | datetime) -> None:
    """Write the same values into many registrations."""
    for start in range(0, len(registrations), CHUNK):
        wanted = [one.pk for one in registrations[start : start + CHUNK]]
        Registration.objects.filter(pk__in=wanted).update(**values)


def _book_of(registration: Registration) -> tuple[int, int]:
    return registration.receiver_id, registration.campaign_id


def _numbered(registrations: Sequence[Registration]) -> list[Registration]:
    """Give those without a number the next ones of their books, which stay locked until the end."""
    last: dict[tuple[int, int], int] = {}
    new = [one for one in registrations if one.book_number is None]
    for book in sorted({_book_of(one) for one in new}):
        last[book] = _last_number(*book)
    for registration in new:
        last[_book_of(registration)] += 1
        registration.book_number = last[_book_of(registration)]
    return new


def _last_number(receiver_id: int, campaign_id: int) -> int:
    hold(Unit(pk=receiver_id))
    booked = Registration.objects.filter(receiver=receiver_id, campaign=campaign_id)
    return booked.aggregate(last=Max("book_number"))["last"] or 0


def _write_numbers(registrations: Sequence[Registration]) -> None:
    Registration.objects.bulk_update(registrations, ["book_number"], batch_size=CHUNK)


def _require_free(registrations: Sequence[Registration], first: int) -> None:
    """Refuse numbers of the book that are others'; say which, the lowest first."""
    receiver_id, campaign_id = _book_of(registrations[0])
    own = {one.pk for one in registrations}
    wanted = Registration.objects.filter(
        receiver=receiver_id,
        campaign=campaign_id,
        book_number__range=(first, first + len(registrations) - 1),
    )
    booked = wanted.order_by("book_number").values_list("pk", "book_number")
    taken = [str(number) for pk, number in booked if pk not in own]
    named = ", ".join(taken[:MOST_NAMED]) + (" …" if len(taken) > MOST_NAMED else "")
    require(not taken, _("These numbers of the book are taken: %(numbers)s.") % {"numbers": named})


def _make_way(registrations: Sequence[Registration], beyond: int) -> None:
    """Move the numbers out of the way, for no number may stand twice in a book at any moment."""
    room = max(beyond, _last_number(*_book_of(registrations[0])) + 1)
    for start in range(0, len(registrations), CHUNK):
        wanted = [one.pk for one in registrations[start : start + CHUNK]]
        Registration.objects.filter(pk__in=wanted).update(book_number=F("book_number") + room)


def rewritten(
    registration: Registration, entry: Entry, paper: Paper | None = None, level: Level | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    """Rewrite a held registration; that a person's data changed is told too, without the data."""
    person = entry_of(registration).person
    old, new = rewrite(registration, entry, paper=paper, level=level)
    if entry.person and person != entry.person:
        old["person"] = new["person"] = WITHHELD
    return old, new
