"""How many queries each page of a unit takes, the same for one row and for thirty (design 9: at most 15)."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from submissions import log
from submissions.models import Registration
from tests.factories import CampaignFactory, DeadlineFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import GOOD, Portal
from tests.submissions.unit_area.pages import address

PINS: dict[str, int] = {
    "unit_area:home": 13,
    "unit_area:registrations": 11,
    "unit_area:registration": 10,
    "unit_area:batches": 8,
    "unit_area:upload": 8,
    "unit_area:preview": 13,
    "unit_area:columns": 8,
    "unit_area:progress": 5,
    "unit_area:result": 13,
}
BUDGET = 15


def many_rows(rows: int) -> list[dict[str, str]]:
    """Rows of which every third has an error and every third a warning."""
    faults: list[dict[str, str]] = [{}, {"place": ""}, {"completion": "khi xong"}]
    return [GOOD[0] | {"title": f"Mô hình {number}"} | faults[number % 3] for number in range(rows)]


def registered(here: Portal, rows: int, state: str = Registration.State.SUBMITTED) -> list[Registration]:
    return RegistrationFactory.create_batch(rows, campaign=here.campaign, unit=here.unit, state=state)


def home(here: Portal, rows: int) -> dict[str, Any]:
    for state in Registration.State.values:
        registered(here, rows, state)
    for number in range(rows):
        here.upload([GOOD[0] | {"title": f"Mô hình {number}"}])
        DeadlineFactory(campaign=here.campaign)
    return {}


def registrations(here: Portal, rows: int) -> dict[str, Any]:
    registered(here, rows)
    return {}


def registration(here: Portal, rows: int) -> dict[str, Any]:
    (one,) = registered(here, 1)
    for _number in range(rows):
        log.record("registration.amend", one, here.clerk)
    return {"pk": one.pk}


def batches(here: Portal, rows: int) -> dict[str, Any]:
    for number in range(rows):
        here.upload([GOOD[0] | {"title": f"Mô hình {number}"}])
    return {}


def upload(here: Portal, rows: int) -> dict[str, Any]:
    for _number in range(rows):
        CampaignFactory(issuer=here.campaign.issuer)
    return {}


def preview(here: Portal, rows: int) -> dict[str, Any]:
    return {"pk": here.upload(many_rows(rows)).pk}


def result(here: Portal, rows: int) -> dict[str, Any]:
    return {"pk": here.imported(many_rows(rows), good_rows_only=True).pk}


def columns(here: Portal, rows: int) -> dict[str, Any]:
    return preview(here, rows)


def progress(here: Portal, rows: int) -> dict[str, Any]:
    return preview(here, rows)


MAKERS = {
    f"unit_area:{make.__name__}": make
    for make in (home, registrations, registration, batches, upload, preview, columns, progress, result)
}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", sorted(PINS))
def test_page_takes_its_pinned_number_of_queries(here: Portal, client: Client, name: str, rows: int) -> None:
    page = address(name.removeprefix("unit_area:"), here.unit, **MAKERS[name](here, rows))
    # What a process remembers after its first page (sites, content types) is not the page's cost.
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) == PINS[name]


def test_no_page_takes_more_than_the_budget() -> None:
    assert max(PINS.values()) <= BUDGET
