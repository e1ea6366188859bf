"""The page that asks before a transition: what will happen, what must be written, yes or no."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from submissions.desk.moves import Move
from submissions.desk.viewsets import ScopedObjectMixin
from submissions.lifecycle.refusal import Refused


class ReasonForm(forms.Form):
    """Why the desk turns something down; the unit reads it word for word."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The unit reads this text. Say what is missing and what to do."),
    )


class DoorView(ScopedObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks, then makes one transition on one record through its door.

    A refusal is shown in the door's words and what was written stays in the form.
    """

    model: Any = None
    move: Move
    door: Callable[..., Any]
    question: str | Promise = ""
    success: str | Promise = ""
    serious = False
    form_class: type[forms.Form] = forms.Form
    template_name = "desk/door.html"
    permission_required = "view"
    index_url_name: str | None = None
    inspect_url_name: str | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        refusal = self.move.refusal(self.object, request.user)
        if refusal and self.user_has_permission("view"):
            messages.error(request, refusal)
            return redirect(self.get_record_url())
        return super().dispatch(request, *args, **kwargs)

    def get_record_url(self) -> str:
        return reverse(str(self.inspect_url_name), args=[self.object.pk])

    def get_success_url(self) -> str:
        return self.get_record_url()

    def get_page_title(self) -> str:
        return str(self.move.label)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(str(self.index_url_name)),
                "label": capfirst(self.model._meta.verbose_name_plural),
            },
            {"url": self.get_record_url(), "label": str(self.object)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "object": self.object,
            "question": self.question,
            "submit_label": self.move.label,
            "serious": self.serious,
            "back_url": self.get_record_url(),
            "media": context["form"].media,
        }

    def pass_door(self, form: Any) -> Any:
        """Call the door with what the form says. Raises Refused."""
        return type(self).door(self.object, self.request.user, **form.cleaned_data)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.pass_door(form)
        except Refused as refused:
            messages.error(self.request, refused.message)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, self.success % {"record": self.object})
        return redirect(self.get_success_url())
