"""The doors of a registration: draft, amend, submit, receive, return, decline, withdraw."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.models import (
    Batch,
    Campaign,
    Individual,
    Initiative,
    Level,
    Registration,
    Sector,
    Unit,
)
from submissions.models.deadlines import registering
from submissions.vietnamese.text import nfc

from .refusal import Refused, hold, refuse_for, require, require_permission

State = Registration.State
WITHDRAWABLE_STATES = (State.DRAFT, State.SUBMITTED, State.RECEIVED, State.RETURNED)

# Stands in the log for a registrant that may be a person.
WITHHELD = "…"


@dataclass(frozen=True)
class Person:
    """The restricted data of an individual registrant (form M2)."""

    full_name: str
    position: str = ""
    workplace: str = ""
    address: str = ""


@dataclass(frozen=True)
class Entry:
    """What a form or a row of a list says about one registration.

    `kind` and `continuity` are values of Initiative.Kind and
    Registration.Continuity; texts are as the author wrote them. `person` is
    given for individual initiatives only.
    """

    title: str
    sector: Sector
    kind: str
    continuity: str
    place: str = ""
    registrant: str = ""
    period: str = ""
    completion: str = ""
    goal: str = ""
    content: str = ""
    started: str = ""
    person: Person | None = None

    INITIATIVE_FIELDS = ("title", "sector", "kind", "place", "registrant", "started")
    REGISTRATION_FIELDS = ("continuity", "period", "completion", "goal", "content")


def entry_of(registration: Registration) -> Entry:
    """Return what a registration says, in the shape the doors take."""
    initiative = registration.initiative
    individual = getattr(initiative, "individual", None)
    person = individual and Person(
        individual.full_name, individual.position, individual.workplace, individual.address
    )
    values = {name: getattr(initiative, name) for name in Entry.INITIATIVE_FIELDS}
    values |= {name: getattr(registration, name) for name in Entry.REGISTRATION_FIELDS}
    return Entry(**values, person=person)


@transaction.atomic
def draft(
    entry: Entry,
    *,
    unit: Unit,
    campaign: Campaign,
    by: Any,
    source: str,
    level: Level | None = None,
    batch: Batch | None = None,
    previous: Registration | None = None,
) -> Registration:
    """Make an initiative and its registration in state draft.

    `level` defaults to the unit's own; `source` is a value of
    Registration.Source. With `previous`, the unit's registration of an earlier
    campaign, its initiative goes on, as the entry now describes it. Raises
    Refused when the person does not act for the unit, when no desk stands above
    it, or when what is continued is another unit's or registered here already.
    """
    require_acts_for(by, unit)
    initiative = (
        _continued(previous, unit, campaign) if previous else Initiative(unit=unit, unit_name=unit.name)
    )
    _write_initiative(initiative, entry)
    registration = Registration(
        initiative=initiative,
        campaign=campaign,
        unit=unit,
        receiver=receiver_of(unit),
        level=level or unit.level,
        source=source,
        batch=batch,
        previous=previous,
        created_by=by,
        **values_of(entry, Entry.REGISTRATION_FIELDS),
    )
    registration.save()
    log.record("registration.create", registration, by, source=source)
    return registration


@transaction.atomic
def amend(registration: Registration, entry: Entry, by: Any, *, source: str = "") -> Registration:
    """Change what a registration says; only a draft or a returned one may be changed.

    Raises Refused when it lies with the desk, or the person does not act for the unit.
    """
    require_acts_for(by, registration.unit)
    registration = hold(registration)
    require(
        registration.is_editable,
        _("The registration is with the desk. Ask the desk to return it before changing it."),
    )
    old = texts_of(registration)
    _write_initiative(registration.initiative, entry)
    for name, value in values_of(entry, Entry.REGISTRATION_FIELDS).items():
        setattr(registration, name, value)
    registration.save()
    old, new = _changes(old, texts_of(registration))
    log.record("registration.amend", registration, by, source=source, old=old, new=new)
    return registration


@transaction.atomic
def submit(registration: Registration, by: Any) -> Registration:
    """Send a draft or a returned registration to the desk.

    A registration after the last accepted day is marked late when the campaign
    allows it (domain k.12). Raises Refused when the campaign is not open, late
    ones are not accepted, or the state or the person do not allow it.
    """
    require_acts_for(by, registration.unit)
    registration = hold(registration)
    require(registration.is_editable, _("Only a draft or a returned registration can be submitted."))
    campaign, unit, level_id = registration.campaign, registration.unit, registration.level_id
    refuse_for(why_not_submit(campaign, unit, level_id))
    registration.state = State.SUBMITTED
    registration.late = registration.late or is_late(campaign, unit, level_id)
    registration.reason = ""
    registration.submitted_at = timezone.now()
    registration.save()
    log.record("registration.submit", registration, by)
    return registration


@transaction.atomic
def receive(registration: Registration, by: Any) -> Registration:
    """Receive a submitted registration and give it the next number of the desk's book.

    Raises Refused unless it is submitted and the person works at its desk.
    """
    registration = _at_desk(registration, by)
    refuse_for(why_not_receive(registration, by))
    registration.state = State.RECEIVED
    registration.received_at = timezone.now()
    if registration.book_number is None:
        registration.book_number = _next_book_number(registration)
    registration.save()
    log.record("registration.receive", registration, by)
    return registration


@transaction.atomic
def send_back(registration: Registration, by: Any, reason: str) -> Registration:
    """Return a registration to the unit for completion, with a reason.

    Raises Refused without a reason, or unless it is submitted or received.
    """
    return _turn_down(registration, by, reason, State.RETURNED, "registration.return")


@transaction.atomic
def decline(registration: Registration, by: Any, reason: str) -> Registration:
    """Refuse a registration for good, with a reason. Raises Refused as `send_back` does."""
    return _turn_down(registration, by, reason, State.DECLINED, "registration.decline")


@transaction.atomic
def withdraw(registration: Registration, by: Any, note: str = "") -> Registration:
    """Take a registration back before it is reviewed. Raises Refused when it is recognised or closed."""
    require_acts_for(by, registration.unit)
    registration = hold(registration)
    require(
        registration.state in WITHDRAWABLE_STATES,
        _("The registration is already closed."),
    )
    require(
        not registration.recognitions.exists(),
        _("The registration has been proposed for recognition. Ask the desk before withdrawing it."),
    )
    registration.state = State.WITHDRAWN
    registration.reason = ""
    registration.save()
    log.record("registration.withdraw", registration, by, note=note)
    return registration


def why_not_submit(campaign: Campaign, unit: Unit, level_id: int) -> str:
    """Why a unit cannot send a registration for a level now; empty when nothing speaks against it."""
    if campaign.state != Campaign.State.OPEN:
        return _("The campaign is not open for registration.")
    if not campaign.accepts_late and is_late(campaign, unit, level_id):
        return _("The deadline has passed and late registrations are not accepted.")
    return ""


def why_not_receive(registration: Registration, by: Any) -> str:
    """Why the registration cannot be received now; empty when nothing speaks against it."""
    if registration.state == State.SUBMITTED:
        return ""
    return _("Only a submitted registration can be received.")


def why_not_turn_down(registration: Registration, by: Any) -> str:
    """Why the registration cannot be returned or declined now; empty when nothing speaks against it."""
    if registration.state not in (State.SUBMITTED, State.RECEIVED):
        return _("Only a submitted or received registration can be returned or declined.")
    if registration.recognitions.all():
        return _(
            "The registration has been proposed for recognition and can no longer be returned or declined."
        )
    return ""


def require_acts_for(user: Any, unit: Unit) -> None:
    """Raise Refused unless the person may register for the unit, as its own or as the desk above it."""
    if (
        user.has_perm("submissions.submit_registration")
        and scope.units_served(user).filter(pk=unit.pk).exists()
    ):
        return
    require_permission(user, "receive_registration")
    require(
        scope.units_overseen(user).filter(pk=unit.pk).exists(),
        _("You do not act for this unit."),
    )


def receiver_of(unit: Unit) -> Unit:
    """Return the unit whose desk receives what this one registers. Raises Refused when there is none."""
    receiver = unit.receiver
    if receiver is None:
        raise Refused(_("No registry desk stands above this unit. Ask the administrator to set one."))
    return receiver


def write_person(initiative: Initiative, entry: Entry) -> None:
    """Write the person of an individual initiative; consent is one person's and ends with another name."""
    if entry.kind != Initiative.Kind.INDIVIDUAL:
        Individual.objects.filter(initiative=initiative).delete()
    elif entry.person:
        kept = Individual.objects.filter(initiative=initiative).first() or Individual(initiative=initiative)
        if kept.full_name != nfc(entry.person.full_name):
            kept.consent_scope = Individual.ConsentScope.NONE
            kept.consent_on = kept.consent_recorded_by = None
        for name, value in asdict(entry.person).items():
            setattr(kept, name, value)
        kept.save()


