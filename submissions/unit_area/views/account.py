"""The account of the person who is signed in: name, e-mail, password, how to be told."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, View

from submissions.models import Membership
from submissions.notices.letters import ADDRESS_SALT
from submissions.unit_area.account_forms import AccountForm, ChangePasswordForm

from .access import SIGN_IN, PersonMixin

CONFIRM_WITHIN = 3 * 24 * 3600


class Account(PersonMixin, FormView):
    """Who the person is for the portal, and what may be changed of it."""

    template_name = "unit_area/account.html"
    form_class = AccountForm
    success_url = reverse_lazy("unit_area:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        served = Membership.objects.filter(user__pk=self.request.user.pk or 0).select_related("unit")
        return super().get_context_data(memberships=served.order_by("unit__path", "role"), **kwargs)

    def form_valid(self, form: AccountForm) -> HttpResponse:
        waiting = form.save()
        messages.success(self.request, _("Your account has been saved."))
        if waiting:
            messages.info(
                self.request,
                _("Open the link that was sent to %(address)s to confirm the new address.")
                % {"address": waiting},
            )
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class ConfirmAddress(LoginRequiredMixin, View):
    """Takes the new e-mail address from the link that was sent to it."""

    login_url = SIGN_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        address = self._confirmed(request.GET.get("ma", ""))
        if address is None:
            messages.error(
                request, _("This link is no longer valid. Enter the address once more to get a new one.")
            )
        elif get_user_model()._default_manager.filter(email__iexact=address).exclude(pk=person.pk):
            messages.error(request, _("Another account has this address. Ask the registry desk."))
        else:
            person.email = address
            person.save(update_fields=["email"])
            messages.success(request, _("The new e-mail address is confirmed."))
        return redirect("unit_area:account")

    def _confirmed(self, secret: str) -> str | None:
        try:
            pk, before, address = signing.loads(secret, salt=ADDRESS_SALT, max_age=CONFIRM_WITHIN)
        except signing.BadSignature:
            return None
        person: Any = self.request.user
        return str(address) if (pk, before) == (person.pk, person.email) else None


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ChangePassword(PersonMixin, FormView):
    """A new password in place of the old one; the person stays signed in here and nowhere else."""

    template_name = "unit_area/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("unit_area:account")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        update_session_auth_hash(self.request, form.save())
        messages.success(self.request, _("Your password has been changed."))
        return super().form_valid(form)
