"""The map of the portal for readers and for machines: /so-do-trang/, /robots.txt."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from showcase.visibility import readable

MOST_LISTED = 1000


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every published page of the site, section by section."""
    site = Site.find_for_request(request)
    sections: list[dict[str, Any]] = []
    if site:
        pages = readable(Page.objects.descendant_of(site.root_page)).order_by("path")[:MOST_LISTED]
        for page in pages:
            if page.depth == site.root_page.depth + 1:
                sections.append({"page": page, "children": []})
            elif sections and page.path.startswith(sections[-1]["page"].path):
                sections[-1]["children"].append(page)
    return render(request, "showcase/site_map.html", {"sections": sections})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers need not read: the administration, the unit area, search results."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {address}" for address in _unread_addresses()]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('showcase:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _unread_addresses() -> list[str]:
    """The addresses to leave out; a site may have mounted the showcase without the unit area."""
    addresses = []
    for name in ("wagtailadmin_home", "unit_area:start", "showcase:search"):
        with suppress(NoReverseMatch):
            addresses.append(reverse(name))
    return addresses
