"""The passage of a text in which a query was found, with the words marked as the author wrote them."""

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from submissions.vietnamese.text import fold, nfc

LONGEST_PASSAGE = 220
BEFORE_HIT = 60


def marked(text: str, query: str) -> SafeString:
    """`text`, escaped, with every word of `query` in <mark>.

    Words are compared without marks; the offsets of the folded text are those of the original.
    """
    text = nfc(text)
    spans = _spans(text, query)
    parts = []
    end_of_last = 0
    for start, end in spans:
        parts += [escape(text[end_of_last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        end_of_last = end
    parts.append(escape(text[end_of_last:]))
    return mark_safe("".join(parts))  # noqa: S308  # every part of the text is escaped above


def passage(texts: list[str], query: str) -> SafeString:
    """The best passage of about 220 characters out of `texts`, marked; the first text when none has a hit."""
    plain = [nfc(" ".join(strip_tags(text).split())) for text in texts]
    plain = [text for text in plain if text]
    if not plain:
        return SafeString("")
    best = max(plain, key=lambda text: len({fold(text[a:b]) for a, b in _spans(text, query)}))
    spans = _spans(best, query)
    start = max(0, _densest(spans) - BEFORE_HIT)
    start = best.find(" ", start) + 1 if start else 0
    end = start + LONGEST_PASSAGE
    if end < len(best):
        end = best.rfind(" ", start, end) if " " in best[start:end] else end
    cut = best[start:end]
    return mark_safe(  # noqa: S308  # marked() escapes
        f"{'… ' if start else ''}{marked(cut, query)}{' …' if end < len(best) else ''}"
    )


def _spans(text: str, query: str) -> list[tuple[int, int]]:
    """Where whole words of `query` stand in `text`, in order."""
    folded = fold(text)
    wanted = set(fold(query).split())
    spans = []
    start = None
    for position, char in enumerate([*folded, " "]):
        if char.isalnum():
            start = position if start is None else start
        elif start is not None:
            if folded[start:position] in wanted:
                spans.append((start, position))
            start = None
    return spans


def _densest(spans: list[tuple[int, int]]) -> int:
    """The start of the hit after which the most other hits follow within one passage."""
    best, most = 0, 0
    for start, _end in spans:
        near = sum(start <= other < start + LONGEST_PASSAGE - BEFORE_HIT for other, _end in spans)
        if near > most:
            best, most = start, near
    return best
