"""Rows that look like what is registered already are asked about, once."""

from typing import Any

import pytest

from submissions.lists.comparing import check_against_campaign
from submissions.lists.known import row_key
from submissions.lists.layout.rows import Row
from submissions.lists.remembering import digest, pair, remember_differences
from submissions.models import Registration
from tests.factories import CampaignFactory, RegistrationFactory, UnitFactory
from tests.submissions.lists.filled_lists import Portal, portal

pytestmark = pytest.mark.django_db

SUBMITTED = Registration.State.SUBMITTED


@pytest.fixture
def here() -> Portal:
    return portal()


def row(title: str, place: str = "Thôn Chiên", number: int = 9, **values: Any) -> Row:
    return Row(
        sheet="M3",
        row=number,
        title=title,
        place=place,
        registrant="Chi đoàn thôn Chiên",
        continuity="new",
        sector="economy",
        kind="collective",
        cells={"title": f"C{number}", "new": f"F{number}"},
        **values,
    )


def registered(here: Portal, title: str, place: str = "Thôn Chiên", **values: Any) -> Registration:
    options = {"unit": here.unit, "campaign": here.campaign, "state": SUBMITTED} | values
    return RegistrationFactory(
        initiative__title=title, initiative__place=place, initiative__unit=options["unit"], **options
    )


def codes(here: Portal, *rows: Row) -> list[str]:
    return [problem.code for problem in check_against_campaign(rows, here.campaign, here.unit)]


def test_almost_the_title_at_the_same_place_in_this_campaign(here: Portal) -> None:
    registered(here, "Không dải vàng mã khi đưa tang")
    [problem] = check_against_campaign([row("Không rải vàng mã khi đưa tang")], here.campaign, here.unit)
    assert (problem.severity, problem.code, problem.column) == ("warning", "similar_in_campaign", "title")
    assert "C9" in problem.message
    assert "Không dải vàng mã khi đưa tang" in problem.message
    assert problem.other == digest(row_key("Không dải vàng mã khi đưa tang", "Thôn Chiên"))
    assert codes(here, row("Không rải vàng mã khi đưa tang", "Thôn Trại")) == []


def test_almost_the_title_of_last_year(here: Portal) -> None:
    last_year = CampaignFactory(issuer=here.campaign.issuer, year=2023)
    registered(here, "Không dải vàng mã khi đưa tang", campaign=last_year)
    assert codes(here, row("Không rải vàng mã khi đưa tang")) == ["similar_last_year"]
    assert codes(here, row("Không dải vàng mã khi đưa tang")) == ["continues_last_year"]


def test_almost_the_title_of_an_earlier_row(here: Portal) -> None:
    rows = [row("Không dải vàng mã khi đưa tang", number=8), row("Không rải vàng mã khi đưa tang")]
    [problem] = check_against_campaign(rows, here.campaign, here.unit)
    assert (problem.code, problem.row) == ("similar_in_file", 9)
    assert "dòng 8 cùng địa chỉ: “Không dải vàng mã khi đưa tang”" in problem.message


def test_another_unit_is_not_named(here: Portal) -> None:
    other = UnitFactory(parent=here.campaign.issuer, name="Đảng ủy xã Ngọc Thiện")
    registered(here, "Camera an ninh", unit=other)
    [problem] = check_against_campaign([row("Camera an ninh")], here.campaign, here.unit)
    assert problem.code == "in_other_unit"
    assert "Ngọc Thiện" not in problem.message
    assert codes(here, row("Camera an ninh", "Thôn Trại")) == []


def test_a_draft_of_another_unit_is_its_own_affair(here: Portal) -> None:
    other = UnitFactory(parent=here.campaign.issuer)
    registered(here, "Camera an ninh", unit=other, state=Registration.State.DRAFT)
    assert codes(here, row("Camera an ninh")) == []


@pytest.mark.parametrize("title", ["Không rải vàng mã khi đưa tang", "Không dải vàng mã khi đưa tang"])
def test_what_was_called_different_is_not_asked_again(here: Portal, title: str) -> None:
    registered(here, "Không dải vàng mã khi đưa tang", "Thôn Chiên và thôn Trại")
    registered(here, "Không dải vàng mã khi đưa tang")
    asked = row(title, "Thôn Chiên") if title.startswith("Không rải") else row(title, "Thôn Đông")
    [problem] = check_against_campaign([asked], here.campaign, here.unit)

    answer = pair(digest(row_key(asked.title, asked.place)), problem.other)
    remember_differences(here.unit, [answer], here.clerk)
    assert codes(here, asked) == []


def test_a_row_with_a_code_is_that_registration_under_another_title(here: Portal) -> None:
    one = registered(here, "Không dải vàng mã khi đưa tang")
    assert codes(here, row("Không rải vàng mã khi đưa tang", code=one.code)) == []
