"""Filling in a form: every button keeps what is typed, and only a complete form is sent."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client

from submissions.lifecycle import drafts, intake
from submissions.models import (
    Attachment,
    Campaign,
    FormDraft,
    FormField,
    Individual,
    OfficialForm,
    Registration,
)
from tests.factories import (
    CampaignFactory,
    OfficialFormFactory,
    RegistrationFactory,
    clerk_of,
    level,
    officer_of,
)
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, said, text_of

State = Registration.State
TITLE = "Thắp sáng đường quê"
FILLED = {
    "title": TITLE,
    "sector": "economy",
    "content": "Vận động 12 hộ góp công",
    "own-4": "Chi hội Phụ nữ",
    "met_on": "15/02/2024",
    "continuity": "new",
}


@pytest.fixture
def form(here: Portal) -> OfficialForm:
    form = OfficialFormFactory(
        issuer=here.campaign.issuer,
        code="M1",
        kind="collective",
        contents=("title", "sector", "content", "own", "met_on"),
    )
    form.fields.filter(content="content").update(required=True, least_lines=3, most_lines=5)
    here.campaign.official_forms.add(form)
    return form


@pytest.fixture
def draft(here: Portal, form: OfficialForm) -> FormDraft:
    return drafts.start(form, unit=here.unit, campaign=here.campaign, kind="collective", by=here.clerk)


@pytest.fixture
def continued(here: Portal) -> Registration:
    earlier = CampaignFactory(issuer=here.campaign.issuer, year=here.campaign.year - 1)
    return RegistrationFactory(campaign=earlier, unit=here.unit, state=State.RECEIVED)


def page_of(draft: FormDraft, name: str = "fill") -> str:
    return address(name, draft.unit, pk=draft.pk)


def posted(client: Client, draft: FormDraft, *buttons: str, **changes: str) -> Any:
    data = FILLED | {"version": str(draft.version)} | changes | dict.fromkeys(buttons, "1")
    return client.post(page_of(draft), data)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


class TestSave:
    def test_what_is_typed_is_on_the_page_again(self, client: Client, draft: FormDraft) -> None:
        response = posted(client, draft, "save", content="", met_on="hôm qua")
        assert response.headers["Location"] == page_of(draft)
        page = client.get(page_of(draft))
        assert page.context["form"]["met_on"].value() == "hôm qua"
        assert page.context["form"]["own-4"].value() == "Chi hội Phụ nữ"
        assert not Registration.objects.exists()

    def test_two_windows_see_both_texts_and_lose_none(
        self, here: Portal, client: Client, draft: FormDraft
    ) -> None:
        posted(signed_in(clerk_of(here.unit)), draft, "save", title="Của đồng nghiệp", sector="economy")
        page = posted(client, draft, "save", title="Của tôi", sector="culture_society")
        items = {item.field.name: item for item in page.context["form"].items()}
        assert items["title"].field.value() == "Của tôi"
        assert (items["title"].other, items["own-4"].other) == ("Của đồng nghiệp", None)
        assert items["sector"].other == "Phát triển kinh tế"
        draft.refresh_from_db()
        assert draft.values["title"] == "Của đồng nghiệp"

        posted(client, draft, "save", title="Của cả hai")
        draft.refresh_from_db()
        assert draft.values["title"] == "Của cả hai"

    def test_it_is_saved_while_one_types(self, client: Client, draft: FormDraft) -> None:
        answer = client.post(page_of(draft, "autosave"), FILLED | {"version": "0"})
        assert answer.json()["version"] == 1
        draft.refresh_from_db()
        assert draft.values["title"] == TITLE

    def test_saving_while_one_types_overwrites_nobody(self, client: Client, draft: FormDraft) -> None:
        posted(client, draft, "save")
        answer = client.post(page_of(draft, "autosave"), {"title": "Khác", "version": "0"})
        assert answer.status_code == 409
        assert answer.json().keys() == {"message"}


class TestSend:
    def test_a_complete_form_is_a_registration_at_the_desk(self, client: Client, draft: FormDraft) -> None:
        response = posted(client, draft, "send")
        registration = Registration.objects.get()
        assert response.headers["Location"] == address("registration", draft.unit, pk=registration.pk)
        assert (registration.state, registration.source) == (State.SUBMITTED, "form")
        assert (registration.initiative.title, registration.content) == (TITLE, "Vận động 12 hộ góp công")
        assert registration.answers == {"4": "Chi hội Phụ nữ"}
        assert (registration.form, f"{registration.met_on:%d/%m/%Y}") == (draft.form, "15/02/2024")

    def test_a_second_click_leads_to_the_registration(self, client: Client, draft: FormDraft) -> None:
        first = posted(client, draft, "send").headers["Location"]
        assert posted(client, draft, "send").headers["Location"] == first
        assert client.get(page_of(draft)).headers["Location"] == first
        assert Registration.objects.count() == 1

    @pytest.mark.parametrize("missing", ["title", "sector", "content", "continuity"])
    def test_what_is_missing_is_named_and_what_is_typed_stays(
        self, client: Client, draft: FormDraft, missing: str
    ) -> None:
        page = posted(client, draft, "send", **{missing: ""})
        assert list(page.context["form"].errors) == [missing]
        assert f'href="#id_{missing}"' in page.content.decode()
        draft.refresh_from_db()
        assert draft.values["own-4"] == "Chi hội Phụ nữ"
        assert not Registration.objects.exists()

    @pytest.mark.parametrize("day", ["31/02/2024", "hôm qua", "15/02/2999"])
    def test_a_day_that_is_none_or_still_to_come_is_refused(
        self, client: Client, draft: FormDraft, day: str
    ) -> None:
        assert list(posted(client, draft, "send", met_on=day).context["form"].errors) == ["met_on"]

    def test_what_the_door_refuses_is_said_above_the_form(self, client: Client, draft: FormDraft) -> None:
        Campaign.objects.update(state=Campaign.State.CLOSED)
        page = posted(client, draft, "send")
        assert len(page.context["form"].non_field_errors()) == 1
        assert page.context["form"]["title"].value() == TITLE

    def test_a_returned_one_comes_back_corrected(
        self, here: Portal, client: Client, draft: FormDraft
    ) -> None:
        posted(client, draft, "send")
        registration = Registration.objects.get()
        intake.send_back(registration, officer_of(here.campaign.issuer), "Ghi rõ số hộ")
        client.post(address("correct", here.unit, pk=registration.pk))
        again = FormDraft.objects.get(sent_at=None)
        assert "Ghi rõ số hộ" in text_of(client.get(page_of(again)))
        posted(client, again, "send", content="Vận động 15 hộ góp công")
        registration.refresh_from_db()
        assert (registration.state, registration.content) == (State.SUBMITTED, "Vận động 15 hộ góp công")

    def test_what_came_with_a_list_needs_no_more_than_a_list_says(
        self, here: Portal, client: Client, form: OfficialForm
    ) -> None:
        registration = RegistrationFactory(campaign=here.campaign, unit=here.unit, state=State.RETURNED)
        draft = drafts.reopen(registration, here.clerk)
        assert draft.form == form
        assert list(posted(client, draft, "send", content="", title="").context["form"].errors) == ["title"]
        draft.refresh_from_db()
        posted(client, draft, "send", content="")
        registration.refresh_from_db()
        assert (registration.state, registration.form) == (State.SUBMITTED, form)

    def test_a_person_goes_into_the_restricted_record_only(self, here: Portal, client: Client) -> None:
        both = OfficialFormFactory(issuer=here.campaign.issuer, contents=("title", "goal", "registrant"))
        here.campaign.official_forms.set([both])
        draft = drafts.start(both, unit=here.unit, campaign=here.campaign, kind="individual", by=here.clerk)
        assert list(posted(client, draft, "send").context["form"].errors) == ["full_name"]
        draft.refresh_from_db()
        posted(client, draft, "send", full_name="Người Đăng Ký Thử", registrant="Người Đăng Ký Thử")
        person = Individual.objects.get()
        assert (person.full_name, person.initiative.registrant) == ("Người Đăng Ký Thử", "")


class TestSignedOut:
    def test_what_was_sent_goes_on_its_way_after_signing_in_on_the_spot(
        self, here: Portal, draft: FormDraft
    ) -> None:
        client = Client()
        page = posted(client, draft, "send")
        assert page.status_code == 200
        carried = dict(page.context["carried"])
        assert carried == FILLED | {"version": "0", "send": "1"}
        assert draft.version == FormDraft.objects.get().version

        wrong = client.post(page_of(draft), carried | {"username": here.clerk.username, "password": "sai"})
        assert dict(wrong.context["carried"]) == carried
        assert not Registration.objects.exists()

        account = {"username": here.clerk.username, "password": "mat-khau-thu-nghiem"}
        response = client.post(page_of(draft), carried | account)
        registration = Registration.objects.get()
        assert response.headers["Location"] == address("registration", here.unit, pk=registration.pk)

    def test_whoever_else_signs_in_writes_on_no_form_of_the_unit(
        self, here: Portal, draft: FormDraft
    ) -> None:
        stranger = clerk_of(RegistrationFactory(campaign=here.campaign).unit)
        account = {"username": stranger.username, "password": "mat-khau-thu-nghiem"}
        assert Client().post(page_of(draft), FILLED | {"version": "0"} | account).status_code == 404
        draft.refresh_from_db()
        assert draft.version == 0


class TestPaper:
    def test_the_preview_shows_the_form_as_far_as_it_is_filled_in(
        self, client: Client, draft: FormDraft
    ) -> None:
        response = posted(client, draft, "preview", sector="", met_on="hôm qua")
        assert response.headers["Location"] == page_of(draft, "draft_preview")
        preview = text_of(client.get(page_of(draft, "draft_preview")))
        assert TITLE in preview
        assert "Chi hội Phụ nữ" in preview

    def test_it_is_printed_from_the_word_file(self, client: Client, draft: FormDraft) -> None:
        posted(client, draft, "save")
        response = client.get(page_of(draft, "draft_word"))
        assert b"".join(response)[:2] == b"PK"
        assert "thap-sang-duong-que.docx" in response.headers["Content-Disposition"]


class TestDiscard:
    def test_asks_first_and_then_leads_home(self, here: Portal, client: Client, draft: FormDraft) -> None:
        assert client.get(page_of(draft, "discard_draft")).status_code == 200
        assert FormDraft.objects.exists()
        response = client.post(page_of(draft, "discard_draft"))
        assert response.headers["Location"] == address("home", here.unit)
        assert not FormDraft.objects.exists()
        assert len(said(response)) == 1


class TestTheDesk:
    def test_an_officer_registers_for_the_unit_on_a_form_of_the_own(
        self, here: Portal, form: OfficialForm
    ) -> None:
        officer = officer_of(here.campaign.issuer)
        client = signed_in(officer)
        begin = client.post(address("register", here.unit, campaign=here.campaign.slug))
        draft = FormDraft.objects.get()
        assert begin.headers["Location"] == page_of(draft)
        response = posted(client, draft, "send")
        registration = Registration.objects.get()
        assert (registration.source, registration.created_by) == ("desk", officer)
        assert response.headers["Location"].startswith("/quan-tri/")

    def test_what_the_units_people_type_is_not_the_desks(self, here: Portal, draft: FormDraft) -> None:
        client = signed_in(officer_of(here.campaign.issuer))
        for name in ("fill", "autosave", "similar", "draft_preview", "draft_word", "discard_draft"):
            assert client.get(page_of(draft, name)).status_code in (404, 302), name
        assert client.get(page_of(draft)).status_code == 404

    def test_nor_is_a_file_that_they_have_not_sent(self, here: Portal, draft: FormDraft) -> None:
        officer = officer_of(here.campaign.issuer)
        scan = Attachment(draft=draft, kind="signed", file_name="Nguyễn Văn An.pdf", size=4)
        scan.file.save("ky.pdf", ContentFile(b"%PDF"))
        for name in ("attachment", "remove_attachment"):
            page = address(name, here.unit, pk=scan.pk)
            assert signed_in(officer).post(page).status_code == 404, name
            assert signed_in(officer).get(page).status_code == 404, name
        assert Attachment.objects.exists()

    def test_officer_continues_beside_what_the_unit_has_begun(
        self, here: Portal, form: OfficialForm, continued: Registration
    ) -> None:
        begun = drafts.start(
            form,
            unit=here.unit,
            campaign=here.campaign,
            kind="collective",
            by=here.clerk,
            previous=continued,
        )
        client = signed_in(officer_of(here.campaign.issuer))
        page = address("register", here.unit, campaign=here.campaign.slug)
        response = client.post(page, {"tiep-tuc": continued.pk, "begin": "1"}, follow=True)
        assert response.status_code == 200
        assert FormDraft.objects.exclude(pk=begun.pk).get().previous == continued


def test_levels_are_asked_where_the_campaign_offers_several(
    here: Portal, client: Client, draft: FormDraft
) -> None:
    here.campaign.levels.add(level("co-so"), level("tinh"))
    assert list(posted(client, draft, "send").context["form"].errors) == ["level"]
    draft.refresh_from_db()
    posted(client, draft, "send", level="tinh")
    assert Registration.objects.get().level == level("tinh")


def test_own_fields_come_in_the_order_and_words_of_the_issuer(client: Client, draft: FormDraft) -> None:
    FormField.objects.filter(form=draft.form, content="own").update(label="Lực lượng phối hợp", hint="ghi rõ")
    form = client.get(page_of(draft)).context["form"]
    assert [item.field.name for item in form.items()] == ["title", "sector", "content", "own-4", "met_on"]
    assert [item.field.name for item in form.needed_items()] == ["continuity"]
    assert (form["own-4"].label, form["own-4"].help_text) == ("Lực lượng phối hợp", "ghi rõ")
