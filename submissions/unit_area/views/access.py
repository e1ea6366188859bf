"""Signing in, choosing the unit, and the gates before every page of a person and of a unit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView, LogoutView
from django.db.models import Count, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import ListView, TemplateView, View
from django.views.generic.base import ContextMixin

from submissions import scope
from submissions.lifecycle.refusal import Refused
from submissions.models import Unit
from submissions.unit_area.forms import SignInForm

SIGN_IN = reverse_lazy("unit_area:sign_in")


class SignIn(LoginView):
    """Sign in; django-axes counts the failures and answers itself once the account is locked."""

    template_name = "unit_area/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        return reverse("unit_area:start")


class SignOut(LogoutView):
    """Sign out by POST; an address typed or followed from the history leads back."""

    http_method_names = ["get", "post", "options"]

    def get_default_redirect_url(self) -> str:
        return reverse("unit_area:sign_in")

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("unit_area:start")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().post(request, *args, **kwargs)
        messages.success(request, _("You have signed out."))
        return response


def units_with_unread(user: Any) -> QuerySet[Unit]:
    """The units the person serves, each with the number of notices they have not read, all in one query."""
    unread = scope.notices(user).filter(read_at=None).order_by().values("person").annotate(number=Count("pk"))
    return scope.units_served(user).select_related("level").annotate(unread=Subquery(unread.values("number")))


@method_decorator(never_cache, name="dispatch")
class PersonMixin(LoginRequiredMixin, ContextMixin):
    """A page of the person who is signed in. Who serves one unit keeps its bar over the page."""

    login_url = SIGN_IN
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = list(units_with_unread(self.request.user))
        own = {
            "unit": units[0] if len(units) == 1 else None,
            "units": units,
            "serves_several": len(units) > 1,
            "unread": scope.notices(self.request.user).filter(read_at=None).count(),
        }
        return super().get_context_data(**own | kwargs)


class Start(PersonMixin, TemplateView):
    """Lead a person to the own unit; who serves several chooses, who serves none is told whom to ask."""

    template_name = "unit_area/start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"serves_several": False} | kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context["unit"]:
            return redirect("unit_area:home", unit=context["unit"].code)
        return super().render_to_response(context, **kwargs)


@method_decorator(never_cache, name="dispatch")
class UnitMixin(LoginRequiredMixin, ContextMixin):
    """A page of one unit: signed in, and the unit of the address is one the person serves, else 404.

    A page that is `open_to_desk` may also be used on behalf of the unit, by an officer of a desk above it.
    """

    login_url = SIGN_IN
    open_to_desk = False
    request: HttpRequest
    kwargs: dict[str, Any]
    unit: Unit
    serves_several: bool
    on_behalf: bool

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        units = {unit.code: unit for unit in units_with_unread(request.user)}
        unit = units.get(kwargs["unit"]) or self._helped_unit(kwargs["unit"])
        if unit is None:
            raise Http404
        self.unit = unit
        self.serves_several = len(units) > 1
        self.on_behalf = unit.code not in units
        self.find_record()
        return super().dispatch(request, *args, **kwargs)

    def _helped_unit(self, code: str) -> Unit | None:
        if not self.open_to_desk:
            return None
        return scope.units_helped(self.request.user).select_related("level").filter(code=code).first()

    def find_record(self) -> None:
        """Find the record that the address names. Raises Http404 unless it is the unit's.

        Called before anything else is done; a page of the whole unit has none.
        """

    def home_url(self) -> str:
        """Return the address where the person goes on when the work on this page is done."""
        name = "unit_area:batches" if self.on_behalf else "unit_area:home"
        return reverse(name, kwargs={"unit": self.unit.code})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The address has a `unit` too, its code, which Django puts into the context of plain pages.
        own = {
            "unit": self.unit,
            "serves_several": self.serves_several,
            "on_behalf": self.on_behalf,
            "unread": getattr(self.unit, "unread", None),
            "home_url": self.home_url(),
        }
        if self.on_behalf:
            own["desk_url"] = kwargs.get("desk_url") or reverse("wagtailadmin_home")
        return super().get_context_data(**kwargs | own)


class PagedList(UnitMixin, ListView):
    """A list of the unit in pages of `paginate_by` rows, numbered by `trang` as everywhere in the portal."""

    page_kwarg = "trang"


class ActionView(UnitMixin, View):
    """A change by POST: `act` does it and returns where to go; a refusal is shown there.

    A GET (after signing in again, say) leads to the same page and changes nothing.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.back())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return redirect(self.act(request))
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.back())

    def back(self) -> str:
        """Return the address of the page with the button."""
        raise NotImplementedError

    def act(self, request: HttpRequest) -> str:
        """Do the change and return the address to show next. May raise Refused."""
        raise NotImplementedError
