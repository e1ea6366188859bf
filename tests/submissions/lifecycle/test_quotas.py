import pytest

from submissions.lifecycle import filing, intake
from submissions.lifecycle.quotas import hold_blocking, refuse_over, standings
from submissions.lifecycle.refusal import Refused
from submissions.models import Initiative, Quota, Registration, Unit
from tests.factories import (
    CampaignFactory,
    DeskFactory,
    IndividualFactory,
    QuotaFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    level,
    officer_of,
    sector,
)

from .test_intake import entry

pytestmark = pytest.mark.django_db

State = Registration.State
BLOCKING = Quota.Strength.BLOCKING


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def unit(campaign):
    return UnitFactory(parent=campaign.issuer)


@pytest.fixture
def clerk(unit):
    return clerk_of(unit)


def phrases(campaign, unit):
    return [standing.quota.phrase for standing in standings(campaign, [unit])[unit.pk]]


def test_quota_for_the_type_wins_over_the_general_one_of_the_same_level(campaign, unit):
    for phrase, kwargs in {
        "chung tỉnh": {"level": level("tinh")},
        "chung huyện": {"level": level("huyen")},
        "xã": {"level": level("tinh"), "unit_type": Unit.Type.COMMUNE},
        "trường": {"level": level("huyen"), "unit_type": Unit.Type.SCHOOL},
    }.items():
        QuotaFactory(campaign=campaign, phrase=phrase, **kwargs)

    assert phrases(campaign, unit) == ["chung huyện", "xã"]


def test_quota_for_a_part_of_the_tree_wins_over_that_for_the_type(campaign, unit):
    QuotaFactory(campaign=campaign, phrase="xã", unit_type=Unit.Type.COMMUNE)
    QuotaFactory(campaign=campaign, phrase="đơn vị này", subtree=unit)
    QuotaFactory(campaign=campaign, phrase="nơi khác", subtree=DeskFactory())
    QuotaFactory(campaign=campaign, phrase="cả giai đoạn", span=Quota.Span.PERIOD)

    assert phrases(campaign, unit) == ["đơn vị này", "cả giai đoạn"]
    assert phrases(campaign, UnitFactory(parent=campaign.issuer)) == ["xã", "cả giai đoạn"]


def test_quotas_for_different_sectors_stand_side_by_side(campaign, unit):
    QuotaFactory(campaign=campaign, phrase="kinh tế").sectors.add(sector("economy"))
    own = QuotaFactory(campaign=campaign, phrase="xã, văn hóa", unit_type=Unit.Type.COMMUNE)
    own.sectors.add(sector("culture_society"))

    assert phrases(campaign, unit) == ["kinh tế", "xã, văn hóa"]


def test_type_without_a_minimum_is_asked_for_nothing(campaign, unit):
    """Q5: cells and agencies register for the upper levels “nếu có”."""
    QuotaFactory(campaign=campaign, minimum=1, level=level("tinh"))
    QuotaFactory(campaign=campaign, phrase="nếu có", level=level("tinh"), unit_type=Unit.Type.PARTY_CELL)
    cell = UnitFactory(parent=campaign.issuer, type=Unit.Type.PARTY_CELL)

    found = standings(campaign, [unit, cell])

    assert [standing.is_met for standing in found[unit.pk]] == [False]
    assert [(standing.quota.phrase, standing.is_met) for standing in found[cell.pk]] == [("nếu có", True)]


def test_what_was_not_sent_or_has_no_effect_is_not_counted(campaign, unit):
    QuotaFactory(campaign=campaign, minimum=1)
    for state in State.values:
        RegistrationFactory(campaign=campaign, unit=unit, state=state)

    [standing] = standings(campaign, [unit])[unit.pk]

    counted = {State.SUBMITTED, State.RECEIVED, State.RETURNED, State.CONSOLIDATED}
    assert standing.count == len(counted)


def test_period_counts_earlier_campaigns_of_the_same_issuer_and_period(campaign, unit):
    period = {"period": "2022 - 2025"}
    campaign = CampaignFactory(issuer=campaign.issuer, **period)
    earlier = CampaignFactory(issuer=campaign.issuer, year=2023, **period)
    before = CampaignFactory(issuer=campaign.issuer, year=2020, period="2016 - 2020")
    for of in (campaign, earlier, before):
        RegistrationFactory(campaign=of, unit=unit, state=State.SUBMITTED)
    QuotaFactory(campaign=campaign, minimum=1, span=Quota.Span.PERIOD)
    QuotaFactory(campaign=campaign, minimum=1)

    counts = {one.quota.span: one.count for one in standings(campaign, [unit])[unit.pk]}

    assert counts == {Quota.Span.PERIOD: 2, Quota.Span.CAMPAIGN: 1}


def test_nominations_are_not_counted_as_registrations(campaign, unit):
    QuotaFactory(campaign=campaign, counts=Quota.Counts.NOMINATED, maximum=0, strength=BLOCKING)

    assert standings(campaign, [unit]) == {unit.pk: []}
    assert hold_blocking(campaign, unit) == []


