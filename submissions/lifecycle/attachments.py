"""The doors of an attached file: the unit while it may change its registration, the desk that holds it."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.models import Attachment, FormDraft, Initiative, Registration

from .intake import require_acts_for
from .refusal import Refused, hold, refuse_for, require, require_permission
from .uploads import JPEG, PDF, clean

Kind = Attachment.Kind
State = Registration.State
MOST_FILES = 10
HELD_STATES = (State.SUBMITTED, *Registration.BOOKED_STATES)


@transaction.atomic
def attach(holder: Registration | FormDraft, upload: Any, kind: str, by: Any) -> Attachment:
    """Attach an uploaded file to a registration or to a form being filled in.

    The signed form is a PDF or a picture, a picture is a picture. Raises Refused when the person may not
    change the holder, when the file is not what it should be, is there already, or is one too many.
    """
    require(kind in Kind.values, _("Say what kind of file it is."))
    if isinstance(holder, Registration):
        require_acts_for(by, holder.unit)
        holder = hold(holder)
        refuse_for(why_not_attach(holder, by))
        own: dict[str, Any] = {"registration": holder}
    else:
        require_acts_for(by, holder.unit)
        holder = hold_draft(holder)
        require(holder.sent_at is None, _("The form has been sent already."))
        own = {"draft": holder}
    file = clean(upload)
    require(
        kind != Kind.PICTURE or file.content_type == JPEG,
        _("A picture has to be a JPEG, PNG, WebP or HEIC file."),
    )
    there = Attachment.objects.filter(**own)
    require(
        there.count() < MOST_FILES,
        _("At most %(limit)d files can be attached. Remove one first.") % {"limit": MOST_FILES},
    )
    require(not there.filter(sha256=file.sha256).exists(), _("This very file is attached already."))
    attachment = Attachment(
        **own,
        kind=kind,
        file_name=file.name,
        content_type=file.content_type,
        size=len(file.data),
        sha256=file.sha256,
        uploaded_by=by,
    )
    ending = "pdf" if file.content_type == PDF else "jpg"
    attachment.file.save(f"{file.sha256[:16]}.{ending}", ContentFile(file.data), save=True)
    log.record("attachment.add", holder, by, note=attachment.get_kind_display())
    return attachment


@transaction.atomic
def remove(attachment: Attachment, by: Any) -> None:
    """Remove an attached file for good. Raises Refused when the person may not change what it belongs to."""
    holder: Registration | FormDraft | None = attachment.registration or attachment.draft
    assert holder is not None  # noqa: S101 - one of the two, by a constraint
    require_acts_for(by, holder.unit)
    if isinstance(holder, Registration):
        refuse_for(why_not_attach(hold(holder), by))
    storage, path = attachment.file.storage, str(attachment.file.name)
    log.record("attachment.remove", holder, by, note=attachment.get_kind_display())
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(path))


def hold_draft(draft: FormDraft) -> FormDraft:
    """Lock a form being filled in. Raises Refused when it was given up meanwhile."""
    try:
        return hold(draft)
    except FormDraft.DoesNotExist as gone:
        raise Refused(_("The form was given up in another window or by a colleague.")) from gone


def opened(attachment: Attachment, by: Any) -> Attachment:
    """Note that a file is opened, and return it. Its scan may name a private person.

    Who serves the unit sees its own files. Raises Refused at the desk for an individual's file without the
    right to see persons (Luật 91/2025/QH15).
    """
    registration = attachment.registration
    if registration is None or scope.units_served(by).filter(pk=registration.unit_id).exists():
        return attachment
    require_permission(by, "view_registration")
    if registration.initiative.kind == Initiative.Kind.INDIVIDUAL:
        require(
            by.has_perm("submissions.view_individual"),
            _("Your account may not see the data of private persons."),
        )
    log.record("attachment.view", registration, by, note=attachment.get_kind_display())
    return attachment


def why_not_attach(registration: Registration, by: Any) -> str:
    """Why this person can neither attach a file nor remove one now; empty when nothing speaks against it."""
    if registration.is_editable:
        return ""
    if registration.state in HELD_STATES and scope.units_helped(by).filter(pk=registration.unit_id).exists():
        return ""
    return _("The registration is with the desk. Ask the desk to return it before changing its files.")
