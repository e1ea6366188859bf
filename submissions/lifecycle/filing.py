"""Many registrations of one list at once, in a few queries, and taking them back.

Each does to every registration what the doors of `intake` do to one: same guards, same states. A list
of ten thousand rows would take them minutes. The log has one line for each: what a list registers is
never a draft.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log
from submissions.inserting import insert_many
from submissions.models import Batch, Campaign, Individual, Initiative, Level, Registration, Sector, Unit
from submissions.models.initiatives import title_key

from .intake import (
    Entry,
    Person,
    is_late,
    receiver_of,
    require_acts_for,
    values_of,
    why_not_submit,
    write_person,
)
from .permits import use_permit
from .quotas import hold_blocking, refuse_over
from .refusal import hold, refuse_for, require

State = Registration.State
CHUNK = 1_000
# What a registration was before a list changed it, beside its texts.
STATE_FIELDS = ("state", "reason", "late", "source")
# What keeps a registration where it is.
USED_BY = ("recognitions", "continued_by", "duplicates")


@dataclass(frozen=True)
class Filing:
    """One registration to make: what it says, for which level, and what it continues."""

    entry: Entry
    level: Level | None = None
    previous: Registration | None = None


@transaction.atomic
def file_many(
    filings: Sequence[Filing],
    *,
    unit: Unit,
    campaign: Campaign,
    by: Any,
    source: str,
    batch: Batch | None = None,
) -> list[Registration]:
    """Draft and submit registrations of one unit, as `intake.draft` and `intake.submit` do one by one.

    Returns them in the order of `filings`. Raises Refused for all when the doors would refuse one; ask
    `intake.why_not_submit` and continue each earlier registration once.
    """
    require_acts_for(by, unit)
    blocking = hold_blocking(campaign, unit)
    receiver = receiver_of(unit)
    levels = {filing.level or unit.level for filing in filings}
    for level in levels:
        refuse_for(why_not_submit(campaign, unit, level.pk))
    late = {level.pk: is_late(campaign, unit, level.pk) for level in levels}
    now = timezone.now()
    registrations = [
        Registration(
            initiative=initiative,
            campaign=campaign,
            unit=unit,
            receiver_id=receiver.pk,
            level_id=(filing.level or unit.level).pk,
            source=source,
            batch_id=batch.pk if batch else None,
            previous_id=filing.previous.pk if filing.previous else None,
            created_by_id=by.pk,
            state=State.SUBMITTED,
            late=late[(filing.level or unit.level).pk],
            submitted_at=now,
            **values_of(filing.entry, Entry.REGISTRATION_FIELDS),
        )
        for filing, initiative in zip(filings, _initiatives(filings, unit, campaign), strict=True)
    ]
    refuse_over(blocking, registrations)
    if not campaign.accepts_late:
        use_permit(campaign, unit, sum(one.late for one in registrations))
    insert_many(registrations)
    log.record_many("registration.submit", registrations, by, source=source)
    return registrations


def _initiatives(filings: Sequence[Filing], unit: Unit, campaign: Campaign) -> list[Initiative]:
    """Write the initiatives of filings, new ones and those that go on, with their persons."""
    continued = _continued(filings, unit, campaign)
    initiatives = [
        continued[filing.previous.initiative_id]
        if filing.previous
        else Initiative(unit=unit, unit_name=unit.name)
        for filing in filings
    ]
    for filing, initiative in zip(filings, initiatives, strict=True):
        for name, value in values_of(filing.entry, Entry.INITIATIVE_FIELDS).items():
            setattr(initiative, name, value)
        initiative.title_key = title_key(initiative.title)
    insert_many([one for one in initiatives if one.pk is None])
    Initiative.objects.bulk_update(
        continued.values(), [*Entry.INITIATIVE_FIELDS, "title_key"], batch_size=CHUNK
    )
    _write_persons(filings, initiatives)
    return initiatives


def _continued(filings: Sequence[Filing], unit: Unit, campaign: Campaign) -> dict[int, Initiative]:
    """Lock the initiatives that go on. Raises Refused for another unit's, or one registered here already."""
    previous = [filing.previous for filing in filings if filing.previous]
    require(
        all(one.unit_id == unit.pk for one in previous),
        _("The registration to continue belongs to another unit."),
    )
    wanted = [one.initiative_id for one in previous]
    rows = Initiative.objects.filter(pk__in=wanted)
    require(
        len(set(wanted)) == len(wanted) and not rows.filter(registrations__campaign=campaign).exists(),
        _("The initiative is registered in this campaign already."),
    )
    return {one.pk: one for one in rows.select_for_update(of=("self",), no_key=True)}


