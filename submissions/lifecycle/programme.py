"""The doors of a campaign: open, close."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.models import Campaign

from .refusal import hold, refuse_for, require, require_permission

State = Campaign.State
Guard = Callable[[Campaign, Any], str]


@transaction.atomic
def open_campaign(campaign: Campaign, by: Any) -> Campaign:
    """Open a campaign for registration; a closed one may be opened again.

    Raises Refused without the right to change campaigns of the issuer, or when it is open already.
    """
    return _move(campaign, by, why_not_open, State.OPEN, "campaign.open")


@transaction.atomic
def close_campaign(campaign: Campaign, by: Any) -> Campaign:
    """Close an open campaign: units can no longer submit.

    Raises Refused without the right to change campaigns of the issuer, or unless it is open.
    """
    return _move(campaign, by, why_not_close, State.CLOSED, "campaign.close")


def why_not_open(campaign: Campaign, by: Any) -> str:
    """Why the campaign cannot be opened as it stands; empty when it can."""
    return _("The campaign is already in this state.") if campaign.state == State.OPEN else ""


def why_not_close(campaign: Campaign, by: Any) -> str:
    """Why the campaign cannot be closed as it stands; empty when it can."""
    return "" if campaign.state == State.OPEN else _("The campaign is not open for registration.")


def _move(campaign: Campaign, by: Any, guard: Guard, state: State, action: str) -> Campaign:
    require_permission(by, "change_campaign")
    campaign = hold(campaign)
    require(
        scope.units_overseen(by).filter(pk=campaign.issuer_id).exists(),
        _("This campaign belongs to a unit outside your desk."),
    )
    refuse_for(guard(campaign, by))
    campaign.state = state
    campaign.save(update_fields=["state"])
    log.record(action, campaign, by)
    return campaign
