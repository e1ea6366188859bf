"""What the preview of a list shows of its rows, and the forms in which they are changed there."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.lifecycle.drafts import LONGEST_TYPED
from submissions.lists.checking import FORESEEN
from submissions.lists.corrections import KEPT, Rank
from submissions.lists.layout.rows import FIELD_OF
from submissions.lists.resources import PERSON_COLUMNS
from submissions.models import BatchRow, Initiative, Registration

# The one form of the preview page: its fields and buttons stand all over the page and name it, so that
# whatever is pressed, nothing that was typed elsewhere on the page is lost.
PAGE_FORM = "chosen"
Outcome = BatchRow.Outcome

ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "cp1258": "windows-1258"}


@dataclass(frozen=True)
class Shown:
    """A filter of the preview: the word in the address, its name, and the rank or outcome it lets through."""

    word: str
    label: Promise
    rank: Rank | None = None
    outcome: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Shown":
        """Return the filter that the address asks for; an unknown word filters nothing."""
        word = request.GET.get("xem", "")
        return next((one for one in (*FILTERS, *OUTCOMES) if one.word == word), ALL)

    def count(self, counts: dict[str, int]) -> int:
        """Return how many rows a filter by rank shows, of the counts by name of the rank."""
        return counts[self.rank.name.lower()] if self.rank is not None else sum(counts.values())

    def is_shown(self, counts: dict[str, int]) -> bool:
        """Tell whether a filter by rank is offered: what the desk holds only where there is such a row."""
        return self.rank != Rank.REFUSED or self.count(counts) > 0

    def of_rows(self, ranked: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow rows that are annotated with their rank."""
        if self.outcome:
            return ranked.filter(included=True, **{f"values__{FORESEEN}": self.outcome})
        return ranked if self.rank is None else ranked.filter(rank=self.rank)

    @property
    def query(self) -> dict[str, str]:
        """What the address says about it."""
        return {"xem": self.word} if self.word else {}


ALL = Shown("", _("All rows"))
FILTERS = (
    Shown("loi", _("To correct"), Rank.ERRORS),
    Shown("co-quan-giu", _("Held by the desk"), Rank.REFUSED),
    Shown("canh-bao", _("With warnings"), Rank.WARNINGS),
    Shown("san-sang", _("Ready"), Rank.READY),
    Shown("bo-qua", _("Left out"), Rank.LEFT_OUT),
)
# What the import will do with the rows.
OUTCOMES = (
    Shown("moi", _("newly registered"), outcome=Outcome.CREATED),
    Shown("thay-doi", _("changed and sent again"), outcome=Outcome.UPDATED),
    Shown("khong-doi", _("unchanged"), outcome=Outcome.UNCHANGED),
)


@dataclass(frozen=True)
class Converted:
    """A cell that came in an old encoding: what stood there, what it reads now."""

    cell: str
    before: str
    after: str
    encoding: str


def conversions_of(row: BatchRow) -> list[Converted]:
    """Return the converted cells of a row that still say what the conversion made of them."""
    return [_converted(row, column, told) for column, told in row.values["converted"].items()]


def kept_of(row: BatchRow) -> list[Converted]:
    """Return the cells of a row whose conversion was refused."""
    return [_converted(row, column, told) for column, told in row.values.get(KEPT, {}).items()]


def _converted(row: BatchRow, column: str, told: dict[str, str]) -> Converted:
    values: dict[str, Any] = row.values
    return Converted(
        cell=values["cells"].get(column, ""),
        before=told["before"],
        after=told.get("after") or values.get(FIELD_OF.get(column, column), ""),
        encoding=ENCODINGS.get(told["encoding"], told["encoding"]),
    )


class ShownBefore(forms.HiddenInput):
    """What the page showed of a cell, sent along with what is typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"form": PAGE_FORM} | (attrs or {}))


class RowForm(forms.Form):
    """The cells of one row. It takes what is typed; the checks of the list say what is wrong with it.

    Each cell comes with what the page showed of it, so that of many cards only what was typed is saved.
    """

    title = forms.CharField(label=_("Title of the initiative"), widget=forms.Textarea(attrs={"rows": 2}))
    place = forms.CharField(label=_("Place of implementation"))
    registrant = forms.CharField(label=_("Collective or individual (name)"))
    kind = forms.ChoiceField(label=_("Registered by"))
    sector = forms.ChoiceField(label=_("Sector"))
    continuity = forms.ChoiceField(label=_("Continued or new"))
    period = forms.CharField(label=_("Time of implementation"))
    completion = forms.CharField(label=_("Expected completion"))
    goal = forms.CharField(label=_("Goal"), widget=forms.Textarea(attrs={"rows": 2}))
    content = forms.CharField(label=_("Content of implementation"), widget=forms.Textarea(attrs={"rows": 3}))
    position = forms.CharField(label=_("Position"))
    workplace = forms.CharField(label=_("Place of work"))
    address = forms.CharField(label=_("Address"))

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marked: set[str] = set()
        if self.initial["kind"] != Initiative.Kind.INDIVIDUAL:
            for name in PERSON_COLUMNS:
                del self.fields[name]
        self.fields["kind"].choices = [("", _("Choose")), *Initiative.Kind.choices]  # type: ignore[attr-defined]
        self.fields["continuity"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *Registration.Continuity.choices,
        ]
        self.fields["sector"].choices = [("", _("Choose a sector")), *sectors]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = False
            field.show_hidden_initial = True
            field.hidden_widget = ShownBefore
            field.widget.attrs["form"] = PAGE_FORM
            if isinstance(field, forms.CharField):
                field.validators.append(forms.CharField(max_length=LONGEST_TYPED).validators[0])

    def mark(self, column: str, described_by: str, *, is_error: bool) -> None:
        """Tell assistive technology that a problem of the list is about this cell."""
        attrs = self.fields[column].widget.attrs
        if is_error:
            attrs["aria-invalid"] = "true"
        attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {described_by}".strip()
        self.marked.add(column)

    def typed(self) -> dict[str, str]:
        """Return what differs from what the page showed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def cells_to_look_at(self) -> list[forms.BoundField]:
        """The cells that a problem is about; all of them where there is no such cell."""
        return [field for field in self if self._is_shown(field.name)]

    def other_cells(self) -> list[forms.BoundField]:
        """The cells that nothing is said about."""
        return [field for field in self if not self._is_shown(field.name)]

    def _is_shown(self, name: str) -> bool:
        shown = self.marked | set(self.errors)
        return not shown or name in shown


class SectorForm(forms.Form):
    """One sector for many rows: those without one (M4), or those that were chosen."""

    use_required_attribute = False
    sector = forms.ChoiceField(
        label=_("Sector"),
        widget=forms.Select(attrs={"form": PAGE_FORM}),
        error_messages={"required": _("Choose the sector.")},
    )

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("Choose a sector")), *sectors]  # type: ignore[attr-defined]


class ContinuityForm(forms.Form):
    """Whether the chosen rows go on or are new."""

    use_required_attribute = False
    continuity = forms.ChoiceField(
        label=_("Continued or new"),
        choices=[("", _("Continued or new?")), *Registration.Continuity.choices],
        widget=forms.Select(attrs={"form": PAGE_FORM}),
        error_messages={"required": _("Choose whether the rows are continued or new.")},
    )
