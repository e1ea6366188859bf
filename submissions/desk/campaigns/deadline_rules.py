"""The yearly dates of an issuer: rules, the exceptions of single years, and the days they come to."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms import inlineformset_factory
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.columns import day
from submissions.desk.days import DayField
from submissions.desk.forms import PaperForm
from submissions.desk.formsets import RowsMixin
from submissions.desk.history import events_of
from submissions.desk.people.units import UnitChoiceField
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import (
    CampaignPolicy,
    CreateView,
    DeleteView,
    DeskViewSet,
    EditView,
    IndexView,
    InspectView,
)
from submissions.models import Deadline, DeadlineOverride, DeadlineRule, Level, Unit
from submissions.models.deadlines import Bound

Recurrence = DeadlineRule.Recurrence
LEAP_YEAR = 2024


class RuleForm(PaperForm):
    """A date that one of the person's desks sets, in the words of its paper."""

    subtree = UnitChoiceField(
        label=capfirst(_("only for this unit and those below it")),
        queryset=Unit.objects.none(),
        required=False,
    )

    class Meta:
        model = DeadlineRule
        fields = [
            "issuer",
            "step",
            "what",
            "phrase",
            "bound",
            "recurrence",
            "year",
            "month",
            "day",
            "strength",
            "level",
            "unit_type",
            "subtree",
            "basis",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        overseen = scope.units_overseen(self.for_user)
        self.fields["issuer"].queryset = overseen.filter(receives=True)
        self.fields["subtree"].queryset = overseen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors:
            for name, sentence in faults_of(cleaned).items():
                self.add_error(name, sentence)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The constraints of the database say the same as `clean`, without a remedy.
        return super()._get_validation_exclusions() | {"year", "month"}


def faults_of(said: dict[str, Any]) -> dict[str, str]:
    """What does not fit together in the day of a rule, by field."""
    once, quarterly = said["recurrence"] == Recurrence.ONCE, said["recurrence"] == Recurrence.QUARTERLY
    undated, within = said["bound"] == Bound.UNDATED, said["bound"] == Bound.WITHIN
    month, number = said["month"], said["day"]
    issuer, subtree = said["issuer"], said["subtree"]
    checks = [
        (once and not said["year"], "year", gettext("Write the year for which the date is set.")),
        (not once and said["year"], "year", gettext("Leave the year empty: the date returns.")),
        (undated and month, "month", gettext("Leave the month empty: the paper names no day.")),
        (undated and number, "day", gettext("Leave the day empty: the paper names no day.")),
        (quarterly and month, "month", gettext("Leave the month empty: the date returns every quarter.")),
        (not (undated or quarterly or month), "month", gettext("Choose the month.")),
        (within and number, "day", gettext("Leave the day empty: “within the month” ends on its last day.")),
        (
            not (undated or within or quarterly or number),
            "day",
            gettext("Choose the day that the paper names."),
        ),
        (number and month and number > days_in(month), "day", gettext("The month has no such day.")),
        (
            subtree and not subtree.path.startswith(issuer.path),
            "subtree",
            gettext("Choose a unit below the issuer."),
        ),
    ]
    return {field: sentence for is_fault, field, sentence in checks if is_fault}


def days_in(month: int) -> int:
    """The number of days of a month, the 29th of February among them."""
    following = datetime.date(LEAP_YEAR + month // 12, month % 12 + 1, 1)
    return (following - datetime.timedelta(days=1)).day


class OverrideForm(forms.ModelForm):
    """What the paper of one year puts in the place of the rule: always a day."""

    class Meta:
        model = DeadlineOverride
        fields = ["year", "phrase", "bound", "named_day", "basis"]
        field_classes = {"named_day": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound = self.fields["bound"]
        bound.choices = [choice for choice in bound.choices if choice[0] != Bound.UNDATED]  # type: ignore[attr-defined]


OverrideRows = inlineformset_factory(DeadlineRule, DeadlineOverride, form=OverrideForm, extra=2)


class RuleFilterSet(WagtailFilterSet):
    issuer = django_filters.ModelChoiceFilter(
        label=_("Issuer"),
        queryset=lambda request: scope.units_overseen(request.user).filter(receives=True),
    )
    step = django_filters.ChoiceFilter(label=_("Step"), choices=Deadline.Step.choices)
    level = django_filters.ModelChoiceFilter(label=_("Level"), queryset=Level.objects.all())
    shown_year = django_filters.NumberFilter(
        label=_("Show the days in the year"),
        method=lambda rules, name, value: rules,
        min_value=2000,
        max_value=2100,
    )

    class Meta:
        model = DeadlineRule
        fields: list[str] = []


class RuleIndexView(FoldedSearchMixin, IndexView):
    """The rules with the days they come to in the year that the filter names, this year unless it does."""

    folded_fields = ("what", "phrase", "basis")
    default_ordering = "month"

    @cached_property
    def shown_year(self) -> int:
        told = self.request.GET.get("shown_year", "")
        is_year = told.isdecimal() and 2000 <= int(told) <= 2100
        return int(told) if is_year else timezone.localdate().year

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("what", label=_("What is due"), sort_key="what"),
            Column("phrase", label=_("Wording of the paper"), accessor="phrase"),
            Column("issuer", label=_("Issuer"), accessor="issuer.name", sort_key="issuer__name"),
            Column("recurrence", label=_("Recurrence"), accessor="get_recurrence_display", sort_key="month"),
            Column(
                "days",
                label=gettext("Last accepted day in %(year)d") % {"year": self.shown_year},
                accessor=lambda rule: days_told(rule.deadlines_in(self.shown_year)),
            ),
        ]

    def get_base_queryset(self) -> QuerySet[DeadlineRule]:
        return super().get_base_queryset().prefetch_related("overrides")


class OverridesMixin(RowsMixin):
    """The exceptions of single years below the form of the rule."""

    rows_class = OverrideRows
    rows_heading = _("Yearly exceptions")
    object: Any

    def get_success_url(self) -> str:
        return reverse("desk_deadline_rules:inspect", args=[self.object.pk])


class RuleCreateView(OverridesMixin, CreateView):
    pass


class RuleEditView(OverridesMixin, EditView):
    pass


class RuleInspectView(InspectView):
    template_name = "desk/deadline_rule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        overrides = list(self.object.overrides.all())
        this_year = timezone.localdate().year
        years = {this_year, this_year + 1, *(override.year for override in overrides)}
        return context | {
            "facts": rule_facts(self.object),
            "overrides": overrides,
            "years": [(year, self.object.deadlines_in(year)) for year in sorted(years)],
            "events": events_of(self.object),
        }


def days_told(deadlines: list[Deadline]) -> str:
    """The last accepted days of deadlines as one text; a dash where the rule sets none in that year."""
    return ", ".join(day(one.due_on) or gettext("no day named") for one in deadlines) or "–"


def rule_facts(rule: DeadlineRule) -> list[tuple[str, str]]:
    """A rule as the form has it, what is empty left out."""
    shown = {
        "issuer": rule.issuer.name,
        "step": rule.get_step_display(),
        "phrase": rule.phrase,
        "bound": rule.get_bound_display(),
        "recurrence": rule.get_recurrence_display(),
        "year": rule.year,
        "strength": rule.get_strength_display(),
        "level": rule.level and rule.level.name,
        "unit_type": rule.get_unit_type_display(),
        "subtree": rule.subtree and rule.subtree.name,
        "basis": rule.basis,
    }
    fields = {field.name: field for field in DeadlineRule._meta.fields}
    labels = {name: capfirst(str(fields[name].verbose_name)) for name in shown}
    return [(labels[name], str(value)) for name, value in shown.items() if value]


class DeadlineRuleViewSet(DeskViewSet):
    model = DeadlineRule
    name = "desk_deadline_rules"
    url_prefix = "moc-thoi-gian"
    icon = "calendar-alt"
    menu_label = _("Yearly dates")
    rows = staticmethod(scope.deadline_rules)
    related = ("issuer", "level", "subtree")
    routes = (*DeskViewSet.routes, "add", "edit", "delete")
    offered = ("view", "add", "change", "delete")
    index_view_class = RuleIndexView
    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    delete_view_class = DeleteView
    inspect_view_class = RuleInspectView
    inspect_template_name = RuleInspectView.template_name
    create_template_name = RowsMixin.template_name
    edit_template_name = RowsMixin.template_name
    filterset_class = RuleFilterSet
    ordering = "month"

    @property
    def permission_policy(self) -> CampaignPolicy:
        return CampaignPolicy(self.offered)

    def get_form_class(self, for_update: bool = False) -> type[RuleForm]:
        return RuleForm
