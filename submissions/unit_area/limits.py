"""How often something may be asked for in an hour, counted in the cache that the processes share."""

import hashlib

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.module_loading import import_string

SECONDS = 3600


def within(most: int, what: str, whose: str) -> bool:
    """Count one more `what` of `whose` and tell whether it is still within `most` an hour."""
    cache = caches["shared" if "shared" in settings.CACHES else "default"]
    key = f"submissions-limit-{what}-{hashlib.sha256(whose.lower().encode()).hexdigest()}"
    if cache.get(key, 0) >= most:
        return False
    cache.add(key, 0, SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it went just now
        return True
    # A cache in files or in a table keeps what was counted up for its usual few minutes only.
    cache.touch(key, SECONDS)
    return bool(count <= most)


def machine_of(request: HttpRequest) -> str:
    """The address of the reader's machine, found as the limit on wrong passwords finds it."""
    name = getattr(settings, "AXES_CLIENT_IP_CALLABLE", None)
    return import_string(name)(request) if name else request.META.get("REMOTE_ADDR", "")
