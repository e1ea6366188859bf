"""Registrations that may be one: what is suggested, how they are compared, marked and merged."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from submissions.desk.registrations.duplicates import likely_duplicates
from submissions.models import Campaign, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, signed_in

State = Registration.State


def registered(campaign: Campaign, unit: Unit, title: str, place: str = "", **fields: object) -> Registration:
    initiative = factories.InitiativeFactory(unit=unit, title=title, place=place)
    return factories.RegistrationFactory(
        campaign=campaign, unit=unit, initiative=initiative, **{"state": State.SUBMITTED, **fields}
    )


@pytest.fixture
def lamp(campaign: Campaign, unit: Unit) -> Registration:
    return registered(campaign, unit, "Thắp sáng đường quê", "Thôn Chiên")


def test_like_titles_of_the_unit_and_of_the_place_are_suggested_the_units_first(
    officer: User, desk: Unit, campaign: Campaign, unit: Unit, lamp: Registration
) -> None:
    other = factories.UnitFactory(parent=desk)
    same_place = registered(campaign, other, "Thắp sáng đường quê", "thôn Chiên")
    own = registered(campaign, unit, "Mô hình “Thắp sáng đường quê”", "Thôn Trại")
    registered(campaign, other, "Thắp sáng đường quê", "Thôn Khác")
    registered(campaign, unit, "Camera an ninh", "Thôn Chiên")
    registered(campaign, unit, "Thắp sáng đường quê", "Thôn Chiên", state=State.DECLINED)
    registered(factories.CampaignFactory(issuer=desk, year=2023), unit, "Thắp sáng đường quê", "Thôn Chiên")

    assert likely_duplicates(lamp, officer) == [own, same_place]


def test_numbered_titles_are_not_alike(officer: User, campaign: Campaign, unit: Unit) -> None:
    first = registered(campaign, unit, "Tuyến đường tự quản số 1")
    registered(campaign, unit, "Tuyến đường tự quản số 2")

    assert likely_duplicates(first, officer) == []


def test_record_page_takes_the_same_number_of_queries_with_many_suggestions(
    officer: User, campaign: Campaign, unit: Unit, lamp: Registration
) -> None:
    client, page = signed_in(officer), reverse("desk_registrations:inspect", args=[lamp.pk])
    counts = []
    for _round in range(2):
        registered(campaign, unit, "Thắp sáng đường quê", "Thôn Chiên")
        registered(campaign, unit, "Thắp sáng đường quê", "Thôn Chiên")
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(page).context["suggested"]
        counts.append((len(shown), len(queries)))

    (few, queries_of_few), (many, queries_of_many) = counts
    assert (few, many) == (2, 4)
    assert queries_of_few == queries_of_many


def duplicate_page(registration: Registration, of: Registration | None = None) -> str:
    address = reverse("desk_registrations:duplicate", args=[registration.pk])
    return f"{address}?of={of.pk}" if of else address


def test_other_registration_is_found_by_its_number_or_code(
    officer: User, campaign: Campaign, unit: Unit, lamp: Registration
) -> None:
    kept = registered(campaign, unit, "Đèn đường", state=State.RECEIVED, book_number=7)
    client = signed_in(officer)

    for said in ("7", kept.code.lower()):
        assert client.post(duplicate_page(lamp), {"other": said}).url == duplicate_page(lamp, kept)

    unknown = client.post(duplicate_page(lamp), {"other": "8"})
    assert "other" in unknown.context["form"].errors


def test_comparison_says_what_a_merger_takes_over_and_merges(
    officer: User, campaign: Campaign, unit: Unit, lamp: Registration
) -> None:
    kept = registered(campaign, unit, "Đèn đường", state=State.RECEIVED, goal="")
    client, page = signed_in(officer), duplicate_page(lamp, kept)

    lines = client.get(page).context["lines"]
    response = client.post(page, {"merge": "1"})

    taken = {line.closed for line in lines if line.taken}
    assert taken == {"Thôn Chiên", "100% hộ tham gia"}
    kept.refresh_from_db()
    lamp.refresh_from_db()
    assert (kept.initiative.place, kept.goal) == ("Thôn Chiên", "100% hộ tham gia")
    assert (lamp.state, lamp.duplicate_of) == (State.DUPLICATE, kept)
    assert response.url == reverse("desk_registrations:inspect", args=[kept.pk])
    assert list(client.get(response.url).context["duplicates"]) == [lamp]


def test_another_units_is_marked_but_never_merged(
    officer: User, desk: Unit, campaign: Campaign, lamp: Registration
) -> None:
    kept = registered(campaign, factories.UnitFactory(parent=desk), "Thắp sáng đường quê", "Thôn Chiên")
    client, page = signed_in(officer), duplicate_page(lamp, kept)

    merges = client.get(page).context["merges"]
    client.post(page, {"merge": "1"})
    assert actions_on(lamp) == []

    client.post(page, {"mark": "1"})

    assert not merges
    assert actions_on(lamp) == ["registration.duplicate"]
    assert actions_on(kept) == []


def test_registration_of_another_desk_cannot_be_compared_with(officer: User, lamp: Registration) -> None:
    foreign = factories.RegistrationFactory(state=State.RECEIVED)
    client = signed_in(officer)

    statuses = [client.get(duplicate_page(lamp, foreign)).status_code]
    statuses += [client.get(f"{duplicate_page(lamp)}?of=x").status_code]

    assert statuses == [404, 404]
