"""The page that reminds units: whom it reaches, the preview, one step."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from submissions.models import Campaign, Notice, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import messages_of, signed_in

PAGE = reverse("desk_who_has_not_sent:remind")


@pytest.fixture
def missing(desk: Unit, campaign: Campaign) -> list[Unit]:
    """Three units that have sent nothing: with e-mail, without, and one that nobody serves any more."""
    units = [factories.UnitFactory(parent=desk, name=f"Đảng ủy xã {letter}") for letter in "ABC"]
    factories.clerk_of(units[0], email="a@example.vn")
    factories.clerk_of(units[1])
    factories.clerk_of(units[2], is_active=False)
    return units


@pytest.fixture
def sent(desk: Unit, campaign: Campaign) -> Unit:
    unit: Unit = factories.UnitFactory(parent=desk)
    factories.clerk_of(unit, email="d@example.vn")
    factories.RegistrationFactory(campaign=campaign, unit=unit, state=Registration.State.SUBMITTED)
    return unit


def test_the_page_says_whom_it_reaches_and_shows_the_mail(
    officer: User, campaign: Campaign, missing: list[Unit], sent: Unit
) -> None:
    day = timezone.localdate() + datetime.timedelta(days=3)
    factories.DeadlineFactory(campaign=campaign, named_day=day, phrase="chậm nhất ngày ấy")

    response = signed_in(officer).get(PAGE, {"campaign": campaign.pk})

    reached = response.context["reached"]
    assert reached.by_mail == missing[:1]
    assert [unit for unit, _why in reached.on_page] == missing[1:2]
    assert [unit for unit, _why in reached.left_out] == missing[2:]
    mailed = response.context["preview"].text
    assert "Dân vận khéo năm 2024" in response.context["preview"].subject
    assert f"Đăng ký mô hình: chậm nhất ngày ấy (ngày cuối cùng {day:%d/%m/%Y}, còn 3 ngày)" in mailed
    assert reverse("unit_area:home", args=[missing[0].code]) in mailed
    assert "Đảng ủy xã A" in mailed


def test_all_missing_are_reminded_in_one_step(
    officer: User,
    campaign: Campaign,
    missing: list[Unit],
    sent: Unit,
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in(officer).post(
            f"{PAGE}?campaign={campaign.pk}", {"subject": "Đôn đốc", "text": "Đề nghị gửi đăng ký."}
        )

    assert response.status_code == 302
    assert messages_of(response) == ["Đã đôn đốc 2 đơn vị, bỏ qua 1."]
    assert [message.to for message in mail.outbox] == [["a@example.vn"]]
    assert {notice.unit for notice in Notice.objects.all()} == set(missing[:2])


def test_only_the_ticked_units_are_reminded(
    officer: User, campaign: Campaign, missing: list[Unit], sent: Unit
) -> None:
    address = f"{PAGE}?campaign={campaign.pk}&id={sent.pk}&id={missing[0].pk}"

    signed_in(officer).post(address, {"subject": "Đôn đốc", "text": "Đề nghị gửi đăng ký."})

    assert {notice.unit for notice in Notice.objects.all()} == {sent, missing[0]}


def test_the_preview_shows_what_was_written_and_sends_nothing(
    officer: User, campaign: Campaign, missing: list[Unit]
) -> None:
    response = signed_in(officer).post(
        f"{PAGE}?campaign={campaign.pk}", {"subject": "Đôn đốc", "text": "Lời mới.", "preview": "1"}
    )

    assert "Lời mới." in response.context["preview"].text
    assert not Notice.objects.exists()


def test_who_was_reminded_today_is_left_out_until_ticked(
    officer: User, campaign: Campaign, missing: list[Unit]
) -> None:
    client, address = signed_in(officer), f"{PAGE}?campaign={campaign.pk}&id={missing[0].pk}"
    words = {"subject": "Đôn đốc", "text": "Đề nghị gửi đăng ký."}

    client.post(address, words)
    refused = client.post(address, words)
    client.post(address, words | {"again": "on"})

    assert refused.status_code == 200
    assert refused.context["form"]["text"].value() == "Đề nghị gửi đăng ký."
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("role", ["decider", "viewer", "editor", "clerk"])
def test_others_do_not_remind(
    people: dict[str, User], campaign: Campaign, missing: list[Unit], role: str
) -> None:
    signed_in(people[role]).post(f"{PAGE}?campaign={campaign.pk}", {"subject": "Đôn đốc", "text": "…"})

    assert not Notice.objects.exists()


def test_a_unit_or_campaign_of_another_desk_is_not_found(
    officer: User, stranger: User, campaign: Campaign, missing: list[Unit]
) -> None:
    elsewhere = factories.UnitFactory()

    assert signed_in(stranger).get(PAGE, {"campaign": campaign.pk}).status_code == 404
    assert signed_in(officer).get(PAGE, {"campaign": campaign.pk, "id": elsewhere.pk}).status_code == 404
