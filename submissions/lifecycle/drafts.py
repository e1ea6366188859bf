"""The doors of a form being filled in: start, reopen, save, discard, send.

What is typed is kept as typed, valid or not, and is the unit's alone; only sending makes a registration of
it. Who comes second, in another window or at another desk, never overwrites the first without knowing.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import scope
from submissions.models import (
    Attachment,
    Campaign,
    FormDraft,
    FormField,
    Initiative,
    Level,
    OfficialForm,
    Registration,
    Unit,
)
from submissions.vietnamese.text import match_key

from . import attachments, intake
from .quotas import hold_blocking
from .refusal import Refused, hold, require

State = Registration.State
Content = FormField.Content

# Kept as typed whatever it is; only what no form can mean is cut off.
LONGEST_TYPED = 10_000
DAY_FORMAT = "%d/%m/%Y"
# What goes on when an initiative is registered again the next year.
GOES_ON_STATES = (State.SUBMITTED, *Registration.BOOKED_STATES)
WHAT_IS_DONE = {Content.CONTENT, Content.GOAL}
# Said of last year only.
OF_ONE_YEAR = (Content.COMPLETION, Content.MET_ON)


class Overtaken(Refused):
    """Somebody saved the form meanwhile; `draft` is the form as it stands now."""

    def __init__(self, draft: FormDraft) -> None:
        super().__init__(
            _(
                "The form was saved in another window or by a colleague meanwhile. Compare both texts below, "
                "then save again."
            )
        )
        self.draft = draft


@transaction.atomic
def start(
    form: OfficialForm,
    *,
    unit: Unit,
    campaign: Campaign,
    kind: str,
    by: Any,
    previous: Registration | None = None,
) -> FormDraft:
    """Begin to fill in a form for a unit, empty or with what was registered in an earlier campaign.

    `kind` is a value of Initiative.Kind. A form that nobody has written on yet, or that continues the
    same initiative already, is opened again instead of a second one. Raises Refused when the person does
    not act for the unit, the campaign does not call it or does not use the form, or the initiative
    cannot go on in it.
    """
    intake.require_acts_for(by, unit)
    require(
        scope.campaigns_for(unit).filter(pk=campaign.pk).exists(),
        _("The campaign is not open for registration."),
    )
    require(
        form in registering_forms(campaign) and form.kind in ("", kind),
        _("The campaign does not use this form. Choose another one."),
    )
    hold(unit)
    values = {"kind": kind, Content.UNIT_ADDRESS.value: unit.address}
    if previous:
        require(
            continuable(unit, campaign).filter(pk=previous.pk).exists(),
            _("The initiative is registered in this campaign already, or cannot be continued in it."),
        )
        values |= _continued_values(previous, form)
    begun = scope.form_drafts(by).filter(unit=unit, campaign=campaign, previous=previous, registration=None)
    same = begun if previous else begun.filter(form=form, version=0, saved_by=by, values__kind=kind)
    return same.first() or FormDraft.objects.create(
        unit=unit, campaign=campaign, form=form, previous=previous, values=values, saved_by=by
    )


@transaction.atomic
def reopen(registration: Registration, by: Any) -> FormDraft:
    """Put a draft or returned registration on its form to be corrected; the open one when there is one.

    One that came with a list gets the form of the campaign that fits it. Raises Refused when it lies
    with the desk or the campaign has no form.
    """
    intake.require_acts_for(by, registration.unit)
    registration = hold(registration)
    require(
        registration.is_editable,
        _("The registration is with the desk. Ask the desk to return it before changing it."),
    )
    if there := registration.form_drafts.filter(sent_at=None).first():
        return there
    form = registration.form or _fitting_form(registration)
    return FormDraft.objects.create(
        unit=registration.unit,
        campaign=registration.campaign,
        form=form,
        registration=registration,
        values=values_from(registration, form),
        saved_by=by,
    )


@transaction.atomic
def save(draft: FormDraft, typed: Mapping[str, str], by: Any, *, version: int) -> FormDraft:
    """Keep what is typed on a form, valid or not; unknown names are left out, endless texts cut off.

    `version` is that of the form the person has typed on. Raises Overtaken when somebody saved another
    text since, and Refused when the form has been sent or given up, or the person does not act for the
    unit.
    """
    intake.require_acts_for(by, draft.unit)
    draft = _hold_open(draft)
    names = names_of(draft.form)
    cut = {name: str(text)[:LONGEST_TYPED].replace("\x00", "") for name, text in typed.items()}
    values = draft.values | {name: text for name, text in cut.items() if name in names}
    if values == draft.values:
        return draft
    if version != draft.version:
        raise Overtaken(draft)
    draft.values = values
    draft.version += 1
    draft.saved_by = by
    draft.save()
    return draft


@transaction.atomic
def discard(draft: FormDraft, by: Any) -> None:
    """Give up a form with its files; a registration that it corrects stays as it is.

    Raises Refused when it has been sent, or the person does not act for the unit.
    """
    intake.require_acts_for(by, draft.unit)
    draft = _hold_open(draft)
    for attachment in draft.attachments.all():
        attachments.remove(attachment, by)
    draft.delete()


@transaction.atomic
def send(
    draft: FormDraft,
    entry: intake.Entry,
    paper: intake.Paper,
    by: Any,
    *,
    level: Level,
    source: str = Registration.Source.FORM,
) -> Registration:
    """Make a registration of a form and send it to the desk, with its files; what was typed is emptied.

    A form that has been sent already, as by a second click, gives the registration that it became.
    Raises Refused as `intake.draft`, `intake.amend` and `intake.submit` do, or for a level that the
    campaign does not offer the unit; then nothing has changed.
    """
    intake.require_acts_for(by, draft.unit)
    draft = attachments.hold_draft(draft)
    if draft.sent_at and draft.registration:
        return draft.registration
    unit, campaign = draft.unit, draft.campaign
    # The unit before its registrations and initiatives, as imports and `intake.submit` hold them.
    hold_blocking(campaign, unit)
    require(level in levels_for(campaign, unit), _("Your unit cannot register for this level."))
    if draft.registration:
        registration = intake.amend(draft.registration, entry, by, source=source, paper=paper, level=level)
    else:
        registration = intake.draft(
            entry,
            unit=unit,
            campaign=campaign,
            by=by,
            source=source,
            level=level,
            previous=draft.previous,
            paper=paper,
        )
    registration = intake.submit(registration, by)
    Attachment.objects.filter(draft=draft).update(draft=None, registration=registration)
    draft.registration, draft.values, draft.sent_at = registration, {}, timezone.now()
    draft.save()
    return registration


def registering_forms(campaign: Campaign) -> list[OfficialForm]:
    """The forms of a campaign on which one registers: they ask what it is called and what is to be done.

    Others are minutes and confirmations (29-HD/ĐUK, forms 5 to 7). Two queries.
    """
    forms: list[OfficialForm] = OfficialForm.objects.serving(campaign)
    prefetch_related_objects(forms, "fields")
    asked = [(form, {field.content for field in form.fields.all()}) for form in forms]
    return [form for form, what in asked if Content.TITLE in what and what & WHAT_IS_DONE]


def levels_for(campaign: Campaign, unit: Unit) -> list[Level]:
    """The levels a unit may register for: those of the campaign from its own upward, else its own."""
    above = [level for level in campaign.levels.all() if level.rank >= unit.level.rank]
    return above or [unit.level]


def continuable(unit: Unit, campaign: Campaign) -> QuerySet[Registration]:
    """The unit's latest registrations of earlier campaigns of the same issuer that this one lacks."""
    same = Registration.objects.filter(initiative=OuterRef("initiative"))
    later = same.filter(
        campaign__year__gt=OuterRef("campaign__year"),
        campaign__year__lt=campaign.year,
        state__in=GOES_ON_STATES,
    )
    return Registration.objects.filter(
        ~Exists(same.filter(campaign=campaign)),
        ~Exists(later),
        unit=unit,
        campaign__issuer=campaign.issuer_id,
        campaign__year__lt=campaign.year,
        state__in=GOES_ON_STATES,
        initiative__status=Initiative.Status.ACTIVE,
    )


