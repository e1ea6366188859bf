"""What every test starts from: Vietnamese, empty caches, nothing left of the test before."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.utils import translation


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """A page or a command that switches the language does not switch it for the next test."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()
