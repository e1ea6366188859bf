"""From where a request really comes, when a web server on this machine passes it on."""

from django.http import HttpRequest

from dvk_portal.checks import is_local


def client_address(request: HttpRequest) -> str:
    """The address of the reader's machine, for the limit on wrong passwords.

    Behind nginx every request comes from loopback and the last entry of X-Forwarded-For is the one
    nginx wrote; from anywhere else the header is only what the sender claims.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return passed_on if passed_on and is_local(peer) else peer
