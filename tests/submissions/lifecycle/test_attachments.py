from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from submissions.lifecycle import attachments
from submissions.lifecycle.refusal import Refused
from submissions.models import Attachment, FormDraft, Initiative, Registration
from tests.factories import (
    VIEWERS,
    CampaignFactory,
    OfficialFormFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    officer_of,
    user_in,
)
from tests.submissions.lifecycle.test_uploads import PDF, picture

pytestmark = pytest.mark.django_db

State, Kind = Registration.State, Attachment.Kind


def scan(data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("ban-ky.pdf", data)


def another(number: int) -> SimpleUploadedFile:
    return scan(PDF.replace(b"<<>>", b"<<" + str(number).encode() + b">>", 1))


@pytest.fixture
def registration():
    return RegistrationFactory(state=State.RETURNED)


@pytest.fixture
def clerk(registration):
    return clerk_of(registration.unit)


@pytest.fixture
def draft(registration):
    campaign = registration.campaign
    return FormDraft.objects.create(
        unit=registration.unit, campaign=campaign, form=OfficialFormFactory(issuer=campaign.issuer)
    )


def test_clerk_attaches_the_signed_form_to_a_returned_registration(registration, clerk):
    attached = attachments.attach(registration, scan(), Kind.SIGNED, clerk)

    assert (attached.registration, attached.draft, attached.file_name) == (registration, None, "ban-ky.pdf")
    assert (attached.content_type, attached.size, attached.uploaded_by) == (
        "application/pdf",
        len(PDF),
        clerk,
    )
    assert attached.file.read() == PDF
    assert "ban-ky" not in attached.file.name
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(registration)] == [
        "submissions.attachment.add"
    ]


def test_clerk_attaches_to_a_form_being_filled_in(draft, clerk):
    assert attachments.attach(draft, scan(picture()), Kind.PICTURE, clerk).draft == draft


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_clerk_may_change_the_files_of_what_may_be_changed(state):
    registration = RegistrationFactory(state=state)
    assert attachments.attach(registration, scan(), Kind.SIGNED, clerk_of(registration.unit)).pk


@pytest.mark.parametrize("state", [state for state in State if state not in Registration.EDITABLE_STATES])
def test_clerk_is_refused_once_it_is_with_the_desk_or_closed(state):
    registration = RegistrationFactory(state=state)
    attached = Attachment.objects.create(registration=registration, kind=Kind.SIGNED, size=1, file="a.pdf")
    clerk = clerk_of(registration.unit)

    with pytest.raises(Refused):
        attachments.attach(registration, scan(), Kind.SIGNED, clerk)
    with pytest.raises(Refused):
        attachments.remove(attached, clerk)

    assert list(registration.attachments.all()) == [attached]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED, State.CONSOLIDATED])
def test_desk_attaches_what_came_by_post_to_what_it_holds(state):
    registration = RegistrationFactory(state=state)
    assert attachments.attach(registration, scan(), Kind.SIGNED, officer_of(registration.receiver)).pk


def test_strangers_and_viewers_are_refused(registration):
    for stranger in (
        clerk_of(UnitFactory(parent=registration.campaign.issuer)),
        officer_of(CampaignFactory().issuer),
        user_in(VIEWERS, registration.campaign.issuer),
    ):
        with pytest.raises(Refused):
            attachments.attach(registration, scan(), Kind.SIGNED, stranger)

    assert not registration.attachments.exists()


def test_the_same_file_and_one_too_many_are_refused(registration, clerk):
    attachments.attach(registration, scan(), Kind.SIGNED, clerk)
    with pytest.raises(Refused, match="đã"):
        attachments.attach(registration, scan(), Kind.OTHER, clerk)
    for number in range(1, attachments.MOST_FILES):
        attachments.attach(registration, another(number), Kind.OTHER, clerk)
    with pytest.raises(Refused, match="10"):
        attachments.attach(registration, another(99), Kind.OTHER, clerk)

    assert registration.attachments.count() == 10


def test_pdf_is_no_picture_and_an_unknown_kind_is_refused(registration, clerk):
    for kind in (Kind.PICTURE, "virus"):
        with pytest.raises(Refused):
            attachments.attach(registration, scan(), kind, clerk)


def test_sent_form_takes_no_file(draft, clerk, registration):
    FormDraft.objects.filter(pk=draft.pk).update(
        sent_at="2024-02-01T00:00:00Z", registration=registration, values={}
    )
    with pytest.raises(Refused):
        attachments.attach(draft, scan(), Kind.SIGNED, clerk)


def test_removed_file_is_gone_from_the_disk(registration, clerk, django_capture_on_commit_callbacks):
    attached = attachments.attach(registration, scan(), Kind.SIGNED, clerk)
    path = Path(attached.file.path)

    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(attached, clerk)

    assert not path.exists()
    assert not registration.attachments.exists()
    assert (
        ModelLogEntry.objects.for_instance(registration)
        .filter(action="submissions.attachment.remove")
        .exists()
    )


class TestOpened:
    def attached(self, kind: str = Initiative.Kind.COLLECTIVE) -> Attachment:
        registration = RegistrationFactory(state=State.SUBMITTED, initiative__kind=kind)
        return Attachment.objects.create(registration=registration, kind=Kind.SIGNED, size=1, file="a.pdf")

    def test_own_clerk_opens_without_a_line_in_the_log(self):
        attached = self.attached(Initiative.Kind.INDIVIDUAL)
        assert attachments.opened(attached, clerk_of(attached.registration.unit)) == attached
        assert not ModelLogEntry.objects.for_instance(attached.registration).exists()

    def test_look_of_the_desk_is_logged(self):
        attached = self.attached(Initiative.Kind.INDIVIDUAL)
        attachments.opened(attached, officer_of(attached.registration.receiver))
        (entry,) = ModelLogEntry.objects.for_instance(attached.registration)
        assert entry.action == "submissions.attachment.view"

    def test_file_of_a_person_stays_closed_to_who_may_not_see_persons(self):
        attached = self.attached(Initiative.Kind.INDIVIDUAL)
        with pytest.raises(Refused):
            attachments.opened(attached, user_in(VIEWERS, attached.registration.receiver))

    def test_file_of_a_collective_is_open_to_the_viewers_of_the_desk(self):
        attached = self.attached()
        assert attachments.opened(attached, user_in(VIEWERS, attached.registration.receiver)) == attached
