"""The doors of a recognition: propose, appraise, decide, decline, publish, revoke."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.models import Decision, Level, Recognition, Registration

from .refusal import hold, refuse_for, require, require_permission

State = Recognition.State
Honour = Recognition.Honour
PENDING_STATES = (State.PROPOSED, State.APPRAISED)
CLOSED_STATES = (State.DECLINED, State.REVOKED)

recognition_published = Signal()
"""Sent inside the transaction with `recognition=`, once for each recognition of a published decision."""

recognition_revoked = Signal()
"""Sent inside the transaction with `recognition=`; whatever shows it to the public must take it down."""


@transaction.atomic
def propose(
    registration: Registration,
    by: Any,
    *,
    honour: str = Honour.INITIATIVE,
    level: Level | None = None,
    proposal: str = "",
) -> Recognition:
    """Propose a received registration for recognition by the body that received it.

    `level` defaults to the level applied for. Raises Refused unless the
    registration is received, or when the same proposal stands already; an
    exemplar also needs a published recognition as initiative at that level.
    """
    require_permission(by, "propose_recognition")
    registration = hold(registration)
    _require_body(by, registration.receiver_id)
    refuse_for(why_not_propose(registration, by))
    level = level or registration.level
    if honour == Honour.EXEMPLAR:
        _require_initiative(registration, level)
    _require_first(registration, honour, level)
    recognition = Recognition.objects.create(
        registration=registration,
        honour=honour,
        level=level,
        body=registration.receiver,
        proposal=proposal,
        proposed_by=by,
    )
    log.record("recognition.propose", recognition, by, note=proposal)
    return recognition


@transaction.atomic
def appraise(recognition: Recognition, by: Any, appraisal: str) -> Recognition:
    """Record the desk's appraisal of a proposal. Raises Refused without a text or after the decision."""
    require_permission(by, "propose_recognition")
    require(bool(appraisal.strip()), _("Write the appraisal."))
    recognition = hold(recognition)
    _require_body(by, recognition.body_id)
    refuse_for(why_not_appraise(recognition, by))
    recognition.state = State.APPRAISED
    recognition.appraisal = appraisal.strip()
    recognition.save()
    log.record("recognition.appraise", recognition, by, note=recognition.appraisal)
    return recognition


@transaction.atomic
def decide(recognition: Recognition, by: Any, decision: Decision) -> Recognition:
    """Recognise by a decision that is not yet published; nobody outside sees it before.

    Raises Refused when the decision is another body's or already published, or
    when the person who proposed would decide.
    """
    recognition = _to_decide(recognition, by)
    decision = hold(decision)
    require(
        decision.issuer_id == recognition.body_id, _("The decision must be issued by the recognising unit.")
    )
    require(
        decision.state == Decision.State.PENDING, _("The decision is already published. Choose another one.")
    )
    recognition.state = State.DECIDED
    recognition.decision = decision
    recognition.save()
    log.record("recognition.decide", recognition, by, basis=decision.number)
    return recognition


@transaction.atomic
def decline(recognition: Recognition, by: Any, reason: str) -> Recognition:
    """Do not recognise, with a reason. Raises Refused as `decide` does, or without a reason."""
    require(bool(reason.strip()), _("Write the reason, so that the unit knows what to do."))
    recognition = _to_decide(recognition, by)
    recognition.state = State.DECLINED
    recognition.reason = reason.strip()
    recognition.save()
    log.record("recognition.decline", recognition, by, note=recognition.reason)
    return recognition


