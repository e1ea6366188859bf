"""Rows of a list → registrations, through the doors of `lifecycle.intake`.

django-import-export runs the rows and reports them in its own words: new, update, skip (nothing
changed), invalid (refused, with the reason). What is written, and whether a row is the same
registration as an earlier one, is decided here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader

from submissions.lifecycle import intake
from submissions.lifecycle.refusal import Refused
from submissions.models import Batch, Campaign, Initiative, Level, Registration, Sector, Unit
from submissions.models.initiatives import title_key
from submissions.vietnamese.text import match_key, nfc

from .checks import LONGEST
from .levels import level_key, levels_by_key
from .registrants import registrant_name

COLUMNS = ("title", "place", "registrant", "sector", "kind", "continuity", "period", "completion", "goal")

Key = tuple[str, str]


@dataclass
class Candidate:
    """What a row says, beside the registration it is about (None when it is a new one).

    `previous` is the registration of the year before which a new one continues.
    """

    registration: Registration | None = None
    previous: Registration | None = None
    title: str = ""
    place: str = ""
    registrant: str = ""
    sector: Sector | None = None
    kind: str = ""
    continuity: str = ""
    period: str = ""
    completion: str = ""
    goal: str = ""

    def __str__(self) -> str:
        return self.title

    @property
    def pk(self) -> int | None:
        return self.registration.pk if self.registration else None

    def entry(self) -> intake.Entry:
        """Return what the doors take.

        A person's name goes into the restricted record only (domain-beyond 7). What a list has
        no column for stays as the unit wrote it on the registration's page.
        """
        if self.sector is None:
            raise ValueError("validate_instance lets no row without a sector through")
        is_person = self.kind == Initiative.Kind.INDIVIDUAL
        entry = intake.Entry(
            title=self.title,
            sector=self.sector,
            kind=self.kind,
            continuity=self.continuity,
            place=self.place,
            registrant="" if is_person else self.registrant,
            period=self.period,
            completion=self.completion,
            goal=self.goal,
            person=intake.Person(self.registrant) if is_person else None,
        )
        known = self.registration or self.previous
        if not known:
            return entry
        before = intake.entry_of(known)
        if entry.person and before.person:
            entry = replace(entry, person=replace(before.person, full_name=self.registrant))
        content = before.content if self.registration else ""
        return replace(entry, content=content, started=before.started)

    @property
    def is_unchanged(self) -> bool:
        """Whether the registration already says all of it."""
        return self.registration is not None and self.entry() == intake.entry_of(self.registration)


def row_key(title: str, place: str) -> Key:
    """Return the key under which a row meets the registration it is about, however it is spelt."""
    return title_key(title), match_key(place)


def key_of(registration: Registration) -> Key:
    """Return the key of the rows that are about a registration."""
    return row_key(registration.initiative.title, registration.initiative.place)


def dataset_of(rows: Iterable[dict[str, Any]]) -> tablib.Dataset:
    """Return rows (the fields of `Row` by name) as the table the engine reads."""
    return tablib.Dataset(
        *([*(row[name] for name in COLUMNS), row.get("level_text", "")] for row in rows),
        headers=[*COLUMNS, "level_text"],
    )


class TextWidget(widgets.Widget):
    """A text in NFC, each line as written; longer than the record's field is an error."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.longest = longest

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = "\n".join(nfc(line) for line in str(value or "").splitlines()).strip()
        if len(text) > self.longest:
            raise ValueError(
                _("The text has %(length)s characters, at most %(longest)s fit. Shorten it.")
                % {"length": len(text), "longest": self.longest}
            )
        return text


