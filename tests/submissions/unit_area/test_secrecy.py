"""A clerk follows every link there is and never meets a word of the unit beside."""

import re
import zipfile
from io import BytesIO
from urllib.parse import urldefrag, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from submissions.models import (
    Attachment,
    FormDraft,
    Initiative,
    Notice,
    OfficialForm,
    Registration,
    Unit,
)
from tests.factories import IndividualFactory, RegistrationFactory, UnitFactory, clerk_of
from tests.submissions.lists.filled_lists import GOOD, Portal
from tests.submissions.unit_area.pages import address

MARK = "Kínđáo"
HREF = re.compile(r'(?:href|action|src)="([^"#]+)')
# Signing out would end the crawl, and the ends of forms are asked by GET only.
LEFT_OUT = ("/static/", "/media/", "/don-vi/dang-xuat/")
MOST_PAGES = 300


def fill(unit: Unit, clerk: User, here: Portal) -> None:
    """Give a unit one of everything, with the mark in every word of it."""
    for state in Registration.State:
        registration = RegistrationFactory(
            campaign=here.campaign,
            unit=unit,
            state=state,
            title=f"{MARK} {state}",
            goal=f"{MARK} mục tiêu",
            initiative__place=f"{MARK} thôn",
            initiative__registrant=f"{MARK} hội",
            initiative__kind=Initiative.Kind.INDIVIDUAL,
        )
        IndividualFactory(initiative=registration.initiative, full_name=f"{MARK} Văn A", address=MARK)
        attachment = Attachment(
            registration=registration,
            kind="signed",
            file_name=f"{MARK}.pdf",
            size=4,
            content_type="application/pdf",
        )
        attachment.file.save("ky.pdf", ContentFile(MARK.encode()))
        Notice.objects.create(
            person=clerk, unit=unit, event="returned", key=f"r{registration.pk}", subject=MARK, text=MARK
        )
    form = OfficialForm.objects.masters().get(code="M1")
    FormDraft.objects.create(
        unit=unit, campaign=here.campaign, form=form, values={"title": MARK}, saved_by=clerk
    )
    rows = [{**row, "title": f"{MARK} {row['title']}", "place": MARK} for row in GOOD]
    Portal(here.campaign, unit, clerk).upload(rows, name=f"{MARK}.xlsx")


def words_of(response) -> str:
    """Everything a response says; what is packed is unpacked."""
    data = b"".join(response) if response.streaming else response.content
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return "\n".join(
                packed.read(name).decode(errors="replace") for name in packed.namelist()
            ) + "\n".join(packed.namelist())
    return data.decode(errors="replace")


def crawl(client: Client, starts: list[str]) -> dict[str, str]:
    """Get every page that can be reached by links; return what each says."""
    said: dict[str, str] = {}
    waiting = list(starts)
    while waiting and len(said) < MOST_PAGES:
        page = waiting.pop()
        if page in said or page.startswith(LEFT_OUT):
            continue
        response = client.get(page, follow=True)
        said[page] = words_of(response)
        if "html" in response.headers.get("Content-Type", ""):
            links = (urldefrag(link.replace("&amp;", "&"))[0] for link in HREF.findall(said[page]))
            waiting += [link for link in links if link.startswith("/") and not urlsplit(link).netloc]
    return said


@pytest.fixture
def beside(here: Portal) -> Unit:
    unit = UnitFactory(parent=here.campaign.issuer, name="Đảng ủy xã bên")
    fill(unit, clerk_of(unit), here)
    return unit


def test_crawl_as_another_unit_never_meets_a_word_of_it(here: Portal, client: Client, beside: Unit) -> None:
    RegistrationFactory(campaign=here.campaign, unit=here.unit, state=Registration.State.RETURNED)
    here.upload(GOOD)

    said = crawl(client, ["/don-vi/", "/", reverse("unit_area:start")])

    assert len(said) > 20
    assert [page for page, words in said.items() if MARK in words] == []


def test_the_crawl_finds_the_words_where_they_may_be_read(here: Portal, beside: Unit) -> None:
    own = Client()
    own.force_login(beside.memberships.first().user)

    said = crawl(own, [address("home", beside)])

    assert sum(MARK in words for words in said.values()) > 10
