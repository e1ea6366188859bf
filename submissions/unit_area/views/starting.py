"""Beginning to register on a form: which form, empty or with what was registered in an earlier year."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from submissions import scope
from submissions.lifecycle import drafts
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, OfficialForm, Registration
from submissions.unit_area.forms import ChoosingForm

from .access import PagedList, UnitMixin
from .batches import PAGE
from .drafts import open_drafts


class CampaignMixin(UnitMixin):
    """A page of one campaign that calls the unit."""

    open_to_desk = True
    campaign: Campaign

    def find_record(self) -> None:
        campaigns = scope.campaigns_for(self.unit).select_related("issuer")
        self.campaign = get_object_or_404(campaigns, slug=self.kwargs["campaign"])

    @cached_property
    def continuable(self) -> QuerySet[Registration]:
        """What the unit can go on with in this campaign."""
        return drafts.continuable(self.unit, self.campaign)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The address has a `campaign` too, its code.
        return super().get_context_data(**kwargs | {"campaign": self.campaign})


class Register(CampaignMixin, TemplateView):
    """Ask who registers, as far as the forms of the campaign need it, and begin on the right form.

    Where nothing is to be asked a POST begins at once. With `tiep-tuc` the form is filled in from that
    registration of an earlier campaign.
    """

    template_name = "unit_area/register.html"

    def find_record(self) -> None:
        super().find_record()
        self.previous = None
        if pk := self.request.POST.get("tiep-tuc", self.request.GET.get("tiep-tuc", "")):
            rows = self.continuable.select_related("initiative", "form")
            self.previous = get_object_or_404(rows, pk=pk if pk.isdecimal() else 0)

    def form(self, data: Any = None) -> ChoosingForm:
        """Return the questions, with the answers in `data`."""
        return ChoosingForm(data, official_forms=self.official_forms, previous=self.previous)

    @cached_property
    def official_forms(self) -> list[OfficialForm]:
        """The forms of the campaign on which one registers."""
        return drafts.registering_forms(self.campaign)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            previous=self.previous,
            official_forms=self.official_forms,
            continuable=0 if self.previous else self.continuable.count(),
            drafts=open_drafts(self).filter(campaign=self.campaign).select_related("form"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        is_answered = not form.fields or any(name in request.POST for name in (*form.fields, "begin"))
        if not is_answered:
            form = self.form()
        elif form.is_valid():
            try:
                draft = drafts.start(
                    form.official_form,
                    unit=self.unit,
                    campaign=self.campaign,
                    kind=form.kind,
                    by=request.user,
                    previous=self.previous,
                )
            except Refused as refusal:
                form.add_error(None, refusal.message)
            else:
                return redirect("unit_area:fill", unit=self.unit.code, pk=draft.pk)
        return self.render_to_response(self.get_context_data(form=form))


class ContinueList(CampaignMixin, PagedList):
    """The unit's initiatives of earlier years, each to be registered again with one click."""

    template_name = "unit_area/continue.html"
    paginate_by = PAGE
    context_object_name = "registrations"

    def get_queryset(self) -> QuerySet[Registration]:
        return self.continuable.select_related("initiative", "campaign").order_by(
            "-campaign__year", "initiative__title_key", "pk"
        )
