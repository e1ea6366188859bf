"""Turns the body of a table into rows: sections carried down, merged cells filled, the rest left out."""

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from submissions.vietnamese.text import match_key

from ..formats.grid import Grid, is_blank
from .choices import Headings, as_time, tell_choices
from .marks import are_column_numbers, is_ditto, is_example, is_number
from .meanings import KIND_COLUMNS, SECTOR_COLUMNS
from .registrants import registrant_kind
from .sections import read_section
from .tables import Table

_TOTAL = re.compile(
    r"^(tong( cong| so| hop)?( mo hinh| dang ky| chung)?( \d.*)?|tong (cong|so) (?!cong ty|ty\b).*"
    r"|cong( \d.*)?|cong (muc|nhom|linh vuc|phan|so|chung|toan|theo|i{1,3}|iv|[a-d])\b.*)$"
)
_PAGE = re.compile(r"trang( so)? \d+( \d+)?")
_COUNT = re.compile(r"\d{1,5}( (mo hinh|dien hinh|mh|noi dung|tap the|ca nhan)\b.*)?")
_NOTHING = re.compile(r"(khong|chua)( co)?( (mo hinh|dang ky|noi dung|phat sinh)\b.*)?")
_FOOT = re.compile(
    r"^(ghi chu|luu y|noi nhan|nguoi lap|lap bieu|thu truong|xac nhan|t m\b|tm\b|k t\b|kt\b|thay mat|ky ten"
    r"|dai dien|bi thu|pho bi thu|chu tich|pho chu tich|truong ban|danh sach (nay|gom|co|tren)|tl\b|t l\b"
    r"|thuong truc|ban thuong vu)"
    r"|ngay( \d+)? thang( \d+)? nam|ky.* ghi ro ho ten|ky ten dong dau"
)
_MOST_FOOT_CELLS = 3
# What one merged cell says for all its rows. A merged title is one record over several rows.
_SHARED_BY_MERGE = (
    *(
        "place",
        "hamlet",
        "registrant",
        *KIND_COLUMNS,
        "kind",
        "continuing",
        "new",
        "continuity",
        "period",
        "completion",
    ),
    *("goal", "content", "sector", *SECTOR_COLUMNS, "level", "unit", "workplace"),
)
_CONTINUED_BY_MERGE = ("place", "registrant", "completion", "goal", "content")
# What a line without a number may go on with; True where it must begin in lower case.
_CONTINUED_BY_LINE = {"goal": False, "content": False, "completion": True, "title": True, "registrant": True}
_WRITTEN_ONCE = ("place", "sector", "level", "unit")


# The field behind a column that is no field of its own name.
FIELD_OF = {
    "continuing": "period",
    "new": "period",
    "level": "level_text",
    "sector": "sector_text",
    "collective": "registrant",
    "individual": "registrant",
}


