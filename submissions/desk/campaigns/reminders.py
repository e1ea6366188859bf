"""Reminding units in one step: whom it reaches, how the e-mail will look, then send."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView
from wagtail.admin import messages

from submissions.desk.campaigns.standing import UnitStanding
from submissions.desk.campaigns.units import CampaignUnitsMixin
from submissions.desk.columns import day
from submissions.lifecycle import reminders
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, Deadline, Notice, Unit
from submissions.models.deadlines import days_words
from submissions.notices.outbox import mail_of
from submissions.notices.telling import page

INDEX = "desk_who_has_not_sent:index"
PREVIEW = "preview"


class ReminderForm(forms.Form):
    """What the units read."""

    subject = forms.CharField(label=pgettext_lazy("e-mail", "Subject"), max_length=255)
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("The greeting and the address of the unit's page are added by the portal."),
    )
    again = forms.BooleanField(label=_("Also units that were reminded less than a day ago"), required=False)


class RemindView(CampaignUnitsMixin, FormView):
    """Reminds the ticked units (`id`), or all that have not sent among those that the filters leave."""

    template_name = "desk/remind.html"
    page_title = _("Remind units")
    header_icon = "mail"
    form_class = ReminderForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("submissions.receive_registration"):
            raise PermissionDenied
        if self.campaign is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.back_url, "label": gettext("Who has not sent")},
            {"url": "", "label": str(self.page_title)},
        ]

    @property
    def back_url(self) -> str:
        """The list of units with its filters."""
        query = self.request.GET.copy()
        query.pop("id", None)
        return f"{reverse(INDEX)}?{query.urlencode()}"

    @cached_property
    def chosen(self) -> list[UnitStanding]:
        """The units to remind. Raises Http404 for one that the campaign does not call."""
        ids = set(self.request.GET.getlist("id"))
        if not ids:
            return [row for row in self.rows if row.is_missing]
        ticked = [row for row in self.all_rows if str(row.pk) in ids]
        if len(ticked) != len(ids):
            raise Http404
        return ticked

    @cached_property
    def chosen_units(self) -> list[Unit]:
        """The units of the chosen rows."""
        return [row.unit for row in self.chosen]

    def get_initial(self) -> dict[str, Any]:
        assert self.campaign is not None  # noqa: S101 - dispatch sees to it
        return {
            "subject": (gettext("Reminder: %(campaign)s") % {"campaign": self.campaign.title})[:255],
            "text": default_text(self.campaign, self.chosen),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        assert self.campaign is not None  # noqa: S101 - as above
        form = context["form"]
        said = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
        reached = reminders.reach(self.chosen_units, self.campaign, again=bool(said.get("again")))
        return context | {
            "campaign": self.campaign,
            "reached": reached,
            "preview": self.preview(reached, said) if reached.told else None,
            "back_url": self.back_url,
        }

    def preview(self, reached: reminders.Reached, said: dict[str, Any]) -> Any:
        """The e-mail as the first unit gets it; the greeting is in the name of the one who looks."""
        unit, reader = reached.told[0], cast(Any, self.request.user)
        notice = Notice(
            person=reader,
            unit=unit,
            subject=said["subject"],
            text=said["text"],
            path=page("home", unit),
        )
        return mail_of([notice])

    def form_valid(self, form: ReminderForm) -> HttpResponse:
        if PREVIEW in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        assert self.campaign is not None  # noqa: S101 - as above
        try:
            reached = reminders.remind(
                self.chosen_units, self.campaign, self.request.user, **form.cleaned_data
            )
        except Refused as refused:
            messages.error(self.request, refused.message)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, _done(reached))
        return redirect(self.back_url)


def default_text(campaign: Campaign, rows: Sequence[UnitStanding]) -> str:
    """Return what a reminder says unless the desk writes something else: of what, what is due, until when."""
    desk = campaign.issuer.desk_name or campaign.issuer.name
    opening = gettext("%(desk)s has not yet received the registration of your unit for “%(campaign)s”.") % {
        "desk": desk,
        "campaign": campaign.title,
    }
    deadlines = {row.deadline.pk: row.deadline for row in rows if row.deadline}
    due = "\n".join(f"– {_due_words(one)}" for one in deadlines.values())
    closing = gettext("Please sign in and send it. If you have sent it meanwhile, no answer is needed.")
    return "\n\n".join(part for part in (opening, due, closing) if part)


def _due_words(deadline: Deadline) -> str:
    """What is due, in the words of the paper, the last accepted day and how far it is."""
    assert deadline.due_on is not None  # noqa: S101 - `registering` chooses among those that name a day
    return gettext("%(what)s: %(phrase)s (last accepted day %(day)s, %(left)s)") % {
        "what": deadline.what,
        "phrase": deadline.phrase,
        "day": day(deadline.due_on),
        "left": days_words(deadline.due_on, timezone.localdate()),
    }


def _done(reached: reminders.Reached) -> str:
    told, left_out = len(reached.told), len(reached.left_out)
    message = ngettext("%(count)d unit reminded", "%(count)d units reminded", told) % {"count": told}
    if left_out:
        message += ", " + ngettext("%(count)d left out", "%(count)d left out", left_out) % {"count": left_out}
    return f"{message}."
