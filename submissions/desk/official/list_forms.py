"""The lists of registrations as data: columns, groups, head and foot, written by an editor."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.forms import inlineformset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.official.copying import CopyView, copy_move
from submissions.desk.official.editing import (
    ROWS_OPTIONS,
    YEARS,
    EditorForm,
    FormCreateView,
    FormEditView,
    FormFilterSet,
    FormIndexView,
    FormInspectView,
    OrderedRows,
    RowForm,
    TemplateView,
)
from submissions.desk.official.preview import preview_list
from submissions.desk.viewsets import DeskViewSet
from submissions.models import ListColumn, ListForm

COPY = copy_move(ListForm)


class ListFormForm(EditorForm):
    """A list of one of the person's desks."""

    class Meta:
        model = ListForm
        fields = [
            *EditorForm.common_fields,
            "head",
            "title",
            "grouping",
            "scheme",
            "letterhead",
            "authority",
            "recipients",
            "signer",
            "margin_top",
            "margin_bottom",
            "margin_left",
            "margin_right",
            "template",
        ]
        field_classes = EditorForm.day_fields
        widgets = EditorForm.area_widgets("head", "title", "recipients", "signer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = scope.schemes(self.for_user)


class ColumnForm(RowForm):
    """A column of a list."""

    placeholders = {"label": YEARS, "span": YEARS}

    class Meta:
        model = ListColumn
        fields = ["content", "label", "span", "width"]


class Columns(OrderedRows):
    repeatable = ListColumn.Content.EMPTY

    def clean(self) -> None:
        super().clean()
        if ListColumn.Content.TITLE not in self.contents():
            raise ValidationError(
                gettext(
                    "The list has no column “%(title)s”. Add it: a list without it could not be read back."
                )
                % {"title": ListColumn.Content.TITLE.label}
            )


ColumnRows = inlineformset_factory(
    ListForm, ListColumn, form=ColumnForm, **{**ROWS_OPTIONS, "formset": Columns}
)


class ListFormFilterSet(FormFilterSet):
    grouping = django_filters.ChoiceFilter(label=_("Grouping of rows"), choices=ListForm.Grouping.choices)

    class Meta:
        model = ListForm
        fields: list[str] = []


class ListFormIndexView(FormIndexView):
    def kind_columns(self) -> list[Column]:
        return [
            Column(
                "grouping", label=_("Grouping of rows"), accessor="get_grouping_display", sort_key="grouping"
            )
        ]


class ListFormCreateView(FormCreateView):
    rows_class = ColumnRows
    rows_heading = _("Columns of the list")


class ListFormEditView(FormEditView):
    rows_class = ColumnRows
    rows_heading = _("Columns of the list")


class ListFormInspectView(FormInspectView):
    template_name = "desk/list_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheet = preview_list(self.object)
        width = sum(column.width for column in sheet.columns)
        return super().get_context_data(**kwargs) | {"sheet": sheet, "width": width}


class CopyListFormView(CopyView):
    move = COPY


class ListFormViewSet(DeskViewSet):
    model = ListForm
    name = "desk_list_forms"
    url_prefix = "mau-danh-sach"
    icon = "table"
    menu_label = _("List forms")
    rows = staticmethod(scope.list_forms)
    related = ("issuer", "scheme")
    routes = (*DeskViewSet.routes, "add", "edit")
    offered = ("view", "add", "change")
    index_view_class = ListFormIndexView
    add_view_class = ListFormCreateView
    edit_view_class = ListFormEditView
    inspect_view_class = ListFormInspectView
    inspect_template_name = ListFormInspectView.template_name
    create_template_name = FormCreateView.template_name
    edit_template_name = FormEditView.template_name
    filterset_class = ListFormFilterSet
    ordering = "code"
    moves = (COPY,)
    move_views = {"copy_form": CopyListFormView, "template": TemplateView}

    def get_form_class(self, for_update: bool = False) -> type[ListFormForm]:
        return ListFormForm
