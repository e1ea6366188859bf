"""The year before: a closed campaign of Tân Yên, so that its units and its desk have something to continue.

No letter of 2023 is at hand, so the campaign says that it is made up. The initiatives are published ones,
as in initiatives.toml, that the units learn from; none is of a private person.
"""

from dataclasses import dataclass

from django.contrib.auth.models import User

from submissions.lifecycle import bookkeeping, intake, programme
from submissions.models import (
    Campaign,
    FormField,
    Initiative,
    Level,
    Notice,
    OfficialForm,
    Registration,
    Sector,
    Unit,
)

from .campaigns import TAN_YEN, CampaignData, add_data, tan_yen_scheme
from .clock import clock_at
from .story import CLERKS

Key = Sector.Key
Source, Continuity = Registration.Source, Registration.Continuity

SLUG = "tan-yen-2023"
OPENED, REGISTERED, RECEIVED, CLOSED = "2023-02-14", "2023-02-24", "2023-03-06", "2023-12-15"
ASKED = CampaignData(TAN_YEN.official_forms, TAN_YEN.list_forms, TAN_YEN.levels, dates=())


@dataclass(frozen=True)
class Registered:
    """One registration of 2023; `unit` is the code of the unit that registers it.

    With `address`, that of the unit, its clerk fills in form M1; without, the desk enters it for the unit.
    `origin` is the body that carries it out where that is another than the unit; `since` of a continued one.
    """

    unit: str
    title: str
    sector: Sector.Key
    place: str
    registrant: str
    goal: str
    content: str
    address: str = ""
    origin: str = ""
    since: str = ""

    @property
    def by(self) -> str:
        """The user name of whoever enters it."""
        return CLERKS[self.unit] if self.address else "chuyenvien"


REGISTRATIONS = (
    Registered(
        unit="tan-yen-cao-xa",
        title="7 ngày xanh - sạch - đẹp",
        sector=Key.CULTURE_SOCIETY,
        place="Xã Cao Xá (học tập mô hình của Hội LHPN tỉnh Ninh Bình)",
        registrant="Hội Liên hiệp Phụ nữ xã",
        goal="Đường thôn, ngõ xóm sạch đẹp; hội viên giữ nếp thu gom, phân loại rác tại nhà",
        content="Mỗi chi hội phụ nữ nhận một đoạn đường thôn để tự quản.\n"
        "Hội viên quét dọn đường làng, ngõ xóm, thu gom và phân loại rác tại nhà.\n"
        "Hằng tháng chi hội nhận xét, nhắc nhở và phổ biến cách làm tốt (nội dung minh họa).",
        address="Xã Cao Xá, huyện Tân Yên, tỉnh Bắc Giang",
    ),
    Registered(
        unit="tan-yen-cao-xa",
        title="3 giảm 3 tăng",
        sector=Key.ECONOMY,
        place="Xã Cao Xá (học tập mô hình của huyện Thăng Bình, Quảng Nam)",
        registrant="Hội Nông dân xã",
        goal="Giảm chi phí, tăng hiệu quả trên cùng diện tích lúa",
        content="Vận động các hộ trồng lúa giảm lượng giống, phân đạm và thuốc bảo vệ thực vật.\n"
        "Hướng dẫn kỹ thuật tại thôn, làm ruộng trình diễn để các hộ so sánh.\n"
        "Theo dõi năng suất, chất lượng và hiệu quả sau mỗi vụ (nội dung minh họa).",
        address="Xã Cao Xá, huyện Tân Yên, tỉnh Bắc Giang",
    ),
    Registered(
        unit="tan-yen-cao-xa",
        title="Đường cây phụ nữ",
        sector=Key.CULTURE_SOCIETY,
        place="Xã Cao Xá (học tập mô hình của Hội Phụ nữ tỉnh Ninh Bình)",
        registrant="Hội Liên hiệp Phụ nữ xã",
        goal="Mỗi chi hội phụ nữ trồng và chăm sóc một đoạn đường cây",
        content="Chi hội trồng cây hai bên đường thôn và phân công hội viên chăm sóc (nội dung minh họa).",
    ),
    Registered(
        unit="tan-yen-nha-nam",
        title="Xử lý rác thải tại hộ gia đình",
        sector=Key.CULTURE_SOCIETY,
        place="Thị trấn Nhã Nam (học tập mô hình của xã Thượng Kiệm, Ninh Bình)",
        registrant="Hội Liên hiệp Phụ nữ thị trấn",
        goal="Hội viên phân loại, xử lý rác hữu cơ tại nhà; giảm lượng rác phải thu gom",
        content="Hướng dẫn hội viên phân loại rác ngay tại hộ gia đình.\n"
        "Rác hữu cơ được ủ làm phân bón cho vườn; phế liệu được gom riêng.\n"
        "Chi hội kiểm tra, giúp đỡ các hộ mới tham gia (nội dung minh họa).",
        address="Thị trấn Nhã Nam, huyện Tân Yên, tỉnh Bắc Giang",
    ),
    Registered(
        unit="tan-yen-quan-su",
        title="Bữa cơm cho em",
        sector=Key.CULTURE_SOCIETY,
        place="Huyện Lệ Thủy, Quảng Bình",
        registrant="",
        goal="Học sinh ở địa bàn khó khăn có bữa cơm trưa tại trường, yên tâm học tập",
        content="Mô hình có thật, đã được công bố; đưa vào đợt đăng ký này để minh họa.",
        origin="Ban CHQS huyện Lệ Thủy",
        since="Từ năm 2022",
    ),
)


