"""A forgotten password: a link by e-mail, then a new one. It tells nobody which addresses have accounts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from submissions.unit_area import limits
from submissions.unit_area.account_forms import NewPasswordForm, ResetForm

MOST_OF_A_MACHINE = 10


@method_decorator(never_cache, name="dispatch")
class AskForPassword(FormView):
    """Takes an e-mail address; the answer is the same whatever stands behind it."""

    template_name = "unit_area/password_forgotten.html"
    form_class = ResetForm
    success_url = reverse_lazy("unit_area:password_sent")

    def form_valid(self, form: ResetForm) -> HttpResponse:
        if not limits.within(MOST_OF_A_MACHINE, "reset-machine", limits.machine_of(self.request)):
            form.add_error(None, _("Too many requests came from here. Try again in an hour."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        form.send()
        return super().form_valid(form)


class PasswordSent(TemplateView):
    """Says where to look for the e-mail."""

    template_name = "unit_area/password_sent.html"


class SetPassword(PasswordResetConfirmView):
    """Opens with the link, whose secret stands in the query, where logs of addresses do not keep it."""

    template_name = "unit_area/password_new.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("unit_area:sign_in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kwargs["token"] = request.GET.get("ma") or self.reset_url_token
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, _("The new password is set. Sign in with it."))
        return response
