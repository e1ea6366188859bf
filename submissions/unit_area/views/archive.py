"""Everything of a unit as one file to keep."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import View

from submissions.lifecycle.refusal import Refused
from submissions.lists.unit_archive import unit_archive

from .access import UnitMixin


class Archive(UnitMixin, View):
    """The zip of the unit's lists, forms and files; for those who serve the unit."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            bundle = unit_archive(self.unit, request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.home_url())
        return FileResponse(
            bundle.file, as_attachment=True, filename=bundle.name, content_type=bundle.content_type
        )
