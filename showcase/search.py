"""The search backend: Wagtail's database search, made safe and quick for Vietnamese.

Queries are cleaned before they reach the database: on SQLite a quotation mark in any
search box ends in an error, and so does a blank (wagtail #13227). Results on SQLite are
ranked in one full-text query; the library's own ranking is a subquery per hit, which
takes minutes for ten thousand hits. Set it in WAGTAILSEARCH_BACKENDS with
SEARCH_CONFIG "simple": the English stop words of PostgreSQL are Vietnamese syllables.
"""

import re
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL
from modelsearch.backends.database import SearchBackend as database_backend
from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from submissions.vietnamese.text import nfc

LONGEST_QUERY = 200
MOST_TERMS = 12
DEEPEST_RESULT = 1000
"""Results beyond this rank are not shown on SQLite; nobody pages that far."""

TITLE_WEIGHT = 5
"""A word of a title counts so many times as much on SQLite; PostgreSQL weighs titles by itself."""

_PUNCTUATION = re.compile(r"[\W_]+")


def clean_query(raw: str) -> str:
    """The words of what somebody typed: NFC, lower case, no punctuation, at most 12 words."""
    words = _PUNCTUATION.sub(" ", nfc(raw[:LONGEST_QUERY])).split()
    return " ".join(words[:MOST_TERMS]).lower()


def clean(query: SearchQuery) -> SearchQuery | None:
    """The same query with clean words, or None when no word is left."""
    if isinstance(query, PlainText | Phrase):
        text = clean_query(query.query_string)
        if not text:
            return None
        return Phrase(text) if isinstance(query, Phrase) else PlainText(text, operator=query.operator)
    if isinstance(query, And | Or):
        parts = [part for part in map(clean, query.subqueries) if part is not None]
        return type(query)(parts) if parts else None
    if isinstance(query, Not | Boost):
        inner = clean(query.subquery)
        if inner is None:
            return None
        return Not(inner) if isinstance(query, Not) else Boost(inner, query.boost)
    return query


class _CleanCompiler:
    """Cleans the query of the compiler it is mixed into; a query without a word finds nothing."""

    DEFAULT_OPERATOR: str
    queryset: Any

    def __init__(self, queryset: Any, query: Any, **options: Any) -> None:
        if isinstance(query, str):
            query = PlainText(query, operator=options.pop("operator", None) or self.DEFAULT_OPERATOR)
        cleaned = clean(query)
        self.nothing = cleaned is None
        super().__init__(queryset, cleaned or MatchAll(), **options)  # type: ignore[call-arg]

    def search(self, config: Any, start: int | None, stop: int | None, **options: Any) -> Any:
        if self.nothing:
            return self.queryset.none()
        return super().search(config, start, stop, **options)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # the name the backend loader asks for
    """The search backend of the default database, with clean queries."""
    backend = database_backend(params)
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        compiler = getattr(backend, name)
        setattr(backend, name, type(f"Clean{compiler.__name__}", (_CleanCompiler, compiler), {}))
    if connection.vendor == "sqlite":
        backend.results_class = _ranked_in_one_query(backend.results_class)
    return backend


def _ranked_in_one_query(results_class: type) -> type:
    """`results_class` of SQLite with a ranking whose time grows with the hits, not with their square."""
    from modelsearch.backends.database.sqlite import sqlite  # noqa: PLC0415  # needs SQLite

    class RankedResults(results_class):
        def _do_search(self) -> list[Any]:
            compiler = self.query_compiler
            query = sqlite.normalize(compiler.query)
            if (
                compiler.nothing
                or not compiler.order_by_relevance
                or self._score_field
                or isinstance(query, MatchAll | Not)
            ):
                return super()._do_search()
            ids = _ranked_ids(sqlite, compiler, query)
            queryset = compiler.queryset.order_by()
            allowed = set(queryset.filter(pk__in=ids).values_list("pk", flat=True))
            shown = [pk for pk in ids if pk in allowed][self.start : self.stop]
            found = {record.pk: record for record in queryset.filter(pk__in=shown)}
            return [found[pk] for pk in shown if pk in found]

    return RankedResults


def _ranked_ids(sqlite: Any, compiler: Any, query: Any) -> list[Any]:
    match = sqlite.MatchExpression(compiler.FTS_TABLE_FIELDS, compiler.build_search_query(query))
    # The columns of the index are autocomplete, body, title.
    score = RawSQL(f"bm25({sqlite.SQLiteFTSIndexEntry._meta.db_table}, 1, 1, %s)", [TITLE_WEIGHT])  # noqa: S611
    types = get_descendants_content_types_pks(compiler.queryset.model)
    entries = (
        sqlite.SQLiteFTSIndexEntry.objects.filter(match, index_entry__content_type__in=types)
        .annotate(score=score)
        .order_by("score", "-index_entry__object_id")
        .values_list("index_entry__object_id", flat=True)
    )
    to_python = compiler.queryset.model._meta.pk.to_python
    return [to_python(pk) for pk in entries[:DEEPEST_RESULT]]
