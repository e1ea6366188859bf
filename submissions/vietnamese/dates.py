"""Dates as papers give them: a year, a month or a day, and spans told in words.

“Thời gian triển khai” and “Dự kiến thời gian hoàn thành” of M3 and M4 are free text:
“2024”, “Quý II/2024”, “Từ tháng 3/2022”, “Hết năm 2024”, “Thường xuyên”.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from .text import fold, match_key, nfc

FIRST_YEAR = 1900
LAST_YEAR = 2100

_ONGOING = re.compile(
    r"\b(thuong xuyen|lien tuc|(hang|moi) (nam|quy|thang|tuan|ngay)|dinh ky|lau dai|dai han|duy tri|quanh nam"
    r"|nhieu nam|khong thoi han|(nhung|cac) nam (tiep theo|sau))\b"
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_MONTH = r"(?:0?[1-9]|1[0-2])"
_QUARTER = r"(?:iv|i{1,3}|[1-4])(?![a-z\d])"
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NOT_INSIDE = r"(?<![\d/.])(?<!\b\d-)(?<!\b\d\d-)"
_NAM = r"(?:\s?,?\s?nam\s?)"
_DATES = re.compile(
    rf"""
      {_NOT_INSIDE}(?P<iso_y>\d{{4}})-(?P<iso_m>{_MONTH})(?:-(?P<iso_d>\d\d?))?(?![\d/.-])
    | {_NOT_INSIDE}(?P<d>\d\d?)\s?(?P<sep>[/.-])\s?(?P<dm>\d\d?)\s?(?P=sep)\s?(?P<dy>\d{{4}}|[1-3]\d)(?![\d/])
    | \bngay\s(?P<wd>\d\d?)\s?(?:thang\s|[/-])(?P<wm>{_MONTH}),?(?:\snam\s(?P<wy>\d{{4}}))?(?![\d/-])
    | \b(?P<half_n>0?[369]|ba|sau|chin)\sthang\s(?P<half>dau|cuoi)(?:\snam)?(?:\s(?P<half_y>\d{{4}}))?(?!\d)
    | \b(?P<third>dau|giua|cuoi)\snam(?:\s(?P<third_y>\d{{4}})(?!\d)|(?!\s\d))
    | \b(?:quy|q(?=[\s.]?[1-4i]))[\s.]?(?P<q>{_QUARTER})
      (?:\s?(?:,|-|va|den)\s?(?:quy\s?)?(?P<to_q>{_QUARTER}))*
      (?:\s?[/.,-]?\s?(?:nam\s?)?(?P<qy>\d{{4}})(?!\d))?
    | (?:\b(?:thang|t)\s?)?{_NOT_INSIDE}(?P<from_m>{_MONTH})\s?-\s?(?P<to_m>{_MONTH})
      (?:\s?/\s?|{_NAM})(?P<range_y>\d{{4}})(?!\d)
    | (?:\b(?:thang|t)\s?)?{_NOT_INSIDE}(?P<m>{_MONTH})(?:\s?[/.-]\s?|{_NAM})(?P<my>\d{{4}})(?!\d)
    | \bthang\s(?P<roman>{"|".join(reversed(_ROMAN_MONTHS))})(?![a-z])
      (?:(?:\s?[/.-]\s?|{_NAM})(?P<roman_y>\d{{4}}))?
    | {_NOT_INSIDE}(?P<short_m>{_MONTH})/(?P<short_y>1[3-9]|[23]\d)(?![\d/])
    | {_NOT_INSIDE}(?P<lone_d>0?[1-9]|[12]\d|3[01])/(?P<day_m>{_MONTH})(?![\d/])
    | \b(?:thang\s?|t)(?P<lone_m>{_MONTH})(?![\d/.])
    | {_NOT_INSIDE}(?P<y>(?:19|20)\d\d)(?![\d/])
    | \b(?P<whole>(?:trong|ca|het|den\shet)\snam(?:\snay)?)\s*$
    """,
    re.VERBOSE,
)
_FROM = re.compile(r"\b(?:tu|bat dau)\b[^\d]*$")
_UNTIL = re.compile(r"\b(?:den|toi|het|truoc|cham nhat|xong|ket thuc|cuoi|han)\b[^\d]*$")
_ONWARDS = re.compile(r"\b(?:den nay|tro di|ve sau|(?:nhung|cac) nam (?:tiep theo|tiep|sau))\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_THIRDS = {"dau": (1, 4), "giua": (5, 8), "cuoi": (9, 12)}
_SPANS = {"ba": 3, "sau": 6, "chin": 9}
_SINGLE_DATES = (
    ("iso_y", "iso_m", "iso_d"),
    ("dy", "dm", "d"),
    ("wy", "wm", "wd"),
    ("my", "m", ""),
    ("short_y", "short_m", ""),
    ("", "day_m", "lone_d"),
    ("", "lone_m", ""),
    ("y", "", ""),
)
_CENTURY = 2000
# Excel counts days from the end of 1899; five digits of this range are days of this century.
_SERIAL = re.compile(r"(?:3[7-9]|[4-6]\d)\d{3}(?:\.0+)?")
_EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date whose day or month may be unknown.

    Raises ValueError for a date that is not in the calendar or outside 1900–2100.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        datetime.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def __str__(self) -> str:
        """Return the date as a Vietnamese paper writes it: 2024, 03/2024, 15/03/2024."""
        return "/".join(reversed(self.iso().split("-")))

    def iso(self) -> str:
        """Return 2024, 2024-03 or 2024-03-15; sorts by the known part."""
        known = [f"{self.year:04}"]
        known += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(known)

    @classmethod
    def parse_iso(cls, text: str) -> Self:
        """Read what `iso` writes. Raises ValueError for anything else."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
        if not match:
            raise ValueError(f"not a year, month or day in ISO form: {text!r}")
        return cls(*(int(part) for part in match.groups() if part))

    def first_day(self) -> datetime.date:
        """Return the first day the date may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> datetime.date:
        """Return the last day the date may mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Period:
    """What a text says about time; `text` is always the author's own wording.

    `start` and `end` are equal for a single date. `ongoing` is set for work without an end
    (“Thường xuyên”). Nothing set means that the text could not be read.
    """

    start: PartialDate | None
    end: PartialDate | None
    text: str
    ongoing: bool = False

    @property
    def readable(self) -> bool:
        """Whether the text was understood."""
        return self.ongoing or self.start is not None or self.end is not None


