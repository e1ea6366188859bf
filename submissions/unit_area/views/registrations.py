"""What a unit has registered: the list, one registration, correcting, sending and withdrawing it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from submissions import scope
from submissions.lifecycle import drafts, intake
from submissions.lifecycle.refusal import Refused
from submissions.models import Attachment, Campaign, ListForm, Registration
from submissions.papers import pdf
from submissions.unit_area.forms import RegistrationFilter, sectors_of
from submissions.unit_area.wording import STATE_WORDS, answers_of, history_of

from .access import ActionView, PagedList, UnitMixin
from .batches import PAGE
from .exports import campaigns_listed

State = Registration.State


class RegistrationList(PagedList):
    """The unit's registrations, by campaign and state."""

    template_name = "unit_area/registrations.html"
    paginate_by = PAGE
    context_object_name = "registrations"

    @cached_property
    def filter(self) -> RegistrationFilter:
        campaigns = Campaign.objects.filter(
            pk__in=Registration.objects.filter(unit=self.unit).values("campaign_id")
        )
        return RegistrationFilter(self.request.GET, campaigns=campaigns)

    def get_queryset(self) -> QuerySet[Registration]:
        registrations = scope.own_registrations(self.request.user).filter(unit=self.unit)
        self.filter.is_valid()
        wanted = {name: value for name, value in self.filter.cleaned_data.items() if value}
        return registrations.filter(**wanted).select_related("initiative__sector", "campaign")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign = self.list_campaign
        list_forms = ListForm.objects.serving(campaign) if campaign else []
        return super().get_context_data(
            filter=self.filter, list_campaign=campaign, list_forms=list_forms, **kwargs
        )

    @property
    def list_campaign(self) -> Campaign | None:
        """The campaign whose official list is offered: the chosen one, else the newest."""
        own = scope.own_registrations(self.request.user).filter(unit=self.unit)
        campaigns = campaigns_listed(own)
        chosen = self.filter.cleaned_data.get("campaign")
        return (campaigns.filter(pk=chosen.pk) if chosen else campaigns).first()


class RegistrationMixin(UnitMixin):
    """A page of one registration of the unit."""

    registration: Registration

    def find_record(self) -> None:
        registrations = scope.own_registrations(self.request.user).filter(unit=self.unit)
        self.registration = get_object_or_404(
            registrations.select_related(
                "initiative__sector",
                "initiative__individual",
                "campaign__scheme",
                "level",
                "receiver",
                "batch",
                "form",
                "duplicate_of__initiative",
                "previous__campaign",
            ),
            pk=self.kwargs["pk"],
        )

    def page(self) -> str:
        """Return the address of the registration."""
        return reverse("unit_area:registration", kwargs={"unit": self.unit.code, "pk": self.registration.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(registration=self.registration, **kwargs)


class RegistrationDetail(RegistrationMixin, TemplateView):
    """Everything the unit said, where it stands, and what happened."""

    template_name = "unit_area/registration.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        registration = self.registration
        return super().get_context_data(
            state_words=STATE_WORDS[registration.state],
            history=history_of(registration),
            answers=answers_of(registration),
            sector_label=dict(sectors_of(registration.campaign)).get(
                registration.initiative.sector.key, registration.initiative.sector.name
            ),
            may_withdraw=registration.state in intake.WITHDRAWABLE_STATES,
            makes_pdf=pdf.is_available(),
            attachments=registration.attachments.all(),
            may_attach=registration.is_editable,
            attachment_kinds=Attachment.Kind.choices,
            **kwargs,
        )


class Correct(RegistrationMixin, ActionView):
    """Put a draft or returned registration on its form, to be corrected and sent again."""

    def back(self) -> str:
        return self.page()

    def act(self, request: HttpRequest) -> str:
        draft = drafts.reopen(self.registration, request.user)
        return reverse("unit_area:fill", kwargs={"unit": self.unit.code, "pk": draft.pk})


class Send(RegistrationMixin, ActionView):
    """Send a draft or a corrected registration to the desk."""

    def back(self) -> str:
        return self.page()

    def act(self, request: HttpRequest) -> str:
        intake.submit(self.registration, request.user)
        messages.success(request, _("The registration was sent to the desk."))
        return self.page()


class Withdraw(RegistrationMixin, TemplateView):
    """Ask once, then take a registration back."""

    template_name = "unit_area/withdraw.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.registration.state not in intake.WITHDRAWABLE_STATES:
            return redirect(self.page())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            intake.withdraw(self.registration, request.user, note=request.POST.get("note", "").strip()[:500])
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The registration was withdrawn."))
        return redirect(self.page())
