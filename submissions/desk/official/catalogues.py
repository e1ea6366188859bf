"""The short lists on which everything rests: levels, sectors, and how each issuer words the sectors.

They belong to the whole installation; only an administrator changes them.
"""

from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.forms import inlineformset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.columns import day_column
from submissions.desk.days import DayField
from submissions.desk.formsets import RowsMixin
from submissions.desk.viewsets import CreateView, DeskViewSet, EditView, IndexView
from submissions.models import Level, Sector, SectorScheme, SectorWording


class CatalogueViewSet(DeskViewSet):
    """A list that everybody with the right may edit, without pages of its own for each row."""

    routes: tuple[str, ...] = ("index", "index_results", "add", "edit", "history", "history_results")
    offered: tuple[str, ...] = ("view", "add", "change")
    inspect_view_enabled = False


class LevelForm(WagtailAdminModelForm):
    class Meta:
        model = Level
        fields = ["code", "name", "rank", "valid_from", "valid_to"]
        field_classes = {"valid_from": DayField, "valid_to": DayField}


class LevelIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("name", label=_("Level"), sort_key="name"),
            Column("code", label=_("Code"), sort_key="code"),
            Column("rank", label=_("Rank"), sort_key="rank"),
            day_column("valid_from", label=_("Valid from")),
            day_column("valid_to", label=_("Valid to")),
        ]


class LevelViewSet(CatalogueViewSet):
    model = Level
    name = "desk_levels"
    url_prefix = "cap"
    icon = "order"
    menu_label = _("Levels")
    rows = staticmethod(lambda user: Level.objects.all())
    index_view_class = LevelIndexView
    ordering = "rank"

    def get_form_class(self, for_update: bool = False) -> type[LevelForm]:
        return LevelForm


class SectorForm(WagtailAdminModelForm):
    class Meta:
        model = Sector
        fields = ["name", "slug", "order"]


class SectorIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("name", label=_("Sector"), sort_key="name"),
            Column("key", label=_("Canonical sector"), accessor="get_key_display"),
            Column("slug", label=_("Address"), sort_key="slug"),
            Column("order", label=_("Order"), sort_key="order"),
        ]


class SectorViewSet(CatalogueViewSet):
    """The four canonical sectors: renamed and reordered, never added."""

    model = Sector
    name = "desk_sectors"
    url_prefix = "linh-vuc"
    icon = "tag"
    menu_label = _("Sectors")
    routes = ("index", "index_results", "edit", "history", "history_results")
    offered = ("view", "change")
    rows = staticmethod(lambda user: Sector.objects.all())
    index_view_class = SectorIndexView
    ordering = "order"

    def get_form_class(self, for_update: bool = False) -> type[SectorForm]:
        return SectorForm


class SchemeForm(WagtailAdminModelForm):
    class Meta:
        model = SectorScheme
        fields = ["issuer", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].queryset = scope.units_overseen(self.for_user)


class WordingForm(forms.ModelForm):
    class Meta:
        model = SectorWording
        fields = ["sector", "label", "hint", "order"]
        widgets = {"hint": forms.Textarea(attrs={"rows": 2})}


WordingRows = inlineformset_factory(
    SectorScheme, SectorWording, form=WordingForm, extra=len(Sector.Key), max_num=len(Sector.Key)
)


class SchemeIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("name", label=_("Sector scheme"), sort_key="name"),
            Column("issuer", label=_("Issuer"), accessor="issuer.name", sort_key="issuer__name"),
            Column("worded", label=_("Sectors worded"), accessor="worded"),
        ]

    def get_base_queryset(self) -> QuerySet[SectorScheme]:
        return super().get_base_queryset().annotate(worded=Count("wordings"))


class SchemeCreateView(RowsMixin, CreateView):
    rows_class = WordingRows
    rows_heading = _("Wordings")


class SchemeEditView(RowsMixin, EditView):
    rows_class = WordingRows
    rows_heading = _("Wordings")


class SchemeViewSet(CatalogueViewSet):
    model = SectorScheme
    name = "desk_schemes"
    url_prefix = "cach-goi-linh-vuc"
    icon = "list-ul"
    menu_label = _("Sector schemes")
    rows = staticmethod(scope.schemes)
    related = ("issuer",)
    index_view_class = SchemeIndexView
    add_view_class = SchemeCreateView
    edit_view_class = SchemeEditView
    create_template_name = RowsMixin.template_name
    edit_template_name = RowsMixin.template_name
    ordering = "name"

    def get_form_class(self, for_update: bool = False) -> type[SchemeForm]:
        return SchemeForm
