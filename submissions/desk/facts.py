"""What a record says, in the order and the words of its paper; empty fields are left out."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from submissions.desk.columns import day, moment
from submissions.models import (
    Batch,
    Campaign,
    ConsolidatedList,
    Decision,
    Initiative,
    Recognition,
    Registration,
    Sector,
    Unit,
)

Fact = tuple[str, str]


def registration_facts(registration: Registration) -> list[Fact]:
    """A registration as forms M1 and M2 put it, then what the desk noted on it."""
    initiative = registration.initiative
    return _told(
        (_("Title of the initiative"), initiative.title),
        (_("Sector"), sector_wording(registration)),
        (_("Level applied for"), registration.level.name),
        (_label(Initiative, "kind"), initiative.get_kind_display()),
        (_label(Registration, "continuity"), registration.get_continuity_display()),
        (_("Registering unit"), _unit_then_and_now(initiative, registration.unit)),
        (_label(Initiative, "registrant"), initiative.registrant),
        (_label(Initiative, "place"), initiative.place),
        (_label(Registration, "content"), registration.content),
        (_label(Registration, "period"), registration.period),
        (_label(Registration, "completion"), registration.completion),
        (_label(Registration, "goal"), registration.goal),
        (_label(Registration, "met_on"), day(registration.met_on)),
        *_desk_facts(registration),
    )


def booked_facts(registration: Registration) -> list[Fact]:
    """What stands beside the paper of a registration: whose it is, and what the desk noted on it."""
    initiative = registration.initiative
    return _told(
        (_("Registering unit"), _unit_then_and_now(initiative, registration.unit)),
        (_label(Initiative, "kind"), initiative.get_kind_display()),
        (_label(Registration, "continuity"), registration.get_continuity_display()),
        (_("Sector"), sector_wording(registration)),
        (_("Level applied for"), registration.level.name),
        *_desk_facts(registration),
    )


def _desk_facts(registration: Registration) -> tuple[tuple[str, Any], ...]:
    return (
        (_label(Registration, "campaign"), registration.campaign.title),
        (_label(Registration, "source"), registration.get_source_display()),
        (_label(Registration, "code"), registration.code),
        (_label(Registration, "submitted_at"), moment(registration.submitted_at)),
        (_label(Registration, "received_at"), moment(registration.received_at)),
        (_label(Registration, "book_number"), registration.book_number),
        (_label(Registration, "late"), _("Yes") if registration.late else ""),
        (_label(Registration, "reason"), registration.reason),
    )


def recognition_facts(recognition: Recognition) -> list[Fact]:
    """What is proposed, by whom and why, and what became of it."""
    registration = recognition.registration
    return _told(
        (_("Initiative"), registration.initiative.title),
        (_("Registering unit"), _unit_then_and_now(registration.initiative, registration.unit)),
        (_label(Registration, "campaign"), registration.campaign.title),
        (_label(Recognition, "honour"), recognition.get_honour_display()),
        (_label(Recognition, "level"), recognition.level.name),
        (_label(Recognition, "body"), recognition.body.name),
        (_label(Unit, "confirming_body"), recognition.body.confirming_body),
        (_("Proposed by"), recognition.proposed_by.get_full_name() or recognition.proposed_by.get_username()),
        (_label(Recognition, "proposed_at"), moment(recognition.proposed_at)),
        (_label(Recognition, "proposal"), recognition.proposal),
        (_label(Recognition, "appraisal"), recognition.appraisal),
        (_label(Recognition, "reason"), recognition.reason),
        (_label(Recognition, "revocation_paper"), recognition.revocation_paper),
    )


def decision_facts(decision: Decision) -> list[Fact]:
    """A decision as its paper prints it."""
    return _told(
        (_label(Decision, "number"), decision.number),
        (_label(Decision, "date"), day(decision.date)),
        (_label(Decision, "issuer"), decision.issuer.confirming_body or decision.issuer.name),
        (_label(Decision, "subject"), decision.subject),
        (_label(Decision, "signer_title"), decision.signer_title),
        (_label(Decision, "signer"), decision.signer),
        (_label(Decision, "published_at"), moment(decision.published_at)),
    )


def campaign_facts(campaign: Campaign) -> list[Fact]:
    """A campaign and the paper behind it."""
    return _told(
        (_label(Campaign, "title"), campaign.title),
        (_label(Campaign, "year"), campaign.year),
        (_label(Campaign, "theme"), campaign.theme),
        (_label(Campaign, "period"), campaign.period),
        (_label(Campaign, "issuer"), campaign.issuer.name),
        (_label(Campaign, "basis"), campaign.basis),
        (_label(Campaign, "scheme"), campaign.scheme.name),
        (_label(Campaign, "accepts_late"), _("Yes") if campaign.accepts_late else _("No")),
    )


def batch_facts(batch: Batch) -> list[Fact]:
    """Who sent which list when, and what came of it."""
    sender = batch.uploaded_by
    return _told(
        (_label(Batch, "file_name"), batch.file_name),
        (_label(Batch, "unit"), batch.unit.name),
        (_label(Batch, "campaign"), batch.campaign.title),
        (_label(Batch, "list_year"), batch.list_year),
        (_label(Batch, "uploaded_by"), sender and (sender.get_full_name() or sender.get_username())),
        (_label(Batch, "uploaded_at"), moment(batch.uploaded_at)),
        (_label(Batch, "imported_at"), moment(batch.imported_at)),
        *((_label(Batch, name), getattr(batch, name)) for name in BATCH_COUNTS),
    )


def consolidated_list_facts(made: ConsolidatedList) -> list[Fact]:
    """A consolidated list: of what, for whom, and what became of it."""
    maker = made.made_by
    return _told(
        (_label(ConsolidatedList, "number"), made.number),
        (_label(ConsolidatedList, "desk"), made.desk.name),
        (_label(ConsolidatedList, "campaign"), made.campaign.title),
        (_label(ConsolidatedList, "form"), made.form),
        (_("Subject"), made.subject),
        (_label(ConsolidatedList, "addressee"), made.addressee),
        (_label(ConsolidatedList, "count"), made.count),
        (_label(ConsolidatedList, "names_persons"), _("Yes") if made.names_persons else _("No")),
        (_("Made by"), maker and (maker.get_full_name() or maker.get_username())),
        (_label(ConsolidatedList, "made_at"), moment(made.made_at)),
        (_label(ConsolidatedList, "sent_on"), day(made.sent_on)),
        (_label(ConsolidatedList, "cancelled_at"), moment(made.cancelled_at)),
        (_label(ConsolidatedList, "cancel_reason"), made.cancel_reason),
    )


BATCH_COUNTS = ("created", "updated", "unchanged", "skipped", "failed")


def unit_facts(unit: Unit) -> list[Fact]:
    """A unit, what its desk is called and since when it exists."""
    parent = unit.get_parent()
    return _told(
        (_label(Unit, "name"), unit.name),
        (_label(Unit, "short_name"), unit.short_name),
        (_label(Unit, "code"), unit.code),
        (_label(Unit, "type"), unit.get_type_display()),
        (_label(Unit, "level"), unit.level.name),
        (_("Unit above"), parent and parent.name),
        (_label(Unit, "address"), unit.address),
        (_label(Unit, "email"), unit.email),
        (_label(Unit, "phone"), unit.phone),
        (_label(Unit, "receives"), _("Yes") if unit.receives else _("No")),
        (_label(Unit, "desk_name"), unit.desk_name),
        (_label(Unit, "confirming_body"), unit.confirming_body),
        (_label(Unit, "recognition_term"), unit.get_recognition_term_display() if unit.receives else ""),
        (_label(Unit, "valid_from"), day(unit.valid_from)),
        (_label(Unit, "valid_to"), day(unit.valid_to)),
    )


def sector_wording(registration: Registration) -> str:
    """The sector as the campaign's issuer words it (domain e.1)."""
    sector = registration.initiative.sector
    wording = registration.campaign.scheme.wordings.filter(sector=sector).first()
    return wording.label if wording else sector.name


def sector_choices(registration: Registration) -> list[tuple[int, str]]:
    """The sectors by key, in the wording and order of the campaign's issuer; all where it has none."""
    wordings = registration.campaign.scheme.wordings.order_by("order")
    return [(wording.sector_id, wording.label) for wording in wordings] or [
        (sector.pk, sector.name) for sector in Sector.objects.all()
    ]


def previous_of(registration: Registration, rows: QuerySet[Registration]) -> Registration | None:
    """The registration of the year before, when it lies within `rows`."""
    if registration.previous_id is None:
        return None
    return rows.filter(pk=registration.previous_id).select_related("campaign", "initiative").first()


def _unit_then_and_now(initiative: Initiative, unit: Unit) -> str:
    if initiative.unit_name == unit.name:
        return unit.name
    return _("%(then)s (now %(now)s)") % {"then": initiative.unit_name, "now": unit.name}


def _label(model: Any, field: str) -> str:
    return capfirst(str(model._meta.get_field(field).verbose_name))


def _told(*facts: tuple[str, Any]) -> list[Fact]:
    return [(label, str(value)) for label, value in facts if value not in (None, "")]
