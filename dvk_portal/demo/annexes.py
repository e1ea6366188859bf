"""The blank lists M3 and M4 of Tân Yên's letter as Excel files, and one filled in for trying.

Titles, header, section rows and blank rows come from the raw text of the letter,
the stale years of its header included (domain k.4).
"""

import datetime
import io
from dataclasses import dataclass

import xlsxwriter

from .paper_data import TAN_YEN_LETTER

TITLE_OPENS = "**DANH SÁCH ĐĂNG KÝ XÂY DỰNG"
COLUMN_WIDTHS = (6, 24, 38, 24, 22, 22, 18, 40)
HEADER_ROWS = 2


@dataclass(frozen=True)
class AnnexList:
    """A list as the letter prints it: `rows` of cells, the first two are the header.

    A row with a single cell names a section; “...” stands for further rows.
    """

    code: str
    title: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


SampleRow = tuple[str, str, str, str, str, str, str]
"""Place, title, registrant, time if continued, time if new, completion, goal."""

SAMPLE_UNIT = "ĐẢNG ỦY XÃ CAO XÁ"

SAMPLE: dict[str, tuple[SampleRow, ...]] = {
    "I-": (
        (
            "Các thôn trên địa bàn xã",
            "3 giảm 3 tăng",
            "Hội Nông dân xã",
            "Từ tháng 3/2022",
            "",
            "Thường xuyên",
            "Giảm giống, phân đạm, thuốc trừ sâu; tăng năng suất, chất lượng, hiệu quả sản xuất lúa",
        ),
        (
            "Khu đồng Bãi",
            "Xây dựng cánh đồng mẫu",
            "Hội Nông dân xã",
            "",
            "Năm 2024",
            "Tháng 12/2024",
            "Các hộ cùng giống, cùng lịch gieo cấy, cùng quy trình chăm sóc trên một vùng tập trung",
        ),
        (
            "Trục đường liên thôn",
            "Hiến đất nâng cấp, mở rộng tuyến đường trục chính",
            "Khối Dân vận xã",
            "Từ năm 2023",
            "Năm 2024",
            "Quý III/2024",
            "Mở rộng đường liên thôn theo quy hoạch nông thôn mới nâng cao",
        ),
        (
            "Các thôn trên địa bàn xã",
            "Sản xuất nấm rơm",
            "Hội Nông dân xã",
            "",
            "Năm 2024",
            "Tháng 12/2024",
            "Tận dụng rơm rạ sau thu hoạch, tạo việc làm lúc nông nhàn",
        ),
    ),
    "II-": (
        (
            "Các thôn trên địa bàn xã",
            "Xử lý rác thải tại hộ gia đình",
            "Hội Liên hiệp Phụ nữ xã",
            "",
            "Từ tháng 3/2024",
            "Tháng 12/2024",
            "Các hộ phân loại, ủ rác hữu cơ tại nhà làm phân bón; giảm lượng rác phải thu gom",
        ),
        (
            "Toàn xã",
            "7 ngày xanh - sạch - đẹp",
            "Hội Liên hiệp Phụ nữ xã",
            "Từ năm 2021",
            "",
            "Thường xuyên",
            "Duy trì vệ sinh đường làng, ngõ xóm vào sáng chủ nhật hằng tuần",
        ),
        (
            "Trạm Y tế xã",
            "",
            "Trạm Y tế xã",
            "",
            "Năm 2024",
            "Tháng 11/2024",
            "Vận động người cao tuổi khám sức khỏe định kỳ",
        ),
    ),
    "III-": (
        (
            "Các dòng họ trên địa bàn xã",
            "Dòng họ tự quản về an ninh trật tự xã hội",
            "Công an xã",
            "Từ năm 2022",
            "",
            "Thường xuyên",
            "Các dòng họ ký cam kết không có con cháu vi phạm pháp luật, tệ nạn xã hội",
        ),
        (
            "Các khu dân cư",
            "Quân dân đoàn kết xây dựng cuộc sống mới ở khu dân cư",
            "Ban Chỉ huy Quân sự xã",
            "",
            "Năm 2024",
            "Tháng 10/2024",
            "Dân quân cùng Nhân dân chỉnh trang đường làng, giúp đỡ hộ chính sách, hộ neo đơn",
        ),
    ),
    "IV-": (
        (
            "Bộ phận Một cửa xã",
            "Điểm hỗ trợ dịch vụ công trực tuyến",
            "Khối Dân vận xã",
            "",
            "Năm 2024",
            "Tháng 12/2024",
            "Hướng dẫn Nhân dân tự nộp hồ sơ trực tuyến, giảm thời gian đi lại",
        ),
    ),
    "V-": (
        (
            "Toàn xã",
            "Hỗ trợ nhà ở cho hộ nghèo",
            "Ủy ban MTTQ xã",
            "",
            "Năm 2024",
            "Tháng 9/2024",
            "Vận động ngày công, vật liệu giúp hộ nghèo xây mới, sửa chữa nhà ở",
        ),
    ),
}
"""Eleven rows by the number of their section. So that the checks have something to find, the third has
both times, the fourth repeats what the unit has registered already, the seventh has no title, the
eleventh stands under none of the four sectors."""

