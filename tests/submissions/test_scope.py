import pytest
from django.contrib.auth.models import AnonymousUser

from submissions import scope
from submissions.models import Campaign, ListForm, Membership, Registration
from tests.factories import (
    OFFICERS,
    UNITS,
    CampaignFactory,
    DeskFactory,
    ListFormFactory,
    RecognitionFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    clerk_of,
    officer_of,
    user_in,
)

pytestmark = pytest.mark.django_db

NARROWED = [
    scope.units_served,
    scope.units_overseen,
    scope.units_visible,
    scope.own_registrations,
    scope.desk_registrations,
    scope.registrations,
    scope.initiatives,
    scope.batches,
    scope.recognitions,
    scope.decisions,
    scope.official_forms,
    scope.list_forms,
]


@pytest.mark.parametrize("narrowed", NARROWED, ids=lambda f: f.__name__)
def test_no_membership_no_rows(narrowed):
    RecognitionFactory(state="published")

    assert list(narrowed(UserFactory())) == []
    assert list(narrowed(AnonymousUser())) == []
    assert list(narrowed(user_in(OFFICERS))) == []


def test_clerk_sees_the_own_unit_and_neither_its_parent_nor_its_children():
    desk = DeskFactory()
    unit = UnitFactory(parent=desk)
    UnitFactory(parent=unit)

    assert list(scope.units_served(clerk_of(unit))) == [unit]
    assert list(scope.units_overseen(clerk_of(unit))) == []


def test_desk_sees_its_subtree_and_not_its_neighbours():
    desk, neighbour = DeskFactory(), DeskFactory()
    unit = UnitFactory(parent=desk)
    cell = UnitFactory(parent=unit)
    UnitFactory(parent=neighbour)

    assert list(scope.units_overseen(officer_of(desk))) == [desk, unit, cell]


def test_one_clerk_serves_several_units():
    desk = DeskFactory()
    first, second = UnitFactory(parent=desk), UnitFactory(parent=desk)
    clerk = user_in(UNITS, first, Membership.Role.CLERK)
    Membership.objects.create(user=clerk, unit=second, role=Membership.Role.LEADER)

    assert list(scope.units_served(clerk)) == [first, second]


def test_drafts_are_seen_by_the_unit_and_not_by_the_desk():
    registration = RegistrationFactory(state=Registration.State.DRAFT)

    assert list(scope.registrations(clerk_of(registration.unit))) == [registration]
    assert list(scope.registrations(officer_of(registration.receiver))) == []


def test_registration_of_a_unit_is_hidden_from_the_unit_beside_it():
    registration = RegistrationFactory(state=Registration.State.SUBMITTED)
    beside = UnitFactory(parent=registration.receiver)

    assert list(scope.registrations(clerk_of(beside))) == []


def test_units_do_not_see_recognitions_before_they_are_published():
    recognition = RecognitionFactory(state="decided")

    assert list(scope.recognitions(clerk_of(recognition.registration.unit))) == []
    assert list(scope.recognitions(officer_of(recognition.body))) == [recognition]


def test_unit_is_called_to_open_campaigns_of_units_above_it():
    campaign = CampaignFactory()
    CampaignFactory(issuer=campaign.issuer, state=Campaign.State.CLOSED)
    CampaignFactory()
    cell = UnitFactory(parent=UnitFactory(parent=campaign.issuer))

    assert list(scope.campaigns_for(cell)) == [campaign]


def test_desk_sees_its_own_forms_and_the_shipped_ones_and_changes_only_its_own():
    desk = DeskFactory()
    own, of_another = ListFormFactory(issuer=desk), ListFormFactory()
    shipped = ListForm.objects.filter(issuer=None)
    officer, administrator = officer_of(desk), UserFactory(is_superuser=True)

    assert set(scope.list_forms(officer)) == {own, *shipped}
    assert set(scope.list_forms(administrator)) == {own, of_another, *shipped}
    assert [scope.may_change_form(form, officer) for form in (own, of_another, shipped[0])] == [
        True,
        False,
        False,
    ]
    assert scope.may_change_form(shipped[0], administrator)
