"""How text goes into the search index: as written, and once more folded.

Neither SQLite's nor PostgreSQL's full-text search takes all Vietnamese marks off, so a
copy without marks is indexed beside the original. Marked words hit the original, bare
words hit the copy; queries need no rewriting.
"""

from typing import Any

from wagtail.search import index

from submissions.vietnamese.text import match_key, nfc


def index_text(value: Any) -> Any:
    """Return `value` with a folded copy behind every text in it.

    Takes what a field's searchable content may be: text, a list of texts, a dict; anything else is
    returned as it is.
    """
    if isinstance(value, list | tuple):
        return [index_text(item) for item in value]
    if isinstance(value, dict):
        return {key: index_text(item) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    text = nfc(value)
    folded = match_key(text)
    return text if folded == text.lower() else f"{text}\n{folded}"


class FoldedSearchField(index.SearchField):
    """A search field found with and without marks."""

    def get_value(self, obj: Any) -> Any:
        return index_text(super().get_value(obj))


class FoldedAutocompleteField(index.AutocompleteField):
    """An autocomplete field found with and without marks."""

    def get_value(self, obj: Any) -> Any:
        return index_text(super().get_value(obj))
