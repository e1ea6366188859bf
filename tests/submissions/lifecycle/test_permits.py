import datetime

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from submissions.lifecycle import filing, intake
from submissions.lifecycle.permits import end_permit, grant_permit, usable_permit, use_permit
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, LatePermit, Notice, Registration
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    DeskFactory,
    LatePermitFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    decider_of,
    officer_of,
)

from .test_intake import entry

pytestmark = pytest.mark.django_db

State = Registration.State


@pytest.fixture
def campaign():
    """A campaign that takes no late registrations and whose last day is long past."""
    made = CampaignFactory(accepts_late=False)
    DeadlineFactory(campaign=made)
    return made


@pytest.fixture
def unit(campaign):
    return UnitFactory(parent=campaign.issuer)


@pytest.fixture
def clerk(unit):
    return clerk_of(unit)


def grant(campaign, unit, by, **changes):
    said = {"expires_on": timezone.localdate(), "uses": 2, "note": "Công văn của đơn vị"}
    return grant_permit(campaign, unit, by, **(said | changes))


def test_permit_is_granted_logged_and_told(campaign, unit, clerk):
    officer = officer_of(campaign.issuer)

    permit = grant(campaign, unit, officer)

    assert (permit.uses, permit.used, permit.granted_by) == (2, 0, officer)
    assert ModelLogEntry.objects.get(action="submissions.permit.grant").label == campaign.title
    assert Notice.objects.get(person=clerk).event == Notice.Event.PERMIT


@pytest.mark.parametrize(
    "changes",
    [{"expires_on": datetime.date(2024, 3, 1)}, {"uses": 0}, {"note": " "}],
)
def test_permit_without_day_number_or_grounds_is_refused(campaign, unit, changes):
    with pytest.raises(Refused):
        grant(campaign, unit, officer_of(campaign.issuer), **changes)


def test_permit_is_refused_to_others_and_for_units_that_are_not_called(campaign, unit):
    officer, stranger = officer_of(campaign.issuer), officer_of(DeskFactory())
    for person in (stranger, clerk_of(unit), decider_of(campaign.issuer)):
        with pytest.raises(Refused):
            grant(campaign, unit, person)
    for other in (DeskFactory(), campaign.issuer):
        with pytest.raises(Refused):
            grant(campaign, other, officer)

    Campaign.objects.update(state=Campaign.State.CLOSED)
    campaign.refresh_from_db()
    with pytest.raises(Refused):
        grant(campaign, unit, officer)


def test_late_registration_uses_the_permit_up_and_the_next_is_refused(campaign, unit, clerk):
    permit = LatePermitFactory(campaign=campaign, unit=unit)
    first, second = RegistrationFactory.create_batch(2, campaign=campaign, unit=unit)

    sent = intake.submit(first, clerk)
    with pytest.raises(Refused):
        intake.submit(second, clerk)

    permit.refresh_from_db()
    assert (sent.state, sent.late, permit.used) == (State.SUBMITTED, True, 1)


@pytest.mark.parametrize("accepts_late", [True, False])
def test_permit_is_not_used_in_time_nor_where_late_ones_are_taken(campaign, unit, clerk, accepts_late):
    permit = LatePermitFactory(campaign=campaign, unit=unit)
    Campaign.objects.update(accepts_late=accepts_late)
    if not accepts_late:
        campaign.deadlines.all().delete()

    intake.submit(RegistrationFactory(campaign=campaign, unit=unit), clerk)

    permit.refresh_from_db()
    assert permit.used == 0


def test_permit_of_another_unit_or_an_expired_one_does_not_help(campaign, unit, clerk):
    LatePermitFactory(campaign=campaign)
    LatePermitFactory(campaign=campaign, unit=unit, expires_on=datetime.date(2024, 3, 10))
    registration = RegistrationFactory(campaign=campaign, unit=unit)

    with pytest.raises(Refused):
        intake.submit(registration, clerk)
    with time_machine.travel("2024-03-10T23:59:59+07:00", tick=False):
        assert intake.submit(registration, clerk).late is True


def test_permit_that_ends_first_is_used_first(campaign, unit):
    today = timezone.localdate()
    later = LatePermitFactory(campaign=campaign, unit=unit, expires_on=today + datetime.timedelta(9), uses=5)
    sooner = LatePermitFactory(campaign=campaign, unit=unit, expires_on=today, uses=2)

    assert usable_permit(campaign, unit) == sooner
    use_permit(campaign, unit, 3)

    assert list(LatePermit.objects.order_by("pk").values_list("pk", "used")) == [
        (later.pk, 1),
        (sooner.pk, 2),
    ]


def test_list_of_more_rows_than_are_allowed_is_refused_as_a_whole(campaign, unit, clerk):
    permit = LatePermitFactory(campaign=campaign, unit=unit, uses=2)
    filings = [filing.Filing(entry(title=f"Mô hình số {number}")) for number in range(3)]
    file = {"unit": unit, "campaign": campaign, "by": clerk, "source": Registration.Source.LIST}

    with pytest.raises(Refused):
        filing.file_many(filings, **file)
    filed = filing.file_many(filings[:2], **file)

    permit.refresh_from_db()
    assert ([one.late for one in filed], permit.used) == ([True, True], 2)


def test_ended_permit_allows_nothing_more(campaign, unit):
    officer = officer_of(campaign.issuer)
    permit = LatePermitFactory(campaign=campaign, unit=unit, uses=5, used=2)

    with pytest.raises(Refused):
        end_permit(permit, officer_of(DeskFactory()))
    ended = end_permit(permit, officer)
    with pytest.raises(Refused):
        end_permit(permit, officer)

    assert (ended.uses, ended.used) == (2, 2)
    assert usable_permit(campaign, unit) is None
