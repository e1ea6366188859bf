"""What a desk does to registrations it holds: received and turned down in bulk, corrected, numbered."""

import dataclasses
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from submissions.lifecycle import bookkeeping, intake
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, Initiative, Notice, Registration
from tests import factories

pytestmark = pytest.mark.django_db

State = Registration.State
Event = Notice.Event


@pytest.fixture
def campaign() -> Campaign:
    return factories.CampaignFactory()


@pytest.fixture
def officer(campaign: Campaign) -> User:
    return factories.officer_of(campaign.issuer)


@pytest.fixture
def received(campaign: Campaign) -> Registration:
    return factories.RegistrationFactory(
        campaign=campaign, title="Thắp sáng đường quê", state=State.RECEIVED, book_number=4
    )


def in_state(campaign: Campaign, state: str, **fields: Any) -> Registration:
    return factories.RegistrationFactory(campaign=campaign, state=state, **fields)


def told(registration: Registration) -> list[tuple[str, dict[str, Any]]]:
    """What the log says of a registration, oldest first: the action and its data."""
    entries = ModelLogEntry.objects.for_instance(registration).order_by("pk")
    return [(entry.action.removeprefix("submissions.registration."), entry.data) for entry in entries]


def numbers(*registrations: Registration) -> list[int | None]:
    return [Registration.objects.get(pk=one.pk).book_number for one in registrations]


def test_many_get_the_next_numbers_in_the_given_order(campaign: Campaign, officer: User) -> None:
    in_state(campaign, State.RECEIVED, book_number=7)
    first, second, third = (in_state(campaign, State.SUBMITTED) for _number in range(3))

    received, left_out = bookkeeping.receive_many([third, first, second], officer)

    assert (received, left_out) == ([third, first, second], [])
    assert numbers(third, first, second) == [8, 9, 10]
    first.refresh_from_db()
    assert first.state == State.RECEIVED
    assert first.received_at == first.updated_at
    assert told(first) == [("receive", {})]


def test_what_came_back_keeps_its_number_when_received_again(campaign: Campaign, officer: User) -> None:
    again = in_state(campaign, State.SUBMITTED, book_number=3)
    new = in_state(campaign, State.SUBMITTED)

    bookkeeping.receive_many([new, again], officer)

    assert numbers(again, new) == [3, 4]


def test_each_book_has_numbers_of_its_own(campaign: Campaign, officer: User) -> None:
    other = factories.CampaignFactory(issuer=campaign.issuer, year=2023)
    rows = [in_state(campaign, State.SUBMITTED), in_state(other, State.SUBMITTED)]

    bookkeeping.receive_many(rows, officer)

    assert numbers(*rows) == [1, 1]


def test_what_somebody_else_dealt_with_is_left_out_with_the_reason(campaign: Campaign, officer: User) -> None:
    waiting, returned = in_state(campaign, State.SUBMITTED), in_state(campaign, State.RETURNED)

    received, left_out = bookkeeping.receive_many([waiting, returned], officer)

    assert received == [waiting]
    assert left_out == [(returned, intake.why_not_receive(returned, officer))]
    assert Registration.objects.get(pk=returned.pk).state == State.RETURNED


def test_one_of_another_desk_refuses_all(campaign: Campaign, officer: User) -> None:
    own = in_state(campaign, State.SUBMITTED)
    foreign = factories.RegistrationFactory(state=State.SUBMITTED)

    for door in (
        lambda rows: bookkeeping.receive_many(rows, officer),
        lambda rows: bookkeeping.send_back_many(rows, officer, "Bổ sung"),
        lambda rows: bookkeeping.decline_many(rows, officer, "Ngoài phạm vi"),
    ):
        with pytest.raises(Refused, match="khác"):
            door([own, foreign])

    assert Registration.objects.get(pk=own.pk).state == State.SUBMITTED


def test_person_without_the_right_receives_nothing(campaign: Campaign) -> None:
    waiting = in_state(campaign, State.SUBMITTED)

    with pytest.raises(Refused):
        bookkeeping.receive_many([waiting], factories.decider_of(campaign.issuer))


