"""From registrations to a file, and the line in the log."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry

from submissions.lists.exporting import OFFICIAL, PLAIN, blank_list, export_list, listed
from submissions.models import Campaign, Registration, Unit
from tests.factories import RegistrationFactory, UserFactory

from .writing.made import campaign_of_tan_yen, commune, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return campaign_of_tan_yen()


@pytest.fixture
def unit(campaign: Campaign) -> Unit:
    return commune(campaign)


def exported(campaign: Campaign, unit: Unit, file_format: str = "xlsx", **given: Any) -> Any:
    return export_list(
        form_of("M3", campaign),
        campaign.registrations.all(),
        campaign=campaign,
        unit=unit,
        file_format=file_format,
        **{"by": None, "persons": False} | given,
    )


def test_a_list_holds_what_units_stand_by(campaign: Campaign, unit: Unit) -> None:
    for state in Registration.State.values:
        RegistrationFactory(campaign=campaign, unit=unit, state=state)

    assert set(listed(campaign.registrations.all()).values_list("state", flat=True)) == {
        "submitted",
        "received",
        "returned",
        "consolidated",
    }


@pytest.mark.parametrize(
    ("plain", "file_format"),
    [*((False, one) for one in OFFICIAL), *((True, one) for one in PLAIN)],
)
def test_every_format_takes_the_same_number_of_queries_for_one_and_for_thirty(
    campaign: Campaign, unit: Unit, plain: bool, file_format: str
) -> None:
    counts = []
    for more in (1, 29):
        RegistrationFactory.create_batch(more, campaign=campaign, unit=unit, state="submitted")
        exported(campaign, unit)  # fills the caches of content types
        with CaptureQueriesContext(connection) as queries:
            file = exported(campaign, unit, file_format, plain=plain)
        counts.append(len(queries))
        assert file.data

    assert counts[0] == counts[1] <= 8


def test_a_file_is_named_after_form_and_campaign(campaign: Campaign, unit: Unit) -> None:
    campaign.slug = "dan-van-kheo-2024"

    file = exported(campaign, unit, "docx")
    blank = blank_list(form_of("Mẫu 6a", campaign), campaign=campaign, unit=unit, file_format="xlsx")

    assert (file.name, blank.name) == ("m3-dan-van-kheo-2024.docx", "mau-6a-2024.xlsx")
    assert file.content_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("persons", "note"),
    [
        (False, "%(form)s: %(count)d registrations"),
        (True, "%(form)s: %(count)d registrations, with the names of private persons"),
    ],
)
def test_an_export_is_logged_on_the_campaign(
    campaign: Campaign, unit: Unit, persons: bool, note: str
) -> None:
    RegistrationFactory.create_batch(2, campaign=campaign, unit=unit)
    person = UserFactory()

    exported(campaign, unit, "csv", by=person, persons=persons, plain=True)

    entry = ModelLogEntry.objects.for_instance(campaign).get(action="submissions.registration.export")
    told = gettext(note) % {"form": "M3", "count": 2}
    assert (entry.user_id, entry.data) == (person.pk, {"source": "csv", "note": told})


def test_a_blank_list_is_no_export(campaign: Campaign, unit: Unit) -> None:
    file = blank_list(form_of("M3", campaign), campaign=campaign, unit=unit, file_format="xlsx")

    page = openpyxl.load_workbook(io.BytesIO(file.data)).worksheets[0]
    assert page["A2"].value == "ĐẢNG ỦY XÃ CAO XÁ"
    assert not ModelLogEntry.objects.for_instance(campaign).exists()
