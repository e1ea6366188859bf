"""Fields that keep text and dates as the source papers write them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.vietnamese.dates import PartialDate
from submissions.vietnamese.text import nfc

validate_partial_shape = RegexValidator(
    r"^\d{4}(-\d{2}(-\d{2})?)?$", _("Write a year, a month of a year or a day: 2024, 2024-03 or 2024-03-15.")
)


def validate_partial_date(value: str) -> None:
    """Refuse a text that is no year, month or day of the calendar.

    Raises ValidationError; papers often know only the month or the year (domain k.16).
    """
    validate_partial_shape(value)
    try:
        PartialDate.parse_iso(value)
    except ValueError as error:
        raise ValidationError(_("“%(value)s” is not in the calendar."), params={"value": value}) from error


class VietnameseCharField(models.CharField):
    """A line of text stored in NFC; the author's spelling is kept."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return nfc(value) if isinstance(value, str) else value


class VietnameseTextField(models.TextField):
    """Several lines of text stored in NFC, each line kept as typed."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if not isinstance(value, str):
            return value
        return "\n".join(nfc(line) for line in value.splitlines())


class PartialDateField(models.CharField):
    """A date of which the day or the month may be unknown, as ISO text: 2024, 2024-03, 2024-03-15.

    ISO text sorts by the known part.
    """

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs
