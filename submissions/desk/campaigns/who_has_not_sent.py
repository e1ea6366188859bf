"""Who has not sent: every unit that a campaign calls, what it has sent on which form, and in which state."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, Table, TitleColumn
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.viewsets.base import ViewSet

from submissions.desk.campaigns.reminders import RemindView
from submissions.desk.campaigns.standing import (
    CLOSED,
    LISTS,
    SHOWN_STATES,
    Timeliness,
    UnitStanding,
    forms_of,
)
from submissions.desk.campaigns.units import CampaignUnitsMixin
from submissions.desk.columns import day, moment
from submissions.desk.exports import Column as ExportColumn
from submissions.desk.exports import SpreadsheetMixin

TITLE = _("Who has not sent")
PER_PAGE = 50
STATE_LABELS = {state.value: state.label for state in SHOWN_STATES} | {CLOSED: _("Closed without effect")}


class TickColumn(BaseColumn):
    """A box to choose the unit for a reminder."""

    cell_template_name = "desk/tick_cell.html"


class FormColumn(Column):
    """How many registrations a unit has on one form, state by state."""

    cell_template_name = "desk/form_counts_cell.html"

    def get_value(self, instance: UnitStanding) -> list[tuple[str, int]]:
        counts = instance.on_form(self.name)
        return [(str(STATE_LABELS[state]), count) for state, count in counts.items()]


class QuotaColumn(Column):
    """Whether the unit meets its quotas; those it does not meet in the words of the paper."""

    cell_template_name = "desk/quota_cell.html"


class WhoHasNotSentView(SpreadsheetMixin, SpreadsheetExportMixin, CampaignUnitsMixin, TemplateView):
    """The units of a campaign with filters, sorted and paged, or all of them as a file."""

    template_name = "desk/who_has_not_sent.html"
    page_title = TITLE
    header_icon = "list-ul"
    export_filename = "don-vi-chua-gui"
    show_export_buttons = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export and self.campaign:
            response: HttpResponse = self.as_spreadsheet(self.rows, request.GET["export"])
            return response
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    @cached_property
    def form_codes(self) -> list[str]:
        """The forms of the campaign."""
        return forms_of(self.all_rows)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            *([TickColumn("tick", label=_("Choose"))] if self.may_remind else []),
            TitleColumn(
                "name",
                label=_("Unit"),
                accessor="unit.name",
                sort_key="name",
                get_url=self.unit_url,
                get_title_id=lambda row: f"desk_{row.pk}_title",
            ),
            StatusTagColumn(
                "timeliness",
                label=_("Timeliness"),
                accessor="timeliness.label",
                sort_key="timeliness",
                primary=lambda row: row.is_missing,
            ),
            *self.counting_columns(),
            QuotaColumn("unmet", label=_("Quota"), sort_key="unmet"),
            Column(
                "reminded",
                label=_("Last reminder"),
                accessor=lambda row: moment(row.reminded_at),
                sort_key="reminded",
            ),
        ]

    def counting_columns(self) -> list[Column]:
        """One column a state, or one a form with its states."""
        if self.said.get("by") == "form":
            return [FormColumn(code, label=form_heading(code)) for code in self.form_codes]
        states = [
            Column(
                state,
                label=label,
                accessor=lambda row, state=state: row.in_state(state) or "",
                sort_key=state,
            )
            for state, label in STATE_LABELS.items()
            if state != CLOSED
        ]
        return [Column("sent", label=pgettext_lazy("registrations", "Total"), sort_key="sent"), *states]

    def unit_url(self, row: UnitStanding) -> str:
        """What the unit has sent, in the book."""
        assert self.campaign is not None  # noqa: S101 - there are rows of a campaign only
        return f"{reverse('desk_registrations:index')}?campaign={self.campaign.pk}&unit={row.pk}"

    @cached_property
    def export_columns(self) -> tuple[ExportColumn, ...]:  # type: ignore[override]
        """Every column of both layouts: a file has room for them."""
        return (
            ("unit", _("unit"), lambda row: row.unit.name),
            ("type", _("Type of unit"), lambda row: row.unit.get_type_display()),
            ("timeliness", _("Timeliness"), lambda row: str(row.timeliness.label)),
            ("due", _("last accepted day"), lambda row: day(row.deadline and row.deadline.due_on)),
            ("sent", pgettext_lazy("registrations", "Total"), lambda row: row.sent),
            ("late", _("late"), lambda row: row.late),
            *(
                (state, label, lambda row, state=state: row.in_state(state))
                for state, label in STATE_LABELS.items()
            ),
            *(
                (f"form-{code}", form_heading(code), lambda row, code=code: sum(row.on_form(code).values()))
                for code in self.form_codes
            ),
            ("unmet", _("Quota not met"), lambda row: "; ".join(one.quota.phrase for one in row.unmet)),
            ("reminded", _("Last reminder"), lambda row: row.reminded_at),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page = Paginator(self.rows, PER_PAGE).get_page(self.request.GET.get("p"))
        missing = [row for row in self.rows if row.is_missing]
        query = self.request.GET.copy()
        query.pop("p", None)
        return context | {
            "form": self.filters,
            "campaign": self.campaign,
            "table": Table(
                self.columns,
                page.object_list,
                base_url=self.request.path,
                ordering=self.ordering,
            ),
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "summary": summary_of(self.all_rows),
            "missing": len(missing),
            "may_remind": self.may_remind,
            "query": query.urlencode(),
        }


def summary_of(rows: Sequence[UnitStanding]) -> list[tuple[str, int]]:
    """How many units stand how, and how many miss a quota."""
    counted = [(str(one.label), sum(row.timeliness == one for row in rows)) for one in Timeliness]
    unmet = sum(bool(row.unmet) for row in rows)
    return [*counted, *([(gettext("Quota not met"), unmet)] if unmet else [])]


def form_heading(code: str) -> Any:
    """How the column of a form is headed."""
    return _("On a list") if code == LISTS else code


class WatcherMenuItem(MenuItem):
    """Shown to those who may look into the book."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("submissions.view_registration"))


class WhoHasNotSentViewSet(ViewSet):
    name = "desk_who_has_not_sent"
    url_prefix = "don-vi-chua-gui"
    icon = "list-ul"
    menu_label = TITLE
    menu_item_class = WatcherMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", WhoHasNotSentView.as_view(), name="index"),
            path("don-doc/", RemindView.as_view(), name="remind"),
        ]
