"""One line for everything that happened, kept in Wagtail's own log.

Entries are never edited or deleted; they show in the history of a record and
in the site history. `data` carries note, basis, source and, for an amendment,
the old and new values.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import ModelLogEntry

from submissions.inserting import insert_many

ACTIONS = {
    "submissions.registration.create": _("Draft the registration"),
    "submissions.registration.amend": _("Change the registration"),
    "submissions.registration.submit": _("Submit the registration"),
    "submissions.registration.receive": _("Receive the registration"),
    "submissions.registration.return": _("Return the registration"),
    "submissions.registration.decline": _("Decline the registration"),
    "submissions.registration.withdraw": _("Withdraw the registration"),
    "submissions.registration.correct": _("Correct the registration at the desk"),
    "submissions.registration.number": _("Assign a number in the book"),
    "submissions.registration.duplicate": _("Mark the registration as a duplicate"),
    "submissions.registration.merge": _("Merge a duplicate into the registration"),
    "submissions.registration.link": _("Link the registration to the one of the previous year"),
    "submissions.registration.consolidate": _("Put the registration into a consolidated list"),
    "submissions.registration.release": _("Take the registration out of a cancelled list"),
    "submissions.registration.export": _("Export registrations"),
    "submissions.recognition.propose": _("Propose the recognition"),
    "submissions.recognition.appraise": _("Appraise the recognition"),
    "submissions.recognition.decide": _("Decide on the recognition"),
    "submissions.recognition.decline": _("Decline the recognition"),
    "submissions.recognition.publish": _("Publish the recognition"),
    "submissions.recognition.revoke": _("Revoke the recognition"),
    "submissions.decision.publish": _("Publish the decision"),
    "submissions.campaign.open": _("Open the campaign"),
    "submissions.campaign.close": _("Close the campaign"),
    "submissions.campaign.follow_up": _("Make the campaign from an earlier one"),
    "submissions.campaign.remind": _("Remind units"),
    "submissions.permit.grant": _("Grant a late permit"),
    "submissions.permit.end": _("End a late permit"),
    "submissions.list.make": _("Make a consolidated list"),
    "submissions.list.send": _("Send a consolidated list upward"),
    "submissions.list.cancel": _("Cancel a consolidated list"),
    "submissions.list.export": _("Download a consolidated list"),
    "submissions.attachment.add": _("Attach a file"),
    "submissions.attachment.remove": _("Remove an attached file"),
    "submissions.attachment.view": _("Open an attached file"),
    "submissions.invitation.send": _("Invite a person"),
    "submissions.invitation.accept": _("Accept an invitation"),
    "submissions.invitation.withdraw": _("Withdraw an invitation"),
    "submissions.membership.end": _("End a person's service of a unit"),
    "submissions.mail.retry": _("Send an e-mail again"),
    "submissions.batch.upload": _("Upload a list"),
    "submissions.batch.import": _("Import a list"),
    "submissions.batch.fall_back": _("Give up the import of a list"),
    "submissions.batch.discard": _("Discard an uploaded list"),
    "submissions.batch.remap": _("Change what the columns of a list mean"),
    "submissions.batch.undo": _("Undo the import of a list"),
    "submissions.registration.take_back": _("Take the registration back with its list"),
    "submissions.form.copy": _("Copy the form as an own one"),
    "submissions.individual.view": _("View restricted personal data"),
}


def record(action: str, obj: Model, by: Any, **data: str | int | dict[str, Any]) -> None:
    """Write one line to the log.

    `action` is the part after “submissions.” of a key of ACTIONS, `by` the
    acting user or None for a command; `data` holds note, basis, source,
    on_behalf_of, old and new where they apply. Raises KeyError on an action
    that is not listed, so that nothing is logged under a stray name.
    """
    log(instance=obj, action=_known(action), user=by, data=_told(data))


def record_many(
    action: str,
    objects: Sequence[Model],
    by: Any,
    *,
    each: Sequence[dict[str, Any]] = (),
    **data: str | int | dict[str, Any],
) -> None:
    """Write the line of `record` for each of many objects of one model.

    They have the same data; what is one's own stands in `each`, in the order of the objects.
    """
    if not objects:
        return
    name, now, uuid = _known(action), timezone.now(), get_active_log_context().uuid
    content_type = ContentType.objects.get_for_model(objects[0], for_concrete_model=False)
    same = _told(data)
    insert_many(
        [
            ModelLogEntry(
                content_type_id=content_type.pk,
                object_id=str(obj.pk),
                label=str(obj),
                action=name,
                timestamp=now,
                user_id=by.pk if by else None,
                uuid=uuid,
                data=same | _told(own),
            )
            for obj, own in zip(objects, each or [{}] * len(objects), strict=True)
        ]
    )


def _known(action: str) -> str:
    name = f"submissions.{action}"
    ACTIONS[name]
    return name


def _told(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
