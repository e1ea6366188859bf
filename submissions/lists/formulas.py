"""Texts that a spreadsheet program would calculate when it opens a csv, which has no types.

The apostrophe before such a text is what a person types in Excel to say “this is text”. A text that
has one already gets a second, so that `unguarded` gives back every text as it was.
"""

import re

_CALCULATED = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it if it would be calculated."""
    return f"'{text}" if _CALCULATED.match(text) else text


def unguarded(text: str) -> str:
    """Return the text of a csv cell without the apostrophe that says it is text."""
    return text[1:] if _GUARDED.match(text) else text
