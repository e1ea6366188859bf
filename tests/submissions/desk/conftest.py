"""A desk with one unit below it, a campaign, and a person in each role."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client
from wagtail.models import ModelLogEntry

from submissions.models import Campaign, Registration, Unit
from tests import factories

ROLES = {
    "clerk": factories.UNITS,
    "officer": factories.OFFICERS,
    "decider": factories.DECIDERS,
    "viewer": factories.VIEWERS,
    "editor": factories.EDITORS,
}


@pytest.fixture
def desk(db: None) -> Unit:
    return factories.DeskFactory(name="Huyện ủy Tân Yên")


@pytest.fixture
def unit(desk: Unit) -> Unit:
    return factories.UnitFactory(parent=desk, name="Đảng ủy xã Ngọc Thiện")


@pytest.fixture
def campaign(desk: Unit) -> Campaign:
    return factories.CampaignFactory(issuer=desk, title="Dân vận khéo năm 2024")


@pytest.fixture
def registration(campaign: Campaign, unit: Unit) -> Registration:
    return factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Thắp sáng đường quê", state=Registration.State.SUBMITTED
    )


@pytest.fixture
def officer(desk: Unit) -> User:
    return factories.officer_of(desk)


@pytest.fixture
def decider(desk: Unit) -> User:
    return factories.decider_of(desk)


@pytest.fixture
def stranger(db: None) -> User:
    """An officer of another desk."""
    return factories.officer_of(factories.DeskFactory())


@pytest.fixture
def administrator(db: None) -> User:
    return factories.UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def people(desk: Unit) -> dict[str, User]:
    """One person of the desk in each role, and an administrator."""
    named = {role: factories.user_in(group, desk) for role, group in ROLES.items()}
    return named | {"administrator": factories.UserFactory(is_superuser=True)}


def initiatives_in(response: Any) -> set[str]:
    """The titles of the initiatives in a list of registrations or recognitions."""
    return {getattr(row, "registration", row).initiative.title for row in response.context["object_list"]}


def actions_on(record: Model) -> list[str]:
    """What the log says was done to a record, oldest first."""
    entries = ModelLogEntry.objects.for_instance(record).order_by("timestamp", "pk")
    return [entry.action.removeprefix("submissions.") for entry in entries]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def messages_of(response: Any) -> list[str]:
    """The messages shown to the person, without Wagtail's markup."""
    return [str(message).strip() for message in get_messages(response.wsgi_request)]