SAMPLE_STRAY_SECTION = "V- Lĩnh vực khác"
MADE_ON = datetime.datetime(2024, 2, 26, tzinfo=datetime.UTC)
"""What the files name as their day, so that they are the same every time."""


def annex_lists() -> dict[str, AnnexList]:
    """M3 and M4 as the letter prints them, by code."""
    lines = TAN_YEN_LETTER.raw.splitlines()
    starts = [index for index, line in enumerate(lines) if line.startswith(TITLE_OPENS)]
    return {code: _read_list(code, lines[start:]) for code, start in zip(("M3", "M4"), starts, strict=True)}


def blank_list(code: str) -> bytes:
    """The blank list M3 or M4 as an Excel file."""
    annex = annex_lists()[code]
    return _workbook(annex, list(annex.rows))


def sample_list() -> bytes:
    """M3 filled in by the commune Cao Xá, some rows of it wrong on purpose."""
    annex = annex_lists()["M3"]
    rows = list(annex.rows[:HEADER_ROWS])
    sections = [row for row in annex.rows[HEADER_ROWS:] if len(row) == 1]
    for section in (*sections, (SAMPLE_STRAY_SECTION,)):
        rows.append(section)
        filled = SAMPLE[section[0].split()[0]]
        rows += [(str(number), *row) for number, row in enumerate(filled, start=1)]
        rows.append(("...", *[""] * 7))
    return _workbook(annex, rows, unit=SAMPLE_UNIT)


def _read_list(code: str, lines: list[str]) -> AnnexList:
    title = tuple(line.strip("*") for line in lines[:2])
    rows: list[tuple[str, ...]] = []
    for line in lines[2:]:
        if line.startswith(TITLE_OPENS):
            break
        if line:
            cells = line.rstrip("\t").split("\t")
            is_section = len(cells) == 1 and cells[0][0] in "IV"
            rows.append(tuple(cells) if is_section else tuple((cells + [""] * 8)[:8]))
    return AnnexList(code, title, tuple(rows))


def _workbook(annex: AnnexList, rows: list[tuple[str, ...]], unit: str = "") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_ON})
        sheet = book.add_worksheet(annex.code)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        font = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        bold = font | {"bold": True, "text_wrap": True}
        cell = book.add_format(font | {"border": 1, "text_wrap": True, "valign": "top"})
        number = book.add_format(font | {"border": 1, "align": "center", "valign": "top"})
        head = book.add_format(bold | {"border": 1, "align": "center"})
        section = book.add_format(bold | {"border": 1})
        for column, width in enumerate(COLUMN_WIDTHS):
            sheet.set_column(column, column, width)
        title = (*([unit] if unit else []), *annex.title)
        for line, text in enumerate(title):
            sheet.merge_range(line, 0, line, 7, text, book.add_format(bold | {"align": "center"}))
        top = len(title) + 1
        _write_header(sheet, top, rows[:HEADER_ROWS], head)
        for offset, row in enumerate(rows[HEADER_ROWS:], start=top + HEADER_ROWS):
            if len(row) == 1:
                sheet.merge_range(offset, 0, offset, 7, row[0], section)
                sheet.set_row(offset, 34)
                continue
            sheet.write_string(offset, 0, row[0], number)
            for column, text in enumerate(row[1:], start=1):
                sheet.write_string(offset, column, text, cell)
        sheet.repeat_rows(top, top + 1)
    return buffer.getvalue()


def _write_header(
    sheet: xlsxwriter.worksheet.Worksheet,
    top: int,
    rows: list[tuple[str, ...]],
    style: xlsxwriter.format.Format,
) -> None:
    """The two header rows: a text over empty cells spans them, as printed."""
    upper, lower = rows
    for column, text in enumerate(upper):
        if text and column + 1 < len(upper) and not upper[column + 1]:
            sheet.merge_range(top, column, top, column + 1, text, style)
        elif text and not lower[column]:
            sheet.merge_range(top, column, top + 1, column, text, style)
    for column, text in enumerate(lower):
        if text:
            sheet.write_string(top + 1, column, text, style)
    sheet.set_row(top + 1, 96)
