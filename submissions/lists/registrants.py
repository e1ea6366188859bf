"""Tells a collective from a person in the column “Tập thể hoặc cá nhân”."""

import re

from submissions.models import Initiative
from submissions.vietnamese.text import match_key, nfc

Kind = Initiative.Kind

_COLLECTIVE_WORD = re.compile(r"^(tap the|tt)\b")
_INDIVIDUAL_WORD = re.compile(r"^(ca nhan|cn)\b")
_ONLY_THE_KIND = re.compile(r"^(tap the|tt|ca nhan|cn)$")
_BOTH_WORDS = re.compile(r"tap the.*ca nhan|ca nhan.*tap the")
_HONORIFICS = r"ông|bà|anh|chị|đồng chí|đ\s?/\s?c|đc|bác sĩ|bác sỹ|bs|thầy|cô|cụ|em|hòa thượng|linh mục"
_HONORIFIC = re.compile(rf"^(?:(?:{_HONORIFICS})\b[\s.:]*)+", re.IGNORECASE)
_POSITION = re.compile(
    r"^(?:bí thư|phó|trưởng|chủ tịch|giám đốc|hiệu trưởng|đảng viên|hội viên|đoàn viên|công dân)\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(r"[,;:(\n/]|\s[-–—]|\d")
# With marks, because “Trường” is a school and “Trương” a family, “Tổ” a group and “Tô” a family.
_ORGANISATION_WORDS = (
    r"chi bộ|chi ủy|chi hội|chi đoàn|chi cục|đảng bộ|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|ủy ban|ubnd"
    r"|ub ?mttq|mttq|hđnd|mặt trận|hội|hợp tác xã|htx|tổng công ty|công ty|cty|tập đoàn|doanh nghiệp"
    r"|công an|công đoàn|liên đoàn|lđlđ|đoàn (?:thanh|tn|xã|phường|trường|khối|cơ sở|thể|thị)\w*|đoàn$"
    r"|ban|trường|nhà trường|trung tâm|trạm|phòng|sở|cục|viện|bệnh viện|tòa án|kho bạc|ngân hàng"
    r"|bảo hiểm|văn phòng|cơ quan|đơn vị|thôn|xóm|bản|làng|ấp|tổ|khu|khối|xã|phường|thị trấn|huyện"
    r"|thành phố|câu lạc bộ|clb|nhóm|đội|đồn|tiểu đội|trung đội|đại đội|bộ chqs|bộ chỉ huy|quân sự"
    r"|dân quân|bch|llvt|lực lượng|nhân dân|cán bộ|hộ|giáo xứ|chùa|hnd|hpn|hlhpn|ccb|hccb|đtn|đtncs"
)
# “Uỷ ban” and “toà án” are as right as “Ủy ban” and “tòa án”.
_ANY_TONE_PLACE = _ORGANISATION_WORDS.replace("ủy", "(?:ủy|uỷ)").replace("tòa", "(?:tòa|toà)")
_ORGANISATION = re.compile(
    rf"^(?:(?:các|toàn thể|một số|ban thường vụ|ban chấp hành)\s+)*(?:{_ANY_TONE_PLACE})(?!\w)", re.IGNORECASE
)
_FAMILY_LIST = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm mai trịnh"
    " trương đào cao hà lưu lương thái châu tạ phùng tô vương văn tăng quách lại hứa thạch diệp từ chu"
    " la đàm tống giang chung triệu kiều hồng trang đồng danh lư lữ thân kim mã bạch liêu tiêu dư âu"
    " phó nghiêm khổng khuất ninh nhữ cù thiều doãn nông vi bế lò quàng cầm cà lường tòng giàng thào"
    " vàng sùng mùa lầu hạng ma sầm lục mạc đới cấn bàn lã quản khúc tưởng viên nhâm thi mẫn ngọ giáp"
    " hán đậu sái tôn"
)
_FAMILY_NAMES = frozenset(_FAMILY_LIST.split())
_MIDDLE_NAMES = {"văn", "thị"}


def registrant_kind(text: str) -> str:
    """Return "collective", "individual", or "" when the text does not tell.

    “Tập thể”/“TT” and “Cá nhân”/“CN” say it; else the name of an organisation or a Vietnamese
    personal name (with or without “Ông”, “Bà”, “Đồng chí”, and whatever follows it).
    """
    text = nfc(text)
    key = match_key(text)
    if _BOTH_WORDS.search(key):
        return ""
    if _COLLECTIVE_WORD.match(key):
        return Kind.COLLECTIVE
    if _INDIVIDUAL_WORD.match(key) or _POSITION.match(text):
        return Kind.INDIVIDUAL
    if _ORGANISATION.match(text):
        return Kind.COLLECTIVE
    bare = _HONORIFIC.sub("", text)
    name = _NAME_END.split(bare, maxsplit=1)[0].split()
    is_addressed = bare != text and name and name[0][0].isupper()
    return Kind.INDIVIDUAL if is_addressed or _is_personal_name(name) else ""


def registrant_name(text: str) -> str:
    """Return who stands in the cell, "" where it only says which of the two it is (“Tập thể”, “Cá nhân”)."""
    return "" if _ONLY_THE_KIND.match(match_key(text)) else text


def _is_personal_name(words: list[str]) -> bool:
    if not 2 <= len(words) <= 6 or not all(word.isalpha() and word[0].isupper() for word in words):
        return False
    family, middle = words[0].lower(), words[1].lower()
    return family in _FAMILY_NAMES or middle in _MIDDLE_NAMES
