"""The four fields (lĩnh vực) in the wordings papers use, and the rows of a list that announce one."""

import re
from dataclasses import dataclass

from submissions.vietnamese.text import match_key

from .grid import is_blank

# The first word met decides: “Phát triển kinh tế, văn hóa” is economy, and “các tổ chức chính
# trị - xã hội” belongs to the political system.
_SECTOR_WORDS = re.compile(
    r"\b(?:(?P<political_system>xay dung dang|he thong chinh tri|chinh tri|htct|xay dung he thong)"
    r"|(?P<culture_society>van hoa|xa hoi|vh xh|vhxh)"
    r"|(?P<defence_security>quoc phong|an ninh|qp an|qpan)"
    r"|(?P<economy>kinh te|kt xh|ktxh))\b"
)
_LEAD = re.compile(r"^\(?(?P<roman>[IVX]{1,4})\s*[-–—./:)]|^(?P<other>\d{1,2}|[A-Da-d])\s*[-–—./:)]")
_ROMAN = re.compile(r"^[IVX]{1,4}$")
_ORDINAL = re.compile(r"^(\d{1,2}|[A-D])$")
_SHORT_HEADING = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside a list: the canonical sector key ("" when unknown) and its wording."""

    sector: str
    text: str


def read_sector(text: str) -> str:
    """Return the canonical key of the field that `text` names, "" when it names none.

    Only the words before a parenthesis count: group IV of M3 has “Góp ý xây dựng Đảng” there,
    and any group may list works that another issuer puts elsewhere (domain e.1).
    """
    match = _SECTOR_WORDS.search(match_key(text.partition("(")[0]))
    return match.lastgroup or "" if match else ""


def read_section(row: list[str]) -> Section | None:
    """Return the section that a row announces, None for any other row.

    The heading stands in one cell (“I- Lĩnh vực kinh tế (…)”, “2. Phát triển kinh tế”), is
    repeated over a merge, or stands behind a cell with its number.
    """
    texts = list(dict.fromkeys(text for text in row if not is_blank(text)))
    if not texts or len(texts) > 2:
        return None
    number, heading = ("", texts[0]) if len(texts) == 1 else (texts[0].strip(" .-–)/("), texts[1])
    if number and not (_ROMAN.match(number) or _ORDINAL.match(number)):
        return None
    lead = _LEAD.match(heading)
    name = heading[lead.end() :].strip() if lead else heading
    sector = read_sector(name)
    says_sector = "linh vuc" in match_key(name)[:30]
    if says_sector or (sector and _is_heading(number, name, lead)):
        return Section(sector, name)
    return None


def _is_heading(number: str, name: str, lead: re.Match[str] | None) -> bool:
    """Tell a heading without the words “lĩnh vực” from a stray line: a Roman number, or it is short."""
    is_roman = bool(_ROMAN.match(number)) or bool(lead and lead["roman"])
    return is_roman or len(name.partition("(")[0]) <= _SHORT_HEADING
