"""The page of the units that have not sent: who sees it, filters, order, file."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.models import Campaign, Quota, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in

State = Registration.State
PAGE = reverse("desk_who_has_not_sent:index")


@pytest.fixture
def units(desk: Unit, campaign: Campaign) -> dict[str, Unit]:
    """One that sent in time, one that sent late, one that sent nothing."""
    named = {}
    for name, kind in (("Đảng ủy xã Cao Xá", "commune"), ("Chi bộ Y tế", "agency"), ("Trường Đồi", "school")):
        named[name] = factories.UnitFactory(parent=desk, name=name, type=kind)
        factories.clerk_of(named[name])
    in_time, late, _nothing = named.values()
    factories.RegistrationFactory.create_batch(2, campaign=campaign, unit=in_time, state=State.RECEIVED)
    factories.RegistrationFactory(campaign=campaign, unit=late, state=State.SUBMITTED, late=True)
    return named


def names_in(response: Any) -> list[str]:
    return [row.unit.name for row in response.context["page"].object_list]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Đảng ủy xã Cao Xá", "Chi bộ Y tế", "Trường Đồi"]),
        ("only=missing", ["Trường Đồi"]),
        ("only=late", ["Chi bộ Y tế"]),
        ("only=unmet", ["Chi bộ Y tế", "Trường Đồi"]),
        ("unit_type=commune", ["Đảng ủy xã Cao Xá"]),
        ("q=truong doi", ["Trường Đồi"]),
        ("q=...", []),
        ("ordering=name", ["Chi bộ Y tế", "Đảng ủy xã Cao Xá", "Trường Đồi"]),
        ("ordering=-sent", ["Đảng ủy xã Cao Xá", "Chi bộ Y tế", "Trường Đồi"]),
        ("ordering=sent", ["Trường Đồi", "Chi bộ Y tế", "Đảng ủy xã Cao Xá"]),
        ("ordering=nonsense&only=nonsense", ["Đảng ủy xã Cao Xá", "Chi bộ Y tế", "Trường Đồi"]),
    ],
)
def test_units_are_filtered_and_sorted(
    officer: User, campaign: Campaign, units: dict[str, Unit], query: str, names: list[str]
) -> None:
    Quota.objects.create(campaign=campaign, phrase="ít nhất 02 mô hình", minimum=2)

    response = signed_in(officer).get(f"{PAGE}?campaign={campaign.pk}&{query}")

    assert names_in(response) == names


def test_a_subtree_is_shown_alone(
    officer: User, campaign: Campaign, units: dict[str, Unit], desk: Unit
) -> None:
    top = units["Trường Đồi"]
    below = factories.UnitFactory(parent=top, name="Chi bộ 1")
    factories.clerk_of(below)

    response = signed_in(officer).get(PAGE, {"subtree": top.pk})

    assert names_in(response) == ["Trường Đồi", "Chi bộ 1"]


def test_by_form_each_cell_says_the_states(
    officer: User, campaign: Campaign, units: dict[str, Unit], desk: Unit
) -> None:
    form = factories.OfficialFormFactory(issuer=desk, code="M1", campaign=campaign)
    factories.RegistrationFactory(
        campaign=campaign, unit=units["Trường Đồi"], state=State.RETURNED, form=form
    )

    page = signed_in(officer).get(PAGE, {"by": "form"}).content.decode()

    assert "M1" in page
    assert "<li>Trả lại để hoàn thiện: 1</li>" in page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("officer", 200),
        ("decider", 200),
        ("viewer", 200),
        ("administrator", 200),
        ("editor", 302),
        ("clerk", 302),
    ],
)
def test_who_may_look(people: dict[str, User], units: dict[str, Unit], role: str, status: int) -> None:
    assert signed_in(people[role]).get(PAGE).status_code == status


def test_a_stranger_sees_neither_campaign_nor_units(
    stranger: User, campaign: Campaign, units: dict[str, Unit]
) -> None:
    client = signed_in(stranger)

    assert client.get(PAGE, {"campaign": campaign.pk}).status_code == 404
    assert client.get(PAGE).context["campaign"] is None


def test_only_those_who_receive_are_offered_to_remind(
    people: dict[str, User], campaign: Campaign, units: dict[str, Unit]
) -> None:
    assert signed_in(people["officer"]).get(PAGE).context["may_remind"]
    assert not signed_in(people["viewer"]).get(PAGE).context["may_remind"]
    Campaign.objects.update(state=Campaign.State.CLOSED)
    assert not signed_in(people["officer"]).get(PAGE).context["may_remind"]


def test_the_file_holds_the_units_that_the_filters_leave(
    officer: User, campaign: Campaign, units: dict[str, Unit]
) -> None:
    response = signed_in(officer).get(PAGE, {"only": "late", "export": "csv"})

    heading, *rows = b"".join(response).decode("utf-8-sig").splitlines()
    assert heading.startswith("Đơn vị,")
    assert len(rows) == 1
    assert rows[0].startswith("Chi bộ Y tế,")
    assert signed_in(officer).get(PAGE, {"export": "xlsx"})["Content-Disposition"].endswith('.xlsx"')
