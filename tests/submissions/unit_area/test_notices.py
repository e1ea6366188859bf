"""Notices: the person's own, the unread first, read one by one or all at once."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from submissions.models import Notice
from tests.factories import clerk_of
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, text_of

LIST = "/don-vi/thong-bao/"


def notice(here: Portal, key: str, read: bool = False, **fields: object) -> Notice:
    values = {"person": here.clerk, "unit": here.unit, "event": "reminder", "subject": f"Nhắc {key}"}
    read_at = timezone.now() if read else None
    return Notice.objects.create(**(values | {"key": key, "text": "Còn 3 ngày", "read_at": read_at} | fields))


def unread_of(here: Portal) -> int:
    return Notice.objects.filter(person=here.clerk, read_at=None).count()


@pytest.fixture
def foreign(here: Portal) -> Notice:
    """What another person of the same unit was told."""
    return notice(here, "khac", person=clerk_of(here.unit), path="/bi-mat/")


def test_unread_ones_stand_first_and_nobody_elses(here: Portal, client: Client, foreign: Notice) -> None:
    read = notice(here, "1", read=True)
    unread = notice(here, "2")
    Notice.objects.filter(pk=unread.pk).update(created_at=timezone.now() - datetime.timedelta(days=3))

    page = client.get(LIST)

    assert list(page.context["notices"]) == [unread, read]
    assert page.context["unread"] == 1


def test_bar_of_the_unit_counts_the_unread(here: Portal, client: Client) -> None:
    for number in range(3):
        notice(here, str(number))
    notice(here, "read", read=True)

    page = client.get(address("home", here.unit))

    assert page.context["unread"] == 3


def test_opening_one_marks_it_and_leads_to_its_page(here: Portal, client: Client) -> None:
    one, _other = notice(here, "1", path=address("home", here.unit)), notice(here, "2")

    assert client.get(f"{LIST}{one.pk}/").headers["Location"] == address("home", here.unit)
    assert unread_of(here) == 1


def test_one_or_all_are_marked_as_read(here: Portal, client: Client, foreign: Notice) -> None:
    one, _two, _three = (notice(here, str(number)) for number in range(3))
    client.post(f"{LIST}{one.pk}/da-doc/")
    assert unread_of(here) == 2

    client.post(f"{LIST}da-doc/")

    assert unread_of(here) == 0
    foreign.refresh_from_db()
    assert foreign.read_at is None


def test_notices_of_others_are_not_there(client: Client, foreign: Notice) -> None:
    assert client.get(f"{LIST}{foreign.pk}/").status_code == 404
    assert client.post(f"{LIST}{foreign.pk}/da-doc/").status_code == 404


def test_address_followed_marks_nothing(here: Portal, client: Client) -> None:
    notice(here, "1")
    assert client.get(f"{LIST}da-doc/").headers["Location"] == LIST
    assert unread_of(here) == 1


def test_empty_list_says_what_will_stand_here(client: Client) -> None:
    assert text_of(client.get(LIST)) != ""
