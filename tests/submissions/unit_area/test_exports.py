"""What a unit takes away: blank lists, and the official list of its registrations."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from docx import Document
from wagtail.models import ModelLogEntry

from submissions.models import Campaign, ListForm, Registration
from tests.factories import (
    CampaignFactory,
    DeskFactory,
    IndividualFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
)
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address

State = Registration.State
NAME = "Nguyễn Thị Kín Đáo"


def form_key(code: str = "M3") -> int:
    return ListForm.objects.get(code=code, issuer=None).pk


def file_of(here: Portal, name: str, **given: Any) -> str:
    wanted = {"campaign": here.campaign.slug, "form": form_key(), "file_format": "xlsx"} | given
    return address(name, here.unit, **wanted)


def sheet_in(response: Any) -> list[Any]:
    page = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


class TestBlankList:
    @pytest.mark.parametrize("file_format", ["xlsx", "docx"])
    def test_the_upload_page_offers_every_form_of_the_campaign(
        self, here: Portal, client: Client, file_format: str
    ) -> None:
        page = client.get(address("upload", here.unit)).content.decode()

        forms = ListForm.objects.serving(here.campaign)
        assert len(forms) >= 2
        for form in forms:
            assert file_of(here, "blank_list", form=form.pk, file_format=file_format) in page

    def test_the_list_has_the_letterhead_of_the_unit_and_an_example(
        self, here: Portal, client: Client
    ) -> None:
        texts = sheet_in(client.get(file_of(here, "blank_list")))

        assert {"ĐẢNG ỦY XÃ CAO XÁ", "VD"} <= set(texts)

    def test_word_is_a_word_file(self, here: Portal, client: Client) -> None:
        response = client.get(file_of(here, "blank_list", file_format="docx"))

        assert response["Content-Disposition"] == 'attachment; filename="m3-2024.docx"'
        assert len(Document(io.BytesIO(response.content)).tables) == 2

    def test_a_page_without_a_chosen_campaign_offers_none(self, here: Portal, client: Client) -> None:
        CampaignFactory(issuer=here.campaign.issuer)

        assert client.get(address("upload", here.unit)).context["list_forms"] == []

    def test_a_campaign_that_does_not_call_the_unit_is_not_found(self, here: Portal, client: Client) -> None:
        for campaign in (CampaignFactory(), CampaignFactory(issuer=here.campaign.issuer, state="closed")):
            assert client.get(file_of(here, "blank_list", campaign=campaign.slug)).status_code == 404

    def test_a_form_of_another_issuer_and_another_format_are_not_found(
        self, here: Portal, client: Client
    ) -> None:
        foreign = ListForm.objects.create(issuer=DeskFactory(), code="Khác", name="Khác", title="A")

        assert client.get(file_of(here, "blank_list", form=foreign.pk)).status_code == 404
        assert client.get(file_of(here, "blank_list", file_format="csv")).status_code == 404


class TestOwnList:
    @pytest.fixture
    def registered(self, here: Portal) -> Campaign:
        given = {"campaign": here.campaign, "unit": here.unit}
        RegistrationFactory(**given, title="Camera an ninh", state=State.SUBMITTED)
        RegistrationFactory(**given, title="Còn nháp", state=State.DRAFT)
        RegistrationFactory(**given, title="Đã rút", state=State.WITHDRAWN)
        person = IndividualFactory(full_name=NAME, initiative__unit=here.unit)
        RegistrationFactory(**given, initiative=person.initiative, state=State.RECEIVED)
        RegistrationFactory(campaign=here.campaign, title="Của xã khác", state=State.SUBMITTED)
        return here.campaign

    def test_it_holds_what_the_unit_has_sent_with_the_names_of_its_people(
        self, here: Portal, client: Client, registered: Campaign
    ) -> None:
        texts = sheet_in(client.get(file_of(here, "own_list")))

        assert {"ĐẢNG ỦY XÃ CAO XÁ", "Camera an ninh", NAME} <= set(texts)
        assert not {"Còn nháp", "Đã rút", "Của xã khác"} & set(texts)

    def test_the_list_of_registrations_offers_it(
        self, here: Portal, client: Client, registered: Campaign
    ) -> None:
        page = client.get(address("registrations", here.unit)).content.decode()

        assert file_of(here, "own_list") in page
        assert file_of(here, "own_list", file_format="docx") in page

    def test_it_is_offered_for_the_campaign_that_was_chosen(
        self, here: Portal, client: Client, registered: Campaign
    ) -> None:
        newer = CampaignFactory(issuer=here.campaign.issuer, year=2025)
        RegistrationFactory(campaign=newer, unit=here.unit, state=State.SUBMITTED)
        page = address("registrations", here.unit)

        assert client.get(page).context["list_campaign"] == newer
        chosen = client.get(page, {"campaign": here.campaign.slug})
        assert chosen.context["list_campaign"] == here.campaign

    def test_a_unit_that_has_sent_nothing_is_offered_none(self, here: Portal, client: Client) -> None:
        RegistrationFactory(campaign=here.campaign, unit=here.unit, state=State.DRAFT)

        assert client.get(address("registrations", here.unit)).context["list_forms"] == []
        assert client.get(file_of(here, "own_list")).status_code == 404

    def test_it_is_logged_on_the_campaign(self, here: Portal, client: Client, registered: Campaign) -> None:
        client.get(file_of(here, "own_list"))

        (entry,) = ModelLogEntry.objects.for_instance(registered)
        assert (entry.action, entry.user_id) == ("submissions.registration.export", here.clerk.pk)

    def test_another_unit_s_clerk_does_not_find_it(self, here: Portal, registered: Campaign) -> None:
        other = Client()
        other.force_login(clerk_of(UnitFactory(parent=here.campaign.issuer)))

        assert other.get(file_of(here, "own_list")).status_code == 404
