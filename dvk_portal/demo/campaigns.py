"""The two campaigns of 2024, with sector wording, forms, dates and quotas of the papers behind them."""

import re
from dataclasses import asdict, dataclass

from submissions.models import (
    Campaign,
    Deadline,
    DeadlineRule,
    Level,
    ListForm,
    OfficialForm,
    Quota,
    Sector,
    SectorScheme,
    SectorWording,
    Unit,
)

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
class CampaignData:
    """What a campaign asks for beside its own words: the codes of forms and levels, dates and quotas."""

    official_forms: tuple[str, ...]
    list_forms: tuple[str, ...]
    levels: tuple[str, ...]
    dates: tuple["DateData", ...]
    quotas: tuple["QuotaData", ...] = ()


@dataclass(frozen=True)
class DateData:
    """A date of an issuer: of one year where `year` says so, else yearly. `exception` is that of 2024.

    `exception` holds wording, bound and the day in ISO; `level` is a level's code.
    """

    step: str
    what: str
    phrase: str
    bound: str
    month: int | None = None
    day: int | None = None
    year: int | None = None
    level: str = ""
    unit_type: str = ""
    exception: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class QuotaData:
    """A quota as the letter words it; an empty bound is none, `level` is a level's code."""

    phrase: str
    level: str
    minimum: int | None = None
    maximum: int | None = None
    unit_type: str = ""
    counts: str = Quota.Counts.REGISTERED
    strength: str = Quota.Strength.ADVISORY


BY_27_FEBRUARY = "chậm nhất ngày 27/02/2024"
IF_ANY = "đăng ký cấp tỉnh, cấp huyện năm 2024 (nếu có)"
# To whom the letter leaves whether they register for the upper levels (item 3, first dash).
FREE_TO = (Unit.Type.PARTY_CELL, Unit.Type.ARMED_FORCE, Unit.Type.AGENCY)

TAN_YEN = CampaignData(
    official_forms=("M1", "M2"),
    list_forms=("M3", "M4"),
    levels=("co-so", "huyen", "tinh"),
    dates=(
        DateData(
            Step.REGISTER,
            "Gửi danh sách M4 và mẫu M1, M2 về Ban Dân vận Huyện ủy",
            BY_27_FEBRUARY,
            Bound.BY,
            month=2,
            day=27,
            year=2024,
        ),
        DateData(
            Step.REGISTER,
            "Các xã, thị trấn gửi danh sách M3 và mẫu M1, M2 về Ban Dân vận Huyện ủy",
            BY_27_FEBRUARY,
            Bound.BY,
            month=2,
            day=27,
            year=2024,
            unit_type=Unit.Type.COMMUNE,
        ),
        DateData(
            Step.SELECT,
            "Giới thiệu nội dung cấp tỉnh, cấp huyện với Thường trực Huyện ủy",
            "tại Hội nghị giao ban ngày 01/3/2024",
            Bound.BY,
            month=3,
            day=1,
            year=2024,
        ),
        DateData(
            Step.REVIEW,
            "Đánh giá, công nhận và biểu dương mô hình, điển hình",
            "Cuối năm, trong dịp “Tháng Dân vận” hoặc tổng kết công tác xây dựng Đảng",
            Bound.UNDATED,
            year=2024,
        ),
    ),
    quotas=(
        QuotaData("mỗi đơn vị đăng ký từ 1-2 nội dung cấp tỉnh", "tinh", 1, 2),
        QuotaData("từ 4-5 nội dung cấp huyện năm 2024", "huyen", 4, 5),
        QuotaData("mỗi đơn vị đăng ký ít nhất 01 nội dung cấp tỉnh", "tinh", 1, unit_type=Unit.Type.COMMUNE),
        QuotaData("từ 4-5 nội dung đăng ký cấp huyện", "huyen", 4, 5, unit_type=Unit.Type.COMMUNE),
        *(QuotaData(IF_ANY, level, unit_type=free) for free in FREE_TO for level in ("tinh", "huyen")),
        QuotaData(
            "xét và giới thiệu không quá 05 nội dung",
            "tinh",
            maximum=5,
            counts=Quota.Counts.NOMINATED,
            strength=Quota.Strength.BLOCKING,
        ),
    ),
)

