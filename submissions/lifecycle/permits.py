"""The doors of a late permit: granted to a unit, used with each late registration, withdrawn."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log, notices, scope
from submissions.models import Campaign, LatePermit, Unit

from .refusal import hold, refuse_for, require, require_permission


@transaction.atomic
def grant_permit(
    campaign: Campaign, unit: Unit, by: Any, *, expires_on: datetime.date, uses: int, note: str
) -> LatePermit:
    """Let a unit send `uses` registrations after its last day, until and with `expires_on`.

    Raises Refused without the right over campaign and unit, unless the campaign is open and calls the
    unit, on a day that is past, or without grounds.
    """
    _require_desk(campaign, unit, by)
    refuse_for(why_not_grant(campaign, by))
    require(
        scope.campaigns_for(unit).filter(pk=campaign.pk).exists(),
        _("The campaign does not call this unit. Choose a unit below its issuer."),
    )
    require(expires_on >= timezone.localdate(), _("The permit has to be valid today at least."))
    require(uses > 0, _("Allow at least one registration."))
    require(bool(note.strip()), _("Write on what grounds the unit may register late."))
    permit = LatePermit.objects.create(
        campaign=campaign, unit=unit, expires_on=expires_on, uses=uses, note=note.strip(), granted_by=by
    )
    log.record("permit.grant", campaign, by, note=f"{unit}: {permit.note}")
    notices.tell_permit(permit)
    return permit


@transaction.atomic
def end_permit(permit: LatePermit, by: Any) -> LatePermit:
    """End a permit now; what was sent with it stays.

    Raises Refused without the right over it, or when nothing is left of it.
    """
    _require_desk(permit.campaign, permit.unit, by)
    permit = hold(permit)
    refuse_for(why_not_end(permit, by))
    permit.uses = permit.used
    permit.save(update_fields=["uses"])
    log.record("permit.end", permit.campaign, by, note=str(permit.unit))
    return permit


def why_not_grant(campaign: Campaign, by: Any) -> str:
    """Why no late permit can be granted in the campaign as it stands; empty when one can."""
    if campaign.state == Campaign.State.OPEN:
        return ""
    return _("The campaign is not open for registration. Open it first: nothing can be sent before.")


def why_not_end(permit: LatePermit, by: Any) -> str:
    """Why the permit cannot be ended as it stands; empty when it can."""
    return "" if permit.is_usable(timezone.localdate()) else _("Nothing is left of the permit.")


def usable_permit(campaign: Campaign, unit: Unit) -> LatePermit | None:
    """The permit with which the unit may send now, the one that ends first; None when there is none."""
    return _usable(campaign, unit).filter(used__lt=F("uses")).first()


def use_permit(campaign: Campaign, unit: Unit, registrations: int = 1) -> None:
    """Count registrations on the unit's permits. Raises Refused when they do not suffice.

    The permits are held until the transaction ends; of two registrations that are sent at the same moment
    the second finds what the first has left.
    """
    held = list(_usable(campaign, unit).select_for_update(of=("self",), no_key=True)) if registrations else []
    for permit in held:
        taken = min(registrations, permit.left)
        registrations -= taken
        permit.used += taken
        permit.save(update_fields=["used"])
    require(registrations == 0, _("The deadline has passed and late registrations are not accepted."))


def _usable(campaign: Campaign, unit: Unit) -> QuerySet[LatePermit]:
    """The permits of the unit that have not expired, the one that ends first before the others."""
    permits = LatePermit.objects.filter(campaign=campaign, unit=unit, expires_on__gte=timezone.localdate())
    return permits.order_by("expires_on", "pk")


def _require_desk(campaign: Campaign, unit: Unit, by: Any) -> None:
    require_permission(by, "change_campaign")
    overseen = scope.units_overseen(by)
    require(
        overseen.filter(pk=campaign.issuer_id).exists() and overseen.filter(pk=unit.pk).exists(),
        _("This campaign belongs to a unit outside your desk."),
    )
