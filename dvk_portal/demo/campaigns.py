"""The two campaigns of 2024, with the sector wording and the deadlines of the papers behind them."""

import datetime
import re
from dataclasses import dataclass

from submissions.models import Campaign, Deadline, Level, Sector, SectorScheme, SectorWording, Unit

from .annexes import annex_lists

Step, Bound = Deadline.Step, Deadline.Bound
Key = Sector.Key

TAN_YEN_SLUG = "tan-yen-2024"
THAI_NGUYEN_SLUG = "khoi-thai-nguyen-2024"

_SECTION = re.compile(r"^[IVX]+- (?P<label>[^(]+) \((?P<hint>.+)\)$")
TAN_YEN_ORDER = (Key.ECONOMY, Key.CULTURE_SOCIETY, Key.DEFENCE_SECURITY, Key.POLITICAL_SYSTEM)
THAI_NGUYEN_WORDINGS = (
    (Key.POLITICAL_SYSTEM, "Lĩnh vực xây dựng Đảng và hệ thống chính trị", ""),
    (Key.ECONOMY, "Lĩnh vực phát triển kinh tế", ""),
    (Key.CULTURE_SOCIETY, "Lĩnh vực văn hóa - xã hội", ""),
    (Key.DEFENCE_SECURITY, "Lĩnh vực quốc phòng - an ninh", ""),
)


@dataclass(frozen=True)
class DeadlineData:
    """One date of a campaign; `named_day` is ISO, `level` a level's code."""

    step: str
    what: str
    phrase: str
    bound: str
    named_day: str
    level: str = ""
    unit_type: str = ""


TAN_YEN_DEADLINES = (
    DeadlineData(
        Step.REGISTER,
        "Gửi danh sách M4 và mẫu M1, M2 về Ban Dân vận Huyện ủy",
        "chậm nhất ngày 27/02/2024",
        Bound.BY,
        "2024-02-27",
    ),
    DeadlineData(
        Step.REGISTER,
        "Các xã, thị trấn gửi danh sách M3 và mẫu M1, M2 về Ban Dân vận Huyện ủy",
        "chậm nhất ngày 27/02/2024",
        Bound.BY,
        "2024-02-27",
        unit_type=Unit.Type.COMMUNE,
    ),
    DeadlineData(
        Step.SELECT,
        "Giới thiệu nội dung cấp tỉnh, cấp huyện với Thường trực Huyện ủy",
        "tại Hội nghị giao ban ngày 01/3/2024",
        Bound.BY,
        "2024-03-01",
    ),
)

THAI_NGUYEN_DEADLINES = (
    DeadlineData(
        Step.REGISTER,
        "Cấp cơ sở hoàn thành đăng ký",
        "trước 30/5/2024",
        Bound.BEFORE,
        "2024-05-30",
        level="co-so",
    ),
    DeadlineData(
        Step.REGISTER,
        "Cấp Đảng bộ Khối hoàn thành đăng ký",
        "trước ngày 30/6/2024",
        Bound.BEFORE,
        "2024-06-30",
        level="khoi",
    ),
    DeadlineData(
        Step.REPORT,
        "Báo cáo kết quả 06 tháng",
        "trước ngày 10/6 và 10/12 hằng năm",
        Bound.BEFORE,
        "2024-06-10",
    ),
    DeadlineData(
        Step.REVIEW,
        "Cấp cơ sở rà soát, thẩm định và xác nhận",
        "hoàn thành trong tháng 10 hằng năm",
        Bound.WITHIN,
        "2024-10-31",
        level="co-so",
    ),
    DeadlineData(
        Step.REVIEW,
        "Cấp Đảng bộ Khối rà soát, thẩm định và xác nhận",
        "hoàn thành trong tháng 11 hằng năm",
        Bound.WITHIN,
        "2024-11-30",
        level="khoi",
    ),
    DeadlineData(
        Step.REPORT, "Báo cáo kết quả 1 năm", "trước ngày 10/6 và 10/12 hằng năm", Bound.BEFORE, "2024-12-10"
    ),
)


def add_tan_yen() -> Campaign:
    """The campaign of the letter of Huyện ủy Tân Yên, not yet opened."""
    campaign = Campaign.objects.create(
        slug=TAN_YEN_SLUG,
        title="Dân vận khéo năm 2024",
        year=2024,
        theme="Xây dựng các mô hình, điển hình về phát triển kinh tế và văn hóa - xã hội",
        period="2022 - 2025",
        issuer=Unit.objects.get(code="huyen-uy-tan-yen"),
        basis="Công văn số -CV/HU, tháng 02 năm 2024, của Huyện ủy Tân Yên V/v triển khai Phong trào thi đua "
        "“Dân vận khéo” năm 2024",
        scheme=_scheme("huyen-uy-tan-yen", "Danh sách mẫu M3, Huyện ủy Tân Yên", tan_yen_wordings()),
        accepts_late=True,
    )
    _add_deadlines(campaign, TAN_YEN_DEADLINES)
    return campaign


def add_thai_nguyen() -> Campaign:
    """The campaign of guidance 29-HD/ĐUK of Thái Nguyên, not yet opened."""
    code = "khoi-cac-co-quan-thai-nguyen"
    campaign = Campaign.objects.create(
        slug=THAI_NGUYEN_SLUG,
        title="Xây dựng mô hình Dân vận khéo năm 2024",
        year=2024,
        period="2022 - 2026",
        issuer=Unit.objects.get(code=code),
        basis="Hướng dẫn số 29-HD/ĐUK, ngày 16 tháng 4 năm 2024, của Ban Chấp hành "
        "Đảng bộ Khối các cơ quan tỉnh",
        scheme=_scheme(code, "Hướng dẫn 29-HD/ĐUK, Đảng ủy Khối các cơ quan tỉnh", THAI_NGUYEN_WORDINGS),
        accepts_late=True,
    )
    _add_deadlines(campaign, THAI_NGUYEN_DEADLINES)
    return campaign


def tan_yen_wordings() -> tuple[tuple[str, str, str], ...]:
    """Sector key, wording and topics in brackets, as the section rows of M3 print them."""
    sections = [row[0] for row in annex_lists()["M3"].rows if len(row) == 1]
    matches = [_SECTION.match(section) for section in sections]
    return tuple(
        (key, match["label"], match["hint"])
        for key, match in zip(TAN_YEN_ORDER, matches, strict=True)
        if match
    )


def _scheme(unit_code: str, name: str, wordings: tuple[tuple[str, str, str], ...]) -> SectorScheme:
    scheme = SectorScheme.objects.create(issuer=Unit.objects.get(code=unit_code), name=name)
    sectors = {sector.key: sector for sector in Sector.objects.all()}
    for order, (key, label, hint) in enumerate(wordings, start=1):
        SectorWording.objects.create(scheme=scheme, sector=sectors[key], label=label, hint=hint, order=order)
    return scheme


def _add_deadlines(campaign: Campaign, deadlines: tuple[DeadlineData, ...]) -> None:
    levels = {level.code: level for level in Level.objects.all()}
    for data in deadlines:
        Deadline.objects.create(
            campaign=campaign,
            step=data.step,
            what=data.what,
            phrase=data.phrase,
            bound=data.bound,
            named_day=datetime.date.fromisoformat(data.named_day),
            level=levels.get(data.level),
            unit_type=data.unit_type,
        )
