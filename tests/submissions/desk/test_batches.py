"""The lists that units sent, as the desk reads them."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from submissions.models import Batch, Campaign, Unit
from tests import factories

from .conftest import signed_in


@pytest.fixture
def batch(campaign: Campaign, unit: Unit) -> Batch:
    return Batch.objects.create(
        unit=unit,
        campaign=campaign,
        file_name="Danh sách Ngọc Thiện.xlsx",
        uploaded_by=factories.UserFactory(first_name="Văn Thư"),
        state=Batch.State.IMPORTED,
        imported_at=timezone.now(),
        created=12,
        skipped=3,
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1),
        ({"state": "imported"}, 1),
        ({"state": "checked"}, 0),
        ({"q": "danh sach"}, 1),
        ({"q": "xls cao"}, 0),
    ],
)
def test_list_is_filtered_and_searched(
    officer: User, batch: Batch, filters: dict[str, str], found: int
) -> None:
    factories.CampaignFactory()

    response = signed_in(officer).get(reverse("desk_batches:index"), filters)

    assert len(response.context["object_list"]) == found
    assert list(response.context["filters"].form.fields["campaign"].queryset) == [batch.campaign]


def test_page_tells_who_sent_it_and_what_came_of_it(officer: User, batch: Batch) -> None:
    response = signed_in(officer).get(reverse("desk_batches:inspect", args=[batch.pk]))

    told = [value for _label, value in response.context["facts"]]
    assert told[:3] == ["Danh sách Ngọc Thiện.xlsx", "Đảng ủy xã Ngọc Thiện", "Dân vận khéo năm 2024"]
    assert "Văn Thư" in told
    assert told[-5:] == ["12", "0", "0", "3", "0"]


def test_lists_of_a_unit_the_person_serves_as_clerk_are_not_the_desks(officer: User, batch: Batch) -> None:
    elsewhere = factories.UnitFactory()
    elsewhere.memberships.create(user=officer, role="clerk")
    Batch.objects.create(unit=elsewhere, campaign=batch.campaign, file_name="Của đơn vị tôi.xlsx")

    response = signed_in(officer).get(reverse("desk_batches:index"))

    assert list(response.context["object_list"]) == [batch]