def goes_on(unit: Unit) -> QuerySet[Registration]:
    """The unit's registrations of an earlier year, for a query over campaigns (`OuterRef`)."""
    return Registration.objects.filter(
        unit=unit,
        campaign__issuer=OuterRef("issuer"),
        campaign__year__lt=OuterRef("year"),
        state__in=GOES_ON_STATES,
    )


def kind_of(draft: FormDraft) -> str:
    """Who registers on a form: as was said when it was begun, else as the form is made for."""
    return draft.values.get("kind") or draft.form.kind or Initiative.Kind.COLLECTIVE


def own_name(field: FormField) -> str:
    """The name under which the text of a form's own field is kept."""
    return f"own-{field.order}"


def names_of(form: OfficialForm) -> set[str]:
    """The names under which something can be typed on a form."""
    standard = {content.value for content in Content if content != Content.OWN}
    return standard | {own_name(field) for field in form.fields.all() if field.content == Content.OWN}


def values_from(registration: Registration, form: OfficialForm) -> dict[str, str]:
    """Return what a registration says as the texts of a form, its own fields by their labels."""
    entry = intake.entry_of(registration)
    names = set(intake.Entry.INITIATIVE_FIELDS + intake.Entry.REGISTRATION_FIELDS) - {"sector", "started"}
    values = {name: str(getattr(entry, name)) for name in names}
    values |= asdict(entry.person) if entry.person else {}
    values |= {"sector": entry.sector.key, "level": registration.level.code}
    values |= {"met_on": registration.met_on.strftime(DAY_FORMAT) if registration.met_on else ""}
    said = _answers_by_label(registration)
    for field in form.fields.all():
        if field.content == Content.OWN:
            values[own_name(field)] = said.get(match_key(field.label), "")
        elif field.content == Content.UNIT_ADDRESS:
            values[Content.UNIT_ADDRESS] = said.get(match_key(field.label)) or registration.unit.address
    return values


def _continued_values(previous: Registration, form: OfficialForm) -> dict[str, str]:
    values = values_from(previous, form) | dict.fromkeys(OF_ONE_YEAR, "")
    return values | {"continuity": Registration.Continuity.CONTINUING}


def _answers_by_label(registration: Registration) -> dict[str, str]:
    if registration.form is None:
        return {}
    fields = registration.form.fields.all()
    return {match_key(field.label): registration.answers.get(str(field.order), "") for field in fields}


def _fitting_form(registration: Registration) -> OfficialForm:
    """Return the form of the campaign made for such a registrant, or the one that comes nearest."""
    kind = registration.initiative.kind
    forms = registering_forms(registration.campaign)
    require(bool(forms), _("The campaign has no form for this registration. Ask the desk."))
    return min(forms, key=lambda form: (kind, "").index(form.kind) if form.kind in (kind, "") else 2)


def _hold_open(draft: FormDraft) -> FormDraft:
    draft = attachments.hold_draft(draft)
    require(draft.sent_at is None, _("The form has been sent already."))
    return draft
