"""The demo tells what happened from 2022 to 2024; its records and its log carry those times."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@contextmanager
def clock_at(day: str, hour: int = 9) -> Iterator[datetime.datetime]:
    """Let `timezone.now` stand at an hour of a day (ISO, Asia/Ho_Chi_Minh) while the block runs.

    The doors take the time from there and accept none from outside, so that
    nobody can back-date a registration; only this command, alone in its process,
    tells a story of the past.
    """
    moment = datetime.datetime.fromisoformat(day).replace(hour=hour, tzinfo=HANOI)
    with mock.patch.object(timezone, "now", return_value=moment):
        yield moment
