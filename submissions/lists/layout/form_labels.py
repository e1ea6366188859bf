"""The items of the registration forms: their labels in any wording, the instructions beside them, the dots.

M1 is for a collective, M2 for a person (domain b.1). Other issuers put the same items in another
order and word them otherwise; a ward's form of 2026 has nine of its own.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from submissions.vietnamese.text import fold, match_key

from ..formats.grid import Line


class Label(NamedTuple):
    """A label found at the start of a line: the item, its number in the form, where the answer begins."""

    item: str
    number: int | None
    text: str
    end: int


def _pattern(words: str) -> str:
    """Let the words of a label stand apart by spaces, commas, strokes or dashes."""
    return words.replace(" ", r"[\s,/&–-]+")


# First match wins, so the longer wordings stand first. Items beginning with “other” have no place
# of their own in a registration; their answers go to the contents.
_ITEMS = tuple(
    (item, re.compile(_pattern(words)))
    for item, words in (
        ("registrant", r"(ten ca nhan|ho (va )?ten( nguoi)?|ten nguoi dang k[yi])( dang k[yi])?"),
        (
            "unit",
            r"(ten )?(to chuc co quan don vi|co quan don vi|don vi|tap the|to chuc)( dang k[yi]| thuc hien)"
            r"|ten (to chuc co quan don vi|to chuc|co quan don vi|don vi|tap the)",
        ),
        ("position", r"chuc (vu|danh)( chuc (vu|danh)| cong tac| dang| hien nay)*"),
        ("workplace", r"(don vi|co quan|noi)( don vi)?( dang)?( cong tac| lam viec| sinh hoat)"),
        (
            "place",
            r"(dia chi |dia diem )(va )?pham vi( thuc hien| trien khai)*"
            r"|dia (chi|diem) (thuc hien|trien khai|xay dung)",
        ),
        (
            "place",
            r"(pham vi|dia diem|noi) (thuc hien|trien khai|xay dung|dia diem)|dia ban|dia diem|pham vi",
        ),
        ("address", r"(noi o|dia chi|noi thuong tru)( thuong tru| lien he| noi o| co quan| don vi| cu tru)*"),
        ("sector", r"(mo hinh |dien hinh )*(thuoc )?(cac )?linh vuc( dang k[yi]| thuc hien)?"),
        (
            "level",
            r"((de nghi |de xuat )?dang k[yi]( xay dung)?( cac)?( mo hinh)?( dien hinh)?( dan van kheo)?"
            r"( o)? cap|cap (dang k[yi]|de nghi|cong nhan))(?! uy\b)",
        ),
        (
            "title",
            r"ten( goi)?( cua)? (mo hinh|noi dung|dien hinh|cong trinh|viec)( dien hinh| mo hinh)*"
            r"( dan van kheo)?( dang k[yi]| thuc hien| xay dung)*(?! ngan gon)",
        ),
        ("other", r"(thuc trang|ly do|su can thiet|co so)( ly do)?( dang k[yi]| lua chon| xay dung)*"),
        (
            "content",
            r"(tom tat )?noi dung( cach thuc| hinh thuc| bien phap| giai phap| va)*"
            r"( dang k[yi]| thuc hien| mo hinh| hoat dong)*|cach thuc thuc hien|bien phap thuc hien",
        ),
        ("period", r"(nguon luc |kinh phi )*(va )?thoi gian( thuc hien| trien khai| bat dau| xay dung)*"),
        ("goal", r"(muc tieu|ket qua du kien|du kien ket qua|ket qua dat duoc|ket qua)( tieu chi| de ra)*"),
        ("other", r"luc luong( tham gia| thuc hien| nong cot)*|nguon luc|kinh phi"),
        ("other", r"san pham( dau ra)?|hieu qua"),
        ("other", r"kha nang (duy tri|nhan rong)( nhan rong)?"),
    )
)
# Words with which a clerk goes on with a label.
_MORE = re.compile(
    _pattern(
        r"( (dang k[yi]|thuc hien|xay dung|trien khai|mo hinh|dien hinh|dan van kheo|cua|du kien|dat duoc"
        r"|va|nam|cac|tap the|ca nhan|don vi|de ra|tieu chi|cach thuc|doi tuong|nhan rong|dau ra"
        r"|tham gia)\b)+"
    )
    + r"(?=\s*(?:[:.…_\t(]|$))"
)
_NUMBER = re.compile(
    r"\s*(?:(?:muc )?\(?(?P<digits>\d{1,2}|[ivx]{1,4}|[a-i])\s*[.):/–-]+|(?P<bare>\d{1,2})(?=\s)|[-–+*•])?\s*"
)
_AFTER_LABEL = re.compile(r"[\s“”\"]*(?:$|[:.…_\t(;]|[-–]\s)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}

# How the instructions of the forms begin; they stand in brackets and are often left in.
_INSTRUCTION = (
    r"(ghi|neu tom tat|neu ro|neu ngan gon|ten mo hinh ngan gon|ten ghi ngan gon|ten ngan gon"
    r"|mo hinh,? dien hinh thuoc linh vuc|danh dau|tich dau|tick|se thuc hien nhu the nao"
    r"|tuy theo noi dung|dang k[yi] nam nao|ten to chuc,? co quan,? don vi\s*(?=\))|neu co\b|vi du)"
)
_BRACKETED = re.compile(rf"\(\s*{_INSTRUCTION}[^()]*(\)|$)[.:]?")
_TICK_INSTRUCTION = re.compile(r"vao o tuong ung|(danh|tich) dau x\b")
_DOTS = re.compile(r"[.…_]+|-{4,}")
_LONGEST_LABEL = 200
_SPACES = re.compile(r"[^\S\n\t]+")


def read_label(text: str) -> Label | None:
    """Return the label with which a line begins, None for any other line.

    It stands alone in its line, or a colon, dots, a bracket or a tab follow it; behind a number any
    answer may.
    """
    key = fold(text[:_LONGEST_LABEL])
    lead = _NUMBER.match(key)
    if lead is None:
        return None
    for item, pattern in _ITEMS:
        match = pattern.match(key, lead.end())
        if match is None or key[match.end() : match.end() + 1].isalnum():
            continue
        more = _MORE.match(key, match.end())
        end = more.end() if more else match.end()
        number = _number(lead["digits"] or lead["bare"])
        if number is None and not _AFTER_LABEL.match(key, end):
            return None
        return Label(item, number, text[lead.end() : end], end)
    return None


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    return _ROMAN.get(text) or ord(text[0]) - ord("a") + 1


def answer(text: str) -> str:
    """Return what was filled in: without instructions, dotted lines and the colon before it."""
    text = _without_instructions(text)
    lines = [_SPACES.sub(" ", _DOTS.sub(_without_leader, line)).strip() for line in text.split("\n")]
    filled = "\n".join(line for line in lines if match_key(line)).lstrip(":;.… ")
    if filled.startswith("(") and filled.find(")") == len(filled) - 1:
        filled = filled[1:-1].strip()
    return filled if match_key(filled) else ""


def options(lines: Sequence[Line]) -> list[Line]:
    """Return the lines where one of several is chosen, without instructions and dotted lines."""
    return [
        Line(_DOTS.sub(_without_leader, _without_tick_instruction(line.text)), line.bold) for line in lines
    ]


def _without_tick_instruction(text: str) -> str:
    """Leave out “(… tích dấu x vào ô tương ứng)”, whose x is no tick; the brackets may be gone."""
    if not _TICK_INSTRUCTION.search(match_key(text)):
        return text
    return text.partition("(")[0] if "(" in text else ""


def _without_leader(match: re.Match[str]) -> str:
    """Return spaces for the dots of a dotted line; the three dots (or “…”) of a sentence stay."""
    dots = match[0]
    is_leader = len(dots) > 3 or dots.count("…") > 1 or dots.startswith("__")
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if is_leader or (len(dots.replace("…", "...")) > 1 and not before.strip() and not after.strip()):
        return " " * len(dots)
    return dots


def _without_instructions(text: str) -> str:
    parts: list[str] = []
    start = 0
    for match in _BRACKETED.finditer(fold(text)):
        parts.append(text[start : match.start()])
        start = match.end()
    return "".join(parts) + text[start:]
