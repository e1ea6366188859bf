"""The page on which the unit says what the columns of its list mean."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from submissions.lifecycle.refusal import Refused
from submissions.lists import corrections, importing
from submissions.lists.formats.files import RefusedFile
from submissions.models import Batch
from submissions.unit_area.columns import ColumnsForm

from .batches import BatchMixin


class Columns(BatchMixin, FormView):
    """Ask what each header means; the list is read again by the answer, which the portal remembers."""

    template_name = "unit_area/columns.html"
    form_class = ColumnsForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.batch.state != Batch.State.CHECKED:
            return redirect(self.address("result"))
        return super().get(request, *args, **kwargs)

    @cached_property
    def changed_rows(self) -> int:
        """How many rows were corrected or left out on the page, which reading again forgets."""
        return corrections.changed_here(self.batch)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "headers": self.batch.headers,
            "must_agree": self.changed_rows > 0,
        }

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        changed = form.changed()
        try:
            if changed:
                importing.remap(self.batch, changed, self.request.user)
        except RefusedFile as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        except Refused as refusal:
            messages.error(self.request, refusal.message)
            return redirect(self.address("result"))
        messages.success(
            self.request,
            _("The list was read again. The portal remembers these columns for your unit's next lists.")
            if changed
            else _("No column was changed; the list stays as it is."),
        )
        return redirect(self.address("preview"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(changed_rows=self.changed_rows, **kwargs)
