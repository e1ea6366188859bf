"""What the desk does to many registrations at once: those ticked, or all that the list shows."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from submissions import scope
from submissions.desk.bulk import DoorBulkAction, LeftOut
from submissions.desk.doors import ReasonForm
from submissions.desk.moves import CONSOLIDATE, DECLINE, NUMBER, RECEIVE, RETURN
from submissions.desk.registrations.doors import NumberForm
from submissions.desk.registrations.filters import registrations_shown
from submissions.lifecycle import bookkeeping
from submissions.models import Registration, Unit

Done = tuple[Sequence[Registration], LeftOut]


class RegistrationBulkAction(DoorBulkAction):
    """On registrations, in the order in which they were sent."""

    models = [Registration]

    def rows(self) -> QuerySet[Registration]:
        return (
            scope.desk_registrations(self.request.user)
            .select_related("initiative", "campaign", "unit")
            .prefetch_related("recognitions")
            .order_by("submitted_at", "pk")
        )

    def shown_rows(self) -> QuerySet[Registration]:
        return registrations_shown(self.request, self.rows())

    def unit_of(self, record: Registration) -> Unit:
        return record.unit

    def changed_at(self, record: Registration) -> datetime.datetime:
        return record.updated_at


class ReceiveBulkAction(RegistrationBulkAction):
    move = RECEIVE
    display_name = RECEIVE.label
    aria_label = _("Receive the selected registrations")
    action_type = "receive"
    action_priority = 10
    question = _("Each registration gets the next number in the book of the desk, in the order of sending.")

    def pass_doors(self, records: Sequence[Registration]) -> Done:
        return bookkeeping.receive_many(records, self.request.user)


class ReturnBulkAction(RegistrationBulkAction):
    move = RETURN
    display_name = RETURN.label
    aria_label = _("Return the selected registrations")
    action_type = "return"
    action_priority = 20
    form_class = ReasonForm
    question = _("Every unit sees this same reason.")

    def pass_doors(self, records: Sequence[Registration]) -> Done:
        reason = self.cleaned_form.cleaned_data["reason"]
        return bookkeeping.send_back_many(records, self.request.user, reason)


class DeclineBulkAction(RegistrationBulkAction):
    move = DECLINE
    display_name = DECLINE.label
    aria_label = _("Decline the selected registrations")
    action_type = "decline"
    action_priority = 30
    classes = {"serious"}
    form_class = ReasonForm
    question = _("The registrations are closed for good; every unit sees this same reason.")

    def pass_doors(self, records: Sequence[Registration]) -> Done:
        reason = self.cleaned_form.cleaned_data["reason"]
        return bookkeeping.decline_many(records, self.request.user, reason)


class ConsolidateBulkAction(RegistrationBulkAction):
    """Leads to the page that makes a consolidated list, with the rows that were chosen."""

    move = CONSOLIDATE
    display_name = CONSOLIDATE.label
    aria_label = _("Put the selected registrations into a consolidated list")
    action_type = "consolidate"
    action_priority = 40

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("submissions.view_registration"):
            raise PermissionDenied
        self.get_queryset(self.model, request.GET.getlist("id"))
        chosen = request.GET.copy()
        chosen.pop("next", None)
        try:
            page = reverse("desk_consolidated_lists:add")
        except NoReverseMatch as error:
            raise Http404 from error
        return redirect(f"{page}?{chosen.urlencode()}")


class NumberBulkAction(RegistrationBulkAction):
    """Gives the chosen registrations of one book consecutive numbers, all of them or none."""

    move = NUMBER
    display_name = NUMBER.label
    aria_label = _("Assign numbers in the book to the selected registrations")
    action_type = "number"
    action_priority = 50
    form_class = NumberForm
    question = _("They get consecutive numbers from this one on, in the order of sending.")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["number"].label = _("First number")
        return form

    def pass_doors(self, records: Sequence[Registration]) -> Done:
        first = self.cleaned_form.cleaned_data["number"]
        return bookkeeping.assign_numbers(records, self.request.user, first=first), []


BULK_ACTIONS = (
    ReceiveBulkAction,
    ReturnBulkAction,
    DeclineBulkAction,
    ConsolidateBulkAction,
    NumberBulkAction,
)
