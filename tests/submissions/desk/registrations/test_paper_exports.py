"""The desk prints forms: which, for whom with a person's data, and what the log says of it."""

import io
import zipfile
from typing import Any

import docx
import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import ModelLogEntry

from submissions.models import Campaign, Initiative, OfficialForm, Registration, Unit
from submissions.papers import bundle, pdf
from submissions.papers.bundle import Kind
from tests import factories
from tests.submissions.desk.conftest import actions_on, messages_of, signed_in
from tests.submissions.desk.test_bulk import address

State = Registration.State
PERSON = "Người Đăng Ký Thử"


@pytest.fixture
def individual(campaign: Campaign, unit: Unit) -> Registration:
    initiative = factories.InitiativeFactory(
        unit=unit, title="Hiến đất mở đường", kind=Initiative.Kind.INDIVIDUAL, registrant=""
    )
    factories.IndividualFactory(initiative=initiative, full_name=PERSON)
    return factories.RegistrationFactory(
        campaign=campaign, unit=unit, initiative=initiative, state=State.RECEIVED, book_number=3
    )


def content_of(response: Any) -> bytes:
    # Read to its end it closes itself, as the test client wants it.
    return b"".join(response.streaming_content)


def text_of(word: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs)


def printed(user: User, *records: Any, kind: str = "docx") -> Any:
    return signed_in(user).post(address("registration", "print", *records), {"kind": kind})


def logged(record: Any) -> list[tuple[str, int, str, str]]:
    entries = ModelLogEntry.objects.for_instance(record).order_by("pk")
    return [
        (entry.action, entry.user_id, entry.data["source"], entry.data.get("note", "")) for entry in entries
    ]


def test_one_form_comes_as_a_word_file(officer: User, registration: Registration) -> None:
    response = printed(officer, registration)

    assert response.headers["Content-Disposition"] == 'attachment; filename="M1-thap-sang-duong-que.docx"'
    assert "1. Tên mô hình đăng ký: Thắp sáng đường quê" in text_of(content_of(response))


@pytest.mark.skipif(not pdf.is_available(), reason="WeasyPrint or Pango is not installed")
def test_one_form_comes_as_pdf(officer: User, registration: Registration) -> None:
    response = printed(officer, registration, kind="pdf")

    assert response.headers["Content-Type"] == "application/pdf"
    assert content_of(response).startswith(b"%PDF-")


def test_ticked_forms_come_as_a_zip(
    officer: User, registration: Registration, individual: Registration
) -> None:
    response = printed(officer, registration, individual)

    assert response.headers["Content-Disposition"] == 'attachment; filename="bieu-mau-docx.zip"'
    with zipfile.ZipFile(io.BytesIO(content_of(response))) as archive:
        assert sorted(archive.namelist()) == [
            "M1-thap-sang-duong-que.docx",
            "M2-0003-hien-dat-mo-duong.docx",
        ]


@pytest.mark.parametrize(("role", "told"), [("officer", True), ("administrator", True), ("viewer", False)])
def test_a_persons_data_is_written_for_those_who_may_see_it_and_logged(
    people: dict[str, User], campaign: Campaign, individual: Registration, role: str, told: bool
) -> None:
    user = people[role]

    assert (PERSON in text_of(content_of(printed(user, individual)))) is told
    assert logged(individual) == ([("submissions.individual.view", user.pk, "docx", "")] if told else [])
    assert logged(campaign) == [("submissions.registration.export", user.pk, "docx", "1 bản đăng ký")]


def test_a_form_without_a_person_is_no_look_at_one(officer: User, registration: Registration) -> None:
    printed(officer, registration)

    assert actions_on(registration) == []


