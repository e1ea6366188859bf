"""`manage.py export_list`: what is registered in a campaign as an official list, a table or a blank form."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from submissions.lifecycle.refusal import Refused
from submissions.lists.exporting import OFFICIAL, PLAIN, ListFile, blank_list, export_list, listed
from submissions.models import Campaign, ListForm, Registration, Unit


class Command(BaseCommand):
    help = (
        "Write what is registered in a campaign (no drafts, nothing withdrawn or declined) in the layout "
        "of a list form. xlsx and docx keep to the layout of the paper unless --plain is given; csv, ods "
        "and json are plain tables. Names of private persons are written: keep the file as you keep them."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("out", type=Path, metavar="OUT")
        parser.add_argument("--campaign", required=True, metavar="SLUG")
        parser.add_argument("--form", required=True, metavar="CODE", help="the list form, such as M3")
        parser.add_argument("--unit", metavar="CODE", help="only this unit and those below it")
        parser.add_argument("--format", required=True, choices=list(OFFICIAL | PLAIN), dest="file_format")
        parser.add_argument("--plain", action="store_true", help="one header row, no layout")
        parser.add_argument("--blank", action="store_true", help="the form to be filled in, no registrations")

    def handle(self, *args: Any, **options: Any) -> None:
        campaigns = Campaign.objects.select_related("issuer__level", "scheme")
        campaign = _one(campaigns, slug=options["campaign"])
        units = Unit.objects.select_related("level")
        unit = _one(units, code=options["unit"]) if options["unit"] else None
        form = _form(options["form"], campaign)
        try:
            file = _made(form, campaign, unit, options)
            options["out"].write_bytes(file.data)
        except OSError as error:
            raise CommandError(str(error)) from error
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(_("%(form)s was written to %(path)s.") % {"form": form, "path": options["out"]})


def _made(form: ListForm, campaign: Campaign, unit: Unit | None, options: dict[str, Any]) -> ListFile:
    file_format = options["file_format"]
    plain = options["plain"] or file_format not in OFFICIAL
    if plain and (options["blank"] or file_format not in PLAIN):
        raise CommandError(
            _("Word files and blank forms have the layout of the paper: use xlsx or docx without --plain.")
        )
    sender = unit or campaign.issuer
    if options["blank"]:
        return blank_list(form, campaign=campaign, unit=sender, file_format=file_format)
    return export_list(
        form,
        listed(_below(campaign.registrations.all(), unit)),
        campaign=campaign,
        unit=sender,
        file_format=file_format,
        by=None,
        persons=True,
        plain=plain,
    )


def _below(registrations: QuerySet[Registration], unit: Unit | None) -> QuerySet[Registration]:
    return registrations.filter(unit__path__startswith=unit.path) if unit else registrations


def _one(records: QuerySet[Any], **lookup: str) -> Any:
    record = records.filter(**lookup).first()
    if record is None:
        raise CommandError(
            _("There is no %(what)s “%(value)s”.")
            % {"what": records.model._meta.verbose_name, "value": next(iter(lookup.values()))}
        )
    return record


def _form(code: str, campaign: Campaign) -> ListForm:
    forms = {form.code: form for form in ListForm.objects.serving(campaign)}
    if code not in forms:
        raise CommandError(
            _("No list form “%(code)s” serves this campaign. There are: %(codes)s.")
            % {"code": code, "codes": ", ".join(forms)}
        )
    return forms[code]
