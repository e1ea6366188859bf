"""The database refuses impossible pairs, whatever code writes them."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from submissions.models import Batch, Decision, Individual, Initiative, Recognition, Registration, Unit
from tests.factories import (
    DecisionFactory,
    IndividualFactory,
    InitiativeFactory,
    RecognitionFactory,
    RegistrationFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def refuses(record, **changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record)._default_manager.filter(pk=record.pk).update(**changes)


def test_returned_and_declined_have_a_reason_and_others_none():
    refuses(RegistrationFactory(state=Registration.State.SUBMITTED), state="returned")
    refuses(RegistrationFactory(state=Registration.State.SUBMITTED), state="declined")
    refuses(RegistrationFactory(state=Registration.State.SUBMITTED), reason="Thừa")


def test_submitted_is_dated_and_received_is_in_the_book():
    refuses(RegistrationFactory(state=Registration.State.DRAFT), state="submitted")
    refuses(RegistrationFactory(state=Registration.State.SUBMITTED), state="received")


def test_initiative_is_registered_once_for_a_campaign_and_level():
    registration = RegistrationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(
            initiative=registration.initiative, campaign=registration.campaign, unit=registration.unit
        )


def test_initiative_has_an_end_exactly_when_it_has_ended():
    refuses(InitiativeFactory(), status=Initiative.Status.ENDED)
    refuses(InitiativeFactory(), ended="2024-12")


def test_consent_is_dated_exactly_when_it_was_given():
    refuses(IndividualFactory(), consent_scope=Individual.ConsentScope.NAME)
    refuses(IndividualFactory(), consent_on=datetime.date(2024, 3, 1))


def test_recognised_has_a_decision_and_proposed_has_none():
    refuses(RecognitionFactory(), state="published")
    refuses(RecognitionFactory(), decision=DecisionFactory().pk)
    refuses(RecognitionFactory(state=Recognition.State.DECIDED), decision=None)


def test_declined_recognition_has_a_reason():
    refuses(RecognitionFactory(), state="declined")


def test_decision_is_dated_exactly_when_it_is_published():
    refuses(DecisionFactory(), state=Decision.State.PUBLISHED)


def test_imported_list_is_dated():
    registration = RegistrationFactory()
    batch = Batch.objects.create(
        unit=registration.unit, campaign=registration.campaign, file="x", file_name="x.xlsx", sha256="0"
    )
    refuses(batch, state=Batch.State.IMPORTED)


def test_unit_does_not_end_before_it_begins():
    refuses(
        UnitFactory(type=Unit.Type.COMMUNE),
        valid_from=datetime.date(2025, 7, 1),
        valid_to=datetime.date(2025, 6, 30),
    )
