"""The outbox: one e-mail for a person and event, tried again when it fails, digests once a day."""

import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.utils import timezone

from submissions.lifecycle.invitations import Guest, invite
from submissions.models import Mail, MailPreference, Membership, Notice, Unit
from submissions.models.invitations import digest_of
from submissions.notices import outbox, telling
from tests import factories

Delivery = MailPreference.Delivery


class DeadServer(BaseEmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError("111, Connection refused")


class PickyServer(BaseEmailBackend):
    """Takes every e-mail but those to one address."""

    taken: list[str] = []

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if message.to == ["lac@example.vn"]:
                raise SMTPRecipientsRefused({"lac@example.vn": (550, b"unknown")})
            self.taken.append(message.to[0])
        return len(messages)


@pytest.fixture
def unit(db: None) -> Unit:
    return factories.UnitFactory(parent=factories.DeskFactory(), name="Đảng ủy xã Cao Xá", code="cao-xa")


@pytest.fixture
def clerk(unit: Unit) -> User:
    return factories.clerk_of(unit, email="van-thu@example.vn", first_name="Văn thư Cao Xá")


def remind(unit: Unit, key: str = "nhac-1", subject: str = "Nhắc gửi đăng ký") -> None:
    """Tell the unit something, and let what waits for the commit happen."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        telling.tell_reminder([unit], key=key, subject=subject, text="Còn 3 ngày.\nGửi trước 27/02.")


def wants(person: User, delivery: str) -> None:
    MailPreference.objects.create(person=person, delivery=delivery)


def test_notice_goes_out_at_once_as_text_and_html(unit: Unit, clerk: User) -> None:
    remind(unit)

    (sent,) = mail.outbox
    notice = Notice.objects.get()
    assert (sent.to, sent.subject) == (["van-thu@example.vn"], "Nhắc gửi đăng ký")
    assert "Còn 3 ngày.\nGửi trước 27/02.\nhttp://127.0.0.1:8000/don-vi/cao-xa/\n" in sent.body
    assert sent.body.count("Văn thư Cao Xá") == 1
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert 'href="http://127.0.0.1:8000/don-vi/cao-xa/"' in html
    assert "<img" not in html
    assert notice.mail is not None
    assert (notice.mail.state, notice.mail.attempts, notice.mail.unit) == ("sent", 1, unit)


def test_same_event_is_told_once(unit: Unit, clerk: User) -> None:
    remind(unit)
    remind(unit)

    assert (Notice.objects.count(), Mail.objects.count(), len(mail.outbox)) == (1, 1, 1)


@pytest.mark.parametrize("delivery", [Delivery.DAILY, Delivery.NONE])
def test_no_mail_at_once_for_who_wants_none(unit: Unit, clerk: User, delivery: str) -> None:
    wants(clerk, delivery)
    remind(unit)

    assert (Notice.objects.count(), Mail.objects.count()) == (1, 0)


def test_person_without_an_address_has_the_notice_only(unit: Unit) -> None:
    factories.clerk_of(unit)
    remind(unit)

    assert (Notice.objects.count(), Mail.objects.count()) == (1, 0)


def test_mail_of_an_action_that_is_undone_is_never_sent(unit: Unit, clerk: User) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        telling.tell_reminder([unit], key="1", subject="Nhắc", text="")
        transaction.set_rollback(True)

    assert (Mail.objects.count(), mail.outbox) == (0, [])


def test_subject_is_one_line_that_fits(unit: Unit, clerk: User) -> None:
    remind(unit, subject="Trả lại: “Thắp sáng\nđường quê” " + "x" * 300)

    (sent,) = mail.outbox
    assert sent.subject.startswith("Trả lại: “Thắp sáng đường quê” xxx")
    assert len(sent.subject) == 255


class TestFailing:
    def test_dead_server_never_reaches_the_action_and_counts_one_attempt(
        self, unit: Unit, clerk: User, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
        remind(unit)

        waiting = Mail.objects.get()
        assert (waiting.state, waiting.attempts) == ("failed", 1)
        assert waiting.error == "111, Connection refused"

    def test_next_action_does_not_wait_for_it(self, unit: Unit, clerk: User, settings: Any) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
        remind(unit)
        remind(unit, key="nhac-2")

        assert list(Mail.objects.order_by("pk").values_list("state", "attempts")) == [
            ("failed", 1),
            ("draft", 0),
        ]

    def test_one_wrong_address_does_not_hold_up_the_others(self, unit: Unit, settings: Any) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.PickyServer"
        PickyServer.taken.clear()
        for name in ("mot", "lac", "hai"):
            factories.clerk_of(unit, email=f"{name}@example.vn")
        remind(unit)

        assert sorted(PickyServer.taken) == ["hai@example.vn", "mot@example.vn"]
        failed = Mail.objects.get(state="failed")
        assert failed.address == "lac@example.vn"
        assert "550" in failed.error

    @pytest.mark.parametrize(
        ("attempts", "minutes", "again"),
        [
            (1, 4, False),
            (1, 6, True),
            (2, 29, False),
            (2, 31, True),
            (3, 179, False),
            (3, 181, True),
            (4, 719, False),
            (4, 721, True),
            (5, 100_000, False),
        ],
    )
    def test_pauses_grow_and_the_fifth_attempt_is_the_last(
        self, unit: Unit, clerk: User, attempts: int, minutes: int, again: bool
    ) -> None:
        remind(unit)
        mail.outbox.clear()
        tried = timezone.now() - datetime.timedelta(minutes=minutes)
        Mail.objects.update(state="failed", sent_at=None, attempts=attempts, tried_at=tried)

        call_command("send_mail")

        assert (Mail.objects.get().state == "sent", len(mail.outbox)) == (again, int(again))

    def test_mail_that_a_dead_worker_held_is_sent_by_the_next_round(self, unit: Unit, clerk: User) -> None:
        remind(unit)
        mail.outbox.clear()
        for minutes, sent in ((9, 0), (11, 1)):
            tried = timezone.now() - datetime.timedelta(minutes=minutes)
            Mail.objects.update(state="draft", sent_at=None, attempts=1, tried_at=tried)
            assert outbox.send_due() == sent

    def test_two_workers_never_try_the_same_one(self, unit: Unit, clerk: User) -> None:
        remind(unit)
        mail.outbox.clear()
        Mail.objects.update(state="draft", sent_at=None, attempts=0, tried_at=None)
        pk = Mail.objects.get().pk

        assert outbox._claim(pk, 0) is not None
        assert outbox._claim(pk, 0) is None
        assert outbox.send_due() == 0


class TestDigest:
    @pytest.fixture
    def told(self, unit: Unit, clerk: User) -> None:
        wants(clerk, Delivery.DAILY)
        remind(unit, "1", "Nhắc lần một")
        remind(unit, "2", "Nhắc lần hai")

    @pytest.fixture(autouse=True)
    def morning(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The clock of the portal; a digest is due from seven in the morning."""
        self.now = timezone.localtime().replace(hour=9)
        monkeypatch.setattr(outbox.timezone, "localtime", lambda *args: self.now)

    def test_one_mail_tells_everything_new_once(self, unit: Unit, told: None) -> None:
        call_command("send_mail")
        call_command("send_mail")

        (sent,) = mail.outbox
        assert sent.subject.startswith("2 ")
        assert sent.subject.endswith("Đảng ủy xã Cao Xá")
        assert sent.body.index("Nhắc lần một") < sent.body.index("Nhắc lần hai")
        assert set(Notice.objects.values_list("mail", flat=True)) == {Mail.objects.get().pk}

    def test_what_came_after_it_waits_for_the_next_day(self, unit: Unit, told: None) -> None:
        assert outbox.write_digests() == 1
        remind(unit, "3", "Nhắc lần ba")
        assert outbox.write_digests() == 0
        self.now += datetime.timedelta(days=1)
        assert outbox.write_digests() == 1
        assert Mail.objects.order_by("-pk")[0].subject == "Nhắc lần ba"

    def test_nothing_before_seven(self, told: None) -> None:
        self.now = self.now.replace(hour=6)
        assert outbox.write_digests() == 0

    def test_what_was_read_on_the_page_is_not_told(self, told: None) -> None:
        Notice.objects.update(read_at=timezone.now())
        assert outbox.write_digests() == 0

    def test_each_unit_has_a_digest_of_its_own(self, unit: Unit, clerk: User, told: None) -> None:
        other = factories.UnitFactory(parent=factories.DeskFactory())
        Membership.objects.create(user=clerk, unit=other, role=Membership.Role.CLERK)
        remind(other, "4", "Nhắc nơi khác")

        assert outbox.write_digests() == 2
        assert set(Mail.objects.values_list("unit", flat=True)) == {unit.pk, other.pk}


class TestInvitation:
    def test_outbox_holds_no_secret_and_each_mail_a_new_one(self, unit: Unit) -> None:
        officer = factories.officer_of(unit.get_parent())
        with TestCase.captureOnCommitCallbacks(execute=True):
            membership = invite(Guest(unit, "Người Mới", "moi@example.vn"), officer)

        (sent,) = mail.outbox
        first = sent.body.partition("?ma=")[2].split()[0]
        kept = Mail.objects.get()
        assert first not in kept.text + kept.html
        assert f"/don-vi/loi-moi/?ma={outbox.MASK}" in kept.text
        assert membership.invitations.get().digest == digest_of(first)

        Mail.objects.update(state="draft", sent_at=None, attempts=0, tried_at=None)
        outbox.send_due()
        second = mail.outbox[1].body.partition("?ma=")[2].split()[0]
        assert second != first
        assert membership.invitations.get().digest == digest_of(second)
        assert f"?ma={second}" in mail.outbox[1].alternatives[0][0]

    def test_mail_of_an_ended_invitation_stays(self, unit: Unit) -> None:
        officer = factories.officer_of(unit.get_parent())
        membership = invite(Guest(unit, "Người Mới", "moi@example.vn"), officer)
        membership.invitations.update(withdrawn_at=timezone.now())

        assert outbox.send_due() == 0
        kept = Mail.objects.get()
        assert (kept.state, kept.attempts, mail.outbox) == ("failed", outbox.MOST_ATTEMPTS, [])
