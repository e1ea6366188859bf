import datetime

import pytest
from django.test import Client
from django.utils import timezone

from submissions.models import Campaign, Deadline, FormDraft, LatePermit, Level, Quota, Registration, Unit
from submissions.models.deadlines import COUNTED_DAYS, days_words
from submissions.unit_area.calls import calls_for
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    OfficialFormFactory,
    RegistrationFactory,
    level,
)
from tests.submissions.lists.filled_lists import GOOD, Portal
from tests.submissions.unit_area.pages import address, text_of

State = Registration.State


def registration(here: Portal, state: str, title: str, **fields: str) -> Registration:
    return RegistrationFactory(campaign=here.campaign, unit=here.unit, state=state, title=title, **fields)


def due_in(here: Portal, days: int, **fields: str | Level) -> Deadline:
    day = timezone.localdate() + datetime.timedelta(days=days)
    return DeadlineFactory(campaign=here.campaign, named_day=day, **fields)


class TestCalls:
    def test_the_open_campaign_is_shown_with_the_words_of_its_paper(
        self, here: Portal, client: Client
    ) -> None:
        due_in(here, 3, phrase="chậm nhất ngày 27/02/2024")
        page = client.get(address("home", here.unit))
        assert here.campaign.title in text_of(page)
        assert "chậm nhất ngày 27/02/2024" in text_of(page)
        assert f"{address('upload', here.unit)}?dot={here.campaign.slug}" in page.content.decode()

    def test_the_deadline_for_the_type_of_the_unit_wins(self, here: Portal) -> None:
        due_in(here, 30)
        own = due_in(here, 5, unit_type=Unit.Type.COMMUNE)
        due_in(here, 40, unit_type=Unit.Type.SCHOOL)
        (call,) = calls_for(here.unit)
        assert (call.registering, call.is_late, call.accepts) == (own, False, True)

    def test_only_the_deadlines_of_the_level_of_the_unit_bind_it(self, here: Portal) -> None:
        own = due_in(here, 5, level=level("co-so"))
        due_in(here, 30, level=level("khoi"))
        review = due_in(here, 60, step=Deadline.Step.REVIEW, level=level("co-so"))
        due_in(here, 90, step=Deadline.Step.REVIEW, level=level("khoi"))
        (call,) = calls_for(here.unit)
        assert (call.registering, call.later) == (own, [review])

    def test_going_on_is_offered_to_units_that_registered_in_an_earlier_year(
        self, here: Portal, client: Client
    ) -> None:
        link = address("continue", here.unit, campaign=here.campaign.slug)
        assert link not in client.get(address("home", here.unit)).content.decode()
        last_year = CampaignFactory(issuer=here.campaign.issuer, year=here.campaign.year - 1)
        RegistrationFactory(campaign=last_year, unit=here.unit, state=Registration.State.RECEIVED)
        assert link in client.get(address("home", here.unit)).content.decode()

    def test_the_nearest_deadline_comes_first(self, here: Portal) -> None:
        due_in(here, 20)
        sooner = CampaignFactory(issuer=here.campaign.issuer)
        DeadlineFactory(campaign=sooner, named_day=timezone.localdate())
        undated = CampaignFactory(issuer=here.campaign.issuer)
        assert [call.campaign for call in calls_for(here.unit)] == [sooner, here.campaign, undated]

    def test_what_is_due_later_is_told_and_what_is_past_is_not(self, here: Portal) -> None:
        due_in(here, -1, step=Deadline.Step.SELECT)
        report = due_in(here, 90, step=Deadline.Step.REPORT)
        (call,) = calls_for(here.unit)
        assert call.later == [report]

    def test_after_the_deadline_the_list_is_still_taken_when_the_campaign_takes_late_ones(
        self, here: Portal, client: Client
    ) -> None:
        due_in(here, -2)
        assert f"?dot={here.campaign.slug}" in client.get(address("home", here.unit)).content.decode()

        Campaign.objects.update(accepts_late=False)
        assert f"?dot={here.campaign.slug}" not in client.get(address("home", here.unit)).content.decode()

    def test_after_the_last_day_a_late_permit_lets_the_unit_send(self, here: Portal, client: Client) -> None:
        due_in(here, -2)
        Campaign.objects.update(accepts_late=False)
        day = timezone.localdate() + datetime.timedelta(days=3)
        used_up = LatePermit.objects.create(
            campaign=here.campaign, unit=here.unit, expires_on=day, uses=1, used=1
        )
        (call,) = calls_for(here.unit)
        assert (call.accepts, call.permit) == (False, None)

        permit = LatePermit.objects.create(campaign=here.campaign, unit=here.unit, expires_on=day, uses=2)
        (call,) = calls_for(here.unit)
        assert used_up.uses == 1
        assert (call.accepts, call.needs_permit, call.permit) == (True, True, permit)
        assert f"{day:%d/%m/%Y}" in text_of(client.get(address("home", here.unit)))

    def test_each_quota_is_told_with_its_words_and_whether_it_is_met(
        self, here: Portal, client: Client
    ) -> None:
        Quota.objects.create(campaign=here.campaign, phrase="ít nhất 01 mô hình", minimum=1)
        Quota.objects.create(
            campaign=here.campaign, phrase="ít nhất 02 mô hình xây dựng mới", minimum=2, continuity="new"
        )
        registration(here, State.SUBMITTED, "Camera an ninh")
        registration(here, State.DRAFT, "Chưa gửi")
        page = client.get(address("home", here.unit))
        (call,) = page.context["calls"]
        assert [(one.quota.phrase, one.count, one.is_met) for one in call.standings] == [
            ("ít nhất 01 mô hình", 1, True),
            ("ít nhất 02 mô hình xây dựng mới", 1, False),
        ]
        assert "ít nhất 02 mô hình xây dựng mới 1/2" in text_of(page)

    def test_registering_on_a_form_is_at_hand(self, here: Portal, client: Client) -> None:
        page = client.get(address("home", here.unit)).content.decode()
        assert f'"{address("register", here.unit, campaign=here.campaign.slug)}"' in page

    def test_without_an_open_campaign_nothing_is_called_for(self, here: Portal, client: Client) -> None:
        Campaign.objects.update(state=Campaign.State.CLOSED)
        page = client.get(address("home", here.unit))
        assert page.context["calls"] == []
        assert 'class="empty"' in page.content.decode()

    @pytest.mark.parametrize("days", [0, 1, 10, -1, -COUNTED_DAYS, -COUNTED_DAYS - 1, -1000])
    def test_days_are_counted_out_until_they_are_long_past(self, days: int) -> None:
        today = datetime.date(2024, 2, 20)
        words = days_words(today + datetime.timedelta(days=days), today)
        assert (str(abs(days)) in words) == (days != 0 and days >= -COUNTED_DAYS)


