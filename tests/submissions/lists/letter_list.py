"""Writes lists in the layout of the letter of Huyện ủy Tân Yên (forms M3 and M4).

Both have title lines, a two-row header with “Thời gian triển khai” over two columns, and the
form's own “...” rows; M3 groups by sector under four headings and restarts STT in each.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any, Literal

from openpyxl import Workbook

Layout = Literal["M3", "M4"]
RowDict = dict[str, str]

WIDTH = 8
HEADER_TOP = (
    "STT",
    "Địa chỉ xây dựng mô hình",
    "Tên mô hình",
    "Tập thể hoặc cá nhân",
    "Thời gian triển khai",
    "",
    "Dự kiến thời gian hoàn thành",
    "Mục tiêu đề ra (nêu dự kiến kế hoạch xây dựng)",
)
SUB_HEADERS: dict[str, tuple[str, str]] = {
    "M3": (
        "Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm 2022",
        "Mô hình đăng ký xây dựng mới trong năm 2022",
    ),
    "M4": (
        "Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm 2023",
        "Mô hình đăng ký xây dựng mới trong năm 2024",
    ),
}
SECTIONS = {
    "economy": "I- Lĩnh vực kinh tế (Xây dựng nông thôn mới; Phát triển kinh tế, nâng cao hiệu quả sản xuất;"
    " Hiến đất, xây dựng cơ sở hạ tầng)",
    "culture_society": "II- Lĩnh vực văn hóa – xã hội (Bảo vệ môi trường; vệ sinh an toàn thực phẩm; xây dựng"
    " đời sống văn hóa, nâng cao sức khỏe nhân dân; Phát triển bảo hiểm y tế, Phát triển giáo dục – đào tạo)",
    "defence_security": "III- Lĩnh vực Quốc phòng – an ninh (Phòng chống tệ nạn xã hội; bảo vệ an ninh"
    " trật tự; an ninh giáp ranh và các mô hình tự quản về an ninh)",
    "political_system": "IV- Lĩnh vực xây dựng hệ thống chính trị (Xây dựng khối đại đoàn kết toàn dân; thực"
    " hiện QCDC; Góp ý xây dựng Đảng, xây dựng chính quyền trong sạch, vững mạnh....)",
}
COLUMNS = ("place", "title", "registrant", "continuing", "new", "completion", "goal")
# The sheet row of the first body row: unit, blank, two title lines, blank, two header rows.
FIRST_BODY_ROW = 8


def letter_rows(
    rows: Sequence[RowDict], layout: Layout = "M3", year: int = 2024, unit: str = "ĐẢNG ỦY XÃ CAO XÁ"
) -> list[list[str]]:
    """Return all cells of the sheet, row by row. A row dict may have sector and the keys of `COLUMNS`."""
    head = [
        [unit, "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        [],
        ["DANH SÁCH ĐĂNG KÝ XÂY DỰNG"],
        [f"MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}"],
        [],
        list(HEADER_TOP),
        ["", "", "", "", *SUB_HEADERS[layout], "", ""],
    ]
    return [line + [""] * (WIDTH - len(line)) for line in head + _body(rows, layout)]


def _body(rows: Sequence[RowDict], layout: Layout) -> list[list[str]]:
    if layout == "M4":
        return [*_numbered(rows), ["..."]]
    body = []
    for sector, heading in SECTIONS.items():
        body += [[heading], *_numbered([row for row in rows if row.get("sector") == sector]), ["..."]]
    return body


def _numbered(rows: Sequence[RowDict]) -> list[list[str]]:
    return [[str(stt), *(row.get(column, "") for column in COLUMNS)] for stt, row in enumerate(rows, start=1)]


def letter_xlsx(rows: Sequence[RowDict], layout: Layout = "M3", **head: Any) -> bytes:
    """Return the list as an Excel file with the letter's merged cells."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = layout
    lines = letter_rows(rows, layout, **head)
    for line in lines:
        sheet.append([int(text) if text.isdigit() and len(text) < 4 else text or None for text in line])
    sheet.merge_cells("A3:H3")
    sheet.merge_cells("A4:H4")
    sheet.merge_cells("E6:F6")
    for column in "ABCDGH":
        sheet.merge_cells(f"{column}6:{column}7")
    for number, line in enumerate(lines[FIRST_BODY_ROW - 1 :], start=FIRST_BODY_ROW):
        if line[0] in SECTIONS.values():
            sheet.merge_cells(f"A{number}:H{number}")
    return workbook_bytes(workbook)


def letter_csv(
    rows: Sequence[RowDict],
    layout: Layout = "M3",
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    **head: Any,
) -> bytes:
    """Return the list as delimited text."""
    return csv_bytes(letter_rows(rows, layout, **head), delimiter, encoding)


def csv_bytes(lines: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Return any lines as delimited text, as Excel writes it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode(encoding)


def workbook_bytes(workbook: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()
