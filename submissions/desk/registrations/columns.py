"""The columns of the registration book: one choice of them rules the list on screen and its export."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusFlagColumn

from submissions.desk.columns import moment_column, state_column
from submissions.models import Registration

# The columns are in the address, so that a link, a saved view and the export have the same ones.
CHOICE = "cot"
TITLE = "title"


@dataclass(frozen=True)
class BookColumn:
    """A column by its key in the address: its heading, what it says of a row, and how it is sorted.

    `short` is the heading where there is little room, `listed` whether the list shows it unasked.
    """

    key: str
    heading: str | Promise
    value: Callable[[Registration], Any]
    sort_key: str | None = None
    short: str | Promise = ""
    listed: bool = False

    @property
    def label(self) -> str:
        """The heading on the screen."""
        return str(self.short or capfirst(str(self.heading)))

    def on_screen(self) -> Any:
        """The column as Wagtail's table draws it; the title is the list's own, which leads to the record."""
        if self.key == "state":
            return state_column(lambda row: row.state == Registration.State.SUBMITTED, label=self.label)
        if self.key == "late":
            return StatusFlagColumn("late", label=self.label, true_label=_("Late"), sort_key="late")
        if self.key.endswith("_at"):
            return moment_column(self.key, label=self.label)
        return Column(self.key, label=self.label, accessor=self.value, sort_key=self.sort_key)


def _list_of(row: Registration) -> str:
    placed = getattr(row, "consolidated_row", None)
    return str(placed.list) if placed else ""


BOOK_COLUMNS = (
    BookColumn(
        "book_number",
        _("number in the book"),
        lambda row: row.book_number,
        "book_number",
        short=pgettext_lazy("number in the desk's book", "No."),
        listed=True,
    ),
    BookColumn(
        TITLE,
        _("Title of the initiative"),
        lambda row: row.initiative.title,
        "initiative__title_key",
        short=_("Initiative"),
        listed=True,
    ),
    BookColumn("unit", _("unit"), lambda row: row.unit.name, "unit__name", listed=True),
    BookColumn("place", _("place of implementation"), lambda row: row.initiative.place, "initiative__place"),
    BookColumn(
        "registrant",
        _("collective that carries it out"),
        lambda row: row.initiative.registrant,
        "initiative__registrant",
    ),
    BookColumn(
        "sector",
        _("sector"),
        lambda row: row.initiative.sector.name,
        "initiative__sector__order",
        listed=True,
    ),
    BookColumn(
        "kind", _("kind"), lambda row: row.initiative.get_kind_display(), "initiative__kind", listed=True
    ),
    BookColumn(
        "continuity",
        _("new or continued"),
        lambda row: row.get_continuity_display(),
        "continuity",
        short=_("New or continued"),
        listed=True,
    ),
    BookColumn("level", _("level applied for"), lambda row: row.level.name, "level__rank"),
    BookColumn("period", _("time of implementation"), lambda row: row.period),
    BookColumn("completion", _("expected completion"), lambda row: row.completion),
    BookColumn("goal", _("goal or expected result"), lambda row: row.goal),
    BookColumn("campaign", _("campaign"), lambda row: row.campaign.title, "campaign__year"),
    BookColumn("paper", _("form"), lambda row: row.form.code if row.form else ""),
    BookColumn("consolidated", _("consolidated list"), _list_of),
    BookColumn("code", _("record code"), lambda row: row.code),
    BookColumn("state", _("state"), lambda row: row.get_state_display(), "state", listed=True),
    BookColumn("late", _("late"), lambda row: gettext("Yes") if row.late else "", "late", listed=True),
    BookColumn("submitted_at", _("submitted at"), lambda row: row.submitted_at, "submitted_at", listed=True),
    BookColumn("received_at", _("received at"), lambda row: row.received_at, "received_at"),
)
# What the columns say beside the registration itself.
RELATED = ("initiative__sector", "unit", "level", "campaign", "form", "consolidated_row__list")


def chosen_keys(query: QueryDict) -> list[str]:
    """The keys that an address names; none when nothing known was chosen."""
    named = set(query.getlist(CHOICE))
    return [column.key for column in BOOK_COLUMNS if column.key in named]


def columns_chosen(query: QueryDict, *, unasked: Sequence[BookColumn]) -> list[BookColumn]:
    """The columns an address asks for, always with the title; `unasked` where it asks for none."""
    keys = chosen_keys(query)
    if not keys:
        return list(unasked)
    return [column for column in BOOK_COLUMNS if column.key in keys or column.key == TITLE]


LISTED = [column for column in BOOK_COLUMNS if column.listed]