def test_a_unit_is_told_once_of_all_that_was_received_from_it(campaign: Campaign, officer: User) -> None:
    unit = factories.UnitFactory(parent=campaign.issuer)
    clerk = factories.clerk_of(unit)
    rows = [in_state(campaign, State.SUBMITTED, unit=unit) for _number in range(3)]

    bookkeeping.receive_many(rows, officer)

    assert list(Notice.objects.values_list("person", "event")) == [(clerk.pk, Event.RECEIVED)]


def queries_to_receive(campaign: Campaign, officer: User, count: int) -> int:
    unit = factories.UnitFactory(parent=campaign.issuer)
    factories.clerk_of(unit)
    title = factories.InitiativeFactory(unit=unit)
    initiatives = Initiative.objects.bulk_create(
        Initiative(title=title.title, sector=title.sector, kind=title.kind, unit=unit, unit_name=unit.name)
        for _number in range(count)
    )
    made = factories.RegistrationFactory.build(
        campaign=campaign, unit=unit, receiver=campaign.issuer, initiative=title, level=unit.level
    )
    rows = Registration.objects.bulk_create(
        Registration(
            initiative=initiative,
            campaign=campaign,
            unit=unit,
            receiver=campaign.issuer,
            level=unit.level,
            continuity=made.continuity,
            source=made.source,
            state=State.SUBMITTED,
            submitted_at="2024-02-26T02:00:00Z",
        )
        for initiative in initiatives
    )
    with CaptureQueriesContext(connection) as queries:
        received, _left_out = bookkeeping.receive_many(rows, officer)
    assert len(received) == count
    return len(queries)


def test_a_thousand_are_received_in_few_queries(campaign: Campaign, officer: User) -> None:
    ten, thousand = (queries_to_receive(campaign, officer, count) for count in (10, 1_000))

    # Twice the statements that lock, number and change, for they go by five hundred.
    assert ten <= 20
    assert thousand <= 2 * ten


TURNED_DOWN = {
    bookkeeping.send_back_many: (State.RETURNED, "return", Event.RETURNED),
    bookkeeping.decline_many: (State.DECLINED, "decline", Event.DECLINED),
}


@pytest.mark.parametrize("door", TURNED_DOWN)
def test_many_are_turned_down_with_one_reason(
    campaign: Campaign, officer: User, received: Registration, door: Any
) -> None:
    state, action, event = TURNED_DOWN[door]
    clerk = factories.clerk_of(received.unit)
    proposed = factories.RecognitionFactory(
        registration=in_state(campaign, State.RECEIVED, book_number=9)
    ).registration

    turned, left_out = door([received, proposed], officer, "  Bổ sung mục tiêu. ")

    received.refresh_from_db()
    assert turned == [received]
    assert [(one, bool(why)) for one, why in left_out] == [(proposed, True)]
    assert (received.state, received.reason) == (state, "Bổ sung mục tiêu.")
    assert told(received) == [(action, {"note": "Bổ sung mục tiêu."})]
    assert list(Notice.objects.values_list("person", "event")) == [(clerk.pk, event)]


def test_nothing_is_turned_down_without_a_reason(officer: User, received: Registration) -> None:
    for door in (bookkeeping.send_back_many, bookkeeping.decline_many):
        with pytest.raises(Refused):
            door([received], officer, "  ")

    assert Registration.objects.get(pk=received.pk).state == State.RECEIVED


def corrected(registration: Registration, by: User, **changes: Any) -> Registration:
    entry = dataclasses.replace(intake.entry_of(registration), **changes)
    return bookkeeping.correct(registration, entry, by, note="Theo biên bản họp")


def test_correction_is_logged_with_old_and_new_and_told_to_the_unit(
    officer: User, received: Registration
) -> None:
    clerk = factories.clerk_of(received.unit)

    corrected(received, officer, title="Thắp sáng đường thôn", goal="20 km đường")

    received.refresh_from_db()
    assert received.initiative.title == "Thắp sáng đường thôn"
    assert told(received) == [
        (
            "correct",
            {
                "old": {"title": "Thắp sáng đường quê", "goal": "100% hộ tham gia"},
                "new": {"title": "Thắp sáng đường thôn", "goal": "20 km đường"},
                "note": "Theo biên bản họp",
            },
        )
    ]
    [notice] = Notice.objects.all()
    assert (notice.person, notice.event) == (clerk, Event.CORRECTED)
    assert "Theo biên bản họp" in notice.text


