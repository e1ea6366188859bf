"""Which transitions a record offers now: the buttons of its page and the skipped rows of a bulk action.

A guard only foresees what the door will say, in the door's own words; the door in
`submissions.lifecycle` decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.lifecycle.refusal import Refused, require_permission
from submissions.models import Campaign, Decision, Recognition, Registration

State = Registration.State
PENDING = (Recognition.State.PROPOSED, Recognition.State.APPRAISED)
CLOSED = (Recognition.State.DECLINED, Recognition.State.REVOKED)


@dataclass(frozen=True)
class Move:
    """A transition as the desk shows it.

    `name` is the view's name, `permission` a codename of `submissions`, `guard`
    says why the record does not offer it, or nothing.
    """

    name: str
    label: str | Promise
    icon: str
    permission: str
    guard: Callable[[Any, Any], str]

    def refusal(self, record: Any, user: Any) -> str:
        """Why this person cannot make this move on this record; empty when nothing speaks against it."""
        try:
            require_permission(user, self.permission)
        except Refused as refused:
            return refused.message
        return self.guard(record, user)


def receive_guard(registration: Registration, user: Any) -> str:
    if registration.state == State.SUBMITTED:
        return ""
    return gettext("Only a submitted registration can be received.")


def turn_down_guard(registration: Registration, user: Any) -> str:
    if registration.state not in (State.SUBMITTED, State.RECEIVED):
        return gettext("Only a submitted or received registration can be returned or declined.")
    if registration.recognitions.all():
        return gettext(
            "The registration has been proposed for recognition and can no longer be returned or declined."
        )
    return ""


def propose_guard(registration: Registration, user: Any) -> str:
    if registration.state != State.RECEIVED:
        return gettext("Only a received registration can be proposed for recognition.")
    standing = {row.honour for row in registration.recognitions.all() if row.state not in CLOSED}
    if standing >= set(Recognition.Honour.values):
        return gettext("This registration has already been proposed.")
    return ""


def appraise_guard(recognition: Recognition, user: Any) -> str:
    return "" if recognition.state in PENDING else gettext("The recognition has already been decided.")


def decide_guard(recognition: Recognition, user: Any) -> str:
    if recognition.state not in PENDING:
        return gettext("The recognition has already been decided.")
    if recognition.proposed_by_id == user.pk:
        return gettext("The person who proposed does not decide.")
    return ""


def revoke_guard(recognition: Recognition, user: Any) -> str:
    if recognition.state == Recognition.State.PUBLISHED:
        return ""
    return gettext("Only a published recognition can be revoked.")


def publish_guard(decision: Decision, user: Any) -> str:
    if decision.state == Decision.State.PUBLISHED:
        return gettext("The decision is already published.")
    if not decision.recognitions.exists():
        return gettext("The decision does not recognise anything yet.")
    return ""


def open_guard(campaign: Campaign, user: Any) -> str:
    return gettext("The campaign is already in this state.") if campaign.state == Campaign.State.OPEN else ""


def close_guard(campaign: Campaign, user: Any) -> str:
    return (
        "" if campaign.state == Campaign.State.OPEN else gettext("The campaign is not open for registration.")
    )


RECEIVE = Move("receive", _("Receive"), "check", "receive_registration", receive_guard)
RETURN = Move("send_back", _("Return"), "resubmit", "receive_registration", turn_down_guard)
DECLINE = Move("decline", _("Decline"), "cross", "receive_registration", turn_down_guard)
PROPOSE = Move("propose", _("Propose for recognition"), "pick", "propose_recognition", propose_guard)
APPRAISE = Move("appraise", _("Appraise"), "edit", "propose_recognition", appraise_guard)
DECIDE = Move("decide", _("Recognise"), "check", "decide_recognition", decide_guard)
DECLINE_RECOGNITION = Move("decline", _("Do not recognise"), "cross", "decide_recognition", decide_guard)
REVOKE = Move("revoke", _("Revoke"), "no-view", "decide_recognition", revoke_guard)
PUBLISH = Move("publish", _("Publish the decision"), "globe", "publish_decision", publish_guard)
OPEN = Move("open", _("Open the campaign"), "lock-open", "change_campaign", open_guard)
CLOSE = Move("close", _("Close the campaign"), "lock", "change_campaign", close_guard)
