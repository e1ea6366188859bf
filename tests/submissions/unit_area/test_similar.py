import pytest
from django.test import Client

from submissions.models import FormDraft, Registration
from submissions.unit_area.similar import MOST, similar_to
from tests.factories import CampaignFactory, IndividualFactory, OfficialFormFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, text_of

State = Registration.State


def like(here: Portal, title: str, **fields: object) -> tuple[list[str], int]:
    found = similar_to(title, unit=here.unit, campaign=here.campaign, **fields)  # type: ignore[arg-type]
    return [one.title for one in found.own], found.other_units


def other(here: Portal, title: str, state: str = State.SUBMITTED) -> Registration:
    return RegistrationFactory(campaign=here.campaign, title=title, state=state)


def test_own_ones_of_every_year_are_named_and_others_of_the_campaign_counted(here: Portal) -> None:
    last_year = CampaignFactory(issuer=here.campaign.issuer, year=2023)
    RegistrationFactory(campaign=last_year, unit=here.unit, title="Thắp sáng đường quê")
    other(here, "Thắp sáng đường quê em")
    RegistrationFactory(campaign=last_year, title="Thắp sáng đường quê ta", state=State.RECEIVED)
    other(here, "Camera an ninh")
    assert like(here, "thap sang duong que") == (["Thắp sáng đường quê"], 1)


def test_a_unit_with_several_is_one_unit(here: Portal) -> None:
    first = other(here, "Thắp sáng đường quê")
    RegistrationFactory(
        campaign=here.campaign, unit=first.unit, title="Thắp sáng đường quê 2", state=State.SUBMITTED
    )
    assert like(here, "Thắp sáng đường quê") == ([], 1)


def test_only_an_own_title_is_found_before_it_is_typed_to_the_end(here: Portal) -> None:
    whole = "Thắp sáng đường quê bằng năng lượng mặt trời"
    other(here, whole)
    RegistrationFactory(campaign=here.campaign, unit=here.unit, title=f"{whole} năm 2024")
    assert like(here, "Thắp sáng đường quê") == ([f"{whole} năm 2024"], 0)
    assert like(here, whole) == ([f"{whole} năm 2024"], 1)


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN, State.DECLINED])
def test_what_others_have_not_sent_is_not_counted(here: Portal, state: str) -> None:
    other(here, "Thắp sáng đường quê", state)
    assert like(here, "Thắp sáng đường quê") == ([], 0)


def test_the_one_being_corrected_is_not_like_itself(here: Portal) -> None:
    own = RegistrationFactory(campaign=here.campaign, unit=here.unit, title="Thắp sáng đường quê")
    assert like(here, "Thắp sáng đường quê", besides=[own]) == ([], 0)


def test_a_few_letters_are_like_nothing_and_many_are_cut_off(here: Portal) -> None:
    for number in range(MOST + 1):
        RegistrationFactory(campaign=here.campaign, unit=here.unit, title=f"Thắp sáng đường quê {number}")
    assert like(here, "Thắp") == ([], 0)
    assert len(like(here, "Thắp sáng đường quê")[0]) == MOST


def test_the_page_tells_nothing_of_another_unit_but_that_there_is_one(here: Portal, client: Client) -> None:
    registration = other(here, "Thắp sáng đường quê em")
    IndividualFactory(initiative=registration.initiative, full_name="Người Đăng Ký Thử")
    draft = FormDraft.objects.create(unit=here.unit, campaign=here.campaign, form=OfficialFormFactory())
    page = text_of(client.get(address("similar", here.unit, pk=draft.pk), {"title": "Thắp sáng đường quê"}))
    assert "1 đơn vị khác" in page
    for kept in (registration.initiative.title, registration.unit.name, "Người Đăng Ký Thử"):
        assert kept not in page
