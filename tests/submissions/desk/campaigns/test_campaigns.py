"""The campaigns: written with their deadlines, opened and closed, counted by state."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.desk.campaigns.campaigns import CampaignForm
from submissions.lifecycle import programme
from submissions.models import Campaign, Deadline, OfficialForm, Registration, SectorScheme, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, signed_in

State = Registration.State


@pytest.fixture
def scheme(desk: Unit) -> SectorScheme:
    return factories.SectorSchemeFactory(issuer=desk)


def paper(used: SectorScheme, **changes: object) -> dict[str, object]:
    """What an editor writes: the campaign and one deadline."""
    values = {
        "title": "Đợt đăng ký “Dân vận khéo” năm 2024",
        "slug": "",
        "year": 2024,
        "issuer": used.issuer_id,
        "basis": "Công văn số -CV/HU, tháng 02/2024",
        "scheme": used.pk,
        "accepts_late": "on",
        "rows-TOTAL_FORMS": 1,
        "rows-INITIAL_FORMS": 0,
        "rows-0-step": "register",
        "rows-0-what": "Gửi bản đăng ký",
        "rows-0-phrase": "trước ngày 28/02/2024",
        "rows-0-bound": "before",
        "rows-0-named_day": "28/02/2024",
        "rows-0-strength": "hard",
    }
    return values | changes


@pytest.mark.parametrize("role", ["editor", "officer", "administrator"])
def test_campaign_is_written_with_its_deadlines(
    people: dict[str, User], scheme: SectorScheme, role: str
) -> None:
    response = signed_in(people[role]).post(reverse("desk_campaigns:add"), paper(scheme))

    campaign = Campaign.objects.get()
    deadline = campaign.deadlines.get()
    assert response.url == reverse("desk_campaigns:inspect", args=[campaign.pk])
    assert (campaign.slug, campaign.state) == ("dot-dang-ky-dan-van-kheo-nam-2024", Campaign.State.DRAFT)
    assert (deadline.step, deadline.due_on) == (Deadline.Step.REGISTER, datetime.date(2024, 2, 27))


def test_address_of_a_second_campaign_of_the_same_title_is_numbered(
    officer: User, scheme: SectorScheme
) -> None:
    client = signed_in(officer)

    for _time in range(3):
        client.post(reverse("desk_campaigns:add"), paper(scheme))

    base = "dot-dang-ky-dan-van-kheo-nam-2024"
    assert sorted(Campaign.objects.values_list("slug", flat=True)) == [base, f"{base}-2", f"{base}-3"]


def test_faulty_deadline_keeps_the_campaign_from_being_saved(officer: User, scheme: SectorScheme) -> None:
    response = signed_in(officer).post(
        reverse("desk_campaigns:add"), paper(scheme, **{"rows-0-named_day": "31/02/2024"})
    )

    assert response.status_code == 200
    assert set(response.context["rows"].forms[0].errors) == {"named_day"}
    assert not Campaign.objects.exists()


def test_only_own_desks_and_their_schemes_are_offered(
    officer: User, unit: Unit, scheme: SectorScheme
) -> None:
    foreign = factories.SectorSchemeFactory()

    form = signed_in(officer).get(reverse("desk_campaigns:add")).context["form"]
    refused = signed_in(officer).post(
        reverse("desk_campaigns:add"), paper(scheme, issuer=foreign.issuer_id, scheme=foreign.pk)
    )

    assert list(form.fields["issuer"].queryset) == [scheme.issuer]
    assert list(form.fields["scheme"].queryset) == [scheme]
    assert set(refused.context["form"].errors) == {"issuer", "scheme"}


def test_deadline_is_changed_on_the_page_of_the_campaign(officer: User, campaign: Campaign) -> None:
    deadline = factories.DeadlineFactory(campaign=campaign)
    rows = {
        "rows-TOTAL_FORMS": 1,
        "rows-INITIAL_FORMS": 1,
        "rows-0-id": deadline.pk,
        "rows-0-bound": "by",
        "rows-0-named_day": "05/03/2024",
    }

    signed_in(officer).post(
        reverse("desk_campaigns:edit", args=[campaign.pk]),
        paper(campaign.scheme, slug=campaign.slug, title="Tên mới", **rows),
    )

    campaign.refresh_from_db()
    deadline.refresh_from_db()
    assert (campaign.title, deadline.due_on) == ("Tên mới", datetime.date(2024, 3, 5))


def test_form_of_a_campaign_does_not_undo_its_opening(officer: User, scheme: SectorScheme) -> None:
    campaign = factories.CampaignFactory(issuer=scheme.issuer, scheme=scheme, state=Campaign.State.DRAFT)
    form = CampaignForm(
        paper(scheme, title="Đợt năm 2025"), instance=Campaign.objects.get(), for_user=officer
    )
    programme.open_campaign(campaign, officer)

    form.save()

    campaign.refresh_from_db()
    assert (campaign.title, campaign.state) == ("Đợt năm 2025", Campaign.State.OPEN)


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"rows-0-named_day": ""}, {"named_day"}),
        ({"rows-0-bound": "undated"}, {"named_day"}),
        ({"rows-0-bound": "undated", "rows-0-named_day": ""}, set()),
    ],
)
def test_deadline_has_a_day_unless_the_paper_names_none(
    officer: User, scheme: SectorScheme, changes: dict[str, str], faulty: set[str]
) -> None:
    response = signed_in(officer).post(reverse("desk_campaigns:add"), paper(scheme, **changes))

    errors = response.context["rows"].forms[0].errors if response.status_code == 200 else {}
    assert set(errors) == faulty
    assert Campaign.objects.exists() is (not faulty)


def chosen(used: SectorScheme) -> dict[str, object]:
    """A form and a list of the issuer, a shipped form, and what cannot serve the campaign."""
    day = datetime.date(2024, 6, 30)
    made = {
        "own": factories.OfficialFormFactory(issuer=used.issuer, code="M1"),
        "listed": factories.ListFormFactory(issuer=used.issuer, code="M3"),
        "shipped": OfficialForm.objects.masters().filter(issuer=None).first(),
        "old": factories.OfficialFormFactory(
            issuer=used.issuer, code="M0", valid_to=datetime.date(2023, 1, 1)
        ),
        "foreign": factories.OfficialFormFactory(code="M9", valid_to=day),
    }
    return {name: form.pk for name, form in made.items()}


def test_forms_and_levels_in_use_are_chosen(officer: User, scheme: SectorScheme) -> None:
    forms = chosen(scheme)
    used = {"official_forms": [forms["own"], forms["shipped"]], "list_forms": [forms["listed"]]}

    signed_in(officer).post(
        reverse("desk_campaigns:add"), paper(scheme, levels=[factories.level("huyen").pk], **used)
    )

    campaign = Campaign.objects.get()
    assert [level.code for level in campaign.levels.all()] == ["huyen"]
    assert set(campaign.official_forms.values_list("pk", flat=True)) == {forms["own"], forms["shipped"]}
    assert [form.pk for form in campaign.list_forms.all()] == [forms["listed"]]


def test_forms_of_others_or_of_other_years_are_refused(officer: User, scheme: SectorScheme) -> None:
    forms, client = chosen(scheme), signed_in(officer)
    address = reverse("desk_campaigns:add")

    offered = set(client.get(address).context["form"].fields["official_forms"].queryset)
    refused = client.post(address, paper(scheme, official_forms=[forms["old"], forms["own"]]))

    assert forms["foreign"] not in {form.pk for form in offered}
    assert "M0" in str(refused.context["form"].errors["official_forms"])
    assert not Campaign.objects.exists()


def test_choice_is_changed_until_the_campaign_opens(officer: User, scheme: SectorScheme) -> None:
    forms, client = chosen(scheme), signed_in(officer)
    client.post(reverse("desk_campaigns:add"), paper(scheme, official_forms=[forms["own"], forms["shipped"]]))
    campaign = Campaign.objects.get()
    rows = {"rows-INITIAL_FORMS": 1, "rows-0-id": campaign.deadlines.get().pk}
    address = reverse("desk_campaigns:edit", args=[campaign.pk])

    client.post(address, paper(scheme, slug=campaign.slug, official_forms=[forms["own"]], **rows))
    client.post(reverse("desk_campaigns:open", args=[campaign.pk]))
    changes = {"year": 2030, "title": "Tên mới", "official_forms": [forms["shipped"]]}
    client.post(address, paper(scheme, slug=campaign.slug, **rows, **changes))

    campaign.refresh_from_db()
    assert (campaign.title, campaign.year) == ("Tên mới", 2024)
    assert [form.pk for form in campaign.official_forms.all()] == [forms["own"]]
    assert [form.code for form in OfficialForm.objects.serving(campaign)] == ["M1"]


def test_page_shows_what_will_come_before_the_campaign_opens_and_what_it_has_after(
    officer: User, scheme: SectorScheme
) -> None:
    factories.DeadlineRuleFactory(issuer=scheme.issuer)
    campaign = factories.CampaignFactory(issuer=scheme.issuer, scheme=scheme, state=Campaign.State.DRAFT)
    page, client = reverse("desk_campaigns:inspect", args=[campaign.pk]), signed_in(officer)

    before = client.get(page).context
    client.post(reverse("desk_campaigns:open", args=[campaign.pk]))
    after = client.get(page).context

    expected = [datetime.date(2024, 2, 29)]
    assert [one.due_on for one in before["foreseen"]] == expected
    assert list(before["deadlines"]) == []
    assert [one.due_on for one in after["deadlines"]] == expected
    assert {form.campaign for form in after["forms"]} == {campaign}


def test_campaign_of_the_next_year_is_made_on_the_page(officer: User, campaign: Campaign) -> None:
    address, client = reverse("desk_campaigns:follow_up", args=[campaign.pk]), signed_in(officer)

    initial = client.get(address).context["form"].initial
    response = client.post(address, initial)

    made = Campaign.objects.get(year=2025)
    assert (made.title, made.slug) == ("Dân vận khéo năm 2025", "dan-van-kheo-nam-2025")
    assert (made.previous, made.state) == (campaign, Campaign.State.DRAFT)
    assert response.url == reverse("desk_campaigns:inspect", args=[made.pk])
    assert actions_on(made) == ["campaign.follow_up"]


@pytest.mark.parametrize("role", ["decider", "viewer"])
@pytest.mark.parametrize("page", ["follow_up", "grant_permit", "quotas", "edit"])
def test_who_may_only_look_changes_nothing(
    people: dict[str, User], campaign: Campaign, role: str, page: str
) -> None:
    address = reverse(f"desk_campaigns:{page}", args=[campaign.pk])

    assert signed_in(people[role]).post(address, {"title": "Dân vận khéo", "year": 2025}).status_code == 302
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "officer"])
def test_campaign_is_opened_and_closed(people: dict[str, User], campaign: Campaign, role: str) -> None:
    Campaign.objects.update(state=Campaign.State.DRAFT)
    client = signed_in(people[role])

    client.post(reverse("desk_campaigns:open", args=[campaign.pk]))
    campaign.refresh_from_db()
    opened = campaign.state
    client.post(reverse("desk_campaigns:close", args=[campaign.pk]))
    campaign.refresh_from_db()

    assert (opened, campaign.state) == (Campaign.State.OPEN, Campaign.State.CLOSED)
    assert actions_on(campaign) == ["campaign.open", "campaign.close"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"Dân vận khéo năm 2024", "Khối các cơ quan"}),
        ({"year": "2023"}, {"Khối các cơ quan"}),
        ({"state": "open"}, {"Dân vận khéo năm 2024"}),
        ({"q": "dan van kheo"}, {"Dân vận khéo năm 2024"}),
        ({"q": "khong co"}, set()),
    ],
)
def test_list_is_filtered_and_searched(
    officer: User, campaign: Campaign, filters: dict[str, str], found: set[str]
) -> None:
    factories.CampaignFactory(
        issuer=campaign.issuer, year=2023, title="Khối các cơ quan", state=Campaign.State.CLOSED
    )

    response = signed_in(officer).get(reverse("desk_campaigns:index"), filters)

    assert {row.title for row in response.context["object_list"]} == found


def test_drafts_of_units_are_not_counted(officer: User, campaign: Campaign, unit: Unit) -> None:
    for state in (State.DRAFT, State.SUBMITTED, State.SUBMITTED, State.RECEIVED):
        factories.RegistrationFactory(campaign=campaign, unit=unit, state=state)
    client = signed_in(officer)

    [row] = client.get(reverse("desk_campaigns:index")).context["object_list"]
    counts = client.get(reverse("desk_campaigns:inspect", args=[campaign.pk])).context["counts"]

    assert row.registered == 3
    assert [count["count"] for count in counts] == [2, 1]
    assert [len(client.get(count["url"]).context["object_list"]) for count in counts] == [2, 1]
