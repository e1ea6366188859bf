"""What stands around a list: the unit that sends it and its year."""

import re
from collections.abc import Mapping
from itertools import pairwise

from submissions.vietnamese.text import match_key, nfc

_YEAR = re.compile(r"\bnam (20\d\d)\b")
_BARE_YEAR = re.compile(r"\b(20\d\d)\b")
_TITLE = re.compile(r"danh sach|dang ky|dan van kheo|\bdvk\b|mo hinh|bieu|tong hop")
_NO_YEAR = re.compile(r"\bngay\b|\bthang \d|giai doan|cong van|quyet dinh|huong dan|ke hoach so|\bso \d")
_UNIT_LABEL = re.compile(
    r"^\s*[-*]?\s*(?:tên )?(?:cơ quan,? )?(?:đơn vị|địa phương|xã|thị trấn|phường)"
    r"(?: đăng ký| báo cáo| gửi)?\s*:(.*)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(dang uy|dang bo|dang doan|chi bo|chi uy|huyen uy|tinh uy|thanh uy|thi uy|ubnd|uy ban|hdnd|cong an"
    r"|ban|hoi|lien hiep|lien doan|lien minh|cong doan|doan|(tinh|thanh|thi|huyen|quan) doan|truong"
    r"|trung tam|phong|so|chi cuc|toa an|vien|ub ?mttq|mttq|mat tran|khoi|to dan van|xa|thi tran|phuong"
    r"|dac khu|bo chi huy|bo doi|don|cong ty|tong cong ty|tap doan|doanh nghiep|benh vien|hop tac xa|htx"
    r"|buu dien|ngan hang|kho bac|chi nhanh)\b"
)
_NO_UNIT = re.compile(
    r"danh sach|cong van|ke hoach|huong dan|dan van kheo|dang ky|cong san viet nam|\bban hanh\b|^so (\d|lieu)"
    r"|^ban (thuong vu|thuong truc|chap hanh)$"
)
# The name of a body that the next line of a letterhead completes: “ỦY BAN NHÂN DÂN / XÃ HIỀN QUAN”.
_BEGUN_NAME = re.compile(
    r"(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|dang uy( khoi( cac)?)?|dang bo( khoi)?|chi bo|cong an"
    r"|(ban chi huy|bo chi huy) quan su|(ban chap hanh )?(dang bo|doan tncs ho chi minh|cong doan)"
    r"|ban chap hanh|ban thuong vu|(uy ban|ub) ?(mat tran to quoc|mttq)( viet nam)?"
    r"|hoi (nong dan|cuu chien binh|lien hiep phu nu|lhpn|chu thap do|nguoi cao tuoi)( viet nam)?"
    r"|lien doan lao dong|truong( thpt| thcs| tieu hoc| mam non)?|trung tam y te|phong|so|khoi dan van)"
)
_COMPLETES_NAME = re.compile(
    r"(xa|phuong|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tp|tinh|co quan|cac|doanh nghiep|viet nam"
    r"|khoi|cap|giao duc|van hoa|tai chinh|noi vu|tu phap)\b"
)
_OF_UNIT = re.compile(r"\bcủa (.+?)(?:,? năm (?:\d{4}|[.…]).*)?$", re.IGNORECASE)
_LETTERHEAD_LINES = 20
# Both sides of a letterhead may stand in one cell, pushed apart with blanks.
_LINE_ENDS = re.compile(r"\n| {4,}")
_BULLETS = "-–+*•"


def text_lines(rows: list[list[str]]) -> list[str]:
    """Return the lines of text in `rows`, left to right, a repeated (merged) text once a row.

    A name that goes over two lines below each other is one line.
    """
    texts = [_lines_of_cells(row) for row in rows]
    for above, row in pairwise(texts):
        for column, lines in above.items():
            following = row.get(column)
            begun = next((line for line in lines if following and _completes(line, following[0])), None)
            if following and begun:
                lines.remove(begun)
                following[0] = f"{begun} {following[0]}"
    return [line for row in texts for lines in row.values() for line in lines]


def _lines_of_cells(row: list[str]) -> dict[int, list[str]]:
    """Return the lines of each cell by its column, a name over two lines as one."""
    cells: dict[int, list[str]] = {}
    for text in dict.fromkeys(row):
        lines: list[str] = []
        for line in filter(None, map(nfc, _LINE_ENDS.split(text))):
            if lines and _completes(lines[-1], line):
                lines[-1] += f" {line}"
            else:
                lines.append(line)
        cells[row.index(text)] = lines
    return cells


def _completes(name: str, line: str) -> bool:
    """Tell whether a line in capitals goes on with the name of a body that the one above begins."""
    if not (name.isupper() and line.isupper()):
        return False
    return bool(_BEGUN_NAME.fullmatch(match_key(name)) and _COMPLETES_NAME.match(match_key(line)))


def read_year(lines: list[str], sheet: str) -> int | None:
    """Return the year of the list: the last “năm …” above the header that is not part of a date.

    Else a year in a title without that word (“ĐĂNG KÝ DVK 2024”), else the one in the sheet's name.
    """
    keys = [match_key(line) for line in lines]
    for key in reversed(keys):
        match = _YEAR.search(key)
        if match and "ngay" not in key.split():
            return int(match[1])
    for key in reversed(keys):
        years = _BARE_YEAR.findall(key)
        # “giai đoạn 2022 - 2025” is no year.
        if len(years) == 1 and (_TITLE.search(key) or key == years[0]) and not _NO_YEAR.search(key):
            return int(years[0])
    named = _BARE_YEAR.findall(match_key(sheet))
    return int(named[-1]) if named else None


def read_year_of_headings(texts: Mapping[int, str], columns: Mapping[str, int]) -> int | None:
    """Return the year in the headings: that of what is newly built, else the latest one.

    The form's own headings are often years old, so this counts only where nothing else tells.
    """
    new = _BARE_YEAR.findall(match_key(texts.get(columns.get("new", -1), "")))
    years = new or [year for text in texts.values() for year in _BARE_YEAR.findall(match_key(text))]
    return max(map(int, years), default=None)


def read_unit(lines: list[str], labelled: bool = False) -> str | None:
    """Return the unit that sends the list: a labelled line, else the last organisation in the letterhead.

    The label may stand in the cell before. With `labelled` only a labelled line counts.
    """
    found = None
    lines = lines[-_LETTERHEAD_LINES:]
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        label = _UNIT_LABEL.match(line)
        if label:
            named = label[1] if match_key(label[1]) else following
            if match_key(named) and not _NO_UNIT.search(match_key(named)):
                return nfc(named)
        key = match_key(line)
        is_listed = line[0] in _BULLETS
        if not labelled and _ORGANISATION.match(key) and not is_listed and not _NO_UNIT.search(key):
            found = line
    return found if found or labelled else _unit_in_title(lines)


def _unit_in_title(lines: list[str]) -> str | None:
    """Return the unit that a title names: “DANH SÁCH MÔ HÌNH … CỦA ĐẢNG BỘ XÃ CAO XÁ NĂM 2024”."""
    for line in lines:
        named = _OF_UNIT.search(line)
        is_title = named and _TITLE.search(match_key(line)) and not _NO_YEAR.search(match_key(line))
        if named and is_title and _ORGANISATION.match(match_key(named[1])):
            return named[1]
    return None
