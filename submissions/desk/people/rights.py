"""Who may do what: the groups and the actions of the programme as the database has them, and their people."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Prefetch, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet

from submissions import scope
from submissions.desk.people.log_report import ReadersMenuItem
from submissions.desk.people.members import name_of
from submissions.desk.viewsets import DeskPolicy
from submissions.models import Membership
from submissions.vietnamese.text import sort_key

TITLE = _("Who may do what")

# In the order in which an initiative meets them; a right on pages is one on any part of the page tree.
ACTIONS: tuple[tuple[str | Promise, str], ...] = (
    (_("Register initiatives for the own unit"), "submissions.submit_registration"),
    (_("Open the administration"), "wagtailadmin.access_admin"),
    (_("Read the registrations of the desk"), "submissions.view_registration"),
    (_("Read the restricted data of persons"), "submissions.view_individual"),
    (
        _("Receive, return, decline, correct, import and register on behalf"),
        "submissions.receive_registration",
    ),
    (_("Make consolidated lists"), "submissions.add_consolidatedlist"),
    (_("Propose recognitions"), "submissions.propose_recognition"),
    (_("Decide on recognitions"), "submissions.decide_recognition"),
    (_("Enter decisions"), "submissions.add_decision"),
    (_("Publish decisions"), "submissions.publish_decision"),
    (_("Make, open and close campaigns"), "submissions.change_campaign"),
    (_("Invite people of the units"), "submissions.add_invitation"),
    (_("Read the outbox"), "submissions.view_mail"),
    (_("Write units"), "submissions.change_unit"),
    (_("Write memberships, also of desks"), "submissions.change_membership"),
    (_("Write pages"), "page.change_page"),
    (_("Publish pages"), "page.publish_page"),
)


@dataclass(frozen=True)
class Person:
    """Somebody with the units they work for."""

    name: str
    username: str
    units: list[str]
    active: bool


class RightsPolicy(DeskPolicy):
    """For administrators, and for officers as far as their own units go."""

    def __init__(self) -> None:
        super().__init__(Membership, ("view",))


def rights_by_group() -> dict[str, set[str]]:
    """The rights of each group by its name, as “app.codename”; those on pages begin with “page.”."""
    rights: dict[str, set[str]] = {name: set() for name in Group.objects.values_list("name", flat=True)}
    granted = Group.objects.filter(permissions__isnull=False)
    for name, app, codename in granted.values_list(
        "name", "permissions__content_type__app_label", "permissions__codename"
    ):
        rights[name].add(f"{app}.{codename}")
    on_pages = Group.objects.filter(page_permissions__isnull=False)
    for name, codename in on_pages.values_list("name", "page_permissions__permission__codename"):
        rights[name].add(f"page.{codename}")
    return {name: rights[name] for name in sorted(rights, key=sort_key)}


def people_for(user: Any) -> QuerySet[Any]:
    """The people whom the person may see here, with the memberships within the own scope."""
    seen = scope.memberships(user).select_related("unit").order_by("unit__path", "role")
    people = get_user_model()._default_manager.prefetch_related(
        "groups", Prefetch("memberships", queryset=seen, to_attr="seen")
    )
    if not user.is_superuser:
        people = people.filter(memberships__in=scope.memberships(user).values("pk")).distinct()
    return people.order_by("first_name", "username")


class RightsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_policy = RightsPolicy()
    permission_required = "view"
    template_name = "desk/rights.html"
    page_title = TITLE
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(TITLE)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rights = rights_by_group()
        people = list(people_for(self.request.user))
        groups_of = {one.pk: {group.name for group in one.groups.all()} for one in people}
        return super().get_context_data(**kwargs) | {
            "groups": list(rights),
            "table": [(label, [right in own for own in rights.values()]) for label, right in ACTIONS],
            "members": [
                (name, [_person(one) for one in people if name in groups_of[one.pk]]) for name in rights
            ],
            "administrators": [_person(one) for one in people if one.is_superuser],
            "others": [_person(one) for one in people if not one.is_superuser and not groups_of[one.pk]],
        }


def _person(user: Any) -> Person:
    units = [f"{one.unit.name} ({one.get_role_display()})" for one in user.seen]
    return Person(name_of(user), user.get_username(), units, user.is_active)


class RightsViewSet(ViewSet):
    name = "desk_rights"
    url_prefix = "ai-duoc-lam-gi"
    icon = "group"
    menu_label = TITLE

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", RightsView.as_view(), name="index")]


def rights_menu_item() -> MenuItem:
    """The page's entry in the menu “Reports”."""
    return ReadersMenuItem(
        TITLE, reverse("desk_rights:index"), icon_name="group", order=910, policy=RightsView.permission_policy
    )
