"""The right form by two questions, and what goes on from an earlier year."""

from typing import Any

import pytest
from django.test import Client

from submissions.models import Campaign, FormDraft, OfficialForm, Registration
from tests.factories import CampaignFactory, OfficialFormFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import Portal
from tests.submissions.unit_area.pages import address, text_of

State = Registration.State


def forms(here: Portal, *codes: str) -> dict[str, OfficialForm]:
    """The four forms of 29-HD/ĐUK and some more, of which the campaign uses those with the codes."""
    about = {
        "Mẫu 1": {"kind": "collective", "affiliation": "party"},
        "Mẫu 1a": {"kind": "collective", "affiliation": "outside"},
        "Mẫu 2": {"kind": "individual", "affiliation": "party"},
        "Mẫu 2a": {"kind": "individual", "affiliation": "outside"},
        "M1": {"kind": "collective"},
        "M2": {"kind": "individual"},
        "Mẫu 9 mục": {},
    }
    made = {
        code: OfficialFormFactory(issuer=here.campaign.issuer, code=code, **about[code]) for code in codes
    }
    here.campaign.official_forms.set(made.values())
    return made


def begin(here: Portal, client: Client, **answers: Any) -> Any:
    return client.post(address("register", here.unit, campaign=here.campaign.slug), answers)


def last_year(here: Portal, **fields: Any) -> Registration:
    before = CampaignFactory(issuer=here.campaign.issuer, year=2023, state=Campaign.State.CLOSED)
    return RegistrationFactory(campaign=before, unit=here.unit, state=State.RECEIVED, **fields)


ALL_FOUR = ("Mẫu 1", "Mẫu 1a", "Mẫu 2", "Mẫu 2a")


class TestTheRightForm:
    @pytest.mark.parametrize(
        ("kind", "affiliation", "code"),
        [
            ("collective", "party", "Mẫu 1"),
            ("collective", "outside", "Mẫu 1a"),
            ("individual", "party", "Mẫu 2"),
            ("individual", "outside", "Mẫu 2a"),
        ],
    )
    def test_is_found_by_two_questions(
        self, here: Portal, client: Client, kind: str, affiliation: str, code: str
    ) -> None:
        forms(here, *ALL_FOUR)
        response = begin(here, client, kind=kind, affiliation=affiliation)
        draft = FormDraft.objects.get()
        assert response.headers["Location"] == address("fill", here.unit, pk=draft.pk)
        assert (draft.form.code, draft.values["kind"]) == (code, kind)

    @pytest.mark.parametrize(
        ("codes", "questions"),
        [
            (ALL_FOUR, ["kind", "affiliation"]),
            (("M1", "M2"), ["kind"]),
            (("Mẫu 1", "Mẫu 1a"), ["affiliation"]),
            (("Mẫu 9 mục",), ["kind"]),
            (("M1",), []),
        ],
    )
    def test_no_more_is_asked_than_the_forms_need(
        self, here: Portal, client: Client, codes: tuple[str, ...], questions: list[str]
    ) -> None:
        forms(here, *codes)
        page = client.get(address("register", here.unit, campaign=here.campaign.slug))
        assert list(page.context["form"].fields) == questions

    def test_the_only_form_is_begun_at_once_from_the_home(self, here: Portal, client: Client) -> None:
        forms(here, "M1")
        begin(here, client)
        assert FormDraft.objects.get().form.code == "M1"

    def test_coming_from_the_home_the_questions_are_asked_without_reproach(
        self, here: Portal, client: Client
    ) -> None:
        forms(here, *ALL_FOUR)
        assert begin(here, client).context["form"].errors == {}
        assert list(begin(here, client, begin="1").context["form"].errors) == ["kind", "affiliation"]

    def test_where_several_fit_the_clerk_chooses(self, here: Portal, client: Client) -> None:
        made = forms(here, "M1", "Mẫu 9 mục", "M2")
        page = begin(here, client, kind="collective")
        assert list(page.context["form"].errors) == ["form"]
        begin(here, client, kind="collective", form=str(made["Mẫu 9 mục"].pk))
        assert FormDraft.objects.get().form == made["Mẫu 9 mục"]

    def test_minutes_and_confirmations_are_no_forms_to_register_on(
        self, here: Portal, client: Client
    ) -> None:
        here.campaign.official_forms.set(
            [OfficialFormFactory(issuer=here.campaign.issuer, contents=("title", "place"))]
        )
        page = client.get(address("register", here.unit, campaign=here.campaign.slug))
        assert page.context["official_forms"] == []
        assert 'class="empty"' in page.content.decode()

    def test_a_campaign_that_does_not_call_the_unit_is_404(self, here: Portal, client: Client) -> None:
        other = CampaignFactory()
        assert client.get(address("register", here.unit, campaign=other.slug)).status_code == 404


class TestContinue:
    def test_one_click_puts_last_years_onto_the_form(self, here: Portal, client: Client) -> None:
        forms(here, "M1", "M2")
        before = last_year(here, title="Thắp sáng đường quê")
        page = client.get(address("continue", here.unit, campaign=here.campaign.slug))
        assert list(page.context["registrations"]) == [before]
        begin(here, client, **{"tiep-tuc": str(before.pk)})
        draft = FormDraft.objects.get()
        assert (draft.previous, draft.form.code, draft.title) == (before, "M1", "Thắp sáng đường quê")

    def test_the_form_of_last_years_code_is_taken_again(self, here: Portal, client: Client) -> None:
        forms(here, *ALL_FOUR)
        of_2023 = OfficialFormFactory(code="Mẫu 1a", kind="collective", affiliation="outside")
        before = last_year(here, form=of_2023)
        begin(here, client, **{"tiep-tuc": str(before.pk)})
        assert FormDraft.objects.get().form.code == "Mẫu 1a"

    def test_only_what_is_not_known_of_it_is_asked(self, here: Portal, client: Client) -> None:
        forms(here, *ALL_FOUR)
        page = begin(here, client, **{"tiep-tuc": str(last_year(here, title="Camera an ninh").pk)})
        assert list(page.context["form"].fields) == ["affiliation"]
        assert "Camera an ninh" in text_of(page)

    def test_another_units_or_a_strange_one_is_404(self, here: Portal, client: Client) -> None:
        forms(here, "M1")
        strange = RegistrationFactory(
            campaign=CampaignFactory(issuer=here.campaign.issuer, year=2023), state=State.RECEIVED
        )
        for pk in (str(strange.pk), "0", "x"):
            assert begin(here, client, **{"tiep-tuc": pk}).status_code == 404
