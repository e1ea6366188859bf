"""Registrations as a list tells them: the text of every column, before any form arranges them.

What is written here is read back without a change. So a column says in Vietnamese what the reader
knows the words for, in whatever language the person works; it is the form that speaks.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, Value

from submissions.lists.layout.registrants import registrant_kind, registrant_name
from submissions.models import Initiative, ListColumn, Registration

Content = ListColumn.Content
Continuity = Registration.Continuity
Kind = Initiative.Kind

KIND_WORDS: dict[str, str] = {Kind.COLLECTIVE: "Tập thể", Kind.INDIVIDUAL: "Cá nhân"}
CONTINUITY_WORDS: dict[str, str] = {
    Continuity.CONTINUING: "Tiếp tục duy trì",
    Continuity.NEW: "Xây dựng mới",
}
TICK = "x"
# What a record tells, read without the models: of ten thousand registrations they take seconds to make.
_FIELDS = (
    "code",
    "continuity",
    "state",
    "period",
    "completion",
    "goal",
    "content",
    "level__name",
    "unit__name",
    "initiative__title",
    "initiative__place",
    "initiative__kind",
    "initiative__registrant",
    "initiative__sector__key",
)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a list to be: its texts by content of a column, the key of its sector, its code."""

    texts: dict[str, str] = field(default_factory=dict)
    sector: str = ""
    code: str = ""
    is_example: bool = False


def records_of(registrations: QuerySet[Registration], *, persons: bool) -> list[Record]:
    """Return the records of registrations, unit by unit. One query.

    `persons` tells the names of private persons; without it such a row says “Cá nhân”. Only the
    own unit and those who may see the data of persons get the names (domain-beyond 7).
    """
    name = F("initiative__individual__full_name") if persons else Value("")
    rows = registrations.order_by("unit__path", "pk").values(*_FIELDS, person=name)
    states = {state: str(label) for state, label in Registration.State.choices}
    return [_record(row, states) for row in rows]


def registrant_text(kind: str, name: str) -> str:
    """Return what the column “Tập thể hoặc cá nhân” says: the name, or the kind where there is none.

    A name that alone would be read as the other kind, or as none, stands behind its kind:
    “Tập thể: Nguyễn Văn Trỗi”.
    """
    word = KIND_WORDS[kind]
    if not name:
        return word
    is_plain = registrant_kind(name) == kind and registrant_name(name) == name
    return name if is_plain else f"{word}: {name}"


def time_columns(continuity: str, period: str) -> dict[str, str]:
    """Return the two time columns of M3 and M4: which of them is filled tells new or continued.

    Without a time the column is ticked. A row that says neither, or both, keeps what it says.
    """
    if continuity:
        filled = Content.CONTINUING if continuity == Continuity.CONTINUING else Content.NEW
        return {filled: period or TICK}
    continuing, _slash, new = period.partition(" / ")
    return {Content.CONTINUING: continuing, Content.NEW: new}


def _record(row: dict[str, Any], states: dict[str, str]) -> Record:
    kind, continuity, period = row["initiative__kind"], row["continuity"], row["period"]
    name = row["initiative__registrant"] if kind == Kind.COLLECTIVE else row["person"] or ""
    texts: dict[str, str] = {
        Content.PLACE: row["initiative__place"],
        Content.TITLE: row["initiative__title"],
        Content.REGISTRANT: registrant_text(kind, name),
        Content.CONTINUITY: CONTINUITY_WORDS[continuity],
        Content.PERIOD: period,
        Content.COMPLETION: row["completion"],
        Content.GOAL: row["goal"],
        Content.CONTENT: row["content"],
        Content.LEVEL: row["level__name"],
        Content.KIND: KIND_WORDS[kind],
        Content.UNIT: row["unit__name"],
        Content.STATE: states[row["state"]],
    }
    return Record(texts | time_columns(continuity, period), row["initiative__sector__key"], row["code"])
