"""List N of a desk: the registrations in the order of the paper, its files and the letter with them.

The files are made once, in the transaction that makes the list, and never again.
"""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile

from submissions import log
from submissions.lifecycle import consolidation
from submissions.lifecycle.refusal import require_permission
from submissions.models import Campaign, ConsolidatedList, Initiative, ListForm, Registration, Unit
from submissions.papers.letter import Letter, write_letter
from submissions.vietnamese.text import match_key

from .exporting import export_list
from .writing.sheet import wordings_of

# The files of a list by the field that keeps them, and how their names end.
ENDINGS = {"excel": ".xlsx", "word": ".docx", "letter": "-cong-van.docx"}
TEXT = (
    "Thực hiện {basis}, {sender} đã tiếp nhận và tổng hợp đăng ký xây dựng mô hình “Dân vận khéo” của các "
    "đơn vị.",
    "{sender} gửi kèm Danh sách tổng hợp số {number} ({form}), gồm {count} mô hình của {units} đơn vị; trong "
    "đó {collective} mô hình của tập thể, {individual} mô hình của cá nhân.",
    "Trân trọng gửi để theo dõi, tổng hợp./.",
)
RECIPIENTS = ("- Như trên,", "- Lưu.")
SIGNATURE = ("(Ký, ghi rõ họ tên, đóng dấu)",)


def make_list(
    registrations: QuerySet[Registration],
    by: Any,
    *,
    desk: Unit,
    campaign: Campaign,
    form: ListForm,
    subject: str,
    addressee: str,
    names_persons: bool,
) -> ConsolidatedList:
    """Consolidate the registrations into the desk's next list and keep its Excel, Word and letter with it.

    `names_persons` writes the names of private persons into the list; each is logged as a look at it. Raises
    Refused as `consolidation.consolidate` does, when the person may not see those names, and when the
    issuer's Word template cannot be filled in; then nothing is kept, no file either.
    """
    if names_persons:
        require_permission(by, "view_individual")
    kept: list[FieldFile] = []
    try:
        with transaction.atomic():
            ordered = in_order(registrations, form, campaign)
            made = consolidation.consolidate(
                ordered,
                by,
                desk=desk,
                campaign=campaign,
                form=form,
                subject=subject,
                addressee=addressee,
                names_persons=names_persons,
            )
            for name, data in _files(made, by).items():
                file = getattr(made, name)
                file.save(file_name(made, name), ContentFile(data), save=False)
                kept.append(file)
            made.save(update_fields=list(ENDINGS))
            if names_persons:
                _log_persons(ordered, by)
    except BaseException:
        for file in kept:
            file.storage.delete(str(file.name))
        raise
    return made


def in_order(registrations: QuerySet[Registration], form: ListForm, campaign: Campaign) -> list[Registration]:
    """Return the registrations as the form lists them: sector by sector where it groups, unit by unit."""
    found = registrations.select_related("initiative__sector", "campaign", "unit")
    by_unit = list(found.order_by("unit__path", "pk"))
    if form.grouping == ListForm.Grouping.NONE:
        return by_unit
    place = {wording.key: number for number, wording in enumerate(wordings_of(form, campaign))}
    return sorted(by_unit, key=lambda one: place[one.initiative.sector.key])


def subject_of(campaign: Campaign) -> str:
    """Return the subject that a letter with a list of the campaign has, unless the desk writes another."""
    return f"V/v gửi danh sách tổng hợp đăng ký mô hình “Dân vận khéo” năm {campaign.year}"


def file_name(made: ConsolidatedList, field: str) -> str:
    """Return a name that every system takes, for a file of a list: “m3-so-2-tan-yen-2024.xlsx”."""
    code = match_key(made.form.code).replace(" ", "-")
    return f"{code}-so-{made.number}-{made.campaign.slug}{ENDINGS[field]}"


def letter_of(made: ConsolidatedList, registrations: Sequence[Registration]) -> Letter:
    """Return the letter that sends a list upward: how many initiatives, of whom, of how many units."""
    desk, form, campaign = made.desk, made.form, made.campaign
    above = desk.get_parent()
    individuals = sum(one.initiative.kind == Initiative.Kind.INDIVIDUAL for one in registrations)
    words = {
        "basis": campaign.basis.rstrip(" .;,"),
        "sender": desk.desk_name or desk.name,
        "number": made.number,
        "form": form,
        "count": len(registrations),
        "collective": len(registrations) - individuals,
        "individual": individuals,
        "units": len({one.unit_id for one in registrations}),
    }
    return Letter(
        above=above.name if above else "",
        unit=desk.name,
        subject=made.subject,
        addressee=made.addressee,
        text=[line.format(**words) for line in TEXT],
        recipients=RECIPIENTS,
        signer=[line for line in (form.authority, *form.signer.splitlines()) if line] or SIGNATURE,
        bold=bool(form.authority) + bool(form.signer),
    )


def _files(made: ConsolidatedList, by: Any) -> dict[str, bytes]:
    registrations = Registration.objects.filter(consolidated_row__list=made)
    official = {
        name: export_list(
            made.form,
            registrations,
            campaign=made.campaign,
            unit=made.desk,
            file_format=file_format,
            by=by,
            persons=made.names_persons,
        ).data
        for name, file_format in (("excel", "xlsx"), ("word", "docx"))
    }
    rows = list(registrations.select_related("initiative"))
    return official | {"letter": write_letter(letter_of(made, rows))}


def _log_persons(registrations: Sequence[Registration], by: Any) -> None:
    individuals = [one for one in registrations if one.initiative.kind == Initiative.Kind.INDIVIDUAL]
    log.record_many("individual.view", individuals, by)
