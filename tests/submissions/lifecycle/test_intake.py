import datetime

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from submissions.lifecycle import intake
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, Deadline, Individual, Initiative, Registration, Unit
from tests.factories import (
    VIEWERS,
    CampaignFactory,
    DeadlineFactory,
    DeskFactory,
    RecognitionFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    decider_of,
    level,
    officer_of,
    sector,
    user_in,
)

pytestmark = pytest.mark.django_db

State = Registration.State


def entry(**changes: object) -> intake.Entry:
    values = {
        "title": "Hũ gạo tình thương",
        "sector": sector("culture_society"),
        "kind": Initiative.Kind.COLLECTIVE,
        "continuity": Registration.Continuity.NEW,
        "place": "Thôn Đông",
        "registrant": "Chi hội Phụ nữ thôn Đông",
        "period": "Năm 2024",
        "goal": "Giúp 10 hộ",
    }
    return intake.Entry(**(values | changes))


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def unit(campaign):
    return UnitFactory(parent=campaign.issuer)


@pytest.fixture
def clerk(unit):
    return clerk_of(unit)


@pytest.fixture
def officer(campaign):
    return officer_of(campaign.issuer)


def draft(unit, campaign, by, **changes):
    return intake.draft(
        entry(**changes), unit=unit, campaign=campaign, by=by, source=Registration.Source.FORM
    )


def actions_on(registration):
    return list(
        ModelLogEntry.objects.for_instance(registration).order_by("pk").values_list("action", flat=True)
    )


def test_draft_is_addressed_to_the_nearest_desk_at_the_level_of_the_unit(unit, campaign, clerk):
    registration = draft(unit, campaign, clerk)

    assert registration.state == State.DRAFT
    assert registration.receiver == campaign.issuer
    assert registration.level == unit.level
    assert registration.initiative.unit_name == unit.name
    assert registration.created_by == clerk
    assert actions_on(registration) == ["submissions.registration.create"]


def test_draft_keeps_the_person_of_an_individual_initiative_apart(unit, campaign, clerk):
    person = intake.Person("Người Thử Nghiệm", position="Hội viên")
    registration = draft(unit, campaign, clerk, kind=Initiative.Kind.INDIVIDUAL, registrant="", person=person)

    kept = Individual.objects.get(initiative=registration.initiative)
    assert (kept.full_name, kept.position, kept.consent_scope) == ("Người Thử Nghiệm", "Hội viên", "none")


def test_draft_is_refused_when_no_desk_stands_above(campaign):
    lonely = UnitFactory()

    with pytest.raises(Refused):
        draft(lonely, campaign, clerk_of(lonely))

    assert not Registration.objects.exists()


def test_desk_drafts_on_behalf_of_a_unit_below_it(unit, campaign, officer):
    assert draft(unit, campaign, officer).created_by == officer


def test_draft_is_refused_to_the_clerk_of_another_unit(unit, campaign):
    stranger = clerk_of(UnitFactory(parent=campaign.issuer))

    with pytest.raises(Refused):
        draft(unit, campaign, stranger)


def test_draft_that_continues_an_earlier_registration_goes_on_with_its_initiative(unit, campaign, clerk):
    earlier = RegistrationFactory(unit=unit, campaign__year=2023, state=State.RECEIVED)

    registration = intake.draft(
        entry(goal="Giúp 20 hộ"),
        unit=unit,
        campaign=campaign,
        by=clerk,
        source=Registration.Source.FORM,
        previous=earlier,
    )

    assert (registration.previous, registration.initiative) == (earlier, earlier.initiative)
    assert Initiative.objects.get().title == "Hũ gạo tình thương"
    assert (registration.state, registration.goal) == (State.DRAFT, "Giúp 20 hộ")


def test_draft_continues_nothing_of_another_unit_and_nothing_twice(unit, campaign, clerk):
    foreign = RegistrationFactory(campaign__year=2023, state=State.RECEIVED)
    here_already = RegistrationFactory(unit=unit, campaign=campaign, state=State.WITHDRAWN)

    for previous in (foreign, here_already):
        with pytest.raises(Refused):
            intake.draft(
                entry(),
                unit=unit,
                campaign=campaign,
                by=clerk,
                source=Registration.Source.FORM,
                previous=previous,
            )

    assert Registration.objects.count() == 2


