"""The rows of a list that announce what the rows below have in common: a field, a level, a place, a kind.

The four fields (lĩnh vực) are known in the wordings that papers use.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from submissions.models import Initiative, Registration
from submissions.vietnamese.text import match_key

from ..formats.grid import is_blank
from .registrants import is_organisation

Continuity = Registration.Continuity
Kind = Initiative.Kind

# The first word met decides: “Phát triển kinh tế, văn hóa” is economy, and “các tổ chức chính
# trị - xã hội” belongs to the political system.
_SECTOR_WORDS = re.compile(
    r"\b(?:(?P<political_system>(?:xay dung|xd) dang|he thong chinh tri|he thong ct|chinh tri|htct|xdhtct|xdd"
    r"|xay dung (?:he thong|chinh quyen)|cong tac dang)"
    r"|(?P<culture_society>van hoa|xa hoi|vh xh|vhxh|vh|xh)"
    r"|(?P<defence_security>quoc phong|an ninh|qp an|qpan|an qp|anqp|antt|qp|qs)"
    r"|(?P<economy>kinh te|kt xh|ktxh|kt))\b"
)
# What names a field only where a field is asked for: in its column, or behind “Lĩnh vực”.
_WIDER_WORDS = re.compile(
    r"\b(?:(?P<political_system>cai cach hanh chinh|cchc|dan chu|qcdc|to chuc (?:co so )?dang)"
    r"|(?P<culture_society>giao duc|y te|an sinh))\b"
)
# What a heading consists of when it names fields and nothing else.
_HEADING_WORDS = re.compile(
    r"(?:(?:ve|thuoc|nhom|linh vuc|phat trien|xay dung|xd|bao ve|bao dam|dam bao|giu vung|giu gin|cung co"
    r"|cong tac|trong|va|cac|mo hinh|dien hinh|noi dung|so|muc|phan|kinh te|van hoa|xa hoi|quoc phong"
    r"|an ninh|trat tu|an toan|dang|he thong|chinh tri|chinh quyen|moi truong|nong thon moi|do thi van minh"
    r"|doi song|ct|kt|vh|xh|qp|an|qs|qpan|anqp|antt|vhxh|ktxh|htct|xdhtct|xdd|ntm|khac|nong thon"
    r"|nong nghiep|dan van kheo|\d{1,2}|i{1,3}|iv|v)\b ?)+"
)
_OPEN_FIELDS = re.compile(r"\b(moi truong|nong thon moi|ntm|khac)\b")
_LEADS = (
    # “V/v” is no number.
    (0, re.compile(r"^\(?(?:[IVX]{1,4}|[A-H])\s*(?:[-–—.:)]|/(?=\s))\)?\s*")),
    (3, re.compile(r"^\(?\d{1,2}(?:\.\d{1,2})+[-–—./:)]*\s+|^\(?[a-h]\s*[.)]\s*")),
    (1, re.compile(r"^\(?\d{1,2}\s*[-–—./:)]\s*")),
    (2, re.compile(r"^[*+•\-–]\s*")),
)
_NUMBERS = (
    (0, re.compile(r"^(?:[IVX]{1,4}|[A-H])$")),
    (3, re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})+|[a-h])$")),
    (1, re.compile(r"^\d{1,2}$")),
    (2, re.compile(r"^[*+•]$")),
)
_UNNUMBERED = 2
_LABELS = re.compile(r"^(thuoc )?(linh vuc|cap|cap dang ky|dia ban|don vi|nhom)$")
_COUNT = re.compile(r"^\d{1,4}( (mo hinh|noi dung|dien hinh|ho so|mh)\b.*)?$")
_ABOUT = (
    r"(?:(?:cac|danh sach|nhom|doi voi|cua|ve|mo hinh|dien hinh|noi dung|dang ky|de nghi|dan van kheo|o"
    r"|nam 20\d\d) )*"
)
_LEVEL = re.compile(
    rf"^{_ABOUT}cap (trung uong|tinh|thanh pho|huyen|thi|khoi|dang bo khoi|dang uy khoi|xa|phuong|co so)"
    r"\b[\w ]{0,30}$"
)
_LEVEL_NAME = re.compile(r"cấp\s.*", re.IGNORECASE | re.DOTALL)
_KIND = re.compile(rf"^{_ABOUT}(?:(?P<collective>tap the|tt)|(?P<individual>ca nhan|cn))( dan van kheo)?$")
_CHOICE = rf"{_ABOUT}(?:da va dang hoat dong |hien co |dang hoat dong )?"
_CONTINUING = re.compile(rf"^{_CHOICE}(?:tiep tuc|duy tri)( \w+){{0,8}}$|^(?:mo hinh )?cu$")
_NEW = re.compile(rf"^{_CHOICE}(?:xay dung |lam |thanh lap |xd )?(?:{_ABOUT})?moi( trong)?( nam)?( 20\d\d)?$")
_COMMUNE = re.compile(r"^(xa|phuong|thi tran|tt|dia ban|don vi xa) \w")
_PLACE = re.compile(
    r"^(xa|phuong|thi tran|thon|xom|ap|ban|lang|to dan pho|tdp|khu pho|khu dan cu|khu|dia ban) \w"
)
_LONGEST_NAME = 60
_DIGITS_OF_YEAR = 4


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside a list, `text` its wording, and what it says of the rows below.

    `sector` is a canonical key, "" when the heading names no known field. `level`, `place`, `kind`,
    `continuity` and `registrant` are "" unless the heading says them; then it says nothing of the
    sector (`is_sector` is False). `rank` tells a part from its parts: 0 for I and A, 1 for 1,
    2 for * and without a number, 3 for 1.1 and a).
    """

    sector: str
    text: str
    level: str = ""
    place: str = ""
    kind: str = ""
    continuity: str = ""
    registrant: str = ""
    rank: int = _UNNUMBERED

    @property
    def is_sector(self) -> bool:
        """Whether the heading is about the field, be it an unknown one."""
        return not (self.level or self.place or self.kind or self.continuity or self.registrant)


