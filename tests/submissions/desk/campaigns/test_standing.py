"""How each unit of a campaign stands: counted by form and state, in time, within the quotas."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from submissions.desk.campaigns.standing import (
    Timeliness,
    UnitStanding,
    forms_of,
    next_deadlines,
    standings,
    units_below,
)
from submissions.lifecycle.reminders import remind
from submissions.models import Campaign, Deadline, FormDraft, Notice, Quota, Registration, Unit
from tests import factories

State = Registration.State


@pytest.fixture
def form(campaign: Campaign) -> Any:
    return factories.OfficialFormFactory(issuer=campaign.issuer, code="M1")


@pytest.fixture
def called(desk: Unit, campaign: Campaign) -> Unit:
    """A unit of the campaign that somebody serves and that has sent nothing."""
    unit: Unit = factories.UnitFactory(parent=desk)
    factories.clerk_of(unit)
    return unit


def all_of(campaign: Campaign, user: User) -> list[UnitStanding]:
    return standings(campaign, [unit for unit in units_below(campaign, user) if unit.is_called])


def of(unit: Unit, campaign: Campaign, user: User) -> UnitStanding:
    return next(row for row in all_of(campaign, user) if row.unit == unit)


def register(campaign: Campaign, unit: Unit, state: str, **fields: Any) -> Registration:
    made: Registration = factories.RegistrationFactory(campaign=campaign, unit=unit, state=state, **fields)
    return made


def deadline(campaign: Campaign, days: int, **fields: Any) -> Deadline:
    """A deadline so many days from today."""
    day = timezone.localdate() + datetime.timedelta(days=days)
    made: Deadline = factories.DeadlineFactory(campaign=campaign, named_day=day, **fields)
    return made


def test_registrations_are_counted_by_form_and_state(
    campaign: Campaign, unit: Unit, officer: User, form: Any
) -> None:
    register(campaign, unit, State.RECEIVED, form=form)
    register(campaign, unit, State.SUBMITTED, form=form)
    register(campaign, unit, State.SUBMITTED)
    register(campaign, unit, State.DECLINED)
    register(campaign, unit, State.DRAFT)
    FormDraft.objects.create(unit=unit, campaign=campaign, form=form)
    returned = register(campaign, unit, State.RETURNED)
    FormDraft.objects.create(unit=unit, campaign=campaign, form=form, registration=returned)

    row = of(unit, campaign, officer)

    assert row.on_form("M1") == {"draft": 1, "submitted": 1, "received": 1}
    assert row.on_form("") == {"draft": 1, "submitted": 1, "returned": 1, "closed": 1}
    assert row.in_state(State.SUBMITTED) == 2
    assert row.sent == 4
    assert forms_of([row]) == ["M1", ""]


@pytest.mark.parametrize(
    ("sent_late", "days", "timeliness"),
    [
        ([], 3, Timeliness.MISSING),
        ([], 0, Timeliness.MISSING),
        ([], -1, Timeliness.OVERDUE),
        ([True], -1, Timeliness.LATE),
        ([True, False], -1, Timeliness.ON_TIME),
        ([False], 3, Timeliness.ON_TIME),
    ],
)
def test_in_time_late_or_missing(
    called: Unit, officer: User, sent_late: list[bool], days: int, timeliness: Timeliness
) -> None:
    campaign = Campaign.objects.get()
    deadline(campaign, days)
    register(campaign, called, State.DRAFT)
    register(campaign, called, State.WITHDRAWN)
    for late in sent_late:
        register(campaign, called, State.SUBMITTED, late=late)

    row = of(called, campaign, officer)

    assert row.timeliness == timeliness
    assert row.is_missing == (not sent_late)


def test_the_last_reminder_of_the_campaign_is_told(
    campaign: Campaign, called: Unit, officer: User, desk: Unit
) -> None:
    other = factories.CampaignFactory(issuer=desk)
    remind([called], campaign, officer, subject="Đôn đốc", text="Đề nghị gửi đăng ký.")

    assert of(called, campaign, officer).reminded_at == Notice.objects.get().created_at
    assert of(called, other, officer).reminded_at is None


def test_quotas_that_are_not_met(campaign: Campaign, called: Unit, officer: User) -> None:
    Quota.objects.create(campaign=campaign, phrase="ít nhất 02 mô hình", minimum=2)
    Quota.objects.create(campaign=campaign, phrase="ít nhất 01 mô hình", minimum=1)
    register(campaign, called, State.SUBMITTED)

    row = of(called, campaign, officer)

    assert [(one.quota.phrase, one.count) for one in row.unmet] == [("ít nhất 02 mô hình", 1)]


def test_only_called_units_of_the_persons_scope_are_shown(
    campaign: Campaign, desk: Unit, called: Unit, officer: User, stranger: User
) -> None:
    factories.UnitFactory(parent=desk)  # nobody serves it and it has sent nothing
    factories.clerk_of(desk)  # the issuer is not called

    assert [row.unit for row in all_of(campaign, officer)] == [called]
    assert units_below(campaign, stranger) == []


def test_the_number_of_queries_does_not_grow_with_the_units(campaign: Campaign, officer: User) -> None:
    Quota.objects.create(campaign=campaign, phrase="ít nhất 01 mô hình", minimum=1)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            all_of(campaign, officer)
        return len(captured)

    register(campaign, factories.UnitFactory(parent=campaign.issuer), State.SUBMITTED)
    few = queries()
    for _number in range(5):
        register(campaign, factories.UnitFactory(parent=campaign.issuer), State.SUBMITTED)

    assert queries() == few == 5


def test_the_next_deadlines_say_how_many_are_missing(
    campaign: Campaign, desk: Unit, called: Unit, officer: User
) -> None:
    general, of_schools = deadline(campaign, 5), deadline(campaign, 9, unit_type="school")
    report = deadline(campaign, 7, step=Deadline.Step.REPORT)
    deadline(campaign, -1, step=Deadline.Step.REVIEW)
    closed = factories.CampaignFactory(issuer=desk, state=Campaign.State.CLOSED)
    deadline(closed, 2)
    register(campaign, factories.UnitFactory(parent=desk), State.SUBMITTED)
    school = factories.UnitFactory(parent=desk, type="school")
    factories.clerk_of(school)

    told = [(due.deadline, due.missing, due.bound) for due in next_deadlines(officer, shown=5)]

    assert told == [(general, 1, 2), (report, 0, 0), (of_schools, 1, 1)]