class TestWhatCameBack:
    def test_a_returned_registration_shows_the_reason_and_the_way_to_correct_it(
        self, here: Portal, client: Client
    ) -> None:
        back = registration(here, State.RETURNED, "Hiến đất mở đường", reason="Ghi rõ chiều dài tuyến đường")
        page = client.get(address("home", here.unit))
        assert list(page.context["returned"]) == [back]
        assert "Ghi rõ chiều dài tuyến đường" in text_of(page)
        assert address("correct", here.unit, pk=back.pk) in page.content.decode()

    def test_beyond_the_five_shown_a_link_leads_to_all(self, here: Portal, client: Client) -> None:
        for number in range(6):
            registration(here, State.RETURNED, f"Mô hình {number}")
        page = client.get(address("home", here.unit))
        assert len(page.context["returned"]) == 5
        assert "?state=returned" in page.content.decode().split('id="sent"')[0]


class TestWhatTheUnitHas:
    def test_forms_being_filled_in_wait_until_they_are_sent_or_their_registration_is_closed(
        self, here: Portal, client: Client
    ) -> None:
        fields = {"unit": here.unit, "campaign": here.campaign, "form": OfficialFormFactory()}
        form = FormDraft.objects.create(**fields, values={"title": "Đang điền dở"})
        returned = registration(here, State.RETURNED, "Bị trả lại")
        FormDraft.objects.create(**fields, registration=returned, values={"title": "Đang sửa"})
        withdrawn = registration(here, State.WITHDRAWN, "Đã rút")
        FormDraft.objects.create(**fields, registration=withdrawn, values={"title": "Sửa rồi rút"})
        page = client.get(address("home", here.unit))
        assert [one.title for one in page.context["forms"]] == ["Đang sửa", "Đang điền dở"]
        assert address("fill", here.unit, pk=form.pk) in page.content.decode()

    def test_drafts_wait_apart_from_what_was_sent(self, here: Portal, client: Client) -> None:
        draft = registration(here, State.DRAFT, "Bản nháp")
        sent = registration(here, State.SUBMITTED, "Đã gửi rồi")
        received = registration(here, State.RECEIVED, "Đã nhận rồi")
        page = client.get(address("home", here.unit))
        assert list(page.context["drafts"]) == [draft]
        assert list(page.context["recent"]) == [received, sent]
        assert page.context["sent"] == [(State.SUBMITTED, 1), (State.RECEIVED, 1)]

    def test_a_list_that_waits_is_shown_until_it_is_confirmed(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        page = client.get(address("home", here.unit))
        assert [(one, one.row_count) for one in page.context["waiting"]] == [(batch, 2)]
        assert address("preview", here.unit, pk=batch.pk) in page.content.decode()

        client.post(address("import", here.unit, pk=batch.pk), {"rows": "all"})
        assert list(client.get(address("home", here.unit)).context["waiting"]) == []

    def test_what_other_units_sent_is_not_shown(self, here: Portal, client: Client) -> None:
        RegistrationFactory(campaign=here.campaign, state=State.SUBMITTED, title="Của xã bên")
        assert "Của xã bên" not in text_of(client.get(address("home", here.unit)))
