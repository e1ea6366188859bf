"""Finds the lists in a sheet: their header by meaning, what stands above, where they end.

M3 and M4 have a two-row header whose “Thời gian triển khai” spans two columns; their
wording, order and the years inside it differ from paper to paper (the letter's own M3 still
says “năm 2022”), so a header cell is known by words, not by position.
"""

import re
from dataclasses import dataclass, field

from submissions.vietnamese.text import match_key, nfc

from .grid import Grid
from .sections import read_section

COLUMNS = (
    "stt",
    "place",
    "title",
    "registrant",
    "continuing",
    "new",
    "continuity",
    "period",
    "completion",
    "goal",
    "sector",
    "level",
)
_M_COLUMNS = {"place", "title", "registrant", "continuing", "new"}
_MAX_HEADER_ROWS = 3
_MAX_HEADER_TEXT = 120
_LEAST_COLUMNS = 3
_MOST_TITLE_CELLS = 3
_LETTERHEAD_LINES = 20
_BULLETS = "-–+*•"

# First match wins, so the narrower meanings stand first: “Mô hình đã và đang hoạt động tiếp
# tục đăng ký…” is no title, “Địa chỉ xây dựng mô hình” neither.
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        ("stt", r"^(stt|tt|so tt|so thu tu|thu tu|no)$"),
        (
            "continuity",
            r"^(moi|xay dung moi|dang ky moi)( hoac| hay)? (tiep tuc|duy tri)|^(tiep tuc|duy tri).* (moi)$",
        ),
        ("continuing", r"tiep tuc|duy tri|da va dang|dang hoat dong"),
        ("new", r"xay dung moi|dang ky moi|mo hinh moi|^moi$|^lam moi$"),
        ("completion", r"hoan thanh|ket thuc"),
        ("goal", r"muc tieu|ket qua du kien|du kien ket qua|ke hoach xay dung|muc dich"),
        ("sector", r"^(thuoc )?linh vuc\b"),
        ("level", r"^cap( dang ky| de nghi| cong nhan| xet)?\b(?! uy)|dang ky (o )?cap|de nghi cap"),
        ("period", r"^thoi gian (trien khai|thuc hien|xay dung)|^thoi gian$"),
        ("place", r"dia chi|dia diem|dia ban|dia phuong|noi (thuc hien|xay dung|trien khai)|pham vi"),
        (
            "title",
            r"^ten (goi )?(cac )?(mo hinh|dien hinh|noi dung|cong trinh|viec)|^noi dung (mo hinh|dang ky)"
            r"|^(mo hinh|dien hinh|noi dung)( dien hinh)?( dan van kheo)?( dang ky)?$",
        ),
        (
            "registrant",
            r"^(ten )?(cac )?(tap the|ca nhan)|^ho va ten|^tac gia$"
            r"|^(ten )?(don vi|nguoi|chu the|to chuc|co quan).*(dang ky|thuc hien|xay dung|chu tri)",
        ),
    )
)
_NUMBER = re.compile(r"^\(?(\d{1,5}(\.\d{1,3})*|[a-zđ])[.)]?$")
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_UNIT_LABEL = re.compile(
    r"^\s*(?:tên )?(?:cơ quan,? )?(?:đơn vị|xã|thị trấn|phường)\s*:\s*(.+)$", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"^(dang uy|dang bo|chi bo|chi uy|huyen uy|tinh uy|thanh uy|thi uy|ubnd|uy ban|hdnd|cong an|ban|hoi"
    r"|lien doan|doan|truong|trung tam|phong|so|chi cuc|toa an|vien|mttq|mat tran|xa|thi tran"
    r"|phuong|cong ty|benh vien)\b"
)
_NO_UNIT = re.compile(
    r"danh sach|cong van|ke hoach|huong dan|dan van kheo|dang ky|cong san viet nam|\bban hanh\b"
)


@dataclass(slots=True)
class Table:
    """One list found in a sheet.

    `columns` gives the 0-based grid column of each canonical name that was recognised.
    `first_row` and `end_row` are indexes into the grid's rows (not sheet rows): the body.
    `headers` are the sheet rows of repeated headers inside the body, to be left out.
    """

    sheet: str
    layout: str
    year: int | None
    unit: str | None
    columns: dict[str, int]
    first_row: int
    end_row: int
    headers: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Header:
    first: int
    end: int
    columns: dict[str, int]


def is_numbered(text: str) -> bool:
    """Tell whether a cell of the “STT” column numbers a row: 1, 01, 2., 1.1, a)."""
    return bool(_NUMBER.match(text))


def column_meaning(text: str) -> str | None:
    """Return the canonical column that a header cell names, None for any other text."""
    if not text or len(text) > _MAX_HEADER_TEXT:
        return None
    key = match_key(text)
    return next((column for column, pattern in _MEANINGS if pattern.search(key)), None)


