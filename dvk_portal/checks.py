"""What the portal refuses to start on, and what `check --deploy` says about a set of settings.

The rules are plain functions of the values, so that `settings.py` can apply them
while it is being read: the production server runs no system checks of its own.
"""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.utils.http import is_same_domain

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 5


def is_local(host: str) -> bool:
    """Whether `host` (a name or address without a port) can only mean this machine."""
    return host.lower() in LOOPBACK or host.lower().endswith(".localhost")


def host_of(url: str) -> str:
    """The host of an address, or "" when it is no http(s) address with a host."""
    parts = urlsplit(url)
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def refusals(
    *, debug: bool, secret_key: str, allowed_hosts: Sequence[str], base_url: str, media_url: str
) -> list[str]:
    """One sentence for each unsafe value; an empty list when the portal may start.

    `secret_key` is the one of the environment, "" when there is none.
    """
    if debug:
        return list(_debug_refusals(allowed_hosts))
    return [
        *_key_refusals(secret_key, base_url),
        *_host_refusals(allowed_hosts, base_url),
        *_address_refusals(base_url, media_url),
    ]


def _debug_refusals(allowed_hosts: Sequence[str]) -> list[str]:
    public = [host for host in allowed_hosts if not is_local(host)]
    if not public:
        return []
    return [
        f"DEBUG is on while ALLOWED_HOSTS names {', '.join(public)}: "
        "error pages would show settings and data to everybody. Unset DEBUG, or allow only this machine."
    ]


def _key_refusals(secret_key: str, base_url: str) -> list[str]:
    if not secret_key:
        if is_local(host_of(base_url)):
            return []
        return [
            "SECRET_KEY is not set: a portal with a public BASE_URL takes its key from the environment. "
            'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
        ]
    if len(secret_key) < SHORTEST_KEY or len(set(secret_key)) < FEWEST_DIFFERENT_CHARACTERS:
        return [
            f"SECRET_KEY is too weak: it needs at least {SHORTEST_KEY} characters, not a repeated pattern."
        ]
    if secret_key.startswith(("django-insecure-", "insecure-")):
        return ["SECRET_KEY is a development key; give production one of its own."]
    return []


def _host_refusals(allowed_hosts: Sequence[str], base_url: str) -> list[str]:
    if not allowed_hosts:
        return ["ALLOWED_HOSTS is empty; name the hosts the portal answers for."]
    if any(host.strip() in ("*", ".") for host in allowed_hosts):
        return ['ALLOWED_HOSTS is "*": any host name could be forged into links. Name the hosts.']
    found = []
    host = host_of(base_url)
    if host and not any(is_same_domain(host, allowed.strip("[]")) for allowed in allowed_hosts):
        found.append(f"ALLOWED_HOSTS does not name {host}, the host of BASE_URL.")
    public = [allowed for allowed in allowed_hosts if not is_local(allowed)]
    if public and is_local(host):
        found.append(
            f"ALLOWED_HOSTS names {', '.join(public)} but BASE_URL is {base_url}: "
            "set BASE_URL to the https address that readers use."
        )
    return found


def _address_refusals(base_url: str, media_url: str) -> list[str]:
    host = host_of(base_url)
    if not host:
        return [f"BASE_URL is {base_url!r}; it must be a whole address such as https://danvan.example.vn."]
    found = []
    secure = base_url.startswith("https://")
    if not secure and not is_local(host):
        found.append(f"BASE_URL is {base_url}: a public portal is served over https only.")
    if secure and media_url.startswith("http://"):
        found.append(f"MEDIA_URL is {media_url}: pictures of an https portal need an https address.")
    return found


@register(Tags.security, deploy=True)
def mail_leaves_the_machine(**kwargs: Any) -> list[CheckMessage]:
    """A public portal without EMAIL_URL has only the mail server of its own machine, if there is one."""
    if is_local(host_of(settings.BASE_URL)) or "EMAIL_URL" in os.environ:
        return []
    return [
        Warning(
            "EMAIL_URL is not set: the portal sends its mail through the mail server of this machine only.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example.vn:587.",
            id="dvk_portal.W001",
        )
    ]
