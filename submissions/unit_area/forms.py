"""The forms of the unit area."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from submissions.lifecycle.intake import Entry, Person
from submissions.lists.checks import LONGEST
from submissions.lists.formats.files import MAX_BYTES
from submissions.lists.resources import PERSON_COLUMNS
from submissions.models import Campaign, Initiative, Registration, Sector

# Kept as typed whatever it is; only what no list can mean is refused at once.
LONGEST_TYPED = 10_000


class SignInForm(AuthenticationForm):
    """User name and password, with a message that helps on a Vietnamese keyboard."""

    error_messages = {
        "invalid_login": _(
            "The user name or the password is wrong. "
            "Switch off Caps Lock and Vietnamese typing, then try again."
        ),
        "inactive": _("This account is switched off. Ask the registry desk above your unit."),
    }


class SectorChoiceField(forms.ModelChoiceField):
    """The four sectors by their key, in the wording and order of the campaign's issuer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Sector.objects.all(), to_field_name="key", empty_label=_("Choose a sector"), **kwargs
        )

    def word(self, sectors: list[tuple[str, str]]) -> None:
        """Show the sectors as `sectors` words them: pairs of key and wording."""
        self.widget.choices = [("", self.empty_label), *sectors]


def sectors_of(campaign: Campaign) -> list[tuple[str, str]]:
    """Return key and wording of each sector, in the issuer's order. One query."""
    wordings = campaign.scheme.wordings.select_related("sector").order_by("order")
    return [(wording.sector.key, wording.label) for wording in wordings] or [
        (sector.key, sector.name) for sector in Sector.objects.all()
    ]


class UploadForm(forms.Form):
    """A list for one of the campaigns that are open to the unit; the only one is chosen already."""

    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.none(),
        to_field_name="slug",
        label=_("Campaign"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the campaign this list is for.")},
    )
    file = forms.FileField(
        label=_("File with the list"),
        # An empty file gets the same kind of answer as any other that is no list.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.docx"}),
        error_messages={"required": _("Choose the file with the list.")},
    )

    def __init__(self, *args: Any, campaigns: QuerySet[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Excel (.xlsx, .xlsm, .xls), OpenDocument (.ods), CSV or text (.csv, .tsv, .txt) or Word "
            "(.docx), at most %(limit)s MB. Titles, section rows and signatures may stay in the file."
        ) % {"limit": MAX_BYTES // (1024 * 1024)}
        field = self.fields["campaign"]
        field.queryset = campaigns  # type: ignore[attr-defined]
        if len(campaigns) == 1:
            self.initial["campaign"] = campaigns[0].slug
            field.widget = forms.HiddenInput()


class RowForm(forms.Form):
    """The cells of one row. It takes what is typed; the checks of the list say what is wrong with it."""

    title = forms.CharField(label=_("Title of the initiative"), widget=forms.Textarea(attrs={"rows": 2}))
    place = forms.CharField(label=_("Place of implementation"))
    registrant = forms.CharField(label=_("Collective or individual (name)"))
    kind = forms.ChoiceField(label=_("Registered by"))
    sector = forms.ChoiceField(label=_("Sector"))
    continuity = forms.ChoiceField(label=_("Continued or new"))
    period = forms.CharField(label=_("Time of implementation"))
    completion = forms.CharField(label=_("Expected completion"))
    goal = forms.CharField(label=_("Goal"), widget=forms.Textarea(attrs={"rows": 2}))
    content = forms.CharField(label=_("Content of implementation"), widget=forms.Textarea(attrs={"rows": 3}))
    position = forms.CharField(label=_("Position"))
    workplace = forms.CharField(label=_("Place of work"))
    address = forms.CharField(label=_("Address"))

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.marked: set[str] = set()
        if self.initial["kind"] != Initiative.Kind.INDIVIDUAL:
            for name in PERSON_COLUMNS:
                del self.fields[name]
        self.fields["kind"].choices = [("", _("Choose")), *Initiative.Kind.choices]  # type: ignore[attr-defined]
        self.fields["continuity"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *Registration.Continuity.choices,
        ]
        self.fields["sector"].choices = [("", _("Choose a sector")), *sectors]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = False
            if isinstance(field, forms.CharField):
                field.validators.append(forms.CharField(max_length=LONGEST_TYPED).validators[0])

    def mark(self, column: str, described_by: str, *, is_error: bool) -> None:
        """Tell assistive technology that a problem of the list is about this cell."""
        attrs = self.fields[column].widget.attrs
        if is_error:
            attrs["aria-invalid"] = "true"
        attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {described_by}".strip()
        self.marked.add(column)

    def cells_to_look_at(self) -> list[forms.BoundField]:
        """The cells that a problem is about; all of them where there is no such cell."""
        return [field for field in self if self._is_shown(field.name)]

    def other_cells(self) -> list[forms.BoundField]:
        """The cells that nothing is said about."""
        return [field for field in self if not self._is_shown(field.name)]

    def _is_shown(self, name: str) -> bool:
        shown = self.marked | set(self.errors)
        return not shown or name in shown


class SectorForm(forms.Form):
    """One sector for many rows: those without one (M4), or those that were chosen."""

    sector = forms.ChoiceField(
        label=_("Sector"),
        error_messages={"required": _("Choose the sector.")},
    )

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("Choose a sector")), *sectors]  # type: ignore[attr-defined]


