"""The doors of a registration: draft, amend, submit, receive, return, decline, withdraw.

What a desk does to a registration it holds is in `bookkeeping`, its list for the level above in
`consolidation`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log, notices, scope
from submissions.models import (
    Batch,
    Campaign,
    FormField,
    Individual,
    Initiative,
    Level,
    OfficialForm,
    Registration,
    Sector,
    Unit,
)
from submissions.models.deadlines import registering
from submissions.vietnamese.text import nfc

from .permits import usable_permit, use_permit
from .quotas import hold_blocking, refuse_over
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


@dataclass(frozen=True)
class Paper:
    """The official form a registration is made on, and what only that form asks.

    `answers` holds the text of the form's own fields by their order on the form. A list has no such paper.
    """

    form: OfficialForm
    answers: Mapping[str, str] = field(default_factory=dict)
    met_on: date | None = None


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
    paper: Paper | None = None,
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
    write_initiative(initiative, entry)
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
    _write_paper(registration, paper)
    registration.save()
    log.record("registration.create", registration, by, source=source)
    return registration


@transaction.atomic
def amend(
    registration: Registration,
    entry: Entry,
    by: Any,
    *,
    source: str = "",
    paper: Paper | None = None,
    level: Level | None = None,
) -> Registration:
    """Change what a registration says; only a draft or a returned one may be changed.

    Without `paper` the form and its own answers stay, without `level` the level applied for. Raises
    Refused when it lies with the desk, or the person does not act for the unit.
    """
    require_acts_for(by, registration.unit)
    registration = hold(registration)
    require(
        registration.is_editable,
        _("The registration is with the desk. Ask the desk to return it before changing it."),
    )
    old, new = rewrite(registration, entry, paper=paper, level=level)
    log.record("registration.amend", registration, by, source=source, old=old, new=new)
    return registration


def rewrite(
    registration: Registration, entry: Entry, *, paper: Paper | None = None, level: Level | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    """Write what an entry says into a held registration; return the texts that differ, before and after.

    For the doors that change the words of a registration; they check who may and log what this returns.
    """
    old = texts_of(registration)
    write_initiative(registration.initiative, entry)
    for name, value in values_of(entry, Entry.REGISTRATION_FIELDS).items():
        setattr(registration, name, value)
    registration.level = level or registration.level
    _write_paper(registration, paper)
    registration.save()
    return changes(old, texts_of(registration))


@transaction.atomic
def submit(registration: Registration, by: Any) -> Registration:
    """Send a draft or a returned registration to the desk.

    A registration after the last accepted day is marked late when the campaign or a late permit
    allows it (domain k.12). What was sent in time and returned may come again at any time while the
    campaign is open. Raises Refused when the campaign is not open, late ones are not accepted, a
    blocking quota is full, or the state or the person do not allow it.
    """
    require_acts_for(by, registration.unit)
    blocking = hold_blocking(registration.campaign, registration.unit)
    registration = hold(registration)
    require(registration.is_editable, _("Only a draft or a returned registration can be submitted."))
    campaign, unit, level_id = registration.campaign, registration.unit, registration.level_id
    refuse_over(blocking, [registration])
    if registration.state == State.DRAFT:
        refuse_for(why_not_submit(campaign, unit, level_id))
        registration.late = is_late(campaign, unit, level_id)
        if registration.late and not campaign.accepts_late:
            use_permit(campaign, unit)
    else:
        require(campaign.state == Campaign.State.OPEN, _("The campaign is not open for registration."))
    registration.state = State.SUBMITTED
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
    registration = at_desk(registration, by)
    refuse_for(why_not_receive(registration, by))
    registration.state = State.RECEIVED
    registration.received_at = timezone.now()
    if registration.book_number is None:
        registration.book_number = next_book_number(registration)
    registration.save()
    log.record("registration.receive", registration, by)
    notices.tell_unit(notices.Event.RECEIVED, registration)
    return registration


@transaction.atomic
def send_back(registration: Registration, by: Any, reason: str) -> Registration:
    """Return a registration to the unit for completion, with a reason.

    Raises Refused without a reason, or unless it is submitted or received.
    """
    registration = _turn_down(registration, by, reason, State.RETURNED, "registration.return")
    notices.tell_unit(notices.Event.RETURNED, registration)
    return registration


@transaction.atomic
def decline(registration: Registration, by: Any, reason: str) -> Registration:
    """Refuse a registration for good, with a reason. Raises Refused as `send_back` does."""
    registration = _turn_down(registration, by, reason, State.DECLINED, "registration.decline")
    notices.tell_unit(notices.Event.DECLINED, registration)
    return registration


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
    if campaign.accepts_late or not is_late(campaign, unit, level_id):
        return ""
    if usable_permit(campaign, unit) is None:
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
    deadline = registering(campaign.deadlines.all(), unit, level_id)
    return deadline is not None and deadline.is_over(timezone.localdate())


def texts_of(registration: Registration) -> dict[str, str]:
    """What the registration says, as plain texts by field name, for comparison and for the log."""
    initiative = registration.initiative
    texts = {name: str(getattr(initiative, name)) for name in Entry.INITIATIVE_FIELDS}
    texts |= {name: str(getattr(registration, name)) for name in Entry.REGISTRATION_FIELDS}
    texts |= {"level": str(registration.level), "met_on": str(registration.met_on or "")}
    return texts | own_answers_of(registration)


def own_answers_of(registration: Registration) -> dict[str, str]:
    """What is kept by its place on the form, by the labels that the form prints."""
    if registration.form is None:
        return {}
    contents = (FormField.Content.OWN, FormField.Content.UNIT_ADDRESS)
    own = registration.form.fields.filter(content__in=contents)
    return {field.label: str(registration.answers.get(str(field.order), "")) for field in own}


def values_of(entry: Entry, names: tuple[str, ...]) -> dict[str, Any]:
    """Return some fields of an entry by name."""
    return {name: getattr(entry, name) for name in names}


def changes(old: dict[str, str], new: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return those of two lots of texts that differ, before and after.

    Where a person is or becomes the registrant the name is withheld: the history is read by people
    who may not see the restricted record (domain-beyond 7).
    """
    differing = [name for name in {**old, **new} if old.get(name, "") != new.get(name, "")]
    before = {name: old.get(name, "") for name in differing}
    after = {name: new.get(name, "") for name in differing}
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


def write_initiative(initiative: Initiative, entry: Entry) -> None:
    """Write what an entry says of the initiative and its person."""
    for name, value in values_of(entry, Entry.INITIATIVE_FIELDS).items():
        setattr(initiative, name, value)
    initiative.save()
    write_person(initiative, entry)


def _write_paper(registration: Registration, paper: Paper | None) -> None:
    if paper:
        registration.form, registration.met_on = paper.form, paper.met_on
        registration.answers = dict(paper.answers)


def at_desk(registration: Registration, by: Any) -> Registration:
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
    registration = at_desk(registration, by)
    refuse_for(why_not_turn_down(registration, by))
    registration.state = state
    registration.reason = reason.strip()
    registration.save()
    log.record(action, registration, by, note=registration.reason)
    return registration


def next_book_number(registration: Registration) -> int:
    """The next free number in the book of the registration's desk, which stays locked until the end."""
    hold(registration.receiver)
    booked = Registration.objects.filter(receiver=registration.receiver, campaign=registration.campaign)
    return (booked.aggregate(last=Max("book_number"))["last"] or 0) + 1
