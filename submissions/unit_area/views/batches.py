"""Uploading a list, importing, discarding or undoing it, and what became of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats, numberformat
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.admin_url_finder import AdminURLFinder

from submissions import log, scope
from submissions.lifecycle import batches
from submissions.lifecycle.refusal import Refused
from submissions.lists import corrections, importing, original, progress
from submissions.lists.formats.files import RefusedFile
from submissions.lists.remainder import CONTENT_TYPE, write_remainder
from submissions.models import Batch, BatchRow, Campaign, ListForm
from submissions.unit_area.forms import UploadForm
from submissions.unit_area.wording import import_failed, sender_of

from .access import ActionView, PagedList, UnitMixin

PAGE = 30
ROWS_A_PAGE = 50
# What has sheets; the tables of a text or of a Word document are named otherwise.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


class BatchMixin(UnitMixin):
    """A page of one uploaded list of the unit."""

    open_to_desk = True
    batch: Batch

    def find_record(self) -> None:
        own = scope.batches(self.request.user).filter(unit=self.unit)
        self.batch = get_object_or_404(
            own.select_related("campaign__scheme", "unit", "uploaded_by"),
            pk=self.kwargs["pk"],
        )

    def look_at_persons(self) -> None:
        """Let the desk see what may name private persons only with the right to, and log that it looked.

        The unit's own people see their own list. Raises PermissionDenied.
        """
        if not self.on_behalf:
            return
        if not self.request.user.has_perm("submissions.view_individual"):
            raise PermissionDenied
        log.record("individual.view", self.batch, self.request.user)

    def address(self, name: str) -> str:
        """Return the address of another page of this list."""
        return reverse(f"unit_area:{name}", kwargs={"unit": self.unit.code, "pk": self.batch.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at_desk = AdminURLFinder(self.request.user).get_edit_url(self.batch) if self.on_behalf else None
        is_workbook = self.batch.file_name.lower().endswith(WORKBOOKS)
        return super().get_context_data(batch=self.batch, desk_url=at_desk, is_workbook=is_workbook, **kwargs)


class RowsOfBatch(BatchMixin, PagedList):
    """The rows of a list in pages. A page that is no more, after a correction, gives the nearest one."""

    paginate_by = ROWS_A_PAGE
    context_object_name = "rows"

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        page = Paginator(queryset, page_size).get_page(self.request.GET.get(self.page_kwarg))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.look_at_persons()
        return super().get_context_data(sender=sender_of(self.batch), **kwargs)


class BatchList(PagedList):
    """Every list the unit has uploaded."""

    open_to_desk = True
    template_name = "unit_area/batches.html"
    paginate_by = PAGE
    context_object_name = "batches"

    def get_queryset(self) -> QuerySet[Batch]:
        own = scope.batches(self.request.user).filter(unit=self.unit)
        counted = own.select_related("campaign").annotate(row_count=Count("rows"))
        return counted.order_by("-uploaded_at", "-pk")


class UploadList(UnitMixin, FormView):
    """Take a list in. What cannot be read gets a sentence, and nothing is kept."""

    open_to_desk = True
    template_name = "unit_area/upload.html"
    form_class = UploadForm

    @cached_property
    def campaigns(self) -> QuerySet[Campaign]:
        return scope.campaigns_for(self.unit).select_related("issuer")

    def get_initial(self) -> dict[str, Any]:
        return {"campaign": self.chosen.slug if self.chosen else ""}

    @cached_property
    def chosen(self) -> Campaign | None:
        """The campaign that was asked for by `dot`, else the only one."""
        asked = self.request.GET.get("dot", "")
        only = self.campaigns[0] if len(self.campaigns) == 1 else None
        return next((campaign for campaign in self.campaigns if campaign.slug == asked), only)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"campaigns": self.campaigns}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file: UploadedFile = form.cleaned_data["file"]
        campaign = form.cleaned_data["campaign"]
        try:
            batch = importing.upload(file, unit=self.unit, campaign=campaign, by=self.request.user)
        except importing.SentBefore as earlier:
            return self.render_to_response(self.get_context_data(form=form, earlier=earlier.batch))
        except RefusedFile as refusal:
            form.add_error("file", str(refusal))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("unit_area:preview", unit=self.unit.code, pk=batch.pk)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        list_forms = ListForm.objects.serving(self.chosen) if self.chosen else []
        return super().get_context_data(
            campaigns=self.campaigns, chosen=self.chosen, list_forms=list_forms, **kwargs
        )


class ImportList(BatchMixin, ActionView):
    """Confirm a list: its rows become registrations and go to the desk.

    The second click of a double click comes too late for `start_import`; it is led to what the
    first one did. An import that was cut off is begun again here, without waiting for a worker.
    """

    def back(self) -> str:
        return self.address("preview")

    def act(self, request: HttpRequest) -> str:
        try:
            importing.start_import(
                self.batch,
                request.user,
                good_rows_only=request.POST.get("rows") == "good",
                warnings_seen=bool(request.POST.get("warnings_seen")),
                at_once=self.batch.state == Batch.State.IMPORTING,
            )
        except Refused:
            self.batch.refresh_from_db()
            if self.batch.state != Batch.State.IMPORTED:
                raise
        self.batch.refresh_from_db()
        if self.batch.state == Batch.State.CHECKED:
            messages.error(request, batches.why_fell_back(self.batch) or _nothing_imported())
            return self.back()
        return self.address("result")


class Progress(BatchMixin, View):
    """How far the import is, for the page that waits for its end."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return JsonResponse({"state": self.batch.state} | progress_words(self.batch))


