"""/healthz/: whether this process can do its work, for a load balancer or a supervisor."""

import logging
import os
import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


class Unhealthy(Exception):
    """A part answers, but not as it must."""


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def check_cache() -> None:
    mark = secrets.token_hex(8)
    key = f"healthz:{mark}"
    cache.set(key, mark, timeout=10)
    if cache.get(key) != mark:
        raise Unhealthy("the cache lost a value")
    cache.delete(key)


def check_storage() -> None:
    for alias in ("default", "private"):
        _check_one_storage(storages[alias])


def _check_one_storage(storage: Storage) -> None:
    if not isinstance(storage, FileSystemStorage):
        storage.exists("healthz")
        return
    folder = storage.location
    # A folder nobody has written to yet is made on the first upload.
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    if not os.access(folder, os.W_OK):
        raise Unhealthy("the folder is not writable")


PARTS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "cache": check_cache,
    "storage": check_storage,
}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every part works, else 503; names the parts and nothing about them."""
    checks = {name: _state(name, check) for name, check in PARTS.items()}
    healthy = all(state == "ok" for state in checks.values())
    return JsonResponse(
        {"status": "ok" if healthy else "failed", "checks": checks}, status=200 if healthy else 503
    )


def _state(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        logger.exception("health check failed", extra={"failed": name})
        return "failed"
    return "ok"