def find_tables(grid: Grid) -> list[Table]:
    """Return the lists of a sheet, from top to bottom; an empty list when it has none.

    A header repeated on the next printed page continues its table; under a new title
    (“DANH SÁCH …”) or with other columns it starts the next one.
    """
    tables: list[Table] = []
    index = start = 0
    while index < len(grid.cells):
        header = _read_header(grid, index)
        if header is None:
            index += 1
            continue
        if tables and _continues(grid, tables[-1], header):
            tables[-1].headers.update(range(header.first, header.end))
        else:
            if tables:
                start = _title_start(grid, tables[-1], header)
                tables[-1].end_row = start
            tables.append(_new_table(grid, header, start))
        index = header.end
    for table in tables:
        table.layout = _layout(grid, table)
    return tables


def _new_table(grid: Grid, header: _Header, start: int) -> Table:
    lines = _lines(grid.cells[start : header.first])
    return Table(grid.sheet, "", _year(lines), _unit(lines), header.columns, header.end, len(grid.cells))


def _title_start(grid: Grid, table: Table, header: _Header) -> int:
    """Return where the title above a further header begins: rows of few cells and no number."""
    stt = table.columns.get("stt", 0)
    start = header.first
    while start > table.first_row:
        row = grid.cells[start - 1]
        if is_numbered(row[stt]) or sum(map(bool, row)) > _MOST_TITLE_CELLS:
            break
        start -= 1
    return start


def _continues(grid: Grid, table: Table, header: _Header) -> bool:
    if header.columns != table.columns:
        return False
    above = _lines(grid.cells[_title_start(grid, table, header) : header.first])
    return not any("danh sach" in match_key(line) for line in above)


def _read_header(grid: Grid, first: int) -> _Header | None:
    """Read a header of one to three rows that begins at `first`."""
    columns = _meanings(grid.cells[first])
    # Sentences of a letter cut at their commas may name columns too, among much else.
    if len(columns) < max(2, sum(map(bool, grid.cells[first])) / 2):
        return None
    end = first + 1
    while end < min(first + _MAX_HEADER_ROWS, len(grid.cells)):
        below = _sub_header(grid.cells[end], columns)
        if below is None:
            break
        columns |= below
        end += 1
    if "title" not in columns or len(columns) < _LEAST_COLUMNS:
        return None
    if {"continuing", "new"} & columns.keys():
        # The heading over both, not a column of its own.
        columns.pop("period", None)
    return _Header(first, end, columns)


def _meanings(row: list[str]) -> dict[str, int]:
    """Return the columns named in one row; the leftmost cell wins where two name the same."""
    columns: dict[str, int] = {}
    for column, text in enumerate(row):
        meaning = column_meaning(text)
        if meaning:
            columns.setdefault(meaning, column)
    return columns


def _sub_header(row: list[str], columns: dict[str, int]) -> dict[str, int] | None:
    """Return the columns that a second or third header row adds, None when it is no header row.

    Such a row names columns only under blank or spanning cells, and has nothing under “STT”
    but that header itself repeated.
    """
    stt = columns.get("stt")
    if stt is not None and row[stt] and column_meaning(row[stt]) != "stt":
        return None
    taken = {column for meaning, column in columns.items() if meaning != "period"}
    added = {
        meaning: column
        for meaning, column in _meanings(row).items()
        if column not in taken and meaning not in columns
    }
    return added or None


def _lines(rows: list[list[str]]) -> list[str]:
    """Return the lines of text in `rows`, left to right, a repeated (merged) text once a row."""
    texts = [text for row in rows for text in dict.fromkeys(row)]
    return [line for text in texts for line in map(nfc, text.split("\n")) if line]


def _year(lines: list[str]) -> int | None:
    """Return the year of the list's title: the last “năm …” above the header that is not part of a date."""
    for line in reversed(lines):
        key = match_key(line)
        match = _YEAR.search(key)
        if match and "ngay" not in key.split():
            return int(match[1])
    return None


def _unit(lines: list[str]) -> str | None:
    """Return the unit that sends the list: a labelled line, else the last organisation in the letterhead."""
    found = None
    for line in lines[-_LETTERHEAD_LINES:]:
        label = _UNIT_LABEL.match(line)
        if label and match_key(label[1]):
            return nfc(label[1])
        key = match_key(line)
        is_listed = line[0] in _BULLETS
        if _ORGANISATION.match(key) and not is_listed and not _NO_UNIT.search(key):
            found = line
    return found


def _layout(grid: Grid, table: Table) -> str:
    if "sector" not in table.columns:
        sections = map(read_section, grid.cells[table.first_row : table.end_row])
        if any(section and section.sector for section in sections):
            return "M3"
        if table.columns.keys() >= _M_COLUMNS:
            return "M4"
    return "table"