def progress_words(batch: Batch) -> dict[str, Any]:
    """Return how many rows of how many are done, in figures and as a sentence; zeros before the beginning."""
    known = progress.of(batch) or progress.Progress(0, batch.rows.filter(included=True).count())
    figures = {"done": _figure(known.done), "total": _figure(known.total)}
    return {
        "done": known.done,
        "total": known.total,
        "text": _("%(done)s / %(total)s rows") % figures,
    }


def _figure(number: int) -> str:
    """Write a number in groups of three; Django's Vietnamese formats name the separator but no groups."""
    separator = formats.get_format("THOUSAND_SEPARATOR")
    return numberformat.format(number, "", grouping=3, thousand_sep=separator, force_grouping=True)


class Discard(BatchMixin, TemplateView):
    """Ask once, then give a waiting list up."""

    template_name = "unit_area/discard.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.batch.state != Batch.State.CHECKED:
            return redirect(self.address("result"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            batches.discard(self.batch, request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.address("result"))
        messages.success(request, _("The list was discarded. Nothing was sent to the desk."))
        return redirect(self.home_url())


class Undo(BatchMixin, TemplateView):
    """Say what undoing an import does, then do it."""

    template_name = "unit_area/undo.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if batches.why_not_undo_import(self.batch):
            return redirect(self.address("result"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            batches.undo(self.batch, request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The import was undone. The registrations are as they were before."))
        return redirect(self.address("result"))


class Result(RowsOfBatch):
    """What became of every row; what failed or was left out comes first."""

    template_name = "unit_area/result.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.batch.state != Batch.State.CHECKED:
            return super().get(request, *args, **kwargs)
        if import_failed(self.batch):
            messages.error(request, batches.why_fell_back(self.batch) or _nothing_imported())
        return redirect(self.address("preview"))

    def get_queryset(self) -> QuerySet[BatchRow]:
        rows = self.batch.rows.select_related("registration__initiative")
        return rows.order_by(corrections.left_first(), "position")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.batch.state
        skipped = self.batch.rows.filter(outcome=BatchRow.Outcome.SKIPPED, included=True)
        with_errors = skipped.count()
        return super().get_context_data(
            counts=importing.counts_of(self.batch),
            with_errors=with_errors,
            left_out=self.batch.skipped - with_errors,
            why_not_undo=batches.why_not_undo_import(self.batch) if state == Batch.State.IMPORTED else "",
            progress=progress_words(self.batch) if state == Batch.State.IMPORTING else None,
            **kwargs,
        )


class RowsLeft(BatchMixin, View):
    """The rows that were not imported, as a list to correct and send again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.look_at_persons()
        rows = corrections.rows_left(self.batch)
        response = HttpResponse(write_remainder(self.batch, rows), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="dong-chua-nhap-{self.batch.pk}.xlsx"'
        return response


class Original(BatchMixin, View):
    """The file as it came."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        self.look_at_persons()
        return original.download(self.batch)


def _nothing_imported() -> str:
    return _("The portal could not import the list; nothing was written. Try again, or tell the desk.")
