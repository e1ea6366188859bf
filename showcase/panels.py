"""What waits for an editor, on the first page of the admin."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from showcase.models import ExemplarPage
from submissions.models import Recognition


class DraftsPanel(Component):
    """The exemplars that wait for text and picture, or whose facts have changed; nothing for anybody else."""

    name = "exemplar_drafts"
    template_name = "showcase/drafts_panel.html"
    order = 60
    shown = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        drafts = drafts_for(self.request.user)
        return {"drafts": drafts[: self.shown], "more": max(0, drafts.count() - self.shown)}


def drafts_for(user: Any) -> QuerySet[ExemplarPage]:
    """The unpublished exemplars, or changes to published ones, that the person may edit; newest first.

    The page of a revoked recognition waits for nobody.
    """
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    return (
        ExemplarPage.objects.filter(pk__in=editable.values("pk"), has_unpublished_changes=True)
        .exclude(recognition__state=Recognition.State.REVOKED)
        .order_by("-latest_revision_created_at", "-pk")
    )