@lru_cache(maxsize=2048)
def read_period(text: str, year: int | None = None) -> Period:
    """Read a time told in Vietnamese; never raises.

    `year` is the year of the list: it completes “tháng 12” and “Quý II”, which name none.
    “Từ …” gives only a start, “đến …”, “hết …”, “trước …” only an end.
    """
    text = nfc(text)
    folded = " ".join(_DASHES.sub("-", fold(text)).split())
    try:
        start, end = _read_span(folded, year)
    except ValueError:
        return Period(None, None, text)
    if start and end and start.first_day() > end.last_day():
        return Period(None, None, text)
    ongoing = (start is None and end is None) and bool(_ONGOING.search(match_key(text)))
    return Period(start, end, text, ongoing)


@dataclass(frozen=True, slots=True)
class _Mention:
    """One date in a text: months `first` to `last` of a year that may be told elsewhere."""

    year: int | None
    first: int | None = None
    last: int | None = None
    day: int | None = None

    def start(self, year: int) -> PartialDate:
        return PartialDate(year, self.first, self.day)

    def end(self, year: int) -> PartialDate:
        return PartialDate(year, self.last, self.day)


def serial_date(text: str) -> str:
    """Return the day that Excel shows as its number (45292 → 01/01/2024), "" for any other text."""
    if not _SERIAL.fullmatch(text):
        return ""
    return f"{_EXCEL_DAY_ZERO + datetime.timedelta(days=int(text[:5])):%d/%m/%Y}"


def _read_span(folded: str, year: int | None) -> tuple[PartialDate | None, PartialDate | None]:
    """Return start and end of the time told in a folded text. Raises ValueError for no real date."""
    matches = list(_DATES.finditer(folded))
    if not matches:
        return None, None
    mentions = [_mention(match) for match in matches]
    years = _complete_years(mentions, year)
    start, end = mentions[0].start(years[0]), mentions[-1].end(years[-1])
    if _ONWARDS.search(folded, matches[-1].end()):
        return start, None
    before = folded[: matches[0].start()]
    if len(matches) == 1 and (_UNTIL.search(before) or "het" in (matches[0]["whole"] or "")):
        return None, end
    if len(matches) == 1 and _FROM.search(before) and mentions[0].first == mentions[0].last:
        return start, None
    return start, end


def _complete_years(mentions: list[_Mention], year: int | None) -> list[int]:
    """Give each mention its own year, else that of the next one (“tháng 3 - tháng 12/2024”), else `year`."""
    years: list[int] = []
    known = year
    for mention in reversed(mentions):
        known = mention.year or known
        if known is None:
            raise ValueError("no year")
        years.append(known)
    return years[::-1]


def _mention(match: re.Match[str]) -> _Mention:
    """Turn a hit of `_DATES` into months and days; the group that is set names the form."""
    part = match.groupdict()

    def number(name: str) -> int | None:
        return int(part[name]) if part[name] else None

    if part["whole"]:
        return _Mention(None)
    if part["q"]:
        first, last = _quarter(part["q"]), _quarter(part["to_q"] or part["q"])
        return _Mention(number("qy"), first * 3 - 2, last * 3)
    if part["half"]:
        months = _SPANS.get(part["half_n"]) or int(part["half_n"])
        first, last = (1, months) if part["half"] == "dau" else (13 - months, 12)
        return _Mention(number("half_y"), first, last)
    if part["third"]:
        return _Mention(number("third_y"), *_THIRDS[part["third"]])
    if part["from_m"]:
        return _Mention(number("range_y"), number("from_m"), number("to_m"))
    return _single_date(part["roman"], number)


def _single_date(roman: str | None, number: Callable[[str], int | None]) -> _Mention:
    if roman:
        roman_month = _ROMAN_MONTHS.index(roman) + 1
        return _Mention(number("roman_y"), roman_month, roman_month)
    year, month, day = next(names for names in _SINGLE_DATES if number(names[1] or names[0]) is not None)
    value = number(month) if month else None
    return _Mention(_full_year(number(year)) if year else None, value, value, number(day) if day else None)


def _full_year(year: int | None) -> int | None:
    """Return 2024 for 24."""
    return year + _CENTURY if year is not None and year < 100 else year


def _quarter(text: str) -> int:
    return _QUARTERS.get(text) or int(text)
