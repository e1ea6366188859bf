"""Web addresses from Vietnamese titles, the same on the server and in the editor's browser.

Wagtail's own makers drop or mangle letters: “Đường lối” becomes “uong-loi” on the
server and “djng-li” in the browser.
"""

import string
from typing import Any

from django.utils.text import slugify
from wagtail.admin.widgets import SlugInput

from submissions.vietnamese.text import fold, foreign_letters

LONGEST_SLUG = 80
_LETTERS = [char for char in map(chr, range(0xC0, 0x1F00)) if char.isalpha() and not foreign_letters(char)]


def short_slug(title: str) -> str:
    """An address of whole words without marks, at most 80 characters long."""
    slug = slugify(fold(title))
    if len(slug) <= LONGEST_SLUG:
        return slug
    return slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]


class VietnameseSlugInput(SlugInput):
    """Takes the marks off the letters of a title before Wagtail makes an address of it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, formatters=[*_plain_letters(), ("[\u0300-\u036f]", "")])


def _plain_letters() -> list[tuple[str, str]]:
    """For each plain letter an expression that finds its marked forms: [("[àáả…]", "a"), …]."""
    found = ((plain, [char for char in _LETTERS if fold(char) == plain]) for plain in string.ascii_lowercase)
    return [(f"[{''.join(marked)}]", plain) for plain, marked in found if marked]
