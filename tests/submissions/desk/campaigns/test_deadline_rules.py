"""The yearly dates: entered as the papers word them, shown for a year, taken over by a campaign."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.lifecycle import intake, programme
from submissions.models import Campaign, DeadlineRule, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in
from tests.submissions.desk.letters import DATES, DateOfPaper, Step

NOON = datetime.time(12, tzinfo=datetime.UTC)


def enter(paper: DateOfPaper, desk: Unit, by: User, **changes: Any) -> Any:
    level = factories.level(paper.code).pk if paper.code else None
    return signed_in(by).post(reverse("desk_deadline_rules:add"), paper.typed(desk, level) | changes)


def opened(paper: DateOfPaper, desk: Unit, by: User) -> Campaign:
    """The campaign of the paper's year, with the date that the editor has entered."""
    campaign = factories.CampaignFactory(issuer=desk, year=paper.year, state=Campaign.State.DRAFT)
    enter(paper, desk, by)
    return programme.open_campaign(campaign, by)


def test_there_are_all_27_dates_of_the_papers() -> None:
    assert [paper.number for paper in DATES] == list(range(1, 28))


@pytest.mark.parametrize("paper", DATES, ids=lambda paper: f"c{paper.number}")
def test_date_of_a_paper_becomes_the_right_last_day(paper: DateOfPaper, desk: Unit, officer: User) -> None:
    campaign = opened(paper, desk, officer)

    deadlines = list(campaign.deadlines.all())
    wording = paper.exception[0] or paper.phrase
    assert [str(one.due_on or "") for one in deadlines] == list(paper.days)
    assert {(one.phrase, one.strength, one.step) for one in deadlines} == {
        (wording, paper.strength, paper.step)
    }


@pytest.mark.parametrize(
    "paper", [paper for paper in DATES if paper.step == Step.REGISTER], ids=lambda paper: f"c{paper.number}"
)
def test_registration_is_late_from_midnight_after_the_last_day(
    paper: DateOfPaper, desk: Unit, unit: Unit, officer: User
) -> None:
    campaign = opened(paper, desk, officer)
    level = factories.level(paper.code) if paper.code else unit.level
    in_time, late = (
        factories.RegistrationFactory(campaign=campaign, unit=unit, level=level) for _time in range(2)
    )
    last = datetime.date.fromisoformat(paper.days[0])
    following = last + datetime.timedelta(days=1)

    with time_machine.travel(f"{last}T23:59:59+07:00", tick=False):
        in_time = intake.submit(in_time, officer)
    with time_machine.travel(f"{following}T00:00:00+07:00", tick=False):
        late = intake.submit(late, officer)

    assert (in_time.state, in_time.late) == (Registration.State.SUBMITTED, False)
    assert (late.state, late.late) == (Registration.State.SUBMITTED, True)


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"month": ""}, {"month"}),
        ({"month": 2, "day": 30}, {"day"}),
        ({"month": 4, "day": 31}, {"day"}),
        ({"day": ""}, {"day"}),
        ({"bound": "within"}, {"day"}),
        ({"bound": "undated"}, {"month", "day"}),
        ({"recurrence": "once"}, {"year"}),
        ({"year": 2024}, {"year"}),
        ({"recurrence": "quarterly"}, {"month"}),
    ],
)
def test_what_does_not_fit_together_is_refused(
    desk: Unit, officer: User, changes: dict[str, Any], faulty: set[str]
) -> None:
    response = enter(DATES[3], desk, officer, **changes)

    assert set(response.context["form"].errors) == faulty
    assert not DeadlineRule.objects.exists()


def test_29_february_is_a_day_of_the_rule(desk: Unit, officer: User) -> None:
    enter(DATES[3], desk, officer, bound="by", month=2, day=29)

    rule = DeadlineRule.objects.get()
    assert [rule.days(year) for year in (2024, 2025)] == [
        [datetime.date(2024, 2, 29)],
        [datetime.date(2025, 2, 28)],
    ]


def test_list_shows_the_days_of_the_chosen_year(desk: Unit, officer: User) -> None:
    enter(DATES[20], desk, officer)
    enter(DATES[12], desk, officer)
    client = signed_in(officer)

    pages = {
        year: client.get(reverse("desk_deadline_rules:index"), {"shown_year": year}).content.decode()
        for year in (2024, 2025)
    }

    assert "29/05/2024" in pages[2024]
    assert "28/02/2025" in pages[2025]
    assert "31/03/2025, 30/06/2025, 30/09/2025, 31/12/2025" in pages[2025]


def test_page_of_a_rule_shows_the_year_of_its_exception(desk: Unit, officer: User) -> None:
    enter(DATES[20], desk, officer)
    rule = DeadlineRule.objects.get()

    with time_machine.travel(datetime.datetime.combine(datetime.date(2026, 3, 1), NOON), tick=False):
        response = signed_in(officer).get(reverse("desk_deadline_rules:inspect", args=[rule.pk]))

    days = [(year, str(deadlines[0].due_on)) for year, deadlines in response.context["years"]]
    assert days == [(2024, "2024-05-29"), (2026, "2026-02-28"), (2027, "2027-02-28")]


@pytest.mark.parametrize(
    ("role", "may"),
    [("editor", True), ("officer", True), ("administrator", True), ("decider", False), ("viewer", False)],
)
def test_who_may_change_campaigns_writes_the_dates(
    people: dict[str, User], desk: Unit, role: str, may: bool
) -> None:
    enter(DATES[3], desk, people[role])

    assert DeadlineRule.objects.exists() is may


def test_dates_of_another_desk_are_neither_seen_nor_set(desk: Unit, officer: User, stranger: User) -> None:
    enter(DATES[3], desk, officer)
    rule = DeadlineRule.objects.get()
    client = signed_in(stranger)

    answers = {
        page: client.get(reverse(f"desk_deadline_rules:{page}", args=[rule.pk])).status_code
        for page in ("inspect", "edit", "delete")
    }
    refused = enter(DATES[3], desk, stranger)

    assert set(answers.values()) == {404}
    assert "issuer" in refused.context["form"].errors


def test_rule_is_deleted_and_what_it_set_stays(desk: Unit, officer: User) -> None:
    campaign = opened(DATES[18], desk, officer)
    rule = DeadlineRule.objects.get()

    signed_in(officer).post(reverse("desk_deadline_rules:delete", args=[rule.pk]))

    assert not DeadlineRule.objects.exists()
    assert campaign.deadlines.count() == 1
