"""Which transitions a record offers now: the buttons of its page and the skipped rows of a bulk action.

A guard only foresees what the door will say: it is the door's own, and the door decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.lifecycle import (
    bookkeeping,
    consolidation,
    intake,
    invitations,
    joining,
    mails,
    permits,
    programme,
    recognition,
)
from submissions.lifecycle.refusal import Refused, require_permission


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


RECEIVE = Move("receive", _("Receive"), "check", "receive_registration", intake.why_not_receive)
RETURN = Move("send_back", _("Return"), "resubmit", "receive_registration", intake.why_not_turn_down)
DECLINE = Move("decline", _("Decline"), "cross", "receive_registration", intake.why_not_turn_down)
CORRECT = Move("correct", _("Correct"), "edit", "receive_registration", bookkeeping.why_not_correct)
NUMBER = Move("number", _("Assign a number"), "list-ol", "receive_registration", bookkeeping.why_not_number)
LINK = Move("link", _("Link to last year's"), "link", "receive_registration", joining.why_not_link)
DUPLICATE = Move(
    "duplicate", _("Mark as a duplicate"), "copy", "receive_registration", joining.why_not_duplicate
)
CONSOLIDATE = Move(
    "consolidate", _("Consolidate"), "doc-full", "receive_registration", consolidation.why_not_consolidate
)
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
FOLLOW_UP = Move(
    "follow_up", _("Make next year's campaign"), "copy", "add_campaign", lambda campaign, user: ""
)
GRANT_PERMIT = Move(
    "grant_permit", _("Grant a late permit"), "time", "change_campaign", permits.why_not_grant
)
END_PERMIT = Move("end", _("End the permit"), "cross", "change_campaign", permits.why_not_end)
SEND_LIST = Move("send", _("Mark as sent"), "mail", "change_consolidatedlist", consolidation.why_not_send)
CANCEL_LIST = Move(
    "cancel", _("Cancel the list"), "cross", "change_consolidatedlist", consolidation.why_not_cancel
)
RENEW = Move("renew", _("Send a new link"), "resubmit", "change_invitation", invitations.why_not_renew)
WITHDRAW = Move(
    "withdraw", _("Withdraw the invitation"), "cross", "change_invitation", invitations.why_not_withdraw
)
DISMISS = Move(
    "dismiss", _("Take out of the unit"), "cross", "change_invitation", invitations.why_not_dismiss
)
RETRY = Move("retry", _("Send again"), "resubmit", "change_mail", mails.why_not_retry)
