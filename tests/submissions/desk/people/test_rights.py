"""Who may do what: the table is the database's, the people are those of the own scope."""

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from submissions.desk.people.rights import ACTIONS
from submissions.models import Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in

PAGE = reverse("desk_rights:index")
RIGHTS = [right for _label, right in ACTIONS]


def allowed(response: Any, group: str) -> set[str]:
    """The actions that the page grants a group."""
    column = response.context["groups"].index(group)
    return {
        right for right, (_label, may) in zip(RIGHTS, response.context["table"], strict=True) if may[column]
    }


def people_on(response: Any) -> set[str]:
    members = [one for _group, people in response.context["members"] for one in people]
    return {
        one.username for one in (*members, *response.context["administrators"], *response.context["others"])
    }


def test_table_says_what_the_database_grants_now(administrator: User) -> None:
    client = signed_in(administrator)
    assert allowed(client.get(PAGE), factories.UNITS) == {"submissions.submit_registration"}
    assert allowed(client.get(PAGE), factories.EDITORS) >= {"page.change_page", "submissions.change_campaign"}
    assert "submissions.decide_recognition" not in allowed(client.get(PAGE), factories.OFFICERS)

    right = Permission.objects.get(codename="decide_recognition")
    Group.objects.get(name=factories.OFFICERS).permissions.add(right)

    assert "submissions.decide_recognition" in allowed(client.get(PAGE), factories.OFFICERS)


def test_every_action_names_a_right_that_exists(administrator: User) -> None:
    known = {f"{one.content_type.app_label}.{one.codename}" for one in Permission.objects.all()}
    on_pages = {f"page.{one.codename}" for one in Permission.objects.filter(content_type__model="page")}
    assert [right for right in RIGHTS if right not in known | on_pages] == []


def test_administrator_sees_everybody_and_an_officer_the_own_units(
    administrator: User, officer: User, unit: Unit
) -> None:
    clerk = factories.clerk_of(unit)
    foreign = factories.clerk_of(factories.UnitFactory(parent=factories.DeskFactory(), name="Nơi khác"))

    everybody = signed_in(administrator).get(PAGE)
    own = signed_in(officer).get(PAGE)

    assert people_on(everybody) >= {
        administrator.username,
        officer.username,
        clerk.username,
        foreign.username,
    }
    assert people_on(own) == {officer.username, clerk.username}
    assert "Nơi khác" not in own.content.decode()


def test_page_is_for_administrators_and_officers(people: dict[str, User]) -> None:
    opened = {role for role, user in people.items() if signed_in(user).get(PAGE).status_code == 200}
    assert opened == {"officer", "administrator"}


def test_page_takes_the_same_number_of_queries_for_many_people(administrator: User, unit: Unit) -> None:
    client = signed_in(administrator)
    client.get(PAGE)
    counts = []
    for _round in range(2):
        factories.clerk_of(unit)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
