"""The doors of a campaign: open, close."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.models import Campaign

from .refusal import hold, require, require_permission


@transaction.atomic
def open_campaign(campaign: Campaign, by: Any) -> Campaign:
    """Open a campaign for registration; a closed one may be opened again.

    Raises Refused without the right to change campaigns of the issuer.
    """
    return _move(campaign, by, Campaign.State.OPEN, "campaign.open")


@transaction.atomic
def close_campaign(campaign: Campaign, by: Any) -> Campaign:
    """Close a campaign: units can no longer submit. Raises Refused as `open_campaign` does."""
    return _move(campaign, by, Campaign.State.CLOSED, "campaign.close")


def _move(campaign: Campaign, by: Any, state: Campaign.State, action: str) -> Campaign:
    require_permission(by, "change_campaign")
    campaign = hold(campaign)
    require(
        scope.units_overseen(by).filter(pk=campaign.issuer_id).exists(),
        _("This campaign belongs to a unit outside your desk."),
    )
    require(campaign.state != state, _("The campaign is already in this state."))
    campaign.state = state
    campaign.save(update_fields=["state"])
    log.record(action, campaign, by)
    return campaign
