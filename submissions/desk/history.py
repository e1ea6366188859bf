"""What happened to a record, in plain words, from the log."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField, Field, Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from submissions import log
from submissions.desk.columns import day
from submissions.lifecycle.intake import Entry
from submissions.models import Initiative, Registration

CHANGED_FIELDS = (
    *Entry.INITIATIVE_FIELDS,
    "person",
    *Entry.REGISTRATION_FIELDS,
    "level",
    "met_on",
    "book_number",
    "previous",
)


class DeskFormatter(LogFormatter):
    """Shows an entry as its action with the note or basis that was given."""

    def format_message(self, log_entry: Any) -> str:
        return ": ".join(str(part) for part in (self.label, told_in(log_entry)) if part)


def register_actions(actions: LogActionRegistry) -> None:
    """Make every action of `submissions.log` known to Wagtail's log, by its own name."""
    for action, label in log.ACTIONS.items():
        formatter = type("Formatter", (DeskFormatter,), {"label": label})
        actions.register_action(action)(formatter)


@dataclass(frozen=True)
class Event:
    """One line of a record's history."""

    at: datetime.datetime
    what: str
    who: str
    told: str
    changes: list[tuple[str, str, str]]


def events_of(*records: Model) -> list[Event]:
    """Everything logged on the records, newest first. One query, however many records."""
    condition = Q(pk__in=[])
    for record in records:
        content_type = ContentType.objects.get_for_model(record)
        condition |= Q(content_type=content_type, object_id=str(record.pk))
    entries = ModelLogEntry.objects.filter(condition).select_related("user").order_by("-timestamp", "-pk")
    return [
        Event(
            entry.timestamp,
            str(entry.formatter.label) if entry.formatter else entry.action,
            entry.user_display_name,
            told_in(entry),
            _changes(entry.data),
        )
        for entry in entries
    ]


def told_in(entry: Any) -> str:
    """The note and the basis of an entry, as one text."""
    note, basis = entry.data.get("note", ""), entry.data.get("basis", "")
    basis = gettext("by %(paper)s") % {"paper": basis} if basis else ""
    return " – ".join(part for part in (str(note), basis) if part)


def _changes(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The changed fields in the order of the form; a database may have kept them in another."""
    old, new = data.get("old") or {}, data.get("new") or {}
    known = [name for name in CHANGED_FIELDS if name in new]
    names = known + [name for name in new if name not in known]
    return [
        (field_label(name), shown_value(name, str(old.get(name, ""))), shown_value(name, str(new[name])))
        for name in names
    ]


def field_label(name: str) -> str:
    """What a field of the initiative or its registration is called on the desk.

    A form's own field is logged by its label on the form.
    """
    if name == "person":
        return gettext("Data of the private person")
    field = _field(name)
    return capfirst(str(field.verbose_name)) if field else name


def shown_value(name: str, value: str) -> str:
    """A logged value as the desk reads it: the words of a choice, a day as dd/mm/yyyy."""
    field = _field(name)
    if field is None:
        return value
    if isinstance(field, DateField) and value:
        return day(datetime.date.fromisoformat(value))
    return str(dict(field.flatchoices).get(value, value))


def _field(name: str) -> Field[Any, Any] | None:
    for model in (Initiative, Registration):
        if name in {field.name for field in model._meta.fields}:
            return model._meta.get_field(name)  # type: ignore[return-value]
    return None
