"""The forms of the unit area."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from submissions.lists.formats.files import MAX_BYTES
from submissions.models import Campaign, Initiative, OfficialForm, Registration, Sector


class SignInForm(AuthenticationForm):
    """User name and password, with a message that helps on a Vietnamese keyboard."""

    error_messages = {
        "invalid_login": _(
            "The user name or the password is wrong. "
            "Switch off Caps Lock and Vietnamese typing, then try again."
        ),
        "inactive": _("This account is switched off. Ask the registry desk above your unit."),
    }


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


class ChoosingForm(forms.Form):
    """Who registers, as far as the forms of a campaign tell them apart; which form, where several fit still.

    29-HD/ĐUK, III.1 has one form for each pair: a collective or a person, of the Party or not. What is
    known of an initiative that goes on (`previous`) is not asked again. Valid, it holds `official_form`
    and `kind`.
    """

    official_form: OfficialForm
    kind: str

    def __init__(
        self,
        *args: Any,
        official_forms: Sequence[OfficialForm],
        previous: Registration | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.official_forms = official_forms
        self.previous = previous
        served = {form.kind for form in official_forms}
        kinds = [(key, word) for key, word in Initiative.Kind.choices if served & {key, ""}]
        self.kind = previous.initiative.kind if previous else kinds[0][0] if len(kinds) == 1 else ""
        self.continued_form = self._continued_form()
        if not self.kind:
            self.fields["kind"] = _question(_("Who registers?"), kinds)
        if not self.continued_form and any(form.affiliation for form in self._fitting(self.kind, "")):
            self.fields["affiliation"] = _question(_("For whom?"), OfficialForm.Affiliation.choices)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        self.kind = self.kind or data["kind"]
        fitting = (
            [self.continued_form]
            if self.continued_form
            else self._fitting(self.kind, data.get("affiliation", ""))
        )
        if not fitting:
            raise ValidationError(_("The campaign has no form for this. Ask the desk which one to use."))
        if len(fitting) > 1:
            fitting = self._choose(fitting)
        self.official_form = fitting[0]
        return data

    def _choose(self, fitting: list[OfficialForm]) -> list[OfficialForm]:
        """Ask which form it is to be, of those that fit; return the answer."""
        self.fields["form"] = _question(_("Which form?"), [(str(form.pk), str(form)) for form in fitting])
        chosen = self.data.get("form")
        found = [form for form in fitting if str(form.pk) == chosen]
        if not found:
            self.add_error("form", _("Several forms fit. Choose the one that your paper names."))
        return found or fitting

    def _fitting(self, kind: str, affiliation: str) -> list[OfficialForm]:
        """Return the forms for a registrant; what is not known yet fits every form."""
        return [
            form
            for form in self.official_forms
            if (not kind or form.kind in ("", kind))
            and (not affiliation or form.affiliation in ("", affiliation))
        ]

    def _continued_form(self) -> OfficialForm | None:
        """Return the form of the same code as last year's."""
        if self.previous is None or self.previous.form is None:
            return None
        code = self.previous.form.code
        return next((form for form in self._fitting(self.kind, "") if form.code == code), None)


def _question(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
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
