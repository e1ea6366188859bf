"""Finding records by what the officer types, with or without diacritics."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from submissions.models import Unit
from submissions.vietnamese.text import match_key


def registrations_matching(query: str, units: Iterable[Unit], prefix: str = "") -> Q:
    """The condition for registrations whose title, unit or number in the book meets the query.

    `units` is the person's scope, whose names are compared folded; `prefix` is
    the way from the listed model to the registration, for example "registration__".
    Nothing matches a query without a letter or digit.
    """
    key = match_key(query)
    if not key:
        return Q(pk__in=[])
    named = [unit.pk for unit in units if _any_meets([unit.name, unit.short_name], key)]
    condition = Q(**{f"{prefix}initiative__title_key__contains": key}) | Q(**{f"{prefix}unit__in": named})
    if key.isdecimal():
        condition |= Q(**{f"{prefix}book_number": int(key[:9])})
    return condition


def _any_meets(names: list[Any], key: str) -> bool:
    return any(key in match_key(name or "") for name in names)


class FoldedSearchMixin:
    """Searches a small table by `folded_fields` of its rows, compared without diacritics and case.

    For lists of at most some thousand rows: databases do not fold “đ”, so the names are
    read and compared here.
    """

    is_searchable = True
    folded_fields: tuple[str, ...] = ()

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:  # type: ignore[attr-defined]
            return queryset
        key = match_key(self.search_query)  # type: ignore[attr-defined]
        rows = queryset.values_list("pk", *self.folded_fields)
        return queryset.filter(pk__in=[pk for pk, *texts in rows if key and _any_meets(texts, key)])
