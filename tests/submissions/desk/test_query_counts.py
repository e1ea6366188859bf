"""How many queries each list of the desk takes: the same at one row and at thirty (design 9: at most 15)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from submissions import log
from submissions.models import Batch, Level, Quota, Registration, SectorScheme, Unit
from tests import factories

from .conftest import signed_in

BUDGET = 15

PINS = {
    "desk_registrations:index": 14,
    "desk_registrations:index_results": 8,
    "desk_registrations:history": 12,
    "desk_registrations:history_results": 8,
    "desk_registrations:official_list": 13,
    "desk_recognitions:index": 13,
    "desk_recognitions:index_results": 7,
    "desk_recognitions:history": 12,
    "desk_recognitions:history_results": 8,
    "desk_decisions:index": 12,
    "desk_decisions:index_results": 7,
    "desk_decisions:history": 12,
    "desk_decisions:history_results": 8,
    "desk_campaigns:index": 11,
    "desk_campaigns:index_results": 7,
    "desk_campaigns:history": 12,
    "desk_campaigns:history_results": 8,
    "desk_deadline_rules:index": 14,
    "desk_deadline_rules:index_results": 8,
    "desk_deadline_rules:history": 12,
    "desk_deadline_rules:history_results": 8,
    "desk_permits:index": 12,
    "desk_permits:index_results": 7,
    "desk_consolidated_lists:index": 12,
    "desk_consolidated_lists:index_results": 7,
    "desk_consolidated_lists:history": 12,
    "desk_consolidated_lists:history_results": 8,
    "desk_who_has_not_sent:index": 15,
    "desk_batches:index": 12,
    "desk_batches:index_results": 7,
    "desk_batches:history": 12,
    "desk_batches:history_results": 8,
    "desk_units:index": 12,
    "desk_units:index_results": 7,
    "desk_units:history": 12,
    "desk_units:history_results": 8,
    "desk_memberships:index": 9,
    "desk_memberships:index_results": 6,
    "desk_memberships:history": 9,
    "desk_memberships:history_results": 6,
    "desk_invitations:index": 11,
    "desk_invitations:index_results": 7,
    "desk_mails:index": 11,
    "desk_mails:index_results": 7,
    "desk_rights:index": 15,
    "desk_log:index": 13,
    "desk_log:index_results": 7,
    "desk_official_forms:index": 12,
    "desk_official_forms:index_results": 7,
    "desk_official_forms:history": 12,
    "desk_official_forms:history_results": 8,
    "desk_list_forms:index": 12,
    "desk_list_forms:index_results": 7,
    "desk_list_forms:history": 12,
    "desk_list_forms:history_results": 8,
    "desk_levels:index": 8,
    "desk_levels:index_results": 5,
    "desk_levels:history": 9,
    "desk_levels:history_results": 6,
    "desk_sectors:index": 8,
    "desk_sectors:index_results": 5,
    "desk_sectors:history": 9,
    "desk_sectors:history_results": 6,
    "desk_schemes:index": 8,
    "desk_schemes:index_results": 5,
    "desk_schemes:history": 9,
    "desk_schemes:history_results": 6,
}

SEARCH_PINS = {
    "desk_registrations:index": 14,
    "desk_recognitions:index": 14,
}


def registrations(desk: Unit, count: int) -> list[Any]:
    campaign = factories.CampaignFactory(issuer=desk)
    return factories.RegistrationFactory.create_batch(
        count, campaign=campaign, state=Registration.State.RECEIVED
    )


def recognitions(desk: Unit, count: int) -> list[Any]:
    return [
        factories.RecognitionFactory(registration=row, state="decided") for row in registrations(desk, count)
    ]


def decisions(desk: Unit, count: int) -> list[Any]:
    return factories.DecisionFactory.create_batch(count, issuer=desk)


def campaigns(desk: Unit, count: int) -> list[Any]:
    return factories.CampaignFactory.create_batch(count, issuer=desk)


def deadline_rules(desk: Unit, count: int) -> list[Any]:
    return factories.DeadlineRuleFactory.create_batch(count, issuer=desk)


def late_permits(desk: Unit, count: int) -> list[Any]:
    campaign = factories.CampaignFactory(issuer=desk)
    return factories.LatePermitFactory.create_batch(count, campaign=campaign)


def consolidated_lists(desk: Unit, count: int) -> list[Any]:
    campaign = factories.CampaignFactory(issuer=desk)
    return factories.ConsolidatedListFactory.create_batch(count, desk=desk, campaign=campaign)


def called_units(desk: Unit, count: int) -> list[Any]:
    """Units that have registered in a campaign with a deadline and quotas."""
    made = registrations(desk, count)
    factories.DeadlineFactory(campaign=made[0].campaign)
    for number in range(count):
        Quota.objects.create(campaign=made[0].campaign, phrase=f"ít nhất {number}", minimum=number)
    return made


def batches(desk: Unit, count: int) -> list[Any]:
    campaign = factories.CampaignFactory(issuer=desk)
    return [
        Batch.objects.create(
            unit=factories.UnitFactory(parent=desk),
            campaign=campaign,
            file_name=f"danh-sach-{number}.xlsx",
            uploaded_by=factories.UserFactory(),
        )
        for number in range(count)
    ]


def units(desk: Unit, count: int) -> list[Any]:
    return [factories.UnitFactory(parent=desk) for _number in range(count)]


def memberships(desk: Unit, count: int) -> list[Any]:
    return [
        factories.user_in(factories.UNITS, factories.UnitFactory(parent=desk), "clerk").memberships.get()
        for _number in range(count)
    ]


def invitations(desk: Unit, count: int) -> list[Any]:
    return [factories.InvitationFactory(unit=unit) for unit in units(desk, count)]


def mails(desk: Unit, count: int) -> list[Any]:
    return [factories.MailFactory(unit=unit) for unit in units(desk, count)]


def entries(desk: Unit, count: int) -> list[Any]:
    for record in registrations(desk, count):
        log.record("registration.receive", record, factories.UserFactory())
    return []


def official_forms(desk: Unit, count: int) -> list[Any]:
    return factories.OfficialFormFactory.create_batch(count, issuer=desk)


def list_forms(desk: Unit, count: int) -> list[Any]:
    return factories.ListFormFactory.create_batch(count, issuer=desk)


def levels(desk: Unit, count: int) -> list[Any]:
    return [
        Level.objects.create(code=f"cap-{number}", name=f"cấp {number}", rank=9) for number in range(count)
    ]


def sectors(desk: Unit, count: int) -> list[Any]:
    return [factories.sector()]


def schemes(desk: Unit, count: int) -> list[Any]:
    return [SectorScheme.objects.create(issuer=desk, name=f"Mẫu {number}") for number in range(count)]


# What makes the given number of rows for the lists of a namespace, below a desk.
MAKERS: dict[str, Callable[[Unit, int], list[Any]]] = {
    "desk_registrations": registrations,
    "desk_recognitions": recognitions,
    "desk_decisions": decisions,
    "desk_campaigns": campaigns,
    "desk_deadline_rules": deadline_rules,
    "desk_permits": late_permits,
    "desk_consolidated_lists": consolidated_lists,
    "desk_who_has_not_sent": called_units,
    "desk_batches": batches,
    "desk_units": units,
    "desk_memberships": memberships,
    "desk_invitations": invitations,
    "desk_mails": mails,
    "desk_rights": memberships,
    "desk_log": entries,
    "desk_official_forms": official_forms,
    "desk_list_forms": list_forms,
    "desk_levels": levels,
    "desk_sectors": sectors,
    "desk_schemes": schemes,
}
FOR_ADMINISTRATORS = {"desk_memberships", "desk_levels", "desk_sectors", "desk_schemes"}


def reader_of(namespace: str, desk: Unit) -> User:
    """An officer of the desk, made an administrator where only one may read the list."""
    return factories.officer_of(desk, is_superuser=namespace in FOR_ADMINISTRATORS)


def address_of(name: str, rows: int, desk: Unit) -> str:
    """The address of a list that has this many rows."""
    namespace, page = name.split(":")
    if not page.startswith("history"):
        MAKERS[namespace](desk, rows)
        return reverse(name)
    record = MAKERS[namespace](desk, 1)[0]
    for _entry in range(rows):
        log.record("individual.view", record, factories.UserFactory())
    return reverse(name, args=[record.pk])


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", PINS)
def test_list_takes_its_pinned_number_of_queries(name: str, rows: int, desk: Unit) -> None:
    client = signed_in(reader_of(name.partition(":")[0], desk))
    address = address_of(name, rows, desk)
    client.get(address)  # fills the caches of content types and sites

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)

    assert response.status_code == 200
    assert len(queries) == PINS[name]


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", SEARCH_PINS)
def test_search_takes_its_pinned_number_of_queries(name: str, rows: int, desk: Unit) -> None:
    client = signed_in(reader_of(name.partition(":")[0], desk))
    found = {"q": "Thap sang duong que"}
    address = address_of(name, rows, desk)
    client.get(address, found)  # fills the caches of content types and sites

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, found)

    assert len(response.context["object_list"]) == rows
    assert len(queries) == SEARCH_PINS[name]


def test_no_list_takes_more_than_the_budget() -> None:
    pinned = [*PINS.items(), *SEARCH_PINS.items()]
    assert [name for name, number in pinned if number > BUDGET] == []
