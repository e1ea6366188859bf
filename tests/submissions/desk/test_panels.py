"""What waits for each person on the first page."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.desk.panels import waiting_for
from submissions.models import Campaign, Recognition, Registration
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
    [("officer", [7]), ("decider", [2, 1]), ("viewer", []), ("editor", []), ("administrator", [8, 3, 1])],
)
def test_each_role_is_told_its_own_work(
    people: dict[str, User], work: None, role: str, counts: list[int]
) -> None:
    assert [kind.count for kind in waiting_for(people[role], shown=5)] == counts


def test_oldest_pieces_come_first_and_the_list_shows_them_all(officer: User, work: None) -> None:
    [kind] = waiting_for(officer, shown=5)

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
