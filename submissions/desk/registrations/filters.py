"""What the registration book is narrowed by, and what its filters offer."""

from collections import defaultdict
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import BooleanRadioSelect

from submissions import scope
from submissions.desk.search import registrations_matching
from submissions.models import Attachment, Campaign, Initiative, Level, Registration, Sector, Unit

State = Registration.State
DESK_STATES = [choice for choice in State.choices if choice[0] != State.DRAFT]
# The name under which views of this list are saved.
BOOK = "desk_registrations:index"


def campaigns_at_desk(request: HttpRequest) -> QuerySet[Campaign]:
    """The campaigns in which the person's desk holds registrations."""
    return Campaign.objects.filter(pk__in=scope.desk_registrations(request.user).values("campaign_id"))


class BookOptions:
    """What the filters offer beside campaigns and units, and the views a person saved: one query for all."""

    def __init__(self, user: Any) -> None:
        self.user = user

    def choices(self, group: str) -> list[tuple[str, str]]:
        """The options of a group as pairs of value and label."""
        return [(key, label) for key, label, _more in self._groups[group]]

    @property
    def lists(self) -> list[tuple[str, str]]:
        """The consolidated lists, by their number and campaign."""
        title = gettext("List no. %(number)s")
        return [
            (key, f"{title % {'number': number}} – {campaign}")
            for key, campaign, number in self._groups["list"]
        ]

    @property
    def views(self) -> list[tuple[str, str, str]]:
        """The saved views of the book: key, name and query."""
        return self._groups["view"]

    @cached_property
    def _groups(self) -> dict[str, list[tuple[str, str, str]]]:
        first, *others = self._queries()
        groups: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for group, key, label, more, _rank in sorted(first.union(*others), key=_rank_and_label):
            groups[group].append((key, label, more))
        return groups

    def _queries(self) -> list[QuerySet[Any]]:
        forms_used = scope.desk_registrations(self.user).exclude(form=None)
        views = scope.saved_views(self.user).filter(list_name=BOOK)
        return [
            _options(Sector.objects.all(), "sector", "pk", "name", rank=F("order")),
            _options(Level.objects.all(), "level", "pk", "name", rank=F("rank")),
            _options(forms_used, "form", "form__code", "form__name"),
            _options(scope.consolidated_lists(self.user), "list", "pk", "campaign__title", more=F("number")),
            _options(views, "view", "pk", "name", more=F("query")),
        ]


def _options(
    rows: QuerySet[Any], group: str, key: str, label: str, *, more: Any = None, rank: Any = None
) -> QuerySet[Any]:
    return rows.order_by().values_list(
        Value(group, TextField()),
        Cast(key, CharField()),
        Cast(label, TextField()),
        Cast(Value("") if more is None else more, TextField()),
        Value(0) if rank is None else rank,
    )


def _rank_and_label(option: tuple[str, str, str, str, int]) -> tuple[Any, ...]:
    group, _key, label, more, rank = option
    return (rank, label, int(more)) if group == "list" else (rank, label, 0)


class RegistrationFilterSet(WagtailFilterSet):
    """What the list is narrowed by. Its units, read once, are offered here and searched by name."""

    campaign = django_filters.ModelChoiceFilter(label=_("Campaign"), queryset=campaigns_at_desk)
    unit = django_filters.ChoiceFilter(label=_("Unit and those below it"), method="filter_subtree")
    sector = django_filters.ChoiceFilter(label=_("Sector"), field_name="initiative__sector")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        field_name="initiative__kind",
        choices=Initiative.Kind.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=DESK_STATES, widget=forms.CheckboxSelectMultiple
    )
    continuity = django_filters.ChoiceFilter(
        label=_("New or continued"),
        choices=Registration.Continuity.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    linked = django_filters.BooleanFilter(
        label=_("Linked to last year's"),
        field_name="previous",
        lookup_expr="isnull",
        exclude=True,
        widget=BooleanRadioSelect,
    )
    level = django_filters.ChoiceFilter(label=_("Level applied for"), field_name="level")
    paper = django_filters.ChoiceFilter(label=_("Form"), field_name="form__code")
    consolidated = django_filters.ChoiceFilter(
        label=_("Consolidated list"), field_name="consolidated_row__list"
    )
    late = django_filters.BooleanFilter(label=_("Late"), widget=BooleanRadioSelect)
    unsigned = django_filters.BooleanFilter(
        label=_("Without a signed scan"), method="filter_unsigned", widget=BooleanRadioSelect
    )

    class Meta:
        model = Registration
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = BookOptions(self.request.user)
        offered = {
            "unit": lambda: [(str(unit.pk), unit.name) for unit in self.units],
            "sector": lambda: self.options.choices("sector"),
            "level": lambda: self.options.choices("level"),
            "paper": lambda: [(code, f"{code} – {name}") for code, name in self.options.choices("form")],
            "consolidated": lambda: self.options.lists,
        }
        for name, choices in offered.items():
            self.filters[name].extra["choices"] = choices

    @cached_property
    def units(self) -> list[Unit]:
        """The units of the person's scope."""
        return list(scope.units_overseen(self.request.user))

    def filter_subtree(self, queryset: QuerySet[Registration], name: str, pk: str) -> QuerySet[Registration]:
        top = next(unit for unit in self.units if str(unit.pk) == pk)
        return queryset.filter(unit__path__startswith=top.path)

    def filter_unsigned(
        self, queryset: QuerySet[Registration], name: str, wanted: bool
    ) -> QuerySet[Registration]:
        signed = Attachment.objects.filter(registration=OuterRef("pk"), kind=Attachment.Kind.SIGNED)
        return queryset.filter(~Exists(signed) if wanted else Exists(signed))

    def of_any_state(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """What every filter but the state leaves."""
        for name, value in self.form.cleaned_data.items():
            if name != "state":
                queryset = self.filters[name].filter(queryset, value)
        return queryset


def registrations_shown(request: HttpRequest, rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """Return those of `rows` that the book shows under the filters and the search in the address."""
    filters = RegistrationFilterSet(request.GET, queryset=rows, request=request)
    found = filters.qs if filters.is_valid() else rows
    query = request.GET.get("q", "").strip()
    return found.filter(registrations_matching(query, filters.units)) if query else found