def test_standings_take_the_same_queries_for_any_number_of_units(campaign, unit, django_assert_num_queries):
    QuotaFactory(campaign=campaign, minimum=1)
    units = [unit, *(UnitFactory(parent=campaign.issuer) for _number in range(5))]
    for one in units:
        RegistrationFactory(campaign=campaign, unit=one, state=State.SUBMITTED)

    with django_assert_num_queries(2):
        found = standings(campaign, units)

    assert [found[one.pk][0].count for one in units] == [1] * 6


def test_persons_whose_name_is_not_on_record_are_not_taken_for_one(campaign, unit):
    QuotaFactory(campaign=campaign, minimum=1, maximum=1, per=Quota.Per.PERSON)
    for _number in range(2):
        RegistrationFactory(
            campaign=campaign,
            unit=unit,
            state=State.SUBMITTED,
            initiative__kind=Initiative.Kind.INDIVIDUAL,
        )

    [standing] = standings(campaign, [unit])[unit.pk]

    assert (standing.count, standing.is_met) == (1, True)


def test_full_blocking_quota_refuses_and_withdrawing_makes_room(campaign, unit, clerk):
    QuotaFactory(campaign=campaign, phrase="không quá 01 nội dung", maximum=1, strength=BLOCKING)
    first, second = RegistrationFactory.create_batch(2, campaign=campaign, unit=unit)
    intake.submit(first, clerk)

    with pytest.raises(Refused, match="không quá 01 nội dung"):
        intake.submit(second, clerk)
    intake.withdraw(first, clerk)

    assert intake.submit(second, clerk).state == State.SUBMITTED


def test_advisory_quota_never_refuses(campaign, unit, clerk):
    QuotaFactory(campaign=campaign, maximum=0)

    assert intake.submit(RegistrationFactory(campaign=campaign, unit=unit), clerk).state == State.SUBMITTED
    [standing] = standings(campaign, [unit])[unit.pk]
    assert standing.is_above


def test_blocking_quota_refuses_only_what_it_speaks_of(campaign, unit, clerk):
    QuotaFactory(campaign=campaign, maximum=0, level=level("tinh"), strength=BLOCKING)

    assert intake.submit(RegistrationFactory(campaign=campaign, unit=unit), clerk).state == State.SUBMITTED


def test_returned_registration_keeps_its_place_but_gets_no_other(campaign, unit, clerk):
    QuotaFactory(campaign=campaign, maximum=1, level=level("tinh"), strength=BLOCKING)
    officer = officer_of(campaign.issuer)
    kept = intake.submit(RegistrationFactory(campaign=campaign, unit=unit, level=level("tinh")), clerk)
    other = intake.submit(RegistrationFactory(campaign=campaign, unit=unit), clerk)
    kept, other = (intake.send_back(one, officer, "Bổ sung") for one in (kept, other))

    assert intake.submit(kept, clerk).state == State.SUBMITTED
    raised = intake.amend(other, intake.entry_of(other), clerk, level=level("tinh"))
    with pytest.raises(Refused):
        intake.submit(raised, clerk)


def test_list_with_more_rows_than_there_is_room_for_is_refused_as_a_whole(campaign, unit, clerk):
    QuotaFactory(campaign=campaign, maximum=2, strength=BLOCKING)
    filings = [filing.Filing(entry(title=f"Mô hình số {number}")) for number in range(3)]
    file = {"unit": unit, "campaign": campaign, "by": clerk, "source": Registration.Source.LIST}

    with pytest.raises(Refused):
        filing.file_many(filings, **file)

    assert not Registration.objects.exists()
    assert len(filing.file_many(filings[:2], **file)) == 2


def test_blocking_quota_of_each_person(campaign, unit, clerk):
    QuotaFactory(campaign=campaign, maximum=1, per=Quota.Per.PERSON, strength=BLOCKING)
    first, second, third = (
        RegistrationFactory(campaign=campaign, unit=unit, initiative__kind=Initiative.Kind.INDIVIDUAL)
        for _number in range(3)
    )
    for registration, name in (
        (first, "Người thứ nhất"),
        (second, "Người thứ hai"),
        (third, "Người thứ hai"),
    ):
        IndividualFactory(initiative=registration.initiative, full_name=name)

    assert [intake.submit(one, clerk).state for one in (first, second)] == [State.SUBMITTED] * 2
    with pytest.raises(Refused):
        intake.submit(third, clerk)


def test_nothing_is_asked_where_no_quota_blocks(campaign, unit, django_assert_num_queries):
    QuotaFactory(campaign=campaign, maximum=0)
    registration = RegistrationFactory(campaign=campaign, unit=unit)

    with django_assert_num_queries(1):
        refuse_over(hold_blocking(campaign, unit), [registration])
