import pytest

from submissions.lists.levels import level_key, levels_by_key
from submissions.models import Unit
from tests.factories import CampaignFactory, DeskFactory, UnitFactory, level

pytestmark = pytest.mark.django_db


def codes_for(unit: Unit, year: int = 2024) -> set[str]:
    campaign = CampaignFactory.build(year=year, issuer=None, scheme=None)
    return {found.code for found in levels_by_key(campaign, unit).values()}


@pytest.mark.parametrize("text", ["cấp tỉnh", "Tỉnh", "CẤP TỈNH ", "tinh"])
def test_a_level_is_known_by_its_name_with_or_without_cap_and_by_its_code(text: str) -> None:
    campaign = CampaignFactory()
    unit = UnitFactory(parent=campaign.issuer)
    assert levels_by_key(campaign, unit)[level_key(text)] == level("tinh")


def test_of_the_levels_of_one_rank_those_of_the_units_own_line_count() -> None:
    agency = UnitFactory(parent=DeskFactory(level=level("khoi")))
    commune = UnitFactory(parent=DeskFactory(), level=level("xa"))
    assert codes_for(agency) == {"co-so", "khoi", "tinh", "trung-uong"}
    assert codes_for(commune) == {"co-so", "xa", "huyen", "tinh", "trung-uong"}


def test_a_level_that_has_ended_is_not_registered_for() -> None:
    agency = UnitFactory(parent=DeskFactory(level=level("khoi")))
    assert codes_for(agency, 2025) == {"co-so", "khoi", "tinh", "trung-uong"}
    assert codes_for(agency, 2026) == {"co-so", "xa", "tinh", "trung-uong"}
