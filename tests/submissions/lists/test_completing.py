"""What a list does not say is taken from what the portal knows."""

from typing import Any

import pytest

from submissions.lists.completing import complete
from submissions.lists.layout.rows import Row
from submissions.models import Registration
from tests.factories import CampaignFactory, IndividualFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import Portal, portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Portal:
    return portal()


def row(**values: Any) -> Row:
    told = {"title": "Thắp sáng đường quê", "place": "Thôn Chiên", "layout": "M4"}
    return Row(sheet="M4", row=9, **(told | values))


def completed(here: Portal, asked: Row, sector: str = "") -> Row:
    complete([asked], here.campaign, here.unit, sector=sector)
    return asked


def registered(here: Portal, **values: Any) -> Registration:
    options = {"unit": here.unit, "campaign": here.campaign, "state": Registration.State.SUBMITTED}
    return RegistrationFactory(
        initiative__title="Thắp sáng đường quê",
        initiative__place="Thôn Chiên",
        initiative__unit=here.unit,
        **(options | values),
    )


def test_a_registration_gives_the_sector_that_m4_does_not_ask_for(here: Portal) -> None:
    registered(here)
    assert completed(here, row()).sector == "economy"
    assert completed(here, row(sector="defence_security")).sector == "defence_security"
    assert completed(here, row(sector_text="Lĩnh vực khác")).sector == ""


def test_the_sector_asked_for_goes_to_rows_that_nobody_knows(here: Portal) -> None:
    registered(here)
    assert completed(here, row(), sector="culture_society").sector == "economy"
    assert completed(here, row(place="Thôn Trại"), sector="culture_society").sector == "culture_society"


def test_a_name_that_could_be_either_is_what_it_was(here: Portal) -> None:
    one = registered(here)
    one.initiative.registrant = "Hoa Sen"
    one.initiative.save()
    assert completed(here, row(registrant="HOA SEN")).kind == "collective"
    assert completed(here, row(registrant="Hoa Hồng")).kind == ""


def test_a_withheld_name_is_put_back(here: Portal) -> None:
    individual = IndividualFactory(
        initiative__unit=here.unit,
        initiative__title="Thắp sáng đường quê",
        initiative__place="Thôn Chiên",
        full_name="Nguyễn Văn An",
    )
    RegistrationFactory(
        initiative=individual.initiative,
        unit=here.unit,
        campaign=here.campaign,
        state=Registration.State.SUBMITTED,
    )
    asked = completed(here, row(registrant="Cá nhân", kind="individual"))
    assert (asked.registrant, asked.kind) == ("Nguyễn Văn An", "individual")


def test_a_row_without_a_name_is_the_units_own(here: Portal) -> None:
    assert completed(here, row()).kind == "collective"
    assert completed(here, row(registrant="Hoa Sen")).kind == ""


def test_the_forms_do_not_ask_whether_it_is_new(here: Portal) -> None:
    assert completed(here, row(layout="M1")).continuity == "new"
    assert completed(here, row(layout="M4")).continuity == ""
    last_year = CampaignFactory(issuer=here.campaign.issuer, year=2023)
    registered(here, campaign=last_year)
    registrant = Registration.objects.get().initiative.registrant
    assert completed(here, row(layout="M1", registrant=registrant)).continuity == "continuing"
