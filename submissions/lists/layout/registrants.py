"""Tells a collective from a person in the column “Tập thể hoặc cá nhân”."""

import re

from submissions.models import Initiative
from submissions.vietnamese.text import match_key, nfc

Kind = Initiative.Kind

_COLLECTIVE_WORD = re.compile(r"^(tap the|tt)\b")
_INDIVIDUAL_WORD = re.compile(r"^(ca nhan|cn)\b")
_ONLY_THE_KIND = re.compile(r"^(tap the|tt|ca nhan|cn)$")
_KIND_BEFORE_NAME = re.compile(
    r"^\s*(?:(?:tập thể|cá nhân|tt|cn)\s*[:–—-]|cá nhân(?=\s))\s*(?P<name>\S.*)$", re.IGNORECASE | re.DOTALL
)
_BOTH_WORDS = re.compile(r"tap the.*ca nhan|ca nhan.*tap the|^tt( va| hoac)? cn$")
_BULLET = re.compile(r"^\s*(?:[-–—+*•]|\d{1,2}[.)])\s*(?=\D)")
_HONORIFICS = (
    r"ông|bà|ô(?=\.)|anh|chị|bác|chú|đồng chí|đ\s?/\s?c|đ\.c|đc|bác sĩ|bác sỹ|bs|thầy(?: giáo)?|cô(?: giáo)?"
    r"|cụ|em|hòa thượng|đại đức|thượng tọa|linh mục|ni sư|mục sư|già làng|nghệ nhân|ths|ts"
)
# Titles that stand before a name or before an organisation: “CCB Nguyễn Văn Ba”, “CCB xã Tân Lĩnh”.
_TITLES = (
    r"(?:đại|thượng|trung|thiếu) (?:tá|úy|uý)|(?:thượng|trung|hạ) s[ĩỹ]|chiến s[ĩỹ]|qncn|ccb|cựu chiến binh"
    r"|giáo viên|gv|kỹ sư|ks|y s[ĩỹ]|điều dưỡng|nông dân|cán bộ|công chức|viên chức|đảng viên|đv|hội viên"
    r"|đoàn viên|công dân|người có uy tín|chủ hộ(?: kinh doanh)?"
)
_TITLE = re.compile(rf"^(?:(?:{_TITLES})\b[\s.:]*)+", re.IGNORECASE)
_HONORIFIC = re.compile(rf"^(?:(?:{_HONORIFICS})\b[\s.:]*)+", re.IGNORECASE)
_FAMILY_OF = re.compile(r"^(?:(?:hộ gia đình|gia đình|hộ)\s+)(?P<who>\S.*)$", re.IGNORECASE | re.DOTALL)
_POSITION = re.compile(
    r"^(?:bí thư|phó|trưởng|(?:tổ|thôn|xóm|bản|ấp|đội|nhóm|chi hội|viện) trưởng|chủ nhiệm|chủ hộ|chánh"
    r"|chủ tịch|giám đốc|hiệu trưởng|cán bộ:)\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"[,;:(\n/]|\s[-–—]|[–—]|-(?=[A-ZĐ])|\d|\s(?:và|cùng|cùng với|sinh năm)\s", re.IGNORECASE
)
# With marks, because “Trường” is a school and “Trương” a family, “Tổ” a group and “Tô” a family.
_ORGANISATION_WORDS = (
    r"chi bộ|chi ủy|chi hội|chi đoàn|chi cục|chi nhánh|đảng bộ|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|ủy ban"
    r"|ubnd|ub|ub ?mttq|mttq|hđnd|mặt trận|hội|hợp tác xã|htx|tổng công ty|công ty|cty|tập đoàn"
    r"|doanh nghiệp|dntn|xí nghiệp|nhà máy|công an|ca|công đoàn|liên đoàn|liên minh|liên hiệp|lđlđ"
    r"|đoàn thanh niên|đoàn tncs|đoàn tn"
    r"|đoàn (?:xã|phường|khối|cơ sở|thể|thị trấn|thị xã|huyện|viên|công tác)"
    r"|đoàn trường (?:thpt|thcs|tiểu học|mầm non|cao đẳng|đại học|phổ thông)|đoàn$|ban|trường|nhà trường"
    r"|thpt|thcs|tiểu học|mầm non|trung tâm|trạm|y tế|phòng|sở|cục|viện|bệnh viện|tòa án|kho bạc"
    r"|ngân hàng|bảo hiểm|văn phòng|cơ quan|đơn vị|thôn|xóm|bản|làng|ấp|buôn|tổ|khu|khối|xã|phường"
    r"|thị trấn|huyện|tdp|thành phố|câu lạc bộ|clb|nhóm|đội|đồn|tiểu đội|trung đội|đại đội|tiểu đoàn"
    r"|trung đoàn|bộ chqs|bộ chỉ huy|bộ phận|khoa|hạt kiểm lâm|đài|quỹ|quân sự|dân quân|bch|bchqs|llvt"
    r"|lực lượng|nhân dân|cán bộ|hộ|giáo xứ|giáo họ|chùa|họ đạo|hnd|hpn|hlhpn|ccb|hccb|đtn|đtncs|đu"
    r"|liên chi hội|liên đội|nghiệp đoàn|đảng đoàn|(?:tỉnh|thành|thị|quận) đoàn|cấp ủy|thường trực|toàn dân"
    r"|bà con|dòng họ|họ|cbcc|cbccvc|cb|kp|lớp|trại|chợ|ga|siêu thị|điện lực|bưu điện|nhà thờ|hkd|vp"
    r"|agribank|vietinbank|vietcombank|bidv|vnpt|viettel|nhcsxh|kbnn|bhxh|ubkt|btg|btgdv|bdv|bql|bcđ"
    r"|bctmt|ctmt|vks|vksnd|tand|cct|ttyt|ttvh|pgd|cđcs|cđ|mn|th|ptdtbt|ptdtnt|pccc"
    r"|cựu chiến binh|phụ nữ|thanh niên|tuổi trẻ|cụm dân cư|khu phố|nhà văn hóa|cơ sở"
)
# “Uỷ ban” and “toà án” are as right as “Ủy ban” and “tòa án”.
_ANY_TONE_PLACE = _ORGANISATION_WORDS.replace("ủy", "(?:ủy|uỷ)").replace("tòa", "(?:tòa|toà)")
_ORGANISATION = re.compile(
    rf"^(?:(?:các|toàn thể|một số|tập thể|ban thường vụ|ban chấp hành)\s+)*(?:{_ANY_TONE_PLACE})(?!\w)",
    re.IGNORECASE,
)
_FAMILY_LIST = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm mai trịnh"
    " trương đào cao hà lưu lương thái châu tạ phùng tô vương văn tăng quách lại hứa thạch diệp từ chu"
    " la đàm tống giang chung triệu kiều hồng trang đồng danh lư lữ thân kim mã bạch liêu tiêu dư âu phó"
    " nghiêm khổng khuất ninh nhữ cù thiều doãn nông vi bế lò quàng cầm cà lường tòng giàng thào vàng"
    " sùng mùa lầu hạng ma sầm lục mạc đới cấn bàn lã quản khúc tưởng viên nhâm thi mẫn ngọ giáp hán đậu"
    " sái tôn hờ cứ tẩn phàn chảo tráng hảng sình thền xồng và chớ dềnh tếnh đèo siu ksor rơ rcom rmah"
    " nay niê mlô kpă kpuih điểu alăng bling pơloong zơrâm briu coor arất bnướch aviết neang đàng não"
    " kiên bá quảng ngân dụng lộc phí hầu tất mầu lăng khà chẩu ly lỳ pờ phu khoàng toán lừu phang"
)
_FAMILY_NAMES = frozenset(_FAMILY_LIST.split())
_MIDDLE_NAMES = {"văn", "thị", "a"}
_FIRST_LETTERS = {"a", "y", "k", "h"}
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ")


