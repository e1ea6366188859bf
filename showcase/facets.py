"""A list of pages that readers narrow by facets, sort and page through, with plain GET links.

One query groups all pages by every facet at once; options, counts and the total of
any choice are added up from these few groups, so that a list costs two queries however
many facets and pages there are.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import QueryDict

PAGE_PARAM = "trang"
SORT_PARAM = "sap-xep"
LONGEST_VALUE = 200


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list.

    `param` is the name in the address, `key` the lookup of the value that stands
    there, `text` the lookup of what the reader sees, passed through `label`.
    """

    param: str
    title: Any
    key: str
    text: str = ""
    label: Callable[[Any], Any] = str
    newest_first: bool = False

    @property
    def lookups(self) -> tuple[str, str]:
        return self.key, self.text or self.key


@dataclass(frozen=True)
class Sort:
    """One order of the list; `fields` end in the primary key, so that no two pages share a place."""

    value: str
    title: Any
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One link of a facet or of the sorting: the choice it stands for and the query string that makes it."""

    value: str
    label: str
    count: int
    selected: bool
    query: str


@dataclass(frozen=True)
class Choices:
    """A facet with its links, and the link that takes the choice back."""

    param: str
    title: Any
    options: list[Option]
    chosen: Option | None
    clear_query: str


@dataclass(frozen=True)
class Listing:
    """What a list template shows."""

    page: PageOfList
    total: int
    facets: list[Choices]
    sorts: list[Option]
    extra_chips: list[Option] = field(default_factory=list)

    @property
    def chips(self) -> list[Option]:
        """The choices in force, each with the query string that lifts it."""
        chosen = [
            Option(facet.chosen.value, facet.chosen.label, facet.chosen.count, True, facet.clear_query)
            for facet in self.facets
            if facet.chosen
        ]
        return [*self.extra_chips, *chosen]


def narrow(
    pages: Any,
    facets: list[Facet],
    sorts: list[Sort],
    params: QueryDict,
    *,
    per_page: int,
    extra_chips: list[Option] | None = None,
) -> Listing:
    """The pages of `pages` that fit `params`, with facets, sorting and paging.

    A value that no page has, an unknown order or page number is passed over, never an error.
    """
    groups = _groups(pages, facets)
    chosen = {facet.param: _chosen(facet, groups, params) for facet in facets}
    matching = [group for group in groups if _fits(group, chosen)]
    total = sum(group.count for group in matching)
    order = next((sort for sort in sorts if sort.value == params.get(SORT_PARAM)), sorts[0])
    condition = Q(**{facet.key: chosen[facet.param] for facet in facets if chosen[facet.param] is not None})
    paginator = Paginator(pages.filter(condition).order_by(*order.fields), per_page)
    paginator.count = total  # known from the groups: saves the count query
    return Listing(
        page=paginator.get_page(params.get(PAGE_PARAM)),
        total=total,
        facets=[_choices(facet, groups, chosen, params) for facet in facets],
        sorts=[
            Option(sort.value, str(sort.title), 0, sort is order, query_with(params, SORT_PARAM, sort.value))
            for sort in sorts
        ],
        extra_chips=extra_chips or [],
    )


def query_with(params: QueryDict, name: str, value: str | None) -> str:
    """The query string of `params` with `name` set to `value` (None: without it), back on the first page."""
    changed = params.copy()
    changed.pop(PAGE_PARAM, None)
    changed.pop(name, None)
    if value is not None:
        changed[name] = value
    return changed.urlencode()


@dataclass(frozen=True)
class _Group:
    """So many pages share these facet values: {param: (value, text)}."""

    values: Mapping[str, tuple[Any, Any]]
    count: int


def _groups(pages: Any, facets: list[Facet]) -> list[_Group]:
    lookups = [lookup for facet in facets for lookup in facet.lookups]
    unique = list(dict.fromkeys(lookups))
    rows = pages.order_by().values_list(*unique).annotate(number_of_pages=Count("pk"))
    groups = []
    for *values, count in rows:
        found = dict(zip(unique, values, strict=True))
        pairs = {facet.param: (found[facet.lookups[0]], found[facet.lookups[1]]) for facet in facets}
        groups.append(_Group(pairs, count))
    return groups


def _chosen(facet: Facet, groups: list[_Group], params: QueryDict) -> Any:
    """The value asked for, in its own type, or None when no page has it."""
    asked = params.get(facet.param, "")[:LONGEST_VALUE]
    values = (group.values[facet.param][0] for group in groups)
    return next((value for value in values if asked and str(value) == asked), None)


def _fits(group: _Group, chosen: Mapping[str, Any], but: str = "") -> bool:
    return all(
        value is None or param == but or group.values[param][0] == value for param, value in chosen.items()
    )


def _choices(facet: Facet, groups: list[_Group], chosen: Mapping[str, Any], params: QueryDict) -> Choices:
    counts: Counter[Any] = Counter()
    texts = {}
    for group in groups:
        value, text = group.values[facet.param]
        texts[value] = text
        if _fits(group, chosen, but=facet.param):
            counts[value] += group.count
    if chosen[facet.param] is not None:
        counts.setdefault(chosen[facet.param], 0)
    options = [
        Option(
            value=str(value),
            label=str(facet.label(texts[value])),
            count=count,
            selected=value == chosen[facet.param],
            query=query_with(params, facet.param, str(value)),
        )
        for value, count in _in_order(facet, counts)
        if str(value)
    ]
    selected = next((option for option in options if option.selected), None)
    return Choices(facet.param, facet.title, options, selected, query_with(params, facet.param, None))


def _in_order(facet: Facet, counts: Counter[Any]) -> list[tuple[Any, int]]:
    """Years newest first, everything else by how many pages it has."""
    if facet.newest_first:
        return sorted(counts.items(), key=lambda item: str(item[0]), reverse=True)
    return sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
