"""Rows of a list → registrations, through the doors of `lifecycle`.

django-import-export runs the rows and reports them in its own words: new, update, skip (nothing
changed), invalid (refused, with the reason). What is written is decided here; whether a row is the same
registration as an earlier one, in `known`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets
from import_export.instance_loaders import BaseInstanceLoader

from submissions.lifecycle import filing, intake
from submissions.lifecycle.refusal import Refused
from submissions.models import Batch, Campaign, Initiative, Level, Registration, Sector, Unit
from submissions.vietnamese.text import nfc

from .checks import LONGEST
from .known import Known, LastYear, row_key
from .layout.registrants import registrant_name
from .levels import level_key, levels_by_key

COLUMNS = (
    "title",
    "place",
    "registrant",
    "sector",
    "kind",
    "continuity",
    "period",
    "completion",
    "goal",
    "content",
)
PERSON_COLUMNS = ("position", "workplace", "address")
# What the engine needs beside the fields of the resource.
BESIDE = ("level_text", "code", *PERSON_COLUMNS, "told")

Progress = Callable[[int], None]
PROGRESS_STEP = 100


@dataclass
class Candidate:
    """What a row says, beside the registration it is about (None when it is a new one).

    `previous` is the registration of the year before which a new one continues. `told` are the columns
    that the list has: what it does not ask for stays as it was. `before` is what `filing.snapshot` saw
    of a record that the row changes.
    """

    registration: Registration | None = None
    previous: Registration | None = None
    level: Level | None = None
    person: intake.Person | None = None
    told: frozenset[str] = frozenset()
    before: dict[str, Any] | None = None
    title: str = ""
    place: str = ""
    registrant: str = ""
    sector: Sector | None = None
    kind: str = ""
    continuity: str = ""
    period: str = ""
    completion: str = ""
    goal: str = ""
    content: str = ""

    def __str__(self) -> str:
        return self.title

    @property
    def pk(self) -> int | None:
        return self.registration.pk if self.registration else None

    def entry(self) -> intake.Entry:
        """Return what the doors take.

        A person's name goes into the restricted record only (domain-beyond 7). What a list has
        no column for stays as the unit wrote it on the registration's page; what the year before
        said of its goal and its time does not go on by itself.
        """
        if self.sector is None:
            raise ValueError("validate_instance lets no row without a sector through")
        known = self.registration or self.previous
        before = intake.entry_of(known) if known else None
        texts = {name: getattr(self, name) for name in COLUMNS if name != "sector"}
        if before and self.registration:
            texts |= {name: getattr(before, name) for name in _KEPT if name not in self.told}
        is_person = self.kind == Initiative.Kind.INDIVIDUAL
        return intake.Entry(
            **texts | ({"registrant": ""} if is_person else {}),
            sector=self.sector,
            started=before.started if before else "",
            person=self._person(before.person if before else None) if is_person else None,
        )

    def _person(self, before: intake.Person | None) -> intake.Person:
        said = self.person or intake.Person(self.registrant)
        if before is None:
            return said
        return replace(
            before,
            full_name=said.full_name,
            **{name: getattr(said, name) for name in PERSON_COLUMNS if name in self.told},
        )

    @property
    def is_unchanged(self) -> bool:
        """Whether the registration already says all of it."""
        return self.registration is not None and self.entry() == intake.entry_of(self.registration)


_KEPT = ("place", "registrant", "period", "completion", "goal", "content")


def dataset_of(rows: Iterable[dict[str, Any]]) -> tablib.Dataset:
    """Return rows (the fields of `Row` by name) as the table the engine reads."""
    return tablib.Dataset(
        *([*(row.get(name, "") for name in COLUMNS), *_beside(row)] for row in rows),
        headers=[*COLUMNS, *BESIDE],
    )


def _beside(row: dict[str, Any]) -> list[Any]:
    return [*(row.get(name, "") for name in BESIDE if name != "told"), columns_told(row)]


def columns_told(row: dict[str, Any]) -> frozenset[str]:
    """Return the fields that the list of a row has a column for, that its form asks for, or that it fills."""
    told = set(row.get("cells") or ()) | {name for name in (*COLUMNS, *PERSON_COLUMNS) if row.get(name)}
    if told & {"continuing", "new"}:
        told.add("period")
    return frozenset(told)


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
    """Finds the registration that a row is about among those of the unit in the campaign."""

    def __init__(self, resource: "RegistrationResource", dataset: tablib.Dataset) -> None:
        super().__init__(resource, dataset)
        self.known = Known(resource.campaign, resource.unit)
        self.times = Counter(map(row_key, dataset["title"], dataset["place"]))

    def get_instance(self, row: dict[str, Any]) -> Candidate | None:
        registration = self.known.here(
            row["code"],
            row["title"],
            row["place"],
            row["registrant"],
            is_only=self.times[row_key(row["title"], row["place"])] == 1,
        )
        return Candidate(registration=registration) if registration else None


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
    content = fields.Field("content", "content", TextWidget(LONGEST["goal"]))

    class Meta:
        model = Registration
        import_id_fields = ["title", "place"]
        instance_loader_class = RegisteredBefore
        store_instance = True
        # New registrations are written many at once; a savepoint a row would take minutes for a long list.
        use_bulk = True
        batch_size = 1_000
        # The record behind a candidate is never copied: its own diff is not asked for.
        skip_diff = True

    def __init__(
        self,
        *,
        campaign: Campaign,
        unit: Unit,
        by: Any,
        batch: Batch | None = None,
        progress: Progress = lambda done: None,
    ) -> None:
        """`progress` is told now and then how many rows have been looked at."""
        super().__init__()
        self.campaign = campaign
        self.unit = unit
        self.by = by
        self.batch = batch
        self.progress = progress
        self.refusals: dict[int, str] = {}
        self.create_instances: list[Candidate] = []

    def init_instance(self, row: Any = None) -> Candidate:
        if row["continuity"] != Registration.Continuity.CONTINUING:
            return Candidate()
        # Two rows cannot continue one registration.
        return Candidate(
            previous=self.last_year.take(row["code"], row["title"], row["place"], row["registrant"])
        )

    def import_instance(self, instance: Candidate, row: Any, **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        instance.told = row["told"]
        if row["level_text"]:
            instance.level = self.levels.get(level_key(row["level_text"]))
        if instance.kind == Initiative.Kind.INDIVIDUAL:
            told = {name: nfc(row[name])[: LONGEST["registrant"]] for name in PERSON_COLUMNS}
            instance.person = intake.Person(instance.registrant, **told)

    def import_field(self, field: Any, instance: Candidate, row: Any, *args: Any, **kwargs: Any) -> None:
        """Set one field; the engine's own way looks for dotted names and relations first."""
        setattr(instance, field.attribute, field.widget.clean(row[field.column_name], row=row))

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
        elif why := self.why_not_submit(instance):
            errors["__all__"] = ValidationError(why)
        if errors:
            raise ValidationError(errors)

    def why_not_submit(self, candidate: Candidate) -> str:
        """Why the door will not take a row; asked once for each level."""
        known = candidate.registration
        level_id = known.level_id if known else (candidate.level or self.unit.level).pk
        if level_id not in self.refusals:
            self.refusals[level_id] = intake.why_not_submit(self.campaign, self.unit, level_id)
        return self.refusals[level_id]

    def save_instance(self, instance: Candidate, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Amend and submit a registration; a new one waits for `bulk_create`. Nothing in a dry run."""
        if self._is_dry_run(kwargs):
            return
        if instance.registration is None:
            self.create_instances.append(instance)
            return
        instance.before = filing.snapshot(instance.registration)
        source = Registration.Source.LIST
        try:
            with transaction.atomic():
                amended = intake.amend(instance.registration, instance.entry(), self.by, source=source)
                instance.registration = intake.submit(amended, self.by)
        except Refused as refusal:
            raise ValidationError(refusal.message) from refusal

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        """Draft and submit the new registrations that wait. Raises Refused when none can be sent at all."""
        waiting = self.create_instances
        if not waiting:
            return
        for candidate in waiting:
            if candidate.previous:
                candidate.before = filing.snapshot(candidate.previous)
        written = filing.file_many(
            [filing.Filing(one.entry(), one.level, one.previous) for one in waiting],
            unit=self.unit,
            campaign=self.campaign,
            by=self.by,
            source=Registration.Source.LIST,
            batch=self.batch,
        )
        for candidate, registration in zip(waiting, written, strict=True):
            candidate.registration = registration
        self.create_instances = []

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """Nothing waits: a registration is amended through its own door."""

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        if kwargs["row_number"] % PROGRESS_STEP == 0:
            self.progress(kwargs["row_number"])

    @cached_property
    def last_year(self) -> LastYear:
        """What a row may continue: registered last year, not ended and not in this campaign yet."""
        return LastYear(self.campaign, self.unit)

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The levels that a row may name."""
        return levels_by_key(self.campaign, self.unit)


def with_desk(registration: Registration) -> str:
    """Return the sentence for a row that differs from a registration the unit may no longer change."""
    if registration.state == Registration.State.DECLINED:
        return _("The desk has declined this registration. Ask the desk before sending it again.")
    return _(
        "The desk already has this registration, and the row says something else. "
        "Ask the desk to return it, then send the list again."
    )
