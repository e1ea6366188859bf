"""Registers the desk in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from submissions.desk.people.log_report import LogViewSet, log_menu_item
from submissions.desk.people.rights import RightsViewSet, rights_menu_item
from submissions.desk.people.site_history import SiteHistoryPolicy
from submissions.desk.recognition import recognitions
from submissions.desk.registrations import bulk as registration_bulk
from submissions.desk.registrations import paper_exports

from .desk.history import register_actions
from .desk.menu import DeskGroup, DirectoryGroup
from .desk.panels import PANELS

# The report offers its policy as attributes of the view and no hook.
LogEntriesView.permission_policy = SiteHistoryPolicy()
LogEntriesView.permission_required = "view"

hooks.register("register_log_actions", register_actions)
hooks.register("register_reports_menu_item", log_menu_item)
hooks.register("register_reports_menu_item", rights_menu_item)

for action in (*registration_bulk.BULK_ACTIONS, *recognitions.BULK_ACTIONS, *paper_exports.BULK_ACTIONS):
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_desk() -> list[Any]:
    return [DeskGroup(), DirectoryGroup(), LogViewSet(), RightsViewSet()]


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend(panel(request) for panel in PANELS)


@hooks.register("insert_global_admin_css")
def add_desk_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))
