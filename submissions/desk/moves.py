"""Which transitions a record offers now: the buttons of its page and the skipped rows of a bulk action.

A guard only foresees what the door will say, in the door's own words; the door in
`submissions.lifecycle` decides. Recognitions and campaigns use the very guards of their doors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions.lifecycle import programme, recognition
from submissions.lifecycle.refusal import Refused, require_permission
from submissions.models import Registration

State = Registration.State


@dataclass(frozen=True)
class Move:
    """A transition as the desk shows it.

    `name` is the view's name, `permission` a codename of `submissions`, `guard`
    says why the record does not offer it to the person, or nothing.
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


RECEIVE = Move("receive", _("Receive"), "check", "receive_registration", receive_guard)
RETURN = Move("send_back", _("Return"), "resubmit", "receive_registration", turn_down_guard)
DECLINE = Move("decline", _("Decline"), "cross", "receive_registration", turn_down_guard)
PROPOSE = Move(
    "propose", _("Propose for recognition"), "pick", "propose_recognition", recognition.why_not_propose
)
APPRAISE = Move("appraise", _("Appraise"), "edit", "propose_recognition", recognition.why_not_appraise)
DECIDE = Move("decide", _("Recognise"), "check", "decide_recognition", recognition.why_not_decide)
DECLINE_RECOGNITION = Move(
    "decline", _("Do not recognise"), "cross", "decide_recognition", recognition.why_not_decide
)
REVOKE = Move("revoke", _("Revoke"), "no-view", "decide_recognition", recognition.why_not_revoke)
PUBLISH = Move("publish", _("Publish the decision"), "globe", "publish_decision", recognition.why_not_publish)
OPEN = Move("open", _("Open the campaign"), "lock-open", "change_campaign", programme.why_not_open)
CLOSE = Move("close", _("Close the campaign"), "lock", "change_campaign", programme.why_not_close)
