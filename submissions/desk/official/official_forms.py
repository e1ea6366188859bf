"""The official forms as data: which fields, in which order and words, written by an editor."""

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
    PLACEHOLDERS,
    ROWS_OPTIONS,
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
from submissions.desk.official.preview import preview_form
from submissions.desk.viewsets import DeskViewSet
from submissions.models import FormField, Initiative, OfficialForm

COPY = copy_move(OfficialForm)


class OfficialFormForm(EditorForm):
    """A form for one registration of one of the person's desks."""

    placeholders = {
        **EditorForm.placeholders,
        "lead": (*PLACEHOLDERS, "basis"),
        "signatures": PLACEHOLDERS,
    }

    class Meta:
        model = OfficialForm
        fields = [*EditorForm.common_fields, "kind", "head", "title", "lead", "signatures", "template"]
        field_classes = EditorForm.day_fields
        widgets = EditorForm.area_widgets("head", "title", "lead", "signatures")


class FieldForm(RowForm):
    """A field of a form."""

    placeholders = {"label": (), "hint": ()}

    class Meta:
        model = FormField
        fields = ["content", "label", "hint", "required", "least_lines", "most_lines"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        least, most = cleaned.get("least_lines"), cleaned.get("most_lines")
        if least and most and most < least:
            self.add_error("most_lines", _("The most lines cannot be fewer than the least."))
        return cleaned


class Fields(OrderedRows):
    repeatable = FormField.Content.OWN

    def clean(self) -> None:
        super().clean()
        if not self.kept():
            raise ValidationError(gettext("The form has no field. Add at least one to be filled in."))


FieldRows = inlineformset_factory(
    OfficialForm, FormField, form=FieldForm, **{**ROWS_OPTIONS, "formset": Fields}
)


class OfficialFormFilterSet(FormFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Registrant"), choices=Initiative.Kind.choices)

    class Meta:
        model = OfficialForm
        fields: list[str] = []


class OfficialFormIndexView(FormIndexView):
    def kind_columns(self) -> list[Column]:
        return [Column("kind", label=_("Registrant"), accessor=kind_name, sort_key="kind")]


class OfficialFormCreateView(FormCreateView):
    rows_class = FieldRows
    rows_heading = _("Fields of the form")


class OfficialFormEditView(FormEditView):
    rows_class = FieldRows
    rows_heading = _("Fields of the form")


class OfficialFormInspectView(FormInspectView):
    template_name = "desk/official_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"paper": preview_form(self.object)}


class CopyOfficialFormView(CopyView):
    move = COPY


def kind_name(form: OfficialForm) -> str:
    """Who registers on the form."""
    return form.get_kind_display() or gettext("Both")


class OfficialFormViewSet(DeskViewSet):
    model = OfficialForm
    name = "desk_official_forms"
    url_prefix = "bieu-mau"
    icon = "form"
    menu_label = _("Official forms")
    rows = staticmethod(scope.official_forms)
    related = ("issuer",)
    routes = (*DeskViewSet.routes, "add", "edit")
    offered = ("view", "add", "change")
    index_view_class = OfficialFormIndexView
    add_view_class = OfficialFormCreateView
    edit_view_class = OfficialFormEditView
    inspect_view_class = OfficialFormInspectView
    inspect_template_name = OfficialFormInspectView.template_name
    create_template_name = FormCreateView.template_name
    edit_template_name = FormEditView.template_name
    filterset_class = OfficialFormFilterSet
    ordering = "code"
    moves = (COPY,)
    move_views = {"copy_form": CopyOfficialFormView, "template": TemplateView}

    def get_form_class(self, for_update: bool = False) -> type[OfficialFormForm]:
        return OfficialFormForm
