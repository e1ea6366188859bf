"""The rows that were not imported, as an Excel list with the reason beside each.

Same columns as M4 with the sector before them and the reason behind, so that the corrected file
can be uploaded as it is.
"""

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from submissions.models import Batch, BatchRow, Registration, Sector

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The headers of the form (domain b.1) are Vietnamese in every language of the reader: it is the form.
_COLUMNS = (
    ("STT", 6),
    ("Lĩnh vực", 22),
    ("Địa chỉ xây dựng mô hình", 24),
    ("Tên mô hình", 44),
    ("Tập thể hoặc cá nhân", 26),
    ("Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện", 22),
    ("Mô hình đăng ký xây dựng mới", 22),
    ("Dự kiến thời gian hoàn thành", 18),
    ("Mục tiêu đề ra", 44),
    ("Lý do chưa nhập", 60),
)
_TIME_HEAD = "Thời gian triển khai"
_FIRST_TIME, _LAST_TIME = 5, 6
_TITLE = "DANH SÁCH ĐĂNG KÝ CÒN LẠI"
_HEAD_ROW = 2


def write_remainder(batch: Batch, rows: Iterable[BatchRow]) -> bytes:
    """Return an .xlsx of `rows`; every cell is text, so that no formula can be alive in it."""
    sectors = dict(Sector.objects.values_list("key", "name"))
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = book.add_worksheet()
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    _write_head(book, sheet, batch)
    for offset, row in enumerate(rows):
        for column, text in enumerate(_texts(offset + 1, row, sectors)):
            sheet.write_string(_HEAD_ROW + 2 + offset, column, text, body)
    book.close()
    return output.getvalue()


def _write_head(book: Any, sheet: Any, batch: Batch) -> None:
    bold = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
    head = book.add_format(bold | {"border": 1})
    year = f" NĂM {batch.list_year}" if batch.list_year else ""
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, _TITLE + year, book.add_format(bold | {"font_size": 14}))
    for column, (text, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        if _FIRST_TIME <= column <= _LAST_TIME:
            sheet.write_string(_HEAD_ROW + 1, column, text, head)
        else:
            sheet.merge_range(_HEAD_ROW, column, _HEAD_ROW + 1, column, text, head)
    sheet.merge_range(_HEAD_ROW, _FIRST_TIME, _HEAD_ROW, _LAST_TIME, _TIME_HEAD, head)
    sheet.freeze_panes(_HEAD_ROW + 2, 0)


def _texts(number: int, row: BatchRow, sectors: dict[str, str]) -> list[str]:
    values = row.values
    continuity = values["continuity"]
    return [
        str(number),
        sectors.get(values["sector"], values["sector_text"]),
        values["place"],
        values["title"],
        values["registrant"],
        "" if continuity == Registration.Continuity.NEW else values["period"],
        "" if continuity == Registration.Continuity.CONTINUING else values["period"],
        values["completion"],
        values["goal"],
        "\n".join(problem["message"] for problem in row.problems),
    ]
