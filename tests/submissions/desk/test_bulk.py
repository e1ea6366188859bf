"""One move on many rows: how many change, which are left out and why, and what a click cannot reach."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import reverse

from submissions.models import Campaign, Decision, Recognition, Registration
from tests import factories

from .conftest import actions_on, messages_of, signed_in

State = Registration.State


def address(model: str, action: str, *records: Any) -> str:
    ids = "&".join(f"id={getattr(record, 'pk', record)}" for record in records)
    return reverse("wagtail_bulk_action", args=["submissions", model, action]) + f"?{ids}"


def states(*records: Any) -> list[str]:
    return [type(record).objects.get(pk=record.pk).state for record in records]


def registration_in(state: str, campaign: Campaign, **fields: Any) -> Registration:
    return factories.RegistrationFactory(campaign=campaign, state=state, **fields)


@pytest.fixture
def submitted(campaign: Campaign) -> list[Registration]:
    return [registration_in(State.SUBMITTED, campaign) for _number in range(3)]


def test_page_tells_what_will_change_and_what_is_left_out_and_why(
    officer: User, campaign: Campaign, submitted: list[Registration]
) -> None:
    returned = registration_in(State.RETURNED, campaign)

    response = signed_in(officer).get(address("registration", "receive", *submitted, returned))

    assert {entry["item"] for entry in response.context["items"]} == set(submitted)
    assert response.context["skipped"] == [
        {"item": returned, "unit": returned.unit, "reason": "Chỉ tiếp nhận được bản đăng ký đã gửi."}
    ]
    assert states(*submitted) == [State.SUBMITTED] * 3


def test_ticked_registrations_are_received_and_the_others_left_as_they_are(
    officer: User, campaign: Campaign, submitted: list[Registration]
) -> None:
    returned = registration_in(State.RETURNED, campaign)

    response = signed_in(officer).post(address("registration", "receive", *submitted, returned))

    assert states(*submitted, returned) == [State.RECEIVED] * 3 + [State.RETURNED]
    assert sorted(
        Registration.objects.filter(state=State.RECEIVED).values_list("book_number", flat=True)
    ) == [
        1,
        2,
        3,
    ]
    assert [actions_on(one) for one in submitted] == [["registration.receive"]] * 3
    [message] = messages_of(response)
    assert "3" in message
    assert "1" in message


@pytest.mark.parametrize(("action", "state"), [("return", State.RETURNED), ("decline", State.DECLINED)])
def test_ticked_registrations_are_turned_down_with_one_reason(
    officer: User, submitted: list[Registration], action: str, state: str
) -> None:
    client, page = signed_in(officer), address("registration", action, *submitted)

    without = client.post(page, {"reason": ""})
    assert "reason" in without.context["form"].errors
    assert states(*submitted) == [State.SUBMITTED] * 3

    client.post(page, {"reason": "Thiếu thời gian thực hiện."})

    assert states(*submitted) == [state] * 3
    assert {Registration.objects.get(pk=one.pk).reason for one in submitted} == {"Thiếu thời gian thực hiện."}


def test_registration_proposed_for_recognition_is_not_returned(officer: User, campaign: Campaign) -> None:
    proposed = registration_in(State.RECEIVED, campaign)
    factories.RecognitionFactory(registration=proposed)

    response = signed_in(officer).get(address("registration", "return", proposed))

    assert response.context["items"] == []
    assert [entry["reason"] for entry in response.context["skipped"]] == [
        "Bản đăng ký đã được đề nghị công nhận, không thể trả lại hoặc từ chối."
    ]


def test_nothing_changes_when_nothing_can(officer: User, campaign: Campaign) -> None:
    received = registration_in(State.RECEIVED, campaign)

    response = signed_in(officer).post(address("registration", "receive", received))

    assert response.status_code == 200
    assert actions_on(received) == []


@pytest.mark.parametrize("wanted", [["all"], ["x"], [], [10**9], ["own", 10**9]])
def test_an_id_outside_the_page_is_a_404(
    officer: User, submitted: list[Registration], wanted: list[Any]
) -> None:
    ids = [submitted[0].pk if one == "own" else one for one in wanted]
    client, page = signed_in(officer), address("registration", "receive", *ids)

    responses: list[HttpResponse] = [client.get(page), client.post(page)]

    assert [response.status_code for response in responses] == [404, 404]
    assert states(*submitted) == [State.SUBMITTED] * 3


def test_person_who_sees_no_registrations_does_not_see_them_here(
    people: dict[str, User], submitted: list[Registration]
) -> None:
    response = signed_in(people["editor"]).get(address("registration", "receive", *submitted))

    assert response.url == reverse("wagtailadmin_home")


@pytest.fixture
def proposals(campaign: Campaign) -> list[Recognition]:
    rows = [registration_in(State.RECEIVED, campaign) for _number in range(2)]
    return [factories.RecognitionFactory(registration=row) for row in rows]


def test_proposals_are_recognised_by_one_new_decision(decider: User, proposals: list[Recognition]) -> None:
    page = address("recognition", "decide", *proposals)

    signed_in(decider).post(page, {"number": "125-QĐ/HU", "date": "20/10/2024"})

    decision = Decision.objects.get()
    assert (decision.number, decision.issuer, decision.state) == (
        "125-QĐ/HU",
        proposals[0].body,
        Decision.State.PENDING,
    )
    assert set(decision.recognitions.all()) == set(proposals)
    assert states(*proposals) == [Recognition.State.DECIDED] * 2


def test_decision_that_recognises_nothing_is_not_kept(decider: User, proposals: list[Recognition]) -> None:
    Recognition.objects.update(proposed_by=decider)

    signed_in(decider).post(
        address("recognition", "decide", *proposals), {"number": "125-QĐ/HU", "date": "20/10/2024"}
    )

    assert not Decision.objects.exists()
    assert states(*proposals) == [Recognition.State.PROPOSED] * 2


def test_person_who_proposed_is_left_out_of_the_decision(decider: User, proposals: list[Recognition]) -> None:
    own, other = proposals
    Recognition.objects.filter(pk=own.pk).update(proposed_by=decider)

    signed_in(decider).post(
        address("recognition", "decide", *proposals), {"number": "125-QĐ/HU", "date": "20/10/2024"}
    )

    assert states(own, other) == [Recognition.State.PROPOSED, Recognition.State.DECIDED]


def test_proposals_are_closed_with_one_reason(decider: User, proposals: list[Recognition]) -> None:
    signed_in(decider).post(address("recognition", "decline", *proposals), {"reason": "Chưa đủ một năm."})

    assert states(*proposals) == [Recognition.State.DECLINED] * 2
    assert set(Recognition.objects.values_list("reason", flat=True)) == {"Chưa đủ một năm."}
