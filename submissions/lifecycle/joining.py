"""Two registrations that are about one thing: marked and merged as duplicates, linked over the years.

As in `bookkeeping` the log keeps what was before and after.
"""

from dataclasses import fields, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions import log
from submissions.models import Attachment, Initiative, Registration

from .bookkeeping import HELD_STATES, rewritten, why_not_correct
from .intake import Entry, Paper, at_desk, entry_of, write_initiative
from .refusal import hold, refuse_for, require

State = Registration.State
OPEN_STATES = (*HELD_STATES, State.CONSOLIDATED)


@transaction.atomic
def mark_duplicate(registration: Registration, by: Any, *, of: Registration, note: str = "") -> Registration:
    """Close a registration as a duplicate of another one of the same desk and campaign.

    What was a duplicate of it is now one of the other. Raises Refused for itself, for another duplicate
    or a closed one, and when it has been proposed.
    """
    registration, kept = _both_at_desk(registration, of, by)
    refuse_for(why_not_duplicate(registration, by))
    require(registration.pk != kept.pk, _("A registration is no duplicate of itself."))
    require(
        (kept.receiver_id, kept.campaign_id) == (registration.receiver_id, registration.campaign_id)
        and kept.state in OPEN_STATES,
        _("Choose a registration of the same campaign that is submitted, received or consolidated."),
    )
    registration.state = State.DUPLICATE
    registration.duplicate_of = kept
    registration.save()
    registration.duplicates.update(duplicate_of=kept)
    log.record("registration.duplicate", registration, by, note=note.strip() or str(kept))
    return registration


@transaction.atomic
def merge(registration: Registration, by: Any, *, into: Registration) -> Registration:
    """Take over into another registration what it lacks, with the attachments; then mark as duplicate.

    Returns the one that stays. Raises Refused as `mark_duplicate` and `correct` do, for another unit's,
    whose files it may not read, and when the one to stay can no longer be corrected.
    """
    registration, kept = _both_at_desk(registration, into, by)
    refuse_for(why_not_correct(kept, by))
    require(
        kept.unit_id == registration.unit_id,
        _("Only registrations of one unit can be merged. Mark the other one as a duplicate instead."),
    )
    require(
        kept.initiative.kind == registration.initiative.kind,
        _("A collective's and an individual's registration cannot be merged. Mark one as a duplicate."),
    )
    old, new = rewritten(kept, *completed(kept, registration))
    Attachment.objects.filter(registration=registration).update(registration=kept)
    log.record("registration.merge", kept, by, old=old, new=new, note=str(registration))
    mark_duplicate(registration, by, of=kept)
    return kept


def completed(kept: Registration, other: Registration) -> tuple[Entry, Paper | None]:
    """Return what a registration says with its gaps filled from another one of the same thing."""
    own, theirs = entry_of(kept), entry_of(other)
    alike = own.kind == theirs.kind
    names = {one.name for one in fields(Entry)} - {"person"} - (set() if alike else {"registrant"})
    gaps = {name: getattr(theirs, name) for name in names if not getattr(own, name)}
    person = own.person or (theirs.person if alike else None)
    return replace(own, person=person, **gaps), _completed_paper(kept, other)


@transaction.atomic
def link_previous(registration: Registration, by: Any, *, previous: Registration) -> Registration:
    """Say of which registration of an earlier campaign this one is the continuation.

    The initiative of that one goes on, as this one describes it: it lives for years. Raises Refused for
    another unit's, for one that is not earlier or was never sent, and for one continued already.
    """
    registration = at_desk(registration, by)
    refuse_for(why_not_link(registration, by))
    require(
        previous.unit_id == registration.unit_id
        and previous.campaign.year < registration.campaign.year
        and previous.state not in (State.DRAFT, State.WITHDRAWN),
        _("Choose a registration of the same unit from an earlier year."),
    )
    initiative = hold(previous.initiative)
    here = initiative.registrations.filter(campaign=registration.campaign)
    require(
        not here.exclude(pk=registration.pk).exists(),
        _("Another registration of this campaign continues it already."),
    )
    require(registration.previous_id != previous.pk, _("Nothing was changed."))
    before, continuity = registration.previous, registration.get_continuity_display()
    _go_on(registration, initiative)
    registration.previous = previous
    registration.continuity = Registration.Continuity.CONTINUING
    registration.save(update_fields=["initiative", "previous", "continuity", "updated_at"])
    log.record(
        "registration.link",
        registration,
        by,
        old={"previous": str(before or ""), "continuity": continuity},
        new={"previous": str(previous), "continuity": registration.get_continuity_display()},
    )
    return registration


def why_not_duplicate(registration: Registration, by: Any) -> str:
    """Why the registration cannot be marked as a duplicate now; empty when nothing speaks against it."""
    if registration.state not in HELD_STATES:
        return _("Only a submitted or received registration can be marked as a duplicate.")
    if registration.recognitions.all():
        return _("The registration has been proposed for recognition.")
    return ""


def why_not_link(registration: Registration, by: Any) -> str:
    """Why no earlier registration can be named as the one it continues; empty when one can."""
    if registration.state in OPEN_STATES:
        return ""
    return _("The registration is already closed.")


def _both_at_desk(one: Registration, other: Registration, by: Any) -> tuple[Registration, Registration]:
    """Lock two registrations in the order of their keys, whichever is named first."""
    held = {registration.pk: at_desk(registration, by) for registration in sorted((one, other), key=_key)}
    return held[one.pk], held[other.pk]


def _key(registration: Registration) -> int:
    return registration.pk


def _completed_paper(kept: Registration, other: Registration) -> Paper | None:
    """The form of a registration, or where it has none the other's; gaps in its answers filled."""
    form = kept.form or other.form
    if form is None:
        return None
    answers = {order: text for order, text in kept.answers.items() if text}
    if other.form_id == form.pk:
        answers = {**other.answers, **answers}
    return Paper(form, answers, kept.met_on or other.met_on)


def _go_on(registration: Registration, initiative: Initiative) -> None:
    """Make an earlier initiative the registration's, as it describes it; drop its own if it is left alone."""
    own = registration.initiative
    if own.pk == initiative.pk:
        return
    entry = entry_of(registration)
    write_initiative(initiative, entry)
    registration.initiative = initiative
    registration.save(update_fields=["initiative"])
    if not own.registrations.exists():
        own.delete()
