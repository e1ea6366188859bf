"""A unit prints the forms of its own registrations, with its own persons, and no other unit's."""

import io

import docx
import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from submissions.models import Initiative, OfficialForm, Registration
from submissions.papers import pdf
from tests.factories import IndividualFactory, RegistrationFactory, UnitFactory, clerk_of
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, said

State = Registration.State
NAMES = ("form_word", "form_pdf")


@pytest.fixture
def registration(here: Portal) -> Registration:
    registration: Registration = RegistrationFactory(
        campaign=here.campaign,
        unit=here.unit,
        title="Hiến đất mở đường",
        state=State.DRAFT,
        initiative__kind=Initiative.Kind.INDIVIDUAL,
        initiative__registrant="",
    )
    IndividualFactory(initiative=registration.initiative, full_name="Người Đăng Ký Thử")
    return registration


def logged(registration: Registration) -> list[tuple[str, str]]:
    entries = ModelLogEntry.objects.for_instance(registration).order_by("pk")
    return [(entry.action, entry.data["source"]) for entry in entries]


def test_the_unit_gets_its_form_with_its_person(
    here: Portal, client: Client, registration: Registration
) -> None:
    response = client.get(address("form_word", here.unit, pk=registration.pk))

    assert response.headers["Content-Disposition"] == 'attachment; filename="M2-hien-dat-mo-duong.docx"'
    document = docx.Document(io.BytesIO(b"".join(response.streaming_content)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert "Tên cá nhân: Người Đăng Ký Thử" in lines
    assert "1. Tên nội dung đăng ký: Hiến đất mở đường" in lines
    assert logged(registration) == [("submissions.registration.export", "docx")]


@pytest.mark.skipif(not pdf.is_available(), reason="WeasyPrint or Pango is not installed")
def test_the_unit_gets_its_form_as_pdf(here: Portal, client: Client, registration: Registration) -> None:
    response = client.get(address("form_pdf", here.unit, pk=registration.pk))

    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == 'attachment; filename="M2-hien-dat-mo-duong.pdf"'


def test_the_page_offers_pdf_only_where_it_can_be_made(
    here: Portal, client: Client, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    word, as_pdf = (address(name, here.unit, pk=registration.pk) for name in NAMES)
    for available in (True, False):
        monkeypatch.setattr(pdf, "is_available", lambda available=available: available)
        page = client.get(address("registration", here.unit, pk=registration.pk)).content.decode()
        assert f'href="{word}"' in page
        assert (f'href="{as_pdf}"' in page) is available


def test_what_cannot_be_printed_is_said_on_the_page(
    here: Portal, client: Client, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    without_pdf = client.get(address("form_pdf", here.unit, pk=registration.pk))
    OfficialForm.objects.all().delete()
    without_form = client.get(address("form_word", here.unit, pk=registration.pk))

    for response in (without_pdf, without_form):
        assert response.headers["Location"] == address("registration", here.unit, pk=registration.pk)
        assert len(said(response)) >= 1
    assert logged(registration) == []


@pytest.mark.parametrize("name", NAMES)
def test_another_unit_gets_404(here: Portal, registration: Registration, name: str) -> None:
    beside = UnitFactory(parent=here.campaign.issuer)
    client = Client()
    client.force_login(clerk_of(beside))

    for unit in (here.unit, beside):
        assert client.get(address(name, unit, pk=registration.pk)).status_code == 404
    assert logged(registration) == []
