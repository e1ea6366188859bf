"""The files of a registration: attached, opened, removed. They are sent after a check, from no address."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from submissions import scope
from submissions.lifecycle import attachments
from submissions.lifecycle.refusal import Refused
from submissions.lists import original
from submissions.models import Attachment, FormDraft, Registration

from .access import ActionView, UnitMixin
from .registrations import RegistrationMixin


def attach_from(request: HttpRequest, holder: Registration | FormDraft) -> Attachment:
    """Attach the file that a page sends with the field names of `_attachments.html`. Raises Refused."""
    upload = request.FILES.get("attachment")
    if not isinstance(upload, UploadedFile):
        raise Refused(_("Choose a file first."))
    return attachments.attach(holder, upload, request.POST.get("attachment_kind", ""), request.user)


class Attach(RegistrationMixin, ActionView):
    """Attach a file to a registration that may still be changed, or at the desk to one it holds."""

    def back(self) -> str:
        return f"{self.page()}#tep-dinh-kem"

    def act(self, request: HttpRequest) -> str:
        attachment = attach_from(request, self.registration)
        messages.success(request, _("“%(file)s” has been attached.") % {"file": attachment.file_name})
        return self.back()


class AttachmentMixin(UnitMixin):
    """A page of one file of the unit's registrations or open forms."""

    open_to_desk = True
    attachment: Attachment

    def find_record(self) -> None:
        files = scope.attachments(self.request.user).select_related(
            "registration__unit", "registration__initiative", "draft__unit"
        )
        self.attachment = get_object_or_404(files, pk=self.kwargs["pk"])
        if self.holder.unit_id != self.unit.pk:
            raise Http404

    @property
    def holder(self) -> Any:
        """The registration or the open form that the file belongs to."""
        return self.attachment.registration or self.attachment.draft

    def holder_url(self) -> str:
        """Return the address of the page on which the file stands."""
        name = "registration" if self.attachment.registration else "fill"
        page = reverse(f"unit_area:{name}", kwargs={"unit": self.unit.code, "pk": self.holder.pk})
        return f"{page}#tep-dinh-kem"


class OpenAttachment(AttachmentMixin, View):
    """The file itself; a look of the desk is logged."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse | HttpResponseBase:
        try:
            return original.attachment(attachments.opened(self.attachment, request.user))
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.holder_url())


class RemoveAttachment(AttachmentMixin, TemplateView):
    """Ask once, then remove a file for good."""

    template_name = "unit_area/remove_attachment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(attachment=self.attachment, back_url=self.holder_url(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back, name = self.holder_url(), self.attachment.file_name
        try:
            attachments.remove(self.attachment, request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("“%(file)s” has been removed.") % {"file": name})
        return redirect(back)
