"""Registers the desk in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from .desk import paper_exports, recognitions, registrations
from .desk.history import register_actions
from .desk.menu import DeskGroup, DirectoryGroup
from .desk.panels import WaitingPanel
from .desk.site_history import SiteHistoryPolicy

# The report offers its policy as attributes of the view and no hook.
LogEntriesView.permission_policy = SiteHistoryPolicy()
LogEntriesView.permission_required = "view"

hooks.register("register_log_actions", register_actions)

for action in (*registrations.BULK_ACTIONS, *recognitions.BULK_ACTIONS, *paper_exports.BULK_ACTIONS):
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_desk() -> list[Any]:
    return [DeskGroup(), DirectoryGroup()]


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel(request))


@hooks.register("insert_global_admin_css")
def add_desk_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))
