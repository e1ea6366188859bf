"""One move on many rows: how many change, which are left out and why, and what a click cannot reach."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import reverse

from submissions.desk import bulk
from submissions.models import Campaign, Decision, Recognition, Registration, Unit
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


@pytest.mark.parametrize("wanted", [["x"], [], [10**9], ["own", 10**9], ["all", "own"]])
def test_an_id_out_of_reach_is_a_404(officer: User, submitted: list[Registration], wanted: list[Any]) -> None:
    ids = [submitted[0].pk if one == "own" else one for one in wanted]
    client, page = signed_in(officer), address("registration", "receive", *ids)

    responses: list[HttpResponse] = [client.get(page), client.post(page)]

    assert [response.status_code for response in responses] == [404, 404]
    assert states(*submitted) == [State.SUBMITTED] * 3


def all_rows(action: str, **filters: str) -> str:
    return f"{address('registration', action, 'all')}&{urlencode(filters)}"


def test_all_rows_are_those_that_the_list_shows_under_its_filters(
    officer: User, campaign: Campaign, submitted: list[Registration]
) -> None:
    lamps = [registration_in(State.SUBMITTED, campaign, title=f"Đèn đường thôn {name}") for name in "ABC"]
    received = registration_in(State.RECEIVED, campaign, title="Đèn đường thôn D", book_number=4)
    foreign = factories.RegistrationFactory(state=State.SUBMITTED, title="Đèn đường xã khác")
    client, page = signed_in(officer), all_rows("receive", q="den duong")

    shown = client.get(page).context
    client.post(page)

    assert {entry["item"] for entry in shown["items"]} == set(lamps)
    assert [entry["item"] for entry in shown["skipped"]] == [received]
    assert states(*lamps, received, foreign) == [State.RECEIVED] * 4 + [State.SUBMITTED]
    assert states(*submitted) == [State.SUBMITTED] * 3


def test_rows_are_received_in_the_order_of_sending(officer: User, campaign: Campaign) -> None:
    later = registration_in(State.SUBMITTED, campaign, submitted_at="2024-02-27T02:00:00Z")
    earlier = registration_in(State.SUBMITTED, campaign, submitted_at="2024-02-26T02:00:00Z")

    signed_in(officer).post(address("registration", "receive", later, earlier))

    assert [Registration.objects.get(pk=one.pk).book_number for one in (earlier, later)] == [1, 2]


def test_more_rows_than_one_step_takes_are_not_begun(
    officer: User, submitted: list[Registration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    client, page = signed_in(officer), all_rows("receive")

    shown = client.get(page)
    client.post(page)

    assert shown.context["too_many"]
    assert shown.context["items"] == []
    assert states(*submitted) == [State.SUBMITTED] * 3


def hidden(response: Any) -> dict[str, Any]:
    """What the page carries back about itself."""
    return {name: response.context[name] for name in ("seen_at", "listed")}


def test_what_changed_after_the_page_was_read_is_left_out(
    officer: User, submitted: list[Registration]
) -> None:
    client, page = signed_in(officer), all_rows("receive", state=State.SUBMITTED)
    carried = hidden(client.get(page))
    changed = submitted[0]
    changed.goal = "Viết lại sau khi trang đã mở"
    changed.save()

    client.post(page, carried)

    assert states(*submitted) == [State.SUBMITTED, State.RECEIVED, State.RECEIVED]


def test_second_click_says_what_was_left_out(officer: User, submitted: list[Registration]) -> None:
    client, page = signed_in(officer), address("registration", "receive", *submitted)
    carried = hidden(client.get(page))
    client.post(page, carried)

    again = client.post(page, carried)

    assert {entry["item"] for entry in again.context["skipped"]} == set(submitted)
    assert [actions_on(one) for one in submitted] == [["registration.receive"]] * 3


def test_second_officer_is_told_that_somebody_was_quicker(
    officer: User, desk: Unit, submitted: list[Registration]
) -> None:
    page = all_rows("receive", state=State.SUBMITTED)
    first, second = signed_in(officer), signed_in(factories.officer_of(desk))
    seen_by_first, seen_by_second = hidden(first.get(page)), hidden(second.get(page))
    late = submitted[2]
    first.post(address("registration", "receive", *submitted[:2]), seen_by_first)

    response = second.post(page, seen_by_second)
    [message] = messages_of(response)
    again = second.post(page, seen_by_second)

    assert states(late) == [State.RECEIVED]
    assert ("1" in message, "2" in message) == (True, True)
    assert again.status_code == 200
    assert len(messages_of(again)) == 2


def test_numbers_are_assigned_in_the_order_of_sending_or_not_at_all(
    officer: User, campaign: Campaign
) -> None:
    rows = [registration_in(State.RECEIVED, campaign, book_number=number) for number in (1, 2, 9)]
    client, page = signed_in(officer), address("registration", "number", *rows[:2])

    taken = client.post(page, {"number": "8"})
    client.post(page, {"number": "20"})

    assert taken.status_code == 200
    assert ["9" in message for message in messages_of(taken)] == [True]
    assert list(Registration.objects.order_by("pk").values_list("book_number", flat=True)) == [20, 21, 9]


@pytest.mark.parametrize("ids", ["all", "own"])
def test_consolidating_leads_to_the_page_that_makes_the_list(
    officer: User, campaign: Campaign, ids: str
) -> None:
    row = registration_in(State.RECEIVED, campaign)
    page = address("registration", "consolidate", "all" if ids == "all" else row)

    response = signed_in(officer).get(f"{page}&state=received&next=/quan-tri/")

    wanted = "all" if ids == "all" else row.pk
    assert response.url == f"{reverse('desk_consolidated_lists:add')}?id={wanted}&state=received"


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
