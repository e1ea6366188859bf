"""Nobody reaches a unit's pages but those who serve it: a crawl over every address of the unit area."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from wagtail.models import ModelLogEntry

from submissions.models import Attachment, Batch, BatchRow, FormDraft, ListForm, Registration
from submissions.unit_area import urls
from submissions.unit_area.wording import DESK_FOR_UNIT
from tests.factories import (
    VIEWERS,
    DeskFactory,
    OfficialFormFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    clerk_of,
    decider_of,
    officer_of,
    user_in,
)
from tests.submissions.lists.filled_lists import GOOD, Portal, list_file
from tests.submissions.unit_area.pages import address

# Of a person, not of a unit: where somebody without a unit may be.
OPEN = {pattern.name for pattern in urls.person_urls}
OF_UNIT = {"home", "registrations", "batches", "upload", "archive"}
OF_REGISTRATIONS = {"registration", "correct", "send", "withdraw", "form_word", "form_pdf", "attach"}
OF_CAMPAIGN = {"register", "continue"}
OF_DRAFTS = {"fill", "autosave", "similar", "draft_preview", "draft_word", "draft_pdf", "discard_draft"}
OF_FILES = {"attachment", "remove_attachment"}

# What an officer of the desk above may do on behalf of the unit.
OPEN_TO_DESK = {
    "attachment",
    "remove_attachment",
    "register",
    "continue",
    "answer_row",
    "batches",
    "blank_list",
    "change_rows",
    "columns",
    "correct_row",
    "discard",
    "import",
    "include_row",
    "original",
    "preview",
    "progress",
    "result",
    "rows_left",
    "set_sectors",
    "undo",
    "upload",
}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


NAMES = sorted(set(names(urls.urlpatterns)) - OPEN)


@dataclass
class Records:
    """One of everything that the unit has."""

    registration: Registration
    batch: Batch
    draft: FormDraft
    attachment: Attachment


def kwargs_of(name: str, records: Records) -> dict[str, Any]:
    """The parts of an address that name a record, for the records given."""
    list_form = ListForm.objects.get(code="M3", issuer=None)
    campaign = {"campaign": records.batch.campaign.slug}
    row = {"pk": records.batch.pk, "position": 1}
    parts: list[tuple[set[str], dict[str, Any]]] = [
        (OF_UNIT, {}),
        (OF_CAMPAIGN, campaign),
        ({"blank_list", "own_list"}, campaign | {"form": list_form.pk, "file_format": "xlsx"}),
        (OF_REGISTRATIONS, {"pk": records.registration.pk}),
        (OF_DRAFTS, {"pk": records.draft.pk}),
        (OF_FILES, {"pk": records.attachment.pk}),
        ({"correct_row", "include_row", "answer_row"}, row),
    ]
    return next((kwargs for names, kwargs in parts if name in names), {"pk": records.batch.pk})


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def registration(here: Portal) -> Registration:
    return RegistrationFactory(campaign=here.campaign, unit=here.unit, state=Registration.State.RETURNED)


@pytest.fixture
def batch(here: Portal) -> Batch:
    return here.upload(GOOD)


@pytest.fixture
def records(here: Portal, registration: Registration, batch: Batch) -> Records:
    form = OfficialFormFactory(issuer=here.campaign.issuer)
    draft = FormDraft.objects.create(
        unit=here.unit,
        campaign=here.campaign,
        form=form,
        values={"title": "Camera an ninh"},
        saved_by=here.clerk,
    )
    attachment = Attachment(registration=registration, kind="signed", file_name="a.pdf", size=4, sha256="0")
    attachment.file.save("a.pdf", ContentFile(b"%PDF"))
    return Records(registration, batch, draft, attachment)


def everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Registration, Batch, BatchRow, FormDraft, Attachment)
    ]


def test_the_crawl_knows_every_address() -> None:
    assert len(NAMES) == 39


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
class TestCrawl:
    def test_the_clerk_of_the_unit_beside_it_gets_404(
        self, here: Portal, records: Records, name: str, method: str
    ) -> None:
        beside = UnitFactory(parent=here.campaign.issuer)
        before = everything()
        client = Client()
        client.force_login(clerk_of(beside))
        kwargs = kwargs_of(name, records)

        # By the address of the unit, and by the own address with the other unit's record.
        # A campaign and its blank lists are no records of the unit.
        shared = OF_UNIT | OF_CAMPAIGN | {"blank_list"}
        for unit in (here.unit,) if name in shared else (here.unit, beside):
            page = address(name, unit, **kwargs)
            assert getattr(client, method)(page).status_code == 404, page
        assert everything() == before

    def test_an_anonymous_reader_is_sent_to_sign_in(
        self, here: Portal, records: Records, name: str, method: str
    ) -> None:
        before = everything()
        page = address(name, here.unit, **kwargs_of(name, records))
        response = getattr(Client(), method)(page)
        if (name, method) == ("fill", "post"):
            # What was typed would be lost on the way to another page: one signs in on the spot.
            assert response.templates[0].name == "unit_area/sign_in_again.html"
        else:
            assert response.status_code == 302
            assert response.headers["Location"] == f"{reverse('unit_area:sign_in')}?next={page}"
        assert everything() == before


class TestTheDesk:
    @pytest.mark.parametrize("name", sorted(set(NAMES) - OPEN_TO_DESK))
    def test_whoever_works_at_the_desk_or_administers_serves_no_unit(
        self, here: Portal, records: Records, name: str
    ) -> None:
        desk = here.campaign.issuer
        for person in (officer_of(desk), decider_of(desk), UserFactory(is_superuser=True)):
            page = address(name, here.unit, **kwargs_of(name, records))
            assert signed_in(person).get(page).status_code == 404

    @pytest.mark.parametrize("name", sorted(OPEN_TO_DESK))
    def test_only_who_receives_registrations_of_the_unit_works_on_its_behalf(
        self, here: Portal, records: Records, name: str
    ) -> None:
        desk = here.campaign.issuer
        page = address(name, here.unit, **kwargs_of(name, records))
        for stranger in (decider_of(desk), user_in(VIEWERS, desk), officer_of(DeskFactory())):
            assert signed_in(stranger).get(page).status_code == 404
        assert signed_in(officer_of(desk)).get(page).status_code in (200, 302)

    def test_the_officer_is_told_for_whom_and_led_to_lists_only(self, here: Portal, batch: Batch) -> None:
        client = signed_in(officer_of(here.campaign.issuer))
        page = client.get(address("preview", here.unit, pk=batch.pk)).content.decode()
        assert f"<strong>{here.unit.name}</strong>" in page
        assert reverse("desk_batches:inspect", args=[batch.pk]) in page
        for closed in ("home", "registrations"):
            assert f'href="{address(closed, here.unit)}"' not in page

    def test_the_clerk_is_told_nothing_of_the_kind(self, here: Portal, client: Client, batch: Batch) -> None:
        page = client.get(address("preview", here.unit, pk=batch.pk))
        assert page.context["on_behalf"] is False
        assert "unit-bar__behalf" not in page.content.decode()

    def test_a_list_sent_by_the_officer_is_the_units_and_says_who_sent_it(
        self, here: Portal, client: Client
    ) -> None:
        officer = officer_of(here.campaign.issuer)
        desk_client = signed_in(officer)
        data = {"campaign": here.campaign.slug, "file": list_file(GOOD)}
        preview = desk_client.post(address("upload", here.unit), data).headers["Location"]
        sent = Batch.objects.get()
        assert (sent.unit, sent.uploaded_by) == (here.unit, officer)

        page = desk_client.post(address("import", here.unit, pk=sent.pk), {"rows": "all"})

        assert page.headers["Location"] == address("result", here.unit, pk=sent.pk)
        assert set(Registration.objects.values_list("unit", "created_by")) == {(here.unit.pk, officer.pk)}
        shown = client.get(preview, follow=True)
        assert shown.context["sender"] == DESK_FOR_UNIT

    def test_the_file_that_an_officer_fetches_is_logged(self, here: Portal, batch: Batch) -> None:
        officer = officer_of(here.campaign.issuer)
        signed_in(officer).get(address("original", here.unit, pk=batch.pk))
        entry = ModelLogEntry.objects.get(action="submissions.individual.view")
        assert (entry.user, entry.object_id) == (officer, str(batch.pk))


def test_the_unit_below_is_another_unit(here: Portal, registration: Registration) -> None:
    client = Client()
    client.force_login(clerk_of(UnitFactory(parent=here.unit)))
    assert client.get(address("registration", here.unit, pk=registration.pk)).status_code == 404


def test_a_unit_that_does_not_exist_looks_like_one_that_is_not_yours(here: Portal, client: Client) -> None:
    assert client.get("/don-vi/khong-co/").status_code == 404


def test_a_form_from_elsewhere_is_refused(here: Portal, registration: Registration) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.clerk)
    response = client.post(address("withdraw", here.unit, pk=registration.pk))
    assert response.status_code == 403
    registration.refresh_from_db()
    assert registration.state == Registration.State.RETURNED


def test_the_uploaded_file_is_at_no_address(here: Portal, client: Client, batch: Batch) -> None:
    for page in (f"/media/{batch.file.name}", f"/{batch.file.name}", f"/static/{batch.file.name}"):
        assert client.get(page).status_code == 404
