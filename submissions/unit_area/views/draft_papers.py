"""A form being filled in, on paper: shown on the page, and as Word or PDF to print and have signed."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from submissions.lifecycle.refusal import Refused
from submissions.models import Registration
from submissions.papers import pdf
from submissions.papers.bundle import Kind, make_bundle
from submissions.papers.paper import PARTY_TITLE, STAR, make_paper
from submissions.unit_area.draft_paper import unsaved_registration

from .drafts import DraftMixin


class DraftPaperMixin(DraftMixin):
    """A page that shows the paper of a form. Who may type on it may read it, persons and all."""

    def registration(self) -> Registration:
        """Return the registration that the form would become."""
        return unsaved_registration(self.draft, self.levels)


class DraftPreview(DraftPaperMixin, TemplateView):
    """The paper as a page."""

    template_name = "unit_area/draft_preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            paper=make_paper(self.draft.form, self.registration(), persons=True),
            party_title=PARTY_TITLE,
            star=STAR,
            makes_pdf=pdf.is_available(),
            **kwargs,
        )


class DraftPaper(DraftPaperMixin, View):
    """The paper as a file."""

    kind = Kind.WORD

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            bundle = make_bundle([self.registration()], self.kind, persons=True)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.page())
        return FileResponse(
            bundle.file, as_attachment=True, filename=bundle.name, content_type=bundle.content_type
        )
