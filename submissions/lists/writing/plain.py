"""Writes registrations as a plain table for further work: one header row, one row each.

The columns are those of a list form and what a machine wants to know besides. No cell is a live
formula: in Excel and OpenDocument cells are typed as text; csv has no types, see `guarded`.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from submissions.lists.formulas import guarded

from .records import Record
from .sheet import CODE_LABEL, Content, SheetColumn, Wording, cells_of, in_order

CODE = "code"
BOM = "\ufeff"
_PIXELS_PER_MM = 4
# Beside the form's own columns, where it lacks them.
_MORE_COLUMNS = (
    SheetColumn(Content.SECTOR, "Lĩnh vực", width=40),
    SheetColumn(Content.LEVEL, "Cấp đăng ký", width=25),
    SheetColumn(Content.KIND, "Loại hình", width=20),
    SheetColumn(Content.UNIT, "Đơn vị", width=40),
    SheetColumn(Content.STATE, "Trạng thái", width=25),
)


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A header and rows of texts, the last column the codes."""

    name: str
    columns: list[SheetColumn]
    rows: list[list[str]]

    @property
    def labels(self) -> list[str]:
        """The one header row."""
        return [column.label for column in self.columns]


def plain_table(
    name: str, columns: Sequence[SheetColumn], records: Sequence[Record], wordings: Sequence[Wording]
) -> PlainTable:
    """Return the records under a form's columns, its empty ones left out, sector by sector."""
    known = {column.content for column in columns}
    own = [column for column in columns if column.content != Content.EMPTY]
    wanted = own + [column for column in _MORE_COLUMNS if column.content not in known]
    labels = {wording.key: wording.label for wording in wordings}
    rows = [
        [*cells_of(record, wanted, str(number), labels), record.code]
        for number, record in enumerate(in_order(records, wordings), start=1)
    ]
    return PlainTable(name, [*wanted, SheetColumn(CODE, CODE_LABEL, width=25)], rows)


def write_plain_xlsx(table: PlainTable) -> bytes:
    """Return the table as the bytes of an .xlsx file."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        page = book.add_worksheet()
        bold, body = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
        for number, texts in enumerate([table.labels, *table.rows]):
            for column, text in enumerate(texts):
                if text:
                    page.write_string(number, column, text, body if number else bold)
        for at, made in enumerate(table.columns):
            page.set_column_pixels(at, at, made.width * _PIXELS_PER_MM)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.rows) + 1}"})
    return output.getvalue()


def write_csv(table: PlainTable) -> bytes:
    """Return the table as csv in UTF-8 with a byte order mark, without which Excel garbles Vietnamese."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(table.labels)
    lines.writerows(map(guarded, row) for row in table.rows)
    return (BOM + text.getvalue()).encode()


def write_json(table: PlainTable) -> bytes:
    """Return the table as JSON: the labels and the rows, both by the names of the contents."""
    names = [str(column.content) for column in table.columns]
    content = {
        "form": table.name,
        "columns": dict(zip(names, table.labels, strict=True)),
        "rows": [dict(zip(names, row, strict=True)) for row in table.rows],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
