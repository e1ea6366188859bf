"""The doors of an uploaded list: change it while it waits, discard it, import it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log
from submissions.models import Batch

from .intake import require_acts_for
from .refusal import hold, require

State = Batch.State


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
    batch.save(update_fields=["state"])
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
def fall_back(batch: Batch, by: Any) -> Batch:
    """Let a list wait again after its import failed. Raises Refused unless it is being imported."""
    batch = _held(batch, State.IMPORTING)
    batch.state = State.CHECKED
    batch.save(update_fields=["state"])
    log.record("batch.fall_back", batch, by)
    return batch


def _held(batch: Batch, *states: State) -> Batch:
    batch = hold(batch)
    require(batch.state in states, _("This list is no longer waiting for confirmation."))
    return batch
