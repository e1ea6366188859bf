"""Registering for a unit that cannot: the desk chooses unit and campaign, then fills in the unit's form."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from submissions import scope
from submissions.desk.people.units import UnitChoiceField
from submissions.desk.registrations.filters import BOOK
from submissions.models import Campaign, Registration, Unit

ON_BEHALF = _("Register for a unit")


class OnBehalfForm(forms.Form):
    """For which unit of the desk, and in which open campaign."""

    unit = UnitChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = scope.units_helped(user)
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = scope.campaigns_helped(user)
        if len(campaigns.queryset) == 1:
            campaigns.initial, campaigns.empty_label = campaigns.queryset[0], None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        unit, campaign = data.get("unit"), data.get("campaign")
        if unit and campaign and not scope.campaigns_for(unit).filter(pk=campaign.pk).exists():
            self.add_error("campaign", gettext("The campaign does not call this unit."))
        return data


class OnBehalfView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Leads to the unit's own page for the form; what is made there is logged as made by the desk."""

    template_name = "desk/on_behalf.html"
    form_class = OnBehalfForm
    permission_required = "view"
    page_title = ON_BEHALF
    header_icon = "edit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.user_has_permission("view") and not request.user.has_perm("submissions.receive_registration"):
            messages.error(request, gettext("Your account may not register for units."))
            return redirect(reverse(BOOK))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(BOOK), "label": capfirst(Registration._meta.verbose_name_plural)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back_url": reverse(BOOK)}

    def form_valid(self, form: OnBehalfForm) -> HttpResponse:
        page = form_page(form.cleaned_data["unit"], form.cleaned_data["campaign"])
        if page:
            return redirect(page)
        form.add_error(
            None, gettext("This portal has no pages for units, so that nothing can be registered.")
        )
        return self.form_invalid(form)


def form_page(unit: Unit, campaign: Campaign) -> str:
    """Return the address at which a unit chooses the form; empty in a portal without unit pages."""
    try:
        return reverse("unit_area:register", kwargs={"unit": unit.code, "campaign": campaign.slug})
    except NoReverseMatch:
        return ""
