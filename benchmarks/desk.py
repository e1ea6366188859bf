"""The desk with 200 units and 10,000 registrations: seconds and queries of its pages.

`python -m benchmarks.desk [REGISTRATIONS]` loads the demo at scale into a throw-away portal and prints what
each page of an officer takes, and receiving a thousand registrations at once. Budgets: every list at most 15
queries, who has not sent at most 1 s, receiving 1,000 at most 5 s.
"""

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.portal import prepare

prepare()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from dvk_portal.demo.campaigns import TAN_YEN_SLUG  # noqa: E402
from dvk_portal.demo.loading import load_demo  # noqa: E402
from dvk_portal.demo.scale import load_scale  # noqa: E402
from submissions.lifecycle.bookkeeping import receive_many  # noqa: E402
from submissions.models import Campaign, Quota, Registration, Unit  # noqa: E402

DEFAULT_REGISTRATIONS = 10_000
RECEIVED_AT_ONCE = 1_000
PAGES = (
    ("first page", "wagtailadmin_home", ""),
    ("registrations", "desk_registrations:index", ""),
    ("registrations, searched", "desk_registrations:index", "q=duong+hoa"),
    ("consolidated lists", "desk_consolidated_lists:index", ""),
    ("make a list of all received", "desk_consolidated_lists:add", "campaign={campaign}&receiver={issuer}"),
    ("who has not sent", "desk_who_has_not_sent:index", "campaign={campaign}"),
    ("who has not sent, by form", "desk_who_has_not_sent:index", "campaign={campaign}&by=form"),
    ("who has not sent, as csv", "desk_who_has_not_sent:index", "campaign={campaign}&export=csv"),
    ("remind all missing, preview", "desk_who_has_not_sent:remind", "campaign={campaign}"),
)


def measured(work: Callable[[], Any]) -> tuple[float, int]:
    """Do the work twice, the first time to fill caches; return seconds and queries of the second."""
    work()
    with CaptureQueriesContext(connection) as queries:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started, len(queries)


def page(client: Client, address: str) -> Callable[[], Any]:
    """Return the work of asking for a page and reading all of it."""

    def work() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        b"".join(response)

    return work


def add_quotas(campaign: Campaign) -> None:
    """Give the campaign the quotas of a letter, so that the matrix has to count them."""
    for phrase, minimum in (("ít nhất 03 mô hình", 3), ("ít nhất 01 mô hình mới", 1)):
        Quota.objects.create(campaign=campaign, phrase=phrase, minimum=minimum)


def main(wanted: int) -> None:
    """Measure with so many synthetic registrations."""
    logging.disable(logging.INFO)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    people = load_demo("mat-khau-do-dac").people
    started = time.perf_counter()
    load_scale(wanted, people["chuyenvien"])
    print(f"{'load_demo --scale, seconds':<36}{time.perf_counter() - started:8.2f}")
    campaign = Campaign.objects.get(slug=TAN_YEN_SLUG)
    add_quotas(campaign)
    print(f"{Unit.objects.count()} units, {Registration.objects.count()} registrations")
    client = Client()
    client.force_login(people["chuyenvien"])
    print(f"{'page':<36}{'seconds':>8}{'queries':>9}")
    for name, view, query in PAGES:
        address = f"{reverse(view)}?{query.format(campaign=campaign.pk, issuer=campaign.issuer_id)}"
        seconds, queries = measured(page(client, address))
        print(f"{name:<36}{seconds:8.2f}{queries:9}")
    measure_receiving(campaign, people["chuyenvien"])


def measure_receiving(campaign: Campaign, by: User) -> None:
    """Receive as many as wait of a thousand, through the door."""
    waiting = Registration.objects.filter(campaign=campaign, state=Registration.State.SUBMITTED)
    few = list(waiting.order_by("pk")[:RECEIVED_AT_ONCE])
    started = time.perf_counter()
    received, _left_out = receive_many(few, by)
    print(f"{f'receive {len(received)} at once':<36}{time.perf_counter() - started:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_REGISTRATIONS)
