import pytest

from submissions.lifecycle.programme import close_campaign, open_campaign
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign
from tests.factories import CampaignFactory, DeskFactory, clerk_of, decider_of, officer_of

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
