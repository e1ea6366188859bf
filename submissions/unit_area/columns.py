"""What the headers of an uploaded list mean: the question that the portal asks the unit, and the answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from submissions.lists.layout.meanings import COLUMNS, SECTOR_COLUMNS
from submissions.models import BatchRow, Sector

Header = dict[str, Any]
"""A header as `Batch.headers` keeps it: sheet, position, text, key, column and samples."""

_WORDS: Mapping[str, Promise] = {
    "stt": pgettext_lazy("column", "Running number"),
    "code": pgettext_lazy("column", "Record code"),
    "place": pgettext_lazy("column", "Place of the initiative"),
    "title": pgettext_lazy("column", "Name of the initiative"),
    "content": pgettext_lazy("column", "Content"),
    "registrant": pgettext_lazy("column", "Collective or individual"),
    "collective": pgettext_lazy("column", "Collective (name or cross)"),
    "individual": pgettext_lazy("column", "Individual (name or cross)"),
    "kind": pgettext_lazy("column", "Whether a collective or an individual"),
    "position": pgettext_lazy("column", "Position"),
    "workplace": pgettext_lazy("column", "Place of work"),
    "address": pgettext_lazy("column", "Address of the individual"),
    "continuing": pgettext_lazy("column", "Time: initiative that goes on"),
    "new": pgettext_lazy("column", "Time: initiative newly built"),
    "continuity": pgettext_lazy("column", "Whether new or going on"),
    "period": pgettext_lazy("column", "Time"),
    "completion": pgettext_lazy("column", "Expected completion"),
    "goal": pgettext_lazy("column", "Goal"),
    "sector": pgettext_lazy("column", "Sector"),
    "level": pgettext_lazy("column", "Level applied for"),
    "unit": pgettext_lazy("column", "Registering unit"),
} | {
    key: format_lazy("{}: {}", pgettext_lazy("column", "Cross for the sector"), Sector.Key(key).label)
    for key in SECTOR_COLUMNS
}


_SECTOR = {"sector", *SECTOR_COLUMNS}
# The columns of which one is missing where a row has such a problem in every line.
_MISSING: Mapping[str, set[str]] = {
    "missing_title": {"title"},
    "missing_place": {"place"},
    "missing_registrant": {"registrant", "collective", "individual"},
    "missing_sector": _SECTOR,
    "sector_unknown": _SECTOR,
    "no_period": {"continuing", "new", "continuity"},
    "continuity_unknown": {"continuing", "new", "continuity"},
}


def unknown_headings(headers: Iterable[Header], row: BatchRow) -> list[str]:
    """Return the headings of the sheet of a row that may be why the row lacks something.

    Its sheet has no column that is understood as what is missing, and these that are not understood.
    """
    here = [header for header in headers if header["sheet"] == row.values["sheet"]]
    known = {header["column"] for header in here}
    is_missing = any(
        wanted.isdisjoint(known)
        for wanted in (_MISSING.get(problem["code"]) for problem in row.problems)
        if wanted
    )
    unread = [_one_line(header["text"]) for header in here if header["key"] and not header["column"]]
    return list(dict.fromkeys(unread)) if is_missing else []


@dataclass
class Table:
    """The headers of one table of the file; tables with the same headers share one."""

    sheets: list[str]
    headers: list[Header]

    @property
    def keys(self) -> list[str]:
        """What identifies the headers, from left to right."""
        return [header["key"] for header in self.headers]


@dataclass
class Line:
    """A header and the field that asks what it means; None where it was asked further up."""

    header: Header
    field: forms.BoundField | None


def tables_of(headers: Iterable[Header]) -> list[Table]:
    """Return headers by table: positions rise within one."""
    tables: list[Table] = []
    last: Header | None = None
    for header in headers:
        if last is None or last["sheet"] != header["sheet"] or last["position"] >= header["position"]:
            tables.append(Table([header["sheet"]], []))
        tables[-1].headers.append(header)
        last = header
    by_keys: dict[tuple[str, ...], Table] = {}
    for table in tables:
        first = by_keys.setdefault(tuple(table.keys), table)
        first.sheets += [sheet for sheet in table.sheets if sheet not in first.sheets]
    return list(by_keys.values())


class ColumnsForm(forms.Form):
    """What each header means. One wording means one thing, wherever it stands in the file."""

    def __init__(self, *args: Any, headers: list[Header], must_agree: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables = tables_of(headers)
        # By the key of a heading; a column without a heading cannot be told from others.
        self.before: dict[str, str] = {}
        self.names: dict[str, str] = {}
        key_text: dict[str, str] = {}
        for header in headers:
            key = header["key"]
            if not key:
                continue
            key_text.setdefault(key, header["text"])
            self.before[key] = self.before.get(key) or header["column"] or ""
            self.names.setdefault(key, f"column-{len(self.names)}")
        choices = [("", _("Do not use this column")), *((column, _WORDS[column]) for column in COLUMNS)]
        for key, name in self.names.items():
            self.fields[name] = forms.ChoiceField(
                choices=choices, required=False, initial=self.before[key], label=_one_line(key_text[key])
            )
        if must_agree:
            self.fields["agreed"] = forms.BooleanField(
                label=_("I agree that my corrections are given up"),
                error_messages={"required": _("Tick that the corrections may be given up, or go back.")},
            )

    def lines(self) -> list[tuple[Table, list[Line]]]:
        """Return each table with its headers; each wording is asked for once."""
        asked: set[str] = set()
        found = []
        for table in self.tables:
            lines = []
            for header in table.headers:
                name = self.names.get(header["key"])
                lines.append(Line(header, self[name] if name and name not in asked else None))
                asked.add(name or "")
            found.append((table, lines))
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for table in self.tables:
            self._refuse_twice(table, data)
        return data

    def _refuse_twice(self, table: Table, data: dict[str, Any]) -> None:
        meant: dict[str, dict[str, Header]] = defaultdict(dict)
        for header in table.headers:
            if column := data.get(self.names.get(header["key"], "")):
                meant[column][header["key"]] = header
        for column, headers in meant.items():
            first, *others = headers.values()
            # The portal itself may read one thing from several columns, such as levels to be crossed.
            is_new = any(self.before[key] != column for key in headers)
            for other in others:
                name = self.names[other["key"]]
                if is_new and not self.has_error(name):
                    said = _(
                        "“%(first)s” already is the column “%(column)s”. Choose another one, or do not use "
                        "this column."
                    )
                    named = {"first": _one_line(first["text"]), "column": _WORDS[column]}
                    self.add_error(name, said % named)

    def changed(self) -> dict[str, str]:
        """Return what was answered otherwise than the portal had understood it, by the key of the header."""
        answers = {key: self.cleaned_data[name] for key, name in self.names.items()}
        return {key: column for key, column in answers.items() if column != self.before[key]}


def _one_line(text: str) -> str:
    return " ".join(text.split())
