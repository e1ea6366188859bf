"""Checks rows and collects every problem of every row at once.

An error keeps the row out, a warning needs a tick; what the desk will refuse is tried all the same. The
checks are lists of functions: one row at a time in `ROW_CHECKS`, the whole list in `LIST_CHECKS`; what a
campaign already holds is compared by a list check that the caller hands in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from submissions.vietnamese.dates import read_period
from submissions.vietnamese.text import foreign_letters, match_key

from .layout.registrants import registrant_name
from .layout.rows import Row

Severity = Literal["error", "warning", "refused"]
ERROR: Severity = "error"
WARNING: Severity = "warning"
# Nothing is wrong with the row, but the desk holds its registration: the import will not take it.
REFUSED: Severity = "refused"
SEVERITIES = {
    ERROR: gettext_lazy("Error"),
    WARNING: gettext_lazy("Warning"),
    REFUSED: gettext_lazy("Held by the desk"),
}

# Characters; those of the record's fields, so that a list never fails after its preview.
LONGEST = {
    "title": 500,
    "place": 500,
    "registrant": 255,
    "position": 255,
    "workplace": 255,
    "address": 255,
    "period": 1_000,
    "completion": 255,
    "goal": 5_000,
}
_TEXTS = ("place", "title", "registrant", "goal", "content")
_FORMS = ("M1", "M2")
_CONTINUITY_COLUMNS = {"continuing", "new", "continuity"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a list.

    `column` is the canonical column name, `row` the 1-based sheet row; both are None when the
    problem is the file's. `message` is a whole sentence in the reader's language that names the
    cell and the remedy. `other` is the digest of the initiative that the row is asked to be the same as.
    """

    sheet: str | None
    row: int | None
    column: str | None
    severity: Severity
    code: str
    message: str
    other: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the problem for JSON."""
        return {name: value for name, value in asdict(self).items() if name != "other" or value}


RowCheck = Callable[[Row], Iterator[Problem]]
ListCheck = Callable[[Sequence[Row]], Iterable[Problem]]


def check_rows(rows: Sequence[Row], known: ListCheck | None = None) -> list[Problem]:
    """Return all problems of all rows, in the order of the rows.

    `known` is one more list check, for what the caller knows beside the file (the campaign's
    registrations, last year's); it returns problems with their own codes.
    """
    problems = [problem for row in rows for check in ROW_CHECKS for problem in check(row)]
    for check_list in (*LIST_CHECKS, *([known] if known else [])):
        problems += check_list(rows)
    order = {(row.sheet, row.row): position for position, row in enumerate(rows)}
    return sorted(problems, key=lambda problem: order.get((problem.sheet or "", problem.row or 0), -1))


def problem_of(
    row: Row, column: str, severity: Severity, code: str, message: str, **values: str | int
) -> Problem:
    """Make the problem of one cell; `message` is translated and may use %(cell)s and `values`."""
    told = {"cell": cell_of(row.cells, column, row.row), **values}
    return Problem(row.sheet, row.row, column, severity, code, message % told)


def cell_of(cells: Mapping[str, str], column: str, row: int) -> str:
    """Return how a problem names its cell; one whose column the list does not have, that of the title."""
    return cells.get(column) or cells.get("title") or str(row)


def check_required(row: Row) -> Iterator[Problem]:
    """Title and place are required; a missing name is asked for."""
    if not row.title:
        message = _(
            "Cell %(cell)s: the title is missing. Type the name of the initiative or leave the row out."
        )
        yield problem_of(row, "title", ERROR, "missing_title", message)
    if not row.place:
        message = _("Cell %(cell)s: the place is missing. Type where the initiative is carried out.")
        yield problem_of(row, "place", ERROR, "missing_place", message)
    if not row.registrant:
        message = _("Cell %(cell)s: the collective or person is missing. Type who carries it out.")
        yield problem_of(row, "registrant", WARNING, "missing_registrant", message)
    elif not registrant_name(row.registrant):
        yield _unnamed(row)


def _unnamed(row: Row) -> Problem:
    """Say that a cell tells only the kind of who registers: a person needs the name, a collective has one."""
    if row.kind == "individual":
        message = _("Cell %(cell)s: “%(text)s” is not a person's name. Type the full name of the person.")
        return problem_of(row, "registrant", WARNING, "unnamed_person", message, text=row.registrant)
    message = _(
        "Cell %(cell)s: “%(text)s” does not name the collective. Type its name, unless it is your whole unit."
    )
    return problem_of(row, "registrant", WARNING, "unnamed_collective", message, text=row.registrant)


def check_sector(row: Row) -> Iterator[Problem]:
    """The sector comes from the section row or its column; M4 has none by form."""
    if row.sector:
        return
    if row.sector_text:
        message = _(
            "Cell %(cell)s: “%(text)s” names none of the four sectors. Choose the sector of this row."
        )
        yield problem_of(row, "sector", ERROR, "missing_sector", message, text=shorten(row.sector_text))
    elif row.layout == "M4":
        message = _("Cell %(cell)s: the list tells no sector. Choose the sector of this row.")
        yield problem_of(row, "sector", WARNING, "sector_unknown", message)
    elif row.layout in _FORMS:
        message = _("Cell %(cell)s: no sector is ticked on the form. Choose the sector.")
        yield problem_of(row, "sector", ERROR, "missing_sector", message)
    elif row.layout == "M3":
        message = _("Cell %(cell)s: the row stands under no sector. Put it under the heading of its sector.")
        yield problem_of(row, "sector", ERROR, "missing_sector", message)
    else:
        message = _("Cell %(cell)s: the row names no sector. Choose the sector of this row.")
        yield problem_of(row, "sector", ERROR, "missing_sector", message)


def check_continuity(row: Row) -> Iterator[Problem]:
    """Exactly one of the columns “continuing” and “new” is filled (M3, M4).

    The forms M1 and M2 do not ask for it, and a table of one's own may not have the columns.
    """
    if row.continuity or row.layout in _FORMS:
        return
    asked = _CONTINUITY_COLUMNS & row.cells.keys()
    column = next((name for name in row.cells if name in asked), "continuing")
    if row.continuity_text and "continuity" in asked:
        message = _("Cell %(cell)s: “%(text)s” says neither “new” nor “continued”. Choose one of them.")
        text = shorten(row.continuity_text)
        yield problem_of(row, column, ERROR, "continuity_unclear", message, text=text)
    elif row.continuity_text:
        message = _("Cell %(cell)s: both “continued” and “new” are filled in. Keep the one that applies.")
        yield problem_of(row, "continuing", ERROR, "both_periods", message)
    elif asked or row.layout != "table":
        message = _(
            "Cell %(cell)s: neither “continued” nor “new” is filled in. Write the time in one of them."
        )
        yield problem_of(row, column, ERROR, "no_period", message)
    else:
        message = _(
            "Cell %(cell)s: the list does not tell whether this is new or continued. Choose one of them."
        )
        yield problem_of(row, "continuity", WARNING, "continuity_unknown", message)


def check_lengths(row: Row) -> Iterator[Problem]:
    """No text is longer than its field in the record."""
    for column, longest in LONGEST.items():
        length = len(getattr(row, column))
        if length > longest:
            message = _(
                "Cell %(cell)s: the text has %(length)s characters, at most %(longest)s fit. Shorten it."
            )
            at = row.continuity if column == "period" and row.continuity else column
            yield problem_of(row, at, ERROR, "too_long", message, length=length, longest=longest)


def check_letters(row: Row) -> Iterator[Problem]:
    """Letters that Vietnamese does not have: a slip of the keyboard or an old encoding."""
    for column in _TEXTS:
        text = getattr(row, column)
        found = [] if text.isascii() else foreign_letters(text)
        if found:
            message = _(
                "Cell %(cell)s: “%(letters)s” is not a Vietnamese letter. Type the word again in Unicode."
            )
            yield problem_of(row, column, WARNING, "foreign_letters", message, letters=" ".join(found[:10]))


def check_completion(row: Row) -> Iterator[Problem]:
    """The expected completion is a year, quarter, month or day, or work without an end."""
    if row.completion and not read_period(row.completion, row.year).readable:
        message = _(
            "Cell %(cell)s: the time “%(text)s” cannot be read. Write a month or year, such as 12/2024."
        )
        yield problem_of(
            row, "completion", WARNING, "unreadable_completion", message, text=shorten(row.completion)
        )


def check_kind(row: Row) -> Iterator[Problem]:
    """Whether a collective or a person registers decides the form and the protection of the name."""
    if row.registrant and not row.kind:
        message = _("Cell %(cell)s: “%(text)s” may be a collective or a person. Choose which of them it is.")
        yield problem_of(row, "registrant", WARNING, "kind_unclear", message, text=shorten(row.registrant))


def check_duplicates(rows: Sequence[Row]) -> Iterator[Problem]:
    """The same title at the same place twice in one file, however it is spelt.

    By the same collective or person it is the same registration: an error. By another one it may
    be meant (two party cells with one model each): a warning. Two records of our own list, with a code
    each, are two.
    """
    first_of: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = match_key(row.title), match_key(row.place)
        if not key[0]:
            continue
        first = first_of.setdefault(key, row)
        if first is row or (first.code and row.code):
            continue
        same = match_key(first.registrant) == match_key(row.registrant)
        message = _(
            "Cell %(cell)s: the same initiative stands in row %(first)s already. Leave one of them out."
        )
        yield problem_of(
            row, "title", ERROR if same else WARNING, "duplicate_in_file", message, first=first.row
        )


def check_codes(rows: Sequence[Row]) -> Iterator[Problem]:
    """The code of a registration (“Mã hồ sơ”) stands in one row only: two would change the same one."""
    first_of: dict[str, Row] = {}
    for row in rows:
        if not row.code:
            continue
        first = first_of.setdefault(row.code, row)
        if first is not row:
            message = _(
                "Cell %(cell)s: the code %(record)s stands in row %(first)s already. Clear it here if this "
                "is another initiative, or leave one of the rows out."
            )
            yield problem_of(row, "code", ERROR, "duplicate_code", message, record=row.code, first=first.row)


def shorten(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


ROW_CHECKS: tuple[RowCheck, ...] = (
    check_required,
    check_sector,
    check_continuity,
    check_lengths,
    check_letters,
    check_completion,
    check_kind,
)
LIST_CHECKS: tuple[ListCheck, ...] = (check_duplicates, check_codes)