def load_last_year(people: dict[str, User]) -> None:
    """Add the campaign of 2023 and tell it from its opening to its closing, unless it stands.

    The people act by their user names. What they were told of it then they have read long ago.
    """
    if Campaign.objects.filter(slug=SLUG).exists():
        return
    editor, officer = people["bientap"], people["chuyenvien"]
    campaign = _add_campaign()
    with clock_at(OPENED):
        campaign = programme.open_campaign(campaign, editor)
    with clock_at(REGISTERED):
        sent = [_register(data, campaign, people[data.by]) for data in REGISTRATIONS]
    with clock_at(RECEIVED):
        bookkeeping.receive_many(sent, officer)
    with clock_at(CLOSED) as closed:
        programme.close_campaign(campaign, officer)
    Notice.objects.filter(person__in=people.values(), created_at__lt=closed).update(read_at=closed)


def _add_campaign() -> Campaign:
    campaign = Campaign.objects.create(
        slug=SLUG,
        title="Dân vận khéo năm 2023",
        year=2023,
        period="2022 - 2025",
        issuer=Unit.objects.get(code="huyen-uy-tan-yen"),
        basis="Công văn của Huyện ủy Tân Yên V/v triển khai Phong trào thi đua “Dân vận khéo” năm 2023 "
        "(minh họa)",
        scheme=tan_yen_scheme(),
    )
    add_data(campaign, ASKED)
    return campaign


def _register(data: Registered, campaign: Campaign, by: User) -> Registration:
    """Draft and submit one registration."""
    entry = intake.Entry(
        title=data.title,
        sector=Sector.objects.get(key=data.sector),
        kind=Initiative.Kind.COLLECTIVE,
        continuity=Continuity.CONTINUING if data.since else Continuity.NEW,
        place=data.place,
        registrant=data.registrant,
        period=data.since or "Từ tháng 3/2023",
        completion="Tháng 12/2023",
        goal=data.goal,
        content=data.content,
    )
    registration = intake.draft(
        entry,
        unit=Unit.objects.get(code=data.unit),
        campaign=campaign,
        by=by,
        source=Source.FORM if data.address else Source.DESK,
        level=Level.objects.get(code="huyen"),
        paper=_m1(data, campaign) if data.address else None,
    )
    if data.origin:
        # The true origin stays visible; the unit that registers stands on the registration.
        registration.initiative.unit_name = data.origin
        registration.initiative.save()
    return intake.submit(registration, by)


def _m1(data: Registered, campaign: Campaign) -> intake.Paper:
    form = OfficialForm.objects.get(campaign=campaign, code="M1")
    address = form.fields.get(content=FormField.Content.UNIT_ADDRESS)
    return intake.Paper(form, {str(address.order): data.address})