def is_late(campaign: Campaign, unit: Unit, level_id: int) -> bool:
    """Whether today is after the last day on which this unit may register for this level in time."""
    deadline = registering(campaign.deadlines.all(), unit.type, level_id)
    return deadline is not None and timezone.localdate() > deadline.due_on


def texts_of(registration: Registration) -> dict[str, str]:
    """What the registration says, as plain texts by field name, for comparison and for the log."""
    initiative = registration.initiative
    texts = {name: str(getattr(initiative, name)) for name in Entry.INITIATIVE_FIELDS}
    return texts | {name: str(getattr(registration, name)) for name in Entry.REGISTRATION_FIELDS}


def values_of(entry: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    """Return some fields of an entry by name."""
    return {name: getattr(entry, name) for name in names}


def _changes(old: dict[str, str], new: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts that differ, before and after.

    Where a person is or becomes the registrant the name is withheld: the history is read by people
    who may not see the restricted record (domain-beyond 7).
    """
    before = {name: text for name, text in old.items() if new[name] != text}
    after = {name: new[name] for name in before}
    if "registrant" in before and Initiative.Kind.INDIVIDUAL in (old["kind"], new["kind"]):
        before["registrant"] = after["registrant"] = WITHHELD
    return before, after


def _continued(previous: Registration, unit: Unit, campaign: Campaign) -> Initiative:
    """Lock the initiative of an earlier registration, to register it again."""
    require(previous.unit_id == unit.pk, _("The registration to continue belongs to another unit."))
    initiative = hold(previous.initiative)
    require(
        not initiative.registrations.filter(campaign=campaign).exists(),
        _("The initiative is registered in this campaign already."),
    )
    return initiative


def _write_initiative(initiative: Initiative, entry: Entry) -> None:
    for name, value in values_of(entry, Entry.INITIATIVE_FIELDS).items():
        setattr(initiative, name, value)
    initiative.save()
    write_person(initiative, entry)


def _at_desk(registration: Registration, by: Any) -> Registration:
    """Lock a registration for a person who works at its desk."""
    require_permission(by, "receive_registration")
    registration = hold(registration)
    require(
        scope.units_overseen(by).filter(pk=registration.receiver_id).exists(),
        _("This registration belongs to another desk."),
    )
    return registration


def _turn_down(registration: Registration, by: Any, reason: str, state: State, action: str) -> Registration:
    require(bool(reason.strip()), _("Write the reason, so that the unit knows what to do."))
    registration = _at_desk(registration, by)
    refuse_for(why_not_turn_down(registration, by))
    registration.state = state
    registration.reason = reason.strip()
    registration.save()
    log.record(action, registration, by, note=registration.reason)
    return registration


def _next_book_number(registration: Registration) -> int:
    hold(registration.receiver)
    booked = Registration.objects.filter(receiver=registration.receiver, campaign=registration.campaign)
    return (booked.aggregate(last=Max("book_number"))["last"] or 0) + 1
