"""Two people at once, over real connections: one clear outcome, nothing lost.

Only PostgreSQL has connections that wait for each other; SQLite lets one writer in at a time.
"""

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from submissions.lifecycle import bookkeeping, consolidation, intake
from submissions.lifecycle.drafts import send
from submissions.lifecycle.refusal import Refused
from submissions.models import (
    Campaign,
    ConsolidatedList,
    FormDraft,
    LatePermit,
    ListForm,
    Quota,
    Registration,
)
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    OfficialFormFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    officer_of,
)

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="needs connections that wait for each other"
    ),
]

State = Registration.State


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database that keeps what the tests of this file write, emptied once behind the last of them.

    Emptying it after each would take longer than all of them; each has a campaign of its own instead.
    """
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        ContentType.objects.clear_cache()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls at the same moment, each on a connection of its own; a refusal is its result."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return call()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def refusals(results: list[Any]) -> list[str]:
    return [result.message for result in results if isinstance(result, Refused)]


def actions_on(registration: Registration) -> list[str]:
    return [
        entry.action.removeprefix("submissions.registration.")
        for entry in ModelLogEntry.objects.for_instance(registration).order_by("pk")
    ]


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory()


def test_two_officers_receive_one_registration(campaign):
    registration = RegistrationFactory(campaign=campaign, state=State.SUBMITTED)
    first, second = officer_of(campaign.issuer), officer_of(campaign.issuer)

    results = at_once(
        lambda: intake.receive(registration, first), lambda: intake.receive(registration, second)
    )

    assert len(refusals(results)) == 1
    registration.refresh_from_db()
    assert (registration.state, registration.book_number) == (State.RECEIVED, 1)
    assert actions_on(registration) == ["receive"]


def test_numbers_of_the_book_are_given_once(campaign):
    officers = [officer_of(campaign.issuer) for _number in range(2)]
    rows = [RegistrationFactory(campaign=campaign, state=State.SUBMITTED) for _number in range(20)]

    results = at_once(
        lambda: bookkeeping.receive_many(rows, officers[0]),
        lambda: bookkeeping.receive_many(rows[::-1], officers[1]),
        lambda: intake.receive(rows[7], officers[0]),
    )

    numbers = list(campaign.registrations.order_by("book_number").values_list("book_number", flat=True))
    assert numbers == list(range(1, 21))
    received = sum(len(result[0]) for result in results if isinstance(result, tuple))
    assert received + (not isinstance(results[2], Refused)) == 20
    assert all(actions_on(row) == ["receive"] for row in rows)


def test_return_and_receipt_of_one_registration_leave_one_state(campaign):
    registration = RegistrationFactory(campaign=campaign, state=State.SUBMITTED)
    first, second = officer_of(campaign.issuer), officer_of(campaign.issuer)

    at_once(
        lambda: intake.send_back(registration, first, "Bổ sung địa chỉ"),
        lambda: intake.receive(registration, second),
    )

    registration.refresh_from_db()
    # A received one may still be returned; a returned one is not received.
    assert (registration.state, registration.reason) == (State.RETURNED, "Bổ sung địa chỉ")
    assert actions_on(registration) in (["return"], ["receive", "return"])


def test_unit_withdraws_while_the_desk_receives(campaign):
    registration = RegistrationFactory(campaign=campaign, state=State.SUBMITTED)
    clerk, officer = clerk_of(registration.unit), officer_of(campaign.issuer)

    at_once(lambda: intake.withdraw(registration, clerk), lambda: intake.receive(registration, officer))

    registration.refresh_from_db()
    assert registration.state == State.WITHDRAWN
    assert actions_on(registration) in (["withdraw"], ["receive", "withdraw"])


def test_clerk_corrects_while_a_colleague_sends_and_the_desk_receives(campaign):
    registration = RegistrationFactory(campaign=campaign, state=State.RETURNED)
    clerk, colleague = clerk_of(registration.unit), clerk_of(registration.unit)
    officer = officer_of(campaign.issuer)
    entry = intake.entry_of(registration)
    changed = intake.Entry(**{**entry.__dict__, "goal": "Toàn bộ hộ tham gia"})

    def send_and_receive() -> None:
        intake.submit(registration, colleague)
        intake.receive(registration, officer)

    results = at_once(lambda: intake.amend(registration, changed, clerk), send_and_receive)

    registration.refresh_from_db()
    assert registration.state == State.RECEIVED
    amended = not isinstance(results[0], Refused)
    assert registration.goal == ("Toàn bộ hộ tham gia" if amended else entry.goal)
    assert actions_on(registration) == ["amend"] * amended + ["submit", "receive"]


def test_double_click_on_send_sends_once(campaign):
    registration = RegistrationFactory(campaign=campaign, state=State.DRAFT)
    clerk = clerk_of(registration.unit)

    results = at_once(*[lambda: intake.submit(registration, clerk)] * 2)

    assert len(refusals(results)) == 1
    assert actions_on(registration) == ["submit"]


def test_last_use_of_a_late_permit_is_used_once(campaign):
    Campaign.objects.filter(pk=campaign.pk).update(accepts_late=False)
    unit = UnitFactory(parent=campaign.issuer)
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 27))
    permit = LatePermit.objects.create(
        campaign=campaign, unit=unit, expires_on=timezone.localdate() + datetime.timedelta(days=1), note="Bão"
    )
    drafts = [RegistrationFactory(campaign=campaign, unit=unit, state=State.DRAFT) for _number in range(2)]
    clerks = [clerk_of(unit) for _number in range(2)]

    results = at_once(
        lambda: intake.submit(drafts[0], clerks[0]), lambda: intake.submit(drafts[1], clerks[1])
    )

    assert len(refusals(results)) == 1
    permit.refresh_from_db()
    assert (permit.used, permit.uses) == (1, 1)
    assert campaign.registrations.filter(state=State.SUBMITTED, late=True).count() == 1


def test_last_place_of_a_blocking_quota_is_taken_once(campaign):
    unit = UnitFactory(parent=campaign.issuer)
    Quota.objects.create(
        campaign=campaign, phrase="không quá 01 mô hình", maximum=1, strength=Quota.Strength.BLOCKING
    )
    drafts = [RegistrationFactory(campaign=campaign, unit=unit, state=State.DRAFT) for _number in range(2)]
    clerks = [clerk_of(unit) for _number in range(2)]

    results = at_once(
        lambda: intake.submit(drafts[0], clerks[0]), lambda: intake.submit(drafts[1], clerks[1])
    )

    (message,) = refusals(results)
    assert "không quá 01 mô hình" in message
    assert campaign.registrations.filter(state=State.SUBMITTED).count() == 1


def tables_held(act: Callable[[], Any]) -> list[str]:
    """The tables of which an act holds rows, each once, in the order in which it does."""
    with CaptureQueriesContext(connection) as queries:
        act()
    held = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    return list(dict.fromkeys(sql.partition(' FROM "submissions_')[2].partition('"')[0] for sql in held))


def test_a_book_is_held_after_its_registrations_so_that_officers_do_not_wait_in_a_ring(campaign):
    registration = RegistrationFactory(campaign=campaign, state=State.SUBMITTED)
    officer, form = officer_of(campaign.issuer), ListForm.objects.get(code="M3", issuer=None)
    desk = {"desk": campaign.issuer, "campaign": campaign, "form": form}

    for act in (
        lambda: bookkeeping.receive_many([registration], officer),
        lambda: bookkeeping.assign_number(registration, officer, 7),
        lambda: consolidation.consolidate([registration], officer, **desk),
    ):
        assert tables_held(act) == ["registration", "unit"]


def test_a_unit_is_held_before_its_registrations_where_its_quota_blocks(campaign):
    unit = UnitFactory(parent=campaign.issuer)
    Quota.objects.create(
        campaign=campaign, phrase="không quá 09", maximum=9, strength=Quota.Strength.BLOCKING
    )
    returned, form = (
        RegistrationFactory(campaign=campaign, unit=unit, state=State.RETURNED),
        OfficialFormFactory(),
    )
    draft = FormDraft.objects.create(unit=unit, campaign=campaign, form=form, registration=returned)
    entry, clerk = intake.entry_of(returned), clerk_of(unit)

    held = tables_held(lambda: send(draft, entry, intake.Paper(form), clerk, level=unit.level))

    assert held[:3] == ["formdraft", "unit", "registration"]


def test_two_officers_consolidate_the_same_registrations(campaign):
    rows = [RegistrationFactory(campaign=campaign, state=State.RECEIVED) for _number in range(3)]
    officers = [officer_of(campaign.issuer) for _number in range(2)]
    form = ListForm.objects.get(code="M3", issuer=None)

    def consolidate(by: Any) -> ConsolidatedList:
        return consolidation.consolidate(rows, by, desk=campaign.issuer, campaign=campaign, form=form)

    results = at_once(lambda: consolidate(officers[0]), lambda: consolidate(officers[1]))

    assert len(refusals(results)) == 1
    (made,) = campaign.consolidated_lists.all()
    assert (made.number, made.rows.count()) == (1, 3)
