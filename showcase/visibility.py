"""What an anonymous reader may see."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction


def readable(pages: Any) -> Any:
    """Narrow a page queryset to what is published and under no view restriction.

    Does the work of `live().public()` inside the query: Wagtail's `public()` asks the
    database for every restriction first, once for each list of a page.
    """
    return pages.live().filter(~restricted(OuterRef("path")))


def restricted(path: Any) -> Exists:
    """Whether a view restriction lies on the page at `path` or above it, or on what these are aliases of."""
    shown_path = ExpressionWrapper(path, output_field=CharField())
    return Exists(
        PageViewRestriction.objects.annotate(shown_path=shown_path).filter(
            Q(shown_path__startswith=F("page__path")) | Q(shown_path__startswith=F("page__aliases__path"))
        )
    )
