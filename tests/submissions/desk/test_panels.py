"""What the first page tells each person: what waits, which deadlines come, what happened today."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from submissions.desk.panels import today_at_desk, waiting_for
from submissions.lifecycle import intake
from submissions.models import Campaign, Recognition, Registration, Unit
from tests import factories

from .conftest import signed_in


@pytest.fixture
def work(campaign: Campaign) -> None:
    """Of each kind some that wait for this desk, some that do not, and some of another desk."""
    for number, state in enumerate(["submitted"] * 7 + ["returned", "draft"]):
        factories.RegistrationFactory(campaign=campaign, state=state, title=f"Mô hình {number}")
    factories.RegistrationFactory(state="submitted")
    for state in ("proposed", "appraised", "decided", "published", "declined"):
        registration = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
        factories.RecognitionFactory(registration=registration, state=state)
    factories.RecognitionFactory()


@pytest.mark.parametrize(
    ("role", "counts"),
    [
        ("officer", [7, 5]),
        ("decider", [2, 1]),
        ("viewer", []),
        ("editor", []),
        ("administrator", [8, 6, 3, 1]),
    ],
)
def test_each_role_is_told_its_own_work(
    people: dict[str, User], work: None, role: str, counts: list[int]
) -> None:
    assert [kind.count for kind in waiting_for(people[role], shown=5)] == counts


def test_oldest_pieces_come_first_and_the_list_shows_them_all(officer: User, work: None) -> None:
    kind = waiting_for(officer, shown=5)[0]

    response = signed_in(officer).get(kind.url)

    assert [title for title, _told, _url in kind.items] == [f"Mô hình {number}" for number in range(5)]
    assert len(response.context["object_list"]) == kind.count


def test_own_proposals_do_not_wait_for_the_person_who_proposed(decider: User, campaign: Campaign) -> None:
    registration = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
    factories.RecognitionFactory(registration=registration, proposed_by=decider)

    assert waiting_for(decider, shown=5)[0].count == 0
    assert Recognition.objects.count() == 1


def test_first_page_shows_the_panel_with_links(officer: User, registration: Registration) -> None:
    page = signed_in(officer).get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("desk_registrations:inspect", args=[registration.pk]) in page


def test_first_page_without_work_of_the_desk_has_no_panel(people: dict[str, User]) -> None:
    page = signed_in(people["editor"]).get(reverse("wagtailadmin_home")).content.decode()

    assert "desk-waiting" not in page


def test_received_ones_lead_to_the_next_list(officer: User, campaign: Campaign) -> None:
    received = factories.RegistrationFactory(campaign=campaign, state=Registration.State.RECEIVED)
    factories.RegistrationFactory(campaign=campaign, state=Registration.State.CONSOLIDATED)

    kind = waiting_for(officer, shown=5)[1]

    assert (kind.count, kind.url) == (1, reverse("desk_consolidated_lists:add"))
    assert kind.items[0][2] == reverse("desk_registrations:inspect", args=[received.pk])


def test_today_counts_what_was_sent_received_and_answered_since_midnight(
    officer: User, campaign: Campaign, unit: Unit
) -> None:
    clerk = factories.clerk_of(unit)
    sent, returned, old = (
        factories.RegistrationFactory(campaign=campaign, unit=unit, state=Registration.State.SUBMITTED)
        for _number in range(3)
    )
    Registration.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - datetime.timedelta(days=1))
    intake.receive(sent, officer)
    intake.send_back(returned, officer, "Bổ sung mục tiêu")
    before_the_answer = dict(today_at_desk(officer))
    intake.submit(returned, clerk)

    assert before_the_answer == {"đơn vị gửi": 2, "tiếp nhận": 1, "gửi lại sau khi bị trả": 0}
    assert dict(today_at_desk(officer)) == {"đơn vị gửi": 2, "tiếp nhận": 1, "gửi lại sau khi bị trả": 1}


def test_first_page_tells_the_next_deadline_and_who_is_missing(
    people: dict[str, User], campaign: Campaign, unit: Unit
) -> None:
    factories.clerk_of(unit)
    day = timezone.localdate() + datetime.timedelta(days=3)
    factories.DeadlineFactory(campaign=campaign, named_day=day)
    missing = f"{reverse('desk_who_has_not_sent:index')}?campaign={campaign.pk}&amp;only=missing"

    officers = signed_in(people["officer"]).get(reverse("wagtailadmin_home")).content.decode()
    editors = signed_in(people["editor"]).get(reverse("wagtailadmin_home")).content.decode()

    assert "còn 3 ngày" in officers
    assert f'<a href="{missing}">1/1 đơn vị chưa gửi</a>' in officers
    assert "desk-deadlines" not in editors
    assert "desk-today" not in editors


def test_first_page_takes_the_same_number_of_queries_however_much_there_is(officer: User, desk: Unit) -> None:
    client = signed_in(officer)
    day = timezone.localdate() + datetime.timedelta(days=3)

    def queries() -> int:
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("wagtailadmin_home"))
        return len(captured)

    def grow() -> None:
        one = factories.CampaignFactory(issuer=desk)
        factories.DeadlineFactory(campaign=one, named_day=day)
        factories.RegistrationFactory.create_batch(2, campaign=one, state=Registration.State.SUBMITTED)
        factories.RegistrationFactory.create_batch(2, campaign=one, state=Registration.State.RECEIVED)

    grow()
    few = queries()
    grow()

    assert queries() == few
