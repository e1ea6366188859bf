"""The preview of a list: every row as it will be, every problem, and the corrections on the page."""

import re
from collections.abc import Callable, Collection, Iterable
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
from submissions.lists.checking import FORESEEN
from submissions.lists.checks import REFUSED, WARNING
from submissions.lists.corrections import Rank
from submissions.models import Batch, BatchRow, Registration
from submissions.unit_area.columns import unknown_headings
from submissions.unit_area.forms import sectors_of
from submissions.unit_area.rows import (
    FILTERS,
    OUTCOMES,
    ContinuityForm,
    RowForm,
    SectorForm,
    Shown,
    conversions_of,
    kept_of,
)

from .batches import RowsOfBatch

# M3 and M4 write the time into the column that says “continued” or “new”.
FORM_FIELD_OF = {"continuing": "continuity", "new": "continuity"}
# Also to look at when a cell has a problem: the time beside “continued” or “new”, the kind beside the name.
BESIDE = {"continuity": "period", "registrant": "kind"}

Swap = Callable[[Batch, Collection[int], Any], int]
_LETTERS: dict[str, Swap] = {"keep": corrections.keep_as_typed, "convert": corrections.convert}
# After an answer about the letters of a row: for its whole sheet.
_SHEET = "-sheet"
_CARD = re.compile(r"(?:initial-)?row(\d+)-")


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
        standing = corrections.standing_of(self.batch)
        counts = standing.ranks
        context = super().get_context_data(
            counts=counts,
            total=sum(counts.values()),
            shown=Shown.of(self.request),
            filters=[(one, one.count(counts)) for one in FILTERS if one.is_shown(counts)],
            outcomes=[(one, standing.foreseen[one.outcome]) for one in OUTCOMES],
            sector_form=SectorForm(sectors=self.sectors, prefix="all"),
            chosen_form=SectorForm(sectors=self.sectors, prefix="chosen"),
            continuity_form=ContinuityForm(prefix="chosen"),
            without_sector=self.batch.rows.filter(included=True, values__sector="").count(),
            **kwargs,
        )
        here = {"trang": context["page_obj"].number} | context["shown"].query
        groups = self._grouped(context["rows"])
        heading_unknown = any(row.unknown_headings for row in groups["to_correct"])
        return context | groups | {"here": f"?{urlencode(here)}", "heading_unknown": heading_unknown}

    def _grouped(self, rows: Iterable[Any]) -> dict[str, list[Any]]:
        """Split the rows of the page by what the clerk does with them; those to correct get a form."""
        opened = self.request.GET.get("sua", "")
        labels = dict(self.sectors)
        outcome_words = {one.outcome: one.label for one in OUTCOMES}
        groups: dict[str, list[Any]] = {"to_correct": [], "ready": [], "left_out": []}
        for row in rows:
            row.sector_label = labels.get(row.values["sector"], "")
            row.conversions = conversions_of(row)
            row.kept_cells = kept_of(row)
            row.is_held = row.rank == Rank.REFUSED
            row.is_blocked = row.rank <= Rank.REFUSED
            row.foreseen = outcome_words.get(row.values.get(FORESEEN, ""), "")
            row.unknown_headings = unknown_headings(self.batch.headers, row)
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
                is_error = problem["severity"] != WARNING
                form.mark(column, f"{prefix}-problem-{number}", is_error=is_error)
                form.marked.add(BESIDE.get(column, column))
        return form


class PageAction(Preview):
    """A change by a button of the preview, to which it leads back.

    What was typed into any card of the page is saved first. Where that is nothing a list can mean, the page
    comes back with all that was typed, and nothing is done.
    """

    # The row whose whole card is saved, whatever the page showed of it.
    own_row: int | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(_page_of(self.address("preview"), request))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = self._typed(request)
        self.bound = typed if any(not form.is_valid() for form in typed.values()) else {}
        if self.bound:
            return super().get(request, *args, **kwargs)
        try:
            self._save(request, typed)
            return redirect(self.act(request))
        except Refused as refusal:
            messages.error(request, refusal.message)
            self.batch.refresh_from_db()
            waits = self.batch.state == Batch.State.CHECKED
            return redirect(_page_of(self.address("preview"), request) if waits else self.address("result"))

    def act(self, request: HttpRequest) -> str:
        """Do the change and return the address to show next. May raise Refused."""
        return _page_of(self.address("preview"), request, "check")

    def row(self) -> BatchRow:
        """Return the row that the address names, else 404."""
        return get_object_or_404(self.batch.rows, position=self.kwargs["position"])

    def _typed(self, request: HttpRequest) -> dict[int, RowForm]:
        """Return the forms of the cards in which something was typed, by position."""
        names = (_CARD.match(name) for name in request.POST)
        positions = {int(found[1]) for found in names if found}
        forms = {
            row.position: self.form_for(row, request.POST)
            for row in self.batch.rows.filter(position__in=positions)
        }
        return {
            position: form
            for position, form in forms.items()
            if position == self.own_row or form.has_changed()
        }

    def _save(self, request: HttpRequest, typed: dict[int, RowForm]) -> None:
        others = {position for position in typed if position != self.own_row}
        if typed:
            values = {
                position: form.cleaned_data if position == self.own_row else form.typed()
                for position, form in typed.items()
            }
            corrections.correct_many(self.batch, values, request.user)
        if others:
            said = ngettext(
                "What you typed in %(count)s row was saved.",
                "What you typed in %(count)s rows was saved.",
                len(others),
            )
            messages.success(request, said % {"count": len(others)})


