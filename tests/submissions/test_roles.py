"""Who may do what in which state, asked over HTTP: every pair that is not listed changes nothing.

The doors themselves are asked in `lifecycle/test_intake.py` and beside each door; here the pages, the bulk
actions and the exports in front of them are.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from submissions.models import Registration
from tests.factories import (
    EDITORS,
    VIEWERS,
    CampaignFactory,
    DeskFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    decider_of,
    officer_of,
    user_in,
)
from tests.submissions.lifecycle.test_uploads import PDF

pytestmark = pytest.mark.django_db

State = Registration.State
Act = Callable[[Client, Registration], Any]

SEEN = {state for state in State if state != State.DRAFT}
HELD = {State.SUBMITTED, State.RECEIVED}
BOOKED = {State.RECEIVED, State.CONSOLIDATED}
WITHDRAWABLE = {State.DRAFT, State.SUBMITTED, State.RECEIVED, State.RETURNED}

ROLES: dict[str, Callable[[Registration], User | None]] = {
    "anonymous": lambda registration: None,
    "clerk": lambda registration: clerk_of(registration.unit),
    "clerk of the unit beside": lambda registration: clerk_of(UnitFactory(parent=registration.receiver)),
    "officer": lambda registration: officer_of(registration.receiver),
    "officer of another desk": lambda registration: officer_of(DeskFactory()),
    "decider": lambda registration: decider_of(registration.receiver),
    "viewer": lambda registration: user_in(VIEWERS, registration.receiver),
    "editor": lambda registration: user_in(EDITORS, registration.receiver),
}


def at_desk(name: str, **data: Any) -> Act:
    return lambda client, one: client.post(reverse(f"desk_registrations:{name}", args=[one.pk]), data)


def in_bulk(name: str, **data: Any) -> Act:
    page = reverse("wagtail_bulk_action", args=["submissions", "registration", name])
    return lambda client, one: client.post(f"{page}?id={one.pk}&next=/quan-tri/", data)


def at_unit(name: str, **data: Any) -> Act:
    return lambda client, one: client.post(
        reverse(f"unit_area:{name}", kwargs={"unit": one.unit.code, "pk": one.pk}), data
    )


def attach(client: Client, one: Registration) -> Any:
    file = SimpleUploadedFile("ban-ky.pdf", PDF)
    return at_unit("attach", attachment=file, attachment_kind="signed")(client, one)


ACTIONS: dict[str, Act] = {
    "receive": at_desk("receive"),
    "return": at_desk("send_back", reason="Bổ sung mục tiêu"),
    "decline": at_desk("decline", reason="Không thuộc phạm vi"),
    "number": at_desk("number", number="77"),
    "receive many": in_bulk("receive"),
    "return many": in_bulk("return", reason="Bổ sung mục tiêu"),
    "decline many": in_bulk("decline", reason="Không thuộc phạm vi"),
    "withdraw": at_unit("withdraw"),
    "attach": attach,
}
ALLOWED: dict[tuple[str, str], set[State]] = {
    ("officer", "receive"): {State.SUBMITTED},
    ("officer", "return"): HELD,
    ("officer", "decline"): HELD,
    ("officer", "number"): BOOKED,
    ("officer", "receive many"): {State.SUBMITTED},
    ("officer", "return many"): HELD,
    ("officer", "decline many"): HELD,
    ("clerk", "withdraw"): WITHDRAWABLE,
    ("clerk", "attach"): {State.DRAFT, State.RETURNED},
}
# Pages that show a registration or files made of it: the address, and who may open it in which states.
PAGES: dict[str, Callable[[Registration], str]] = {
    "record at the desk": lambda one: reverse("desk_registrations:inspect", args=[one.pk]),
    "history at the desk": lambda one: reverse("desk_registrations:history", args=[one.pk]),
    "correction at the desk": lambda one: reverse("desk_registrations:correct", args=[one.pk]),
    "page of the unit": lambda one: unit_page("registration", one),
    "form as Word": lambda one: unit_page("form_word", one),
    "withdrawal": lambda one: unit_page("withdraw", one),
}
MAY_OPEN: dict[tuple[str, str], set[State]] = {
    **{(role, "record at the desk"): SEEN for role in ("officer", "decider", "viewer")},
    **{(role, "history at the desk"): SEEN for role in ("officer", "decider", "viewer")},
    ("officer", "correction at the desk"): HELD,
    ("clerk", "page of the unit"): set(State),
    ("clerk", "form as Word"): set(State),
    ("clerk", "withdrawal"): WITHDRAWABLE,
}


def unit_page(name: str, one: Registration) -> str:
    return reverse(f"unit_area:{name}", kwargs={"unit": one.unit.code, "pk": one.pk})


def signed_in(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def stands(registration: Registration) -> tuple[Any, ...]:
    now = Registration.objects.get(pk=registration.pk)
    return now.state, now.book_number, now.reason, now.attachments.count()


@pytest.fixture
def registrations() -> list[Registration]:
    campaign = CampaignFactory()
    return [RegistrationFactory(campaign=campaign, state=state) for state in State]


@pytest.mark.parametrize("role", ROLES)
def test_action_changes_only_what_the_role_may_change_in_that_state(
    role: str, registrations: list[Registration]
) -> None:
    wrong = []
    for registration in registrations:
        client = signed_in(ROLES[role](registration))
        for action, act in ACTIONS.items():
            before, point = stands(registration), transaction.savepoint()
            act(client, registration)
            changed = stands(registration) != before
            transaction.savepoint_rollback(point)
            if changed != (registration.state in ALLOWED.get((role, action), set())):
                wrong.append((action, registration.state, "changed" if changed else "unchanged"))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_page_opens_only_for_whom_it_is(role: str, registrations: list[Registration]) -> None:
    wrong = []
    for registration in registrations:
        client = signed_in(ROLES[role](registration))
        for name, address in PAGES.items():
            response = client.get(address(registration))
            opened = response.status_code == 200
            if opened != (registration.state in MAY_OPEN.get((role, name), set())):
                wrong.append((name, registration.state, response.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_export_holds_only_what_the_role_may_see(role: str, registrations: list[Registration]) -> None:
    received = next(one for one in registrations if one.state == State.RECEIVED)
    client = signed_in(ROLES[role](received))
    page = reverse("desk_registrations:index") + "?export=csv"

    response = client.get(page)

    text = b"".join(response).decode() if response.streaming else response.content.decode()
    shown = {one.state for one in registrations if one.initiative.title in text}
    assert shown == (SEEN if role in ("officer", "decider", "viewer") else set())


@pytest.mark.parametrize("role", ROLES)
def test_everything_of_a_unit_goes_to_its_own_people_only(
    role: str, registrations: list[Registration]
) -> None:
    received = next(one for one in registrations if one.state == State.RECEIVED)
    client = signed_in(ROLES[role](received))

    response = client.get(reverse("unit_area:archive", kwargs={"unit": received.unit.code}))

    assert response.status_code == {"anonymous": 302, "clerk": 200}.get(role, 404)
