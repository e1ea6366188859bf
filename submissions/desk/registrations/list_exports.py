"""The registrations on screen as an official list or a plain table: the filters are those of the file."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from submissions import log
from submissions.lifecycle.refusal import Refused
from submissions.lists.exporting import LISTED_STATES, export_list
from submissions.models import Campaign, Initiative, ListForm, Registration, Unit

PAGE_URL_NAME = "desk_registrations:official_list"
PLAIN_PREFIX = "plain-"
FORMATS = (
    ("xlsx", _("Excel, in the layout of the paper")),
    ("docx", _("Word, in the layout of the paper")),
    ("plain-xlsx", _("Excel, plain table")),
    ("plain-csv", _("CSV, plain table")),
    ("plain-ods", _("OpenDocument, plain table")),
    ("plain-json", _("JSON, for programs")),
)


class ListExportForm(forms.Form):
    """In which form and format the list is made, and whether it names private persons."""

    form = forms.ChoiceField(label=_("Form of the list"))
    file_format = forms.ChoiceField(
        label=_("Format"), choices=FORMATS, initial="xlsx", widget=forms.RadioSelect
    )
    persons = forms.BooleanField(
        label=_("Name the private persons"),
        required=False,
        help_text=_("Without it their rows say “Cá nhân”. Each name in the file is logged as a look at it."),
    )

    def __init__(self, *args: Any, list_forms: list[ListForm], may_see_persons: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.list_forms = {str(form.pk): form for form in list_forms}
        choices = [(key, form_label(form)) for key, form in self.list_forms.items()]
        self.fields["form"].choices = choices  # type: ignore[attr-defined]
        if not may_see_persons:
            del self.fields["persons"]

    def clean_form(self) -> ListForm:
        return self.list_forms[self.cleaned_data["form"]]


class OfficialListButton:
    """Leads from a list of registrations to its export, with the filters on screen."""

    request: HttpRequest

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [
            *super().header_more_buttons,  # type: ignore[misc]
            Button(
                _("Export as official list"),
                url=f"{reverse(PAGE_URL_NAME)}?{self.request.GET.urlencode()}",
                icon_name="doc-full",
                priority=80,
            ),
        ]


class OfficialListPage:
    """Offers the forms of the campaign and makes the file of exactly the registrations found.

    A paper is of one campaign; found in several, they are narrowed to one first.
    """

    request: HttpRequest
    template_name = "desk/official_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.export_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.export_form(request.POST)
        if not self.campaign or not form.is_valid():
            return self.show(form)
        wanted = form.cleaned_data
        file_format = wanted["file_format"].removeprefix(PLAIN_PREFIX)
        persons = bool(wanted.get("persons"))
        try:
            file = export_list(
                wanted["form"],
                self.registrations,
                campaign=self.campaign,
                unit=self.sender(self.campaign),
                file_format=file_format,
                by=request.user,
                persons=persons,
                plain=wanted["file_format"].startswith(PLAIN_PREFIX),
            )
        except Refused as refusal:
            form.add_error("form", refusal.message)
            return self.show(form)
        if persons:
            log.record_many("individual.view", self.individuals(), request.user)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.data, content_type=file.content_type, headers=headers)

    def show(self, form: ListExportForm) -> HttpResponse:
        """Answer with the page."""
        title = gettext("Export as official list")
        context = {
            "form": form,
            "campaign": self.campaign,
            "campaigns": [(campaign, self.narrowed_to(campaign)) for campaign in self.campaigns],
            "count": self.registrations.count(),
            "unlisted": self.registrations.exclude(state__in=LISTED_STATES).count(),
            "list_url": self.list_url,
            "page_title": title,
            "header_title": title,
            "breadcrumbs_items": [
                *self.breadcrumbs_items,  # type: ignore[attr-defined]
                {"url": self.list_url, "label": capfirst(Registration._meta.verbose_name_plural)},
                {"url": "", "label": title},
            ],
        }
        return TemplateResponse(self.request, self.template_name, context)

    def export_form(self, data: Any = None) -> ListExportForm:
        return ListExportForm(
            data,
            list_forms=ListForm.objects.serving(self.campaign) if self.campaign else [],
            may_see_persons=self.request.user.has_perm("submissions.view_individual"),
        )

    @cached_property
    def registrations(self) -> QuerySet[Registration]:
        """What the list on screen holds, on all its pages."""
        return self.get_queryset()  # type: ignore[attr-defined]

    @cached_property
    def campaigns(self) -> list[Campaign]:
        """The campaigns of the registrations."""
        found = self.registrations.order_by().values("campaign")
        return list(Campaign.objects.filter(pk__in=found).select_related("issuer", "scheme"))

    @property
    def campaign(self) -> Campaign | None:
        """The only campaign of the registrations."""
        return self.campaigns[0] if len(self.campaigns) == 1 else None

    def sender(self, campaign: Campaign) -> Unit:
        """The unit that sends the list: the desk that received all of it, else the campaign's issuer."""
        desks = Unit.objects.filter(pk__in=self.registrations.order_by().values("receiver"))[:2]
        return desks[0] if len(desks) == 1 else campaign.issuer

    def individuals(self) -> list[Registration]:
        """The registrations of private persons in the list."""
        own = self.registrations.filter(initiative__kind=Initiative.Kind.INDIVIDUAL)
        return list(own.select_related("initiative", "campaign"))

    def narrowed_to(self, campaign: Campaign) -> str:
        """The address of this page for the registrations of one campaign."""
        query = self.request.GET.copy()
        query["campaign"] = str(campaign.pk)
        return f"?{query.urlencode()}"

    @property
    def list_url(self) -> str:
        """The list on screen, with its filters."""
        return f"{self.index_url}?{self.request.GET.urlencode()}"  # type: ignore[attr-defined]


def form_label(form: ListForm) -> str:
    """A form as it is chosen; a proposal says that it is one."""
    return gettext("%(form)s (proposal)") % {"form": form} if form.is_proposal else str(form)
