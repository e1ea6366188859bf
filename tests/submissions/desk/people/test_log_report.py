"""The log: entries of the own subtree, filtered, exported, without persons' data."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from submissions import log
from submissions.models import Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in

PAGE = reverse("desk_log:index")


def shown(reader: User, **query: Any) -> list[str]:
    """The actions on the page, newest first."""
    entries = signed_in(reader).get(PAGE, query).context["object_list"]
    return [entry.action.removeprefix("submissions.") for entry in entries]


@pytest.fixture
def foreign(db: None) -> Registration:
    """A registration of another desk with an entry of its own."""
    other = factories.RegistrationFactory(title="Của nơi khác", state=Registration.State.SUBMITTED)
    log.record("registration.decline", other, factories.UserFactory())
    return other


def test_officer_sees_the_entries_of_the_own_subtree_only(
    officer: User, registration: Registration, foreign: Registration
) -> None:
    log.record("registration.submit", registration, officer)
    log.record("campaign.open", registration.campaign, officer)
    log.record("invitation.send", registration.unit, officer)
    log.record("campaign.open", foreign.campaign, officer)

    assert shown(officer) == ["invitation.send", "campaign.open", "registration.submit"]


def test_administrator_sees_all(
    administrator: User, registration: Registration, foreign: Registration
) -> None:
    log.record("registration.submit", registration, administrator)
    assert shown(administrator) == ["registration.submit", "registration.decline"]


def test_drafts_of_units_stay_theirs(officer: User, registration: Registration) -> None:
    Registration.objects.filter(pk=registration.pk).update(state="draft", submitted_at=None)
    log.record("registration.create", registration, officer)
    assert shown(officer) == []


def test_filters_narrow_by_action_person_unit_and_day(
    officer: User, desk: Unit, registration: Registration
) -> None:
    other = factories.officer_of(desk)
    second = factories.RegistrationFactory(campaign=registration.campaign, state=Registration.State.SUBMITTED)
    log.record("registration.submit", registration, officer)
    log.record("registration.decline", second, other)
    yesterday = timezone.now() - datetime.timedelta(days=1)
    ModelLogEntry.objects.filter(action="submissions.registration.submit").update(timestamp=yesterday)
    today, day_before = f"{timezone.localdate():%d/%m/%Y}", f"{timezone.localtime(yesterday):%d/%m/%Y}"

    assert shown(officer, action="submissions.registration.submit") == ["registration.submit"]
    assert shown(officer, user=other.pk) == ["registration.decline"]
    assert shown(officer, unit=registration.unit_id) == ["registration.submit"]
    assert shown(officer, since=today) == ["registration.decline"]
    assert shown(officer, until=day_before) == ["registration.submit"]


def test_export_holds_the_filtered_entries_and_no_notes(officer: User, registration: Registration) -> None:
    person = factories.IndividualFactory(initiative=registration.initiative, full_name="Nguyễn Văn Kín")
    log.record("individual.view", person, officer)
    log.record("registration.return", registration, officer, note="Hỏi bà Nguyễn Văn Kín")
    log.record("registration.submit", registration, officer)
    client = signed_in(officer)

    csv = b"".join(client.get(PAGE, {"export": "csv"}).streaming_content).decode()
    xlsx = client.get(PAGE, {"export": "xlsx", "action": "submissions.registration.submit"})

    assert csv.count("\n") == 4
    assert "Nguyễn Văn Kín" not in csv
    assert "Nguyễn Văn Kín" not in client.get(PAGE).content.decode()
    assert (
        f'attachment; filename="nhat-ky-{timezone.localdate():%Y-%m-%d}.xlsx"'
        in xlsx.headers["Content-Disposition"]
    )


def test_log_is_for_readers_of_registrations(people: dict[str, User]) -> None:
    opened = {role for role, user in people.items() if signed_in(user).get(PAGE).status_code == 200}
    assert opened == {"officer", "decider", "viewer", "administrator"}
