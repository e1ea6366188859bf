"""Who may open Wagtail's site history."""

from typing import Any

from wagtail.permissions import page_permission_policy


class SiteHistoryPolicy:
    """Wagtail's site history knows no desks, so that it would show one desk the records of another.

    It stays with administrators and with editors of pages who see no registrations;
    a desk reads the history of each record on the record's page.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        if user.is_superuser:
            return True
        sees_records = user.has_perm("submissions.view_registration")
        return not sees_records and page_permission_policy.explorable_root_instance(user) is not None
