"""Columns that several lists share."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.coreutils import multigetattr


def moment(value: datetime.datetime | None) -> str:
    """A moment as the desk writes it: dd/mm/yyyy and the hour, local time."""
    return date_format(timezone.localtime(value), "d/m/Y H:i") if value else ""


def day(value: datetime.date | None) -> str:
    """A day as dd/mm/yyyy."""
    return date_format(value, "d/m/Y") if value else ""


def moment_column(name: str, **kwargs: Any) -> Column:
    """A column of moments, sortable by the same field."""
    return Column(name, accessor=lambda row: moment(multigetattr(row, name)), sort_key=name, **kwargs)


def day_column(name: str, **kwargs: Any) -> Column:
    """A column of days, sortable by the same field."""
    return Column(name, accessor=lambda row: day(multigetattr(row, name)), sort_key=name, **kwargs)


def state_column(waiting: Callable[[Any], bool], **kwargs: Any) -> StatusTagColumn:
    """The state as a badge; the ones on which the desk must act stand out."""
    return StatusTagColumn("state", accessor="get_state_display", sort_key="state", primary=waiting, **kwargs)
