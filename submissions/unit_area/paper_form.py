"""An official form as a page to fill in: the issuer's fields in the issuer's order and words.

What a registration needs and the form does not ask stands in a small group of its own below it. Required
is what the issuer or the register needs, and only when the form is sent.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from submissions.lifecycle.drafts import DAY_FORMAT, LONGEST_TYPED, kind_of, own_name
from submissions.lifecycle.intake import Entry, Paper, Person
from submissions.lists.checks import LONGEST
from submissions.models import FormDraft, FormField, Initiative, Level, Registration, Sector

Content = FormField.Content
# What stands on one line of a printed form, by and large.
CHARACTERS_A_LINE = 90
PERSON_FIELDS = ("full_name", "position", "workplace", "address")
DAY_FORMATS = [DAY_FORMAT, "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"]
NO_PERSON = _("Never write a person's name here.")

# Asked below the form where it does not ask them itself.
NEEDED: Mapping[str, Promise] = {
    Content.TITLE: _("Title of the initiative"),
    Content.FULL_NAME: _("Full name"),
    Content.SECTOR: _("Sector"),
    Content.LEVEL: _("Level applied for"),
    Content.CONTINUITY: _("Continued or new"),
}


@dataclass(frozen=True)
class Lines:
    """How many lines a text takes on paper, and how many the form asks for; never a reason to refuse."""

    count: int
    least: int | None
    most: int | None
    characters: int = CHARACTERS_A_LINE

    @property
    def is_longer(self) -> bool:
        """Whether the text is longer than the form asks."""
        return self.most is not None and self.count > self.most


@dataclass(frozen=True)
class Item:
    """A field of the page; `other` is what somebody else wrote there meanwhile, None where it is the same."""

    field: forms.BoundField
    lines: Lines | None
    other: str | None


def lines_in(text: str) -> int:
    """Return about how many lines a text takes on paper."""
    return sum(math.ceil(len(line) / CHARACTERS_A_LINE) for line in text.splitlines() if line.strip())


class PaperForm(forms.Form):
    """One open form of a unit. Bound, it says what is missing before it can be sent."""

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        draft: FormDraft,
        sectors: Sequence[tuple[str, str]],
        levels: Sequence[Level],
        typed: Mapping[str, str] | None = None,
        others: Mapping[str, str] | None = None,
    ) -> None:
        self.draft, self.levels = draft, levels
        self.kind = kind_of(draft)
        # The desk took it with no more than a list says; it may come back so.
        self.came_with_list = draft.registration is not None and draft.registration.form_id is None
        self.others = others or {}
        self.asked = {self._name(field): field for field in reversed(draft.form.fields.all())}
        defaults = {
            Content.CONTINUITY.value: Registration.Continuity.NEW
            if not self._is_asked(Content.CONTINUITY)
            else ""
        }
        if len(levels) == 1:
            defaults[Content.LEVEL.value] = levels[0].code
        shown = typed if typed is not None else draft.values
        initial = defaults | {name: text for name, text in shown.items() if text}
        super().__init__(data, initial=initial)
        self.choices: dict[str, Sequence[tuple[str, Any]]] = {
            Content.SECTOR: sectors,
            Content.LEVEL: [(level.code, capfirst(level.name)) for level in levels],
            Content.CONTINUITY: Registration.Continuity.choices,
        }
        for field in draft.form.fields.all():
            if self._name(field) not in self.fields:
                self.fields[self._name(field)] = self._field_of(field)
        self.also = [name for name in self._needed() if name not in self.fields]
        for name in self.also:
            self.fields[name] = self._field(name, label=NEEDED[name], hint="", rows=2)
        for name in self._needed():
            self.fields[name].required = True

    def items(self) -> list[Item]:
        """Return the fields of the form itself, in their order."""
        return [self._item(name) for name in self.fields if name not in self.also]

    def needed_items(self) -> list[Item]:
        """Return what a registration needs beside what the form asks."""
        return [self._item(name) for name in self.also]

    def clean_met_on(self) -> Any:
        day = self.cleaned_data["met_on"]
        if day and day > timezone.localdate():
            raise ValidationError(
                _("This day is still to come. Write the day on which the meeting was held.")
            )
        return day

    def entry(self) -> Entry:
        """Return what the form says, in the shape the doors take; what it does not ask stays as it was."""
        said = self.draft.values | self.cleaned_data
        known = self.draft.registration or self.draft.previous
        is_person = self.kind == Initiative.Kind.INDIVIDUAL
        texts = ("title", "continuity", "place", "period", "completion", "goal", "content")
        return Entry(
            **{name: said.get(name, "")[: LONGEST.get(name, LONGEST_TYPED)] for name in texts},
            sector=Sector.objects.get(key=said["sector"]),
            kind=self.kind,
            registrant="" if is_person else said.get("registrant", ""),
            started=known.initiative.started if known else "",
            person=Person(**{name: said.get(name, "") for name in PERSON_FIELDS}) if is_person else None,
        )

    def paper(self) -> Paper:
        """Return the form and what only it asks. An address is noted where it is not the unit's own."""
        answers = {
            str(field.order): self.cleaned_data[name]
            for name, field in self.asked.items()
            if field.content == Content.OWN
            or (field.content == Content.UNIT_ADDRESS and self.cleaned_data[name] != self.draft.unit.address)
        }
        return Paper(self.draft.form, answers, self.cleaned_data.get("met_on"))

    def level(self) -> Level:
        """Return the level applied for."""
        by_code = {level.code: level for level in self.levels}
        return by_code.get(self.cleaned_data.get("level", ""), self.levels[0])

    def _needed(self) -> Iterable[str]:
        for content in NEEDED:
            if content == Content.FULL_NAME and self.kind != Initiative.Kind.INDIVIDUAL:
                continue
            if content == Content.LEVEL and len(self.levels) == 1 and not self._is_asked(content):
                continue
            yield str(content.value if isinstance(content, Content) else content)

    def _is_asked(self, content: str) -> bool:
        return str(content) in self.asked

    def _name(self, field: FormField) -> str:
        return own_name(field) if field.content == Content.OWN else field.content

    def _field_of(self, field: FormField) -> forms.Field:
        made = self._field(
            field.content, label=field.label, hint=field.hint, rows=max(field.most_lines or 0, 2)
        )
        made.required = field.required and not self.came_with_list
        return made

    def _field(self, content: str, *, label: Any, hint: Any, rows: int) -> forms.Field:
        asked: dict[str, Any] = {
            "label": label,
            "help_text": hint or _HINTS.get(content, ""),
            "required": False,
            "error_messages": _MESSAGES,
        }
        if content in self.choices:
            return forms.ChoiceField(choices=self.choices[content], widget=forms.RadioSelect, **asked)
        if content == Content.MET_ON:
            return forms.DateField(
                input_formats=DAY_FORMATS,
                widget=forms.DateInput(
                    format=DAY_FORMAT, attrs={"autocomplete": "off", "inputmode": "numeric"}
                ),
                **asked,
            )
        if content in _LONG:
            widget = forms.Textarea(attrs={"rows": rows})
            return forms.CharField(max_length=LONGEST.get(content, LONGEST_TYPED), widget=widget, **asked)
        return forms.CharField(max_length=LONGEST.get(content, 255), **asked)

    def _item(self, name: str) -> Item:
        text = str(self[name].value() or "")
        field = self.asked.get(name)
        lines = None
        if field and (field.least_lines or field.most_lines):
            lines = Lines(lines_in(text), field.least_lines, field.most_lines)
        other = self.others.get(name, text)
        return Item(self[name], lines, self._words(name, other) if other != text else None)

    def _words(self, name: str, text: str) -> str:
        """Return a text as a person reads it: of a choice its label."""
        return str(dict(self.choices.get(name, ())).get(text, text))


_MESSAGES: Mapping[str, Any] = {
    "required": _("Fill this in before sending."),
    "invalid": _("Write a day as day/month/year, for example 15/02/2024."),
}
_LONG = (Content.TITLE, Content.CONTENT, Content.GOAL, Content.OWN)
_HINTS: Mapping[str, Any] = {
    Content.MET_ON: _("Day/month/year, for example 15/02/2024."),
    Content.REGISTRANT: NO_PERSON,
    Content.FULL_NAME: _("Seen by your unit and the desk, not published without consent."),
}
