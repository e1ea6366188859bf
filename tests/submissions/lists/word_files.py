"""Writes Word files as units send them: lists in tables, the forms M1 and M2 filled in by hand."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table

from .letter_list import FIRST_BODY_ROW, SECTIONS, Layout, RowDict, letter_rows

# Item → its line in the letter's form; lines without an item are headings and instructions.
FormLine = tuple[str, str]

_HEAD = "BẢN ĐĂNG KÝ"
_TITLE = "Xây dựng mô hình, điển hình “Dân vận khéo” năm....."
_SECTORS: list[FormLine] = [
    ("political_system", "- Xây dựng Đảng và hệ thống chính trị"),
    ("economy", "- Phát triển kinh tế, bảo vệ môi trường"),
    ("culture_society", "- Văn hóa - xã hội"),
    ("defence_security", "- Quốc phòng- an ninh"),
]
_REST: list[FormLine] = [
    ("", "(Nêu tóm tắt nội dung từ 03 đến 05 dòng)"),
    ("period", "5. Thời gian thực hiện:"),
    ("", "(Ghi thời gian bắt đầu thực hiện đến khi hoàn thành theo tháng, hoặc năm)"),
    ("place", "6. Địa chỉ, phạm vi thực hiện:"),
    ("goal", "7. Kết quả dự kiến:"),
    (
        "",
        "(Tùy theo nội dung của mô hình, điển hình để đưa ra dự kiến kết quả, thể hiện rõ ràng, ngắn gọn,"
        " từ 01 dòng đến 03 dòng)",
    ),
]
M1: list[FormLine] = [
    ("", "MẪU ĐĂNG KÝ CỦA TẬP THỂ"),
    ("head", "Tên cơ quan, đơn vị"),
    ("", "*"),
    ("", _HEAD),
    ("year", _TITLE),
    (
        "lead",
        "Thực hiện Hướng dẫn số -HD/HU ngày / /2022 của Ban Thường vụ Huyện ủy về xây dựng mô hình, điển hình"
        " “Dân vận khéo” giai đoạn 2022 - 2025; (tên tổ chức, cơ quan, đơn vị) đã tổ chức họp và thống nhất"
        " đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm (giai đoạn).... như sau:",
    ),
    ("address", "Địa chỉ:..... (ghi theo địa chỉ của tổ chức, cơ quan, đơn vị)."),
    ("title", "1. Tên mô hình đăng ký:....."),
    ("", "(Tên mô hình ngắn gọn, thể hiện khái quát được nội dung của mô hình)"),
    ("sector", "2. Thuộc lĩnh vực:"),
    *_SECTORS,
    ("", "(Mô hình, điển hình thuộc lĩnh vực nào tích dấu x vào ô tương ứng)"),
    ("level", "3. Đăng ký mô hình, điển hình ở cấp:"),
    ("content", "4. Nội dung thực hiện: (Sẽ thực hiện như thế nào)....."),
    *_REST,
    ("", "Lãnh đạo tổ chức, cơ quan, đơn vị"),
    ("", "Ký tên, đóng dấu (nếu có)"),
]
M2: list[FormLine] = [
    ("", "MẪU ĐĂNG KÝ CỦA CÁ NHÂN"),
    ("head", "Tên cơ quan, đơn vị"),
    ("", "*"),
    ("", _HEAD),
    ("year", _TITLE),
    (
        "lead",
        "Thực hiện Hướng dẫn số -HD/HU ngày / /2022 của Ban Thường vụ Huyện ủy về xây dựng mô hình, điển hình"
        " “Dân vận khéo” giai đoạn 2022 – 2025.",
    ),
    ("registrant", "Tên cá nhân:..... (ghi rõ họ và tên)"),
    (
        "position",
        "Chức vụ: (ghi theo thực tế: Cán bộ, công chức, viên chức, là lãnh đạo ghi rõ chức danh)",
    ),
    ("workplace", "Đơn vị công tác:(Ghi tên tổ chức, cơ quan, đơn vị)"),
    ("address", "Địa chỉ: (Ghi tên địa chỉ đơn vị hoặc địa chỉ thường trú của cá nhân)"),
    ("year", "Đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm (giai đoạn)...."),
    ("", "Như sau:"),
    ("", "(Đăng ký năm nào ghi năm đó)"),
    ("title", "1. Tên nội dung đăng ký:....."),
    ("", "(Tên ghi ngắn gọn, thể hiện khái quát được nội dung mô hình)"),
    ("sector", "2. Thuộc lĩnh vực:"),
    *_SECTORS,
    ("", "(Mô hình, điển hình thuộc lĩnh vực nào đánh dấu x vào ô tương ứng)"),
    ("level", "3. Đăng ký mô hình, điển hình ở cấp:....."),
    ("content", "4. Nội dung thực hiện:....."),
    *[(item, text.replace("nội dung từ", "nội dung đăng ký, từ")) for item, text in _REST],
    ("", "Lãnh đạo tổ chức, cơ quan, đơn vị"),
    ("", "(Ký tên, đóng dấu)"),
    ("", "Cá nhân đăng ký"),
]
SECTOR_KEYS = [item for item, _text in _SECTORS]

Way = Callable[[str, str, str], str]
"""How a hand fills an item: takes the item, its line in the form and the answer, gives the lines."""


def behind_the_label(item: str, text: str, answer: str) -> str:
    """Write the answer behind the label; dots stay behind it."""
    label, colon, rest = text.partition(":")
    return f"{label}{colon} {answer}{rest}"


def filled(form: Sequence[FormLine], answers: dict[str, str], way: Way = behind_the_label) -> list[str]:
    """Return the lines of a form filled in by hand; `answers` are by item, a sector by its tick."""
    lines = []
    for item, text in form:
        answer = answers.get(item, "")
        if not answer:
            lines.append(text)
        elif item == "year":
            lines.append(text.rstrip(".") + f" {answer}")
        elif item == "lead":
            lines.append(text.replace("(tên tổ chức, cơ quan, đơn vị)", answer))
        elif item == "head":
            lines.append(answer)
        elif item in SECTOR_KEYS:
            lines.append(f"{text} {answer}")
        else:
            lines += way(item, text, answer).split("\n")
    return lines


def paragraphs(*lines: str) -> bytes:
    """Return a document of paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def add_table(document: Any, lines: Sequence[Sequence[str]]) -> Table:
    """Add a table with a text in every cell."""
    table = document.add_table(len(lines), max(map(len, lines)))
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=False):
            cell.text = text
    return table


