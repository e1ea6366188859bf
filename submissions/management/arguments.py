"""What a person names on the command line: found, or one sentence that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from submissions.models import Campaign, Unit


def unit_of(code: str) -> Unit:
    """Return the unit with a code. Raises CommandError when there is none."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CommandError(
            _("There is no unit with the code “%(code)s”. Look its code up in the list of units.")
            % {"code": code}
        )
    return unit


def campaign_of(slug: str) -> Campaign:
    """Return the campaign of an address. Raises CommandError when there is none."""
    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        raise CommandError(
            _("There is no campaign “%(slug)s”. Give the last part of its address in the portal.")
            % {"slug": slug}
        )
    return campaign


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to read its bytes. Raises CommandError when it cannot be opened."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise CommandError(
            _("The file “%(path)s” cannot be opened. Check its name and that you may read it.")
            % {"path": path}
        ) from error
    with file:
        yield file
