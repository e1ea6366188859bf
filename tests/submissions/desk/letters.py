"""The 27 dates and nine quotas of the papers (domain c and d), as an editor enters them."""

from dataclasses import dataclass, field
from typing import Any

from submissions.models import Deadline, DeadlineRule, Initiative, Quota, Registration, Unit

Step, Bound, Strength = Deadline.Step, Deadline.Bound, Deadline.Strength
YEARLY, QUARTERLY, ONCE = DeadlineRule.Recurrence.values


@dataclass(frozen=True)
class DateOfPaper:
    """One row of domain c: what is entered, and the last accepted days (ISO) it comes to in `year`."""

    number: int
    step: str
    phrase: str
    bound: str
    year: int
    days: tuple[str, ...]
    recurrence: str = YEARLY
    month: int | None = None
    day: int | None = None
    strength: str = Strength.HARD
    code: str = ""
    exception: tuple[str, str, str] = ("", "", "")
    """Wording, bound and day of the year's exception."""

    def typed(self, issuer: Unit, level: int | None) -> dict[str, Any]:
        """What an editor sends to the form of a rule."""
        said = {
            "issuer": issuer.pk,
            "step": self.step,
            "what": f"Mốc số {self.number}",
            "phrase": self.phrase,
            "bound": self.bound,
            "recurrence": self.recurrence,
            "year": self.year if self.recurrence == ONCE else "",
            "month": self.month or "",
            "day": self.day or "",
            "strength": self.strength,
            "level": level or "",
            "rows-TOTAL_FORMS": 2,
            "rows-INITIAL_FORMS": 0,
        }
        phrase, bound, named_day = self.exception
        if phrase:
            said |= {"rows-0-year": self.year, "rows-0-phrase": phrase, "rows-0-bound": bound}
            said |= {"rows-0-named_day": named_day}
        return said


BEFORE, BY, WITHIN, UNDATED = Bound.BEFORE, Bound.BY, Bound.WITHIN, Bound.UNDATED
SOFT = Strength.SOFT
JULY_2022 = ("trước ngày 15/7/2022", BEFORE, "15/07/2022")
QUARTERS = ("2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31")

DATES = (
    DateOfPaper(1, Step.REGISTER, "trong tháng 02", WITHIN, 2023, ("2023-02-28",), month=2),
    DateOfPaper(
        2, Step.REGISTER, "trong tháng 02", WITHIN, 2022, ("2022-07-14",), month=2, exception=JULY_2022
    ),
    DateOfPaper(3, Step.REGISTER, JULY_2022[0], BEFORE, 2022, ("2022-07-14",), ONCE, 7, 15),
    DateOfPaper(4, Step.REVIEW, "trước ngày 15/9 hàng năm", BEFORE, 2022, ("2022-09-14",), YEARLY, 9, 15),
    DateOfPaper(
        5, Step.REGISTER, "trước ngày 26 tháng 2 năm 2024", BEFORE, 2024, ("2024-02-25",), ONCE, 2, 26
    ),
    DateOfPaper(6, Step.OTHER, "chậm nhất ngày 27/02/2024", BY, 2024, ("2024-02-27",), ONCE, 2, 27),
    DateOfPaper(7, Step.REGISTER, "chậm nhất ngày 27/02/2024", BY, 2024, ("2024-02-27",), ONCE, 2, 27),
    DateOfPaper(8, Step.REGISTER, "chậm nhất ngày 27/02/2024", BY, 2024, ("2024-02-27",), ONCE, 2, 27),
    DateOfPaper(
        9, Step.SELECT, "tại Hội nghị giao ban ngày 01/3/2024", BY, 2024, ("2024-03-01",), ONCE, 3, 1
    ),
    DateOfPaper(10, Step.REVIEW, "Cuối năm, trong dịp “Tháng Dân vận”", UNDATED, 2024, ("",), ONCE),
    DateOfPaper(11, Step.OTHER, "trước ngày 09/4/2022", BEFORE, 2022, ("2022-04-08",), ONCE, 4, 9),
    DateOfPaper(12, Step.OTHER, "vào đầu tháng 5/2022", BY, 2022, ("2022-05-10",), ONCE, 5, 10, SOFT),
    DateOfPaper(13, Step.REVIEW, "Định kỳ hàng quý", WITHIN, 2022, QUARTERS, QUARTERLY, strength=SOFT),
    DateOfPaper(14, Step.REVIEW, "Ngày truyền thống 15/10", BY, 2022, ("2022-10-15",), YEARLY, 10, 15, SOFT),
    DateOfPaper(15, Step.OTHER, "Tháng 3/2022", WITHIN, 2022, ("2022-03-31",), ONCE, 3, strength=SOFT),
    DateOfPaper(16, Step.REVIEW, "Hằng năm", UNDATED, 2022, ("",)),
    DateOfPaper(17, Step.OTHER, "Tháng 7/2022", WITHIN, 2022, ("2022-07-31",), ONCE, 7, strength=SOFT),
    DateOfPaper(18, Step.REVIEW, "Năm 2025", WITHIN, 2025, ("2025-12-31",), ONCE, 12, strength=SOFT),
    DateOfPaper(19, Step.REGISTER, "trong tháng 2", WITHIN, 2028, ("2028-02-29",), month=2, code="co-so"),
    DateOfPaper(
        20,
        Step.REGISTER,
        "trước ngày 20/3 hằng năm",
        BEFORE,
        2025,
        ("2025-03-19",),
        YEARLY,
        3,
        20,
        code="khoi",
    ),
    DateOfPaper(
        21,
        Step.REGISTER,
        "trong tháng 2",
        WITHIN,
        2024,
        ("2024-05-29",),
        month=2,
        code="co-so",
        exception=("trước 30/5/2024", BEFORE, "30/05/2024"),
    ),
    DateOfPaper(
        22,
        Step.REGISTER,
        "trước ngày 20/3 hằng năm",
        BEFORE,
        2024,
        ("2024-06-29",),
        YEARLY,
        3,
        20,
        code="khoi",
        exception=("trước ngày 30/6/2024", BEFORE, "30/06/2024"),
    ),
    DateOfPaper(
        23,
        Step.REVIEW,
        "hoàn thành trong tháng 10 hằng năm",
        WITHIN,
        2024,
        ("2024-10-31",),
        month=10,
        code="co-so",
    ),
    DateOfPaper(
        24,
        Step.REVIEW,
        "hoàn thành trong tháng 11 hằng năm",
        WITHIN,
        2024,
        ("2024-11-30",),
        month=11,
        code="khoi",
    ),
    DateOfPaper(25, Step.REPORT, "trước ngày 10/6 hằng năm", BEFORE, 2024, ("2024-06-09",), YEARLY, 6, 10),
    DateOfPaper(26, Step.REPORT, "trước ngày 10/12 hằng năm", BEFORE, 2024, ("2024-12-09",), YEARLY, 12, 10),
    DateOfPaper(27, Step.REVIEW, "Hằng năm", UNDATED, 2024, ("",)),
)


