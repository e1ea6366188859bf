"""Everything a unit has in the portal as one zip: lists, forms, the files it attached and uploaded."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any

from django.core.files.storage import Storage
from django.utils.translation import gettext as _

from submissions import log, scope
from submissions.lifecycle.refusal import require
from submissions.models import Attachment, Batch, Campaign, ListForm, Registration, Unit
from submissions.papers.bundle import Bundle, Forms, Kind, file_name
from submissions.papers.word import write_word

from .exporting import export_list, listed

# Word files of forms; more would keep a clerk waiting for minutes.
MOST_FORMS = 500


def unit_archive(unit: Unit, by: Any) -> Bundle:
    """Return the zip of what the person may see of a unit, open at its start, and log that it was made.

    Raises Refused when there is nothing yet.
    """
    own = scope.registrations(by).filter(unit=unit)
    require(own.exists() or unit.batches.exists(), _("Your unit has nothing to download yet."))
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in _files(unit, own, by):
                archive.writestr(name, data)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    log.record("registration.export", unit, by, source="zip")
    return Bundle(file, f"{unit.code}.zip", "application/zip")


def _files(unit: Unit, own: Any, by: Any) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file, in folders by what they are; no name comes twice."""
    for campaign in Campaign.objects.filter(pk__in=listed(own).values("campaign")):
        rows = listed(own).filter(campaign=campaign)
        for form in ListForm.objects.serving(campaign):
            made = export_list(
                form, rows, campaign=campaign, unit=unit, file_format="xlsx", by=by, persons=True
            )
            yield f"danh-sach/{made.name}", made.data
    forms = Forms()
    shown = own.select_related("initiative__sector", "initiative__individual", "campaign", "unit", "level")
    for registration in shown.order_by("pk")[:MOST_FORMS]:
        form = forms.of(registration)
        if form:
            name = file_name(form, registration, Kind.WORD)
            yield f"bieu-mau/{registration.code}-{name}", write_word(form, registration, persons=True)
    for attachment in Attachment.objects.filter(registration__in=own.values("pk")).select_related(
        "registration"
    ):
        holder: Registration | None = attachment.registration
        code = holder.code if holder else ""
        yield f"tep-dinh-kem/{code}-{attachment.pk}-{attachment.file_name}", _content(attachment.file)
    for batch in Batch.objects.filter(unit=unit):
        yield f"danh-sach-da-tai-len/{batch.pk}-{_plain(batch.file_name)}", _content(batch.file)


def _content(file: Any) -> bytes:
    storage: Storage = file.storage
    with storage.open(file.name, "rb") as opened:
        return bytes(opened.read())


def _plain(name: str) -> str:
    """The last part of a name, so that no file lands outside the folder it is unpacked into."""
    return "".join(filter(str.isprintable, PurePath(name.replace("\\", "/")).name)) or "tep"
