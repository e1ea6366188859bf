"""What a cell shows for the number it stores: by the number format, in Excel files old and new."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.(0+)")
_ZEROS = re.compile(r"0{2,}")

# Whole numbers below stay in one piece whatever their format: 2024 is a year, “2.024” would be none.
LEAST_GROUPED = 10_000


@dataclass(frozen=True, slots=True)
class _Format:
    is_date: bool
    is_duration: bool
    shown: str
    """The format of positive numbers, without quoted text, colours and conditions."""


def number_shown(value: float, number_format: str, epoch: datetime.datetime = WINDOWS_EPOCH) -> str:
    """Return a number as a clerk reads it: a date as `date_shown`, a share as 85%, else its digits.

    A large number that is shown in groups has the dots of Vietnamese: 10.000.

    `epoch` is the day from which the workbook counts its dates: of 1900 or of 1904.
    """
    form = _parsed(number_format)
    if form.is_date and value >= 0:  # Excel shows “####” for a day before its first
        try:
            return date_shown(from_excel(value, epoch, form.is_duration), number_format)
        except (OverflowError, ValueError):  # and for one after its last
            return _digits(value)
    if "%" in form.shown:
        decimals = _DECIMALS.search(form.shown)
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    if _ZEROS.fullmatch(form.shown) and value == int(value):
        return f"{int(value):0{len(form.shown)}}"
    if "," in form.shown and LEAST_GROUPED <= abs(value) == abs(int(value)):
        return f"{int(value):,}".replace(",", ".")
    return _digits(value)


def date_shown(value: datetime.date | datetime.time | datetime.timedelta, number_format: str) -> str:
    """Return a date with the parts its format shows: Excel takes “3/2024” for the 1st, shown as mmm-yy."""
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    shown = _parsed(number_format).shown
    if "d" in shown or not ("m" in shown or "y" in shown):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    if "m" in shown:
        return f"{value.month:02}/{value.year:04}"
    return f"{value.year:04}"


@lru_cache(maxsize=1000)
def _parsed(number_format: str) -> _Format:
    shown = _NOT_SHOWN.sub("", number_format).split(";")[0].strip().lower()
    return _Format(is_date_format(number_format), is_timedelta_format(number_format), shown)


def _digits(value: float) -> str:
    return f"{value:.15g}" if abs(value) < 1e15 else str(value)
