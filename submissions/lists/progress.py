"""How far the import of a list is.

It cannot be written into the batch: the import is one transaction that nobody sees before it ends. So
it is told through the cache, and is gone some minutes after the last word.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import BaseCache, caches

from submissions.models import Batch

KEPT_SECONDS = 600


@dataclass(frozen=True)
class Progress:
    """Rows that have been looked at, of how many."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """A whole number from 0 to 100."""
        return 100 * self.done // self.total if self.total else 0


def tell(batch: Batch, done: int, total: int) -> None:
    """Say how many rows of a batch have been looked at."""
    _cache().set(_key(batch), (done, total), KEPT_SECONDS)


def of(batch: Batch) -> Progress | None:
    """Return how far the import of a batch is, None when nothing was said lately."""
    told = _cache().get(_key(batch))
    return Progress(*told) if told else None


def _key(batch: Batch) -> str:
    return f"submissions-import-{batch.pk}"


def _cache() -> BaseCache:
    """The cache that the processes of the portal share, where the settings name one."""
    return caches["shared" if "shared" in settings.CACHES else "default"]
