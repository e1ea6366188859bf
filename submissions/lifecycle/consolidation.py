"""The doors of a consolidated list: made of received registrations, sent upward, cancelled."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.models import Campaign, ConsolidatedList, ConsolidatedRow, ListForm, Registration, Unit

from .refusal import hold, refuse_for, require, require_permission

State = Registration.State
CHUNK = 500


@transaction.atomic
def consolidate(
    registrations: Sequence[Registration],
    by: Any,
    *,
    desk: Unit,
    campaign: Campaign,
    form: ListForm,
    subject: str = "",
    addressee: str = "",
    names_persons: bool = False,
) -> ConsolidatedList:
    """Put received registrations of a desk into its next list, in the given order.

    `names_persons` says whether the files of the list will name private persons; `lists.consolidating`
    makes them in the same transaction. Raises Refused without a registration, for one of another desk or
    campaign, or one that is not received.
    """
    require_permission(by, "add_consolidatedlist")
    _require_desk(desk, by)
    require(bool(registrations), _("Choose at least one received registration."))
    wanted = list(dict.fromkeys(one.pk for one in registrations))
    for registration in _locked(wanted):
        require(
            registration.receiver_id == desk.pk and registration.campaign_id == campaign.pk,
            _("A list holds registrations of one desk and one campaign."),
        )
        refuse_for(why_not_consolidate(registration, by))
    # After the registrations, as the doors of the book hold them.
    hold(desk)
    made = ConsolidatedList.objects.create(
        desk=desk,
        campaign=campaign,
        form=form,
        number=_next_number(desk, campaign),
        subject=subject,
        addressee=addressee,
        count=len(wanted),
        names_persons=names_persons,
        made_by=by,
    )
    ConsolidatedRow.objects.bulk_create(
        (
            ConsolidatedRow(list=made, registration_id=pk, position=position)
            for position, pk in enumerate(wanted, start=1)
        ),
        batch_size=CHUNK,
    )
    Registration.objects.filter(consolidated_row__list=made).update(
        state=State.CONSOLIDATED, updated_at=timezone.now()
    )
    log.record_many("registration.consolidate", registrations, by, note=str(made))
    log.record("list.make", made, by, note=str(campaign))
    return made


@transaction.atomic
def mark_sent(made: ConsolidatedList, by: Any, *, sent_on: datetime.date) -> ConsolidatedList:
    """Record the day on which a list went to the level above; a wrong day is corrected the same way.

    Raises Refused for a cancelled list and for a day to come.
    """
    made = _held(made, by)
    refuse_for(why_not_send(made, by))
    require(sent_on <= timezone.localdate(), _("A list cannot have been sent on a day to come."))
    before, made.sent_on = made.sent_on, sent_on
    made.save(update_fields=["sent_on"])
    log.record("list.send", made, by, old=_day(before), new=_day(sent_on))
    return made


@transaction.atomic
def cancel(made: ConsolidatedList, by: Any, *, reason: str) -> ConsolidatedList:
    """Cancel a list: its registrations are received again; number and files stay for the record.

    Raises Refused without a reason, or when one of its registrations has been proposed.
    """
    require(bool(reason.strip()), _("Write why the list is cancelled."))
    made = _held(made, by)
    refuse_for(why_not_cancel(made, by))
    in_list = Registration.objects.filter(consolidated_row__list=made)
    registrations = list(in_list.select_related("initiative", "campaign").order_by("pk"))
    in_list.update(state=State.RECEIVED, updated_at=timezone.now())
    made.rows.all().delete()
    made.cancelled_at, made.cancel_reason = timezone.now(), reason.strip()
    made.save(update_fields=["cancelled_at", "cancel_reason"])
    log.record_many("registration.release", registrations, by, note=str(made))
    log.record("list.cancel", made, by, note=made.cancel_reason)
    return made


def why_not_consolidate(registration: Registration, by: Any) -> str:
    """Why the registration cannot go into a list now; empty when nothing speaks against it."""
    if registration.state == State.RECEIVED:
        return ""
    return _("Only a received registration goes into a consolidated list.")


def why_not_send(made: ConsolidatedList, by: Any) -> str:
    """Why the list cannot be marked as sent; empty when it can."""
    return _("The list has been cancelled.") if made.cancelled_at else ""


def why_not_cancel(made: ConsolidatedList, by: Any) -> str:
    """Why the list cannot be cancelled now; empty when nothing speaks against it."""
    if made.cancelled_at:
        return _("The list has been cancelled.")
    if made.rows.filter(registration__recognitions__isnull=False).exists():
        return _("A registration of the list has been proposed for recognition.")
    return ""


def _locked(wanted: Sequence[int]) -> Iterator[Registration]:
    """Lock registrations until the end, in the order of their keys so that nobody waits in a ring."""
    ordered = sorted(wanted)
    for start in range(0, len(ordered), CHUNK):
        held = Registration.objects.select_for_update(of=("self",), no_key=True)
        yield from held.filter(pk__in=ordered[start : start + CHUNK]).order_by("pk")


def _held(made: ConsolidatedList, by: Any) -> ConsolidatedList:
    require_permission(by, "change_consolidatedlist")
    _require_desk(made.desk, by)
    return hold(made)


def _require_desk(desk: Unit, by: Any) -> None:
    require(scope.units_overseen(by).filter(pk=desk.pk).exists(), _("This list belongs to another desk."))


def _day(day: datetime.date | None) -> dict[str, str]:
    return {"sent_on": str(day or "")}


def _next_number(desk: Unit, campaign: Campaign) -> int:
    made = ConsolidatedList.objects.filter(desk=desk, campaign=campaign)
    return (made.aggregate(last=Max("number"))["last"] or 0) + 1
