import datetime

import pytest

from submissions.models import Deadline, Unit
from submissions.models.deadlines import registering
from tests.factories import CampaignFactory, DeadlineFactory, DeskFactory, UnitFactory, level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("bound", "named_day", "last_day"),
    [
        (Deadline.Bound.BEFORE, datetime.date(2024, 5, 30), datetime.date(2024, 5, 29)),
        (Deadline.Bound.BEFORE, datetime.date(2024, 3, 1), datetime.date(2024, 2, 29)),
        (Deadline.Bound.BY, datetime.date(2024, 2, 27), datetime.date(2024, 2, 27)),
        (Deadline.Bound.WITHIN, datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)),
        (Deadline.Bound.WITHIN, datetime.date(2023, 2, 28), datetime.date(2023, 2, 28)),
        (Deadline.Bound.WITHIN, datetime.date(2024, 12, 31), datetime.date(2024, 12, 31)),
    ],
)
def test_last_accepted_day_follows_the_wording_of_the_paper(bound, named_day, last_day):
    assert DeadlineFactory(bound=bound, named_day=named_day).due_on == last_day


def day(number):
    return datetime.date(2024, 6, number)


@pytest.mark.parametrize(
    ("unit_type", "level_code", "expected"),
    [
        (Unit.Type.AGENCY, "co-so", day(1)),
        (Unit.Type.AGENCY, "khoi", day(2)),
        (Unit.Type.AGENCY, "tinh", day(3)),
        (Unit.Type.COMMUNE, "co-so", day(4)),
        (Unit.Type.SCHOOL, "co-so", day(5)),
        (Unit.Type.SCHOOL, "khoi", day(6)),
    ],
)
def test_registering_follows_the_type_of_the_unit_then_the_level(unit_type, level_code, expected):
    campaign = CampaignFactory()
    for number, (only_type, only_level) in enumerate(
        [
            ("", "co-so"),
            ("", "khoi"),
            ("", ""),
            (Unit.Type.COMMUNE, ""),
            (Unit.Type.SCHOOL, "co-so"),
            (Unit.Type.SCHOOL, ""),
        ],
        start=1,
    ):
        of_level = level(only_level) if only_level else None
        DeadlineFactory(campaign=campaign, named_day=day(number), unit_type=only_type, level=of_level)

    unit = UnitFactory(type=unit_type)
    found = registering(campaign.deadlines.all(), unit, level(level_code).pk)

    assert found.due_on == expected


def test_registering_is_bound_by_no_other_step_type_or_level():
    campaign = CampaignFactory()
    DeadlineFactory(campaign=campaign, step=Deadline.Step.REPORT)
    DeadlineFactory(campaign=campaign, unit_type=Unit.Type.SCHOOL)
    DeadlineFactory(campaign=campaign, level=level("khoi"))

    DeadlineFactory(campaign=campaign, bound=Deadline.Bound.UNDATED, named_day=None)
    DeadlineFactory(campaign=campaign, subtree=DeskFactory())

    assert registering(campaign.deadlines.all(), UnitFactory(), level().pk) is None


def test_registering_follows_the_part_of_the_tree_before_the_type():
    campaign = CampaignFactory()
    part = UnitFactory(parent=campaign.issuer)
    within, beside = UnitFactory(parent=part), UnitFactory(parent=campaign.issuer)
    DeadlineFactory(campaign=campaign, named_day=day(1))
    DeadlineFactory(campaign=campaign, named_day=day(2), unit_type=Unit.Type.COMMUNE)
    DeadlineFactory(campaign=campaign, named_day=day(3), subtree=part)

    found = [registering(campaign.deadlines.all(), unit, level().pk) for unit in (part, within, beside)]

    assert [one.due_on for one in found] == [day(3), day(3), day(2)]


def test_what_a_paper_only_hopes_for_makes_nothing_late():
    soft = DeadlineFactory(strength=Deadline.Strength.SOFT, named_day=day(1))
    hard = DeadlineFactory(named_day=day(1))
    undated = DeadlineFactory(bound=Deadline.Bound.UNDATED, named_day=None)

    assert [one.is_over(day(2)) for one in (soft, hard, undated)] == [False, True, False]
    assert hard.is_over(day(1)) is False
