"""The blank forms M1 and M2 of Tân Yên's letter as Word files.

Wording, bold and italics come from the raw text of the letter, whose annexes bear
titles but not the codes M1 and M2 (domain b.1).
"""

import html
import io
import re
import zipfile

from .paper_data import TAN_YEN_LETTER
from .paper_text import repaired, to_html

OPENS = {"M1": "MẪU ĐĂNG KÝ CỦA TẬP THỂ", "M2": "MẪU ĐĂNG KÝ CỦA CÁ NHÂN"}
ENDS = "**DANH SÁCH ĐĂNG KÝ"
CENTRED = ("Tên cơ quan, đơn vị", "*", "BẢN ĐĂNG KÝ", "Xây dựng mô hình, điển hình")
SIGNATURES = ("Lãnh đạo tổ chức", "Ký tên", "(Ký tên", "Cá nhân đăng ký")

_RUN = re.compile(r"<(?P<tag>[bi])>(?P<marked>.*?)</(?P=tag)>|(?P<plain>[^<]+)")
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="851" w:bottom="1418" w:left="1985"'
    ' w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'


def form_lines(code: str) -> list[str]:
    """The lines of the form M1 or M2 as simple HTML, in the order of the letter."""
    lines = [repaired(line) for line in TAN_YEN_LETTER.raw.splitlines()]
    start = next(index for index, line in enumerate(lines) if line.startswith(OPENS[code]))
    others = (ENDS, *(title for other, title in OPENS.items() if other != code))
    end = next(index for index in range(start + 1, len(lines)) if lines[index].startswith(others))
    return [to_html(part, markdown=True) for line in lines[start:end] if line for part in _parted(line)]


def blank_form(code: str) -> bytes:
    """The blank form M1 or M2 as a Word file."""
    body = "".join(_paragraph(line) for line in form_lines(code))
    document = f'{_HEAD}<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}{_A4}</w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _parted(line: str) -> list[str]:
    """A title and the bold line that stands glued to it are two lines of the form."""
    title, mark, rest = line.partition("**")
    return [title, mark + rest] if mark and title.isupper() else [line]


def _paragraph(line: str) -> str:
    bare = re.sub(r"</?[bi]>", "", line)
    place = "left"
    if bare.isupper() or bare.startswith(CENTRED):
        place = "center"
    elif bare.startswith(SIGNATURES):
        place = "right"
    runs = "".join(_run(match, heavy=bare.isupper()) for match in _RUN.finditer(line))
    return f'<w:p><w:pPr><w:spacing w:after="120"/><w:jc w:val="{place}"/></w:pPr>{runs}</w:p>'


def _run(match: re.Match[str], heavy: bool) -> str:
    bold = "<w:b/>" if heavy or match["tag"] == "b" else ""
    italic = "<w:i/>" if match["tag"] == "i" else ""
    text = html.escape(html.unescape(match["marked"] or match["plain"]), quote=False)
    style = f'<w:rPr>{_FONT}{bold}{italic}<w:sz w:val="28"/></w:rPr>'
    return f'<w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r>'
