"""What editors meet in Wagtail's admin, by the addresses they use."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.widgets import AdminAutoHeightTextInput

from showcase import publishing
from showcase.models import ExemplarPage
from showcase.slugs import VietnameseSlugInput
from submissions.lifecycle import recognition as doors
from tests.factories import EDITORS, RecognitionFactory, decider_of, user_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = user_in(EDITORS)
    client.force_login(user)
    return user


@pytest.fixture
def draft(exemplars):
    return publishing.draft_exemplar(RecognitionFactory(state="published"))


def filled_in(page, **changes):
    """What the browser sends when an editor saves the page."""
    fields = (
        "title",
        "slug",
        "summary",
        "unit_name",
        "registrant",
        "place",
        "kind",
        "continuity",
        "honour",
        "year",
        "decision_number",
        "decision_date",
        "seo_title",
        "search_description",
        "listing_summary",
        "picture_caption",
    )
    data = {name: getattr(page, name) or "" for name in fields}
    data |= {f"{name}": getattr(page, f"{name}_id") for name in ("sector", "level", "campaign")}
    data |= dict.fromkeys(("problem", "approach", "result", "how_to_replicate"), "null")
    for formset in ("figures", "comments"):
        data |= {f"{formset}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM")}
        data[f"{formset}-MAX_NUM_FORMS"] = 1000
    return data | changes


def edit(client, page, **changes):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), filled_in(page, **changes))


def test_editor_adds_text_and_publishes_the_draft(client, editor, draft):
    response = edit(client, draft, summary="Ba xóm chung tay thắp sáng đường quê.", **{"action-publish": "1"})

    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.live, draft.summary) == (True, "Ba xóm chung tay thắp sáng đường quê.")
    assert draft.recognition is not None


def test_page_of_a_revoked_recognition_is_not_published_and_the_editor_reads_why(client, editor, draft):
    recognition = draft.recognition
    doors.revoke(recognition, decider_of(recognition.body), "Sai tiêu chí", "12-QĐ/HU")

    response = edit(client, draft, summary="Vẫn muốn đăng.", **{"action-publish": "1"})

    draft.refresh_from_db()
    assert not draft.live
    assert response.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert "12-QĐ/HU" in " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert draft.get_latest_revision_as_object().summary == "Vẫn muốn đăng."


def test_form_of_a_page_takes_the_marks_off_in_its_address(client, editor, draft):
    form = get_edit_handler(ExemplarPage).get_form_class()()

    assert isinstance(form.fields["slug"].widget, VietnameseSlugInput)


def test_boxes_for_text_grow_with_it(client, editor, draft):
    form = get_edit_handler(ExemplarPage).get_form_class()()

    assert isinstance(form.fields["summary"].widget, AdminAutoHeightTextInput)


def test_history_of_the_page_names_where_its_text_came_from(client, editor, draft):
    recognition = draft.recognition
    doors.revoke(recognition, decider_of(recognition.body), "Sai tiêu chí", "12-QĐ/HU")

    html = client.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).content.decode()

    assert str(publishing.LOG_ACTIONS[publishing.DRAFT]) in html
    assert str(publishing.LOG_ACTIONS[publishing.TAKE_DOWN]) in html
    assert "Sai tiêu chí" in html
