"""Reads a list from a file and tells what is in it; changes nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from submissions.lists.checks import SEVERITIES, ListCheck
from submissions.lists.comparing import check_against_campaign
from submissions.lists.formats.files import MAX_BYTES, RefusedFile
from submissions.lists.reading import ListReading, read_list, refused_result
from submissions.management.arguments import campaign_of, opened

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Reads a list (M3, M4 or a table of one's own) or filled forms (M1, M2) and prints the rows and "
        "every problem found. Exits with 0 when the file is readable and with 2 when it is refused."
    )
    # A file can be read whatever else of the site is not in order.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the list: .xlsx, .xlsm, .xls, .ods, .docx, .csv, .tsv or .txt")
        parser.add_argument("--campaign", metavar="SLUG", help="also compare with what this campaign holds")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit with 0 when the file is readable, whatever is wrong in it, with 2 when it is refused."""
        path = Path(options["file"])
        known = _campaign_check(options["campaign"]) if options["campaign"] else None
        with opened(path) as file:
            # One byte over the limit is enough to refuse the file without loading all of it.
            data = file.read(MAX_BYTES + 1)
        try:
            reading = read_list(data, path.name, known)
        except RefusedFile as refusal:
            message = str(refusal)
            self.stdout.write(_json(refused_result(message)) if options["json"] else message)
            raise SystemExit(REFUSED) from refusal
        if options["json"]:
            self.stdout.write(_json(reading.as_dict()))
        else:
            self._write_report(reading)

    def _write_report(self, reading: ListReading) -> None:
        head = [reading.layout, reading.unit, str(reading.year or "")]
        self.stdout.write(" · ".join(part for part in head if part))
        for row in reading.rows:
            parts = (
                row.sector,
                row.place,
                row.title,
                row.registrant,
                row.continuity,
                row.period,
                row.completion,
            )
            self.stdout.write(
                f"{row.sheet}:{row.row}  " + " | ".join(" ".join(part.split()) for part in parts)
            )
        problems = [*reading.notes, *reading.problems]
        for problem in problems:
            self.stdout.write(f"{SEVERITIES[problem.severity]}  {problem.sheet}: {problem.message}")
        self.stdout.write(
            _("%(rows)s rows, %(problems)s problems.")
            % {"rows": len(reading.rows), "problems": len(problems)}
        )


def _campaign_check(slug: str) -> ListCheck:
    """Return the list check that compares rows with a campaign. Raises CommandError for an unknown one."""
    campaign = campaign_of(slug)
    return lambda rows: check_against_campaign(rows, campaign)


def _json(result: dict[str, Any]) -> str:
    return json.dumps(result, ensure_ascii=False, indent=2)
