"""The account: name, e-mail, how to be told, password; and a forgotten password."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, TestCase

from submissions.models import Membership
from tests.factories import OFFICERS, DeskFactory, UnitFactory, UserFactory, clerk_of, user_in
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import alert_of, text_of

PASSWORD = "mat-khau-thu-nghiem"
NEW = "hoa-ban-no-trang-2024"
ACCOUNT = "/don-vi/tai-khoan/"
FORGOTTEN = "/don-vi/mat-khau/"


def save(client: Client, **changes: str) -> Any:
    values = {"name": "Văn thư Cao Xá", "email": "cu@example.vn", "delivery": "at_once"} | changes
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(ACCOUNT, values, follow=True)


def ask(email: str, client: Client | None = None) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return (client or Client()).post(FORGOTTEN, {"email": email})


def link_of_mail() -> str:
    """The address in the last e-mail, without the host."""
    return "/" + mail.outbox[-1].body.partition("http://127.0.0.1:8000/")[2].split()[0]


@pytest.fixture
def clerk(here: Portal) -> User:
    person = here.clerk
    person.email = "cu@example.vn"
    person.save()
    return person


class TestAccount:
    def test_name_and_delivery_are_kept(self, client: Client, clerk: User) -> None:
        save(client, name="Nguyễn Thị Thử", delivery="daily")

        clerk.refresh_from_db()
        assert clerk.get_full_name() == "Nguyễn Thị Thử"
        assert clerk.mail_preference.delivery == "daily"
        assert mail.outbox == []

    def test_page_shows_what_the_person_serves(self, here: Portal, client: Client, clerk: User) -> None:
        other = UnitFactory(parent=here.campaign.issuer, name="Đảng ủy xã Nhã Nam")
        Membership.objects.create(user=clerk, unit=other, role=Membership.Role.LEADER)

        page = client.get(ACCOUNT)

        assert [row.unit for row in page.context["memberships"]] == [here.unit, other]

    def test_new_address_counts_once_its_link_is_opened(self, client: Client, clerk: User) -> None:
        save(client, email="moi@example.vn")
        clerk.refresh_from_db()
        assert clerk.email == "cu@example.vn"
        assert mail.outbox[0].to == ["moi@example.vn"]

        client.get(link_of_mail())
        clerk.refresh_from_db()
        assert clerk.email == "moi@example.vn"

    def test_address_of_another_account_is_never_taken(self, client: Client, clerk: User) -> None:
        UserFactory(email="nguoi-khac@example.vn")
        save(client, email="nguoi-khac@example.vn")
        client.get(link_of_mail())

        clerk.refresh_from_db()
        assert clerk.email == "cu@example.vn"

    def test_link_counts_once_and_for_who_asked(self, here: Portal, client: Client, clerk: User) -> None:
        save(client, email="moi@example.vn")
        link = link_of_mail()
        other = Client()
        other.force_login(clerk_of(here.unit, email="ba@example.vn"))
        other.get(link)
        assert not User.objects.filter(email="moi@example.vn").exists()

        client.get(link)
        User.objects.filter(pk=clerk.pk).update(email="ve-sau@example.vn")
        client.get(link)
        clerk.refresh_from_db()
        assert clerk.email == "ve-sau@example.vn"

    def test_an_account_sends_letters_to_ten_addresses_an_hour(self, client: Client, clerk: User) -> None:
        for number in range(12):
            save(client, email=f"moi{number}@example.vn")
        assert len(mail.outbox) == 10

    def test_forged_link_changes_nothing(self, client: Client, clerk: User) -> None:
        client.get("/don-vi/tai-khoan/thu-dien-tu/", {"ma": "khong-phai"})
        clerk.refresh_from_db()
        assert clerk.email == "cu@example.vn"

    def test_officer_has_an_account_page_too(self, db: None) -> None:
        client = Client()
        client.force_login(user_in(OFFICERS, DeskFactory()))
        assert client.get(ACCOUNT).status_code == 200

    @pytest.mark.parametrize("path", [ACCOUNT, f"{ACCOUNT}mat-khau/", "/don-vi/thong-bao/"])
    def test_stranger_signs_in_first(self, db: None, path: str) -> None:
        assert Client().get(path).headers["Location"] == f"/don-vi/dang-nhap/?next={path}"


class TestChangePassword:
    def change(self, client: Client, old: str = PASSWORD, new: str = NEW) -> Any:
        values = {"old_password": old, "new_password1": new, "new_password2": new}
        return client.post(f"{ACCOUNT}mat-khau/", values)

    def test_person_stays_signed_in(self, client: Client, clerk: User) -> None:
        assert self.change(client).headers["Location"] == ACCOUNT
        clerk.refresh_from_db()
        assert clerk.check_password(NEW)
        assert client.get(ACCOUNT).status_code == 200

    @pytest.mark.parametrize(("old", "new"), [("sai", NEW), (PASSWORD, "ngan"), (PASSWORD, "password1234")])
    def test_wrong_old_and_weak_new_ones_are_refused(
        self, client: Client, clerk: User, old: str, new: str
    ) -> None:
        assert self.change(client, old, new).status_code == 200
        clerk.refresh_from_db()
        assert clerk.check_password(PASSWORD)


class TestForgotten:
    def test_link_sets_a_new_password_once(self, clerk: User) -> None:
        ask("CU@example.vn")
        link, client = link_of_mail(), Client()
        opened = client.get(link)
        assert "?" not in opened.headers["Location"]
        client.get(opened.headers["Location"])
        client.post(opened.headers["Location"], {"new_password1": NEW, "new_password2": NEW})

        clerk.refresh_from_db()
        assert clerk.check_password(NEW)
        again = Client().get(link)
        assert again.status_code == 200
        assert not again.context["validlink"]

    def test_answer_is_the_same_whoever_asks(self, clerk: User) -> None:
        UserFactory(email="chua-mo@example.vn").set_unusable_password()
        User.objects.filter(email="chua-mo@example.vn").update(password="!")
        answers = [ask(email) for email in ("cu@example.vn", "khong-ai@example.vn", "chua-mo@example.vn")]

        assert {(one.status_code, one.headers["Location"]) for one in answers} == {
            (302, "/don-vi/mat-khau/da-gui/")
        }
        assert [one.to for one in mail.outbox] == [["cu@example.vn"]]

    def test_three_letters_an_hour_go_to_an_address(self, clerk: User) -> None:
        for _try in range(5):
            assert ask("cu@example.vn").status_code == 302
        assert len(mail.outbox) == 3

    def test_eleventh_request_of_a_machine_is_refused(self, clerk: User) -> None:
        statuses = [ask(f"{number}@example.vn").status_code for number in range(11)]
        assert statuses == [302] * 10 + [429]
        assert alert_of(ask("cu@example.vn")) != ""
        assert mail.outbox == []

    def test_dead_server_changes_nothing_in_the_answer(self, clerk: User, settings: Any) -> None:
        settings.EMAIL_BACKEND = "tests.submissions.notices.test_outbox.DeadServer"
        assert ask("cu@example.vn").status_code == 302

    def test_sign_in_shows_the_way(self, db: None) -> None:
        assert FORGOTTEN in Client().get("/don-vi/dang-nhap/").content.decode()
        assert FORGOTTEN in Client().get("/quan-tri/login/").content.decode()
        assert text_of(Client().get("/don-vi/mat-khau/da-gui/")) != ""
