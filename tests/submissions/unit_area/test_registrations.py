import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from submissions.lifecycle import bookkeeping, intake, joining
from submissions.models import FormDraft, Initiative, Registration
from submissions.unit_area.wording import CHANGED, DESK, HAPPENINGS, STATE_WORDS, UNIT
from tests.factories import (
    CampaignFactory,
    IndividualFactory,
    OfficialFormFactory,
    RecognitionFactory,
    RegistrationFactory,
    clerk_of,
    officer_of,
)
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, said, text_of

State = Registration.State


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

    def test_what_the_desk_corrected_is_named_with_its_reason(
        self, here: Portal, client: Client, returned: Registration
    ) -> None:
        sent = intake.submit(returned, here.clerk)
        entry = replace(intake.entry_of(sent), goal="Mở rộng 800 m đường", period="Năm 2024 - 2025")
        bookkeeping.correct(sent, entry, officer_of(here.campaign.issuer), note="Theo biên bản họp")
        line = client.get(page_of(sent)).context["history"][0]
        assert (line.who, line.note) == (DESK, "Theo biên bản họp")
        assert line.changed == [CHANGED["period"], CHANGED["goal"]]

    def test_what_another_unit_registered_is_not_named_as_the_one_that_counts(
        self, here: Portal, client: Client
    ) -> None:
        registration = in_state(here, State.RECEIVED)
        kept = RegistrationFactory(campaign=here.campaign, state=State.RECEIVED, title="Của xã bên")
        joining.mark_duplicate(registration, officer_of(here.campaign.issuer), of=kept)
        page = text_of(client.get(page_of(registration)))
        assert "Của xã bên" not in page
        assert str(STATE_WORDS[State.DUPLICATE]) in page

    def test_what_only_the_form_asks_is_shown(self, here: Portal, client: Client) -> None:
        form = OfficialFormFactory(code="B7", contents=("title", "own"))
        form.fields.filter(content="own").update(label="Lực lượng thực hiện")
        registration = in_state(
            here,
            State.SUBMITTED,
            form=form,
            answers={"2": "Chi hội Phụ nữ"},
            met_on=datetime.date(2024, 2, 15),
        )
        page = text_of(client.get(page_of(registration)))
        for words in ("Lực lượng thực hiện", "Chi hội Phụ nữ", "15/02/2024", "B7"):
            assert words in page

    @pytest.mark.parametrize("state", State.values)
    def test_every_state_is_put_into_words(self, here: Portal, client: Client, state: str) -> None:
        page = text_of(client.get(page_of(in_state(here, state))))
        assert str(STATE_WORDS[state]) in page

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
    def test_opens_the_form_filled_in_with_the_reason_above_it(
        self, client: Client, returned: Registration
    ) -> None:
        page = client.post(page_of(returned, "correct"), follow=True)
        draft = FormDraft.objects.get(registration=returned)
        assert page.redirect_chain == [(address("fill", returned.unit, pk=draft.pk), 302)]
        assert "Ghi rõ chiều dài tuyến đường" in text_of(page)
        assert page.context["form"]["title"].value() == "Hiến đất mở đường"

    def test_an_address_followed_opens_nothing(self, client: Client, returned: Registration) -> None:
        assert client.get(page_of(returned, "correct")).headers["Location"] == page_of(returned)
        assert not FormDraft.objects.exists()

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED, State.DECLINED, State.WITHDRAWN])
    def test_what_lies_with_the_desk_cannot_be_changed(
        self, here: Portal, client: Client, state: str
    ) -> None:
        registration = in_state(here, state)
        response = client.post(page_of(registration, "correct"))
        assert response.headers["Location"] == page_of(registration)
        assert len(said(response)) == 1
        assert not FormDraft.objects.exists()


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
    client.post(page_of(returned, "correct"))
    assert FormDraft.objects.get().registration == returned