class EntryForm(forms.Form):
    """Everything a unit says in a registration (M1, M2), to correct it."""

    title = forms.CharField(
        label=_("Title of the initiative"),
        max_length=LONGEST["title"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Short, and saying what the initiative is about."),
    )
    sector = SectorChoiceField(label=_("Sector"))
    continuity = forms.ChoiceField(
        label=_("Continued or new"), choices=Registration.Continuity.choices, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Place of implementation"), max_length=LONGEST["place"])
    content = forms.CharField(
        label=_("Content of implementation"),
        required=False,
        max_length=LONGEST_TYPED,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("How it is carried out, in 3 to 5 lines."),
    )
    period = forms.CharField(label=_("Time of implementation"), required=False, max_length=LONGEST["period"])
    completion = forms.CharField(
        label=_("Expected completion"), required=False, max_length=LONGEST["completion"]
    )
    goal = forms.CharField(
        label=_("Goal or expected result"),
        required=False,
        max_length=LONGEST["goal"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Clear and short, 1 to 3 lines."),
    )
    kind = forms.ChoiceField(
        label=_("Registered by"), choices=Initiative.Kind.choices, widget=forms.RadioSelect
    )
    registrant = forms.CharField(
        label=_("Collective that carries it out"),
        required=False,
        max_length=LONGEST["registrant"],
        help_text=_("For a collective only. Never write a person's name here."),
    )
    full_name = forms.CharField(
        label=_("Full name"),
        required=False,
        max_length=255,
        help_text=_("For an individual only. Seen by your unit and the desk, not published without consent."),
    )
    position = forms.CharField(label=_("Position"), required=False, max_length=255)
    workplace = forms.CharField(label=_("Place of work"), required=False, max_length=255)
    address = forms.CharField(label=_("Address"), required=False, max_length=255)

    PERSON_FIELDS = ("full_name", "position", "workplace", "address")

    def __init__(self, *args: Any, before: Entry, sectors: list[tuple[str, str]], **kwargs: Any) -> None:
        self.before = before
        names = (*Entry.INITIATIVE_FIELDS, *Entry.REGISTRATION_FIELDS)
        initial = {name: getattr(before, name) for name in names} | {"sector": before.sector.key}
        initial |= {name: getattr(before.person, name, "") for name in self.PERSON_FIELDS}
        super().__init__(*args, **kwargs | {"initial": initial})
        self.fields["sector"].word(sectors)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Initiative.Kind.INDIVIDUAL and not data.get("full_name"):
            self.add_error("full_name", _("Write the full name of the individual."))
        return data

    def entry(self) -> Entry:
        """Return what was typed, in the shape the doors take."""
        data = self.cleaned_data
        is_person = data["kind"] == Initiative.Kind.INDIVIDUAL
        names = (*Entry.INITIATIVE_FIELDS, *Entry.REGISTRATION_FIELDS)
        values = {name: data[name] for name in names if name in data}
        values |= {"registrant": "" if is_person else data["registrant"], "started": self.before.started}
        return Entry(
            **values,
            person=Person(**{name: data[name] for name in self.PERSON_FIELDS}) if is_person else None,
        )


class RegistrationFilter(forms.Form):
    """Narrows the list of registrations; an unknown value narrows nothing."""

    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.none(),
        to_field_name="slug",
        label=_("Campaign"),
        required=False,
        empty_label=_("All campaigns"),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *Registration.State.choices]
    )

    def __init__(self, *args: Any, campaigns: QuerySet[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]
