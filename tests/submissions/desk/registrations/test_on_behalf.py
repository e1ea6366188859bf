"""Registering for a unit leads to the unit's own form, for units and campaigns of the own desk only."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.desk.registrations import on_behalf
from submissions.models import Campaign, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in

PAGE = "desk_registrations:on_behalf"


@pytest.fixture
def open_campaign(campaign: Campaign) -> Campaign:
    campaign.state = Campaign.State.OPEN
    campaign.save()
    return campaign


def test_desk_is_led_to_the_form_of_the_unit(officer: User, unit: Unit, open_campaign: Campaign) -> None:
    response = signed_in(officer).post(reverse(PAGE), {"unit": unit.pk, "campaign": open_campaign.pk})

    assert response.url == on_behalf.form_page(unit, open_campaign)
    assert signed_in(officer).get(response.url).context["campaign"] == open_campaign


def test_only_units_and_open_campaigns_of_the_desk_are_offered(
    officer: User, desk: Unit, unit: Unit, open_campaign: Campaign
) -> None:
    factories.CampaignFactory(issuer=desk, year=2023, state=Campaign.State.CLOSED)
    foreign = factories.UnitFactory(parent=factories.CampaignFactory().issuer)

    page = signed_in(officer).get(reverse(PAGE))
    refused = signed_in(officer).post(reverse(PAGE), {"unit": foreign.pk, "campaign": open_campaign.pk})

    fields = page.context["form"].fields
    assert list(fields["campaign"].queryset) == [open_campaign]
    assert set(fields["unit"].queryset) == {desk, unit}
    assert "unit" in refused.context["form"].errors


def test_campaign_that_does_not_call_the_unit_is_refused(
    officer: User, desk: Unit, unit: Unit, open_campaign: Campaign
) -> None:
    refused = signed_in(officer).post(reverse(PAGE), {"unit": desk.pk, "campaign": open_campaign.pk})

    assert "campaign" in refused.context["form"].errors
