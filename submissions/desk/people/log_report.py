"""The log of the programme: who did what on which record and when, with filters and export.

Shows our own actions only, without notes and old values, in which persons may be named: they stand in the
history of each record, for whoever may open it.
"""

import datetime
from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import ModelLogEntry

from submissions import log, scope
from submissions.desk.columns import moment
from submissions.desk.days import DayField
from submissions.desk.exports import SpreadsheetMixin
from submissions.desk.people.members import name_of
from submissions.desk.people.units import UnitChoiceField
from submissions.desk.viewsets import DeskPolicy
from submissions.models import (
    Batch,
    Campaign,
    ConsolidatedList,
    Decision,
    Individual,
    Mail,
    Recognition,
    Registration,
    Unit,
)

TITLE = _("Log of the programme")
PAGES: dict[type[Model], str] = {
    Registration: "desk_registrations",
    Recognition: "desk_recognitions",
    Decision: "desk_decisions",
    Campaign: "desk_campaigns",
    Batch: "desk_batches",
    Unit: "desk_units",
    ConsolidatedList: "desk_consolidated_lists",
    Mail: "desk_mails",
}


class LogPolicy(DeskPolicy):
    """For whoever reads registrations at a desk."""

    def __init__(self) -> None:
        super().__init__(Registration, ("view",))


class DayFilter(django_filters.DateFilter):
    """A day as Vietnamese papers print it."""

    field_class = DayField


class UnitFilter(django_filters.ModelChoiceFilter):
    field_class = UnitChoiceField


def people_in_log(request: Any) -> QuerySet[Any]:
    """Everybody who did something that the person may see."""
    acting = scope.log_entries(request.user).filter(action__in=log.ACTIONS).order_by().values("user_id")
    return get_user_model()._default_manager.filter(pk__in=acting).order_by("first_name", "username")


class PersonField(forms.ModelChoiceField):
    """A choice of people by their names."""

    def label_from_instance(self, person: Any) -> str:
        return name_of(person)


class PersonFilter(django_filters.ModelChoiceFilter):
    field_class = PersonField


class LogFilterSet(WagtailFilterSet):
    action = django_filters.ChoiceFilter(label=_("Action"), choices=list(log.ACTIONS.items()))
    user = PersonFilter(label=_("Person"), queryset=people_in_log)
    unit = UnitFilter(
        label=_("Unit"), queryset=lambda request: scope.units_overseen(request.user), method="about_unit"
    )
    since = DayFilter(label=_("From day"), field_name="timestamp", method="from_day")
    until = DayFilter(label=_("To day"), field_name="timestamp", method="to_day")

    class Meta:
        model = ModelLogEntry
        fields: list[str] = []

    def about_unit(self, rows: QuerySet[ModelLogEntry], name: str, unit: Unit) -> QuerySet[ModelLogEntry]:
        """The entries on a unit and on what it and the units below it sent."""
        below = Unit.objects.filter(path__startswith=unit.path)
        return rows.filter(
            scope.logged_on(
                below,
                Registration.objects.filter(unit__in=below.values("pk")),
                Batch.objects.filter(unit__in=below.values("pk")),
                Mail.objects.filter(unit__in=below.values("pk")),
            )
        )

    def from_day(
        self, rows: QuerySet[ModelLogEntry], name: str, day: datetime.date
    ) -> QuerySet[ModelLogEntry]:
        return rows.filter(timestamp__gte=_midnight(day))

    def to_day(self, rows: QuerySet[ModelLogEntry], name: str, day: datetime.date) -> QuerySet[ModelLogEntry]:
        return rows.filter(timestamp__lt=_midnight(day + datetime.timedelta(days=1)))


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def action_of(entry: ModelLogEntry) -> str:
    """What was done, in words."""
    return str(log.ACTIONS.get(entry.action, entry.action))


def kind_of(entry: ModelLogEntry) -> str:
    """What kind of record it was done to."""
    model = entry.content_type.model_class()
    return capfirst(str(model._meta.verbose_name)) if model else ""


def record_of(entry: ModelLogEntry) -> str:
    """What the record is called; a private person is not named."""
    return "–" if entry.content_type.model_class() is Individual else entry.label


def page_of(entry: ModelLogEntry) -> str | None:
    """The page of the record, which may be gone by now."""
    viewset = PAGES.get(entry.content_type.model_class())
    return reverse(f"{viewset}:inspect", args=[entry.object_id]) if viewset else None


class LogReport(SpreadsheetMixin, ReportView):
    """The entries within the person's scope, newest first."""

    permission_policy = LogPolicy()
    permission_required = "view"
    model = ModelLogEntry
    page_title = TITLE
    header_icon = "history"
    filterset_class = LogFilterSet
    default_ordering = "-timestamp"
    index_url_name = "desk_log:index"
    index_results_url_name = "desk_log:index_results"
    verbose_name_plural = _("entries of the log")
    export_columns = (
        ("timestamp", _("Date and time"), lambda entry: entry.timestamp),
        ("action", _("Action"), action_of),
        ("record", _("Record"), record_of),
        ("kind", _("Type"), kind_of),
        ("user", _("Person"), lambda entry: entry.user_display_name),
    )

    def get_filename(self) -> str:
        return f"nhat-ky-{timezone.localdate():%Y-%m-%d}"

    def get_valid_orderings(self) -> list[str]:
        return ["timestamp", "-timestamp"]

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("label", label=_("Record"), accessor=record_of, get_url=page_of),
            Column("kind", label=_("Type"), accessor=kind_of),
            Column("action", label=_("Action"), accessor=action_of),
            Column("user", label=_("Person"), accessor="user_display_name"),
            Column(
                "timestamp",
                label=_("Date and time"),
                accessor=lambda entry: moment(entry.timestamp),
                sort_key="timestamp",
            ),
        ]

    def get_base_queryset(self) -> QuerySet[ModelLogEntry]:
        rows = scope.log_entries(self.request.user).filter(action__in=log.ACTIONS)
        return rows.select_related("user", "content_type")


class LogViewSet(ViewSet):
    name = "desk_log"
    url_prefix = "nhat-ky"
    icon = "history"
    menu_label = TITLE

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", LogReport.as_view(), name="index"),
            path("ket-qua/", LogReport.as_view(results_only=True), name="index_results"),
        ]


class ReadersMenuItem(MenuItem):
    """An entry of the menu “Reports” for whoever the policy of its page lets in."""

    def __init__(self, *args: Any, policy: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy

    def is_shown(self, request: Any) -> bool:
        return bool(self.policy.user_has_permission(request.user, "view"))


def log_menu_item() -> MenuItem:
    """The report's entry in the menu “Reports”."""
    return ReadersMenuItem(
        TITLE, reverse("desk_log:index"), icon_name="history", order=900, policy=LogReport.permission_policy
    )
