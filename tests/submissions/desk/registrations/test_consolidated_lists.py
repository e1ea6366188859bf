"""Consolidated lists at the desk: made of what was chosen, opened by those who may, sent, cancelled."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.lists.consolidating import make_list
from submissions.models import Campaign, ConsolidatedList, ListForm, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, messages_of, signed_in

State = Registration.State
MAKE = reverse("desk_consolidated_lists:add")


@pytest.fixture
def form(desk: Unit) -> ListForm:
    made: ListForm = factories.ListFormFactory(
        issuer=desk, code="M9", contents=("stt", "title", "registrant")
    )
    return made


@pytest.fixture
def received(campaign: Campaign) -> list[Registration]:
    return factories.RegistrationFactory.create_batch(2, campaign=campaign, state=State.RECEIVED)


@pytest.fixture
def make(form: ListForm, received: list[Registration], campaign: Campaign, desk: Unit, officer: User) -> Any:
    def made(*, names_persons: bool = False) -> ConsolidatedList:
        return make_list(
            Registration.objects.filter(campaign=campaign, state=State.RECEIVED),
            officer,
            desk=desk,
            campaign=campaign,
            form=form,
            subject="V/v gửi danh sách",
            addressee="Tỉnh ủy",
            names_persons=names_persons,
        )

    return made


def name_a_person(registration: Registration) -> None:
    registration.initiative.kind, registration.initiative.registrant = "individual", ""
    registration.initiative.save()
    factories.IndividualFactory(initiative=registration.initiative)


def words(form: ListForm, **changes: Any) -> dict[str, Any]:
    return {"form": form.pk, "subject": "V/v gửi danh sách", "addressee": "Tỉnh ủy"} | changes


def page_of(made: ConsolidatedList, name: str = "inspect") -> str:
    return reverse(f"desk_consolidated_lists:{name}", args=[made.pk])


def test_the_page_says_what_goes_in_and_what_is_left_out_and_why(
    officer: User, received: list[Registration], registration: Registration
) -> None:
    chosen = [*received, registration]

    context = signed_in(officer).get(MAKE, {"id": [one.pk for one in chosen]}).context

    assert context["count"] == 2
    assert set(context["going_in"]) == set(received)
    assert context["left_out"] == [
        (registration, "Chỉ bản đăng ký đã tiếp nhận mới được đưa vào danh sách tổng hợp.")
    ]
    assert context["form"].initial["subject"].endswith("năm 2024")


def test_what_was_chosen_becomes_the_next_list(
    officer: User, received: list[Registration], form: ListForm
) -> None:
    response = signed_in(officer).post(f"{MAKE}?id={received[0].pk}", words(form))

    made = ConsolidatedList.objects.get()
    assert response.url == page_of(made)
    assert messages_of(response) == ["Đã lập Danh sách tổng hợp số 1 gồm 1 bản đăng ký."]
    assert list(made.rows.values_list("registration", flat=True)) == [received[0].pk]
    assert (made.form, made.subject, made.addressee) == (form, "V/v gửi danh sách", "Tỉnh ủy")


def test_without_a_choice_all_received_of_the_campaign_go_in(
    officer: User, received: list[Registration], form: ListForm, campaign: Campaign, desk: Unit
) -> None:
    signed_in(officer).post(f"{MAKE}?campaign={campaign.pk}&receiver={desk.pk}", words(form))

    assert ConsolidatedList.objects.get().count == 2


def test_a_choice_of_several_campaigns_is_narrowed_first(
    officer: User, received: list[Registration], desk: Unit, form: ListForm
) -> None:
    other = factories.RegistrationFactory(
        campaign=factories.CampaignFactory(issuer=desk), state=State.RECEIVED
    )
    client = signed_in(officer)
    address = f"{MAKE}?id={received[0].pk}&id={other.pk}"

    parts = client.get(address).context["parts"]
    client.post(address, words(form))

    assert not ConsolidatedList.objects.exists()
    assert {(campaign, count) for campaign, _desk, count, _url in parts} == {
        (received[0].campaign, 1),
        (other.campaign, 1),
    }
    assert client.get(MAKE + parts[0][3]).context["count"] == 1


def test_what_another_desk_holds_is_not_found(officer: User, received: list[Registration]) -> None:
    elsewhere = factories.RegistrationFactory(state=State.RECEIVED)

    assert signed_in(officer).get(MAKE, {"id": [received[0].pk, elsewhere.pk]}).status_code == 404
    assert signed_in(officer).get(MAKE, {"id": "x"}).status_code == 404


@pytest.mark.parametrize("role", ["decider", "viewer", "editor", "clerk"])
def test_others_make_no_list(
    people: dict[str, User], received: list[Registration], form: ListForm, role: str
) -> None:
    signed_in(people[role]).post(f"{MAKE}?id={received[0].pk}", words(form))

    assert not ConsolidatedList.objects.exists()


@pytest.mark.parametrize("field", ["excel", "word", "letter"])
def test_each_file_is_handed_out_and_logged(officer: User, make: Any, field: str) -> None:
    made = make()

    response = signed_in(officer).get(page_of(made, field))

    assert b"".join(response)[:2] == b"PK"
    assert "m9-so-1-" in response["Content-Disposition"]
    assert actions_on(made)[-1] == "list.export"


def test_files_that_name_persons_are_for_those_who_may_see_persons(
    people: dict[str, User], officer: User, make: Any, received: list[Registration]
) -> None:
    name_a_person(received[0])
    made = make(names_persons=True)
    looks = actions_on(received[0]).count("individual.view")

    assert signed_in(people["viewer"]).get(page_of(made, "excel")).status_code == 302
    assert signed_in(people["viewer"]).get(page_of(made, "letter")).status_code == 200
    assert actions_on(received[0]).count("individual.view") == looks
    assert signed_in(officer).get(page_of(made, "word")).status_code == 200
    assert actions_on(received[0]).count("individual.view") == looks + 1
    assert "individual.view" not in actions_on(received[1])


def test_files_without_names_are_for_all_who_may_see_the_list(people: dict[str, User], make: Any) -> None:
    assert signed_in(people["viewer"]).get(page_of(make(), "excel")).status_code == 200


@pytest.mark.parametrize("name", ["inspect", "excel", "word", "letter", "send", "cancel", "history"])
def test_another_desk_finds_no_list(stranger: User, make: Any, name: str) -> None:
    assert signed_in(stranger).get(page_of(make(), name)).status_code == 404


def test_the_record_shows_the_rows_in_order(officer: User, make: Any) -> None:
    made = make()

    rows = signed_in(officer).get(page_of(made)).context["rows"]

    assert [row.position for row in rows] == [1, 2]


def test_the_officer_notes_the_day_and_cancels_with_a_reason(officer: User, make: Any) -> None:
    made, client = make(), signed_in(officer)

    client.post(page_of(made, "send"), {"sent_on": "01/03/2024"})
    client.post(page_of(made, "cancel"), {"reason": "Sai mẫu"})

    made.refresh_from_db()
    assert f"{made.sent_on:%d/%m/%Y}" == "01/03/2024"
    assert made.cancel_reason == "Sai mẫu"
    assert actions_on(made)[-2:] == ["list.send", "list.cancel"]
    assert client.get(page_of(made, "excel")).status_code == 200
    assert not client.get(page_of(made)).context["open_moves"]
