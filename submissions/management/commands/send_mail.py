"""manage.py send_mail: one round of the outbox, for cron or a timer every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from submissions.notices import outbox


class Command(BaseCommand):
    """Writes the daily e-mails that are due, sends what waits and tries again what failed."""

    help = "Sends the e-mails that wait, tries the failed ones again and writes the daily digests."

    def handle(self, *args: Any, **options: Any) -> None:
        digests, sent = outbox.write_digests(), outbox.send_due()
        if digests or sent or options["verbosity"] > 1:
            self.stdout.write(
                _("%(digests)d digests written, %(sent)d e-mails sent") % {"digests": digests, "sent": sent}
            )
