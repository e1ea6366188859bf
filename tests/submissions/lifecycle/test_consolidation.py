"""The doors of a consolidated list: numbered, frozen, let go again."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from submissions.lifecycle.consolidation import cancel, consolidate, mark_sent
from submissions.lifecycle.refusal import Refused
from submissions.models import ConsolidatedList, Registration
from tests import factories

pytestmark = pytest.mark.django_db

State = Registration.State


@pytest.fixture
def campaign():
    return factories.CampaignFactory()


@pytest.fixture
def desk(campaign):
    return campaign.issuer


@pytest.fixture
def officer(desk):
    return factories.officer_of(desk)


@pytest.fixture
def form(desk):
    return factories.ListFormFactory(issuer=desk)


@pytest.fixture
def received(campaign):
    return factories.RegistrationFactory.create_batch(3, campaign=campaign, state=State.RECEIVED)


@pytest.fixture
def make(campaign, desk, form, officer):
    """Consolidate registrations as the officer of the desk, or as somebody else."""

    def made(registrations, by=None, **changes):
        return consolidate(
            registrations, by or officer, **({"desk": desk, "campaign": campaign, "form": form} | changes)
        )

    return made


def states(registrations) -> list[str]:
    return [Registration.objects.get(pk=one.pk).state for one in registrations]


def test_the_registrations_stand_in_the_list_in_the_given_order(make, received):
    made = make([received[2], received[0]])

    assert made.number == 1
    assert made.count == 2
    assert list(made.rows.values_list("position", "registration")) == [
        (1, received[2].pk),
        (2, received[0].pk),
    ]
    assert states(received) == ["consolidated", "received", "consolidated"]


def test_one_given_twice_stands_once(make, received):
    assert make([received[0], received[0]]).count == 1


def test_lists_of_a_desk_are_numbered_one_after_the_other_in_each_campaign(make, received, desk, form):
    other = factories.CampaignFactory(issuer=desk)
    of_other = factories.RegistrationFactory(campaign=other, state=State.RECEIVED)

    numbers = [make([one]).number for one in received]

    assert numbers == [1, 2, 3]
    assert make([of_other], campaign=other).number == 1


@pytest.mark.parametrize("state", [one for one in State.values if one != State.RECEIVED])
def test_only_received_ones_go_in_and_nothing_is_kept_otherwise(make, received, campaign, state):
    other = factories.RegistrationFactory(campaign=campaign, state=state)

    with pytest.raises(Refused):
        make([*received, other])

    assert not ConsolidatedList.objects.exists()
    assert states(received) == ["received"] * 3


def test_nothing_another_campaign_and_another_desk_are_refused(make, received, form):
    elsewhere = factories.RegistrationFactory(state=State.RECEIVED)

    for registrations, changes in (
        ([], {}),
        ([elsewhere], {}),
        (received, {"desk": elsewhere.receiver}),
        (received, {"by": factories.officer_of(elsewhere.receiver)}),
        (received, {"by": factories.user_in(factories.VIEWERS, received[0].receiver)}),
    ):
        with pytest.raises(Refused):
            make(registrations, **changes)


def test_the_list_and_each_registration_are_logged(make, received, officer):
    made = make(received)

    assert ModelLogEntry.objects.for_instance(made).get().action == "submissions.list.make"
    of_one = ModelLogEntry.objects.for_instance(received[0]).get()
    assert (of_one.action, of_one.user) == ("submissions.registration.consolidate", officer)


def test_the_day_it_was_sent_is_noted_and_may_be_corrected(make, received, officer):
    made = make(received)

    mark_sent(made, officer, sent_on=datetime.date(2024, 3, 1))
    made = mark_sent(made, officer, sent_on=datetime.date(2024, 3, 2))

    assert made.sent_on == datetime.date(2024, 3, 2)
    last = ModelLogEntry.objects.for_instance(made).order_by("-pk").first()
    assert last.data == {"old": {"sent_on": "2024-03-01"}, "new": {"sent_on": "2024-03-02"}}


def test_a_day_to_come_is_refused(make, received, officer):
    with pytest.raises(Refused):
        mark_sent(make(received), officer, sent_on=timezone.localdate() + datetime.timedelta(days=1))


def test_a_cancelled_list_keeps_its_number_and_lets_go_of_its_registrations(make, received, officer):
    made = cancel(make(received), officer, reason="  Sai mẫu  ")

    assert states(received) == ["received"] * 3
    assert (made.number, made.cancel_reason, made.rows.count()) == (1, "Sai mẫu", 0)
    assert make(received).number == 2
    for refused in (
        lambda: cancel(made, officer, reason="Lần nữa"),
        lambda: mark_sent(made, officer, sent_on=datetime.date(2024, 3, 1)),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_list_is_not_cancelled_without_a_reason_or_once_something_of_it_was_proposed(
    make, received, officer
):
    made = make(received)
    with pytest.raises(Refused):
        cancel(made, officer, reason=" ")
    factories.RecognitionFactory(registration=received[0])

    with pytest.raises(Refused):
        cancel(made, officer, reason="Sai mẫu")

    assert states(received) == ["consolidated"] * 3


def test_another_desk_neither_sends_nor_cancels(make, received):
    made, stranger = make(received), factories.officer_of(factories.DeskFactory())

    with pytest.raises(Refused):
        mark_sent(made, stranger, sent_on=datetime.date(2024, 3, 1))
    with pytest.raises(Refused):
        cancel(made, stranger, reason="Sai mẫu")
