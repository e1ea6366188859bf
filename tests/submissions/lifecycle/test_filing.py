"""Many registrations at once are what the doors make of one, and can be taken back."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from submissions.lifecycle import filing, intake
from submissions.lifecycle.filing import Filing
from submissions.lifecycle.refusal import Refused
from submissions.models import Attachment, Campaign, Individual, Initiative, Registration, Unit
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    IndividualFactory,
    InitiativeFactory,
    RecognitionFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    level,
    sector,
)

pytestmark = pytest.mark.django_db

State = Registration.State
LIST = Registration.Source.LIST
PERSON = intake.Person("Nguyễn Văn An", "Trưởng thôn")


def entry(number: int = 1, **changes: Any) -> intake.Entry:
    values = {
        "title": f"Hũ gạo tình thương {number}",
        "sector": sector("culture_society"),
        "kind": Initiative.Kind.COLLECTIVE,
        "continuity": Registration.Continuity.NEW,
        "place": "Thôn Đông",
        "registrant": "Chi hội Phụ nữ thôn Đông",
        "period": "Năm 2024",
        "goal": "Giúp 10 hộ",
    }
    return intake.Entry(**(values | changes))


def person_entry(number: int) -> intake.Entry:
    return entry(number, kind=Initiative.Kind.INDIVIDUAL, registrant="", person=PERSON)


@pytest.fixture
def campaign() -> Campaign:
    return CampaignFactory()


@pytest.fixture
def unit(campaign: Campaign) -> Unit:
    return UnitFactory(parent=campaign.issuer)


@pytest.fixture
def clerk(unit: Unit) -> User:
    return clerk_of(unit)


def filed(
    entries: list[intake.Entry], unit: Unit, campaign: Campaign, by: User, **options: Any
) -> list[Registration]:
    filings = [Filing(one, **options) for one in entries]
    return filing.file_many(filings, unit=unit, campaign=campaign, by=by, source=LIST)


def stored(registration: Registration) -> dict[str, Any]:
    fresh = Registration.objects.get(pk=registration.pk)
    names = (field.name for field in Registration._meta.fields)
    left_out = {"id", "code", "initiative", "submitted_at", "created_at", "updated_at"}
    return {name: getattr(fresh, name) for name in names if name not in left_out}


@pytest.mark.parametrize("make", [entry, person_entry])
def test_each_is_what_drafting_and_submitting_one_makes(
    make: Any, unit: Unit, campaign: Campaign, clerk: User
) -> None:
    one = intake.draft(make(1), unit=unit, campaign=campaign, by=clerk, source=LIST)
    one = intake.submit(one, clerk)
    [first, second] = filed([make(1), make(2)], unit, campaign, clerk)

    assert stored(first) == stored(one)
    assert intake.entry_of(Registration.objects.get(pk=first.pk)) == make(1)
    assert intake.entry_of(Registration.objects.get(pk=second.pk)) == make(2)
    assert first.initiative.title_key == "hu gao tinh thuong 1"
    assert first.code != second.code
    for registration in (first, second):
        [line] = ModelLogEntry.objects.for_instance(registration)
        assert (line.action, line.user, line.data, line.label) == (
            "submissions.registration.submit",
            clerk,
            {"source": "list"},
            str(registration),
        )


def test_the_number_of_queries_does_not_grow_with_the_list(
    unit: Unit, campaign: Campaign, clerk: User
) -> None:
    one, many = [entry(1)], [entry(number) for number in range(2, 32)]
    clerk.has_perm("submissions.submit_registration")
    with CaptureQueriesContext(connection) as of_one:
        filed(one, unit, campaign, clerk)
    with CaptureQueriesContext(connection) as of_many:
        filed(many, unit, campaign, clerk)
    assert len(of_many) == len(of_one)


def test_late_ones_are_marked_by_their_level(unit: Unit, campaign: Campaign, clerk: User) -> None:
    DeadlineFactory(campaign=campaign, level=level("tinh"))
    with time_machine.travel(datetime.datetime(2024, 3, 1, tzinfo=datetime.UTC)):
        [own] = filed([entry(1)], unit, campaign, clerk)
        [province] = filed([entry(2)], unit, campaign, clerk, level=level("tinh"))
    assert (own.late, own.level.code) == (False, "co-so")
    assert (province.late, province.level.code) == (True, "tinh")


def test_nothing_is_written_when_the_doors_would_refuse_one(
    unit: Unit, campaign: Campaign, clerk: User
) -> None:
    stranger = clerk_of(UnitFactory(parent=campaign.issuer))
    Campaign.objects.filter(pk=campaign.pk).update(state=Campaign.State.CLOSED)
    closed = Campaign.objects.get(pk=campaign.pk)
    with pytest.raises(Refused):
        filed([entry(1)], unit, campaign, stranger)
    with pytest.raises(Refused):
        filed([entry(1)], unit, closed, clerk)
    of_another = RegistrationFactory(state=State.RECEIVED, campaign__year=2023)
    with pytest.raises(Refused):
        filed([entry(1)], unit, campaign, clerk, previous=of_another)
    assert not Registration.objects.filter(unit=unit).exists()
    assert not Initiative.objects.filter(unit=unit).exists()


def test_an_initiative_goes_on_under_its_new_wording_and_only_once(
    unit: Unit, campaign: Campaign, clerk: User
) -> None:
    initiative = InitiativeFactory(unit=unit, title="Tên cũ", started="2021")
    last = RegistrationFactory(initiative=initiative, unit=unit, campaign=CampaignFactory(year=2023))
    [going_on] = filed([entry(1, started="2021")], unit, campaign, clerk, previous=last)

    initiative.refresh_from_db()
    assert (going_on.initiative, going_on.previous) == (initiative, last)
    assert (initiative.title, initiative.title_key) == ("Hũ gạo tình thương 1", "hu gao tinh thuong 1")
    with pytest.raises(Refused):
        filed([entry(1)], unit, campaign, clerk, previous=last)


def test_taking_back_new_ones_leaves_nothing_but_the_log(unit: Unit, campaign: Campaign, clerk: User) -> None:
    registrations = filed([entry(1), person_entry(2)], unit, campaign, clerk)
    filing.take_back_many(registrations, clerk, since=timezone.now())

    assert not Registration.objects.exists()
    assert not Initiative.objects.exists()
    assert not Individual.objects.exists()
    last = ModelLogEntry.objects.filter(action="submissions.registration.take_back").order_by("pk")
    assert [line.label for line in last] == [str(one) for one in registrations]


def test_taking_back_what_went_on_gives_the_initiative_its_old_wording(
    unit: Unit, campaign: Campaign, clerk: User
) -> None:
    individual = IndividualFactory(
        initiative__unit=unit,
        initiative__title="Tên cũ",
        consent_scope=Individual.ConsentScope.NAME,
        consent_on=datetime.date(2023, 5, 1),
        consent_recorded_by=clerk,
    )
    last = RegistrationFactory(
        initiative=individual.initiative, unit=unit, campaign=CampaignFactory(year=2023)
    )
    before = filing.snapshot(last)
    [going_on] = filed([person_entry(1)], unit, campaign, clerk, previous=last)
    assert Individual.objects.get().consent_scope == Individual.ConsentScope.NONE

    filing.take_back(going_on, clerk, before, since=timezone.now())
    again = Individual.objects.get()
    assert again.initiative.title == "Tên cũ"
    assert (again.full_name, again.consent_scope, again.consent_on, again.consent_recorded_by) == (
        "Người Đăng Ký Thử",
        Individual.ConsentScope.NAME,
        datetime.date(2023, 5, 1),
        clerk,
    )
    assert list(Registration.objects.all()) == [last]


def test_restoring_puts_texts_state_and_reason_back(unit: Unit, campaign: Campaign, clerk: User) -> None:
    returned = RegistrationFactory(
        unit=unit, campaign=campaign, state=State.RETURNED, title="Tên cũ", reason="Bổ sung mục tiêu"
    )
    before = filing.snapshot(returned)
    said = intake.entry_of(returned)
    intake.submit(intake.amend(returned, entry(1), clerk, source=LIST), clerk)

    filing.restore(returned, clerk, before, since=timezone.now())
    again = Registration.objects.get(pk=returned.pk)
    assert (again.state, again.reason) == (State.RETURNED, "Bổ sung mục tiêu")
    assert intake.entry_of(again) == said


@pytest.mark.parametrize("state", [State.RECEIVED, State.RETURNED, State.DECLINED, State.WITHDRAWN])
def test_what_the_desk_has_dealt_with_is_not_taken_back(state: State, clerk: User) -> None:
    registration = RegistrationFactory(state=state)
    with pytest.raises(Refused, match="Thắp sáng đường quê"):
        filing.take_back_many([registration], clerk, since=timezone.now())
    assert Registration.objects.get() == registration


def test_what_the_desk_has_corrected_or_added_to_is_not_taken_back(clerk: User) -> None:
    corrected = RegistrationFactory(state=State.SUBMITTED)
    since = timezone.now()
    corrected.save()
    with_scan = RegistrationFactory(state=State.SUBMITTED)
    Attachment.objects.create(registration=with_scan, kind="signed", file="x.pdf", file_name="x", size=1)
    for registration, moment in ((corrected, since), (with_scan, timezone.now())):
        with pytest.raises(Refused, match="Thắp sáng đường quê"):
            filing.take_back_many([registration], clerk, since=moment)
    assert Registration.objects.count() == 2


def test_what_a_duplicate_names_is_not_taken_back(clerk: User) -> None:
    kept = RegistrationFactory(state=State.SUBMITTED)
    RegistrationFactory(state=State.DUPLICATE, duplicate_of=kept)
    with pytest.raises(Refused):
        filing.take_back_many([kept], clerk, since=timezone.now())


def test_what_is_proposed_or_continued_is_not_taken_back(clerk: User) -> None:
    proposed = RegistrationFactory(state=State.SUBMITTED)
    RecognitionFactory(registration=proposed)
    continued = RegistrationFactory(state=State.SUBMITTED)
    RegistrationFactory(previous=continued)
    for registration in (proposed, continued):
        with pytest.raises(Refused):
            filing.take_back_many([registration], clerk, since=timezone.now())
