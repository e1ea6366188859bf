"""From registrations to a file: the official list, a plain table or a blank form.

An official list is a paper and keeps to the form; the plain formats are for further work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from submissions import log
from submissions.models import Campaign, ListForm, Registration, Unit
from submissions.vietnamese.text import match_key

from .writing.blank import blank_sheet
from .writing.docx import write_docx
from .writing.ods import write_ods
from .writing.plain import PlainTable, plain_table, write_csv, write_json, write_plain_xlsx
from .writing.records import records_of
from .writing.sheet import Sheet, columns_of, lay_out, wordings_of
from .writing.word_template import fill_template
from .writing.xlsx import write_xlsx

State = Registration.State

# The states of what a unit stands by: no drafts, nothing withdrawn or declined.
LISTED_STATES = (State.SUBMITTED, State.RETURNED, *Registration.BOOKED_STATES)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = {
    "xlsx": XLSX_TYPE,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json",
}
OFFICIAL: dict[str, Callable[[Sheet], bytes]] = {"xlsx": write_xlsx, "docx": write_docx}
PLAIN: dict[str, Callable[[PlainTable], bytes]] = {
    "xlsx": write_plain_xlsx,
    "csv": write_csv,
    "ods": write_ods,
    "json": write_json,
}


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file to hand out: its name, the type of its content, its bytes."""

    name: str
    content_type: str
    data: bytes


def listed(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    """Return those of the registrations that belong in an official list."""
    return registrations.filter(state__in=LISTED_STATES)


def export_list(
    form: ListForm,
    registrations: QuerySet[Registration],
    *,
    campaign: Campaign,
    unit: Unit,
    file_format: str,
    by: Any,
    persons: bool,
    plain: bool = False,
) -> ListFile:
    """Return the list of the registrations, sent by `unit`, and log that it was made.

    `file_format` is a key of `OFFICIAL`, or of `PLAIN` when `plain`. All registrations are those of
    the campaign; `persons` tells the names of private persons. The number of queries is constant. Raises
    Refused when the issuer's own Word template cannot be filled in.
    """
    wordings = wordings_of(form, campaign)
    columns = columns_of(form, campaign)
    records = records_of(registrations, persons=persons)
    if plain:
        data = PLAIN[file_format](plain_table(form.code, columns, records, wordings))
    else:
        sheet = lay_out(form, columns, records, wordings=wordings, campaign=campaign, unit=unit)
        has_own_layout = file_format == "docx" and form.template
        data = fill_template(form, sheet) if has_own_layout else OFFICIAL[file_format](sheet)
    log.record(
        "registration.export",
        campaign,
        by,
        source=file_format,
        note=_note(persons) % {"form": form.code, "count": len(records)},
    )
    return ListFile(_file_name(form, campaign.slug, file_format), CONTENT_TYPES[file_format], data)


def blank_list(form: ListForm, *, campaign: Campaign, unit: Unit, file_format: str) -> ListFile:
    """Return the form for `unit` to fill in; `file_format` is a key of `OFFICIAL`."""
    data = OFFICIAL[file_format](blank_sheet(form, campaign, unit))
    return ListFile(_file_name(form, str(campaign.year), file_format), CONTENT_TYPES[file_format], data)


def _note(persons: bool) -> str:
    if persons:
        return _("%(form)s: %(count)d registrations, with the names of private persons")
    return _("%(form)s: %(count)d registrations")


def _file_name(form: ListForm, of: str, file_format: str) -> str:
    """Return a name that every system takes: “mau-6a-dan-van-kheo-2024.xlsx”."""
    return f"{match_key(form.code).replace(' ', '-')}-{of}.{file_format}"
