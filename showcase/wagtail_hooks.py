"""What the editors find in Wagtail's admin."""

from typing import Any

from django.db.models import SlugField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from showcase import publishing
from showcase.models import ExemplarPage
from showcase.panels import DraftsPanel
from showcase.slugs import VietnameseSlugInput
from submissions.desk.history import DeskFormatter
from submissions.models import Recognition
from submissions.models.fields import VietnameseTextField

register_form_field_override(SlugField, override={"widget": VietnameseSlugInput})
# Wagtail gives boxes that grow with the text to plain text fields only, not to their descendants.
register_form_field_override(VietnameseTextField, override={"widget": AdminAutoHeightTextInput})


@hooks.register("construct_homepage_panels")
def add_drafts_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(DraftsPanel(request))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label in publishing.LOG_ACTIONS.items():
        actions.register_action(action)(type("Formatter", (DeskFormatter,), {"label": label}))


@hooks.register("before_publish_page")
def refuse_revoked(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A revoked recognition is not shown to the public again; the draft is kept."""
    recognition = page.recognition if isinstance(page, ExemplarPage) else None
    if recognition is None or recognition.state != Recognition.State.REVOKED:
        return None
    messages.error(
        request, _("The recognition was revoked by %(paper)s.") % {"paper": recognition.revocation_paper}
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_copy_page")
def refuse_aliases(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An alias would tell a second time of a recognition that has one page."""
    copied = Page.objects.descendant_of(page, inclusive=True)
    if not request.POST.get("alias") or not copied.type(ExemplarPage).exists():
        return None
    messages.error(request, _("An exemplar has no alias. Make a copy instead."))
    return redirect("wagtailadmin_pages:copy", page.pk)