def test_answers_to_the_forms_own_fields_are_corrected_and_logged_by_their_label(
    officer: User, received: Registration
) -> None:
    form = factories.OfficialFormFactory(issuer=received.receiver)
    own = form.fields.create(order=90, content="own", label="Lực lượng tham gia")
    Registration.objects.filter(pk=received.pk).update(form=form, answers={"90": "Đoàn viên"})
    paper = intake.Paper(form, {"90": "Đoàn viên, hội viên"})

    bookkeeping.correct(received, intake.entry_of(received), officer, note="Bổ sung", paper=paper)

    received.refresh_from_db()
    assert received.answers == {"90": "Đoàn viên, hội viên"}
    [(_action, data)] = told(received)
    assert (data["old"], data["new"]) == ({own.label: "Đoàn viên"}, {own.label: "Đoàn viên, hội viên"})


def test_correction_of_a_person_is_told_without_the_persons_data(campaign: Campaign, officer: User) -> None:
    person = factories.IndividualFactory(full_name="Nguyễn Văn Kín")
    registration = in_state(campaign, State.SUBMITTED, initiative=person.initiative)

    corrected(registration, officer, person=intake.Person("Nguyễn Văn Hở"))

    person.refresh_from_db()
    assert person.full_name == "Nguyễn Văn Hở"
    [(_action, data)] = told(registration)
    assert (data["old"], data["new"]) == ({"person": "…"}, {"person": "…"})


@pytest.mark.parametrize(
    "state", [State.RETURNED, State.CONSOLIDATED, State.DECLINED, State.WITHDRAWN, State.DUPLICATE]
)
def test_only_what_the_desk_holds_is_corrected(campaign: Campaign, officer: User, state: str) -> None:
    registration = in_state(campaign, state)

    with pytest.raises(Refused) as refusal:
        corrected(registration, officer, goal="Khác")

    assert refusal.value.message == bookkeeping.why_not_correct(registration, officer) != ""


def test_correction_needs_a_reason_a_change_and_the_desk(officer: User, received: Registration) -> None:
    entry = dataclasses.replace(intake.entry_of(received), goal="Khác")
    stranger = factories.officer_of(factories.DeskFactory())

    with pytest.raises(Refused):
        bookkeeping.correct(received, entry, officer, note=" ")
    with pytest.raises(Refused):
        bookkeeping.correct(received, intake.entry_of(received), officer, note="Soát lại")
    with pytest.raises(Refused):
        bookkeeping.correct(received, entry, stranger, note="Soát lại")

    assert told(received) == []


def test_number_is_changed_and_logged(officer: User, received: Registration) -> None:
    bookkeeping.assign_number(received, officer, 12)

    assert numbers(received) == [12]
    assert told(received) == [("number", {"old": {"book_number": "4"}, "new": {"book_number": "12"}})]


def test_taken_numbers_are_named_and_nothing_changes(
    campaign: Campaign, officer: User, received: Registration
) -> None:
    other = in_state(campaign, State.RECEIVED, book_number=5)
    for number in (11, 12):
        in_state(campaign, State.RECEIVED, book_number=number)

    with pytest.raises(Refused, match="11, 12"):
        bookkeeping.assign_numbers([received, other], officer, first=11)

    assert numbers(received, other) == [4, 5]


def test_numbers_follow_the_order_of_sending_even_over_each_other(
    campaign: Campaign, officer: User, received: Registration
) -> None:
    earlier = in_state(campaign, State.RECEIVED, book_number=5, submitted_at="2024-02-01T02:00:00Z")

    bookkeeping.assign_numbers([received, earlier], officer, first=4)

    assert numbers(earlier, received) == [4, 5]


def test_numbers_are_of_one_book_and_of_what_stands_in_it(
    campaign: Campaign, officer: User, received: Registration
) -> None:
    other = in_state(factories.CampaignFactory(issuer=campaign.issuer, year=2023), State.RECEIVED)
    waiting = in_state(campaign, State.SUBMITTED)

    for rows, first in (([received, other], 20), ([received, waiting], 20), ([received], 0)):
        with pytest.raises(Refused):
            bookkeeping.assign_numbers(rows, officer, first=first)

    assert numbers(received, waiting) == [4, None]
