"""The rows that were not imported, in the form they came in, with the reason beside each.

The corrected file can be uploaded as it is: a column “Lý do” is none that the reader knows.
"""

from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from submissions.models import Batch, BatchRow, Campaign, ListForm

from .checks import cell_of
from .exporting import XLSX_TYPE as CONTENT_TYPE
from .layout.registrants import registrant_name
from .resources import PERSON_COLUMNS
from .writing.records import Content, Record, registrant_text, time_columns
from .writing.sheet import SheetColumn, columns_of, lay_out, wordings_of
from .writing.xlsx import numbered_rows, write_xlsx

__all__ = ["CONTENT_TYPE", "write_remainder"]

_REASON = "reason"
# In which column a problem of another one is corrected.
_COLUMN_OF = {
    "collective": "registrant",
    "individual": "registrant",
    "kind": "registrant",
    "continuity": "period",
    "period": "period",
}
_REASON_COLUMN = SheetColumn(_REASON, "Lý do", width=60)
_TIME = "Thời gian triển khai"
# For a list in no form of the campaign: the columns of M4 with the sector before them.
_TABLE = ListForm(code="Danh sách", title="DANH SÁCH ĐĂNG KÝ CÒN LẠI NĂM {year}", letterhead=False)
_TABLE_COLUMNS = (
    SheetColumn(Content.STT, "STT", width=12),
    SheetColumn(Content.SECTOR, "Lĩnh vực", width=40),
    SheetColumn(Content.PLACE, "Địa chỉ xây dựng mô hình", width=45),
    SheetColumn(Content.TITLE, "Tên mô hình", width=80),
    SheetColumn(Content.REGISTRANT, "Tập thể hoặc cá nhân", width=50),
    SheetColumn(
        Content.CONTINUING,
        "Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện",
        _TIME,
        40,
    ),
    SheetColumn(Content.NEW, "Mô hình đăng ký xây dựng mới", _TIME, 40),
    SheetColumn(Content.COMPLETION, "Dự kiến thời gian hoàn thành", width=35),
    SheetColumn(Content.GOAL, "Mục tiêu đề ra", width=80),
)
# What a list may say beside the columns of its form.
_MORE_COLUMNS = (
    SheetColumn(Content.LEVEL, "Cấp đăng ký", width=30),
    SheetColumn(Content.CONTENT, "Nội dung thực hiện", width=80),
    SheetColumn("position", "Chức vụ", width=40),
    SheetColumn("workplace", "Nơi công tác", width=50),
    SheetColumn("address", "Nơi ở", width=50),
)


def write_remainder(batch: Batch, rows: Iterable[BatchRow]) -> bytes:
    """Return an .xlsx of `rows`; every cell is text, so that no formula can be alive in it."""
    campaign = batch.campaign
    left = list(rows)
    records = [_record(row, number) for number, row in enumerate(left)]
    form, columns = _form(batch.layout, campaign)
    known = {column.content for column in columns}
    columns += [
        column
        for column in _MORE_COLUMNS
        if column.content not in known and any(record.texts[column.content] for record in records)
    ]
    columns.append(_REASON_COLUMN)
    sheet = lay_out(
        form,
        columns,
        records,
        wordings=wordings_of(form, campaign),
        campaign=campaign,
        unit=batch.unit,
    )
    contents = [str(column.content) for column in columns]
    for number, row in numbered_rows(sheet):
        if row.cells[-1]:
            row.cells[-1] = _reason(left[int(row.cells[-1])], contents, number)
    return write_xlsx(sheet)


def _reason(row: BatchRow, contents: list[str], number: int) -> str:
    """Return why a row was left, each problem with the cell of this file in which it is corrected."""
    told = []
    for problem in row.problems:
        column = problem["column"] or "title"
        meant = _COLUMN_OF.get(column, column)
        if meant == "period":
            meant = row.values["continuity"] or "continuing"
        at = contents.index(meant if meant in contents else "title")
        before = cell_of(row.values["cells"], column, row.values["row"])
        told.append(problem["message"].replace(before, xl_rowcol_to_cell(number - 1, at), 1))
    return "\n".join(told)


def _form(layout: str, campaign: Campaign) -> tuple[ListForm, list[SheetColumn]]:
    """Return the campaign's form of the list, else the table, and its columns."""
    for form in ListForm.objects.serving(campaign):
        if form.code == layout:
            return form, columns_of(form, campaign)
    return _TABLE, list(_TABLE_COLUMNS)


def _registrant(kind: str, written: str) -> str:
    """Return the name so that it is read back as the kind that the clerk chose for it."""
    return registrant_text(kind, registrant_name(written)) if kind and written else written


def _record(row: BatchRow, number: int) -> Record:
    """Return what a row says; where its reason will stand, only which row it is: that needs its place."""
    values: dict[str, Any] = row.values
    texts = {
        Content.SECTOR: values["sector_text"],
        Content.PLACE: values["place"],
        Content.TITLE: values["title"],
        Content.REGISTRANT: _registrant(values["kind"], values["registrant"]),
        Content.COMPLETION: values["completion"],
        Content.GOAL: values["goal"],
        Content.LEVEL: values["level_text"],
        Content.CONTENT: values["content"],
        _REASON: str(number),
    } | {name: values[name] for name in PERSON_COLUMNS}
    times = time_columns(values["continuity"], values["period"])
    return Record(texts | times, values["sector"], values["code"])
