"""The official list of what the officer sees: filters on screen are the filters of the file."""

import io
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from docx import Document
from wagtail.models import ModelLogEntry

from submissions.models import Campaign, ListForm, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, signed_in

State = Registration.State
SECRET = "Nguyễn Thị Kín Đáo"
PAGE = "desk_registrations:official_list"


@pytest.fixture
def rows(campaign: Campaign, unit: Unit) -> list[Registration]:
    person = factories.IndividualFactory(
        initiative__unit=unit, initiative__title="Nuôi ba ba", full_name=SECRET
    )
    return [
        factories.RegistrationFactory(
            campaign=campaign, unit=unit, title="Camera an ninh", state=State.SUBMITTED
        ),
        factories.RegistrationFactory(
            campaign=campaign, unit=unit, initiative=person.initiative, state=State.RECEIVED
        ),
    ]


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


def form_key(code: str = "M3") -> int:
    return ListForm.objects.get(code=code, issuer=None).pk


def address(**filters: Any) -> str:
    return reverse(PAGE, query=filters)


def make(client: Client, code: str = "M3", kind: str = "xlsx", persons: str = "", **filters: Any) -> Any:
    return client.post(address(**filters), {"form": form_key(code), "file_format": kind, "persons": persons})


def sheet_in(response: Any) -> list[Any]:
    page = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


def test_the_list_leads_to_its_export_with_the_filters_on_screen(
    client: Client, rows: list[Registration]
) -> None:
    response = client.get(reverse("desk_registrations:index"), {"state": "submitted", "q": "camera"})

    assert f"{reverse(PAGE)}?state=submitted&amp;q=camera" in response.content.decode()


def test_page_offers_the_forms_that_serve_the_campaign(
    client: Client, campaign: Campaign, rows: list[Registration]
) -> None:
    ListForm.objects.create(issuer=factories.DeskFactory(), code="M3 khác", name="Của nơi khác", title="A")
    own = ListForm.objects.create(issuer=campaign.issuer, code="M3", name="Của huyện", title="A")

    response = client.get(address())

    keys = [key for key, _label in response.context["form"].fields["form"].choices]
    assert str(own.pk) in keys
    assert len(keys) == len(ListForm.objects.serving(campaign))
    assert "Của nơi khác" not in response.content.decode()


def test_file_holds_exactly_the_filtered_registrations(client: Client, rows: list[Registration]) -> None:
    texts = sheet_in(make(client, state="received"))

    assert "Nuôi ba ba" in texts
    assert "Camera an ninh" not in texts
    assert sheet_in(make(client, q="camera")).count("Camera an ninh") == 1


def test_word_has_the_letterhead_of_the_desk(client: Client, rows: list[Registration]) -> None:
    response = make(client, kind="docx")

    letterhead = Document(io.BytesIO(response.content)).tables[0]
    assert letterhead.cell(0, 0).text == "HUYỆN ỦY TÂN YÊN"
    assert response["Content-Disposition"].endswith('.docx"')


@pytest.mark.parametrize("kind", ["plain-xlsx", "plain-csv", "plain-ods", "plain-json"])
def test_plain_formats_are_files_of_their_kind(client: Client, rows: list[Registration], kind: str) -> None:
    response = make(client, kind=kind)

    assert response["Content-Disposition"].endswith(f'.{kind.removeprefix("plain-")}"')
    assert len(response.content) > 100


def test_a_person_is_named_only_when_asked_for_and_the_look_is_logged(
    client: Client, officer: User, campaign: Campaign, rows: list[Registration]
) -> None:
    assert SECRET not in sheet_in(make(client))
    assert "individual.view" not in actions_on(rows[1])

    assert SECRET in sheet_in(make(client, persons="on"))
    assert "individual.view" in actions_on(rows[1])
    assert "individual.view" not in actions_on(rows[0])


@pytest.mark.parametrize("role", ["decider", "viewer"])
def test_who_may_not_see_persons_never_gets_their_names(
    people: dict[str, User], rows: list[Registration], role: str
) -> None:
    client = signed_in(people[role])

    assert "persons" not in client.get(address()).context["form"].fields
    texts = sheet_in(make(client, persons="on"))
    assert "Cá nhân" in texts
    assert SECRET not in texts


def test_export_is_logged_on_the_campaign(
    client: Client, officer: User, campaign: Campaign, rows: list[Registration]
) -> None:
    make(client)

    (entry,) = ModelLogEntry.objects.for_instance(campaign)
    assert (entry.action, entry.user_id, entry.data["source"]) == (
        "submissions.registration.export",
        officer.pk,
        "xlsx",
    )


def test_looking_at_the_page_makes_nothing(
    client: Client, campaign: Campaign, rows: list[Registration]
) -> None:
    assert client.get(address()).status_code == 200
    assert not ModelLogEntry.objects.for_instance(campaign).exists()


def test_registrations_of_several_campaigns_are_narrowed_to_one_first(
    client: Client, desk: Unit, campaign: Campaign, rows: list[Registration]
) -> None:
    other = factories.RegistrationFactory(campaign__issuer=desk, state=State.SUBMITTED).campaign

    response = client.get(address(state="submitted"))

    assert {url for _campaign, url in response.context["campaigns"]} == {
        f"?state=submitted&campaign={one.pk}" for one in (campaign, other)
    }
    assert client.get(address(campaign=other.pk)).context["campaign"] == other
    # A post to the page of both shows the same question and makes no file.
    assert make(client).context["campaign"] is None


def test_page_warns_of_what_does_not_belong_in_a_list(
    client: Client, unit: Unit, campaign: Campaign, rows: list[Registration]
) -> None:
    factories.RegistrationFactory(campaign=campaign, unit=unit, state=State.WITHDRAWN)
    factories.RegistrationFactory(campaign=campaign, unit=unit, state=State.DECLINED)

    assert client.get(address()).context["unlisted"] == 2
    assert client.get(address(state="submitted")).context["unlisted"] == 0


def test_a_form_that_does_not_serve_the_campaign_is_refused(client: Client, rows: list[Registration]) -> None:
    foreign = ListForm.objects.create(
        issuer=factories.DeskFactory(), code="Khác", name="Của nơi khác", title="A"
    )

    response = client.post(address(), {"form": foreign.pk, "file_format": "xlsx"})

    assert "form" in response.context["form"].errors


def test_another_desk_has_nothing_to_export(stranger: User, rows: list[Registration]) -> None:
    client = signed_in(stranger)

    assert client.get(address()).context["count"] == 0
    assert make(client).context["campaign"] is None


def test_a_clerk_of_a_unit_does_not_get_in(unit: Unit, rows: list[Registration]) -> None:
    response = signed_in(factories.clerk_of(unit)).get(address())

    assert response.status_code in (302, 403)


def test_the_list_of_a_single_desk_below_is_sent_by_that_desk(
    client: Client, desk: Unit, campaign: Campaign
) -> None:
    below = factories.UnitFactory(parent=desk, name="Đảng ủy cơ sở", receives=True)
    factories.RegistrationFactory(
        campaign=campaign, unit=below, receiver=below, state=State.SUBMITTED, title="Của cơ sở"
    )

    letterhead = sheet_in(make(client))[:3]

    assert letterhead == ["HUYỆN ỦY TÂN YÊN", "ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG ỦY CƠ SỞ"]