def test_submit_is_in_time_on_the_last_day_and_late_a_minute_after(unit, campaign, clerk):
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 27))

    with time_machine.travel("2024-02-27T23:59:00+07:00", tick=False):
        in_time = intake.submit(draft(unit, campaign, clerk), by=clerk)
    with time_machine.travel("2024-02-28T00:00:00+07:00", tick=False):
        late = intake.submit(draft(unit, campaign, clerk, title="Thắp sáng niềm tin"), by=clerk)

    assert (in_time.state, in_time.late) == (State.SUBMITTED, False)
    assert (late.state, late.late) == (State.SUBMITTED, True)


def test_submit_follows_the_deadline_of_the_type_of_the_unit_before_the_general_one(unit, campaign, clerk):
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 27))
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 3, 10), unit_type=Unit.Type.COMMUNE)

    with time_machine.travel("2024-03-01T08:00:00+07:00", tick=False):
        assert intake.submit(draft(unit, campaign, clerk), by=clerk).late is False


@pytest.mark.parametrize(("code", "late"), [("co-so", True), ("khoi", False)])
def test_submit_follows_the_deadline_of_the_level_registered_for(unit, campaign, clerk, code, late):
    before = Deadline.Bound.BEFORE
    for code_due, named_day in (("co-so", datetime.date(2024, 5, 30)), ("khoi", datetime.date(2024, 6, 30))):
        DeadlineFactory(campaign=campaign, bound=before, named_day=named_day, level=level(code_due))

    with time_machine.travel("2024-05-30T08:00:00+07:00", tick=False):
        registration = intake.draft(
            entry(),
            unit=unit,
            campaign=campaign,
            by=clerk,
            source=Registration.Source.FORM,
            level=level(code),
        )
        assert intake.submit(registration, by=clerk).late is late


def test_submit_after_the_deadline_is_refused_when_the_campaign_takes_no_late_ones(unit, clerk, campaign):
    Campaign.objects.filter(pk=campaign.pk).update(accepts_late=False)
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 27))
    registration = draft(unit, campaign, clerk)

    with time_machine.travel("2024-02-28T00:00:00+07:00", tick=False), pytest.raises(Refused):
        intake.submit(registration, by=clerk)

    registration.refresh_from_db()
    assert registration.state == State.DRAFT


@pytest.mark.parametrize("state", [Campaign.State.DRAFT, Campaign.State.CLOSED])
def test_submit_is_refused_unless_the_campaign_is_open(unit, clerk, campaign, state):
    registration = draft(unit, campaign, clerk)
    Campaign.objects.filter(pk=campaign.pk).update(state=state)

    with pytest.raises(Refused):
        intake.submit(registration, by=clerk)


def test_receive_numbers_the_book_of_the_desk_from_one(unit, campaign, clerk, officer):
    first = intake.submit(draft(unit, campaign, clerk), by=clerk)
    second = intake.submit(draft(unit, campaign, clerk, title="Bữa cơm cho em"), by=clerk)

    assert [intake.receive(r, by=officer).book_number for r in (first, second)] == [1, 2]


def test_returned_registration_keeps_its_book_number_through_correction(unit, campaign, clerk, officer):
    registration = intake.receive(intake.submit(draft(unit, campaign, clerk), by=clerk), by=officer)
    returned = intake.send_back(registration, by=officer, reason=" Ghi rõ mục tiêu ")
    assert (returned.state, returned.reason) == (State.RETURNED, "Ghi rõ mục tiêu")

    amended = intake.amend(returned, entry(goal="Giúp 20 hộ"), by=clerk)
    again = intake.receive(intake.submit(amended, by=clerk), by=officer)

    assert (again.state, again.reason, again.goal, again.book_number) == (State.RECEIVED, "", "Giúp 20 hộ", 1)
    assert [action.rsplit(".", 1)[1] for action in actions_on(registration)] == [
        "create",
        "submit",
        "receive",
        "return",
        "amend",
        "submit",
        "receive",
    ]


def test_amend_logs_what_changed_with_old_and_new(unit, campaign, clerk):
    registration = draft(unit, campaign, clerk)

    intake.amend(registration, entry(goal="Giúp 20 hộ"), by=clerk)

    line = ModelLogEntry.objects.for_instance(registration).get(action="submissions.registration.amend")
    assert line.data == {"old": {"goal": "Giúp 10 hộ"}, "new": {"goal": "Giúp 20 hộ"}}


INDIVIDUAL = {
    "kind": Initiative.Kind.INDIVIDUAL,
    "registrant": "",
    "person": intake.Person("Người Thử Nghiệm"),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"registrant": "Người Thử Nghiệm"}, INDIVIDUAL),
        (INDIVIDUAL, {"registrant": "Tổ của Người Thử Nghiệm"}),
    ],
)
def test_amend_keeps_the_name_of_a_person_out_of_the_log(unit, campaign, clerk, before, after):
    registration = draft(unit, campaign, clerk, **before)

    intake.amend(registration, entry(**after), by=clerk)

    line = ModelLogEntry.objects.for_instance(registration).get(action="submissions.registration.amend")
    assert line.data["old"]["registrant"] == line.data["new"]["registrant"] == intake.WITHHELD
    assert "Người Thử Nghiệm" not in str(line.data)


