"""Two registrations that are about one thing: duplicates marked and merged, last year's linked."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from wagtail.models import ModelLogEntry

from submissions.lifecycle import joining
from submissions.lifecycle.refusal import Refused
from submissions.models import Attachment, Campaign, Initiative, Registration, Unit
from tests import factories

pytestmark = pytest.mark.django_db

State = Registration.State


@pytest.fixture
def campaign() -> Campaign:
    return factories.CampaignFactory()


@pytest.fixture
def unit(campaign: Campaign) -> Unit:
    return factories.UnitFactory(parent=campaign.issuer)


@pytest.fixture
def officer(campaign: Campaign) -> User:
    return factories.officer_of(campaign.issuer)


@pytest.fixture
def kept(campaign: Campaign, unit: Unit) -> Registration:
    return factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Thắp sáng đường quê", state=State.RECEIVED
    )


@pytest.fixture
def twice(campaign: Campaign, unit: Unit) -> Registration:
    return factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Thắp sáng đường quê (gửi lại)", state=State.SUBMITTED
    )


def told(registration: Registration) -> list[tuple[str, dict[str, Any]]]:
    entries = ModelLogEntry.objects.for_instance(registration).order_by("pk")
    return [(entry.action.removeprefix("submissions.registration."), entry.data) for entry in entries]


def test_duplicate_is_closed_and_says_of_what(officer: User, kept: Registration, twice: Registration) -> None:
    joining.mark_duplicate(twice, officer, of=kept)

    twice.refresh_from_db()
    assert (twice.state, twice.duplicate_of) == (State.DUPLICATE, kept)
    assert told(twice) == [("duplicate", {"note": str(kept)})]


def test_duplicates_of_a_duplicate_follow_it(
    campaign: Campaign, officer: User, kept: Registration, twice: Registration
) -> None:
    thrice = factories.RegistrationFactory(campaign=campaign, state=State.DUPLICATE, duplicate_of=twice)

    joining.mark_duplicate(twice, officer, of=kept)

    assert set(kept.duplicates.all()) == {twice, thrice}


def test_duplicate_is_refused_of_itself_a_closed_one_another_campaigns_and_another_desks(
    campaign: Campaign, officer: User, twice: Registration
) -> None:
    closed = factories.RegistrationFactory(campaign=campaign, state=State.DECLINED)
    older = factories.RegistrationFactory(
        campaign=factories.CampaignFactory(issuer=campaign.issuer, year=2023), state=State.RECEIVED
    )
    foreign = factories.RegistrationFactory(state=State.RECEIVED)
    lower = factories.DeskFactory(parent=campaign.issuer)
    of_lower_desk = factories.RegistrationFactory(campaign=campaign, receiver=lower, state=State.RECEIVED)

    for other in (twice, closed, older, foreign, of_lower_desk):
        with pytest.raises(Refused):
            joining.mark_duplicate(twice, officer, of=other)

    assert Registration.objects.get(pk=twice.pk).state == State.SUBMITTED


def test_what_is_proposed_is_no_duplicate(officer: User, kept: Registration, twice: Registration) -> None:
    factories.RecognitionFactory(registration=kept)

    with pytest.raises(Refused):
        joining.mark_duplicate(kept, officer, of=twice)


def test_merging_fills_the_gaps_moves_the_files_and_closes_the_other(
    officer: User, kept: Registration, twice: Registration
) -> None:
    Registration.objects.filter(pk=twice.pk).update(content="Lắp 20 bóng đèn", goal="Khác")
    twice.refresh_from_db()
    file = Attachment.objects.create(registration=twice, kind="signed", file="x.pdf", file_name="x", size=1)

    joining.merge(twice, officer, into=kept)

    kept.refresh_from_db()
    twice.refresh_from_db()
    assert (kept.content, kept.goal) == ("Lắp 20 bóng đèn", "100% hộ tham gia")
    assert kept.initiative.title == "Thắp sáng đường quê"
    assert (twice.state, twice.duplicate_of) == (State.DUPLICATE, kept)
    assert list(kept.attachments.all()) == [file]
    assert told(kept) == [
        ("merge", {"old": {"content": ""}, "new": {"content": "Lắp 20 bóng đèn"}, "note": str(twice)})
    ]


def test_merging_takes_over_the_form_with_its_answers(
    officer: User, kept: Registration, twice: Registration
) -> None:
    form = factories.OfficialFormFactory(issuer=kept.receiver)
    day = datetime.date(2024, 2, 20)
    Registration.objects.filter(pk=twice.pk).update(form=form, answers={"9": "Đoàn viên"}, met_on=day)
    twice.refresh_from_db()

    joining.merge(twice, officer, into=kept)

    kept.refresh_from_db()
    assert (kept.form, kept.answers, kept.met_on) == (form, {"9": "Đoàn viên"}, day)


def test_another_units_is_not_merged_for_its_files_are_its_own(
    campaign: Campaign, officer: User, kept: Registration
) -> None:
    foreign = factories.RegistrationFactory(campaign=campaign, state=State.SUBMITTED, content="Riêng")

    with pytest.raises(Refused):
        joining.merge(foreign, officer, into=kept)

    kept.refresh_from_db()
    assert kept.content == ""


def test_an_individuals_is_not_merged_into_a_collectives_where_its_files_would_stand_open(
    campaign: Campaign, officer: User, unit: Unit, kept: Registration
) -> None:
    person = factories.IndividualFactory(initiative__unit=unit)
    own = factories.RegistrationFactory(
        campaign=campaign, unit=unit, initiative=person.initiative, state=State.SUBMITTED
    )

    with pytest.raises(Refused):
        joining.merge(own, officer, into=kept)

    assert Registration.objects.get(pk=own.pk).state == State.SUBMITTED


def test_nothing_is_merged_into_what_stands_in_a_list(
    campaign: Campaign, officer: User, unit: Unit, twice: Registration
) -> None:
    listed = factories.RegistrationFactory(campaign=campaign, unit=unit, state=State.CONSOLIDATED)

    with pytest.raises(Refused):
        joining.merge(twice, officer, into=listed)


@pytest.fixture
def earlier(campaign: Campaign, unit: Unit) -> Registration:
    return factories.RegistrationFactory(
        campaign=factories.CampaignFactory(issuer=campaign.issuer, year=campaign.year - 1),
        unit=unit,
        title="Thắp sáng đường quê",
        state=State.RECEIVED,
    )


def test_linked_registration_goes_on_with_the_initiative_of_the_earlier_one(
    officer: User, kept: Registration, earlier: Registration
) -> None:
    own = kept.initiative

    joining.link_previous(kept, officer, previous=earlier)

    kept.refresh_from_db()
    assert (kept.previous, kept.initiative) == (earlier, earlier.initiative)
    assert kept.continuity == Registration.Continuity.CONTINUING
    assert not Initiative.objects.filter(pk=own.pk).exists()
    [(action, data)] = told(kept)
    assert action == "link"
    assert (data["old"]["previous"], data["new"]["previous"]) == ("", str(earlier))


def test_initiative_goes_on_as_the_linked_registration_describes_it(
    campaign: Campaign, officer: User, unit: Unit, earlier: Registration
) -> None:
    person = factories.IndividualFactory(full_name="Nguyễn Văn An", initiative__unit=unit)
    registration = factories.RegistrationFactory(
        campaign=campaign, unit=unit, initiative=person.initiative, state=State.SUBMITTED
    )

    joining.link_previous(registration, officer, previous=earlier)

    going_on = Initiative.objects.get(pk=earlier.initiative_id)
    assert (going_on.kind, going_on.individual.full_name) == (Initiative.Kind.INDIVIDUAL, "Nguyễn Văn An")


def test_link_is_refused_to_what_is_no_earlier_registration_of_the_unit(
    campaign: Campaign, officer: User, unit: Unit, kept: Registration, twice: Registration
) -> None:
    last_year = factories.CampaignFactory(issuer=campaign.issuer, year=campaign.year - 1)
    anothers = factories.RegistrationFactory(campaign=last_year, state=State.RECEIVED)
    withdrawn = factories.RegistrationFactory(campaign=last_year, unit=unit, state=State.WITHDRAWN)

    for previous in (twice, anothers, withdrawn):
        with pytest.raises(Refused):
            joining.link_previous(kept, officer, previous=previous)

    assert told(kept) == []


def test_an_earlier_registration_is_continued_once(
    officer: User, kept: Registration, twice: Registration, earlier: Registration
) -> None:
    joining.link_previous(kept, officer, previous=earlier)

    with pytest.raises(Refused):
        joining.link_previous(twice, officer, previous=earlier)
