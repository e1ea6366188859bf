"""The forms in which a campaign and its deadlines are written."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import inlineformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions import scope
from submissions.desk.days import DayField
from submissions.desk.forms import PaperForm
from submissions.desk.official.editing import issuer_name
from submissions.desk.people.units import UnitChoiceField
from submissions.models import Campaign, Deadline, Unit
from submissions.models.deadlines import Bound
from submissions.vietnamese.text import match_key

FORM_CHOICES = {"official_forms": scope.official_forms, "list_forms": scope.list_forms}
# What the deadlines, forms and rows of a campaign rest on, so that it stays once it has opened.
SETTLED = ("year", "issuer", "scheme")


class FormsField(forms.ModelMultipleChoiceField):
    """A choice of forms, told apart by issuer; a proposal says that it is one."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, form: Any) -> str:
        about = [issuer_name(form), gettext("proposed wording") if form.is_proposal else ""]
        return f"{form} ({', '.join(part for part in about if part)})"


class CampaignForm(PaperForm):
    """A campaign of one of the person's desks. Its address is made from the title when it is left empty.

    Once it has opened its year, issuer, sectors and forms stay as they are.
    """

    class Meta:
        model = Campaign
        fields = [
            "title",
            "slug",
            "year",
            "theme",
            "period",
            "issuer",
            "basis",
            "scheme",
            "levels",
            "official_forms",
            "list_forms",
            "accepts_late",
        ]
        field_classes = dict.fromkeys(FORM_CHOICES, FormsField)
        widgets = {"levels": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = scope.units_overseen(self.for_user).filter(receives=True)
        self.fields["scheme"].queryset = scope.schemes(self.for_user)
        self.fields["slug"].required = False
        if self.instance.state == Campaign.State.DRAFT:
            self._offer_forms()
        else:
            self._settle()

    def _offer_forms(self) -> None:
        """Offer the forms that can serve: of a standing campaign its issuer's in force, else the person's."""
        for name, seen in FORM_CHOICES.items():
            offered = seen(self.for_user).select_related("issuer")
            if self.instance.pk:
                offered = offered.filter(
                    pk__in=offered.model.objects.in_force_for(self.instance).values("pk")
                )
            self.fields[name].queryset = offered

    def _settle(self) -> None:
        for name in SETTLED:
            self.fields[name].disabled = True
        for name in FORM_CHOICES:
            del self.fields[name]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slug or free_slug(self.cleaned_data.get("title", ""), self.instance.pk or 0)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        issuer, year = cleaned.get("issuer"), cleaned.get("year")
        for name in FORM_CHOICES:
            if issuer and year and cleaned.get(name):
                self._refuse_idle(name, cleaned[name], Campaign(issuer=issuer, year=year))
        return cleaned

    def _refuse_idle(self, name: str, chosen: QuerySet[Any], campaign: Campaign) -> None:
        """Refuse forms that could not serve the campaign: of another issuer, or not in force in its year."""
        idle = chosen.exclude(pk__in=chosen.model.objects.in_force_for(campaign).values("pk"))
        if idle:
            told = ", ".join(form.code for form in idle)
            sentence = gettext("Not of this issuer or not in force in %(year)d: %(forms)s. Untick them.")
            self.add_error(name, sentence % {"year": campaign.year, "forms": told})


def free_slug(title: str, pk: int) -> str:
    """An address for a title, in plain letters, that no campaign but `pk` (0 for a new one) has."""
    base = match_key(title).replace(" ", "-")[:40].strip("-") or "dot"
    taken = set(Campaign.objects.exclude(pk=pk).filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


class BoundRowForm(forms.ModelForm):
    """A row that may speak of one part of the tree only; `units` are those it can be narrowed to."""

    subtree = UnitChoiceField(
        label=capfirst(_("only for this unit and those below it")),
        queryset=Unit.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subtree"].queryset = units  # type: ignore[attr-defined]


class DeadlineForm(BoundRowForm):
    """A deadline of one campaign, in the words of the paper."""

    class Meta:
        model = Deadline
        fields = [
            "step",
            "what",
            "phrase",
            "bound",
            "named_day",
            "strength",
            "level",
            "unit_type",
            "subtree",
        ]
        field_classes = {"named_day": DayField}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        undated, day = cleaned.get("bound") == Bound.UNDATED, cleaned.get("named_day")
        if undated and day:
            self.add_error("named_day", _("Leave the day empty, or choose how the paper binds to it."))
        elif not (undated or day or "named_day" in self.errors):
            self.add_error("named_day", _("Write the day, or choose “no day named”."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The constraint of the database says the same as `clean`, without a remedy.
        return super()._get_validation_exclusions() | {"named_day"}  # type: ignore[misc]


DeadlineRows = inlineformset_factory(Campaign, Deadline, form=DeadlineForm, extra=2)


def units_below(campaign: Campaign, user: Any) -> QuerySet[Unit]:
    """The units to which a row of a campaign can be narrowed; of a new one all that the person oversees."""
    overseen = scope.units_overseen(user)
    return overseen.filter(path__startswith=campaign.issuer.path) if campaign.issuer_id else overseen