def registrant_kind(text: str) -> str:
    """Return "collective", "individual", or "" when the text does not tell.

    “Tập thể”/“TT” and “Cá nhân”/“CN” say it; else the name of an organisation or a Vietnamese
    personal name (with or without “Ông”, “Bà”, “Đồng chí”, “Hộ ông”, and whatever follows it).
    """
    text = _BULLET.sub("", nfc(text))
    key = match_key(text)
    if _BOTH_WORDS.search(key):
        return ""
    if _COLLECTIVE_WORD.match(key):
        return Kind.COLLECTIVE
    if _INDIVIDUAL_WORD.match(key):
        # “CN” is also a branch: “CN Ngân hàng Chính sách xã hội”.
        return Kind.COLLECTIVE if is_organisation(text.partition(" ")[2]) else Kind.INDIVIDUAL
    family = _FAMILY_OF.match(text)
    if _POSITION.match(text) or _is_titled_person(text) or (family and _is_person(family["who"])):
        return Kind.INDIVIDUAL
    if is_organisation(text):
        return Kind.COLLECTIVE
    return Kind.INDIVIDUAL if _is_person(text) else ""


def registrant_name(text: str) -> str:
    """Return who stands in the cell: what follows “Cá nhân:”, “Tập thể:”, “TT:”.

    "" where the cell only says which of the two it is (“Tập thể”, “Cá nhân”).
    """
    if _ONLY_THE_KIND.match(match_key(text)):
        return ""
    named = _KIND_BEFORE_NAME.match(text)
    return named["name"] if named else text


def is_organisation(text: str) -> bool:
    """Tell whether a text begins as the name of an organisation does: “Chi bộ …”, “Trường …”."""
    return bool(_ORGANISATION.match(nfc(text)))


def _is_titled_person(text: str) -> bool:
    """Tell “Giáo viên Trần Thị Hạnh”: a title before a whole personal name."""
    name = _TITLE.sub("", text)
    return name != text and _is_personal_name(_NAME_END.split(name, maxsplit=1)[0].split())


def _is_person(text: str) -> bool:
    bare = _HONORIFIC.sub("", text)
    name = _NAME_END.split(bare, maxsplit=1)[0].split()
    is_addressed = bare != text and bool(name) and name[0][0].isupper()
    return is_addressed or _is_personal_name(name)


def _is_personal_name(words: list[str]) -> bool:
    """Tell a Vietnamese personal name; “H'Hen Niê” and “K’Brêu” have an apostrophe inside.

    A name may be cut short (“Nguyễn Thị H.”), or typed in small letters where “văn” or “thị” tells it.
    """
    bare = [word.translate(_APOSTROPHES).removesuffix(".") for word in words]
    if len(words) > 1 and words[0] in _FAMILY_NAMES and words[1] in _MIDDLE_NAMES:
        bare = [word.capitalize() for word in bare]
    if len(words) == 1:
        return bare[0].isalpha() and bare[0] != words[0].removesuffix(".") and words[0][0].isupper()
    if not 2 <= len(words) <= 6 or not all(word.isalpha() and word[0].isupper() for word in bare):
        return False
    family, middle = words[0].lower(), words[1].lower()
    return family in _FAMILY_NAMES or middle in _MIDDLE_NAMES or bare != words or family in _FIRST_LETTERS
