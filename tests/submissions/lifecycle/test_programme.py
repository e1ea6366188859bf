import datetime

import pytest

from submissions.lifecycle.programme import (
    close_campaign,
    follow_up,
    foreseen_deadlines,
    make_deadlines,
    open_campaign,
)
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, DeadlineRule, ListForm, OfficialForm, Quota
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    DeadlineRuleFactory,
    DeskFactory,
    ListFormFactory,
    OfficialFormFactory,
    QuotaFactory,
    clerk_of,
    decider_of,
    level,
    officer_of,
    sector,
)

pytestmark = pytest.mark.django_db


def test_officer_opens_closes_and_opens_again():
    campaign = CampaignFactory(state=Campaign.State.DRAFT)
    officer = officer_of(campaign.issuer)

    assert open_campaign(campaign, officer).state == Campaign.State.OPEN
    assert close_campaign(campaign, officer).state == Campaign.State.CLOSED
    assert open_campaign(campaign, officer).state == Campaign.State.OPEN


def test_opening_twice_is_refused():
    campaign = CampaignFactory(state=Campaign.State.OPEN)

    with pytest.raises(Refused):
        open_campaign(campaign, officer_of(campaign.issuer))


@pytest.mark.parametrize("state", [Campaign.State.DRAFT, Campaign.State.CLOSED])
def test_only_an_open_campaign_is_closed(state):
    campaign = CampaignFactory(state=state)

    with pytest.raises(Refused):
        close_campaign(campaign, officer_of(campaign.issuer))

    campaign.refresh_from_db()
    assert campaign.state == state


def test_opening_is_refused_to_other_desks_units_and_deciders():
    campaign = CampaignFactory(state=Campaign.State.DRAFT)
    for person in (officer_of(DeskFactory()), clerk_of(campaign.issuer), decider_of(campaign.issuer)):
        with pytest.raises(Refused):
            open_campaign(campaign, person)

    campaign.refresh_from_db()
    assert campaign.state == Campaign.State.DRAFT


@pytest.fixture
def campaign():
    return CampaignFactory(state=Campaign.State.DRAFT)


@pytest.fixture
def officer(campaign):
    return officer_of(campaign.issuer)


def days(campaign):
    return [str(one.due_on) for one in campaign.deadlines.all()]


def test_opening_takes_over_the_rules_of_the_issuer_and_no_others(campaign, officer):
    DeadlineRuleFactory(issuer=campaign.issuer, level=level("khoi"), unit_type="agency")
    DeadlineRuleFactory()

    assert [str(one.due_on) for one in foreseen_deadlines(campaign)] == ["2024-02-29"]
    open_campaign(campaign, officer)

    deadline = campaign.deadlines.get()
    assert (deadline.due_on, deadline.level, deadline.unit_type) == (
        datetime.date(2024, 2, 29),
        level("khoi"),
        "agency",
    )
    assert foreseen_deadlines(campaign) == []


def test_what_the_desk_wrote_stays_beside_the_rules(campaign, officer):
    DeadlineRuleFactory(issuer=campaign.issuer)
    DeadlineFactory(campaign=campaign, named_day=datetime.date(2024, 1, 31))

    open_campaign(campaign, officer)

    assert days(campaign) == ["2024-01-31", "2024-02-29"]


def test_a_past_year_does_not_change_with_its_rule(campaign, officer):
    rule = DeadlineRuleFactory(issuer=campaign.issuer)
    open_campaign(campaign, officer)

    DeadlineRule.objects.filter(pk=rule.pk).update(month=3)
    close_campaign(campaign, officer)
    open_campaign(campaign, officer)

    assert days(campaign) == ["2024-02-29"]


def test_a_deadline_that_the_desk_took_out_does_not_come_back(campaign, officer):
    DeadlineRuleFactory(issuer=campaign.issuer)
    open_campaign(campaign, officer)
    campaign.deadlines.all().delete()

    close_campaign(campaign, officer)
    open_campaign(campaign, officer)

    assert days(campaign) == []


