"""The preview of a list: every row as it will be, every problem, and the corrections on the page."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from submissions.lifecycle.refusal import Refused
from submissions.lists import corrections
from submissions.lists.checks import ERROR
from submissions.lists.corrections import Rank
from submissions.models import Batch, BatchRow, Registration
from submissions.unit_area.forms import RowForm, SectorForm, sectors_of
from submissions.unit_area.rows import FILTERS, Shown, conversions_of

from .access import ActionView
from .batches import BatchMixin, RowsOfBatch

# M3 and M4 write the time into the column that says “continued” or “new”.
FORM_FIELD_OF = {"continuing": "continuity", "new": "continuity"}
# Also to look at when a cell has a problem: the time beside “continued” or “new”, the kind beside the name.
BESIDE = {"continuity": "period", "registrant": "kind"}


class Preview(RowsOfBatch):
    """A waiting list, rows with problems first. Looking at it changes nothing."""

    template_name = "unit_area/preview.html"
    bound: dict[int, RowForm] = {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.batch.state != Batch.State.CHECKED:
            return redirect(self.address("result"))
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return _shown_rows(self.batch, self.request).order_by("rank", "position")

    @cached_property
    def sectors(self) -> list[tuple[str, str]]:
        return sectors_of(self.batch.campaign)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = corrections.ranks_of(self.batch)
        context = super().get_context_data(
            counts=counts,
            total=sum(counts.values()),
            shown=Shown.of(self.request),
            filters=[(one, counts[one.rank.name.lower()]) for one in FILTERS if one.rank is not None],
            sector_form=SectorForm(sectors=self.sectors, prefix="all"),
            chosen_form=SectorForm(sectors=self.sectors, prefix="chosen"),
            without_sector=self.batch.rows.filter(included=True, values__sector="").count(),
            **kwargs,
        )
        here = {"trang": context["page_obj"].number} | context["shown"].query
        return context | {"here": f"?{urlencode(here)}"} | self._grouped(context["rows"])

    def _grouped(self, rows: Iterable[Any]) -> dict[str, list[Any]]:
        """Split the rows of the page by what the clerk does with them; those to correct get a form."""
        opened = self.request.GET.get("sua", "")
        labels = dict(self.sectors)
        groups: dict[str, list[Any]] = {"to_correct": [], "ready": [], "left_out": []}
        for row in rows:
            row.sector_label = labels.get(row.values["sector"], "")
            row.conversions = conversions_of(row)
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
            column = FORM_FIELD_OF.get(problem["column"] or "", problem["column"])
            if column in form.fields:
                is_error = problem["severity"] == ERROR
                form.mark(column, f"{prefix}-problem-{number}", is_error=is_error)
                form.marked.add(BESIDE.get(column, column))
        return form


class CorrectRow(Preview):
    """Take what was typed into a row; on a refusal the page comes back with it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(_page_of(self.address("preview"), request))

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


class RowAction(BatchMixin, ActionView):
    """A change of one row or of many by a button of the preview, to which it leads back."""

    def back(self) -> str:
        return _page_of(self.address("preview"), self.request)


class IncludeRow(RowAction):
    """Leave a row out, or take it in again."""

    def act(self, request: HttpRequest) -> str:
        row = get_object_or_404(self.batch.rows, position=self.kwargs["position"])
        included = request.POST.get("included") == "1"
        corrections.include(self.batch, row.position, included, request.user)
        said = _("Row %(row)s is in the list again.") if included else _("Row %(row)s is left out.")
        messages.success(request, said % {"row": row.values["row"]})
        return _page_of(self.address("preview"), request, "check")


def _call_continued(batch: Batch, position: int, by: Any) -> BatchRow:
    return corrections.correct(batch, position, {"continuity": Registration.Continuity.CONTINUING}, by)


