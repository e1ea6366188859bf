"""The quotas of a campaign (chỉ tiêu), written on a page of their own beside it."""

from typing import Any

from django import forms
from django.forms import inlineformset_factory
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from submissions.desk.campaigns.editing import BoundRowForm, units_below
from submissions.desk.forms import PaperForm
from submissions.desk.formsets import RowsMixin
from submissions.desk.viewsets import EditView
from submissions.models import Campaign, Quota


class QuotaForm(BoundRowForm):
    """One quota in the words of the paper."""

    class Meta:
        model = Quota
        fields = [
            "phrase",
            "minimum",
            "maximum",
            "level",
            "unit_type",
            "subtree",
            "kind",
            "continuity",
            "per",
            "span",
            "counts",
            "strength",
            "sectors",
            "basis",
        ]
        widgets = {"sectors": forms.CheckboxSelectMultiple}
        help_texts = {
            "minimum": _("Leave empty where the paper sets none (“nếu có”)."),
            "maximum": _("Leave empty where the paper sets none (“01 hoặc nhiều”)."),
            "counts": _("Nominations are counted and limited as soon as there are nominations."),
            "span": _("A period is that of the campaigns of this issuer with the same name of the period."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        least, most = cleaned.get("minimum"), cleaned.get("maximum")
        if least is not None and most is not None and least > most:
            self.add_error("maximum", _("“At most” cannot be less than “at least”."))
        if cleaned.get("strength") == Quota.Strength.BLOCKING and most is None:
            self.add_error("maximum", _("A blocking quota needs a number that is not exceeded."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The constraint of the database says the same as `clean`, without a remedy.
        return super()._get_validation_exclusions() | {"minimum"}  # type: ignore[misc]


QuotaRows = inlineformset_factory(Campaign, Quota, form=QuotaForm, extra=2)


class UnchangedForm(PaperForm):
    """The campaign itself, of which this page changes nothing."""

    class Meta:
        model = Campaign
        fields: list[str] = []


class QuotasView(RowsMixin, EditView):
    """The quotas of one campaign, before and after it opens."""

    rows_class = QuotaRows
    rows_heading = _("Quotas")
    page_title = _("Quotas")

    def get_rows_kwargs(self) -> dict[str, Any]:
        return {"units": units_below(self.object, self.request.user)}

    def get_form_class(self) -> type[UnchangedForm]:
        return UnchangedForm

    def get_edit_url(self) -> str:
        return reverse("desk_campaigns:quotas", args=[self.object.pk])

    def get_success_url(self) -> str:
        return reverse("desk_campaigns:inspect", args=[self.object.pk])

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []
