"""The desk corrects a registration: the words of its form, a reason, and the log keeps old and new."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions import log
from submissions.desk.days import DayField
from submissions.desk.doors import DoorView
from submissions.desk.facts import sector_choices
from submissions.desk.moves import CORRECT
from submissions.lifecycle import bookkeeping
from submissions.lifecycle.intake import Entry, Paper, Person, entry_of
from submissions.lists.checks import LONGEST
from submissions.models import FormField, Initiative, Level, Registration, Sector

Content = FormField.Content
# Kept with the registration by their place on the form; the unit's address only where it is another one.
ANSWERED = (Content.OWN, Content.UNIT_ADDRESS)
LONGEST_TEXT = 10_000
PERSON_FIELDS = ("full_name", "position", "workplace", "address")
SHOW_PERSON = "show_person"


def line(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    """A field of one line that may stay empty."""
    return forms.CharField(label=label, required=False, max_length=longest, **kwargs)


def text(label: Any, longest: int, rows: int) -> forms.CharField:
    """A field of several lines that may stay empty."""
    return line(label, longest, widget=forms.Textarea(attrs={"rows": rows}))


class CorrectionForm(forms.Form):
    """What a registration says, under the labels of its official form, and why it is corrected.

    The fields of a private person are there only when the person is `opened`, or there is none yet.
    """

    title = forms.CharField(
        label=_("Title of the initiative"),
        max_length=LONGEST["title"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sector = forms.ModelChoiceField(label=_("Sector"), queryset=Sector.objects.all(), empty_label=None)
    level = forms.ModelChoiceField(
        label=_("Level applied for"), queryset=Level.objects.all(), empty_label=None
    )
    kind = forms.ChoiceField(
        label=_("Registered by"), choices=Initiative.Kind.choices, widget=forms.RadioSelect
    )
    registrant = line(
        _("Collective that carries it out"),
        LONGEST["registrant"],
        help_text=_("For a collective only. Never write a person's name here."),
    )
    full_name = line(_("Full name"), 255)
    position = line(_("Position"), 255)
    workplace = line(_("Place of work"), 255)
    address = line(_("Address"), 255)
    place = line(_("Place of implementation"), LONGEST["place"])
    continuity = forms.ChoiceField(
        label=_("Continued or new"), choices=Registration.Continuity.choices, widget=forms.RadioSelect
    )
    content = text(_("Content of implementation"), LONGEST_TEXT, 5)
    period = line(_("Time of implementation"), LONGEST["period"])
    completion = line(_("Expected completion"), LONGEST["completion"])
    goal = text(_("Goal or expected result"), LONGEST["goal"], 3)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    met_on = DayField(label=_("Day of the meeting that agreed"), required=False)
    note = forms.CharField(
        label=_("Why it is corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The unit reads this text, and sees what was changed."),
    )

    def __init__(self, *args: Any, registration: Registration, opened: bool, **kwargs: Any) -> None:
        self.before, self.paper = entry_of(registration), registration.form
        self.unit_address = registration.unit.address
        said = initial_of(registration, self.before, opened=opened)
        super().__init__(*args, **kwargs | {"initial": said | (kwargs.get("initial") or {})})
        self.opened = opened or self.before.kind != Initiative.Kind.INDIVIDUAL
        self._choose_fields()
        self.fields["sector"].choices = sector_choices(registration)  # type: ignore[attr-defined]

    def _choose_fields(self) -> None:
        """Drop what is closed or not asked, name the rest as the form does, the reason last."""
        if not self.opened:
            # Who may not see a person cannot make the registration a collective's either.
            self.fields["kind"].disabled = True
            for name in PERSON_FIELDS:
                del self.fields[name]
        if self.paper is None:
            del self.fields["met_on"]
            return
        note = self.fields.pop("note")
        for asked in self.paper.fields.all():
            if asked.content in ANSWERED:
                rows = 3 if asked.content == Content.OWN else 1
                self.fields[answer_name(asked)] = text(asked.label, LONGEST_TEXT, rows)
            if asked.content in self.fields:
                self.fields[asked.content].label = asked.label
                self.fields[asked.content].help_text = asked.hint or self.fields[asked.content].help_text
        self.fields["note"] = note

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Initiative.Kind.INDIVIDUAL and self.opened and not data.get("full_name"):
            self.add_error("full_name", gettext("Write the full name of the individual."))
        return data

    def entry(self) -> Entry:
        """Return what the form says, in the shape the door takes; a closed person stays as it is."""
        data = self.cleaned_data
        is_person = data["kind"] == Initiative.Kind.INDIVIDUAL
        names = (*Entry.INITIATIVE_FIELDS, *Entry.REGISTRATION_FIELDS)
        values = {name: data[name] for name in names if name in data}
        values |= {"registrant": "" if is_person else data["registrant"], "started": self.before.started}
        person = Person(**{name: data[name] for name in PERSON_FIELDS}) if is_person and self.opened else None
        return Entry(**values, person=person)

    def said_on_paper(self) -> Paper | None:
        """Return what the form says beside the entry."""
        if self.paper is None:
            return None
        answers = {
            str(asked.order): self.cleaned_data[answer_name(asked)]
            for asked in self.paper.fields.all()
            if asked.content == Content.OWN
            or (
                asked.content == Content.UNIT_ADDRESS
                and self.cleaned_data[answer_name(asked)] != self.unit_address
            )
        }
        return Paper(self.paper, answers, self.cleaned_data["met_on"])


def answer_name(asked: FormField) -> str:
    """The name on the page of a field that is kept by its place on the form."""
    return f"answer_{asked.order}"


def initial_of(registration: Registration, said: Entry, *, opened: bool) -> dict[str, Any]:
    """What the fields hold before the correction; a person's only when it is `opened`."""
    names = (*Entry.INITIATIVE_FIELDS, *Entry.REGISTRATION_FIELDS)
    initial = {name: getattr(said, name) for name in names}
    initial |= {"sector": said.sector.pk, "level": registration.level_id, "met_on": registration.met_on}
    initial["seen"] = registration.updated_at.isoformat()
    if registration.form:
        addresses = registration.form.fields.filter(content=Content.UNIT_ADDRESS)
        initial |= {answer_name(asked): registration.unit.address for asked in addresses}
    initial |= {f"answer_{order}": answer for order, answer in registration.answers.items()}
    if opened:
        initial |= {name: getattr(said.person, name, "") for name in PERSON_FIELDS}
    return initial


class CorrectView(DoorView):
    """A form like the unit's; a private person's data opens on request only, and the look is logged."""

    move = CORRECT
    form_class = CorrectionForm
    template_name = "desk/registration_correct.html"
    question = _("The unit is told, with the reason. The history keeps what stood here before.")
    success = _("“%(record)s” has been corrected.")

    @cached_property
    def may_see_person(self) -> bool:
        """Whether the data of private persons opens to this account."""
        return bool(self.request.user.has_perm("submissions.view_individual"))

    @property
    def opens_person(self) -> bool:
        """Whether the page holds the person's data, or is asked to."""
        asked = SHOW_PERSON in self.request.POST or "opened" in self.request.POST
        return self.may_see_person and asked

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "registration": self.object, "opened": self.opens_person}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if SHOW_PERSON not in request.POST:
            return super().post(request, *args, **kwargs)
        form_kwargs = self.get_form_kwargs() | {"data": None, "files": None, "initial": request.POST.dict()}
        if self.may_see_person:
            log.record("individual.view", self.object, request.user)
        return self.render_to_response(self.get_context_data(form=self.form_class(**form_kwargs)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"person_closed": not context["form"].opened, "may_see_person": self.may_see_person}

    def pass_door(self, form: CorrectionForm) -> Registration:
        said = form.cleaned_data
        return bookkeeping.correct(
            self.object,
            form.entry(),
            self.request.user,
            note=said["note"],
            level=said["level"],
            paper=form.said_on_paper(),
            seen=said["seen"],
        )
