"""What the headings of a list mean: the wordings of twenty years, as data.

M3 and M4 have a two-row header whose “Thời gian triển khai” spans two columns; their wording,
order and the years inside it differ from paper to paper (the letter's own M3 still says “năm
2022”), so a header cell is known by words, not by position.
"""

import re

from submissions.models import Initiative, Sector
from submissions.vietnamese.text import match_key

KIND_COLUMNS = {"collective": Initiative.Kind.COLLECTIVE, "individual": Initiative.Kind.INDIVIDUAL}
"""Columns that say by being filled which of the two registers."""
SECTOR_COLUMNS = tuple(Sector.Key.values)
"""Columns that say by a cross which of the four sectors a row belongs to."""
TIME_COLUMNS = ("continuing", "new", "period", "completion")

COLUMNS = (
    "stt",
    "code",
    "place",
    "title",
    "content",
    "registrant",
    *KIND_COLUMNS,
    "kind",
    "position",
    "workplace",
    "address",
    "continuing",
    "new",
    "continuity",
    "period",
    "completion",
    "goal",
    "sector",
    *SECTOR_COLUMNS,
    "level",
    "unit",
)
"""The canonical columns. “unit” is one more column “Đơn vị” beside those who carry it out and the place."""

LEFT_OUT = ""
"""The meaning of a column that belongs to a list but says nothing a registration holds."""

_MAX_HEADER_TEXT = 160
_MODEL = r"(mo hinh|dien hinh|mh|dh|dvk|dan van kheo|cong trinh|phan viec|viec lam|de tai|sang kien)"
_WHO = r"(tap the|ca nhan|don vi|nguoi|chu the|to chuc|co quan|chi bo|dia phuong|chu nhiem)"
# “Nông thôn mới” and “đổi mới” are no sign of a new initiative.
_NEW = r"(?<!nong thon )(?<!doi )\bmoi\b"
_KEPT = r"(\btiep tuc\b|\bduy tri\b|\bda va dang\b|\bdang (hoat dong|thuc hien|trien khai)\b|\bhien co\b)"

