"""The rows that were not imported, in the form they came in, with the reason beside each.

The corrected file can be uploaded as it is: a column “Lý do” is none that the reader knows.
"""

from collections.abc import Iterable
from typing import Any

from submissions.models import Batch, BatchRow, Campaign, ListForm

from .exporting import XLSX_TYPE as CONTENT_TYPE
from .layout.registrants import registrant_name
from .writing.records import Content, Record, registrant_text, time_columns
from .writing.sheet import SheetColumn, columns_of, lay_out, wordings_of
from .writing.xlsx import write_xlsx

__all__ = ["CONTENT_TYPE", "write_remainder"]

_REASON = "reason"
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
)


def write_remainder(batch: Batch, rows: Iterable[BatchRow]) -> bytes:
    """Return an .xlsx of `rows`; every cell is text, so that no formula can be alive in it."""
    campaign = batch.campaign
    records = [_record(row) for row in rows]
    form, columns = _form(batch.layout, campaign)
    known = {column.content for column in columns}
    columns += [
        column
        for column in _MORE_COLUMNS
        if column.content not in known and any(record.texts[column.content] for record in records)
    ]
    sheet = lay_out(
        form,
        [*columns, _REASON_COLUMN],
        records,
        wordings=wordings_of(form, campaign),
        campaign=campaign,
        unit=batch.unit,
    )
    return write_xlsx(sheet)


def _form(layout: str, campaign: Campaign) -> tuple[ListForm, list[SheetColumn]]:
    """Return the campaign's form of the list, else the table, and its columns."""
    for form in ListForm.objects.serving(campaign):
        if form.code == layout:
            return form, columns_of(form, campaign)
    return _TABLE, list(_TABLE_COLUMNS)


def _registrant(kind: str, written: str) -> str:
    """Return the name so that it is read back as the kind that the clerk chose for it."""
    return registrant_text(kind, registrant_name(written)) if kind and written else written


def _record(row: BatchRow) -> Record:
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
        _REASON: "\n".join(problem["message"] for problem in row.problems),
    }
    times = time_columns(values["continuity"], values["period"])
    return Record(texts | times, values["sector"], values["code"])
