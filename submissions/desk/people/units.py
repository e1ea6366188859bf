"""The units as a tree, each with the people who serve it."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Max, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusFlagColumn, TitleColumn

from submissions import scope
from submissions.desk.columns import moment_column
from submissions.desk.days import DayField
from submissions.desk.facts import unit_facts
from submissions.desk.forms import PaperForm
from submissions.desk.history import events_of
from submissions.desk.people.members import members_for
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import DeskViewSet, IndexView, InspectView
from submissions.models import Level, Unit


class UnitChoiceField(forms.ModelChoiceField):
    """A choice of units, indented as they stand in the tree."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{'– ' * (unit.depth - 1)}{unit.name}"


class UnitForm(PaperForm):
    """A unit and its place in the tree, which only an administrator changes at its top."""

    parent = UnitChoiceField(
        label=_("Unit above"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("None (top of the tree)"),
    )

    class Meta:
        model = Unit
        fields = [
            "name",
            "short_name",
            "code",
            "type",
            "level",
            "address",
            "email",
            "phone",
            "receives",
            "desk_name",
            "confirming_body",
            "recognition_term",
            "valid_from",
            "valid_to",
        ]
        field_classes = {"valid_from": DayField, "valid_to": DayField}

    field_order = ["name", "short_name", "code", "parent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent_now: Unit | None = self.instance.get_parent() if self.instance.pk else None
        self._offer_parents()
        self.order_fields(self.field_order)

    def _offer_parents(self) -> None:
        """Offer the units of the person's scope; the top unit of that scope stays where it stands."""
        field, overseen = self.fields["parent"], scope.units_overseen(self.for_user)
        within_reach = self.for_user.is_superuser or self.parent_now in overseen
        field.initial = self.parent_now
        field.disabled = bool(self.instance.pk) and not within_reach
        field.required = not (field.disabled or self.for_user.is_superuser)
        if field.disabled:
            field.queryset = self.instance.get_ancestors()
        elif self.instance.pk:
            field.queryset = overseen.exclude(path__startswith=self.instance.path)
        else:
            field.queryset = overseen

    def save(self, commit: bool = True) -> Unit:
        """Put a new unit below its parent, or move a standing one there with everything below it."""
        parent: Unit | None = self.cleaned_data["parent"]
        unit: Unit = self.instance
        if not unit.pk:
            return parent.add_child(instance=unit) if parent else Unit.add_root(instance=unit)
        super().save(commit)
        if parent != self.parent_now:
            if parent:
                unit.move(parent, "last-child")
            else:
                unit.move(Unit.get_last_root_node(), "last-sibling")
            unit.refresh_from_db()
        return unit


class UnitFilterSet(WagtailFilterSet):
    type = django_filters.ChoiceFilter(label=_("Type"), choices=Unit.Type.choices)
    level = django_filters.ModelChoiceFilter(label=_("Level"), queryset=Level.objects.all())
    receives = django_filters.BooleanFilter(label=_("Receives registrations"))

    class Meta:
        model = Unit
        fields: list[str] = []


class UnitColumn(TitleColumn):
    """The name, set in as deep as the unit stands in the tree."""

    cell_template_name = "desk/unit_cell.html"


class UnitIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("name", "short_name", "code")
    default_ordering = "path"

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), "path"]

    @cached_property
    def columns(self) -> list[Any]:
        return [
            UnitColumn("name", label=_("Unit"), get_url=self.get_record_url, sort_key="path"),
            Column("code", label=_("Code"), sort_key="code"),
            Column("type", label=_("Type"), accessor="get_type_display", sort_key="type"),
            Column("level", label=_("Level"), accessor="level.name", sort_key="level__rank"),
            StatusFlagColumn(
                "receives", label=_("Registry desk"), true_label=_("Receives"), sort_key="receives"
            ),
            Column("members", label=_("Members"), accessor=members_of),
            moment_column("last_seen", label=_("Last sign-in")),
        ]

    def get_base_queryset(self) -> QuerySet[Unit]:
        waiting = Q(memberships__invitations__accepted_at=None, memberships__invitations__withdrawn_at=None)
        invited = Q(memberships__invitations__isnull=False) & waiting
        return (
            super()
            .get_base_queryset()
            .annotate(
                members=Count("memberships", distinct=True),
                invited=Count("memberships", filter=invited, distinct=True),
                last_seen=Max("memberships__user__last_login"),
            )
        )


def members_of(unit: Any) -> str:
    """How many people serve a unit, and how many of them have not set their password yet."""
    if not unit.invited:
        return str(unit.members)
    return gettext("%(members)d (%(invited)d invited)") % {"members": unit.members, "invited": unit.invited}


class UnitInspectView(InspectView):
    template_name = "desk/unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "facts": unit_facts(self.object),
            "members": members_for(self.object, self.request.user),
            "may_invite": self.request.user.has_perm("submissions.add_invitation"),
            "events": events_of(self.object),
        }


class UnitViewSet(DeskViewSet):
    model = Unit
    name = "desk_units"
    url_prefix = "don-vi"
    icon = "group"
    menu_label = _("Units")
    rows = staticmethod(scope.units_overseen)
    related = ("level",)
    routes = (*DeskViewSet.routes, "add", "edit")
    offered = ("view", "add", "change")
    index_view_class = UnitIndexView
    inspect_view_class = UnitInspectView
    inspect_template_name = UnitInspectView.template_name
    filterset_class = UnitFilterSet
    ordering = "path"

    def get_form_class(self, for_update: bool = False) -> type[UnitForm]:
        return UnitForm
