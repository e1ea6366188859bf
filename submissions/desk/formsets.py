"""Rows that belong to a record, written on the record's own page, without scripts.

Wagtail's inline panels need clusterable models; ours are plain, so a Django
formset with some empty rows stands below the form.
"""

from typing import Any

from django.db import transaction


class RowsMixin:
    """A create or edit view with a formset of `rows_class` below its form.

    Both are saved together or not at all.
    """

    template_name = "desk/form_with_rows.html"
    rows_class: Any
    rows_heading: Any = ""
    request: Any

    def get_rows(self) -> Any:
        """The formset, bound to what was sent."""
        if not hasattr(self, "_rows"):
            data = self.request.POST if self.request.method == "POST" else None
            self._rows = self.rows_class(
                data, instance=self.get_rows_record(), prefix="rows", form_kwargs=self.get_rows_kwargs()
            )
        return self._rows

    def get_rows_record(self) -> Any:
        """The record the rows belong to, a new one on a page that makes it."""
        return getattr(self, "object", None) or self.model()  # type: ignore[attr-defined]

    def get_rows_kwargs(self) -> dict[str, Any]:
        """What the form of each row is told."""
        return {}

    def is_valid(self, form: Any) -> bool:
        rows_valid = self.get_rows().is_valid()
        return super().is_valid(form) and self._refuse_unless(rows_valid)  # type: ignore[misc]

    def _refuse_unless(self, valid: bool) -> bool:
        if not valid:
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        return valid

    @transaction.atomic
    def save_instance(self) -> Any:
        instance = super().save_instance()  # type: ignore[misc]
        rows = self.get_rows()
        rows.instance = instance
        rows.save()
        return instance

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        rows = self.get_rows()
        return context | {
            "rows": rows,
            "rows_heading": self.rows_heading,
            "media": context["media"] + rows.media,
        }
