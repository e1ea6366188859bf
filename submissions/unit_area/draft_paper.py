"""A form being filled in as the paper it will be, to read, print and have signed before it is sent."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from submissions.lifecycle.drafts import kind_of, own_name
from submissions.models import FormDraft, FormField, Individual, Initiative, Level, Registration, Sector
from submissions.vietnamese.text import nfc

from .paper_form import DAY_FORMATS, PERSON_FIELDS

Content = FormField.Content
DAY = forms.DateField(input_formats=DAY_FORMATS)


def unsaved_registration(draft: FormDraft, levels: list[Level]) -> Registration:
    """Return the registration that a form would become, valid or not; it is never saved. One query."""
    said = {name: nfc(text) for name, text in draft.values.items()}
    initiative = Initiative(
        unit=draft.unit,
        unit_name=draft.unit.name,
        title=said.get("title", ""),
        kind=kind_of(draft),
        sector=Sector.objects.filter(key=said.get("sector", "")).first() or Sector(name=""),
        registrant=said.get("registrant", ""),
        place=said.get("place", ""),
    )
    if initiative.kind == Initiative.Kind.INDIVIDUAL:
        # Known to the initiative from now on, as its reverse side.
        Individual(initiative=initiative, **{name: said.get(name, "") for name in PERSON_FIELDS})
    chosen = [level for level in levels if level.code == said.get("level")]
    texts = ("content", "period", "completion", "goal", "continuity")
    return Registration(
        initiative=initiative,
        campaign=draft.campaign,
        unit=draft.unit,
        receiver=draft.campaign.issuer,
        level=chosen[0] if chosen else levels[0] if len(levels) == 1 else Level(name=""),
        form=draft.form,
        answers=_answers(draft, said),
        met_on=_day(said.get("met_on", "")),
        **{name: said.get(name, "") for name in texts},
    )


def _answers(draft: FormDraft, said: dict[str, str]) -> dict[str, str]:
    names = {
        field: own_name(field) if field.content == Content.OWN else str(field.content)
        for field in draft.form.fields.all()
        if field.content in (Content.OWN, Content.UNIT_ADDRESS)
    }
    return {str(field.order): said.get(name, "") for field, name in names.items()}


def _day(text: str) -> datetime.date | None:
    try:
        day: datetime.date | None = DAY.to_python(text)
    except ValidationError:
        return None
    return day
