"""The outbox at the desk: the own units' e-mails, read, searched and sent again."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from submissions.lifecycle.invitations import Guest, invite
from submissions.models import Mail, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, signed_in


def mail_to(unit: Unit, state: str = "failed", **fields: object) -> Mail:
    values = {"subject": "Nhắc gửi đăng ký", "text": "Còn 3 ngày", "html": "", "address": "a@example.vn"}
    sent = timezone.now() if state == "sent" else None
    person = factories.UserFactory(first_name="Văn thư")
    return Mail.objects.create(
        **values | {"person": person, "unit": unit, "state": state, "sent_at": sent, "attempts": 5} | fields
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 2),
        ({"state": "failed"}, 1),
        ({"q": "nhac gui"}, 1),
        ({"q": "ngoc thien"}, 2),
        ({"q": "khong co"}, 0),
    ],
)
def test_own_mails_are_listed_filtered_and_searched(
    officer: User, unit: Unit, query: dict[str, str], found: int
) -> None:
    mail_to(unit)
    mail_to(unit, "sent", subject="Đã tiếp nhận")
    mail_to(factories.UnitFactory(parent=factories.DeskFactory()))

    response = signed_in(officer).get(reverse("desk_mails:index"), query)

    assert len(response.context["object_list"]) == found


def test_mails_of_another_desk_are_not_there(officer: User, unit: Unit) -> None:
    foreign = mail_to(factories.UnitFactory(parent=factories.DeskFactory()))
    for name in ("inspect", "retry"):
        assert signed_in(officer).get(reverse(f"desk_mails:{name}", args=[foreign.pk])).status_code == 404


def test_page_shows_the_text_and_covers_the_secret(officer: User, unit: Unit) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        invite(Guest(unit, "Người Mới", "moi@example.vn"), officer)
    secret = mail.outbox[0].body.partition("?ma=")[2].split()[0]

    page = signed_in(officer).get(reverse("desk_mails:inspect", args=[Mail.objects.get().pk]))

    assert page.context["is_masked"]
    assert "/don-vi/loi-moi/" in page.content.decode()
    assert secret not in page.content.decode()


def test_failed_one_is_sent_again_by_hand_and_logged(officer: User, unit: Unit) -> None:
    failed = mail_to(unit, error="hỏng", tried_at=timezone.now())

    with TestCase.captureOnCommitCallbacks(execute=True):
        signed_in(officer).post(reverse("desk_mails:retry", args=[failed.pk]))

    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == ("sent", 1, "")
    assert mail.outbox[0].to == ["a@example.vn"]
    assert actions_on(failed) == ["mail.retry"]


def test_sent_one_is_not_sent_again(officer: User, unit: Unit) -> None:
    sent = mail_to(unit, "sent")
    with TestCase.captureOnCommitCallbacks(execute=True):
        signed_in(officer).post(reverse("desk_mails:retry", args=[sent.pk]))
    assert (mail.outbox, actions_on(sent)) == ([], [])


def test_who_reads_the_outbox_and_who_sends_again(unit: Unit, people: dict[str, User]) -> None:
    failed = mail_to(unit)
    pages = {name: reverse(f"desk_mails:{name}", args=[failed.pk]) for name in ("inspect", "retry")}
    allowed = {
        name: {role for role, user in people.items() if signed_in(user).get(page).status_code == 200}
        for name, page in pages.items()
    }
    assert allowed == {
        "inspect": {"officer", "decider", "administrator"},
        "retry": {"officer", "administrator"},
    }
