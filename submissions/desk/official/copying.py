"""A shipped form, or one of another desk of the person, becomes an issuer's own in one step."""

from typing import Any

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions import log
from submissions.desk.doors import DoorView
from submissions.desk.moves import Move
from submissions.desk.official.editing import has_twin, offer_issuers
from submissions.lifecycle.refusal import Refused
from submissions.models import Unit


def copy_move(model: Any) -> Move:
    """The move that copies a form of the model; every form a person sees can be copied."""
    return Move(
        "copy_form",
        _("Copy as our own form"),
        "copy",
        f"add_{model._meta.model_name}",
        lambda form, user: "",
    )


@transaction.atomic
def copy_form(form: Any, issuer: Unit, by: Any) -> Any:
    """Copy a form with its rows for an issuer and return the copy.

    Raises Refused when the issuer has a form of that code and day already.
    """
    if has_twin(form, issuer):
        raise Refused(
            gettext("%(issuer)s already has a form %(code)s of its own. Open that one and change it.")
            % {"issuer": issuer.name, "code": form.code}
        )
    copy = form.copied(issuer=issuer)
    log.record("form.copy", copy, by, note=str(form))
    return copy


class IssuerForm(forms.Form):
    """For whom a form is copied."""

    issuer = forms.ModelChoiceField(label=_("Issuer"), queryset=Unit.objects.none())


class CopyView(DoorView):
    """Asks for the issuer, copies the form and opens the copy to be changed."""

    form_class = IssuerForm
    question = _(
        "The copy belongs to the issuer, who can change it. From then on the issuer's campaigns use the copy "
        "instead of the shipped form."
    )
    success = _("“%(record)s” has been copied. Change what is different with you.")
    edit_url_name = ""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        offer_issuers(form.fields["issuer"], self.request.user)
        return form

    def pass_door(self, form: Any) -> None:
        self.copied = copy_form(self.object, form.cleaned_data["issuer"], self.request.user)

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.copied.pk])
