"""Addresses and what a person reads on a page, for the tests of the unit area."""

import re
from html import unescape
from typing import Any

from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.html import strip_tags

from submissions.models import Unit


def address(name: str, unit: Unit, **kwargs: Any) -> str:
    """The address of a page of the unit area."""
    return reverse(f"unit_area:{name}", kwargs={"unit": unit.code} | kwargs)


def text_of(response: Any) -> str:
    """The page as running text, white space joined."""
    return _text(response.content.decode())


def alert_of(response: Any) -> str:
    """The text of the page's alert."""
    alert = re.search(r'<div class="notice[^>]*role="alert".*?</div>', response.content.decode(), re.DOTALL)
    assert alert, "the page has no alert"
    return _text(alert[0])


def _text(markup: str) -> str:
    return " ".join(unescape(strip_tags(markup)).split())


def said(response: Any) -> list[str]:
    """The messages that the request left for the person."""
    return [str(message) for message in get_messages(response.wsgi_request)]