def _write_persons(filings: Sequence[Filing], initiatives: Sequence[Initiative]) -> None:
    persons = []
    for filing, initiative in zip(filings, initiatives, strict=True):
        if filing.previous:
            write_person(initiative, filing.entry)
        elif filing.entry.kind == Initiative.Kind.INDIVIDUAL and filing.entry.person:
            persons.append(Individual(initiative=initiative, **asdict(filing.entry.person)))
    insert_many(persons)


def snapshot(registration: Registration) -> dict[str, Any]:
    """Return what a registration says and where it stands, as JSON, for `restore`."""
    initiative = registration.initiative
    individual = getattr(initiative, "individual", None)
    return {
        "initiative": {
            name: getattr(initiative, "sector_id" if name == "sector" else name)
            for name in Entry.INITIATIVE_FIELDS
        },
        "registration": {
            name: getattr(registration, name) for name in (*Entry.REGISTRATION_FIELDS, *STATE_FIELDS)
        },
        "person": individual
        and {field.name: getattr(individual, field.name) for field in fields(Person)}
        | {
            "consent_scope": individual.consent_scope,
            "consent_on": individual.consent_on and individual.consent_on.isoformat(),
            "consent_recorded_by_id": individual.consent_recorded_by_id,
        },
    }


@transaction.atomic
def take_back_many(registrations: Sequence[Registration], by: Any, *, since: datetime) -> None:
    """Delete registrations that a list made, with their initiatives.

    Raises Refused as `why_not_undo` says. The log keeps that they were here.
    """
    for start in range(0, len(registrations), CHUNK):
        wanted = [registration.pk for registration in registrations[start : start + CHUNK]]
        held = list(
            Registration.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk__in=wanted)
            .select_related("initiative", "campaign")
            .prefetch_related(*USED_BY, "attachments")
            .order_by("pk")
        )
        for registration in held:
            refuse_for(why_not_undo(registration, since))
        log.record_many("registration.take_back", held, by)
        Registration.objects.filter(pk__in=wanted).delete()
        Initiative.objects.filter(pk__in=[one.initiative_id for one in held], registrations=None).delete()


@transaction.atomic
def take_back(registration: Registration, by: Any, before: dict[str, Any], *, since: datetime) -> None:
    """Delete a registration that a list made for an initiative that went on, as `snapshot` saw it before.

    Raises Refused as `why_not_undo` says. The log keeps that it was here.
    """
    registration = hold(registration)
    refuse_for(why_not_undo(registration, since))
    log.record("registration.take_back", registration, by)
    initiative = registration.initiative
    registration.delete()
    _restore_initiative(initiative, before)


@transaction.atomic
def restore(registration: Registration, by: Any, before: dict[str, Any], *, since: datetime) -> None:
    """Give a registration back to the unit as it was before a list changed it, by `snapshot`.

    Raises Refused as `why_not_undo` says.
    """
    registration = hold(registration)
    refuse_for(why_not_undo(registration, since))
    _restore_initiative(registration.initiative, before)
    for name, value in before["registration"].items():
        setattr(registration, name, value)
    registration.save()
    log.record("registration.take_back", registration, by)


def why_not_undo(registration: Registration, since: datetime) -> str:
    """Why what a list did to a registration cannot be undone any more; empty when it can.

    `since` is when the list was imported: what was sent again or corrected later is another wording of it.
    """
    touched = registration.updated_at > since or registration.attachments.all()
    if registration.state != State.SUBMITTED or touched:
        return _("The desk has dealt with “%(title)s” already.") % {"title": registration.initiative.title}
    if any(getattr(registration, name).all() for name in USED_BY):
        return _("“%(title)s” is used elsewhere already.") % {"title": registration.initiative.title}
    return ""


def _restore_initiative(initiative: Initiative, before: dict[str, Any]) -> None:
    values = dict(before["initiative"])
    initiative.sector = Sector.objects.get(pk=values.pop("sector"))
    for name, value in values.items():
        setattr(initiative, name, value)
    initiative.save()
    Individual.objects.filter(initiative=initiative).delete()
    if before["person"]:
        Individual.objects.create(initiative=initiative, **before["person"])
