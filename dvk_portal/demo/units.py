"""The units that the five papers name, with the bodies above and some below them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from submissions.models import Level, Unit

Type = Unit.Type

REFORM = datetime.date(2025, 6, 30)
"""The last day of the districts and of the provinces that merged (domain-beyond 9)."""


@dataclass(frozen=True)
class UnitData:
    """One unit of the tree; `desk` and `decides` make it a receiver of registrations."""

    code: str
    name: str
    type: str
    level: str
    short: str = ""
    desk: str = ""
    decides: str = ""
    term: str = Unit.RecognitionTerm.RECOGNISE
    ended: bool = False
    below: tuple["UnitData", ...] = field(default=())


def _commune(code: str, name: str) -> UnitData:
    return UnitData(code, f"Đảng ủy {name}", Type.COMMUNE, "co-so", name[0].upper() + name[1:])


def _organ(code: str, name: str, unit_type: str) -> UnitData:
    return UnitData(code, name, unit_type, "co-so")


TAN_YEN = UnitData(
    "huyen-uy-tan-yen",
    "Huyện ủy Tân Yên",
    Type.PARTY_COMMITTEE,
    "huyen",
    desk="Ban Dân vận Huyện ủy",
    decides="Ban Thường vụ Huyện ủy",
    ended=True,
    below=(
        _commune("tan-yen-cao-xa", "xã Cao Xá"),
        _commune("tan-yen-ngoc-ly", "xã Ngọc Lý"),
        _commune("tan-yen-lien-son", "xã Liên Sơn"),
        _commune("tan-yen-viet-lap", "xã Việt Lập"),
        _commune("tan-yen-song-van", "xã Song Vân"),
        _commune("tan-yen-phuc-hoa", "xã Phúc Hòa"),
        _commune("tan-yen-cao-thuong", "thị trấn Cao Thượng"),
        _commune("tan-yen-nha-nam", "thị trấn Nhã Nam"),
        _organ("tan-yen-cong-an", "Đảng bộ Công an huyện Tân Yên", Type.ARMED_FORCE),
        _organ("tan-yen-quan-su", "Đảng bộ Quân sự huyện Tân Yên", Type.ARMED_FORCE),
        _organ("tan-yen-y-te", "Đảng bộ Trung tâm Y tế huyện Tân Yên", Type.AGENCY),
        _organ("tan-yen-mttq", "Ủy ban MTTQ huyện Tân Yên", Type.MASS_ORGANISATION),
        _organ("tan-yen-phu-nu", "Hội Liên hiệp Phụ nữ huyện Tân Yên", Type.MASS_ORGANISATION),
        _organ("tan-yen-nong-dan", "Hội Nông dân huyện Tân Yên", Type.MASS_ORGANISATION),
        _organ("tan-yen-huyen-doan", "Huyện đoàn Tân Yên", Type.MASS_ORGANISATION),
        _organ("tan-yen-van-phong", "Văn phòng Huyện ủy Tân Yên", Type.AGENCY),
        _organ("tan-yen-giao-duc", "Phòng Giáo dục và Đào tạo huyện Tân Yên", Type.AGENCY),
    ),
)

THAI_NGUYEN = UnitData(
    "khoi-cac-co-quan-thai-nguyen",
    "Đảng ủy Khối các cơ quan tỉnh Thái Nguyên",
    Type.PARTY_COMMITTEE,
    "khoi",
    short="Đảng ủy Khối các cơ quan tỉnh",
    desk="Ban Tuyên giáo Đảng ủy Khối",
    decides="Ban Thường vụ Đảng ủy Khối",
    term=Unit.RecognitionTerm.CONFIRM,
    ended=True,
    below=(
        _organ("thai-nguyen-so-noi-vu", "Đảng bộ Sở Nội vụ", Type.PARTY_COMMITTEE),
        _organ("thai-nguyen-so-y-te", "Đảng bộ Sở Y tế", Type.PARTY_COMMITTEE),
        _organ("thai-nguyen-so-giao-duc", "Đảng bộ Sở Giáo dục và Đào tạo", Type.PARTY_COMMITTEE),
        _organ("thai-nguyen-mttq", "Chi bộ Ủy ban MTTQ tỉnh", Type.PARTY_CELL),
        _organ("thai-nguyen-nong-dan", "Chi bộ Hội Nông dân tỉnh", Type.PARTY_CELL),
    ),
)

BINH_THUAN_SCHOOL = UnitData(
    "cao-dang-binh-thuan",
    "Đảng bộ Trường Cao đẳng Bình Thuận",
    Type.SCHOOL,
    "co-so",
    below=(
        _organ("cao-dang-binh-thuan-chi-bo-1", "Chi bộ 1, Trường Cao đẳng Bình Thuận", Type.PARTY_CELL),
        _organ("cao-dang-binh-thuan-chi-bo-2", "Chi bộ 2, Trường Cao đẳng Bình Thuận", Type.PARTY_CELL),
        _organ("cao-dang-binh-thuan-chi-bo-3", "Chi bộ 3, Trường Cao đẳng Bình Thuận", Type.PARTY_CELL),
    ),
)

TREE = (
    UnitData(
        "tinh-bac-giang",
        "Đảng bộ tỉnh Bắc Giang",
        Type.PARTY_COMMITTEE,
        "tinh",
        ended=True,
        below=(
            TAN_YEN,
            UnitData(
                "khoi-doanh-nghiep-bac-giang",
                "Đảng ủy Khối Doanh nghiệp tỉnh Bắc Giang",
                Type.PARTY_COMMITTEE,
                "khoi",
                short="Đảng ủy Khối Doanh nghiệp tỉnh",
                desk="Ban Tuyên giáo Đảng ủy",
                decides="Ban Thường vụ Đảng ủy Khối",
                ended=True,
            ),
        ),
    ),
    UnitData(
        "tinh-binh-thuan",
        "Đảng bộ tỉnh Bình Thuận",
        Type.PARTY_COMMITTEE,
        "tinh",
        ended=True,
        below=(
            UnitData(
                "ban-dan-van-tinh-uy-binh-thuan",
                "Ban Dân vận Tỉnh ủy Bình Thuận",
                Type.AGENCY,
                "tinh",
                ended=True,
            ),
            UnitData(
                "khoi-cq-dn-binh-thuan",
                "Đảng ủy Khối cơ quan và doanh nghiệp tỉnh Bình Thuận",
                Type.PARTY_COMMITTEE,
                "khoi",
                short="Đảng ủy Khối CQ&DN tỉnh",
                desk="Ban Tuyên giáo - Dân vận Đảng ủy Khối",
                decides="Ban Thường vụ Đảng ủy Khối",
                ended=True,
                below=(BINH_THUAN_SCHOOL,),
            ),
        ),
    ),
    UnitData(
        "tinh-thai-nguyen",
        "Đảng bộ tỉnh Thái Nguyên",
        Type.PARTY_COMMITTEE,
        "tinh",
        below=(THAI_NGUYEN,),
    ),
)


def load_units() -> None:
    """Add the units that are missing, by code; those that stand are left as they are."""
    levels = {level.code: level for level in Level.objects.all()}
    for data, parent_code in _walk(TREE, ""):
        if Unit.objects.filter(code=data.code).exists():
            continue
        values = _values(data, levels)
        if parent_code:
            Unit.objects.get(code=parent_code).add_child(**values)
        else:
            Unit.add_root(**values)


def _walk(units: tuple[UnitData, ...], parent_code: str) -> Iterator[tuple[UnitData, str]]:
    for unit in units:
        yield unit, parent_code
        yield from _walk(unit.below, unit.code)


def _values(data: UnitData, levels: dict[str, Level]) -> dict[str, object]:
    return {
        "code": data.code,
        "name": data.name,
        "short_name": data.short,
        "type": data.type,
        "level": levels[data.level],
        "receives": bool(data.desk),
        "desk_name": data.desk,
        "confirming_body": data.decides,
        "recognition_term": data.term,
        "valid_to": REFORM if data.ended else None,
    }
