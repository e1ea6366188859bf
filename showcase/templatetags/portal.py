"""What the templates of the public pages need beside the page itself."""

import datetime
import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext_lazy
from wagtail.models import Page, Site

from showcase.facets import PAGE_PARAM
from showcase.models import BasePage
from showcase.sections import sections_below
from submissions.vietnamese.dates import PartialDate

register = template.Library()

WEEKDAYS = (
    pgettext_lazy("before a date", "Monday"),
    pgettext_lazy("before a date", "Tuesday"),
    pgettext_lazy("before a date", "Wednesday"),
    pgettext_lazy("before a date", "Thursday"),
    pgettext_lazy("before a date", "Friday"),
    pgettext_lazy("before a date", "Saturday"),
    pgettext_lazy("before a date", "Sunday"),
)
HTML_IN_JSON = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def main_menu(context: Any) -> list[Page]:
    """The published pages right below the first one that editors show in menus.

    `active` marks the one in whose section the address asked for lies.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    pages = [page for page in sections_below(site.root_page, request) if page.show_in_menus]
    for page in pages:
        url = page.get_url(request)
        page.active = bool(url) and request.path.startswith(url)
    return pages


@register.simple_tag
def breadcrumbs(page: Any) -> list[Page]:
    """The way from the first page down to the parent of `page`; empty for what is no page of the portal."""
    return page.trail if isinstance(page, BasePage) else []


@register.simple_tag
def json_ld(page: Any) -> str:
    """The page for search engines (schema.org) with the way to it; nothing for what is no page."""
    if not isinstance(page, BasePage):
        return ""
    graph = [page.json_ld()]
    if page.trail:
        graph.append(_breadcrumb_list(page))
    data = json.dumps(
        {"@context": "https://schema.org", "@graph": graph}, cls=DjangoJSONEncoder, ensure_ascii=False
    )
    return format_html('<script type="application/ld+json">{}</script>', _html_safe(data))


@register.simple_tag(takes_context=True)
def canonical(context: Any, page: Any) -> str:
    """The one absolute address of the page; of what a reader chose in a list only the page number stays."""
    if not isinstance(page, BasePage):
        return ""
    address = page.get_full_url(context.get("request")) or ""
    listing = context.get("listing")
    number = listing.page.number if listing else 1
    return f"{address}?{PAGE_PARAM}={number}" if number > 1 else address


@register.filter
def vn_date(value: datetime.date | PartialDate | None) -> str:
    """A date as papers write it, as far as it is known: 20/04/2024, 04/2024, 2024."""
    if isinstance(value, datetime.datetime):
        value = _local(value)
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value) if value else ""


@register.filter
def weekday_date(value: datetime.date | None) -> str:
    """A day with the day of the week: “Thứ bảy, ngày 20/04/2024”."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = _local(value)
    return gettext("%(weekday)s, %(date)s") % {"weekday": WEEKDAYS[value.weekday()], "date": vn_date(value)}


def _local(moment: datetime.datetime) -> datetime.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _breadcrumb_list(page: BasePage) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": above.title, "item": above.full_url}
            for position, above in enumerate([*page.trail, page], start=1)
        ],
    }


def _html_safe(data: str) -> SafeString:
    """JSON that cannot end the script element it stands in."""
    return mark_safe(data.translate(HTML_IN_JSON))  # noqa: S308  # nothing HTML could read is left
