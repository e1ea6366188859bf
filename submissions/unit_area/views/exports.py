"""What a unit takes away: the official list of its registrations, and blank lists to fill in."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from submissions import scope
from submissions.lifecycle.refusal import Refused
from submissions.lists.exporting import OFFICIAL, ListFile, blank_list, export_list, listed
from submissions.models import Campaign, ListForm, Registration

from .access import UnitMixin


class ListFileView(UnitMixin, View):
    """A file in one of the list forms of a campaign; the address names campaign, form and format."""

    campaign: Campaign
    form: ListForm

    def find_record(self) -> None:
        campaigns = self.campaigns().select_related("issuer", "scheme")
        self.campaign = get_object_or_404(campaigns, slug=self.kwargs["campaign"])
        forms = {form.pk: form for form in ListForm.objects.serving(self.campaign)}
        if self.kwargs["form"] not in forms or self.kwargs["file_format"] not in OFFICIAL:
            raise Http404
        self.form = forms[self.kwargs["form"]]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            file = self.file(self.kwargs["file_format"])
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("unit_area:registrations", unit=self.unit.code)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.data, content_type=file.content_type, headers=headers)

    def campaigns(self) -> QuerySet[Campaign]:
        """The campaigns of which the unit gets such a file."""
        raise NotImplementedError

    def file(self, file_format: str) -> ListFile:
        """Make the file."""
        raise NotImplementedError


class BlankList(ListFileView):
    """A list to fill in, for a campaign the unit is called to."""

    open_to_desk = True

    def campaigns(self) -> QuerySet[Campaign]:
        return scope.campaigns_for(self.unit)

    def file(self, file_format: str) -> ListFile:
        return blank_list(self.form, campaign=self.campaign, unit=self.unit, file_format=file_format)


class OwnList(ListFileView):
    """What the unit has registered in a campaign, as the list it signs and sends."""

    def campaigns(self) -> QuerySet[Campaign]:
        return campaigns_listed(self.own())

    def file(self, file_format: str) -> ListFile:
        return export_list(
            self.form,
            listed(self.own()).filter(campaign=self.campaign),
            campaign=self.campaign,
            unit=self.unit,
            file_format=file_format,
            by=self.request.user,
            persons=True,
        )

    def own(self) -> QuerySet[Registration]:
        return scope.own_registrations(self.request.user).filter(unit=self.unit)


def campaigns_listed(own: QuerySet[Registration]) -> QuerySet[Campaign]:
    """Return the campaigns in which there is something to list."""
    return Campaign.objects.filter(pk__in=listed(own).values("campaign"))