def test_page_says_what_is_printed_and_what_is_left_out_and_why(
    officer: User, registration: Registration, individual: Registration
) -> None:
    OfficialForm.objects.filter(kind=Initiative.Kind.COLLECTIVE).delete()
    OfficialForm.objects.filter(kind="").delete()

    response = signed_in(officer).get(address("registration", "print", registration, individual))

    assert [entry["item"] for entry in response.context["items"]] == [individual]
    assert [(entry["item"], entry["unit"]) for entry in response.context["skipped"]] == [
        (registration, registration.unit)
    ]
    assert response.context["skipped"][0]["reason"] == bundle.no_form()
    assert response.context["question"] != ""
    assert actions_on(individual) == []


def test_page_offers_pdf_only_where_it_can_be_made(
    officer: User, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(officer)
    pages = [
        address("registration", "print", registration),
        reverse("desk_registrations:inspect", args=[registration.pk]),
    ]
    for available in (True, False):
        monkeypatch.setattr(pdf, "is_available", lambda available=available: available)
        for page in pages:
            shown = client.get(page).content.decode()
            assert 'name="kind" value="docx"' in shown
            assert ('name="kind" value="pdf"' in shown) is available


def test_pdf_that_cannot_be_made_is_refused_with_a_sentence(
    officer: User, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)

    response = printed(officer, registration, kind="pdf")

    assert response.status_code == 200
    assert len(messages_of(response)) == 1
    assert logged(registration.campaign) == []


def test_all_rows_of_the_list_are_printed_under_its_filters_and_search(
    officer: User, registration: Registration, individual: Registration, stranger: User
) -> None:
    page = reverse("wagtail_bulk_action", args=["submissions", "registration", "print"])

    def shown(user: User, query: str) -> list[Registration]:
        context = signed_in(user).get(f"{page}?id=all{query}").context
        return sorted((entry["item"] for entry in context["items"]), key=lambda row: row.pk)

    assert shown(officer, "&state=received") == [individual]
    assert shown(officer, "&q=thap+sang") == [registration]
    assert shown(officer, f"&campaign={registration.campaign_id}") == [registration, individual]
    assert shown(stranger, "") == []


def test_the_list_leads_to_the_forms_of_all_its_rows(officer: User, registration: Registration) -> None:
    page = signed_in(officer).get(reverse("desk_registrations:index"), {"state": "submitted"})

    assert "/registration/print/?state=submitted&amp;id=all&amp;next=" in page.content.decode()


def test_too_many_for_a_kind_are_told_before_and_refused(
    officer: User, registration: Registration, individual: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bundle.LIMITS, Kind.WORD, 1)
    client, page = signed_in(officer), address("registration", "print", registration, individual)

    assert 'value="docx"' not in client.get(page).content.decode()
    response = client.post(page, {"kind": "docx"})

    assert response.status_code == 200
    assert len(messages_of(response)) == 1


@pytest.mark.parametrize("kind", ["", "exe"])
def test_another_kind_is_no_file(officer: User, registration: Registration, kind: str) -> None:
    response = printed(officer, registration, kind=kind)

    assert "kind" in response.context["form"].errors
    assert logged(registration.campaign) == []


def test_another_desk_and_the_drafts_of_units_are_out_of_reach(
    officer: User, stranger: User, campaign: Campaign, registration: Registration
) -> None:
    draft = factories.RegistrationFactory(campaign=campaign, state=State.DRAFT)

    statuses = [printed(stranger, registration).status_code, printed(officer, draft).status_code]

    assert statuses == [404, 404]
    assert logged(campaign) == []


def test_person_who_sees_no_registrations_prints_none(
    people: dict[str, User], registration: Registration
) -> None:
    assert printed(people["editor"], registration).url == reverse("wagtailadmin_home")


def test_record_offers_its_form(officer: User, individual: Registration) -> None:
    page = signed_in(officer).get(reverse("desk_registrations:inspect", args=[individual.pk]))

    action = reverse("wagtail_bulk_action", args=["submissions", "registration", "print"])
    assert f'action="{action}?id={individual.pk}&amp;next=' in page.content.decode()
    assert PERSON not in page.content.decode()
