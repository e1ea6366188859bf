"""What happened to a record, in plain words, from the log."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from submissions import log
from submissions.lifecycle.intake import Entry
from submissions.models import Initiative, Registration

AMENDED_FIELDS = (*Entry.INITIATIVE_FIELDS, *Entry.REGISTRATION_FIELDS)


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
    """The amended fields in the order of the form; a database may have kept them in another."""
    old, new = data.get("old") or {}, data.get("new") or {}
    return [
        (field_label(name), str(old.get(name, "")), str(new[name])) for name in AMENDED_FIELDS if name in new
    ]


def field_label(name: str) -> str:
    """What a field of the initiative or its registration is called on the desk."""
    for model in (Initiative, Registration):
        if name in {field.name for field in model._meta.get_fields()}:
            return capfirst(getattr(model._meta.get_field(name), "verbose_name", name))
    return name
