"""The forms of one or many registrations as one file to take away: a form, or a zip of forms."""

import re
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO

from django.db.models import TextChoices, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from submissions.lifecycle.refusal import Refused, require
from submissions.models import Campaign, FormField, OfficialForm, Registration
from submissions.vietnamese.text import fold

from . import pdf
from .paper import make_paper
from .word import write_word

LONGEST_TITLE = 60
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")


class Kind(TextChoices):
    """What a form is written as."""

    WORD = "docx", gettext_lazy("Word")
    PDF = "pdf", gettext_lazy("PDF")


CONTENT_TYPES = {
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
}
# A clerk waits for the file; one PDF takes about as long as four Word files.
LIMITS = {Kind.WORD: 500, Kind.PDF: 200}


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file to send, open at its start and gone when it is closed."""

    file: IO[bytes]
    name: str
    content_type: str


@dataclass
class Forms:
    """Which form serves which registration; asks the database once for each campaign."""

    served: dict[int, list[OfficialForm]] = field(default_factory=dict)

    def of(self, registration: Registration) -> OfficialForm | None:
        """Return the form it was made on, else one for its kind, or None when its campaign has none.

        A form that is no proposal comes before one that is, the issuer's own before a shipped one, one
        for the kind before one for both; then the order of the codes.
        """
        if registration.form_id:
            served = self._serving(registration.campaign)
            return next((form for form in served if form.pk == registration.form_id), registration.form)
        kind = registration.initiative.kind
        fitting = [form for form in self._serving(registration.campaign) if form.kind in (kind, "")]
        return min(
            fitting,
            key=lambda form: (form.is_proposal, form.issuer_id is None, form.kind == ""),
            default=None,
        )

    def _serving(self, campaign: Campaign) -> list[OfficialForm]:
        """Return the campaign's forms that register an initiative: they ask for its title."""
        if campaign.pk not in self.served:
            forms: list[OfficialForm] = OfficialForm.objects.serving(campaign)
            prefetch_related_objects(forms, "fields")
            self.served[campaign.pk] = [
                form
                for form in forms
                if any(asked.content == FormField.Content.TITLE for asked in form.fields.all())
            ]
        return self.served[campaign.pk]


def no_form() -> str:
    """Return the sentence for a registration whose campaign has no form for its kind."""
    return _(
        "The campaign has no official form for this kind of registration. The desk can add one under “Forms”."
    )


def make_bundle(registrations: Iterable[Registration], kind: Kind, *, persons: bool) -> Bundle:
    """Write the forms of the registrations into a temporary file: one plain, many zipped.

    `persons` says whether the data of private persons is written. Raises Refused, and leaves no file,
    when there is nothing to print, too much at once, no form, no PDF here or a template at fault.
    """
    wanted = list(registrations)
    require(bool(wanted), _("No registration was chosen."))
    require(
        len(wanted) <= LIMITS[kind],
        _("At most %(limit)s forms can be printed as %(kind)s at once. Choose fewer registrations.")
        % {"limit": LIMITS[kind], "kind": kind.label},
    )
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        bundle = _write(file, wanted, kind, persons=persons)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return bundle


def _write(file: IO[bytes], registrations: list[Registration], kind: Kind, *, persons: bool) -> Bundle:
    forms = Forms()
    if len(registrations) == 1:
        name, content = _form_file(registrations[0], forms, kind, persons=persons)
        file.write(content)
        return Bundle(file, name, CONTENT_TYPES[kind])
    taken: set[str] = set()
    # Both kinds are compressed already or nearly so.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for registration in registrations:
            name, content = _form_file(registration, forms, kind, persons=persons)
            archive.writestr(_unique(name, taken), content)
    return Bundle(file, f"bieu-mau-{kind}.zip", "application/zip")


def _form_file(registration: Registration, forms: Forms, kind: Kind, *, persons: bool) -> tuple[str, bytes]:
    """Return name and content of the form of one registration. Raises Refused."""
    form = forms.of(registration)
    if form is None:
        raise Refused(no_form())
    if kind == Kind.PDF:
        content = pdf.write_pdf(make_paper(form, registration, persons=persons))
    else:
        content = write_word(form, registration, persons=persons)
    return file_name(form, registration, kind), content


def file_name(form: OfficialForm, registration: Registration, kind: Kind) -> str:
    """Return a name that every system takes: M1-0007-thap-sang-duong-que.docx.

    The number is that in the desk's book; a registration that is in no book yet has none.
    """
    number = f"{registration.book_number:04}" if registration.book_number else ""
    title = _plain(registration.initiative.title)
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE + 1].rpartition("-")[0] or title[:LONGEST_TITLE]
    parts = (_plain(form.code).upper(), number, title)
    return f"{'-'.join(part for part in parts if part) or registration.code}.{kind}"


def _plain(text: str) -> str:
    return _NOT_IN_NAME.sub("-", fold(text)).strip("-")


def _unique(name: str, taken: set[str]) -> str:
    """Return the name, with a counter before its ending when another form has it."""
    stem, _dot, ending = name.rpartition(".")
    count = 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}.{ending}"
    taken.add(name)
    return name
