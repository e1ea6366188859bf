"""The quotas of the papers: entered on the screen of a campaign, counted as they are meant."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.lifecycle.quotas import standings
from submissions.models import Campaign, Initiative, Quota, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in
from tests.submissions.desk.letters import QUOTAS, QuotaOfPaper


def enter(paper: QuotaOfPaper, campaign: Campaign, by: User, **changes: Any) -> Any:
    level = factories.level(paper.code).pk if paper.code else None
    sectors = [factories.sector(key).pk for key in paper.sectors]
    address = reverse("desk_campaigns:quotas", args=[campaign.pk])
    return signed_in(by).post(address, paper.typed(level, sectors) | changes)


def send(sent: tuple[tuple[str, str, str, str], ...], campaign: Campaign, unit: Unit) -> None:
    for code, key, continuity, person in sent:
        kind = Initiative.Kind.INDIVIDUAL if person else Initiative.Kind.COLLECTIVE
        registration = factories.RegistrationFactory(
            campaign=campaign,
            unit=unit,
            level=factories.level(code),
            continuity=continuity,
            state=Registration.State.SUBMITTED,
            initiative__sector=factories.sector(key),
            initiative__kind=kind,
        )
        if person:
            factories.IndividualFactory(initiative=registration.initiative, full_name=person)


@pytest.mark.parametrize("paper", QUOTAS, ids=lambda paper: paper.name)
def test_quota_of_a_paper_is_counted_as_it_is_meant(
    paper: QuotaOfPaper, campaign: Campaign, unit: Unit, officer: User
) -> None:
    enter(paper, campaign, officer)
    units = [factories.UnitFactory(parent=campaign.issuer) for _lacking in paper.not_met_by]
    send(paper.met_by, campaign, unit)
    for lacking, sent in zip(units, paper.not_met_by, strict=True):
        send(sent, campaign, lacking)

    found = standings(campaign, [unit, *units])

    assert Quota.objects.get().phrase == paper.phrase
    assert [one.is_met for one in found[unit.pk]] == [True]
    assert [[one.is_met for one in found[lacking.pk]] for lacking in units] == [[False]] * len(units)


def test_quota_for_cells_asks_nothing_of_them_where_the_general_one_does(
    campaign: Campaign, unit: Unit, officer: User
) -> None:
    """Q5: “đăng ký cấp tỉnh, cấp huyện (nếu có)”."""
    general = next(paper for paper in QUOTAS if paper.name == "Q3 tỉnh")
    enter(general, campaign, officer)
    quota = Quota.objects.get()
    other = {
        "phrase": "đăng ký cấp tỉnh (nếu có)",
        "level": factories.level("tinh").pk,
        "unit_type": Unit.Type.PARTY_CELL,
        "per": "unit",
        "span": "campaign",
        "counts": "registered",
        "strength": "advisory",
    }
    rows = {f"rows-1-{name}": value for name, value in other.items()}
    standing = {"rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 1, "rows-0-id": quota.pk}
    enter(general, campaign, officer, **standing, **rows)
    cell = factories.UnitFactory(parent=campaign.issuer, type=Unit.Type.PARTY_CELL)

    found = standings(campaign, [unit, cell])

    assert [one.is_met for one in found[unit.pk]] == [False]
    assert [(one.quota.phrase, one.is_met) for one in found[cell.pk]] == [("đăng ký cấp tỉnh (nếu có)", True)]


NOMINATED = (
    QuotaOfPaper(
        "Q6",
        "xét và giới thiệu không quá 05 nội dung",
        said={"maximum": 5, "counts": "nominated", "strength": "blocking"},
    ),
    QuotaOfPaper("Q7", "đề xuất số lượng và giới thiệu các mô hình cấp huyện", said={"counts": "nominated"}),
)


@pytest.mark.parametrize("paper", NOMINATED, ids=lambda paper: paper.name)
def test_quota_of_nominations_is_kept_and_shown_but_counts_no_registration(
    paper: QuotaOfPaper, campaign: Campaign, unit: Unit, officer: User
) -> None:
    enter(paper, campaign, officer)

    page = signed_in(officer).get(reverse("desk_campaigns:inspect", args=[campaign.pk]))

    quota = Quota.objects.get()
    assert (quota.counts, quota.maximum) == (Quota.Counts.NOMINATED, paper.said.get("maximum"))
    assert paper.phrase in page.content.decode()
    assert standings(campaign, [unit]) == {unit.pk: []}


@pytest.mark.parametrize(
    "said", [{"minimum": 3, "maximum": 2}, {"strength": Quota.Strength.BLOCKING, "minimum": 1}]
)
def test_quota_that_cannot_be_kept_is_refused(
    campaign: Campaign, officer: User, said: dict[str, object]
) -> None:
    response = enter(QuotaOfPaper("", "ít nhất", said=said), campaign, officer)

    assert set(response.context["rows"].forms[0].errors) == {"maximum"}
    assert not Quota.objects.exists()


def test_only_units_below_the_issuer_are_offered(campaign: Campaign, unit: Unit, officer: User) -> None:
    factories.DeskFactory()

    response = signed_in(officer).get(reverse("desk_campaigns:quotas", args=[campaign.pk]))

    offered = response.context["rows"].forms[0].fields["subtree"].queryset
    assert list(offered) == [campaign.issuer, unit]


def test_quotas_of_another_desk_are_not_found(campaign: Campaign, stranger: User) -> None:
    assert enter(QUOTAS[0], campaign, stranger).status_code == 404
    assert not Quota.objects.exists()