class AnswerRow(RowAction):
    """Answer what the portal asks about a row: keep the letters, another initiative, it goes on."""

    answers: dict[str, Callable[[Batch, int, Any], BatchRow]] = {
        "keep": corrections.keep_as_typed,
        "different": corrections.call_different,
        "continues": _call_continued,
    }

    def act(self, request: HttpRequest) -> str:
        row = get_object_or_404(self.batch.rows, position=self.kwargs["position"])
        answer = self.answers.get(request.POST.get("answer", ""))
        if answer is None:
            raise Http404
        row = answer(self.batch, row.position, request.user)
        _say_how_it_stands(request, row)
        return _page_of(self.address("preview"), request, f"row-{row.position}" if row.problems else "check")


class ChangeRows(RowAction):
    """Set the sector of the chosen rows, leave them out or take them in; or all that the filter shows."""

    def act(self, request: HttpRequest) -> str:
        positions = self._chosen(request)
        if not positions:
            messages.error(request, _("No row was chosen. Tick the rows first, then use the button."))
        elif request.POST.get("change") == "sector":
            self._set_sector(request, positions)
        else:
            self._include(request, positions, included=request.POST.get("change") == "take_in")
        return _page_of(self.address("preview"), request, "check")

    def _chosen(self, request: HttpRequest) -> list[int]:
        if request.POST.get("all"):
            return list(_shown_rows(self.batch, request).values_list("position", flat=True))
        return [int(position) for position in request.POST.getlist("row") if position.isdecimal()]

    def _set_sector(self, request: HttpRequest, positions: list[int]) -> None:
        form = SectorForm(request.POST, sectors=sectors_of(self.batch.campaign), prefix="chosen")
        if not form.is_valid():
            messages.error(request, str(form.errors["sector"][0]))
            return
        count = corrections.set_sectors(self.batch, form.cleaned_data["sector"], request.user, positions)
        _say_sectors_set(request, count)

    def _include(self, request: HttpRequest, positions: list[int], *, included: bool) -> None:
        count = corrections.include_many(self.batch, positions, included, request.user)
        if included:
            said = ngettext(
                "%(count)s row is in the list again.", "%(count)s rows are in the list again.", count
            )
        else:
            said = ngettext("%(count)s row is left out.", "%(count)s rows are left out.", count)
        messages.success(request, said % {"count": count})


class SetMissingSectors(RowAction):
    """Give every row without a sector the chosen one."""

    def act(self, request: HttpRequest) -> str:
        form = SectorForm(request.POST, sectors=sectors_of(self.batch.campaign), prefix="all")
        if not form.is_valid():
            messages.error(request, str(form.errors["sector"][0]))
            return self.back()
        _say_sectors_set(
            request, corrections.set_sectors(self.batch, form.cleaned_data["sector"], request.user)
        )
        return self.back()


def _shown_rows(batch: Batch, request: HttpRequest) -> QuerySet[Any]:
    """The rows of a list that the filter of the address lets through, with their ranks."""
    rank: Rank | None = Shown.of(request).rank
    rows = corrections.ranked(batch.rows.all())
    return rows if rank is None else rows.filter(rank=rank)


def _say_sectors_set(request: HttpRequest, count: int) -> None:
    said = ngettext("%(count)s row got the sector.", "%(count)s rows got the sector.", count)
    messages.success(request, said % {"count": count})


def _say_how_it_stands(request: HttpRequest, row: BatchRow) -> None:
    place = {"row": row.values["row"]}
    if row.has_errors:
        messages.warning(request, _("Row %(row)s was saved, but it still has errors.") % place)
    elif row.problems:
        messages.warning(request, _("Row %(row)s was saved. Look at its warnings.") % place)
    else:
        messages.success(request, _("Row %(row)s was saved and is ready to send.") % place)


def _page_of(address: str, request: HttpRequest, part: str = "") -> str:
    """Return the address of a part of the page of rows that the clerk came from, with its filter."""
    page = request.GET.get("trang", "")
    query = urlencode(({"trang": page} if page.isdecimal() else {}) | Shown.of(request).query)
    return address + (f"?{query}" if query else "") + (f"#{part}" if part else "")
