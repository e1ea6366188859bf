import pytest
from wagtail.models import ModelLogEntry

from submissions.lifecycle import recognition as doors
from submissions.lifecycle.refusal import Refused
from submissions.models import Decision, Recognition, Registration
from tests.factories import (
    VIEWERS,
    DecisionFactory,
    DeskFactory,
    RecognitionFactory,
    RegistrationFactory,
    clerk_of,
    decider_of,
    level,
    officer_of,
    user_in,
)

pytestmark = pytest.mark.django_db

State = Recognition.State
Honour = Recognition.Honour


@pytest.fixture
def registration():
    return RegistrationFactory(state=Registration.State.RECEIVED)


@pytest.fixture
def desk(registration):
    return registration.receiver


def actions_on(record):
    return list(ModelLogEntry.objects.for_instance(record).order_by("pk").values_list("action", flat=True))


def test_recognition_from_proposal_to_publication(registration, desk):
    officer, decider = officer_of(desk), decider_of(desk)
    decision = DecisionFactory(issuer=desk)

    recognition = doors.propose(registration, officer, proposal="Hiệu quả rõ rệt")
    assert (recognition.state, recognition.honour, recognition.level, recognition.body) == (
        State.PROPOSED,
        Honour.INITIATIVE,
        registration.level,
        desk,
    )
    recognition = doors.appraise(recognition, officer, "Đủ tiêu chí")
    recognition = doors.decide(recognition, decider, decision)
    assert (recognition.state, recognition.decision) == (State.DECIDED, decision)

    doors.publish(decision, decider)

    recognition.refresh_from_db()
    decision.refresh_from_db()
    assert (recognition.state, decision.state) == (State.PUBLISHED, Decision.State.PUBLISHED)
    assert decision.published_at
    assert [action.rsplit(".", 1)[1] for action in actions_on(recognition)] == [
        "propose",
        "appraise",
        "decide",
        "publish",
    ]


def test_publication_announces_every_recognition_of_the_decision(desk):
    decision = DecisionFactory(issuer=desk)
    both = [
        RecognitionFactory(
            state=State.DECIDED, decision=decision, registration__campaign__issuer=desk, body=desk
        )
        for _ in range(2)
    ]
    announced = []

    def listen(sender, recognition, **kwargs):
        announced.append(recognition.pk)

    doors.recognition_published.connect(listen)
    try:
        doors.publish(decision, decider_of(desk))
    finally:
        doors.recognition_published.disconnect(listen)

    assert sorted(announced) == sorted(recognition.pk for recognition in both)


@pytest.mark.parametrize("state", [s for s in Registration.State if s not in Registration.BOOKED_STATES])
def test_only_a_registration_in_the_book_is_proposed(state):
    registration = RegistrationFactory(state=state)

    with pytest.raises(Refused):
        doors.propose(registration, officer_of(registration.receiver))


def test_the_same_proposal_twice_is_refused_and_allowed_again_after_a_refusal(registration, desk):
    officer = officer_of(desk)
    first = doors.propose(registration, officer)
    with pytest.raises(Refused):
        doors.propose(registration, officer)

    doors.decline(first, decider_of(desk), "Chưa đủ hồ sơ")

    assert doors.propose(registration, officer).state == State.PROPOSED


def test_exemplar_needs_a_published_recognition_as_initiative_at_the_level(registration, desk):
    officer = officer_of(desk)
    with pytest.raises(Refused):
        doors.propose(registration, officer, honour=Honour.EXEMPLAR)

    RecognitionFactory(registration=registration, state=State.PUBLISHED)

    assert doors.propose(registration, officer, honour=Honour.EXEMPLAR).honour == Honour.EXEMPLAR
    with pytest.raises(Refused):
        doors.propose(registration, officer, honour=Honour.EXEMPLAR, level=level("tinh"))


def test_who_proposed_does_not_decide(registration, desk):
    officer = officer_of(desk)
    officer.groups.add(*decider_of(desk).groups.all())
    recognition = doors.propose(registration, officer)

    with pytest.raises(Refused):
        doors.decide(recognition, officer, DecisionFactory(issuer=desk))


def test_decision_of_another_body_or_already_published_is_refused(registration, desk):
    recognition = doors.propose(registration, officer_of(desk))
    decider = decider_of(desk)

    for decision in (DecisionFactory(), DecisionFactory(issuer=desk, state=Decision.State.PUBLISHED)):
        with pytest.raises(Refused):
            doors.decide(recognition, decider, decision)


def test_empty_decision_is_not_published(desk):
    with pytest.raises(Refused):
        doors.publish(DecisionFactory(issuer=desk), decider_of(desk))


def test_revocation_needs_reason_and_paper_and_keeps_the_record(desk):
    recognition = RecognitionFactory(registration__campaign__issuer=desk, state=State.PUBLISHED)
    decider = decider_of(recognition.body)

    for reason, paper in (("", "12-QĐ/HU"), ("Sai tiêu chí", " ")):
        with pytest.raises(Refused):
            doors.revoke(recognition, decider, reason, paper)
    revoked = doors.revoke(recognition, decider, "Sai tiêu chí", "12-QĐ/HU")

    assert (revoked.state, revoked.reason, revoked.revocation_paper) == (
        State.REVOKED,
        "Sai tiêu chí",
        "12-QĐ/HU",
    )
    assert revoked.decision == recognition.decision


VERBS = {
    "appraise": lambda r, by: doors.appraise(r, by, "Đủ tiêu chí"),
    "decide": lambda r, by: doors.decide(r, by, DecisionFactory(issuer=r.body)),
    "decline": lambda r, by: doors.decline(r, by, "Chưa đủ điều kiện"),
    "revoke": lambda r, by: doors.revoke(r, by, "Sai tiêu chí", "12-QĐ/HU"),
}
PENDING = {State.PROPOSED, State.APPRAISED}
ALLOWED = {
    ("officer", "appraise"): PENDING,
    ("decider", "decide"): PENDING,
    ("decider", "decline"): PENDING,
    ("decider", "revoke"): {State.PUBLISHED},
}
ROLES = ["clerk", "officer", "decider", "viewer", "other_decider"]


def person(role, recognition):
    return {
        "clerk": lambda: clerk_of(recognition.registration.unit),
        "officer": lambda: officer_of(recognition.body),
        "decider": lambda: decider_of(recognition.body),
        "viewer": lambda: user_in(VIEWERS, recognition.body),
        "other_decider": lambda: decider_of(DeskFactory()),
    }[role]()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(State))
def test_role_state_action_table(role, verb, state):
    recognition = RecognitionFactory(state=state)
    by = person(role, recognition)

    if state in ALLOWED.get((role, verb), set()):
        VERBS[verb](recognition, by)
        assert len(actions_on(recognition)) == 1
    else:
        with pytest.raises(Refused):
            VERBS[verb](recognition, by)
        recognition.refresh_from_db()
        assert recognition.state == state
        assert actions_on(recognition) == []