@pytest.mark.parametrize(
    ("person", "ended"),
    [
        (intake.Person("Người Thử Nghiệm", position="Trưởng thôn"), False),
        (intake.Person("Người Khác"), True),
    ],
)
def test_amend_ends_the_consent_with_the_name_of_its_person(unit, campaign, clerk, person, ended):
    registration = draft(unit, campaign, clerk, **INDIVIDUAL)
    kept = registration.initiative.individual
    kept.consent_scope = Individual.ConsentScope.NAME
    kept.consent_on = datetime.date(2024, 3, 1)
    kept.consent_recorded_by = clerk
    kept.save()

    intake.amend(registration, entry(**INDIVIDUAL | {"person": person}), by=clerk)

    kept.refresh_from_db()
    assert (kept.full_name, kept.position) == (person.full_name, person.position)
    given = (kept.consent_scope, kept.consent_on, kept.consent_recorded_by)
    assert given == (("none", None, None) if ended else ("name", datetime.date(2024, 3, 1), clerk))


def test_entry_of_says_again_what_was_drafted(unit, campaign, clerk):
    said = entry(**INDIVIDUAL)
    assert intake.entry_of(draft(unit, campaign, clerk, **INDIVIDUAL)) == said


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED, State.DECLINED, State.WITHDRAWN])
def test_amend_is_refused_unless_draft_or_returned(campaign, state):
    registration = RegistrationFactory(campaign=campaign, state=state)

    with pytest.raises(Refused):
        intake.amend(registration, entry(), by=clerk_of(registration.unit))


@pytest.mark.parametrize("verb", [intake.send_back, intake.decline])
def test_turning_down_needs_a_reason(campaign, officer, verb):
    registration = RegistrationFactory(campaign=campaign, state=State.SUBMITTED)

    with pytest.raises(Refused):
        verb(registration, by=officer, reason="  ")

    registration.refresh_from_db()
    assert registration.state == State.SUBMITTED


def test_withdraw_is_refused_once_recognition_is_proposed(campaign):
    recognition = RecognitionFactory(registration__campaign=campaign)
    registration = recognition.registration

    with pytest.raises(Refused):
        intake.withdraw(registration, by=clerk_of(registration.unit))


VERBS = {
    "submit": lambda r, by: intake.submit(r, by=by),
    "receive": lambda r, by: intake.receive(r, by=by),
    "send_back": lambda r, by: intake.send_back(r, by=by, reason="Bổ sung"),
    "decline": lambda r, by: intake.decline(r, by=by, reason="Không thuộc phạm vi"),
    "withdraw": lambda r, by: intake.withdraw(r, by=by),
}
ALLOWED = {
    ("clerk", "submit"): {State.DRAFT, State.RETURNED},
    ("clerk", "withdraw"): {State.DRAFT, State.SUBMITTED, State.RECEIVED, State.RETURNED},
    ("officer", "submit"): {State.DRAFT, State.RETURNED},
    ("officer", "withdraw"): {State.DRAFT, State.SUBMITTED, State.RECEIVED, State.RETURNED},
    ("officer", "receive"): {State.SUBMITTED},
    ("officer", "send_back"): {State.SUBMITTED, State.RECEIVED},
    ("officer", "decline"): {State.SUBMITTED, State.RECEIVED},
}
ROLES = ["clerk", "officer", "decider", "viewer", "other_clerk", "other_officer"]


def person(role, registration):
    desk = registration.receiver
    return {
        "clerk": lambda: clerk_of(registration.unit),
        "officer": lambda: officer_of(desk),
        "decider": lambda: decider_of(desk),
        "viewer": lambda: user_in(VIEWERS, desk),
        "other_clerk": lambda: clerk_of(UnitFactory(parent=desk)),
        "other_officer": lambda: officer_of(DeskFactory()),
    }[role]()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(State))
def test_role_state_action_table(role, verb, state):
    registration = RegistrationFactory(state=state)
    by = person(role, registration)

    if state in ALLOWED.get((role, verb), set()):
        assert VERBS[verb](registration, by).state != state
    else:
        with pytest.raises(Refused) as refusal:
            VERBS[verb](registration, by)
        registration.refresh_from_db()
        assert registration.state == state
        assert refusal.value.message
