"""Every list of the portal has its number of queries pinned; a new list without a pin fails here.

The query-count test of each room keeps `PINS`, from the name of a view ("namespace:name")
or of a page type ("showcase.ExemplarIndexPage") to its number of queries, and measures each.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.generic import DetailView, ListView, TemplateView
from django.views.generic.list import MultipleObjectMixin
from wagtail.models import Page, get_page_models

from submissions.models import Unit

OURS = ("dvk_portal", "showcase", "submissions")
PINNED_IN = (
    "tests.submissions.desk.test_query_counts",
    "tests.submissions.unit_area.test_query_counts",
    "tests.showcase.test_query_counts",
)

# A function or a plain template tells nothing about what it shows, so each is named here.
LISTS_BY_NAME = {
    "unit_area:home",
    "unit_area:register",
    "unit_area:fill",
    "unit_area:similar",
    "desk_rights:index",
    "desk_who_has_not_sent:index",
    "showcase:search",
    "showcase:site_map",
}
PREVIEW = "leads back to unit_area:preview; what cannot be saved comes back as that page"
NO_LISTS = {
    "unit_area:registration": "one registration",
    "unit_area:correct_row": PREVIEW,
    "unit_area:include_row": PREVIEW,
    "unit_area:answer_row": PREVIEW,
    "unit_area:change_rows": PREVIEW,
    "unit_area:set_sectors": PREVIEW,
    "unit_area:draft_preview": "one form",
    "unit_area:discard_draft": "asks before a form is given up",
    "unit_area:remove_attachment": "asks before a file is removed",
    "unit_area:discard": "asks before an uploaded list is discarded",
    "unit_area:undo": "asks before an import is undone",
    "unit_area:withdraw": "asks before a registration is withdrawn",
    "unit_area:sign_out": "leads back to signing in",
    "unit_area:start": "the units that the person serves, read at once",
    "unit_area:password_sent": "says where to look for the e-mail",
    "showcase:blank_form": "one file",
    "showcase:robots": "a text of fixed length",
    "healthz": "the state of the services",
    "public_media": "one file",
}


def views_in(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, Any]]:
    """Every view of ours with the name of its address, or the function's where it has none.

    A view is ours when its code is, or when it is Wagtail's on a record of ours.
    """
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from views_in(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and is_ours(pattern.callback):
            yield f"{namespace}{pattern.name or pattern.callback.__name__}", pattern.callback


def is_ours(view: Any) -> bool:
    code = getattr(view, "view_class", view)
    record = getattr(view, "view_initkwargs", {}).get("model", code)
    return any(package_of(thing) in OURS for thing in (code, record))


def package_of(thing: Any) -> str:
    """The package of a class or function; Wagtail also names some models by a text, which has none."""
    return str(getattr(thing, "__module__", "")).partition(".")[0]


def is_list_by_class(view: Any) -> bool:
    """Whether the view is built on Django's lists, as are Wagtail's index and history views."""
    return issubclass(getattr(view, "view_class", object), MultipleObjectMixin)


def is_silent(view: Any) -> bool:
    """Whether the view could show anything: a function, or a template with neither rows nor a record."""
    view_class = getattr(view, "view_class", TemplateView)
    return issubclass(view_class, TemplateView) and not hasattr(view_class, "get_object")


def all_views() -> dict[str, Any]:
    return dict(views_in(get_resolver().url_patterns))


def page_lists() -> set[str]:
    """The page types of ours below which other pages stand, for such a page lists them."""
    return {page._meta.label for page in our_page_types() if page.clean_subpage_models()}


def our_page_types() -> list[type[Page]]:
    return [page for page in get_page_models() if package_of(page) in OURS]


def all_lists() -> set[str]:
    by_class = {name for name, view in all_views().items() if is_list_by_class(view)}
    return (by_class - set(NO_LISTS)) | LISTS_BY_NAME | page_lists()


def all_pins() -> list[str]:
    return [name for module in PINNED_IN for name in import_module(module).PINS]


def test_every_list_has_a_pin() -> None:
    assert sorted(all_lists() - set(all_pins())) == []


def test_no_list_is_pinned_twice() -> None:
    pins = all_pins()

    assert sorted(name for name in set(pins) if pins.count(name) > 1) == []


def test_every_pin_belongs_to_a_view_or_page_type_that_exists() -> None:
    known = set(all_views()) | {page._meta.label for page in our_page_types()}

    assert sorted(set(all_pins()) - known) == []


def test_every_view_that_does_not_tell_by_its_class_is_named_as_list_or_not() -> None:
    silent = {name for name, view in all_views().items() if is_silent(view)}

    assert sorted(silent - LISTS_BY_NAME - set(NO_LISTS)) == []


def test_every_name_given_here_still_exists() -> None:
    assert sorted((LISTS_BY_NAME | set(NO_LISTS)) - set(all_views())) == []


def test_lists_of_the_desk_and_of_the_public_pages_are_found() -> None:
    found = all_lists()

    assert {"desk_registrations:index", "desk_registrations:history_results", "unit_area:batches"} <= found
    assert {"showcase.HomePage", "showcase.ExemplarIndexPage", "showcase.GuidanceIndexPage"} <= found
    assert "showcase.ExemplarPage" not in found
    assert "desk_registrations:inspect" not in found


def test_new_view_on_a_record_of_ours_is_found() -> None:
    patterns = [
        path("moi/", ListView.as_view(model=Unit), name="new"),
        path("mot/", DetailView.as_view(model=Unit), name="one"),
        path("khac/", ListView.as_view(model=Group), name="foreign"),
    ]
    views = dict(views_in(patterns))

    assert {name: is_list_by_class(view) for name, view in views.items()} == {"new": True, "one": False}