class RegistrantWidget(TextWidget):
    """The name of the collective or the person; a bare “Tập thể” or “Cá nhân” is no name."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return registrant_name(super().clean(value, row, **kwargs))


class ChoiceWidget(widgets.Widget):
    """A value of a closed list; `missing` is the sentence for an empty or strange one."""

    def __init__(self, choices: Sequence[str], missing: Promise) -> None:
        super().__init__()
        self.choices = choices
        self.missing = missing

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if value not in self.choices:
            raise ValueError(str(self.missing))
        return str(value)


class SectorWidget(widgets.Widget):
    """A sector by its canonical key."""

    def __init__(self) -> None:
        super().__init__()
        self.sectors: dict[str, Sector] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Sector:
        self.sectors = self.sectors or {sector.key: sector for sector in Sector.objects.all()}
        if value not in self.sectors:
            raise ValueError(_("The sector is missing. Choose the sector of this row."))
        return self.sectors[value]


class RegisteredBefore(BaseInstanceLoader):
    """Finds the registration that a row is about among those of the unit in the campaign.

    Same title and place, however spelt. Where several share them, the collective or person
    tells them apart; a single one is met even when that name was corrected.
    """

    def __init__(self, resource: "RegistrationResource", dataset: tablib.Dataset) -> None:
        super().__init__(resource, dataset)
        self.registrations: dict[Key, list[Registration]] = defaultdict(list)
        for registration in registered(resource.campaign, resource.unit):
            self.registrations[key_of(registration)].append(registration)
        self.times = Counter(map(row_key, dataset["title"], dataset["place"]))

    def get_instance(self, row: dict[str, Any]) -> Candidate | None:
        key = row_key(row["title"], row["place"])
        found = self.registrations.get(key, [])
        same = [one for one in found if _who(one) == match_key(registrant_name(row["registrant"]))]
        if not same and len(found) == self.times[key] == 1:
            same = found
        return Candidate(registration=same[0]) if same else None


class RegistrationResource(resources.Resource):
    """Imports the rows of one unit's list into one campaign.

    `import_data(dataset_of(rows), dry_run=True)` tells what would happen and writes nothing.
    A refusal by a door makes its row invalid, with the door's sentence, and leaves the others.
    """

    title = fields.Field("title", "title", TextWidget(LONGEST["title"]))
    place = fields.Field("place", "place", TextWidget(LONGEST["place"]))
    registrant = fields.Field("registrant", "registrant", RegistrantWidget(LONGEST["registrant"]))
    sector = fields.Field("sector", "sector", SectorWidget())
    kind = fields.Field(
        "kind",
        "kind",
        ChoiceWidget(
            Initiative.Kind.values, gettext_lazy("Choose whether a collective or an individual registers.")
        ),
    )
    continuity = fields.Field(
        "continuity",
        "continuity",
        ChoiceWidget(
            Registration.Continuity.values, gettext_lazy("Choose whether it is continued or newly built.")
        ),
    )
    period = fields.Field("period", "period", TextWidget(LONGEST["period"]))
    completion = fields.Field("completion", "completion", TextWidget(LONGEST["completion"]))
    goal = fields.Field("goal", "goal", TextWidget(LONGEST["goal"]))

    class Meta:
        model = Registration
        import_id_fields = ["title", "place"]
        instance_loader_class = RegisteredBefore
        store_instance = True
        # The record behind a candidate is never copied: its own diff is not asked for.
        skip_diff = True

    def __init__(self, *, campaign: Campaign, unit: Unit, by: Any, batch: Batch | None = None) -> None:
        super().__init__()
        self.campaign = campaign
        self.unit = unit
        self.by = by
        self.batch = batch

    def init_instance(self, row: Any = None) -> Candidate:
        is_continued = row["continuity"] == Registration.Continuity.CONTINUING
        return Candidate(previous=self.last_year.get(_identity_of(row)) if is_continued else None)

    def skip_row(
        self, instance: Candidate, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        """Leave an unchanged registration alone, so that the same list twice changes nothing."""
        return not import_validation_errors and instance.is_unchanged

    def validate_instance(
        self, instance: Candidate, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Raise every error of the row at once, by column."""
        errors = dict(import_validation_errors or {})
        if not instance.title:
            errors["title"] = ValidationError(_("The title is missing. Type the name of the initiative."))
        if instance.kind == Initiative.Kind.INDIVIDUAL and not instance.registrant:
            errors["registrant"] = ValidationError(_("The name of the person is missing."))
        if instance.registration and not instance.registration.is_editable:
            errors["__all__"] = ValidationError(with_desk(instance.registration))
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: Candidate, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Draft or amend, then submit; nothing in a dry run. A refusal leaves no half-done registration."""
        if self._is_dry_run(kwargs):
            return
        try:
            with transaction.atomic():
                instance.registration = intake.submit(self._written(instance, row), self.by)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal

    @cached_property
    def last_year(self) -> dict[tuple[Key, str], Registration]:
        """What a row may continue: registered last year, not ended and not in this campaign yet."""
        going_on = registered_last_year(self.campaign, self.unit).filter(
            initiative__status=Initiative.Status.ACTIVE
        )
        open_here = going_on.exclude(initiative__registrations__campaign=self.campaign)
        found = open_here.select_related("initiative__individual", "initiative__sector").order_by("pk")
        return {(key_of(one), _who(one)): one for one in found}

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The levels that a row may name."""
        return levels_by_key(self.campaign, self.unit)

    def _written(self, candidate: Candidate, row: Any) -> Registration:
        source = Registration.Source.LIST
        if candidate.registration:
            return intake.amend(candidate.registration, candidate.entry(), self.by, source=source)
        return intake.draft(
            candidate.entry(),
            unit=self.unit,
            campaign=self.campaign,
            by=self.by,
            source=source,
            level=self.levels.get(level_key(row["level_text"])) if row["level_text"] else None,
            batch=self.batch,
            previous=candidate.previous,
        )


def registered(campaign: Campaign, unit: Unit | None) -> list[Registration]:
    """Return what the unit (or every unit) has registered in the campaign.

    Without the withdrawn ones: a list may register them anew.
    """
    registrations = campaign.registrations.filter(unit=unit) if unit else campaign.registrations.all()
    return list(
        registrations.exclude(state=Registration.State.WITHDRAWN)
        .select_related("initiative__individual", "initiative__sector")
        .order_by("pk")
    )


def registered_last_year(campaign: Campaign, unit: Unit | None) -> QuerySet[Registration]:
    """Return what the unit (or every unit) registered in any campaign of the year before."""
    registrations = Registration.objects.filter(campaign__year=campaign.year - 1).exclude(
        state__in=[Registration.State.WITHDRAWN, Registration.State.DECLINED]
    )
    return registrations.filter(unit=unit) if unit else registrations


def with_desk(registration: Registration) -> str:
    """Return the sentence for a row that differs from a registration the unit may no longer change."""
    if registration.state == Registration.State.DECLINED:
        return _("The desk has declined this registration. Ask the desk before sending it again.")
    return _(
        "The desk already has this registration, and the row says something else. "
        "Ask the desk to return it, then send the list again."
    )


def _who(registration: Registration) -> str:
    individual = getattr(registration.initiative, "individual", None)
    return match_key(individual.full_name if individual else registration.initiative.registrant)


def _identity_of(row: dict[str, Any]) -> tuple[Key, str]:
    return row_key(row["title"], row["place"]), match_key(registrant_name(row["registrant"]))
