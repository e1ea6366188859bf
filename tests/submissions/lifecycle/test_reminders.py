"""Reminding units: whom it reaches, and not twice a day."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import ModelLogEntry

from submissions.lifecycle.refusal import Refused
from submissions.lifecycle.reminders import last_reminders, reach, remind
from submissions.models import Campaign, MailPreference, Notice
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Đôn đốc đăng ký", "text": "Đề nghị đơn vị gửi đăng ký."}


@pytest.fixture
def campaign():
    return factories.CampaignFactory()


@pytest.fixture
def officer(campaign):
    return factories.officer_of(campaign.issuer)


@pytest.fixture
def unit_of(campaign):
    """Make a unit of the campaign with a clerk of this e-mail address, or with nobody for None."""

    def made(email: str | None):
        unit = factories.UnitFactory(parent=campaign.issuer)
        if email is not None:
            factories.clerk_of(unit, email=email)
        return unit

    return made


def test_people_read_it_on_the_page_and_by_mail(
    campaign, officer, unit_of, django_capture_on_commit_callbacks
):
    units = [unit_of("mot@example.vn"), unit_of("hai@example.vn")]

    with django_capture_on_commit_callbacks(execute=True):
        remind(units, campaign, officer, **WORDS)

    assert sorted(message.to[0] for message in mail.outbox) == ["hai@example.vn", "mot@example.vn"]
    assert {message.subject for message in mail.outbox} == {"Đôn đốc đăng ký"}
    assert "Đề nghị đơn vị gửi đăng ký." in mail.outbox[0].body
    assert {notice.unit for notice in Notice.objects.all()} == set(units)
    entry = ModelLogEntry.objects.for_instance(campaign).get()
    assert entry.action == "submissions.campaign.remind"
    assert entry.data["note"].startswith("2 ")


def test_whom_it_reaches_is_told_apart(campaign, unit_of):
    by_mail, on_page, nobody, daily = unit_of("a@example.vn"), unit_of(""), unit_of(None), unit_of("b@e.vn")
    MailPreference.objects.create(person=daily.memberships.get().user, delivery="daily")
    gone = factories.UnitFactory(parent=campaign.issuer)
    factories.clerk_of(gone, email="c@example.vn", is_active=False)

    reached = reach([by_mail, on_page, nobody, daily, gone], campaign)

    assert reached.by_mail == [by_mail]
    assert [unit for unit, _why in reached.on_page] == [on_page, daily]
    assert [unit for unit, _why in reached.left_out] == [nobody, gone]
    assert reached.told == [by_mail, on_page, daily]


def test_a_unit_is_not_reminded_twice_within_a_day_unless_asked(campaign, officer, unit_of):
    first, second = unit_of("mot@example.vn"), unit_of("hai@example.vn")
    remind([first], campaign, officer, **WORDS)

    assert remind([first, second], campaign, officer, **WORDS).told == [second]
    with pytest.raises(Refused):
        remind([first], campaign, officer, **WORDS)
    assert remind([first], campaign, officer, again=True, **WORDS).told == [first]
    assert Notice.objects.filter(unit=first).count() == 2


def test_the_next_day_it_may_be_reminded_again(campaign, officer, unit_of):
    unit = unit_of("mot@example.vn")
    remind([unit], campaign, officer, **WORDS)
    Notice.objects.update(created_at=timezone.now() - datetime.timedelta(days=1, minutes=1))

    assert remind([unit], campaign, officer, **WORDS).told == [unit]


def test_the_last_reminder_is_that_of_the_campaign(campaign, officer, unit_of):
    unit = unit_of("mot@example.vn")
    other = factories.CampaignFactory(issuer=campaign.issuer)
    remind([unit], campaign, officer, **WORDS)

    assert last_reminders(campaign) == {unit.pk: Notice.objects.get().created_at}
    assert last_reminders(other) == {}


def test_strangers_closed_campaigns_and_empty_words_are_refused(campaign, officer, unit_of):
    unit, elsewhere = unit_of("mot@example.vn"), factories.UnitFactory()
    closed = factories.CampaignFactory(issuer=campaign.issuer, state=Campaign.State.CLOSED)

    for units, of, by, words in (
        ([elsewhere], campaign, officer, WORDS),
        ([unit], campaign, factories.officer_of(factories.DeskFactory()), WORDS),
        ([unit], campaign, factories.decider_of(campaign.issuer), WORDS),
        ([unit], closed, officer, WORDS),
        ([unit], campaign, officer, WORDS | {"text": "  "}),
    ):
        with pytest.raises(Refused):
            remind(units, of, by, **words)
    assert not Notice.objects.exists()