@dataclass(slots=True)
class Row:
    """One registration of a list, as written.

    `row` is the 1-based sheet row, `cells` the Excel name of the cell behind each column of the
    table ("title" → "C7"). `sector` is a canonical key or "", `kind` "collective", "individual"
    or "". `continuity` is "continuing", "new" or ""; where it is "", `continuity_text` is what stands in the
    columns that should tell it: both filled, or words that say neither. `layout` and `year` are those of the
    table: M4 has no sector by form, and the year completes a time like “tháng 12”. `content` and the data of
    a person come mostly from the forms M1 and M2. `code` is that of a registration that our own list
    carries. `converted` gives what stood in a column before it was converted: {"title": {"before": …,
    "encoding": "tcvn3"}}.
    """

    sheet: str
    row: int
    stt: str = ""
    sector: str = ""
    sector_text: str = ""
    place: str = ""
    title: str = ""
    registrant: str = ""
    kind: str = ""
    continuity: str = ""
    continuity_text: str = ""
    period: str = ""
    completion: str = ""
    goal: str = ""
    level_text: str = ""
    content: str = ""
    position: str = ""
    workplace: str = ""
    address: str = ""
    code: str = ""
    layout: str = ""
    year: int | None = None
    cells: dict[str, str] = field(default_factory=dict)
    converted: dict[str, dict[str, str]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the row for JSON."""
        return {name: getattr(self, name) for name in _FIELDS}


_FIELDS = tuple(field.name for field in fields(Row))
_TEXTS = tuple(field.name for field in fields(Row) if field.type is str)


def text_length(row: Row) -> int:
    """Return how many characters a row has."""
    return sum(len(getattr(row, name)) for name in _TEXTS)


def read_rows(grid: Grid, table: Table) -> list[Row]:
    """Return the rows of a table in sheet order.

    Left out: blank rows, the form's “...” and bare numbers, repeated headers, the row that
    numbers the columns, totals, notes and the signature block. After the foot has begun only a
    numbered or well-filled row with a title counts: nothing is lost behind a note in the middle.
    """
    reader = _Reader(grid, table)
    for index in range(table.first_row, table.end_row):
        if index not in table.headers:
            reader.read(index)
    return reader.rows


class _Reader:
    """Walks a table's body and remembers the headings, the row above and whether the foot has begun."""

    def __init__(self, grid: Grid, table: Table) -> None:
        self.grid = grid
        self.table = table
        self.rows: list[Row] = []
        self.under = Headings()
        self.foot = False
        self.above: dict[str, str] = {}
        self.is_first = True
        self.last_number = 0
        self.merged = _merged_texts(grid, table)
        self.positions = table.columns | {f"level {at}": at for at in table.levels}
        if table.hamlet is not None:
            self.positions["hamlet"] = table.hamlet
        self.written_once = _written_once(grid, table)
        for section in table.sections:
            self.under.enter(section)

    def read(self, index: int) -> None:
        cells = self.grid.cells[index]
        number = self.grid.numbers[index]
        section = read_section(cells, self.table.columns, self._restarts(index))
        if section:
            self.under.enter(section)
            self.foot = self.foot and not section.sector
            self.is_first = True
        # The lines of a Word document between its tables have no number; they may only be headings.
        if section or not number or _is_page_number(cells):
            return
        texts = {
            column: "" if is_blank(cells[position]) else cells[position]
            for column, position in self.positions.items()
        }
        if self._continues_merged_title(number, texts) or self._continues_row(number, cells, texts):
            self.last_number = number
            return
        if not self._is_registration(cells, texts):
            return
        self._fill(number, texts)
        self.rows.append(self._row(number, texts))
        self.above, self.last_number, self.is_first = texts, number, False

    def _restarts(self, index: int) -> bool:
        """Tell whether the numbers below a row begin with 1, after others: the row is then a heading."""
        stt = self.table.columns.get("stt")
        below = index + 1
        if stt is None or below >= self.table.end_row or below in self.table.headers:
            return False
        following, own = self.grid.cells[below][stt].strip("() ."), self.grid.cells[index][stt].strip("() .")
        return following in ("1", "01") or (bool(own) and following.startswith(f"{own}."))

    def _continues_merged_title(self, number: int, texts: dict[str, str]) -> bool:
        """Add a row under a merged title to the record that the title began."""
        if not self.rows or (number, "title") not in self.merged:
            return False
        self._join(texts, _CONTINUED_BY_MERGE)
        return True

    def _continues_row(self, number: int, cells: list[str], texts: dict[str, str]) -> bool:
        """Add a line that goes on with the row right above: no number, and only texts that go on there.

        A title goes on only in lower case and never beside a place or a name of its own.
        """
        filled = {column for column, text in texts.items() if text}
        if (
            not self.rows
            or self.foot
            or number != self.last_number + 1
            or not filled
            or not filled <= _CONTINUED_BY_LINE.keys()
            or sum(1 for text in cells if not is_blank(text)) > len(filled)
            or any(is_ditto(texts[column]) for column in filled)
        ):
            return False
        goes_on = {column for column in filled if self.above.get(column)}
        needs_lower = {column for column in filled if _CONTINUED_BY_LINE[column]}
        if goes_on != filled or not all(texts[column][0].islower() for column in needs_lower):
            return False
        if len(filled) == 1 and _FOOT.search(match_key(texts[next(iter(filled))])):
            return False
        self._join(texts, tuple(filled))
        return True

    def _join(self, texts: dict[str, str], columns: tuple[str, ...]) -> None:
        record = self.rows[-1]
        for column in columns:
            text, before = texts.get(column, ""), getattr(record, column)
            if text and text != before:
                setattr(record, column, f"{before}\n{text}".strip())
        record.kind = record.kind or registrant_kind(record.registrant)

    def _is_registration(self, cells: list[str], texts: dict[str, str]) -> bool:
        filled = [text for text in cells if not is_blank(text)]
        title = texts.get("title", "")
        numbered = is_number(texts.get("stt", ""))
        if not any(text for column, text in texts.items() if column not in ("stt", "code")):
            return False
        if is_example(texts.get("stt", "")):
            return False
        if are_column_numbers(filled) or _is_total(filled, title) or _says_nothing(filled[int(numbered) :]):
            return False
        if title and (numbered or len(filled) > _MOST_FOOT_CELLS):
            return True
        # Beside a title “Bí thư Chi bộ” is who registers; a signature stands first in its row.
        said = filled[:1] if title and len(filled) > 1 else filled
        if len(filled) <= _MOST_FOOT_CELLS and any(_FOOT.search(match_key(text)) for text in said):
            self.foot = True
        return not self.foot and (numbered or bool(title) or len(filled) > 1)

    def _fill(self, number: int, texts: dict[str, str]) -> None:
        """Fill in what a merged cell, a ditto mark or a value written once for several rows says.

        In our own list, which carries the codes of the records, an empty cell is an empty field.
        """
        is_ours = bool(texts.get("code") or self.grid.codes.get(number))
        for column, text in texts.items():
            if is_ours and not text:
                continue
            told = text or (self.merged.get((number, column), "") if column in _SHARED_BY_MERGE else "")
            if is_ditto(told) or (not told and column in self.written_once and not self.is_first):
                told = self.above.get(column, "")
            texts[column] = told

    def _row(self, number: int, texts: dict[str, str]) -> Row:
        told = tell_choices(texts, self.table, self.under)
        place = texts.get("place", "") or self.under.place
        if texts.get("hamlet"):
            place = f"{texts['hamlet']}, {place}" if place else texts["hamlet"]
        return Row(
            sheet=self.grid.sheet,
            row=number,
            stt=texts.get("stt", ""),
            place=place,
            completion=as_time(texts.get("completion", "")),
            goal=texts.get("goal", ""),
            content=texts.get("content", ""),
            position=texts.get("position", ""),
            workplace=texts.get("workplace", ""),
            address=texts.get("address", ""),
            code=texts.get("code", "") or self.grid.codes.get(number, ""),
            layout=self.table.layout,
            year=self.table.year,
            cells={
                column: self.grid.cell_name(number, position)
                for column, position in self.table.columns.items()
            },
            converted=self._converted(number),
            **told,
        )

    def _converted(self, number: int) -> dict[str, dict[str, str]]:
        if not self.grid.converted:
            return {}
        return {
            column: asdict(conversion)
            for column, position in self.table.columns.items()
            if (conversion := self.grid.converted.get((number, position)))
        }


def _merged_texts(grid: Grid, table: Table) -> dict[tuple[int, str], str]:
    """Return the text of each covered cell of a vertical merge in the table, by sheet row and column."""
    columns = {position: column for column, position in table.columns.items()}
    if table.hamlet is not None:
        columns[table.hamlet] = "hamlet"
    index_of = {number: index for index, number in enumerate(grid.numbers)}
    merged = {}
    for merge in grid.merges:
        index = index_of.get(merge.top)
        if merge.column not in columns or index is None or not table.first_row <= index < table.end_row:
            continue
        text = grid.cells[index][merge.column]
        for number in range(merge.top + 1, merge.bottom + 1):
            merged[number, columns[merge.column]] = text
    return merged


def _written_once(grid: Grid, table: Table) -> set[str]:
    """Return the columns whose value is written once for the rows below.

    Only where that is plainly the way of the list: at least two rows, and as many rows with a title
    as not, leave the column blank below a filled one. A single blank cell is a gap to be asked about.
    """
    title = table.columns.get("title")
    found = set()
    for column in _WRITTEN_ONCE:
        position = table.columns.get(column)
        if title is None or position is None:
            continue
        covered = {number for number, name in _merged_texts(grid, table) if name == column}
        filled = [
            bool(row[position]) or number in covered
            for row, number in zip(
                grid.cells[table.first_row : table.end_row],
                grid.numbers[table.first_row : table.end_row],
                strict=True,
            )
            if row[title] and sum(map(bool, row)) > _MOST_FOOT_CELLS - 1
        ]
        blank = filled.count(False)
        if filled and filled[0] and blank >= 2 and blank >= filled.count(True):
            found.add(column)
    return found


def _says_nothing(filled: list[str]) -> bool:
    """Tell “Không”, “Không có mô hình”: what a clerk writes under a heading with no rows."""
    return len(filled) == 1 and bool(_NOTHING.fullmatch(match_key(filled[0])))


def _is_page_number(cells: list[str]) -> bool:
    """Tell “Trang 2/5”, alone in a row between two printed pages."""
    filled = [text for text in cells if text]
    return len(filled) == 1 and bool(_PAGE.fullmatch(match_key(filled[0])))


def _is_total(filled: list[str], title: str) -> bool:
    """Tell a total: the first text says so, and nothing but a count (“02 mô hình”) stands as the title."""
    if not _TOTAL.match(match_key(filled[0])):
        return False
    if title == filled[0]:
        return all(_COUNT.fullmatch(match_key(text)) for text in filled[1:])
    return not title or bool(_COUNT.fullmatch(match_key(title)))
