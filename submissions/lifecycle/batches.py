"""The doors of an uploaded list: change it while it waits, discard it, import it, undo the import."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log
from submissions.models import Attachment, Batch, BatchRow, Recognition, Registration

from .filing import restore, take_back, take_back_many, why_not_undo
from .intake import require_acts_for
from .refusal import hold, refuse_for, require

State = Batch.State
Outcome = BatchRow.Outcome
# The note that tells why the last import was refused.
_NOT_IMPORTED = "not_imported"
WRITTEN = (Outcome.CREATED, Outcome.UPDATED)


def waiting(batch: Batch, by: Any) -> Batch:
    """Lock a list for a change.

    Raises Refused unless the person acts for the unit and the list waits for confirmation.
    """
    require_acts_for(by, batch.unit)
    return _held(batch, State.CHECKED)


@transaction.atomic
def discard(batch: Batch, by: Any) -> Batch:
    """Give a waiting list up; its file and rows stay for the record. Raises Refused as `waiting` does."""
    batch = waiting(batch, by)
    batch.state = State.DISCARDED
    batch.save(update_fields=["state"])
    log.record("batch.discard", batch, by)
    return batch


@transaction.atomic
def begin_import(batch: Batch, by: Any) -> Batch:
    """Confirm a waiting list; what came of it is logged when the import ends.

    A list being imported may be begun again, for its process may have been killed: a running import
    holds the row, so that whoever gets here finds it ended, or knows that nothing was written.
    Raises Refused unless the person acts for the unit and the list is not imported or discarded.
    """
    require_acts_for(by, batch.unit)
    batch = _held(batch, State.CHECKED, State.IMPORTING)
    batch.state = State.IMPORTING
    batch.notes = _other_notes(batch)
    batch.save(update_fields=["state", "notes"])
    return batch


@transaction.atomic
def finish_import(batch: Batch, by: Any, counts: dict[str, int]) -> Batch:
    """Write how many rows came to each outcome. Raises Refused unless the list is being imported."""
    batch = _held(batch, State.IMPORTING)
    for outcome, count in counts.items():
        setattr(batch, outcome, count)
    batch.state = State.IMPORTED
    batch.imported_at = timezone.now()
    batch.save()
    log.record("batch.import", batch, by, new=counts)
    return batch


@transaction.atomic
def fall_back(batch: Batch, by: Any, why: str = "") -> Batch:
    """Let a list wait again after its import failed; `why` is the sentence of the door that refused it.

    Raises Refused unless it is being imported.
    """
    batch = _held(batch, State.IMPORTING)
    batch.state = State.CHECKED
    if why:
        batch.notes = [{"severity": "error", "code": _NOT_IMPORTED, "message": why}, *_other_notes(batch)]
    batch.save(update_fields=["state", "notes"])
    log.record("batch.fall_back", batch, by, note=why)
    return batch


def why_fell_back(batch: Batch) -> str:
    """Why a door refused the last import of a waiting list; empty when none did."""
    return next((note["message"] for note in batch.notes if note["code"] == _NOT_IMPORTED), "")


@transaction.atomic
def undo(batch: Batch, by: Any) -> Batch:
    """Take back what an imported list wrote: all of it, or nothing.

    What it registered is deleted, what it changed is as it was before; file, rows and log stay. Raises
    Refused unless the person acts for the unit, the list is imported, and nothing has used its rows.
    """
    require_acts_for(by, batch.unit)
    # As an import does: it may be registering the very same at this moment.
    hold(batch.unit)
    batch = hold(batch)
    refuse_for(why_not_undo_import(batch))
    since = batch.imported_at or timezone.now()
    rows = list(batch.rows.filter(outcome__in=WRITTEN).select_related("registration__initiative"))
    for row in rows:
        if row.registration and row.before:
            put_back = restore if row.outcome == Outcome.UPDATED else take_back
            put_back(row.registration, by, row.before, since=since)
    created = [row.registration for row in rows if row.registration and not row.before]
    take_back_many(created, by, since=since)
    batch.state = State.UNDONE
    batch.undone_at = timezone.now()
    batch.save(update_fields=["state", "undone_at"])
    log.record("batch.undo", batch, by)
    return batch


def why_not_undo_import(batch: Batch) -> str:
    """Why the import of a list cannot be undone any more; empty when it can. A few queries."""
    if batch.state != State.IMPORTED or batch.imported_at is None:
        return _("Only an imported list can be undone.")
    written = batch.rows.filter(outcome__in=WRITTEN)
    later = BatchRow.objects.filter(
        registration__in=written.values("registration"),
        outcome=Outcome.UPDATED,
        batch__state=State.IMPORTED,
        batch__imported_at__gt=batch.imported_at,
    )
    if later.exists():
        return _("A later list has changed the same registrations. Undo that one first.")
    if written.filter(registration=None).exists():
        return _("A registration is gone already.")
    # A list may have thousands of rows, of which one that is used says enough.
    used = written.filter(
        ~Q(registration__state=Registration.State.SUBMITTED)
        | Q(registration__updated_at__gt=batch.imported_at)
        | Exists(Recognition.objects.filter(registration=OuterRef("registration")))
        | Exists(Registration.objects.filter(previous=OuterRef("registration")))
        | Exists(Registration.objects.filter(duplicate_of=OuterRef("registration")))
        | Exists(Attachment.objects.filter(registration=OuterRef("registration")))
    )
    row = used.select_related("registration__initiative").first()
    if row and row.registration:
        return why_not_undo(row.registration, batch.imported_at)
    return ""


def _other_notes(batch: Batch) -> list[dict[str, Any]]:
    return [note for note in batch.notes if note["code"] != _NOT_IMPORTED]


def _held(batch: Batch, *states: State) -> Batch:
    batch = hold(batch)
    require(batch.state in states, _("This list is no longer waiting for confirmation."))
    return batch
