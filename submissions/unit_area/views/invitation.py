"""The link of an invitation: it opens a page where the person sets the first password, once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from submissions.lifecycle import invitations
from submissions.lifecycle.refusal import Refused
from submissions.models import Invitation
from submissions.unit_area.account_forms import NewPasswordForm

SESSION_KEY = "invitation_secret"
SIGN_IN_BY = "django.contrib.auth.backends.ModelBackend"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AcceptInvitation(FormView):
    """Keeps the secret of the link in the session, so that the address of the page does not tell it."""

    template_name = "unit_area/invitation.html"
    form_class = NewPasswordForm
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "ma" in request.GET:
            request.session[SESSION_KEY] = request.GET["ma"]
            return redirect("unit_area:invitation")
        found = invitations.opened_by(request.session.get(SESSION_KEY, ""))
        if found is None:
            return render(request, "unit_area/invitation_void.html", status=404)
        self.invitation = found
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.invitation.membership.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(membership=self.invitation.membership, **kwargs)

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        secret = self.request.session.pop(SESSION_KEY)
        try:
            accepted = invitations.accept(secret, form.cleaned_data["new_password1"])
        except Refused:
            return render(self.request, "unit_area/invitation_void.html", status=404)
        membership = accepted.membership
        login(self.request, membership.user, backend=SIGN_IN_BY)
        messages.success(self.request, _("Welcome. Your password is set and you are signed in."))
        return redirect("unit_area:home", unit=membership.unit.code)
