"""Turns the body of a table into rows: sections carried down, merged cells filled, the rest left out."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from submissions.models import Registration
from submissions.vietnamese.text import match_key

from .grid import Grid, cell_name, is_blank
from .registrants import registrant_kind
from .sections import read_section, read_sector
from .tables import Table, is_numbered

Continuity = Registration.Continuity

_TOTAL = re.compile(r"^(tong( cong| so)?(?! cong ty\b| ty\b)( .*)?|cong( \d.*)?)$")
_FOOT = re.compile(
    r"^(ghi chu|luu y|noi nhan|nguoi lap|lap bieu|thu truong|xac nhan|t m\b|tm\b|k t\b|kt\b|thay mat|ky ten"
    r"|dai dien|bi thu|pho bi thu|chu tich|pho chu tich|truong ban|danh sach (nay|gom|co|tren))"
    r"|ngay( \d+)? thang( \d+)? nam|ky.* ghi ro ho ten|ky ten dong dau"
)
_MOST_FOOT_CELLS = 3
# What one merged cell says for all its rows. A merged title is one record over several rows.
_SHARED_BY_MERGE = ("place", "registrant", "continuing", "new", "completion", "goal", "sector", "level")
_CONTINUED_BY_MERGE = ("place", "registrant", "completion", "goal")


@dataclass(slots=True)
class Row:
    """One registration of a list, as written.

    `row` is the 1-based sheet row, `cells` the Excel name of the cell behind each column of the
    table ("title" → "C7"). `sector` is a canonical key or "", `kind` "collective", "individual"
    or "". `continuity` is "continuing", "new" or ""; where it is "" a filled `period` means that
    both columns were filled. `layout` and `year` are those of the table: M4 has no sector by
    form, and the year completes a time like “tháng 12”.
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
    period: str = ""
    completion: str = ""
    goal: str = ""
    level_text: str = ""
    layout: str = ""
    year: int | None = None
    cells: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the row for JSON."""
        return asdict(self)


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
    """Walks a table's body and remembers the section and whether the foot has begun."""

    def __init__(self, grid: Grid, table: Table) -> None:
        self.grid = grid
        self.table = table
        self.rows: list[Row] = []
        self.sector = ""
        self.sector_text = ""
        self.foot = False
        self.merged = _merged_texts(grid, table)

    def read(self, index: int) -> None:
        cells = self.grid.cells[index]
        section = read_section(cells)
        if section:
            self.sector, self.sector_text, self.foot = section.sector, section.text, False
            return
        number = self.grid.numbers[index]
        texts = {
            column: "" if is_blank(cells[position]) else cells[position]
            for column, position in self.table.columns.items()
        }
        if self._continues_merged_title(number, texts):
            return
        if not self._is_registration(cells, texts):
            return
        for column in _SHARED_BY_MERGE:
            if not texts.get(column):
                texts[column] = self.merged.get((number, column), texts.get(column, ""))
        self.rows.append(self._row(number, texts))

    def _continues_merged_title(self, number: int, texts: dict[str, str]) -> bool:
        """Add a row under a merged title to the record that the title began."""
        if not self.rows or (number, "title") not in self.merged:
            return False
        record = self.rows[-1]
        for column in _CONTINUED_BY_MERGE:
            text, before = texts.get(column, ""), getattr(record, column)
            if text and text != before:
                setattr(record, column, f"{before}\n{text}".strip())
        return True

    def _is_registration(self, cells: list[str], texts: dict[str, str]) -> bool:
        filled = [text for text in cells if not is_blank(text)]
        numbered = is_numbered(texts.get("stt", ""))
        if not any(text for column, text in texts.items() if column != "stt"):
            return False
        if _is_column_numbers(filled) or _is_total(filled, texts["title"]):
            return False
        if texts["title"] and (numbered or len(filled) > _MOST_FOOT_CELLS):
            return True
        if len(filled) <= _MOST_FOOT_CELLS and any(_FOOT.search(match_key(text)) for text in filled):
            self.foot = True
        return not self.foot and (numbered or bool(texts["title"]) or len(filled) > 1)

    def _row(self, number: int, texts: dict[str, str]) -> Row:
        sector_text = texts.get("sector") or self.sector_text
        continuity, period = _continuity(texts)
        registrant = texts.get("registrant", "")
        return Row(
            sheet=self.grid.sheet,
            row=number,
            stt=texts.get("stt", ""),
            sector=read_sector(texts["sector"]) if texts.get("sector") else self.sector,
            sector_text=sector_text,
            place=texts.get("place", ""),
            title=texts["title"],
            registrant=registrant,
            kind=registrant_kind(registrant),
            continuity=continuity,
            period=period,
            completion=texts.get("completion", ""),
            goal=texts.get("goal", ""),
            level_text=texts.get("level", ""),
            layout=self.table.layout,
            year=self.table.year,
            cells={column: cell_name(number, position) for column, position in self.table.columns.items()},
        )


def _merged_texts(grid: Grid, table: Table) -> dict[tuple[int, str], str]:
    """Return the text of each covered cell of a vertical merge in the table, by sheet row and column."""
    columns = {position: column for column, position in table.columns.items()}
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


def _is_column_numbers(filled: list[str]) -> bool:
    """Tell the row “(1) (2) (3) …” that some forms print under the header."""
    return len(filled) > 2 and all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in filled)


def _is_total(filled: list[str], title: str) -> bool:
    """Tell a total: the first text says so, and no other text stands as the title."""
    is_title_elsewhere = title not in ("", filled[0]) and not title.isdigit()
    return not is_title_elsewhere and bool(_TOTAL.match(match_key(filled[0])))


def _continuity(texts: dict[str, str]) -> tuple[str, str]:
    """Return continuity and period: in M3 and M4 the column chosen is the datum, its text the time."""
    continuing, new = texts.get("continuing", ""), texts.get("new", "")
    if continuing and new:
        return "", f"{continuing} / {new}"
    if continuing or new:
        return (Continuity.CONTINUING if continuing else Continuity.NEW), continuing or new
    told = match_key(texts.get("continuity", ""))
    if told:
        continuity = Continuity.NEW if "moi" in told.split() else Continuity.CONTINUING
        return continuity, texts.get("period", "") or texts["continuity"]
    return "", ""