def read_sector(text: str) -> str:
    """Return the canonical key of the field that `text` names, "" when it names none.

    Only the words before a parenthesis count: group IV of M3 has “Góp ý xây dựng Đảng” there,
    and any group may list works that another issuer puts elsewhere (domain e.1).
    """
    key = match_key(text.partition("(")[0] or text)
    match = _SECTOR_WORDS.search(key) or _WIDER_WORDS.search(key)
    return match.lastgroup or "" if match else ""


def _names_field(text: str) -> bool:
    return bool(_SECTOR_WORDS.search(match_key(text.partition("(")[0] or text)))


def is_sector_name(text: str) -> bool:
    """Tell whether `text` names fields and nothing else: “Về văn hóa - xã hội”, “Môi trường”."""
    key = match_key(text.partition("(")[0])
    names = _SECTOR_WORDS.search(key) or _OPEN_FIELDS.search(key)
    return bool(names) and bool(_HEADING_WORDS.fullmatch(key))


def read_continuity(text: str) -> str:
    """Return "continuing" or "new" for a text that says so and nothing else, else ""."""
    key = match_key(text)
    if _NEW.match(key):
        return Continuity.NEW
    return Continuity.CONTINUING if _CONTINUING.match(key) else ""


def read_kind(text: str) -> str:
    """Return "collective" or "individual" for a text that says so and nothing else, else ""."""
    match = _KIND.match(match_key(text))
    return Kind(match.lastgroup) if match and match.lastgroup in Kind.values else ""


def read_level(text: str) -> str:
    """Return the level that a heading gives (“Mô hình đăng ký cấp tỉnh” → “cấp tỉnh”), else ""."""
    found = _LEVEL_NAME.search(text) if _LEVEL.match(match_key(text)) else None
    return found[0] if found else ""


