"""A Paper as PDF, drawn by WeasyPrint, which is an extra: it needs Pango from the operating system."""

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from submissions.lifecycle.refusal import Refused

from . import layout
from .paper import PARTY_TITLE, STAR, Paper

# Where the system has no Times: the only files that a paper may bring in.
FONTS = {
    f"static:{name}": f"portal/fonts/{name}"
    for name in (
        "be-vietnam-pro-latin-400-normal.woff2",
        "be-vietnam-pro-vietnamese-400-normal.woff2",
        "be-vietnam-pro-latin-600-normal.woff2",
        "be-vietnam-pro-vietnamese-600-normal.woff2",
    )
}


@cache
def is_available() -> bool:
    """Whether this machine can make PDF: WeasyPrint is installed and finds Pango."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - an extra, and slow to load
    except (ImportError, OSError):
        return False
    return True


def write_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF. Raises Refused where the machine cannot make any."""
    if not is_available():
        raise Refused(_("This portal cannot make PDF files. Take the Word file and save it as PDF."))
    import weasyprint  # noqa: PLC0415 - as above

    html = render_to_string(
        "papers/form.html",
        {"paper": paper, "layout": layout, "party_title": PARTY_TITLE, "star": STAR},
    )
    document = weasyprint.HTML(string=html, url_fetcher=fetch_font)
    content: bytes = document.write_pdf()
    return content


def fetch_font(url: str, *args: Any, **kwargs: Any) -> Any:
    """Give WeasyPrint one of our own fonts. Raises ValueError for any other file and for the network."""
    if url not in FONTS:
        raise ValueError(f"A paper fetches nothing but its fonts, not {url}.")
    from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 - as above

    content = Path(str(finders.find(FONTS[url]))).read_bytes()
    return URLFetcherResponse(url, content, {"Content-Type": "font/woff2"})