def add_list(document: Any, rows: Sequence[RowDict], layout: Layout = "M3") -> Table:
    """Add the letter's list as its table: two header rows with merged cells, headings over all columns."""
    lines = letter_rows(rows, layout)[FIRST_BODY_ROW - 3 :]
    table = add_table(document, lines)
    table.cell(0, 4).merge(table.cell(0, 5))
    for column in (0, 1, 2, 3, 6, 7):
        table.cell(0, column).merge(table.cell(1, column)).text = lines[0][column]
    for index, line in enumerate(lines):
        if line[0] in SECTIONS.values():
            table.cell(index, 0).merge(table.cell(index, 7)).text = line[0]
    return table


def list_docx(rows: Sequence[RowDict], layout: Layout = "M3", year: int = 2024) -> bytes:
    """Return the letter's list as a Word file, its letterhead in a table without borders."""
    document = Document()
    add_table(
        document,
        [
            [
                "HUYỆN ỦY TÂN YÊN\nĐẢNG ỦY XÃ CAO XÁ\n*",
                "ĐẢNG CỘNG SẢN VIỆT NAM\nCao Xá, ngày 20 tháng 02 năm 2023",
            ]
        ],
    )
    document.add_paragraph("DANH SÁCH ĐĂNG KÝ XÂY DỰNG")
    document.add_paragraph(f"MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}")
    add_list(document, rows, layout)
    document.add_paragraph("T/M BAN THƯỜNG VỤ")
    return saved(document)


def element(xml: str) -> Any:
    """Return an element of WordprocessingML, written with the prefix w (also w14, mc, v, wps)."""
    start, _space, rest = xml.partition(">")
    closing = "/" if start.endswith("/") else ""
    extra = (
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return parse_xml(f"{start.removesuffix('/')} {nsdecls('w')}{extra}{closing}>{rest}")


def with_body(xml: str) -> bytes:
    """Return a document whose body is this WordprocessingML."""
    document = Document()
    body = element(f"<w:body>{xml}</w:body>")
    for position, child in enumerate(list(body)):
        document.element.body.insert(position, child)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a document as the bytes of its file."""
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a Word file with one of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()} | {name: content}
    return packed(parts.items())


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return parts as an archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return data.getvalue()
