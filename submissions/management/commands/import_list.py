"""`manage.py import_list`: a list into a campaign, as the page of the unit does it."""

import argparse
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from submissions.lifecycle import batches
from submissions.lifecycle.refusal import Refused
from submissions.lists import importing
from submissions.lists.checks import SEVERITIES
from submissions.lists.formats.files import RefusedFile
from submissions.management.arguments import campaign_of, opened, unit_of
from submissions.models import Batch, BatchRow, Campaign, Sector, Unit

REFUSED_FILE = 2
# On the command line nobody leaves rows out: those that are skipped have errors.
_COUNTED: dict[str, Any] = {
    BatchRow.Outcome.CREATED: gettext_lazy("newly registered"),
    BatchRow.Outcome.UPDATED: gettext_lazy("changed and sent again"),
    BatchRow.Outcome.UNCHANGED: gettext_lazy("unchanged"),
    BatchRow.Outcome.SKIPPED: gettext_lazy("with errors, not registered"),
    BatchRow.Outcome.FAILED: gettext_lazy("not accepted"),
}


class Command(BaseCommand):
    help = (
        "Import a list (form M3 or M4) for a unit into a campaign and submit its registrations. "
        "Rows with errors keep the whole list out unless --good-rows-only is given; warnings are "
        "taken as seen. The same file again changes nothing."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--campaign", required=True, metavar="SLUG")
        parser.add_argument("--unit", required=True, metavar="CODE")
        parser.add_argument("--good-rows-only", action="store_true", help="leave rows with errors out")
        parser.add_argument("--dry-run", action="store_true", help="count only, write nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")
        parser.add_argument(
            "--sector",
            default="",
            choices=["", *Sector.Key.values],
            help="sector of the rows that name none (form M4)",
        )
        parser.add_argument("--user", metavar="USERNAME", help="who imports (default: the first superuser)")

    def handle(self, *args: Any, **options: Any) -> None:
        unit, campaign = unit_of(options["unit"]), campaign_of(options["campaign"])
        by = _actor(options["user"])
        try:
            importing.require_may_import(by, unit, campaign)
            with opened(options["file"]) as file:
                read = importing.read_upload(
                    File(file, options["file"].name), unit=unit, campaign=campaign, sector=options["sector"]
                )
        except RefusedFile as refusal:
            raise CommandError(str(refusal), returncode=REFUSED_FILE) from refusal
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        with _without_log():
            self._import(read, unit, campaign, by, options)

    def _import(
        self, read: importing.Upload, unit: Unit, campaign: Campaign, by: Any, options: dict[str, Any]
    ) -> None:
        earlier = importing.sent_before(read.sha256, unit, campaign)
        if earlier and earlier.state == Batch.State.IMPORTED:
            return self._report(_nothing_new(earlier), earlier, options)
        bad = importing.bad_rows(read)
        if bad and not options["good_rows_only"]:
            for problem in read.reading.problems:
                self.stderr.write(f"{SEVERITIES[problem.severity]}: {problem.message}")
            self._report(_counts(failed=bad), None, options)
            raise CommandError(_("Nothing was imported: some rows have errors."))
        if options["dry_run"]:
            counts = importing.foresee(read, unit=unit, campaign=campaign, by=by)
            return self._report(counts, None, options)
        batch = _kept(read, unit, campaign, by)
        try:
            importing.start_import(batch, by, good_rows_only=True, warnings_seen=True, at_once=True)
        except Refused as refusal:
            if batch.state == Batch.State.CHECKED:
                batches.discard(batch, by)
            raise CommandError(refusal.message) from refusal
        batch.refresh_from_db()
        if batch.state == Batch.State.CHECKED:
            why = batches.why_fell_back(batch)
            raise CommandError(why or _("The import failed and nothing was written. The log says why."))
        self._report(importing.counts_of(batch), batch, options)

    def _report(self, counts: importing.Counts, batch: Batch | None, options: dict[str, Any]) -> None:
        result = counts | {"batch": batch.pk if batch else None}
        if options["json"]:
            self.stdout.write(json.dumps(result))
        else:
            self.stdout.write(", ".join(f"{_COUNTED[name]}: {value}" for name, value in counts.items()))
            if batch:
                self.stdout.write(_("Uploaded list no. %(number)s") % {"number": batch.pk})


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep what is only told for information out of the terminal, such as that a task has begun."""
    before = logging.root.manager.disable
    logging.disable(max(before, logging.INFO))
    try:
        yield
    finally:
        logging.disable(before)


def _kept(read: importing.Upload, unit: Unit, campaign: Campaign, by: Any) -> Batch:
    """Return the batch to import: a new one, or the one of this file whose import was cut off."""
    try:
        return importing.keep_once(read, unit=unit, campaign=campaign, by=by)
    except importing.SentBefore as earlier:
        if earlier.batch.state == Batch.State.CHECKED:
            raise CommandError(
                _("This list waits for confirmation already. Confirm or discard it on the page of its unit.")
            ) from earlier
        return earlier.batch


def _counts(**given: int) -> importing.Counts:
    return {str(outcome): given.get(outcome, 0) for outcome in BatchRow.Outcome.values}


def _nothing_new(batch: Batch) -> importing.Counts:
    counts = importing.counts_of(batch)
    same = counts["created"] + counts["updated"] + counts["unchanged"]
    return _counts(unchanged=same, skipped=counts["skipped"])


def _actor(username: str | None) -> Any:
    users = get_user_model()._default_manager.filter(is_active=True)
    if username:
        user = users.filter(**{get_user_model().USERNAME_FIELD: username}).first()
        if user is None:
            raise CommandError(_("There is no active user “%(name)s”.") % {"name": username})
        return user
    user = users.filter(is_superuser=True).order_by("pk").first()
    if user is None:
        raise CommandError(_("There is no superuser to import as. Name a person with --user."))
    return user
