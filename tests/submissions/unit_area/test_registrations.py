from typing import Any

import pytest
from django.test import Client

from submissions.lifecycle import intake
from submissions.models import Campaign, Individual, Initiative, Registration
from submissions.unit_area.wording import DESK, HAPPENINGS, UNIT
from tests.factories import (
    CampaignFactory,
    IndividualFactory,
    RecognitionFactory,
    RegistrationFactory,
    clerk_of,
    officer_of,
)
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, said, text_of

State = Registration.State

FILLED = {
    "title": "Hiến đất mở đường thôn Chiên",
    "sector": "economy",
    "continuity": "new",
    "place": "Thôn Chiên",
    "content": "Vận động 12 hộ hiến đất",
    "period": "Năm 2024",
    "completion": "12/2024",
    "goal": "Mở rộng 800 m đường",
    "kind": "collective",
    "registrant": "Khối Dân vận xã",
}


@pytest.fixture
def returned(here: Portal) -> Registration:
    registration = RegistrationFactory(
        campaign=here.campaign, unit=here.unit, state=State.SUBMITTED, title="Hiến đất mở đường"
    )
    return intake.send_back(registration, officer_of(here.campaign.issuer), "Ghi rõ chiều dài tuyến đường")


def page_of(registration: Registration, name: str = "registration") -> str:
    return address(name, registration.unit, pk=registration.pk)


def in_state(here: Portal, state: str, **fields: Any) -> Registration:
    return RegistrationFactory(campaign=here.campaign, unit=here.unit, state=state, **fields)


class TestList:
    def test_holds_every_registration_of_the_unit_and_of_no_other(self, here: Portal, client: Client) -> None:
        own = [in_state(here, state) for state in State.values]
        RegistrationFactory(campaign=here.campaign, state=State.SUBMITTED)
        page = client.get(address("registrations", here.unit))
        assert set(page.context["registrations"]) == set(own)

    def test_is_narrowed_by_campaign_and_state(self, here: Portal, client: Client) -> None:
        wanted = in_state(here, State.RECEIVED)
        in_state(here, State.DRAFT)
        last_year = CampaignFactory(issuer=here.campaign.issuer, year=2023)
        RegistrationFactory(campaign=last_year, unit=here.unit, state=State.RECEIVED)
        chosen = {"campaign": here.campaign.slug, "state": State.RECEIVED}
        assert list(client.get(address("registrations", here.unit), chosen).context["registrations"]) == [
            wanted
        ]

    def test_an_unknown_choice_narrows_nothing(self, here: Portal, client: Client) -> None:
        in_state(here, State.DRAFT)
        page = client.get(address("registrations", here.unit), {"campaign": "khong-co", "state": "khong-co"})
        assert len(page.context["registrations"]) == 1

    def test_the_second_page_keeps_the_choice(self, here: Portal, client: Client) -> None:
        for _number in range(31):
            in_state(here, State.DRAFT)
        first = client.get(address("registrations", here.unit), {"state": "draft"})
        assert "?state=draft&amp;trang=2" in first.content.decode()
        second = client.get(address("registrations", here.unit), {"state": "draft", "trang": 2})
        assert len(second.context["registrations"]) == 1

    def test_without_any_it_says_so(self, here: Portal, client: Client) -> None:
        assert 'class="empty"' in client.get(address("registrations", here.unit)).content.decode()


class TestDetail:
    def test_a_returned_one_shows_the_reason_and_what_can_be_done(
        self, client: Client, returned: Registration
    ) -> None:
        page = client.get(page_of(returned))
        assert "Ghi rõ chiều dài tuyến đường" in text_of(page)
        assert page_of(returned, "correct") in page.content.decode()
        assert page_of(returned, "withdraw") in page.content.decode()

    @pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
    def test_a_closed_one_offers_nothing(self, here: Portal, client: Client, state: str) -> None:
        closed = in_state(here, state)
        page = client.get(page_of(closed)).content.decode()
        assert page_of(closed, "correct") not in page
        assert page_of(closed, "withdraw") not in page

    def test_the_history_names_sides_and_never_persons(
        self, here: Portal, client: Client, returned: Registration
    ) -> None:
        intake.submit(returned, here.clerk)
        page = client.get(page_of(returned))
        assert [(line.who, line.what, line.note) for line in page.context["history"]] == [
            (UNIT, HAPPENINGS["submissions.registration.submit"], ""),
            (DESK, HAPPENINGS["submissions.registration.return"], "Ghi rõ chiều dài tuyến đường"),
        ]
        assert here.clerk.username not in page.content.decode().split('id="happened"')[1]

    def test_the_unit_sees_the_person_it_registered(self, here: Portal, client: Client) -> None:
        registration = in_state(
            here, State.SUBMITTED, initiative__kind=Initiative.Kind.INDIVIDUAL, initiative__registrant=""
        )
        IndividualFactory(
            initiative=registration.initiative, full_name="Người Đăng Ký Thử", position="Bí thư"
        )
        text = text_of(client.get(page_of(registration)))
        assert "Người Đăng Ký Thử" in text
        assert "Bí thư" in text