@transaction.atomic
def publish(decision: Decision, by: Any) -> Decision:
    """Publish a decision and everything it recognises, together.

    Raises Refused when it recognises nothing, is already published, or belongs
    to another body.
    """
    require_permission(by, "publish_decision")
    decision = hold(decision)
    _require_body(by, decision.issuer_id)
    refuse_for(why_not_publish(decision, by))
    recognitions = list(decision.recognitions.select_for_update(of=("self",)).filter(state=State.DECIDED))
    decision.state = Decision.State.PUBLISHED
    decision.published_at = timezone.now()
    decision.save()
    log.record("decision.publish", decision, by)
    for recognition in recognitions:
        recognition.state = State.PUBLISHED
        recognition.save()
        log.record("recognition.publish", recognition, by, basis=decision.number)
        recognition_published.send(Recognition, recognition=recognition)
    return decision


@transaction.atomic
def revoke(recognition: Recognition, by: Any, reason: str, paper: str) -> Recognition:
    """Revoke a published recognition by a paper, with a reason; nothing is deleted.

    Raises Refused without reason or paper, or unless the recognition is published.
    """
    require_permission(by, "decide_recognition")
    require(bool(reason.strip() and paper.strip()), _("Write the reason and the paper that revokes."))
    recognition = hold(recognition)
    _require_body(by, recognition.body_id)
    refuse_for(why_not_revoke(recognition, by))
    recognition.state = State.REVOKED
    recognition.reason = reason.strip()
    recognition.revocation_paper = paper.strip()
    recognition.save()
    log.record(
        "recognition.revoke", recognition, by, note=recognition.reason, basis=recognition.revocation_paper
    )
    recognition_revoked.send(Recognition, recognition=recognition)
    return recognition


def why_not_propose(registration: Registration, by: Any) -> str:
    """Why the registration cannot be proposed, whatever the honour and level; empty when it can."""
    if registration.state in Registration.BOOKED_STATES:
        return ""
    return _("Only a received registration can be proposed for recognition.")


def why_not_appraise(recognition: Recognition, by: Any) -> str:
    """Why the recognition cannot be appraised; empty when it can."""
    return "" if recognition.state in PENDING_STATES else _("The recognition has already been decided.")


def why_not_decide(recognition: Recognition, by: Any) -> str:
    """Why this person can neither recognise nor decline; empty when nothing speaks against it."""
    if recognition.state not in PENDING_STATES:
        return _("The recognition has already been decided.")
    return _("The person who proposed does not decide.") if recognition.proposed_by_id == by.pk else ""


def why_not_publish(decision: Decision, by: Any) -> str:
    """Why the decision cannot be published; empty when it can."""
    if decision.state != Decision.State.PENDING:
        return _("The decision is already published.")
    if not decision.recognitions.filter(state=State.DECIDED).exists():
        return _("The decision does not recognise anything yet.")
    return ""


def why_not_revoke(recognition: Recognition, by: Any) -> str:
    """Why the recognition cannot be revoked; empty when it can."""
    return "" if recognition.state == State.PUBLISHED else _("Only a published recognition can be revoked.")


def _to_decide(recognition: Recognition, by: Any) -> Recognition:
    require_permission(by, "decide_recognition")
    recognition = hold(recognition)
    _require_body(by, recognition.body_id)
    refuse_for(why_not_decide(recognition, by))
    return recognition


def _require_initiative(registration: Registration, level: Level) -> None:
    """An exemplar grows out of a recognised initiative (Hướng dẫn 29-HD/ĐUK, II.4.1.1 and II.4.2)."""
    published = Recognition.objects.filter(
        registration__initiative=registration.initiative,
        level=level,
        honour=Honour.INITIATIVE,
        state=State.PUBLISHED,
    )
    require(published.exists(), _("An exemplar must first be recognised as an initiative at this level."))


def _require_first(registration: Registration, honour: str, level: Level) -> None:
    standing = registration.recognitions.filter(honour=honour, level=level).exclude(state__in=CLOSED_STATES)
    require(not standing.exists(), _("This registration has already been proposed."))


def _require_body(by: Any, body_id: int) -> None:
    require(
        scope.units_overseen(by).filter(pk=body_id).exists(),
        _("This record belongs to another desk."),
    )