def read_section(
    row: list[str], columns: Mapping[str, int] | None = None, restarts: bool = False
) -> Section | None:
    """Return the section that a row announces, None for any other row.

    The heading stands in one cell (“I- Lĩnh vực kinh tế (…)”, “2. Phát triển kinh tế”), is repeated over
    a merge, or stands behind a cell with its number. `columns` are those of the table: what stands alone
    in no column of a registration is surely a heading. `restarts` tells that the numbers of the
    rows below begin again.
    """
    found = _heading(row)
    if found is None:
        return None
    at, number, heading = found
    rank, name = _rank(number, heading)
    if not name:
        return None
    is_alone = columns is not None and not number and _stands_apart(row, at, columns)
    is_firm = rank == 0 or is_alone or restarts
    section = _read_name(name, is_firm, is_loose=not number.isdigit())
    if section is None and rank == 0:
        # Number V beside I to IV: what stands below belongs to none of them.
        section = Section("", name)
    if section is None and restarts and not number and heading[0].isalnum() and rank != _UNNUMBERED:
        section = Section("", name, rank=3)
    return replace(section, rank=max(rank, section.rank) if section.rank == 3 else rank) if section else None


def _heading(row: list[str]) -> tuple[int, str, str] | None:
    """Return column, number and text of a row that has no more than a number and a text."""
    if sum(1 for text in row if text) > 3 and len({text for text in row if not text.isdigit()} - {""}) > 3:
        return None
    cells = {text: column for column, text in reversed(list(enumerate(row))) if not is_blank(text)}
    texts = sorted(cells, key=cells.__getitem__)
    counts = [text for text in texts[2:] if text.isdigit() and len(text) < _DIGITS_OF_YEAR]
    if len(counts) > 1 and len(counts) == len(texts) - 2:
        # A group of its own total: “II | Lĩnh vực kinh tế | 0 | 3”.
        texts = texts[:2]
    while len(texts) > 1 and _COUNT.match(match_key(texts[-1])) and not _is_number(texts[-2]):
        texts.pop()
    if not texts or len(texts) > 2:
        return None
    if len(texts) == 1:
        return cells[texts[0]], "", texts[0]
    first, second = texts
    if _LABELS.match(match_key(first)):
        return cells[first], "", f"{first.rstrip(' :')} {second}"
    return (cells[second], first.strip(" .-–)/(:"), second) if _is_number(first) else None


def _is_number(text: str) -> bool:
    return any(pattern.match(text.strip(" .-–)/(:")) for _rank, pattern in _NUMBERS)


def _rank(number: str, heading: str) -> tuple[int, str]:
    """Return the rank of a heading and its name without the number and “:”."""
    if number:
        rank = next(rank for rank, pattern in _NUMBERS if pattern.match(number))
        return rank, heading.strip(" :")
    for rank, pattern in _LEADS:
        lead = pattern.match(heading)
        if lead:
            return rank, heading[lead.end() :].strip(" :")
    return _UNNUMBERED, heading.strip(" :")


def _stands_apart(row: list[str], at: int, columns: Mapping[str, int]) -> bool:
    """Tell whether a lone text is under “STT”, under no column of the list, or repeated over a merge."""
    own = set(columns.values()) - {columns.get("stt")}
    return at not in own or sum(1 for text in row if text == row[at]) > 1


def _read_name(name: str, is_firm: bool, is_loose: bool) -> Section | None:
    """Read the name of a heading; `is_loose` unless a plain number before it may be that of a row."""
    sector = read_sector(name)
    for section in _said_beside(name, is_firm, is_loose):
        return section
    says_sector = "linh vuc" in match_key(name)[:30]
    # Behind a plain number a name of a field may be the title of a row that has nothing else yet.
    is_name = is_sector_name(name) and (is_loose or is_firm or (sector and "mo hinh" not in match_key(name)))
    if says_sector or is_name or (_names_field(name) and is_firm and not is_organisation(name)):
        return Section(sector, name)
    return None


def _said_beside(name: str, is_firm: bool, is_loose: bool) -> list[Section]:
    """Return what a heading says of level, kind, continuity, place or unit."""
    key = match_key(name)
    level, kind, continuity = read_level(name), read_kind(name), read_continuity(name)
    is_short = len(name) <= _LONGEST_NAME and not _names_field(name)
    places = _PLACE if is_firm else _COMMUNE
    sections = []
    if level:
        sections.append(Section("", name, level=level))
    if kind:
        sections.append(Section("", name, kind=kind))
    if continuity:
        sections.append(Section("", name, continuity=continuity))
    if is_short and (is_firm or is_loose) and places.match(key):
        sections.append(Section("", name, place=name))
    elif is_short and is_firm and is_organisation(name):
        sections.append(Section("", name, registrant=name))
    return sections
