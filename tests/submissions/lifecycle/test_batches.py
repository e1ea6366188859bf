"""The doors of an uploaded list: who may use them, and in which state."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from submissions.lifecycle import batches
from submissions.lifecycle.refusal import Refused
from submissions.models import Batch
from tests.factories import VIEWERS, CampaignFactory, UnitFactory, clerk_of, officer_of, user_in

pytestmark = pytest.mark.django_db

State = Batch.State
COUNTS = {"created": 3, "updated": 2, "unchanged": 1, "skipped": 0, "failed": 4}
VERBS: dict[str, Callable[[Batch, Any], Batch]] = {
    "waiting": batches.waiting,
    "discard": batches.discard,
    "begin_import": batches.begin_import,
    "finish_import": lambda batch, by: batches.finish_import(batch, by, COUNTS),
    "fall_back": batches.fall_back,
    "undo": batches.undo,
}
LEADS_TO = {
    ("waiting", State.CHECKED): State.CHECKED,
    ("discard", State.CHECKED): State.DISCARDED,
    ("begin_import", State.CHECKED): State.IMPORTING,
    ("begin_import", State.IMPORTING): State.IMPORTING,
    ("finish_import", State.IMPORTING): State.IMPORTED,
    ("fall_back", State.IMPORTING): State.CHECKED,
    ("undo", State.IMPORTED): State.UNDONE,
}


@pytest.fixture
def batch() -> Batch:
    campaign = CampaignFactory()
    return Batch.objects.create(
        unit=UnitFactory(parent=campaign.issuer), campaign=campaign, file_name="danh-sach.xlsx"
    )


def brought_to(state: str, batch: Batch, by: Any) -> Batch:
    steps: dict[str, list[str]] = {
        State.CHECKED: [],
        State.DISCARDED: ["discard"],
        State.IMPORTING: ["begin_import"],
        State.IMPORTED: ["begin_import", "finish_import"],
        State.UNDONE: ["begin_import", "finish_import", "undo"],
    }
    for step in steps[state]:
        batch = VERBS[step](batch, by)
    return batch


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(State))
def test_state_action_table(batch: Batch, verb: str, state: State) -> None:
    clerk = clerk_of(batch.unit)
    batch = brought_to(state, batch, clerk)
    if (verb, state) in LEADS_TO:
        VERBS[verb](batch, clerk)
    else:
        with pytest.raises(Refused):
            VERBS[verb](batch, clerk)
    batch.refresh_from_db()
    assert batch.state == LEADS_TO.get((verb, state), state)


@pytest.mark.parametrize("verb", ["waiting", "discard", "begin_import"])
def test_who_acts_for_the_unit_is_let_in_and_nobody_else(batch: Batch, verb: str) -> None:
    desk = batch.campaign.issuer
    for refused in (
        user_in(VIEWERS, batch.unit, "clerk"),
        user_in(VIEWERS, desk),
        clerk_of(UnitFactory(parent=desk)),
    ):
        with pytest.raises(Refused):
            VERBS[verb](batch, refused)
    VERBS[verb](batch, officer_of(desk))


def test_finishing_writes_the_counts_the_day_and_the_log(batch: Batch) -> None:
    clerk = clerk_of(batch.unit)
    batches.finish_import(batches.begin_import(batch, clerk), clerk, COUNTS)

    batch.refresh_from_db()
    assert {name: getattr(batch, name) for name in COUNTS} == COUNTS
    assert batch.imported_at is not None
    (line,) = ModelLogEntry.objects.for_instance(batch)
    assert (line.action, line.user, line.data) == ("submissions.batch.import", clerk, {"new": COUNTS})


def test_an_import_that_failed_is_in_the_log(batch: Batch) -> None:
    clerk = clerk_of(batch.unit)
    batches.fall_back(batches.begin_import(batch, clerk), clerk)
    (line,) = ModelLogEntry.objects.for_instance(batch)
    assert (line.action, line.user) == ("submissions.batch.fall_back", clerk)
