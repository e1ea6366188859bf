"""The files of a registration at the desk: each look is logged, a person's stays closed without the right."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import View
from wagtail.admin import messages

from submissions import scope
from submissions.desk.viewsets import ScopedObjectMixin
from submissions.lifecycle import attachments
from submissions.lifecycle.refusal import Refused
from submissions.lists import original


class AttachmentView(ScopedObjectMixin, View):
    """One file of a registration the desk holds; any other id is a 404."""

    model: Any = None
    inspect_url_name = "desk_registrations:inspect"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        registration = self.get_object()
        files = scope.attachments(request.user).filter(registration=registration)
        attached = get_object_or_404(files, pk=self.kwargs["file"])
        try:
            return original.attachment(attachments.opened(attached, request.user))
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(reverse(self.inspect_url_name, args=[registration.pk]))
