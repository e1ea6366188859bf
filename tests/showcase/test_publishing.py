"""A published recognition offers a draft page; a revoked one takes its page down."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from showcase import publishing
from showcase.models import ExemplarPage
from submissions.lifecycle import recognition as doors
from submissions.lifecycle.refusal import Refused
from submissions.models import Individual, Initiative, Recognition
from tests.factories import (
    DecisionFactory,
    IndividualFactory,
    RecognitionFactory,
    UserFactory,
    decider_of,
    level,
    sector,
)

from . import pages

pytestmark = pytest.mark.django_db

State = Recognition.State


def published(**fields):
    return RecognitionFactory(state=State.PUBLISHED, **fields)


def later(recognition, **fields):
    """A recognition of the same initiative by a decision a month later."""
    decision = DecisionFactory(
        issuer=recognition.body, state="published", date=datetime.date(2024, 11, 20), number="9-QĐ/HU"
    )
    return published(registration=recognition.registration, honour="exemplar", decision=decision, **fields)


def actions_on(page):
    return list(PageLogEntry.objects.filter(page=page).order_by("pk").values_list("action", flat=True))


def test_draft_is_filled_from_the_record(exemplars):
    recognition = published(
        registration__title="Hỗ trợ phụ nữ “3 trong 1”",
        registration__continuity="continuing",
        registration__initiative__sector=sector("culture_society"),
        registration__initiative__unit_name="Hội Phụ nữ xã Cao Xá",
        registration__initiative__place="Thôn Hậu",
        level=level("huyen"),
    )
    editor = UserFactory()

    page = publishing.draft_exemplar(recognition, editor)

    page = ExemplarPage.objects.child_of(exemplars).get(pk=page.pk)
    decision = recognition.decision
    assert (page.live, page.has_unpublished_changes, page.owner) == (False, True, editor)
    assert (page.title, page.slug) == ("Hỗ trợ phụ nữ “3 trong 1”", "ho-tro-phu-nu-3-trong-1")
    assert (page.recognition, page.campaign) == (recognition, recognition.registration.campaign)
    assert (page.sector, page.level) == (sector("culture_society"), level("huyen"))
    assert (page.unit_name, page.place, page.registrant) == (
        "Hội Phụ nữ xã Cao Xá",
        "Thôn Hậu",
        "Đoàn Thanh niên xã",
    )
    assert (page.kind, page.continuity, page.year, page.honour) == (
        "collective",
        "continuing",
        2024,
        "initiative",
    )
    assert (page.decision_number, page.decision_date) == (decision.number, datetime.date(2024, 10, 15))
    assert page.get_latest_revision().user == editor
    assert actions_on(page) == ["wagtail.create", publishing.DRAFT]


@pytest.mark.parametrize("consent", Individual.ConsentScope.values)
def test_nothing_of_a_private_person_is_copied(exemplars, consent):
    dated = None if consent == Individual.ConsentScope.NONE else datetime.date(2024, 3, 1)
    person = IndividualFactory(
        initiative__registrant="",
        full_name="Người Đăng Ký Thử",
        position="Hội viên",
        workplace="Trường Tiểu học Thử",
        address="Số 1 ngõ Thử",
        consent_scope=consent,
        consent_on=dated,
    )
    Initiative.objects.filter(pk=person.initiative_id).update(registrant="Tên người để nhầm chỗ")
    recognition = published(registration__initiative=person.initiative)

    page = publishing.draft_exemplar(Recognition.objects.get(pk=recognition.pk))

    written = str(page.get_latest_revision().content)
    assert page.kind == Initiative.Kind.INDIVIDUAL
    for secret in ("Người Đăng Ký Thử", "Hội viên", "Trường Tiểu học Thử", "Số 1 ngõ Thử", "nhầm chỗ"):
        assert secret not in written


def test_second_draft_of_a_recognition_is_the_first(exemplars):
    recognition = published()
    page = publishing.draft_exemplar(recognition)

    assert publishing.draft_exemplar(recognition) == page
    assert ExemplarPage.objects.count() == 1
    assert page.revisions.count() == 1


def test_long_title_is_cut_at_a_word(exemplars):
    title = "Vận động nhân dân hiến đất làm đường " * 10

    page = publishing.draft_exemplar(published(registration__title=title))

    assert page.title.endswith(" nhân dân hiến đất làm …")
    assert len(page.title) == 254


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_unpublished_recognition_is_not_shown(exemplars, state):
    recognition = RecognitionFactory(state=state)

    with pytest.raises(Refused):
        publishing.draft_exemplar(recognition)

    assert not ExemplarPage.objects.exists()


def test_recognition_revoked_since_it_was_read_is_not_shown(exemplars):
    recognition = published()
    doors.revoke(recognition, decider_of(recognition.body), "Sai tiêu chí", "12-QĐ/HU")

    with pytest.raises(Refused):
        publishing.draft_exemplar(recognition)


def test_portal_without_a_list_of_exemplars_refuses(home):
    with pytest.raises(Refused):
        publishing.draft_exemplar(published())


def test_later_recognition_puts_its_facts_into_the_unpublished_draft(exemplars):
    first = published()
    page = publishing.draft_exemplar(first)

    second = later(first)

    assert publishing.draft_exemplar(second) == page
    page.refresh_from_db()
    assert ExemplarPage.objects.count() == 1
    assert (page.recognition, page.honour, page.decision_number) == (second, "exemplar", "9-QĐ/HU")


def test_later_recognition_of_a_public_page_waits_for_the_editor(exemplars):
    first = published()
    page = publishing.draft_exemplar(first)
    page.get_latest_revision().publish()

    second = later(first)
    publishing.draft_exemplar(second)
    publishing.draft_exemplar(second)

    page.refresh_from_db()
    assert (page.live, page.honour, page.has_unpublished_changes) == (True, "initiative", True)
    assert page.revisions.count() == 2
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert (page.recognition, page.honour, page.decision_date) == (
        second,
        "exemplar",
        datetime.date(2024, 11, 20),
    )


def test_earlier_recognition_leaves_the_page_as_it_is(exemplars):
    first = published()
    second = later(first)
    page = publishing.draft_exemplar(second)

    publishing.draft_exemplar(first)

    page.refresh_from_db()
    assert (page.recognition, page.revisions.count()) == (second, 1)


def test_publishing_a_decision_offers_drafts_after_the_commit(exemplars, django_capture_on_commit_callbacks):
    recognition = RecognitionFactory(state=State.DECIDED)

    with django_capture_on_commit_callbacks() as waiting:
        doors.publish(recognition.decision, decider_of(recognition.body))
        assert not ExemplarPage.objects.exists()
    for callback in waiting:
        callback()

    page = ExemplarPage.objects.get()
    assert (page.recognition, page.live, page.owner) == (recognition, False, None)


def test_decision_is_published_without_a_list_of_exemplars(home, django_capture_on_commit_callbacks):
    recognition = RecognitionFactory(state=State.DECIDED)

    with django_capture_on_commit_callbacks(execute=True):
        doors.publish(recognition.decision, decider_of(recognition.body))

    recognition.refresh_from_db()
    assert recognition.state == State.PUBLISHED
    assert not ExemplarPage.objects.exists()


def test_recognition_revoked_before_the_commit_gets_no_draft(exemplars, django_capture_on_commit_callbacks):
    recognition = RecognitionFactory(state=State.DECIDED)
    decider = decider_of(recognition.body)

    with django_capture_on_commit_callbacks(execute=True):
        doors.publish(recognition.decision, decider)
        doors.revoke(recognition, decider, "Sai tiêu chí", "12-QĐ/HU")

    assert not ExemplarPage.objects.exists()


def test_new_list_of_exemplars_starts_with_what_was_recognised_before(
    home, request, django_capture_on_commit_callbacks
):
    first = published()
    second = later(first)
    other = published()
    RecognitionFactory(state=State.PROPOSED)
    RecognitionFactory(state=State.REVOKED)

    with django_capture_on_commit_callbacks(execute=True):
        request.getfixturevalue("exemplars")

    drafts = ExemplarPage.objects.order_by("pk")
    assert {page.recognition for page in drafts} == {second, other}
    assert not drafts.live().exists()
    assert publishing.draft_missing() == []


def test_revocation_takes_the_page_down_and_says_why(exemplars):
    recognition = published()
    page = publishing.draft_exemplar(recognition)
    page.get_latest_revision().publish()

    doors.revoke(recognition, decider_of(recognition.body), "Sai tiêu chí", "12-QĐ/HU")

    page.refresh_from_db()
    assert not page.live
    entry = PageLogEntry.objects.get(page=page, action=publishing.TAKE_DOWN)
    assert entry.data == {"note": "Sai tiêu chí", "basis": "12-QĐ/HU"}


def test_revocation_of_the_later_recognition_brings_the_earlier_facts_back_as_a_draft(exemplars):
    first = published()
    second = later(first)
    page = publishing.draft_exemplar(second)
    page.get_latest_revision().publish()

    doors.revoke(second, decider_of(second.body), "Sai tiêu chí", "12-QĐ/HU")

    page.refresh_from_db()
    assert (page.live, page.recognition, page.honour) == (False, first, "initiative")
    assert page.get_latest_revision_as_object().decision_number == first.decision.number


def test_revocation_of_facts_that_wait_as_a_draft_keeps_the_public_page(exemplars):
    first = published()
    page = publishing.draft_exemplar(first)
    page.get_latest_revision().publish()
    second = later(first)
    publishing.draft_exemplar(second)

    doors.revoke(second, decider_of(second.body), "Sai tiêu chí", "12-QĐ/HU")

    page.refresh_from_db()
    assert (page.live, page.recognition) == (True, first)
    assert page.get_latest_revision_as_object().recognition == first


def test_revocation_of_an_earlier_recognition_keeps_the_page(exemplars):
    first = published()
    page = publishing.draft_exemplar(later(first))
    page.get_latest_revision().publish()

    doors.revoke(first, decider_of(first.body), "Sai tiêu chí", "12-QĐ/HU")

    page.refresh_from_db()
    assert (page.live, page.honour) == (True, "exemplar")


def test_revocation_without_a_page_changes_no_page(exemplars):
    other = pages.exemplar(exemplars)
    recognition = published()

    doors.revoke(recognition, decider_of(recognition.body), "Sai tiêu chí", "12-QĐ/HU")

    other.refresh_from_db()
    assert other.live


def revoke(recognition):
    return doors.revoke(recognition, decider_of(recognition.body), "Sai tiêu chí", "12-QĐ/HU")


def test_no_revision_of_a_revoked_recognition_is_published(exemplars, caplog):
    recognition = published()
    page = publishing.draft_exemplar(recognition)
    page.get_latest_revision().publish()
    revoke(recognition)

    for revision in page.revisions.all():
        revision.publish()

    page.refresh_from_db()
    assert not page.live
    assert f"Not published: page {page.pk}, the recognition {recognition.pk} was revoked" in caplog.text


def test_schedule_of_a_page_that_is_not_public_yet_ends_with_the_recognition(exemplars):
    recognition = published()
    page = publishing.draft_exemplar(recognition)
    page.revisions.update(approved_go_live_at=timezone.now())

    revoke(recognition)

    assert not page.revisions.exclude(approved_go_live_at=None).exists()
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live


def test_draft_scheduled_after_the_revocation_is_passed_over(exemplars):
    recognition = published()
    page = publishing.draft_exemplar(recognition)
    revoke(recognition)
    page.revisions.update(approved_go_live_at=timezone.now())

    call_command("publish_scheduled")

    page.refresh_from_db()
    assert not page.live


def test_schedule_of_a_standing_recognition_is_kept(exemplars):
    first = published()
    page = publishing.draft_exemplar(first)
    page.revisions.update(approved_go_live_at=timezone.now())
    second = later(first)
    publishing.draft_exemplar(second)

    revoke(second)
    call_command("publish_scheduled")

    page.refresh_from_db()
    assert (page.live, page.recognition) == (True, first)


def test_copy_is_a_page_of_its_own(exemplars):
    page = publishing.draft_exemplar(published())
    page.get_latest_revision().publish()

    copy = page.copy(update_attrs={"title": "Bản sao", "slug": "ban-sao"})

    assert copy.recognition is None
    assert [revision.as_object().recognition for revision in copy.revisions.all()] == [None, None]
    copy.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.recognition is not None