THAI_NGUYEN = CampaignData(
    official_forms=("Mẫu 1", "Mẫu 1a", "Mẫu 2", "Mẫu 2a"),
    list_forms=("Mẫu 3",),
    levels=("co-so", "khoi"),
    dates=(
        DateData(
            Step.REGISTER,
            "Cấp cơ sở hoàn thành đăng ký",
            "trong tháng 2",
            Bound.WITHIN,
            month=2,
            level="co-so",
            exception=("trước 30/5/2024", Bound.BEFORE, "2024-05-30"),
        ),
        DateData(
            Step.REGISTER,
            "Cấp Đảng bộ Khối hoàn thành đăng ký",
            "trước ngày 20/3 hằng năm",
            Bound.BEFORE,
            month=3,
            day=20,
            level="khoi",
            exception=("trước ngày 30/6/2024", Bound.BEFORE, "2024-06-30"),
        ),
        DateData(
            Step.REPORT,
            "Báo cáo kết quả 06 tháng",
            "trước ngày 10/6 và 10/12 hằng năm",
            Bound.BEFORE,
            month=6,
            day=10,
        ),
        DateData(
            Step.REVIEW,
            "Cấp cơ sở rà soát, thẩm định và xác nhận",
            "hoàn thành trong tháng 10 hằng năm",
            Bound.WITHIN,
            month=10,
            level="co-so",
        ),
        DateData(
            Step.REVIEW,
            "Cấp Đảng bộ Khối rà soát, thẩm định và xác nhận",
            "hoàn thành trong tháng 11 hằng năm",
            Bound.WITHIN,
            month=11,
            level="khoi",
        ),
        DateData(
            Step.REPORT,
            "Báo cáo kết quả 1 năm",
            "trước ngày 10/6 và 10/12 hằng năm",
            Bound.BEFORE,
            month=12,
            day=10,
        ),
        DateData(Step.REVIEW, "Khen thưởng điển hình", "hằng năm", Bound.UNDATED),
    ),
)


def add_tan_yen() -> Campaign:
    """The campaign of the letter of Huyện ủy Tân Yên, not yet opened; it follows that of the year before."""
    issuer = Unit.objects.get(code="huyen-uy-tan-yen")
    campaign = Campaign.objects.create(
        slug=TAN_YEN_SLUG,
        title="Dân vận khéo năm 2024",
        year=2024,
        theme="Xây dựng các mô hình, điển hình về phát triển kinh tế và văn hóa - xã hội",
        period="2022 - 2025",
        issuer=issuer,
        basis="Công văn số -CV/HU, tháng 02 năm 2024, của Huyện ủy Tân Yên V/v triển khai Phong trào thi đua "
        "“Dân vận khéo” năm 2024",
        scheme=tan_yen_scheme(),
        previous=issuer.campaigns.filter(year=2023).first(),
        accepts_late=True,
    )
    add_data(campaign, TAN_YEN)
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
    add_data(campaign, THAI_NGUYEN)
    return campaign


def tan_yen_scheme() -> SectorScheme:
    """The sectors as Tân Yên's list M3 words them; one scheme for all its years."""
    code, name = "huyen-uy-tan-yen", "Danh sách mẫu M3, Huyện ủy Tân Yên"
    there = SectorScheme.objects.filter(issuer__code=code, name=name).first()
    return there or _scheme(code, name, tan_yen_wordings())


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


def add_data(campaign: Campaign, data: CampaignData) -> None:
    """Choose forms and levels and write dates and quotas, so that opening the campaign does the rest."""
    levels = {level.code: level for level in Level.objects.all()}
    campaign.levels.set([levels[code] for code in data.levels])
    campaign.official_forms.set(
        OfficialForm.objects.masters().filter(issuer=None, code__in=data.official_forms)
    )
    campaign.list_forms.set(ListForm.objects.masters().filter(issuer=None, code__in=data.list_forms))
    for quota in data.quotas:
        values = asdict(quota) | {"level": levels[quota.level]}
        Quota.objects.create(campaign=campaign, basis=campaign.basis, **values)
    if not campaign.issuer.deadline_rules.exists():
        for date in data.dates:
            _add_rule(campaign, date, levels.get(date.level))


def _add_rule(campaign: Campaign, date: DateData, level: Level | None) -> None:
    values = asdict(date) | {"level": level}
    del values["exception"]
    recurrence = DeadlineRule.Recurrence.ONCE if date.year else DeadlineRule.Recurrence.YEARLY
    rule = DeadlineRule.objects.create(
        issuer=campaign.issuer, basis=campaign.basis, recurrence=recurrence, **values
    )
    if date.exception:
        phrase, bound, day = date.exception
        rule.overrides.create(
            year=campaign.year, phrase=phrase, bound=bound, named_day=day, basis=campaign.basis
        )
