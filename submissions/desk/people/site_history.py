"""Who may open Wagtail's site history."""

from typing import Any

from wagtail.permissions import page_permission_policy

CAMPAIGN_RIGHTS = {f"submissions.{action}_campaign" for action in ("view", "add", "change", "delete")}


class SiteHistoryPolicy:
    """Wagtail's site history knows no desks, so that it would show one desk the records of another.

    It stays with administrators and with editors of pages whose rights in the programme end at its
    campaigns: any other right, even a unit's right to submit, would open the registrations of all.
    A desk reads the history of each record on the record's page.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if user.is_superuser:
            return True
        rights = {right for right in user.get_all_permissions() if right.startswith("submissions.")}
        return rights <= CAMPAIGN_RIGHTS and page_permission_policy.explorable_root_instance(user) is not None
