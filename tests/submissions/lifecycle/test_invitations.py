"""The doors of the people of a unit: whom the desk invites, what the link does, and who is left alone."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import TestCase
from django.utils import timezone
from wagtail.models import ModelLogEntry

from submissions import scope
from submissions.lifecycle import invitations, mails
from submissions.lifecycle.invitations import Guest
from submissions.lifecycle.refusal import Refused
from submissions.models import Invitation, Mail, Membership, Notice, Unit
from submissions.notices import outbox
from tests import factories

PASSWORD = "hoa-ban-no-trang-2024"
EMAIL = "moi@example.vn"


@pytest.fixture
def desk(db: None) -> Unit:
    return factories.DeskFactory()


@pytest.fixture
def unit(desk: Unit) -> Unit:
    return factories.UnitFactory(parent=desk, code="cao-xa")


@pytest.fixture
def officer(desk: Unit) -> User:
    return factories.officer_of(desk)


def invite(unit: Unit, by: User, email: str = EMAIL, **parts: Any) -> Membership:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return invitations.invite(Guest(unit, parts.pop("name", "Người  Mới"), email, **parts), by)


def secret_of_mail(number: int = -1) -> str:
    return mail.outbox[number].body.partition("?ma=")[2].split()[0]


def test_invited_person_has_an_account_that_opens_with_the_link_only(unit: Unit, officer: User) -> None:
    person = invite(unit, officer, "Moi@Example.vn", role="leader").user

    assert (person.username, person.email, person.get_full_name()) == (EMAIL, EMAIL, "Người Mới")
    assert not person.has_usable_password()
    assert [group.name for group in person.groups.all()] == ["Đơn vị"]
    assert list(scope.units_served(person)) == [unit]
    assert mail.outbox[0].to == [EMAIL]
    entry = ModelLogEntry.objects.for_instance(unit).get()
    assert (entry.action, entry.data["person"]) == ("submissions.invitation.send", person.pk)
    assert EMAIL not in f"{entry.label} {entry.data}"


def test_link_sets_the_password_once(unit: Unit, officer: User) -> None:
    membership = invite(unit, officer)
    secret = secret_of_mail()

    invitations.accept(secret, PASSWORD)

    membership.user.refresh_from_db()
    assert membership.user.check_password(PASSWORD)
    assert membership.invitations.get().accepted_at is not None
    with pytest.raises(Refused):
        invitations.accept(secret, "mat-khau-thu-hai-2024")
    membership.user.refresh_from_db()
    assert membership.user.check_password(PASSWORD)


def test_link_is_void_after_fourteen_days(unit: Unit, officer: User) -> None:
    invite(unit, officer)
    assert Invitation.objects.get().expires_at - timezone.now() > datetime.timedelta(days=13, hours=23)
    assert invitations.opened_by(secret_of_mail()) is not None

    Invitation.objects.update(expires_at=timezone.now())

    assert invitations.opened_by(secret_of_mail()) is None


@pytest.mark.parametrize("secret", ["", "khong-phai", "•" * 12])
def test_no_other_secret_opens_anything(unit: Unit, officer: User, secret: str) -> None:
    invite(unit, officer)
    assert invitations.opened_by(secret) is None


def test_new_link_makes_the_one_before_void(unit: Unit, officer: User) -> None:
    first = invite(unit, officer).invitations.get()
    before = secret_of_mail()
    with TestCase.captureOnCommitCallbacks(execute=True):
        second = invitations.renew(first, officer)

    assert invitations.opened_by(before) is None
    assert invitations.opened_by(secret_of_mail()) == second
    with pytest.raises(Refused):
        invitations.renew(first, officer)


def test_withdrawn_person_no_longer_stands_at_the_unit(unit: Unit, officer: User) -> None:
    membership = invite(unit, officer)
    invitations.withdraw(membership.invitations.get(), officer)

    assert invitations.opened_by(secret_of_mail()) is None
    assert not unit.memberships.exists()
    assert invite(unit, officer).user == membership.user


def test_withdrawn_person_gets_no_letter_that_still_waited(unit: Unit, officer: User) -> None:
    membership = invitations.invite(Guest(unit, "Người Mới", EMAIL), officer)
    invitations.withdraw(membership.invitations.get(), officer)

    assert outbox.send_due() == 0
    waited = Mail.objects.get()
    assert (waited.state, mail.outbox) == ("failed", [])
    with pytest.raises(Refused):
        mails.retry(waited, officer)


def test_account_of_a_unit_serves_one_more_and_keeps_its_password(
    unit: Unit, desk: Unit, officer: User
) -> None:
    clerk = factories.clerk_of(factories.UnitFactory(parent=desk), email=EMAIL)

    membership = invite(unit, officer, EMAIL.upper())

    assert membership.user == clerk
    assert User.objects.get(pk=clerk.pk).has_usable_password()
    assert not membership.invitations.exists()
    assert Notice.objects.get(person=clerk).unit == unit
    assert "?ma=" not in mail.outbox[0].body


def test_second_invitation_of_a_person_is_answered_with_the_first(
    unit: Unit, desk: Unit, officer: User
) -> None:
    other = factories.UnitFactory(parent=desk)
    invite(unit, officer)
    first = secret_of_mail()
    invite(other, officer)

    invitations.accept(first, PASSWORD)

    assert invitations.opened_by(secret_of_mail()) is None
    assert not Invitation.objects.filter(accepted_at=None).exists()
    assert User.objects.filter(email=EMAIL).count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"is_superuser": True}, {"is_staff": True}, {"is_active": False}],
    ids=str,
)
def test_other_accounts_are_left_alone(unit: Unit, officer: User, fields: dict[str, bool]) -> None:
    person = factories.UserFactory(email=EMAIL, **fields)

    with pytest.raises(Refused):
        invite(unit, officer)

    assert not person.memberships.exists()


def test_accounts_of_desks_and_editors_are_left_alone(unit: Unit, desk: Unit, officer: User) -> None:
    factories.officer_of(desk, email="can-bo@example.vn")
    factories.user_in(factories.EDITORS, email="bien-tap@example.vn")

    for email in ("can-bo@example.vn", "bien-tap@example.vn"):
        with pytest.raises(Refused):
            invite(unit, officer, email)


@pytest.mark.parametrize(
    ("parts", "faulty"),
    [
        ({"name": " "}, {"name"}),
        ({"name": "x" * 151}, {"name"}),
        ({"email": "khong-phai"}, {"email"}),
        ({"email": f"{'x' * 60}@{'y' * 60}.{'z' * 60}.vn"}, {"email"}),
        ({"role": "desk"}, {"role"}),
        ({"name": "", "email": ""}, {"name", "email"}),
        ({}, set()),
    ],
)
def test_every_fault_is_told_with_its_part(
    unit: Unit, officer: User, parts: dict[str, str], faulty: set[str]
) -> None:
    guest = Guest(**{"unit": unit, "name": "Người Mới", "email": EMAIL, "role": "clerk"} | parts)
    assert set(invitations.faults_of(guest, officer)) == faulty


def test_ended_and_foreign_units_are_refused(desk: Unit, officer: User) -> None:
    ended = factories.UnitFactory(parent=desk, valid_to=timezone.localdate() - datetime.timedelta(days=1))
    foreign = factories.UnitFactory(parent=factories.DeskFactory())

    for unit in (ended, foreign):
        assert set(invitations.faults_of(Guest(unit, "Người Mới", EMAIL), officer)) == {"unit"}


def test_same_role_twice_is_refused_and_another_role_is_not(unit: Unit, officer: User) -> None:
    invite(unit, officer)
    with pytest.raises(Refused):
        invite(unit, officer)
    assert invite(unit, officer, role="leader").role == "leader"


def test_taken_user_name_gives_way_to_the_code_of_the_unit(unit: Unit, officer: User) -> None:
    factories.UserFactory(username=EMAIL)
    factories.UserFactory(username="cao-xa-1")

    assert invite(unit, officer).user.username == "cao-xa-2"


def test_only_the_desk_above_the_unit_invites_and_takes_out(unit: Unit, officer: User) -> None:
    membership = invite(unit, officer)
    invitation = membership.invitations.get()
    stranger, clerk = factories.officer_of(factories.DeskFactory()), factories.clerk_of(unit)
    for person in (stranger, clerk, factories.decider_of(unit.get_parent())):
        for door in (
            lambda by: invitations.invite(Guest(unit, "Người Khác", "khac@example.vn"), by),
            lambda by: invitations.renew(invitation, by),
            lambda by: invitations.withdraw(invitation, by),
            lambda by: invitations.dismiss(membership, by),
        ):
            with pytest.raises(Refused):
                door(person)


def test_dismissed_person_keeps_the_account_and_loses_the_unit(unit: Unit, officer: User) -> None:
    clerk = factories.clerk_of(unit)
    invitations.dismiss(clerk.memberships.get(), officer)

    assert not scope.units_served(clerk).exists()
    assert User.objects.filter(pk=clerk.pk, is_active=True).exists()


def test_people_of_a_desk_are_an_administrators(desk: Unit, officer: User) -> None:
    other = factories.officer_of(desk).memberships.get()
    with pytest.raises(Refused):
        invitations.dismiss(other, officer)
