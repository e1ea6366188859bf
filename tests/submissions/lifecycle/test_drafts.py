"""A form being filled in: nothing typed is lost, and what is sent becomes one registration."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User

from submissions.lifecycle import drafts, intake
from submissions.lifecycle.drafts import Overtaken
from submissions.lifecycle.intake import Entry, Paper
from submissions.lifecycle.refusal import Refused
from submissions.models import (
    Attachment,
    Campaign,
    FormDraft,
    FormField,
    OfficialForm,
    Registration,
)
from tests.factories import (
    CampaignFactory,
    IndividualFactory,
    OfficialFormFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    level,
    officer_of,
    sector,
)
from tests.submissions.lists.filled_lists import Portal, portal

State = Registration.State
M1 = ("unit_address", "title", "sector", "content", "own", "met_on")


@pytest.fixture
def here(db: None) -> Portal:
    return portal()


@pytest.fixture
def form(here: Portal) -> OfficialForm:
    return OfficialFormFactory(
        issuer=here.campaign.issuer, code="M1", kind="collective", contents=(*M1, "goal")
    )


def begun(here: Portal, form: OfficialForm, by: User | None = None, **fields: Any) -> FormDraft:
    return drafts.start(
        form, unit=here.unit, campaign=here.campaign, kind="collective", by=by or here.clerk, **fields
    )


def entry(**fields: Any) -> Entry:
    said = {"title": "Thắp sáng đường quê", "kind": "collective", "continuity": "new", "place": "Thôn Chiên"}
    return Entry(**said | {"sector": sector()} | fields)


def sent(here: Portal, draft: FormDraft, by: User | None = None, **fields: Any) -> Registration:
    paper = Paper(draft.form, {"5": "Đoàn xã"}, datetime.date(2024, 2, 15))
    return drafts.send(draft, entry(**fields), paper, by or here.clerk, level=here.unit.level)


def last_year(here: Portal, **fields: Any) -> Registration:
    before = CampaignFactory(issuer=here.campaign.issuer, year=2023, state=Campaign.State.CLOSED)
    return RegistrationFactory(campaign=before, unit=here.unit, **{"state": State.RECEIVED} | fields)


class TestStart:
    def test_an_empty_form_knows_the_address_of_the_unit(self, here: Portal, form: OfficialForm) -> None:
        here.unit.address = "Xã Cao Xá, huyện Tân Yên"
        draft = begun(here, form)
        assert draft.values == {"kind": "collective", "unit_address": "Xã Cao Xá, huyện Tân Yên"}
        assert (draft.saved_by, draft.version, draft.registration) == (here.clerk, 0, None)

    def test_a_second_click_opens_the_form_nobody_has_written_on(
        self, here: Portal, form: OfficialForm
    ) -> None:
        first = begun(here, form)
        assert begun(here, form) == first
        drafts.save(first, {"title": "Camera an ninh"}, here.clerk, version=0)
        assert begun(here, form) != first

    def test_from_an_earlier_year_it_is_filled_in_and_said_to_go_on(
        self, here: Portal, form: OfficialForm
    ) -> None:
        form_of_2023 = OfficialFormFactory(issuer=here.campaign.issuer, contents=("title", "own"))
        FormField.objects.filter(form=form_of_2023, content="own").update(label="Cơ quan phối hợp:")
        FormField.objects.filter(form=form, content="own").update(label="cơ quan phối hợp")
        before = last_year(
            here,
            title="Thắp sáng đường quê",
            form=form_of_2023,
            answers={"2": "Đoàn Thanh niên"},
            met_on=datetime.date(2023, 2, 20),
            completion="12/2023",
        )
        draft = begun(here, form, previous=before)
        copied = {name: draft.values[name] for name in ("title", "goal", "own-5", "sector", "continuity")}
        assert copied == {
            "title": "Thắp sáng đường quê",
            "goal": "100% hộ tham gia",
            "own-5": "Đoàn Thanh niên",
            "sector": "economy",
            "continuity": "continuing",
        }
        assert (draft.values["met_on"], draft.values["completion"]) == ("", "")
        assert begun(here, form, previous=before) == draft

    @pytest.mark.parametrize("state", [Campaign.State.CLOSED, Campaign.State.DRAFT])
    def test_a_campaign_that_is_not_open_is_refused(
        self, here: Portal, form: OfficialForm, state: str
    ) -> None:
        Campaign.objects.update(state=state)
        with pytest.raises(Refused):
            begun(here, form)

    def test_a_form_of_another_kind_issuer_or_purpose_is_refused(self, here: Portal) -> None:
        issuer = here.campaign.issuer
        for form in (
            OfficialFormFactory(issuer=issuer, kind="individual"),
            OfficialFormFactory(),
            OfficialFormFactory(issuer=issuer, contents=("title", "place")),
        ):
            with pytest.raises(Refused):
                begun(here, form)

    def test_a_stranger_is_refused(self, here: Portal, form: OfficialForm) -> None:
        for stranger in (clerk_of(UnitFactory(parent=here.campaign.issuer)), officer_of(UnitFactory())):
            with pytest.raises(Refused):
                begun(here, form, by=stranger)


class TestContinuable:
    def test_the_latest_of_each_initiative_that_is_not_here_yet(self, here: Portal) -> None:
        going_on = last_year(here)
        older = CampaignFactory(issuer=here.campaign.issuer, year=2022)
        RegistrationFactory(
            campaign=older, unit=here.unit, initiative=going_on.initiative, state=State.RECEIVED
        )
        here_already = last_year(here)
        RegistrationFactory(campaign=here.campaign, unit=here.unit, initiative=here_already.initiative)
        last_year(here, state=State.WITHDRAWN)
        RegistrationFactory(campaign=going_on.campaign, state=State.RECEIVED)
        RegistrationFactory(campaign=CampaignFactory(year=2023), unit=here.unit, state=State.RECEIVED)
        assert list(drafts.continuable(here.unit, here.campaign)) == [going_on]

    def test_what_is_not_among_them_is_refused(self, here: Portal, form: OfficialForm) -> None:
        with pytest.raises(Refused):
            begun(here, form, previous=last_year(here, state=State.DECLINED))


class TestSave:
    def test_keeps_what_is_typed_whatever_it_is(self, here: Portal, form: OfficialForm) -> None:
        draft = begun(here, form)
        typed = {
            "title": "Camera",
            "met_on": "hôm qua",
            "own-5": "x" * 10_001,
            "own-9": "y",
            "kind": "individual",
        }
        draft = drafts.save(draft, typed, here.clerk, version=0)
        assert (draft.values["title"], draft.values["met_on"]) == ("Camera", "hôm qua")
        assert (len(draft.values["own-5"]), draft.values["kind"]) == (10_000, "collective")
        assert "own-9" not in draft.values
        assert draft.version == 1

    def test_who_comes_second_is_told_and_overwrites_nothing(self, here: Portal, form: OfficialForm) -> None:
        draft = begun(here, form)
        colleague = clerk_of(here.unit)
        drafts.save(draft, {"title": "Của đồng nghiệp"}, colleague, version=0)
        with pytest.raises(Overtaken) as overtaken:
            drafts.save(draft, {"title": "Của tôi"}, here.clerk, version=0)
        assert overtaken.value.draft.values["title"] == "Của đồng nghiệp"
        draft.refresh_from_db()
        assert (draft.values["title"], draft.saved_by) == ("Của đồng nghiệp", colleague)

    def test_the_same_text_again_is_no_quarrel(self, here: Portal, form: OfficialForm) -> None:
        draft = begun(here, form)
        drafts.save(draft, {"title": "Camera"}, here.clerk, version=0)
        assert drafts.save(draft, {"title": "Camera"}, here.clerk, version=0).version == 1

    def test_a_form_that_is_sent_or_given_up_is_refused(self, here: Portal, form: OfficialForm) -> None:
        gone, done = begun(here, form), None
        FormDraft.objects.get(pk=gone.pk).delete()
        done = begun(here, form)
        sent(here, done)
        for draft in (gone, done):
            with pytest.raises(Refused):
                drafts.save(draft, {"title": "Camera"}, here.clerk, version=0)


class TestSend:
    def test_makes_a_registration_with_its_paper_and_files_and_empties_the_form(
        self, here: Portal, form: OfficialForm
    ) -> None:
        draft = begun(here, form)
        draft = drafts.save(draft, {"title": "Thắp sáng đường quê"}, here.clerk, version=0)
        file = Attachment.objects.create(
            draft=draft, kind="signed", file="a.pdf", file_name="a.pdf", size=1, sha256="0"
        )
        registration = sent(here, draft)
        draft.refresh_from_db()
        file.refresh_from_db()
        assert (registration.state, registration.source) == (State.SUBMITTED, "form")
        assert (registration.form, registration.answers) == (form, {"5": "Đoàn xã"})
        assert registration.met_on == datetime.date(2024, 2, 15)
        assert (draft.registration, draft.values) == (registration, {})
        assert (file.registration, file.draft) == (registration, None)

    def test_a_second_click_finds_the_registration_of_the_first(
        self, here: Portal, form: OfficialForm
    ) -> None:
        draft = begun(here, form)
        assert sent(here, draft) == sent(here, draft)
        assert Registration.objects.count() == 1

    def test_what_is_refused_leaves_the_form_as_it_was(self, here: Portal, form: OfficialForm) -> None:
        draft = drafts.save(begun(here, form), {"title": "Camera"}, here.clerk, version=0)
        Campaign.objects.update(state=Campaign.State.CLOSED)
        draft.refresh_from_db()
        with pytest.raises(Refused):
            sent(here, draft)
        draft.refresh_from_db()
        assert (draft.sent_at, draft.values["title"]) == (None, "Camera")
        assert not Registration.objects.exists()

    def test_a_level_that_is_not_offered_is_refused(self, here: Portal, form: OfficialForm) -> None:
        here.campaign.levels.add(level("huyen"), level("tinh"))
        draft = begun(here, form)
        with pytest.raises(Refused):
            sent(here, draft)
        draft.campaign.refresh_from_db()
        paper = Paper(form)
        assert drafts.send(draft, entry(), paper, here.clerk, level=level("tinh")).level == level("tinh")

    def test_what_goes_on_keeps_its_initiative(self, here: Portal, form: OfficialForm) -> None:
        before = last_year(here)
        draft = begun(here, form, previous=before)
        registration = sent(here, draft, continuity="continuing")
        assert (registration.initiative, registration.previous) == (before.initiative, before)

    def test_the_desk_above_may_register_for_the_unit(self, here: Portal, form: OfficialForm) -> None:
        officer = officer_of(here.campaign.issuer)
        draft = begun(here, form, by=officer)
        registration = drafts.send(
            draft, entry(), Paper(form), officer, level=here.unit.level, source=Registration.Source.DESK
        )
        assert (registration.source, registration.created_by) == ("desk", officer)


class TestReopen:
    def returned(self, here: Portal, **fields: Any) -> Registration:
        registration = RegistrationFactory(
            campaign=here.campaign, unit=here.unit, state=State.SUBMITTED, **fields
        )
        return intake.send_back(registration, officer_of(here.campaign.issuer), "Bổ sung mục tiêu")

    def test_a_returned_one_is_put_on_its_form_once_and_comes_back_corrected(
        self, here: Portal, form: OfficialForm
    ) -> None:
        returned = self.returned(here, form=form, answers={"5": "Đoàn xã"}, title="Camera an ninh")
        draft = drafts.reopen(returned, here.clerk)
        assert drafts.reopen(returned, here.clerk) == draft
        assert (draft.values["title"], draft.values["own-5"]) == ("Camera an ninh", "Đoàn xã")
        again = sent(here, draft, title="Camera an ninh thôn Chiên")
        assert (again.pk, again.state, again.reason) == (returned.pk, State.SUBMITTED, "")
        assert again.initiative.title == "Camera an ninh thôn Chiên"

    def test_one_from_a_list_gets_the_form_for_its_registrant(self, here: Portal, form: OfficialForm) -> None:
        for_persons = OfficialFormFactory(
            issuer=here.campaign.issuer, kind="individual", contents=("full_name", "title", "goal")
        )
        here.campaign.official_forms.set([form, for_persons])
        returned = self.returned(here, initiative__kind="individual", initiative__registrant="")
        IndividualFactory(initiative=returned.initiative, full_name="Người Đăng Ký Thử")
        draft = drafts.reopen(returned, here.clerk)
        assert draft.form == for_persons
        assert draft.values["full_name"] == "Người Đăng Ký Thử"

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED, State.WITHDRAWN, State.DUPLICATE])
    def test_what_lies_with_the_desk_is_refused(self, here: Portal, state: str) -> None:
        registration = RegistrationFactory(campaign=here.campaign, unit=here.unit, state=state)
        with pytest.raises(Refused):
            drafts.reopen(registration, here.clerk)


def test_giving_up_a_form_leaves_the_registration_it_corrects(here: Portal, form: OfficialForm) -> None:
    registration = RegistrationFactory(campaign=here.campaign, unit=here.unit, form=form)
    draft = drafts.reopen(registration, here.clerk)
    drafts.discard(draft, here.clerk)
    assert not FormDraft.objects.exists()
    assert Registration.objects.get() == registration


def test_levels_are_those_of_the_campaign_from_the_units_own_upward(here: Portal) -> None:
    assert drafts.levels_for(here.campaign, here.unit) == [here.unit.level]
    here.campaign.levels.add(level("co-so"), level("tinh"))
    assert drafts.levels_for(here.campaign, here.unit) == [level("co-so"), level("tinh")]
    higher = UnitFactory(parent=here.campaign.issuer, level=level("huyen"))
    assert drafts.levels_for(here.campaign, higher) == [level("tinh")]
