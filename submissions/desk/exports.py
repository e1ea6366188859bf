"""A list as xlsx or csv that opens rightly in a Vietnamese Excel and never carries a live formula."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst

from submissions.lists.formulas import guarded

BOM = "\ufeff".encode()

Column = tuple[str, str | Promise, Callable[[Any], Any]]


class SpreadsheetMixin:
    """Exports `export_columns`: (key, heading, value of a row), in that order."""

    export_columns: tuple[Column, ...] = ()

    @property
    def list_export(self) -> list[str]:
        return [key for key, _heading, _value in self.export_columns]

    def get_heading(self, queryset: QuerySet[Any], field: str) -> str:
        return next(capfirst(str(heading)) for key, heading, _value in self.export_columns if key == field)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {key: value(item) for key, _heading, value in self.export_columns}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Local time; in csv dates as dd/mm/yyyy and an apostrophe before what Excel would calculate."""
        if isinstance(value, datetime.datetime):
            value = timezone.localtime(value)
            return date_format(value, "d/m/Y H:i") if export_format == "csv" else timezone.make_naive(value)
        if value is None:
            return ""
        if isinstance(value, int):
            return value
        return guarded(str(value)) if export_format == "csv" else str(value)

    def stream_csv(self, queryset: QuerySet[Any]) -> Iterator[bytes]:
        """The lines of the file after a byte order mark, without which Excel garbles Vietnamese."""
        yield BOM
        yield from super().stream_csv(queryset)  # type: ignore[misc]
