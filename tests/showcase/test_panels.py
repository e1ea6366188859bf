import pytest
from django.urls import reverse

from showcase import publishing
from showcase.panels import DraftsPanel, drafts_for
from submissions.lifecycle import recognition as doors
from tests.factories import EDITORS, RecognitionFactory, UserFactory, decider_of, officer_of, user_in

from . import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return user_in(EDITORS)


@pytest.fixture
def dashboard(client):
    def shown_to(user):
        client.force_login(user)
        return client.get(reverse("wagtailadmin_home")).content.decode()

    return shown_to


def draft(**fields):
    return publishing.draft_exemplar(RecognitionFactory(state="published", **fields))


def test_editor_finds_a_draft_on_the_first_page_of_the_admin(exemplars, editor, dashboard):
    page = draft(registration__title="Thắp sáng đường quê")

    html = dashboard(editor)

    assert "Thắp sáng đường quê" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html


def test_published_page_waits_for_nobody(exemplars, editor):
    draft().get_latest_revision().publish()

    assert not drafts_for(editor)


def test_public_page_with_new_facts_waits(exemplars, editor):
    page = draft()
    page.get_latest_revision().publish()
    recognition = page.recognition
    later = RecognitionFactory(registration=recognition.registration, honour="exemplar", state="published")

    publishing.draft_exemplar(later)

    assert list(drafts_for(editor)) == [page]


def test_page_of_a_revoked_recognition_waits_for_nobody(exemplars, editor):
    recognition = draft().recognition
    doors.revoke(recognition, decider_of(recognition.body), "Sai tiêu chí", "12-QĐ/HU")

    assert not drafts_for(editor)


def test_page_without_a_record_waits_too(exemplars, editor):
    page = pages.exemplar(exemplars, live=False, has_unpublished_changes=True)

    assert list(drafts_for(editor)) == [page]


def test_newest_draft_stands_first(exemplars, editor):
    first, second = draft(), draft()
    second.save_revision()
    first.save_revision()

    assert list(drafts_for(editor)) == [first, second]


def test_who_edits_no_pages_sees_no_drafts(exemplars, dashboard):
    page = draft(registration__title="Thắp sáng đường quê")
    officer = officer_of(page.recognition.body)

    assert not drafts_for(officer)
    assert "exemplar-drafts" not in dashboard(officer)


def test_without_drafts_there_is_no_panel(exemplars, editor, dashboard):
    draft().get_latest_revision().publish()

    assert "exemplar-drafts" not in dashboard(editor)


def test_administrator_sees_every_draft(exemplars):
    page = draft()

    assert list(drafts_for(UserFactory(is_superuser=True))) == [page]


def test_long_list_is_cut_and_says_how_many_follow(exemplars, rf, editor):
    for _ in range(12):
        pages.exemplar(exemplars, live=False, has_unpublished_changes=True)
    request = rf.get("/")
    request.user = editor

    shown = DraftsPanel(request).get_context_data()

    assert (len(shown["drafts"]), shown["more"]) == (10, 2)
