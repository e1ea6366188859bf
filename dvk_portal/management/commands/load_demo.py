"""manage.py load_demo [--scale N]: a portal to try, with real papers and a story in every state."""

import logging
import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dvk_portal.demo.loading import Loaded, load_demo
from dvk_portal.demo.scale import load_scale
from dvk_portal.demo.users import DEFAULT_PASSWORD
from showcase.models import ExemplarPage, GuidancePage
from submissions.models import Campaign, Decision, Recognition, Registration, Unit

COUNTED: tuple[tuple[Callable[[], str], Any], ...] = (
    (lambda: _("units"), Unit),
    (lambda: _("campaigns"), Campaign),
    (lambda: _("registrations"), Registration),
    (lambda: _("recognitions"), Recognition),
    (lambda: _("decisions"), Decision),
    (lambda: _("guidance papers"), GuidancePage),
    (lambda: _("exemplars"), ExemplarPage),
)


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keep the hundreds of lines of Wagtail and its tasks out of the report; warnings are let through."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)


class Command(BaseCommand):
    """Loads the demo with the password DEMO_PASSWORD, or the published one, for all its people."""

    help = "Loads the demo; loading it again changes nothing. --scale N adds N registrations and N/10 pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale", type=int, default=0, metavar="N", help="number of synthetic registrations"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scale"] < 0:
            raise CommandError(_("--scale takes a number that is not negative."))
        with without_chatter():
            loaded = load_demo(os.environ.get("DEMO_PASSWORD") or DEFAULT_PASSWORD)
            load_scale(options["scale"], loaded.people["chuyenvien"])
        self.report(loaded)

    def report(self, loaded: Loaded) -> None:
        for label, model in COUNTED:
            self.stdout.write(f"{model.objects.count():>7} {label()}")
        self.stdout.write(_("List to try as donvi1: %(path)s") % {"path": loaded.sample})