class CorrectRow(PageAction):
    """Take what was typed into a row, whole."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.own_row = self.row().position
        return super().post(request, *args, **kwargs)

    def act(self, request: HttpRequest) -> str:
        row = self.row()
        _say_how_it_stands(request, row)
        return _page_of(self.address("preview"), request, f"row-{row.position}" if row.problems else "check")


class IncludeRow(PageAction):
    """Leave a row out, or take it in again."""

    def act(self, request: HttpRequest) -> str:
        row = self.row()
        included = request.POST.get("included") == "1"
        corrections.include(self.batch, row.position, included, request.user)
        said = _("Row %(row)s is in the list again.") if included else _("Row %(row)s is left out.")
        messages.success(request, said % {"row": row.values["row"]})
        return super().act(request)


class AnswerRow(PageAction):
    """Answer what the portal asks about a row: keep the letters, another initiative, it goes on."""

    def act(self, request: HttpRequest) -> str:
        row = self.row()
        answer = request.POST.get("answer", "")
        if answer == "different":
            corrections.call_different(self.batch, row.position, request.user)
        elif answer == "continues":
            values = {"continuity": str(Registration.Continuity.CONTINUING)}
            corrections.correct(self.batch, row.position, values, request.user)
        elif answer in _LETTERS:
            _LETTERS[answer](self.batch, [row.position], request.user)
        elif answer.removesuffix(_SHEET) in _LETTERS:
            return self._whole_sheet(request, row, _LETTERS[answer.removesuffix(_SHEET)])
        else:
            raise Http404
        row.refresh_from_db()
        _say_how_it_stands(request, row)
        return _page_of(self.address("preview"), request, f"row-{row.position}" if row.problems else "check")

    def _whole_sheet(self, request: HttpRequest, row: BatchRow, swap: Swap) -> str:
        of_sheet = self.batch.rows.filter(values__sheet=row.values["sheet"])
        count = swap(self.batch, list(of_sheet.values_list("position", flat=True)), request.user)
        said = ngettext("%(count)s row was changed.", "%(count)s rows were changed.", count)
        messages.success(request, said % {"count": count})
        return super().act(request)


class ChangeRows(PageAction):
    """Save what was typed, check the list anew, or change the chosen rows, or all that the filter shows."""

    def act(self, request: HttpRequest) -> str:
        change = request.POST.get("change")
        if change == "save":
            return super().act(request)
        if change == "check":
            corrections.check_whole(self.batch, request.user)
            messages.success(request, _("The list was checked again."))
            return super().act(request)
        positions = self._chosen(request)
        if not positions:
            messages.error(request, _("No row was chosen. Tick the rows first, then use the button."))
        elif change in ("sector", "continuity"):
            self._set(request, change, positions)
        else:
            self._include(request, positions, included=change == "take_in")
        return super().act(request)

    def _chosen(self, request: HttpRequest) -> list[int]:
        if request.POST.get("all"):
            return list(_shown_rows(self.batch, request).values_list("position", flat=True))
        return [int(position) for position in request.POST.getlist("row") if position.isdecimal()]

    def _set(self, request: HttpRequest, column: str, positions: list[int]) -> None:
        form: SectorForm | ContinuityForm = (
            SectorForm(request.POST, sectors=self.sectors, prefix="chosen")
            if column == "sector"
            else ContinuityForm(request.POST, prefix="chosen")
        )
        if not form.is_valid():
            messages.error(request, str(form.errors[column][0]))
            return
        _say_set(request, corrections.set_cells(self.batch, form.cleaned_data, request.user, positions))

    def _include(self, request: HttpRequest, positions: list[int], *, included: bool) -> None:
        count = corrections.include_many(self.batch, positions, included, request.user)
        if included:
            said = ngettext(
                "%(count)s row is in the list again.", "%(count)s rows are in the list again.", count
            )
        else:
            said = ngettext("%(count)s row is left out.", "%(count)s rows are left out.", count)
        messages.success(request, said % {"count": count})


class SetMissingSectors(PageAction):
    """Give every row without a sector the chosen one."""

    def act(self, request: HttpRequest) -> str:
        form = SectorForm(request.POST, sectors=self.sectors, prefix="all")
        if form.is_valid():
            _say_set(request, corrections.set_sectors(self.batch, form.cleaned_data["sector"], request.user))
        else:
            messages.error(request, str(form.errors["sector"][0]))
        return _page_of(self.address("preview"), request)


def _shown_rows(batch: Batch, request: HttpRequest) -> QuerySet[Any]:
    """The rows of a list that the filter of the address lets through, with their ranks."""
    return Shown.of(request).of_rows(corrections.ranked(batch.rows.all()))


def _say_set(request: HttpRequest, count: int) -> None:
    said = ngettext("%(count)s row was changed.", "%(count)s rows were changed.", count)
    messages.success(request, said % {"count": count})


def _say_how_it_stands(request: HttpRequest, row: BatchRow) -> None:
    place = {"row": row.values["row"]}
    if row.has_errors:
        messages.warning(request, _("Row %(row)s was saved, but it still has errors.") % place)
    elif any(problem["severity"] == REFUSED for problem in row.problems):
        messages.warning(request, _("Row %(row)s was saved, but it differs from what the desk has.") % place)
    elif row.problems:
        messages.warning(request, _("Row %(row)s was saved. Look at its warnings.") % place)
    else:
        messages.success(request, _("Row %(row)s was saved and is ready to send.") % place)


def _page_of(address: str, request: HttpRequest, part: str = "") -> str:
    """Return the address of a part of the page of rows that the clerk came from, with its filter."""
    page = request.GET.get("trang", "")
    query = urlencode(({"trang": page} if page.isdecimal() else {}) | Shown.of(request).query)
    return address + (f"?{query}" if query else "") + (f"#{part}" if part else "")