def test_deadlines_are_made_once(campaign):
    DeadlineRuleFactory(issuer=campaign.issuer)

    assert [len(make_deadlines(campaign)) for _time in range(2)] == [1, 0]


def test_forms_are_copied_when_a_campaign_opens_and_stay(campaign, officer):
    form = OfficialFormFactory(issuer=campaign.issuer, code="M1", contents=["title", "goal", "met_on"])
    listed = ListFormFactory(issuer=campaign.issuer, code="M3")
    campaign.official_forms.add(form)
    campaign.list_forms.add(listed)

    open_campaign(campaign, officer)
    OfficialForm.objects.filter(pk=form.pk).update(name="Tên mới")
    form.fields.all().delete()

    [copy] = OfficialForm.objects.serving(campaign)
    [list_copy] = ListForm.objects.serving(campaign)
    assert (copy.campaign, copy.code, copy.name) == (campaign, "M1", "Bản đăng ký của tập thể")
    assert [field.content for field in copy.fields.all()] == ["title", "goal", "met_on"]
    assert (list_copy.campaign, list_copy.columns.count()) == (campaign, 3)


def test_opening_again_copies_no_form_twice(campaign, officer):
    campaign.official_forms.add(OfficialFormFactory(issuer=campaign.issuer, code="M1"))
    open_campaign(campaign, officer)
    OfficialFormFactory(issuer=campaign.issuer, code="M9")

    close_campaign(campaign, officer)
    open_campaign(campaign, officer)

    assert [form.code for form in OfficialForm.objects.serving(campaign)] == ["M1"]
    assert OfficialForm.objects.filter(campaign=campaign).count() == 1


def next_year(campaign, by, year=2025):
    return follow_up(campaign, by, title=f"Dân vận khéo năm {year}", slug=f"nam-{year}", year=year)


def test_campaign_of_the_next_year_is_made_in_one_step(campaign, officer):
    Campaign.objects.filter(pk=campaign.pk).update(theme="Chủ đề", period="2022 - 2025", accepts_late=False)
    campaign.refresh_from_db()
    campaign.levels.add(level("huyen"), level("tinh"))
    campaign.official_forms.add(OfficialFormFactory(issuer=campaign.issuer, code="M1"))
    OfficialFormFactory(issuer=campaign.issuer, code="M2")
    DeadlineFactory(campaign=campaign)
    quota = QuotaFactory(campaign=campaign, minimum=4, maximum=5, level=level("huyen"))
    quota.sectors.add(sector("economy"))

    made = next_year(campaign, officer)

    assert (made.year, made.state, made.previous) == (2025, Campaign.State.DRAFT, campaign)
    assert (made.theme, made.period, made.accepts_late) == ("Chủ đề", "2022 - 2025", False)
    assert (made.issuer, made.scheme, made.basis) == (campaign.issuer, campaign.scheme, campaign.basis)
    assert {one.code for one in made.levels.all()} == {"huyen", "tinh"}
    assert [form.code for form in made.official_forms.all()] == ["M1"]
    assert not made.deadlines.exists()
    [copied] = made.quotas.all()
    assert (copied.minimum, copied.maximum, list(copied.sectors.all())) == (4, 5, [sector("economy")])
    assert list(Quota.objects.filter(campaign=campaign)) == [quota]


def test_next_year_uses_the_version_of_a_form_that_is_in_force_then(campaign, officer):
    old = OfficialFormFactory(issuer=campaign.issuer, code="M1", valid_to=datetime.date(2024, 12, 31))
    new = OfficialFormFactory(issuer=campaign.issuer, code="M1", valid_from=datetime.date(2025, 1, 1))
    campaign.official_forms.add(old)

    assert list(next_year(campaign, officer).official_forms.all()) == [new]


def test_next_year_is_refused_for_no_later_year_and_to_others(campaign, officer):
    with pytest.raises(Refused):
        next_year(campaign, officer, year=2024)
    for person in (officer_of(DeskFactory()), clerk_of(campaign.issuer), decider_of(campaign.issuer)):
        with pytest.raises(Refused):
            next_year(campaign, person)

    assert Campaign.objects.count() == 1
