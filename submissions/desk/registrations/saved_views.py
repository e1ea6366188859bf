"""Views of the registration book that a person saved: filters, columns and order under a name."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from submissions import scope
from submissions.desk.registrations.filters import BOOK
from submissions.models import SavedView
from submissions.vietnamese.text import nfc

# What an address holds beside the view: the page one is on, and Wagtail's own.
PASSING = ("p", "export", "_w_filter_fragment", "id", "next")
LONGEST_QUERY = 4_000


def lasting(query: QueryDict) -> QueryDict:
    """Return what of an address makes the view, without what passes and what is empty."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        said = [value for value in values if value]
        if said and name not in PASSING:
            kept.setlist(name, said)
    return kept


class SavedViewForm(forms.Form):
    """The name of a view and the part of the address that makes it."""

    name = forms.CharField(label=_("Name of the view"), max_length=100)
    query = forms.CharField(required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return nfc(self.cleaned_data["name"])

    def clean_query(self) -> str:
        return lasting(QueryDict(self.cleaned_data["query"])).urlencode()


class SavedViewsView(PermissionCheckedMixin, View):
    """Keeps a view under a name, or forgets one; the same name again replaces what it kept."""

    permission_required = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The views stand above the book."""
        return redirect(reverse(BOOK))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.forget(request.POST["delete"]) if "delete" in request.POST else self.save()

    def save(self) -> HttpResponse:
        """Keep the view; lead to the list as it was seen."""
        form = SavedViewForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, gettext("Give the view a name of at most 100 letters."))
            return redirect(reverse(BOOK))
        said = form.cleaned_data
        person: Any = self.request.user
        scope.saved_views(person).update_or_create(
            person=person, list_name=BOOK, name=said["name"], defaults={"query": said["query"]}
        )
        messages.success(self.request, gettext("The view “%(name)s” is saved.") % {"name": said["name"]})
        return redirect(f"{reverse(BOOK)}?{said['query']}")

    def forget(self, key: str) -> HttpResponse:
        """Delete a view of one's own; any other key is a 404."""
        own = scope.saved_views(self.request.user).filter(list_name=BOOK)
        view: SavedView = get_object_or_404(own, pk=int(key) if key.isdecimal() else 0)
        view.delete()
        messages.success(self.request, gettext("The view “%(name)s” is deleted.") % {"name": view.name})
        return redirect(reverse(BOOK))
