"""A sheet of people to invite: found by its headings, checked row by row, every problem with its cell."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from submissions import scope
from submissions.lifecycle.invitations import Guest, faults_of
from submissions.lists.formats.files import read_file
from submissions.lists.formats.grid import Grid
from submissions.lists.formats.limits import RefusedFile
from submissions.lists.formats.worker import in_worker
from submissions.models import Membership, Unit
from submissions.vietnamese.text import match_key

MOST_ROWS = 500
PARTS = ("code", "unit", "name", "email", "role")
HEADINGS = {
    "code": {"ma don vi", "ma"},
    "unit": {"don vi", "ten don vi"},
    "name": {"ho ten", "ho va ten", "ten can bo", "nguoi phu trach", "can bo phu trach"},
    "email": {"email", "e mail", "thu dien tu", "dia chi thu dien tu", "dia chi email", "hop thu"},
    "role": {"vai tro", "nhiem vu", "chuc danh"},
}
ROLES = {
    "": Membership.Role.CLERK,
    "can bo phu trach": Membership.Role.CLERK,
    "can bo don vi": Membership.Role.CLERK,
    "can bo": Membership.Role.CLERK,
    "phu trach": Membership.Role.CLERK,
    "van thu": Membership.Role.CLERK,
    "chuyen vien": Membership.Role.CLERK,
    "lanh dao": Membership.Role.LEADER,
    "lanh dao don vi": Membership.Role.LEADER,
    "bi thu": Membership.Role.LEADER,
    "pho bi thu": Membership.Role.LEADER,
    "chu tich": Membership.Role.LEADER,
    "thu truong": Membership.Role.LEADER,
}


@dataclass(frozen=True)
class Line:
    """A row as it stands in the sheet: its number, the texts of PARTS, and what its cells are called."""

    number: int
    texts: dict[str, str]
    cells: dict[str, str]


@dataclass
class Row:
    """A checked line: whom to invite, or what speaks against it as pairs of cell and sentence."""

    line: Line
    unit: Unit | None = None
    guest: Guest | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    def blame(self, part: str, why: str) -> None:
        """Note what is wrong with a part; a part without a column is named by its row."""
        self.problems.append((self.line.cells.get(part) or str(self.line.number), why))


def read_lines(data: bytes, name: str) -> list[Line]:
    """Read the rows below the headings of an uploaded sheet, in a process of its own.

    Raises RefusedFile for a file that cannot be read or has no column of units and of e-mail addresses.
    """
    for grid in in_worker(read_file, data, name).grids:
        lines = list(_lines_in(grid))
        if len(lines) > MOST_ROWS:
            raise RefusedFile(
                _("The sheet has more than %(most)d rows. Split it, please.") % {"most": MOST_ROWS}
            )
        if lines:
            return lines
    raise RefusedFile(
        _(
            "No people were found in the file. It needs a row of headings with “Mã đơn vị” or “Tên đơn vị”, "
            "“Họ và tên”, “Thư điện tử” and “Vai trò”, and the people below it."
        )
    )


def check_lines(lines: Iterable[Line], by: Any) -> list[Row]:
    """Check every row against the units of the person's desk, the accounts and the other rows."""
    by_code, by_name = _units(by)
    rows = [Row(line) for line in lines]
    for row in rows:
        row.unit = _find_unit(row, by_code, by_name)
        _check(row, by)
    asked = Counter(_key(row.guest) for row in rows if row.guest)
    for row in rows:
        if row.guest and asked[_key(row.guest)] > 1:
            row.blame("email", _("This person stands in the sheet twice for the same unit and role."))
    return rows


def _lines_in(grid: Grid) -> Iterator[Line]:
    columns: dict[str, int] = {}
    for number, cells in zip(grid.numbers, grid.cells, strict=True):
        if not columns:
            columns = _columns(cells)
            continue
        texts = {part: " ".join(cells[column].split()) for part, column in columns.items()}
        if any(texts[part] for part in ("name", "email") if part in texts):
            names = {part: grid.cell_name(number, column) for part, column in columns.items()}
            yield Line(number, {part: texts.get(part, "") for part in PARTS}, names)


def _columns(cells: list[str]) -> dict[str, int]:
    keys = [match_key(cell) for cell in cells]
    found = {
        part: next(column for column, key in enumerate(keys) if key in words)
        for part, words in HEADINGS.items()
        if any(key in words for key in keys)
    }
    return found if "email" in found and ("code" in found or "unit" in found) else {}


def _units(by: Any) -> tuple[dict[str, Unit], dict[str, list[Unit]]]:
    by_code: dict[str, Unit] = {}
    by_name: dict[str, list[Unit]] = {}
    for unit in scope.units_overseen(by):
        by_code[unit.code.lower()] = unit
        for name in {match_key(unit.name), match_key(unit.short_name)} - {""}:
            by_name.setdefault(name, []).append(unit)
    return by_code, by_name


def _find_unit(row: Row, by_code: dict[str, Unit], by_name: dict[str, list[Unit]]) -> Unit | None:
    code, name = row.line.texts["code"], row.line.texts["unit"]
    part = "code" if code else "unit"
    # A sheet with one column of units may hold codes as well as names.
    unit = by_code.get((code or name).lower())
    named = by_name.get(match_key(name), []) if not code else []
    if unit or len(named) == 1:
        return unit or named[0]
    if named:
        row.blame(part, _("Several units have this name. Write the code of the unit."))
    elif code or name:
        row.blame(part, _("Your desk has no unit “%(unit)s”.") % {"unit": code or name})
    else:
        row.blame(
            "code" if "code" in row.line.cells else "unit", _("Write the code or the name of the unit.")
        )
    return None


def _check(row: Row, by: Any) -> None:
    texts = row.line.texts
    role = ROLES.get(match_key(texts["role"]))
    if role is None:
        row.blame("role", _("Write “Cán bộ đơn vị” or “Lãnh đạo đơn vị”; an empty cell means the first."))
    if row.unit is None:
        return
    guest = Guest(row.unit, texts["name"], texts["email"], role or Membership.Role.CLERK)
    for part, why in faults_of(guest, by).items():
        row.blame("code" if part == "unit" and texts["code"] else part, why)
    row.guest = guest


def _key(guest: Guest) -> tuple[int, str, str]:
    return guest.unit.pk, guest.email.lower(), guest.role