# First match wins, so the narrower meanings stand first: “Mô hình đã và đang hoạt động tiếp tục đăng
# ký…” is no title, “Địa chỉ xây dựng mô hình” neither. Patterns meet the folded text.
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        ("stt", r"^(s ?t ?t|t t|tt|so tt|so thu tu|thu tu|no|stt tt)$"),
        ("code", r"^ma( so)?( (ho so|dang ky|ban dang ky|mo hinh|mh))?$"),
        (
            LEFT_OUT,
            r"^(ghi chu|y kien|nhan xet|ly do|so dien thoai|dien thoai|sdt|email|e mail|ky nhan|chu ky"
            r"|trang thai(?!.*\b(moi|tiep tuc|duy tri))|tinh trang ho so"
            r"|so (luong|mo hinh|tap the|ca nhan|nguoi|ho)"
            r"|tong( so| cong)?|kha nang|kinh phi|nguon luc|diem|xep loai|nam sinh|ngay sinh|gioi tinh"
            r"|dan toc"
            r"|nguoi phu trach|dau moi|noi dung (cong viec|hop|chi|kiem tra))\b",
        ),
        ("kind", r"^(loai hinh|doi tuong|hinh thuc|loai|phan loai) .*(tap the|ca nhan)"),
        ("continuity", rf"^(?!ten )(?=.*{_NEW})(?=.*({_KEPT}|\bcu\b))"),
        (
            "continuity",
            r"^(hinh thuc|loai|tinh trang|tinh chat|trang thai) (dang ky|mo hinh|mh|thuc hien|xay dung)$"
            r"|^tinh trang$",
        ),
        ("registrant", r"^(?!loai|hinh thuc|muc tieu|ket qua).*(tap the.*ca nhan|ca nhan.*tap the)"),
        ("registrant", r"^tt( hoac| va)? cn$"),
        ("title", rf"^ten {_MODEL},? (va )?(dia chi|dia diem|noi)\b"),
        (
            "goal",
            r"muc tieu|muc dich|^(du kien )?ket qua|du kien ket qua|ke hoach xay dung|^hieu qua|^san pham"
            r"|^chi tieu|^y nghia|^yeu cau (can )?dat",
        ),
        ("period", r"bat dau.*(ket thuc|hoan thanh)|^tu (thang|nam|ngay).* den"),
        (
            "completion",
            r"hoan thanh|ket thuc|^den( thang| nam| ngay)*$|^thoi han$|ve dich",
        ),
        ("period", r"bat dau|khoi cong|^tu( thang| nam| ngay)*$"),
        (
            "continuing",
            rf"{_KEPT}|\bda (trien khai|thuc hien|xay dung|co)\b|^(mo hinh |mh )?(cu|chuyen tiep)$|nam truoc",
        ),
        ("new", _NEW),
        ("level", r"^(muc )?cap (?!uy\b)|^cap$|^(dang ky|de nghi)( \w+){0,4} (o )?cap\b"),
        (
            "sector",
            r"^(thuoc |nhom |cac |ten |loai hinh |mo hinh thuoc )*linh vuc\b"
            r"|^(thuoc )?nhom noi dung$|^mang( cong tac)?$|^lv$",
        ),
        ("position", r"^chuc (vu|danh)\b"),
        ("workplace", r"^(don vi|noi|co quan) cong tac\b"),
        ("address", r"^(dia chi|noi) (thuong tru|o|cu tru|o hien nay)\b|^(cho o|thuong tru|que quan)$"),
        (
            "place",
            r"dia chi|dia diem|dia ban|^dc( xay dung| thuc hien)?$|^vi tri$"
            r"|^noi (thuc hien|xay dung|trien khai|ap dung|dang ky)|pham vi|khu vuc"
            r"|^(ten |cac )?((xa|phuong|thi tran|thon|xom|ap|ban|to dan pho|tdp|khu dan cu|khu pho)( |$))+$",
        ),
        ("individual", r"^(ten |ho (va )?ten )?(cac )?ca nhan( dang ky| thuc hien| dien hinh)?$"),
        ("collective", r"^(ten )?(cac )?tap the( dang ky| thuc hien| dien hinh)?$"),
        ("registrant", rf"^ho (va )?ten|^tac gia$|^dai dien$|^(ten )?(cac )?{_WHO}.*(dang ky|thuc hien)"),
        (
            "registrant",
            rf"^(ten )?(cac )?{_WHO}.*(xay dung|chu tri|trien khai|de nghi|phu trach|ca nhan|tap the)",
        ),
        ("registrant", r"^(chu the|chu nhiem|chu mo hinh|luc luong|nguoi (dang ky|thuc hien|lam))\b"),
        (
            "title",
            rf"^(ten( goi)?( cua)?|cac|nhung)( cac)? {_MODEL}|^ten( goi)?$"
            rf"|^(ten )?(cac )?noi dung (mo hinh|dang ky)\b|^ten (cac )?(noi dung|viec|san pham)\b"
            rf"|^(noi dung |dang ky )?{_MODEL}\b",
        ),
        ("place", r"^(ten )?dia phuong\b"),
        ("unit", r"^(ten )?(cac )?(co quan|don vi|to chuc|chi bo|dang bo|dang uy)\b"),
        ("kind", r"^(loai hinh|doi tuong|loai|phan loai)( dang ky)?$"),
        (
            "content",
            r"^(tom tat |du kien )*(noi dung|cach lam|giai phap|bien phap|mo ta|cach thuc|ke hoach)\b"
            r"|^tom tat",
        ),
        (
            "period",
            r"thoi gian|^tg\b|thoi diem|^tien do|^nam( (thuc hien|dang ky|xay dung|trien khai|thanh lap))?$",
        ),
    )
)
# Headings of which one of several columns is meant by a cross, “Cấp tỉnh | Cấp huyện”.
_LEVEL = re.compile(r"^cap \w+|^(tinh|huyen|xa|co so|khoi|trung uong)$")
_NUMBERING = re.compile(r"^\s*(?:\((?:\d{1,2}|[a-zđ])\)|(?:\d{1,2}|[A-Za-zđ]|[IVX]{1,4})\s*[.):])\s*(?=\S)")
_HYPHENATED = re.compile(r"(?<=\w)-\n(?=\w)")
_NUMBER_SIGN = re.compile(r"^\s*(#|№|nº|n°)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(nam )?20\d\d\b")
_HINT = re.compile(r"^\(.*\)$|^\[.*\]$", re.DOTALL)


def column_meaning(text: str) -> str | None:
    """Return the canonical column that a header cell names, None for any other text.

    A column that belongs to lists but holds nothing of a registration (“Ghi chú”) is None too.
    """
    return meaning(text) or None


def meaning(text: str) -> str | None:
    """Return what `column_meaning` does, but `LEFT_OUT` for a known heading that says nothing to us."""
    if not text or len(text) > _MAX_HEADER_TEXT:
        return None
    if _NUMBER_SIGN.match(text):
        return "stt"
    if _first(match_key(text)) == "stt":
        # “T.T” is no “T” with the number T.
        return "stt"
    text = _NUMBERING.sub("", _HYPHENATED.sub(" ", text))
    keys = dict.fromkeys(match_key(part) for part in (text, text.partition("(")[0]))
    whole, bare = next(iter(keys)), list(keys)[-1]
    # A hint in parentheses matters where it names both of two choices: “Hình thức (mới/duy trì)”.
    hinted = _first(whole)
    if hinted in ("continuity", "kind", "registrant") and not bare.startswith("ten "):
        return hinted
    plain = _first(bare)
    return hinted if plain is None else plain


def header_key(text: str) -> str:
    """Return the key under which a unit's wording of a heading is remembered; years do not count."""
    return " ".join(_YEAR.sub(" ", match_key(text)).split())[:255]


def names_level(text: str) -> bool:
    """Tell whether a heading is one level of several, “Cấp tỉnh” or, under “Cấp đăng ký”, “Tỉnh”."""
    return bool(_LEVEL.match(match_key(text)))


def is_remark(text: str) -> bool:
    """Tell what stands under a heading without naming a column: a year, a hint in parentheses."""
    key = match_key(text)
    return bool(_HINT.match(text.strip())) or (bool(key) and not header_key(key))


def _first(key: str) -> str | None:
    return next((column for column, pattern in _MEANINGS if pattern.search(key)), None)
