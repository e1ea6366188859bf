"""The sections of a site: what the menu and the home page lead to."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from .visibility import readable


def sections_below(page: Any, request: HttpRequest) -> list[Page]:
    """The published pages right below `page`, in the order of the tree; asked for once in a request."""
    known: dict[int, list[Page]] = vars(request).setdefault("_sections_below", {})
    if page.pk not in known:
        known[page.pk] = list(readable(Page.objects.child_of(page)).order_by("path"))
    return known[page.pk]
