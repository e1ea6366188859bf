"""How many queries each page of a unit takes, the same for one row and for thirty (design 9: at most 15)."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from submissions import log
from submissions.models import (
    Campaign,
    FormDraft,
    LatePermit,
    Level,
    OfficialForm,
    Quota,
    Registration,
)
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    NoticeFactory,
    OfficialFormFactory,
    RegistrationFactory,
    level,
    sector,
)
from tests.submissions.lists.filled_lists import GOOD, Portal
from tests.submissions.unit_area.pages import address

PINS: dict[str, int] = {
    "unit_area:home": 14,
    "unit_area:register": 11,
    "unit_area:continue": 9,
    "unit_area:fill": 15,
    "unit_area:similar": 4,
    "unit_area:registrations": 11,
    "unit_area:registration": 11,
    "unit_area:batches": 8,
    "unit_area:upload": 8,
    "unit_area:preview": 13,
    "unit_area:columns": 8,
    "unit_area:progress": 5,
    "unit_area:result": 14,
    "unit_area:notices": 9,
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
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    for number in range(rows):
        here.upload([GOOD[0] | {"title": f"Mô hình {number}"}])
        campaign = CampaignFactory(issuer=here.campaign.issuer, scheme=here.campaign.scheme)
        DeadlineFactory(campaign=campaign, subtree=here.unit)
        quota = Quota.objects.create(campaign=campaign, phrase=f"ít nhất 0{number}", level=level())
        quota.sectors.add(sector())
        LatePermit.objects.create(campaign=campaign, unit=here.unit, expires_on=tomorrow, uses=1)
        begun(here, OfficialFormFactory())
    return {}


def begun(here: Portal, form: OfficialForm, **values: str) -> FormDraft:
    return FormDraft.objects.create(
        unit=here.unit, campaign=here.campaign, form=form, values=values, saved_by=here.clerk
    )


def register(here: Portal, rows: int) -> dict[str, Any]:
    for _number in range(rows):
        begun(here, OfficialFormFactory(issuer=here.campaign.issuer))
    return continued(here, rows)


def continued(here: Portal, rows: int) -> dict[str, Any]:
    campaign = CampaignFactory(issuer=here.campaign.issuer, year=2023, state=Campaign.State.CLOSED)
    state = Registration.State.RECEIVED
    RegistrationFactory.create_batch(rows, campaign=campaign, unit=here.unit, state=state)
    return {"campaign": here.campaign.slug}


def fill(here: Portal, rows: int) -> dict[str, Any]:
    registered(here, rows)
    here.campaign.levels.set(Level.objects.all())
    for _number in range(rows):
        DeadlineFactory(campaign=here.campaign, subtree=here.unit)
    form = OfficialFormFactory(contents=["title", *["own"] * rows, "level"])
    return {"pk": begun(here, form, title="Thắp sáng đường quê").pk}


def similar(here: Portal, rows: int) -> dict[str, Any]:
    return fill(here, rows)


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


def notices(here: Portal, rows: int) -> dict[str, Any]:
    NoticeFactory.create_batch(rows, person=here.clerk)
    return {}


def place(name: str, here: Portal, kwargs: dict[str, Any]) -> str:
    """The address of a page of the unit, or of one of the person."""
    return reverse(name) if name in OF_THE_PERSON else address(name.partition(":")[2], here.unit, **kwargs)


OF_THE_PERSON = {"unit_area:notices"}
MAKERS = {"unit_area:continue": continued} | {
    f"unit_area:{make.__name__}": make
    for make in (
        home,
        register,
        fill,
        similar,
        registrations,
        registration,
        batches,
        upload,
        preview,
        columns,
        progress,
        result,
        notices,
    )
}


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", sorted(PINS))
def test_page_takes_its_pinned_number_of_queries(here: Portal, client: Client, name: str, rows: int) -> None:
    page = place(name, here, MAKERS[name](here, rows))
    # What a process remembers after its first page (sites, content types) is not the page's cost.
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    assert len(queries) == PINS[name]


def test_no_page_takes_more_than_the_budget() -> None:
    assert max(PINS.values()) <= BUDGET
