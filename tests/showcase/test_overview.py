import datetime

import pytest

from showcase import overview
from showcase.models import ExemplarPage
from submissions.models import Campaign, Recognition, Registration, Sector
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    InitiativeFactory,
    RecognitionFactory,
    RegistrationFactory,
    level,
)

from . import pages

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 3, 1)


def test_numbers_count_initiatives_once_and_leave_out_drafts_withdrawn_ones_and_duplicates(exemplars):
    for state in Registration.State:
        RegistrationFactory(state=state)
    again = InitiativeFactory()
    RegistrationFactory(initiative=again, state="received")
    RegistrationFactory(initiative=again, state="received", campaign=CampaignFactory(year=2023))
    pages.exemplar(exemplars)

    assert overview.numbers(ExemplarPage.objects.all()) == {"registered": 7, "recognised": 0, "exemplars": 1}


def test_recognised_are_the_initiatives_with_a_published_recognition(home):
    for state in Recognition.State:
        RecognitionFactory(state=state)
    standing = Recognition.objects.get(state="published")
    RecognitionFactory(registration=standing.registration, honour="exemplar", state="published")
    RecognitionFactory(registration=standing.registration, level=level("tinh"), state="published")

    assert overview.numbers(ExemplarPage.objects.all())["recognised"] == 1


def test_numbers_of_an_empty_portal_are_zero(db):
    assert overview.numbers(ExemplarPage.objects.all()) == {"registered": 0, "recognised": 0, "exemplars": 0}


def test_numbers_without_any_sector_are_zero(db):
    Sector.objects.all().delete()

    assert overview.numbers(ExemplarPage.objects.all()) == {"registered": 0, "recognised": 0, "exemplars": 0}


def test_numbers_take_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        overview.numbers(ExemplarPage.objects.all())


def test_only_open_campaigns_call_newest_year_first():
    old = CampaignFactory(year=2023)
    new = CampaignFactory(year=2024)
    CampaignFactory(state=Campaign.State.DRAFT)
    CampaignFactory(state=Campaign.State.CLOSED)

    calls = overview.open_calls(TODAY)

    assert [(call.campaign, call.deadline, call.is_past) for call in calls] == [
        (new, None, True),
        (old, None, True),
    ]


def test_call_names_its_next_deadline():
    campaign = CampaignFactory()
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 27))
    coming = DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 3, 1), step="report")
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 11, 1), step="report")

    [call] = overview.open_calls(TODAY)

    assert (call.deadline, call.is_past) == (coming, False)


def test_call_names_the_last_day_to_register_when_all_are_past():
    campaign = CampaignFactory()
    last = DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 27))
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 26))
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 2, 28), step="select")

    [call] = overview.open_calls(TODAY)

    assert (call.deadline, call.is_past) == (last, True)


def test_before_a_day_means_that_the_day_itself_is_too_late():
    campaign = CampaignFactory()
    DeadlineFactory(campaign=campaign, bound="before", named_day=TODAY)

    [call] = overview.open_calls(TODAY)

    assert call.is_past


def test_calls_take_two_queries_however_many(django_assert_num_queries):
    for _ in range(3):
        DeadlineFactory()

    with django_assert_num_queries(2):
        for call in overview.open_calls(TODAY):
            assert call.campaign.issuer.name
