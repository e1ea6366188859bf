"""What a page offers is what the door allows: a guard promises no more and hides no more."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model

from submissions.desk import moves
from submissions.lifecycle import bookkeeping, consolidation, intake, joining, programme, recognition
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, ConsolidatedList, Decision, Recognition, Registration, Unit
from tests import factories

Door = Callable[[Any, User], Any]


def corrected(record: Registration, by: User) -> Registration:
    entry = dataclasses.replace(intake.entry_of(record), goal="Khác")
    return bookkeeping.correct(record, entry, by, note="Soát lại")


def last_years(record: Registration) -> Registration:
    campaign = factories.CampaignFactory(issuer=record.receiver, year=record.campaign.year - 1)
    return factories.RegistrationFactory(campaign=campaign, unit=record.unit, state="received")


def another(record: Registration) -> Registration:
    return factories.RegistrationFactory(campaign=record.campaign, state="submitted")


def consolidated(record: Registration, by: User) -> ConsolidatedList:
    form = factories.ListFormFactory(issuer=record.receiver)
    return consolidation.consolidate([record], by, desk=record.receiver, campaign=record.campaign, form=form)


REGISTRATION_DOORS: list[tuple[moves.Move, Door]] = [
    (moves.RECEIVE, intake.receive),
    (moves.RETURN, lambda record, by: intake.send_back(record, by, "Bổ sung")),
    (moves.DECLINE, lambda record, by: intake.decline(record, by, "Ngoài phạm vi")),
    (moves.PROPOSE, recognition.propose),
    (moves.CORRECT, corrected),
    (moves.NUMBER, lambda record, by: bookkeeping.assign_number(record, by, 99)),
    (moves.LINK, lambda record, by: joining.link_previous(record, by, previous=last_years(record))),
    (moves.DUPLICATE, lambda record, by: joining.mark_duplicate(record, by, of=another(record))),
    (moves.CONSOLIDATE, consolidated),
]
RECOGNITION_DOORS: list[tuple[moves.Move, Door]] = [
    (moves.APPRAISE, lambda record, by: recognition.appraise(record, by, "Đủ tiêu chí")),
    (moves.DECIDE, lambda record, by: recognition.decide(record, by, waiting_decision(record))),
    (moves.DECLINE_RECOGNITION, lambda record, by: recognition.decline(record, by, "Chưa đủ")),
    (moves.REVOKE, lambda record, by: recognition.revoke(record, by, "Sai", "12-QĐ/HU")),
]
CAMPAIGN_DOORS: list[tuple[moves.Move, Door]] = [
    (moves.OPEN, programme.open_campaign),
    (moves.CLOSE, programme.close_campaign),
]


def waiting_decision(record: Recognition) -> Decision:
    return factories.DecisionFactory(issuer=record.body)


def refusal_of(door: Door, record: Model, by: User) -> str:
    try:
        door(record, by)
    except Refused as refused:
        return refused.message
    return ""


@pytest.fixture
def both(desk: Unit, officer: User) -> User:
    """An officer who may also decide."""
    officer.groups.add(*factories.decider_of(desk).groups.all())
    return officer


def agree(pairs: list[tuple[moves.Move, Door]]) -> Any:
    return pytest.mark.parametrize(("move", "door"), pairs, ids=[move.name for move, _door in pairs])


@agree(REGISTRATION_DOORS)
@pytest.mark.parametrize("state", [state for state in Registration.State if state != "draft"])
def test_registration_offers_what_its_door_allows(
    both: User, campaign: Campaign, state: str, move: moves.Move, door: Door
) -> None:
    record = factories.RegistrationFactory(campaign=campaign, state=state)

    assert move.refusal(record, both) == refusal_of(door, record, both)


@agree(REGISTRATION_DOORS)
def test_person_without_the_right_is_told_so_in_the_words_of_the_door(
    decider: User, registration: Registration, move: moves.Move, door: Door
) -> None:
    refusal = move.refusal(registration, decider)

    assert refusal == refusal_of(door, registration, decider)
    assert refusal.startswith("Tài khoản của đồng chí chưa có quyền này.")


@agree(RECOGNITION_DOORS)
@pytest.mark.parametrize("state", Recognition.State)
def test_recognition_offers_what_its_door_allows(
    both: User, campaign: Campaign, state: str, move: moves.Move, door: Door
) -> None:
    registration = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
    record = factories.RecognitionFactory(registration=registration, state=state)

    assert move.refusal(record, both) == refusal_of(door, record, both)


@agree([pair for pair in RECOGNITION_DOORS if pair[0] is moves.DECIDE])
def test_recognition_offers_no_decision_to_who_proposed(
    both: User, campaign: Campaign, move: moves.Move, door: Door
) -> None:
    registration = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
    record = factories.RecognitionFactory(registration=registration, proposed_by=both)

    refusal = move.refusal(record, both)

    assert refusal == refusal_of(door, record, both)
    assert refusal


@pytest.mark.parametrize("state", Decision.State)
@pytest.mark.parametrize("holding", ["decided", "published", None])
def test_decision_offers_what_its_door_allows(
    both: User, desk: Unit, campaign: Campaign, state: str, holding: str | None
) -> None:
    decision = factories.DecisionFactory(issuer=desk, state=state)
    if holding:
        registration = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
        factories.RecognitionFactory(registration=registration, state=holding, decision=decision)

    assert moves.PUBLISH.refusal(decision, both) == refusal_of(recognition.publish, decision, both)


@agree(CAMPAIGN_DOORS)
@pytest.mark.parametrize("state", Campaign.State)
def test_campaign_offers_what_its_door_allows(
    officer: User, campaign: Campaign, state: str, move: moves.Move, door: Door
) -> None:
    campaign.state = state
    campaign.save()

    assert move.refusal(campaign, officer) == refusal_of(door, campaign, officer)


def test_registration_with_both_honours_offers_a_proposal_at_another_level(
    officer: User, campaign: Campaign
) -> None:
    record = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
    for honour in Recognition.Honour:
        factories.RecognitionFactory(registration=record, honour=honour, state="published")

    assert moves.PROPOSE.refusal(record, officer) == ""
    assert recognition.propose(record, officer, level=factories.level("tinh")).state == "proposed"
