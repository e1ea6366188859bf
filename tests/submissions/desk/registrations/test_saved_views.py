"""Views of the book that a person saved: kept, replaced, opened, forgotten, and nobody else's."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.urls import reverse

from submissions.models import SavedView
from tests import factories
from tests.submissions.desk.conftest import signed_in

BOOK = "desk_registrations:index"
VIEWS = "desk_registrations:saved_views"


def save(user: User, name: str, query: str) -> Any:
    return signed_in(user).post(reverse(VIEWS), {"name": name, "query": query})


def kept(user: User) -> list[tuple[str, QueryDict]]:
    return [(view.name, QueryDict(view.query)) for view in SavedView.objects.filter(person=user)]


def test_view_keeps_filters_columns_and_order_and_opens_again(officer: User) -> None:
    query = "state=submitted&state=returned&cot=place&ordering=-late"

    response = save(officer, "Việc của tôi", f"{query}&p=3&sector=&_w_filter_fragment=1")

    assert kept(officer) == [("Việc của tôi", QueryDict(query))]
    assert response.url == f"{reverse(BOOK)}?{query}"
    [(_key, name, url, is_open)] = signed_in(officer).get(response.url).context["saved_views"]
    assert (name, url, is_open) == ("Việc của tôi", response.url, True)


def test_same_name_again_replaces_the_view(officer: User) -> None:
    save(officer, "Chờ tiếp nhận", "state=submitted")
    save(officer, "Chờ tiếp nhận ", "state=returned")

    assert kept(officer) == [("Chờ tiếp nhận", QueryDict("state=returned"))]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_view_without_a_usable_name_is_not_kept(officer: User, name: str) -> None:
    save(officer, name, "state=submitted")

    assert kept(officer) == []


def test_view_is_forgotten_by_its_person_only(officer: User, desk: Any) -> None:
    save(officer, "Của tôi", "late=true")
    [view] = SavedView.objects.all()
    colleague = factories.officer_of(desk)

    foreign = signed_in(colleague).post(reverse(VIEWS), {"delete": view.pk})
    nonsense = signed_in(officer).post(reverse(VIEWS), {"delete": "x"})

    assert (foreign.status_code, nonsense.status_code) == (404, 404)
    assert signed_in(colleague).get(reverse(BOOK)).context["saved_views"] == []
    assert kept(officer) != []

    signed_in(officer).post(reverse(VIEWS), {"delete": view.pk})

    assert kept(officer) == []


def test_person_who_sees_no_registrations_saves_nothing(people: dict[str, User]) -> None:
    save(people["editor"], "Lạ", "late=true")

    assert not SavedView.objects.exists()
