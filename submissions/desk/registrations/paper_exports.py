"""The official forms of registrations as Word or PDF, to be printed and signed.

A person's data is written for those who may see it, and each form that holds it is logged with the
reader's name; for everybody else its lines stay dotted (Luật 91/2025/QH15, domain-beyond 7).
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from submissions import log
from submissions.desk.bulk import ALL
from submissions.desk.moves import Move
from submissions.desk.registrations.bulk import RegistrationBulkAction
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, Individual, Registration
from submissions.papers import pdf
from submissions.papers.bundle import LIMITS, Forms, Kind, make_bundle, no_form


class PrintForm(forms.Form):
    """As what the forms are wanted; the buttons of the page choose."""

    kind = forms.TypedChoiceField(choices=Kind.choices, coerce=Kind)


class PrintBulkAction(RegistrationBulkAction):
    """Gives the forms of the ticked registrations, or of all that the list shows, as one file.

    As it changes nothing, it has limits of its own for `id=all`. Registrations without a form are left
    out with the reason.
    """

    display_name = _("Print the forms")
    aria_label = _("Print the official forms of the selected registrations")
    action_type = "print"
    action_priority = 60
    form_class = PrintForm
    template_name = "desk/bulk_print.html"

    def __init__(self, request: HttpRequest, model: Any) -> None:
        super().__init__(request, model)
        served = Forms()
        self.move = Move(
            "print",
            self.display_name,
            "download",
            "view_registration",
            lambda registration, user: "" if served.of(registration) else no_form(),
        )

    @property
    def writes_persons(self) -> bool:
        """Whether this person may have the data of private persons in the file."""
        return bool(self.request.user.has_perm("submissions.view_individual"))

    def rows(self) -> QuerySet[Registration]:
        related = ("initiative__sector", "initiative__individual", "campaign", "unit", "level")
        return super().rows().select_related(*related)

    def get_queryset(self, model: Any, object_ids: list[str]) -> list[Any]:
        if object_ids != ALL:
            return super().get_queryset(model, object_ids)
        return list(self.shown_rows()[: max(LIMITS.values()) + 1])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        chosen = [entry["item"] for entry in context["items"]]
        kinds = [kind for kind in Kind if kind != Kind.PDF or pdf.is_available()]
        return context | {
            "kinds": [(kind, LIMITS[kind], len(chosen) <= LIMITS[kind]) for kind in kinds],
            "question": self.about_persons(chosen),
        }

    def about_persons(self, registrations: Sequence[Registration]) -> str:
        """Say what becomes of the data of private persons in the file, if there is any."""
        count = len(with_person(registrations))
        if not count:
            return ""
        if not self.writes_persons:
            return gettext(
                "Your account may not see the data of private persons: their lines stay dotted, to be filled "
                "in by hand."
            )
        return ngettext(
            "%(count)d form holds the data of a private person. This is logged with your name.",
            "%(count)d forms hold the data of private persons. This is logged with your name.",
            count,
        ) % {"count": count}

    def form_valid(self, form: PrintForm) -> Any:
        """Send the file; when it cannot be made, show the page again with the reason."""
        registrations, _left_out = self.get_actionable_objects()
        kind: Kind = form.cleaned_data["kind"]
        try:
            bundle = make_bundle(registrations, kind, persons=self.writes_persons)
        except Refused as refused:
            messages.error(self.request, refused.message)
            return self.render_to_response(self.get_context_data(form=form))
        self.record(registrations, kind)
        return FileResponse(
            bundle.file, as_attachment=True, filename=bundle.name, content_type=bundle.content_type
        )

    def record(self, registrations: Sequence[Registration], kind: Kind) -> None:
        """Log the export on each campaign, and each person's data that went out on its registration."""
        by_campaign: dict[Campaign, int] = {}
        for registration in registrations:
            by_campaign[registration.campaign] = by_campaign.get(registration.campaign, 0) + 1
        for campaign, count in by_campaign.items():
            note = gettext("%(count)d registrations") % {"count": count}
            log.record("registration.export", campaign, self.request.user, source=kind.value, note=note)
        if self.writes_persons:
            persons = with_person(registrations)
            log.record_many("individual.view", persons, self.request.user, source=kind.value)


def with_person(registrations: Sequence[Registration]) -> list[Registration]:
    """Return the registrations behind which a private person's data is kept."""
    return [
        one for one in registrations if isinstance(getattr(one.initiative, "individual", None), Individual)
    ]


BULK_ACTIONS = (PrintBulkAction,)
