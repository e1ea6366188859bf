"""Nobody reaches a unit's pages but those who serve it: a crawl over every address of the unit area."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from submissions.models import Batch, BatchRow, Registration
from submissions.unit_area import urls
from tests.factories import (
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    clerk_of,
    decider_of,
    officer_of,
)
from tests.submissions.lists.filled_lists import GOOD, Portal
from tests.submissions.unit_area.pages import address

# Where somebody without a unit may be.
OPEN = {"start", "sign_in", "sign_out"}
OF_REGISTRATIONS = {"registration", "correct", "send", "withdraw"}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


NAMES = sorted(set(names(urls.urlpatterns)) - OPEN)


def kwargs_of(name: str, registration: Registration, batch: Batch) -> dict[str, Any]:
    """The parts of an address that name a record, for the records given."""
    if name in ("home", "registrations", "batches", "upload"):
        return {}
    if name in OF_REGISTRATIONS:
        return {"pk": registration.pk}
    row = {"position": 1} if name in ("correct_row", "include_row") else {}
    return {"pk": batch.pk} | row


@pytest.fixture
def registration(here: Portal) -> Registration:
    return RegistrationFactory(campaign=here.campaign, unit=here.unit, state=Registration.State.RETURNED)


@pytest.fixture
def batch(here: Portal) -> Batch:
    return here.upload(GOOD)


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Registration, Batch, BatchRow)]


def test_the_crawl_knows_every_address() -> None:
    assert len(NAMES) == 16


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
class TestCrawl:
    def test_the_clerk_of_the_unit_beside_it_gets_404(
        self, here: Portal, registration: Registration, batch: Batch, name: str, method: str
    ) -> None:
        beside = UnitFactory(parent=here.campaign.issuer)
        before = everything()
        client = Client()
        client.force_login(clerk_of(beside))
        kwargs = kwargs_of(name, registration, batch)

        # By the address of the unit, and by the own address with the other unit's record.
        for unit in (here.unit, beside) if kwargs else (here.unit,):
            page = address(name, unit, **kwargs)
            assert getattr(client, method)(page).status_code == 404, page
        assert everything() == before

    def test_an_anonymous_reader_is_sent_to_sign_in(
        self, here: Portal, registration: Registration, batch: Batch, name: str, method: str
    ) -> None:
        before = everything()
        page = address(name, here.unit, **kwargs_of(name, registration, batch))
        response = getattr(Client(), method)(page)
        assert response.status_code == 302
        assert response.headers["Location"] == f"{reverse('unit_area:sign_in')}?next={page}"
        assert everything() == before


@pytest.mark.parametrize("name", NAMES)
def test_whoever_works_at_the_desk_or_administers_serves_no_unit(
    here: Portal, registration: Registration, batch: Batch, name: str
) -> None:
    desk = here.campaign.issuer
    for person in (officer_of(desk), decider_of(desk), UserFactory(is_superuser=True)):
        client = Client()
        client.force_login(person)
        page = address(name, here.unit, **kwargs_of(name, registration, batch))
        assert client.get(page).status_code == 404


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