class TestCorrect:
    def test_the_form_holds_what_was_registered_and_the_reason(
        self, client: Client, returned: Registration
    ) -> None:
        page = client.get(page_of(returned, "correct"))
        assert "Ghi rõ chiều dài tuyến đường" in text_of(page)
        assert page.context["form"].initial["title"] == "Hiến đất mở đường"

    def test_saved_and_sent_it_is_with_the_desk_again(self, client: Client, returned: Registration) -> None:
        response = client.post(page_of(returned, "correct"), FILLED | {"send": "1"})

        assert response.headers["Location"] == page_of(returned)
        returned.refresh_from_db()
        assert (returned.state, returned.reason, returned.goal) == (
            State.SUBMITTED,
            "",
            "Mở rộng 800 m đường",
        )
        initiative = Initiative.objects.get(pk=returned.initiative_id)
        assert (initiative.title, initiative.registrant) == (
            "Hiến đất mở đường thôn Chiên",
            "Khối Dân vận xã",
        )

    def test_saved_without_sending_it_stays_returned(self, client: Client, returned: Registration) -> None:
        client.post(page_of(returned, "correct"), FILLED)
        returned.refresh_from_db()
        assert (returned.state, returned.content) == (State.RETURNED, "Vận động 12 hộ hiến đất")

    @pytest.mark.parametrize("missing", ["title", "sector", "continuity", "place", "kind"])
    def test_what_is_missing_is_named_at_its_field_and_nothing_is_saved(
        self, client: Client, returned: Registration, missing: str
    ) -> None:
        page = client.post(page_of(returned, "correct"), FILLED | {missing: "", "send": "1"})
        assert page.status_code == 200
        assert list(page.context["form"].errors) == [missing]
        assert f'href="#id_{missing}"' in page.content.decode()
        returned.refresh_from_db()
        assert (returned.state, returned.goal) == (State.RETURNED, "100% hộ tham gia")

    def test_a_person_goes_into_the_restricted_record_only(
        self, client: Client, returned: Registration
    ) -> None:
        person = {"kind": "individual", "full_name": "Người Đăng Ký Thử", "address": "Thôn Chiên"}
        client.post(page_of(returned, "correct"), FILLED | person)
        kept = Individual.objects.get(initiative=returned.initiative_id)
        assert (kept.full_name, kept.address, kept.initiative.registrant) == (
            "Người Đăng Ký Thử",
            "Thôn Chiên",
            "",
        )

    def test_a_person_without_a_name_is_refused(self, client: Client, returned: Registration) -> None:
        page = client.post(page_of(returned, "correct"), FILLED | {"kind": "individual"})
        assert list(page.context["form"].errors) == ["full_name"]

    def test_sending_into_a_closed_campaign_is_refused_and_saves_nothing(
        self, client: Client, returned: Registration
    ) -> None:
        Campaign.objects.update(state=Campaign.State.CLOSED)
        page = client.post(page_of(returned, "correct"), FILLED | {"send": "1"})
        assert len(page.context["form"].non_field_errors()) == 1
        returned.refresh_from_db()
        assert (returned.state, returned.goal) == (State.RETURNED, "100% hộ tham gia")

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED, State.DECLINED, State.WITHDRAWN])
    def test_what_lies_with_the_desk_cannot_be_changed(
        self, here: Portal, client: Client, state: str
    ) -> None:
        registration = in_state(here, state)
        assert client.get(page_of(registration, "correct")).headers["Location"] == page_of(registration)
        client.post(page_of(registration, "correct"), FILLED)
        registration.refresh_from_db()
        assert (registration.state, registration.goal) == (state, "100% hộ tham gia")


class TestSend:
    def test_a_draft_goes_to_the_desk(self, here: Portal, client: Client) -> None:
        draft = in_state(here, State.DRAFT)
        response = client.post(page_of(draft, "send"))
        draft.refresh_from_db()
        assert (draft.state, response.headers["Location"]) == (State.SUBMITTED, page_of(draft))

    def test_sent_twice_it_is_refused_with_a_sentence(self, here: Portal, client: Client) -> None:
        draft = in_state(here, State.DRAFT)
        client.post(page_of(draft, "send"))
        client.get(page_of(draft))
        assert len(said(client.post(page_of(draft, "send")))) == 1

    def test_an_address_followed_sends_nothing(self, here: Portal, client: Client) -> None:
        draft = in_state(here, State.DRAFT)
        assert client.get(page_of(draft, "send")).headers["Location"] == page_of(draft)
        draft.refresh_from_db()
        assert draft.state == State.DRAFT


class TestWithdraw:
    def test_asks_first(self, client: Client, returned: Registration) -> None:
        page = client.get(page_of(returned, "withdraw"))
        assert page.status_code == 200
        returned.refresh_from_db()
        assert returned.state == State.RETURNED

    @pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RECEIVED, State.RETURNED])
    def test_takes_it_back_with_the_note(self, here: Portal, client: Client, state: str) -> None:
        registration = in_state(here, state)
        client.post(page_of(registration, "withdraw"), {"note": "Trùng với mô hình khác"})
        registration.refresh_from_db()
        assert (registration.state, registration.reason) == (State.WITHDRAWN, "")
        assert "Trùng với mô hình khác" in text_of(client.get(page_of(registration)))

    def test_what_was_proposed_for_recognition_stays(self, here: Portal, client: Client) -> None:
        registration = in_state(here, State.RECEIVED)
        RecognitionFactory(registration=registration)
        response = client.post(page_of(registration, "withdraw"))
        registration.refresh_from_db()
        assert registration.state == State.RECEIVED
        assert len(said(response)) == 1

    def test_a_closed_one_is_not_asked_about(self, here: Portal, client: Client) -> None:
        closed = in_state(here, State.WITHDRAWN)
        assert client.get(page_of(closed, "withdraw")).headers["Location"] == page_of(closed)


def test_a_second_clerk_of_the_unit_works_on_the_same_registrations(
    here: Portal, returned: Registration
) -> None:
    client = Client()
    client.force_login(clerk_of(here.unit))
    client.post(page_of(returned, "correct"), FILLED | {"send": "1"})
    returned.refresh_from_db()
    assert returned.state == State.SUBMITTED
