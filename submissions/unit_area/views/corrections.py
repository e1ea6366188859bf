"""The preview of a list: every row as it will be, every problem, and the corrections on the page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.lifecycle.refusal import Refused
from submissions.lists import corrections
from submissions.lists.checks import ERROR
from submissions.models import Batch, BatchRow
from submissions.unit_area.forms import RowForm, SectorForm, sectors_of

from .access import ActionView, PagedList
from .batches import ROWS_A_PAGE, BatchMixin

# M3 and M4 write the time into the column that says “continued” or “new”.
FIELD_OF = {"continuing": "continuity", "new": "continuity"}


class Preview(BatchMixin, PagedList):
    """A waiting list, rows with problems first. Looking at it changes nothing."""

    template_name = "unit_area/preview.html"
    paginate_by = ROWS_A_PAGE
    context_object_name = "rows"
    bound: dict[int, RowForm] = {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.batch.state != Batch.State.CHECKED:
            return redirect(self.address("result"))
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return corrections.ranked(self.batch.rows.all()).order_by("rank", "position")

    @cached_property
    def sectors(self) -> list[tuple[str, str]]:
        return sectors_of(self.batch.campaign)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            counts=corrections.ranks_of(self.batch),
            sector_form=SectorForm(sectors=self.sectors, prefix="all"),
            without_sector=self.batch.rows.filter(included=True, values__sector="").count(),
            **kwargs,
        )
        return context | self._grouped(context["rows"])

    def _grouped(self, rows: Iterable[Any]) -> dict[str, list[Any]]:
        """Split the rows of the page by what the clerk does with them; those to correct get a form."""
        opened = self.request.GET.get("sua", "")
        labels = dict(self.sectors)
        groups: dict[str, list[Any]] = {"to_correct": [], "ready": [], "left_out": []}
        for row in rows:
            row.sector_label = labels.get(row.values["sector"], "")
            if row.position in self.bound or (row.included and (row.problems or opened == str(row.position))):
                row.form = self.form_for(row)
                groups["to_correct"].append(row)
            elif not row.included:
                groups["left_out"].append(row)
            else:
                groups["ready"].append(row)
        return groups

    def form_for(self, row: BatchRow, data: Any = None) -> RowForm:
        """Return the form of a row, its problems tied to the cells they are about."""
        if row.position in self.bound:
            return self.bound[row.position]
        prefix = f"row{row.position}"
        form = RowForm(data, initial=row.values, prefix=prefix, sectors=self.sectors)
        for number, problem in enumerate(row.problems, start=1):
            column = FIELD_OF.get(problem["column"] or "", problem["column"])
            if column in form.fields:
                is_error = problem["severity"] == ERROR
                form.mark(column, f"{prefix}-problem-{number}", is_error=is_error)
        return form


class CorrectRow(Preview):
    """Take what was typed into a row; on a refusal the page comes back with it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.address("preview"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = get_object_or_404(self.batch.rows, position=kwargs["position"])
        form = self.form_for(row, request.POST)
        if not form.is_valid():
            self.bound = {row.position: form}
            return super().get(request, *args, **kwargs)
        try:
            row = corrections.correct(self.batch, row.position, form.cleaned_data, request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.address("result"))
        _say_how_it_stands(request, row)
        seen_next = f"row-{row.position}" if row.problems else "check"
        return redirect(_page_of(self.address("preview"), request, seen_next))


class IncludeRow(BatchMixin, ActionView):
    """Leave a row out, or take it in again."""

    def back(self) -> str:
        return self.address("preview")

    def act(self, request: HttpRequest) -> str:
        row = get_object_or_404(self.batch.rows, position=self.kwargs["position"])
        included = request.POST.get("included") == "1"
        corrections.include(self.batch, row.position, included, request.user)
        said = _("Row %(row)s is in the list again.") if included else _("Row %(row)s is left out.")
        messages.success(request, said % {"row": row.values["row"]})
        return _page_of(self.back(), request, "check")


class SetMissingSectors(BatchMixin, ActionView):
    """Give every row without a sector the chosen one."""

    def back(self) -> str:
        return self.address("preview")

    def act(self, request: HttpRequest) -> str:
        form = SectorForm(request.POST, sectors=sectors_of(self.batch.campaign), prefix="all")
        if not form.is_valid():
            messages.error(request, str(form.errors["sector"][0]))
            return self.back()
        count = corrections.set_missing_sectors(self.batch, form.cleaned_data["sector"], request.user)
        messages.success(
            request,
            ngettext("%(count)s row got the sector.", "%(count)s rows got the sector.", count)
            % {"count": count},
        )
        return self.back()


def _say_how_it_stands(request: HttpRequest, row: BatchRow) -> None:
    place = {"row": row.values["row"]}
    if row.has_errors:
        messages.warning(request, _("Row %(row)s was saved, but it still has errors.") % place)
    elif row.problems:
        messages.warning(request, _("Row %(row)s was saved. Look at its warnings.") % place)
    else:
        messages.success(request, _("Row %(row)s was saved and is ready to send.") % place)


def _page_of(address: str, request: HttpRequest, part: str) -> str:
    """Return the address of a part of the page of rows that the clerk came from."""
    page = request.GET.get("trang", "")
    query = f"?trang={page}" if page.isdecimal() else ""
    return f"{address}{query}#{part}"
