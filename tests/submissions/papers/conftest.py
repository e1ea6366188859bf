"""A collective and an individual registration with everything filled in, on the shipped forms M1 and M2."""

import pytest

from submissions.models import Campaign, Initiative, OfficialForm, Registration, Unit
from tests import factories

BASIS = "Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy"


@pytest.fixture
def campaign(db: None) -> Campaign:
    return factories.CampaignFactory(basis=BASIS)


@pytest.fixture
def unit(campaign: Campaign) -> Unit:
    return factories.UnitFactory(
        parent=campaign.issuer, name="Đảng ủy xã Ngọc Thiện", address="Thôn Đồng Lim, xã Ngọc Thiện"
    )


@pytest.fixture
def collective(campaign: Campaign, unit: Unit) -> Registration:
    return factories.RegistrationFactory(
        campaign=campaign,
        unit=unit,
        title="Thắp sáng đường quê",
        state=Registration.State.RECEIVED,
        book_number=7,
        level=factories.level("huyen"),
        content="Vận động nhân dân góp công lắp đèn.\nĐoàn viên kiểm tra hằng tháng.",
        period="Từ tháng 3/2024 đến tháng 11/2024",
        goal="Lắp 120 bóng đèn trên 5 km đường",
    )


@pytest.fixture
def individual(campaign: Campaign, unit: Unit) -> Registration:
    initiative = factories.InitiativeFactory(
        unit=unit,
        title="Hiến đất mở đường",
        kind=Initiative.Kind.INDIVIDUAL,
        registrant="",
        sector=factories.sector("culture_society"),
    )
    factories.IndividualFactory(
        initiative=initiative,
        full_name="Người Đăng Ký Thử",
        position="Bí thư chi bộ",
        workplace="Trường THCS Ngọc Thiện",
        address="Thôn Chiên, xã Ngọc Thiện",
    )
    return factories.RegistrationFactory(
        campaign=campaign,
        unit=unit,
        initiative=initiative,
        level=factories.level("tinh"),
        content="Vận động 12 hộ hiến 800 m2 đất.",
    )


@pytest.fixture
def m1(db: None) -> OfficialForm:
    return OfficialForm.objects.get(code="M1", issuer=None)


@pytest.fixture
def m2(db: None) -> OfficialForm:
    return OfficialForm.objects.get(code="M2", issuer=None)
