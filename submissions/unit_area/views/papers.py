"""A registration on its official form, for the unit to print, sign and keep."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import View

from submissions import log
from submissions.lifecycle.refusal import Refused
from submissions.papers.bundle import Kind, make_bundle

from .registrations import RegistrationMixin


class Form(RegistrationMixin, View):
    """The form as Word or PDF. The unit's own persons stand on it, as they do on the unit's pages."""

    kind = Kind.WORD

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            bundle = make_bundle([self.registration], self.kind, persons=True)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect(self.page())
        log.record("registration.export", self.registration, request.user, source=self.kind.value)
        return FileResponse(
            bundle.file, as_attachment=True, filename=bundle.name, content_type=bundle.content_type
        )
