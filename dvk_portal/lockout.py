"""What who typed wrong passwords is answered, until the account opens again."""

from http import HTTPStatus
from typing import Any

from axes.helpers import get_cool_off, get_failure_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked_out(request: HttpRequest, response: Any, credentials: Any) -> HttpResponse:
    """Say until when nobody signs in with this name from here; each attempt begins the pause anew."""
    pause = get_cool_off(request)
    context = {
        "limit": get_failure_limit(request, credentials),
        "minutes": round(pause.total_seconds() / 60) if pause else None,
        "until": timezone.now() + pause if pause else None,
    }
    return render(request, "unit_area/locked_out.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