@dataclass(frozen=True)
class QuotaOfPaper:
    """One row of domain d: what is entered beside the wording, and what a unit has sent when it is met.

    `met_by` and `not_met_by` are registrations as (level, sector, continuity, person) of one campaign, an
    empty person for a collective.
    """

    name: str
    phrase: str
    met_by: tuple[tuple[str, str, str, str], ...] = ()
    not_met_by: tuple[tuple[tuple[str, str, str, str], ...], ...] = ()
    said: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    sectors: tuple[str, ...] = ()

    def typed(self, level: int | None, sectors: list[int]) -> dict[str, Any]:
        """What an editor sends to the first row of the quotas of a campaign."""
        said = {
            "phrase": self.phrase,
            "minimum": "",
            "maximum": "",
            "level": level or "",
            "per": Quota.Per.UNIT,
            "span": Quota.Span.CAMPAIGN,
            "counts": Quota.Counts.REGISTERED,
            "strength": Quota.Strength.ADVISORY,
            "sectors": sectors,
        }
        rows = {f"rows-0-{name}": value for name, value in (said | self.said).items()}
        return rows | {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0}


NEW, OLD = Registration.Continuity.NEW, Registration.Continuity.CONTINUING
ONE = ("co-so", "economy", NEW, "")
OF_PROVINCE, OF_DISTRICT = ("tinh", "economy", NEW, ""), ("huyen", "economy", OLD, "")
COMMUNE, AGENCY = {"unit_type": Unit.Type.COMMUNE}, {"unit_type": Unit.Type.PARTY_CELL}
FIRST, SECOND = (("co-so", "economy", NEW, person) for person in ("Người thứ nhất", "Người thứ hai"))

QUOTAS = (
    QuotaOfPaper(
        "Q1",
        "xây dựng ít nhất từ 01 đến 02 mô hình trong giai đoạn",
        (ONE,),
        ((), (ONE, ONE, ONE)),
        {"minimum": 1, "maximum": 2, "span": Quota.Span.PERIOD},
    ),
    QuotaOfPaper(
        "Q2", "đăng ký xây dựng 01 hoặc nhiều mô hình, điển hình", (ONE,) * 9, ((),), {"minimum": 1}
    ),
    QuotaOfPaper(
        "Q3 tỉnh",
        "từ 1-2 nội dung cấp tỉnh",
        (OF_PROVINCE, OF_DISTRICT),
        ((OF_DISTRICT,), (OF_PROVINCE,) * 3),
        {"minimum": 1, "maximum": 2},
        "tinh",
    ),
    QuotaOfPaper(
        "Q3 huyện",
        "từ 4-5 nội dung cấp huyện",
        (OF_DISTRICT,) * 5,
        ((OF_DISTRICT,) * 3, (OF_DISTRICT,) * 6),
        {"minimum": 4, "maximum": 5},
        "huyen",
    ),
    QuotaOfPaper(
        "Q4",
        "mỗi đơn vị đăng ký ít nhất 01 nội dung cấp tỉnh",
        (OF_PROVINCE,) * 3,
        ((OF_DISTRICT,),),
        {"minimum": 1} | COMMUNE,
        "tinh",
    ),
    QuotaOfPaper(
        "Q8",
        "Đăng ký xây dựng mới 01 mô hình",
        (("tinh", "culture_society", NEW, ""),),
        (
            (("tinh", "economy", NEW, ""),),
            (("tinh", "culture_society", OLD, ""),),
            (("tinh", "culture_society", NEW, ""), ("tinh", "political_system", NEW, "")),
        ),
        {"minimum": 1, "maximum": 1, "continuity": NEW},
        "",
        ("culture_society", "political_system"),
    ),
    QuotaOfPaper(
        "Q9",
        "mỗi cá nhân chọn 01 trong 02 nội dung",
        (FIRST, SECOND, ONE),
        ((ONE,), (FIRST, FIRST, SECOND)),
        {"minimum": 1, "maximum": 1, "per": Quota.Per.PERSON, "kind": Initiative.Kind.INDIVIDUAL},
    ),
)
