"""The door of the outbox: the desk sends an e-mail again that did not go out."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.models import Mail
from submissions.notices import outbox

from .refusal import hold, refuse_for, require_permission


def why_not_retry(mail: Mail, by: Any) -> str:
    """Why the e-mail cannot be sent again; empty when it can."""
    if mail.state == Mail.State.SENT:
        return _("This e-mail has been sent.")
    if mail.unit_id is None or not scope.units_overseen(by).filter(pk=mail.unit_id).exists():
        return _("This unit is outside your desk.")
    if outbox.is_void(mail):
        return _("The invitation has ended. Invite the person again.")
    return ""


@transaction.atomic
def retry(mail: Mail, by: Any) -> Mail:
    """Put an e-mail back into the queue, with all its attempts before it. Raises Refused."""
    require_permission(by, "change_mail")
    mail = hold(mail)
    refuse_for(why_not_retry(mail, by))
    mail.state, mail.attempts, mail.tried_at, mail.error = Mail.State.DRAFT, 0, None, ""
    mail.save(update_fields=["state", "attempts", "tried_at", "error"])
    log.record("mail.retry", mail, by)
    outbox.send_soon()
    return mail
