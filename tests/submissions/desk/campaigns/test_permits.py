"""Late permits: granted on the page of a campaign, listed with what is left, ended."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from submissions.models import Campaign, LatePermit, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, messages_of, signed_in


@pytest.fixture
def permit(campaign: Campaign, unit: Unit) -> LatePermit:
    return factories.LatePermitFactory(campaign=campaign, unit=unit, uses=5, used=2)


def test_permit_is_granted_on_the_page_of_the_campaign(campaign: Campaign, unit: Unit, officer: User) -> None:
    today = timezone.localdate()
    response = signed_in(officer).post(
        reverse("desk_campaigns:grant_permit", args=[campaign.pk]),
        {"unit": unit.pk, "expires_on": f"{today:%d/%m/%Y}", "uses": 3, "note": "Đơn vị mới sáp nhập"},
    )

    permit = LatePermit.objects.get()
    assert response.url == reverse("desk_campaigns:inspect", args=[campaign.pk])
    assert (permit.unit, permit.expires_on, permit.uses, permit.granted_by) == (unit, today, 3, officer)
    assert actions_on(campaign) == ["permit.grant"]


def test_refusal_is_shown_and_what_was_written_stays(campaign: Campaign, unit: Unit, officer: User) -> None:
    said = {"unit": unit.pk, "expires_on": "01/02/2024", "uses": 1, "note": "Đơn vị mới sáp nhập"}
    response = signed_in(officer).post(reverse("desk_campaigns:grant_permit", args=[campaign.pk]), said)

    assert messages_of(response) == ["Giấy phép phải có giá trị ít nhất đến hết hôm nay."]
    assert "Đơn vị mới sáp nhập" in response.content.decode()
    assert not LatePermit.objects.exists()


def test_only_units_that_the_campaign_calls_are_offered(
    campaign: Campaign, unit: Unit, officer: User
) -> None:
    factories.UnitFactory()
    address = reverse("desk_campaigns:grant_permit", args=[campaign.pk])

    form = signed_in(officer).get(f"{address}?unit={unit.pk}").context["form"]

    assert list(form.fields["unit"].queryset) == [unit]
    assert form.initial["unit"] == str(unit.pk)


def test_list_and_page_say_what_is_left(permit: LatePermit, officer: User) -> None:
    client = signed_in(officer)

    listed = client.get(reverse("desk_permits:index"), {"campaign": permit.campaign_id}).content.decode()
    page = client.get(reverse("desk_permits:inspect", args=[permit.pk]))
    campaign = client.get(reverse("desk_campaigns:inspect", args=[permit.campaign_id])).content.decode()

    assert "2 trên 5" in listed
    assert dict(page.context["facts"])["Đã dùng"] == "2 trên 5"
    assert "đã dùng 2 trên 5" in campaign


def test_permit_is_ended_once(permit: LatePermit, officer: User) -> None:
    address, client = reverse("desk_permits:end", args=[permit.pk]), signed_in(officer)

    client.post(address)
    again = client.post(address)

    permit.refresh_from_db()
    assert (permit.uses, permit.used) == (2, 2)
    assert messages_of(again)[-1] == "Giấy phép không còn dùng được nữa."
    assert actions_on(permit.campaign) == ["permit.end"]


def test_expired_permit_is_not_offered_to_be_ended(permit: LatePermit, officer: User) -> None:
    LatePermit.objects.update(expires_on=datetime.date(2024, 3, 1))

    page = signed_in(officer).get(reverse("desk_permits:inspect", args=[permit.pk]))

    assert page.context["open_moves"] == []


def test_permits_of_another_desk_are_not_found(permit: LatePermit, stranger: User) -> None:
    client = signed_in(stranger)

    assert list(client.get(reverse("desk_permits:index")).context["object_list"]) == []
    assert client.get(reverse("desk_permits:inspect", args=[permit.pk])).status_code == 404
    assert client.post(reverse("desk_permits:end", args=[permit.pk])).status_code == 404
