"""The page of an invitation: the first password, once, and nothing told to strangers."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from submissions.lifecycle import invitations
from submissions.models import Invitation
from tests.factories import officer_of
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address

PAGE = "/don-vi/loi-moi/"
PASSWORD = "hoa-ban-no-trang-2024"


@pytest.fixture
def secret(here: Portal) -> str:
    """The secret in the e-mail of somebody who was invited to the unit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        guest = invitations.Guest(here.unit, "Người Mới", "moi@example.vn")
        invitations.invite(guest, officer_of(here.campaign.issuer))
    return mail.outbox[0].body.partition("?ma=")[2].split()[0]


def send(client: Client, password: str = PASSWORD) -> Any:
    return client.post(PAGE, {"new_password1": password, "new_password2": password})


def test_link_leads_to_a_page_without_the_secret_and_signs_in(here: Portal, secret: str) -> None:
    client = Client()
    assert client.get(PAGE, {"ma": secret}).headers["Location"] == PAGE
    page = client.get(PAGE)
    assert secret not in page.content.decode()
    assert here.unit.name in page.content.decode()

    assert send(client).headers["Location"] == address("home", here.unit)
    assert client.get(address("home", here.unit)).status_code == 200
    assert User.objects.get(email="moi@example.vn").check_password(PASSWORD)


def test_used_link_says_no_more_than_a_wrong_one(here: Portal, secret: str) -> None:
    client = Client()
    client.get(PAGE, {"ma": secret})
    send(client)

    answers = []
    for tried in (secret, "khong-phai", ""):
        stranger = Client()
        stranger.get(PAGE, {"ma": tried})
        answer = stranger.get(PAGE)
        answers.append((answer.status_code, "moi@example.vn" in answer.content.decode()))
    assert answers == [(404, False)] * 3


def test_page_without_a_link_shows_nothing(db: None) -> None:
    assert Client().get(PAGE).status_code == 404


@pytest.mark.parametrize("password", ["ngan", "1234567890", "password1234", "moi@example.vn"])
def test_weak_password_is_refused_and_the_link_still_works(here: Portal, secret: str, password: str) -> None:
    client = Client()
    client.get(PAGE, {"ma": secret})
    assert send(client, password).status_code == 200
    assert not User.objects.get(email="moi@example.vn").has_usable_password()
    assert send(client).status_code == 302


def test_link_that_ended_while_the_page_was_open_sets_nothing(here: Portal, secret: str) -> None:
    client = Client()
    client.get(PAGE, {"ma": secret})
    client.get(PAGE)
    Invitation.objects.update(withdrawn_at=timezone.now())

    assert send(client).status_code == 404
    assert not User.objects.get(email="moi@example.vn").has_usable_password()


def test_somebody_else_signed_in_becomes_the_invited(here: Portal, client: Client, secret: str) -> None:
    client.get(PAGE, {"ma": secret})
    send(client)
    assert client.get("/don-vi/tai-khoan/").context["user"].email == "moi@example.vn"
