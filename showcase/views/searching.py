"""The search page: /tim-kiem/?q=…"""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from showcase.facets import PAGE_PARAM, Choices, Option, query_with
from showcase.highlights import marked, passage
from showcase.models.base import joined, page_models, specific
from showcase.search import DEEPEST_RESULT, clean_query
from submissions.vietnamese.text import match_key

QUERY_PARAM = "q"
TYPE_PARAM = "loai"
PER_PAGE = 10
SEARCHED = {model.search_param: model for model in page_models() if model.search_param}


@dataclass(frozen=True)
class Hit:
    """One result: the page, its title and a passage of its text with the words found marked."""

    page: Any
    title: str
    passage: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Published, unrestricted pages of the searched types that have every word of the query.

    Words typed with marks that find nothing are tried again without marks, and the page says so.
    """
    typed = request.GET.get(QUERY_PARAM, "").strip()
    words = clean_query(typed)
    context: dict[str, Any] = {"typed": typed[:200], "words": words, "folded": False}
    if words:
        counts = _counts(words)
        if not counts and match_key(words) != words:
            words = match_key(words)
            counts = _counts(words)
            context["folded"] = bool(counts)
        context |= _results(request, words, counts)
    return render(request, "showcase/search.html", context)


def _found(words: str, types: list[type[Page]]) -> Any:
    pages = joined(Page.objects.live().public().type(*types))
    return get_search_backend().search(words, pages, operator="and")


def _counts(words: str) -> dict[str, int]:
    """How many pages of each type have the words, by the name the type has in the address."""
    by_type = _found(words, list(SEARCHED.values())).facet("content_type_id")
    names = {ContentType.objects.get_for_model(model).pk: name for name, model in SEARCHED.items()}
    return {names[pk]: count for pk, count in by_type.items() if pk in names}


def _results(request: HttpRequest, words: str, counts: dict[str, int]) -> dict[str, Any]:
    chosen = request.GET.get(TYPE_PARAM, "")
    chosen = chosen if chosen in counts else ""
    types = [SEARCHED[chosen]] if chosen else list(SEARCHED.values())
    total = counts[chosen] if chosen else sum(counts.values())
    paginator = Paginator(_found(words, types) if counts else [], PER_PAGE)
    paginator.count = min(total, DEEPEST_RESULT)  # known from the counts
    page = paginator.get_page(request.GET.get(PAGE_PARAM))
    return {
        "page": page,
        "hits": [_hit(specific(found), words) for found in page.object_list],
        "total": total,
        "types": _types(counts, chosen, request.GET),
    }


def _hit(page: Any, words: str) -> Hit:
    return Hit(page, marked(page.title, words), passage(page.search_texts(), words))


def _types(counts: dict[str, int], chosen: str, params: QueryDict) -> Choices:
    options = [
        Option(
            name,
            str(SEARCHED[name]._meta.verbose_name_plural),
            counts[name],
            name == chosen,
            query_with(params, TYPE_PARAM, name),
        )
        for name in SEARCHED
        if name in counts
    ]
    selected = next((option for option in options if option.selected), None)
    return Choices(TYPE_PARAM, "", options, selected, query_with(params, TYPE_PARAM, None))
