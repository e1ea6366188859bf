import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from submissions.models import Membership
from tests.factories import OFFICERS, UNITS, DeskFactory, UnitFactory, UserFactory, clerk_of, user_in
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, alert_of, text_of

PASSWORD = "mat-khau-thu-nghiem"
SIGN_IN = "/don-vi/dang-nhap/"
START = "/don-vi/"


def sign_in(client: Client, username: str, password: str = PASSWORD, **data: str) -> Any:
    return client.post(SIGN_IN, {"username": username, "password": password, **data})


class TestSignIn:
    def test_leads_to_the_unit_of_the_clerk(self, here: Portal) -> None:
        client = Client()
        response = sign_in(client, here.clerk.username)
        assert response.headers["Location"] == START
        assert client.get(START).headers["Location"] == address("home", here.unit)

    def test_a_wrong_password_says_what_to_try(self, here: Portal) -> None:
        response = sign_in(Client(), here.clerk.username, "sai")
        assert response.status_code == 200
        assert "Caps Lock" in text_of(response)
        assert "_auth_user_id" not in response.client.session

    def test_one_who_is_signed_in_is_led_on(self, client: Client) -> None:
        assert client.get(SIGN_IN).headers["Location"] == START

    def test_leads_back_to_the_page_that_was_asked_for(self, here: Portal) -> None:
        client, wanted = Client(), address("registrations", here.unit)
        asked = client.get(wanted)
        assert asked.headers["Location"] == f"{SIGN_IN}?next={wanted}"
        form = client.get(asked.headers["Location"])
        assert f'name="next" value="{wanted}"' in form.content.decode()
        assert sign_in(client, here.clerk.username, next=wanted).headers["Location"] == wanted

    @pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
    def test_never_leads_out_of_the_portal(self, here: Portal, elsewhere: str) -> None:
        assert sign_in(Client(), here.clerk.username, next=elsewhere).headers["Location"] == START


class TestLock:
    @pytest.fixture(autouse=True)
    def counting(self, settings: Any) -> None:
        settings.AXES_ENABLED = True

    def test_five_wrong_passwords_lock_the_account_and_the_page_says_so(self, here: Portal) -> None:
        client = Client()
        statuses = [sign_in(client, here.clerk.username, "sai").status_code for _try in range(5)]
        assert statuses == [200, 200, 200, 200, 429]

        right = sign_in(client, here.clerk.username)

        assert right.status_code == 429
        assert "_auth_user_id" not in client.session
        # How many times the password was wrong, how many minutes to wait, and until when.
        until = timezone.localtime() + datetime.timedelta(minutes=15)
        numbers = re.findall(r"\d+", alert_of(right))
        assert numbers[:2] == ["5", "15"]
        assert numbers[2] in (f"{until:%H}", f"{until - datetime.timedelta(minutes=1):%H}")
        assert len(numbers) == 7

    def test_another_account_is_not_locked_with_it(self, here: Portal) -> None:
        other = clerk_of(UnitFactory(parent=here.campaign.issuer))
        client = Client()
        for _try in range(5):
            sign_in(client, here.clerk.username, "sai")
        assert sign_in(client, other.username).status_code == 302

    def test_signing_in_forgets_the_failures(self, here: Portal) -> None:
        client = Client()
        for _round in range(2):
            for _try in range(4):
                sign_in(client, here.clerk.username, "sai")
            assert sign_in(client, here.clerk.username).status_code == 302


class TestSignOut:
    def test_ends_the_session(self, client: Client) -> None:
        response = client.post("/don-vi/dang-xuat/")
        assert response.headers["Location"] == SIGN_IN
        assert "_auth_user_id" not in client.session

    def test_an_address_followed_signs_nobody_out(self, client: Client) -> None:
        assert client.get("/don-vi/dang-xuat/").headers["Location"] == START
        assert "_auth_user_id" in client.session


class TestStart:
    def test_one_who_serves_several_units_chooses(self, here: Portal, client: Client) -> None:
        second = UnitFactory(parent=here.campaign.issuer, name="Đảng ủy xã Nhã Nam")
        Membership.objects.create(user=here.clerk, unit=second, role=Membership.Role.LEADER)

        page = client.get(START)

        assert list(page.context["units"]) == [here.unit, second]
        assert address("home", second) in page.content.decode()
        assert reverse("unit_area:start") in client.get(address("home", second)).content.decode()

    def test_one_who_serves_none_is_told_whom_to_ask(self, here: Portal) -> None:
        client = Client()
        client.force_login(user_in(UNITS, username="moi-vao"))
        page = client.get(START)
        assert page.status_code == 200
        assert "moi-vao" in text_of(page)
        assert reverse("wagtailadmin_home") not in page.content.decode().split("<footer")[0]

    def test_an_officer_is_shown_the_way_to_the_desk(self, here: Portal) -> None:
        client = Client()
        client.force_login(user_in(OFFICERS, DeskFactory()))
        assert reverse("wagtailadmin_home") in client.get(START).content.decode().split("<footer")[0]


def test_pages_of_the_unit_area_are_kept_in_no_cache(here: Portal, client: Client) -> None:
    for page in (address("home", here.unit), START):
        assert "no-store" in client.get(page).headers["Cache-Control"]


def test_a_person_without_membership_gets_404_for_the_unit(here: Portal) -> None:
    client = Client()
    client.force_login(UserFactory())
    assert client.get(address("home", here.unit)).status_code == 404
