"""What editors meet in Wagtail's admin, by the addresses they use."""

from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from showcase import publishing
from showcase.models import ExemplarPage
from showcase.slugs import VietnameseSlugInput
from submissions.lifecycle import recognition as doors
from tests.factories import EDITORS, RecognitionFactory, decider_of, user_in
from tests.showcase import pages

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


@pytest.fixture
def revoked(draft):
    draft.get_latest_revision().publish()
    doors.revoke(draft.recognition, decider_of(draft.recognition.body), "Sai tiêu chí", "12-QĐ/HU")
    return draft


@pytest.mark.parametrize("chosen", ["page", "list"])
def test_page_of_a_revoked_recognition_is_not_published_with_others(client, editor, revoked, chosen):
    exemplars = revoked.get_parent()
    other = pages.exemplar(exemplars, live=False)
    ids = {"page": [revoked.pk, other.pk], "list": [exemplars.pk]}[chosen]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(
        f"{address}?{urlencode({'next': '/', 'id': ids}, doseq=True)}", {"include_descendants": "on"}
    )

    assert response.status_code == 302
    revoked.refresh_from_db()
    other.refresh_from_db()
    assert (revoked.live, other.live) == (False, True)


def copy(client, page, parent, **choices):
    data = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": parent.pk}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data | choices)


def test_editor_copies_an_exemplar_into_a_page_of_its_own(client, editor, exemplars, draft):
    response = copy(client, draft, exemplars)

    assert response.url == reverse("wagtailadmin_explore", args=[exemplars.pk])
    made = ExemplarPage.objects.get(slug="ban-sao")
    assert (made.recognition, made.get_latest_revision_as_object().recognition) == (None, None)
    assert made.unit_name == draft.unit_name


@pytest.mark.parametrize("chosen", ["page", "list"])
def test_exemplar_gets_no_alias(client, editor, draft, chosen):
    page = {"page": draft, "list": draft.get_parent()}[chosen]

    response = copy(client, page, page.get_parent(), alias="on", copy_subpages="on")

    assert response.url == reverse("wagtailadmin_pages:copy", args=[page.pk])
    [message] = get_messages(response.wsgi_request)
    assert str(message).strip() == gettext("An exemplar has no alias. Make a copy instead.")
    assert not Page.objects.exclude(alias_of=None).exists()
