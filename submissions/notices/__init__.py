"""What people are told: a notice on the page for each event, and an e-mail as the person wants it.

The doors call `tell_…`; the e-mails go through the outbox after the transaction.
"""

from submissions.models import Notice

from .telling import (
    tell_invited,
    tell_opened,
    tell_permit,
    tell_reminder,
    tell_serves,
    tell_unit,
    tell_units,
)

Event = Notice.Event

__all__ = [
    "Event",
    "tell_invited",
    "tell_opened",
    "tell_permit",
    "tell_reminder",
    "tell_serves",
    "tell_unit",
    "tell_units",
]
