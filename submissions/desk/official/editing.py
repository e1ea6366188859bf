"""What the editor's screens for official forms and for lists have in common.

A desk keeps the forms of its own issuers. Shipped ones it sees and copies; only an administrator
changes them.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db.models import F
from django.forms import BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from submissions import scope
from submissions.desk.columns import day
from submissions.desk.days import DayField
from submissions.desk.forms import PaperForm
from submissions.desk.formsets import RowsMixin
from submissions.desk.history import events_of
from submissions.desk.official.word_template import WORD_TYPE, validate_word_template
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import CreateView, EditView, IndexView, InspectView, ScopedObjectMixin
from submissions.models import Unit

YEARS = ("year", "last_year")
PLACEHOLDERS = (*YEARS, "unit")

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
# Beyond every number a row can have, so that rows can be numbered anew without meeting.
_ASIDE = 10_000
_MOST_ROWS = 40
# A new form starts with room for as many rows as M1 and M3 have.
_FIRST_ROWS = 8


def refuse_other_braces(text: str, placeholders: Collection[str]) -> None:
    """Refuse braces in a text of a form that are none of the placeholders. Raises ValidationError."""
    allowed = ", ".join(f"{{{name}}}" for name in placeholders)
    for match in _BRACES.finditer(text):
        if match[1] not in placeholders:
            sentence = (
                gettext("“%(found)s” cannot be filled in. In braces there may only be: %(allowed)s.")
                if placeholders
                else gettext("“%(found)s” cannot be filled in. Leave the braces out here.")
            )
            raise ValidationError(sentence % {"found": match[0], "allowed": allowed})


def has_twin(form: Any, issuer: Unit | None) -> bool:
    """Whether the issuer has another form of the same code, valid from the same day."""
    same = type(form).objects.masters().filter(issuer=issuer, code=form.code, valid_from=form.valid_from)
    return bool(same.exclude(pk=form.pk).exists())


def offer_issuers(field: Any, user: Any) -> None:
    """Offer the desks that the person works at as issuers; a single one is chosen already."""
    field.queryset = scope.units_overseen(user).filter(receives=True)
    if field.required and len(field.queryset) == 1:
        field.initial = field.queryset[0]
        field.empty_label = None


class PlaceholderMixin:
    """A form that refuses braces which nothing fills in; `placeholders` are those of each field."""

    placeholders: Mapping[str, Collection[str]] = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name, allowed in self.placeholders.items():
            try:
                refuse_other_braces(cleaned.get(name) or "", allowed)
            except ValidationError as error:
                self.add_error(name, error)  # type: ignore[attr-defined]
        return cleaned


class EditorForm(PlaceholderMixin, PaperForm):
    """A form of one of the person's desks; the issuer stays once it is set."""

    placeholders = {"head": PLACEHOLDERS, "title": PLACEHOLDERS}
    common_fields = ["issuer", "code", "name", "basis", "valid_from", "valid_to", "is_proposal"]
    day_fields = {"valid_from": DayField, "valid_to": DayField}

    template = forms.FileField(
        label=capfirst(_("Word template")),
        required=False,
        widget=forms.FileInput(attrs={"accept": WORD_TYPE}),
        help_text=_("Replaces the built-in layout of the Word file. A .docx without macros, at most 5 MB."),
        validators=[FileExtensionValidator(["docx"]), validate_word_template],
    )
    remove_template = forms.BooleanField(label=_("Remove the Word template"), required=False)

    @staticmethod
    def area_widgets(*names: str) -> dict[str, forms.Widget]:
        """Give the texts of some lines areas of some lines."""
        return {name: forms.Textarea(attrs={"rows": 3}) for name in names}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_issuers()
        if not self.instance.template:
            del self.fields["remove_template"]

    def _offer_issuers(self) -> None:
        issuer = self.fields["issuer"]
        if self.instance.pk:
            issuer.disabled, issuer.required, issuer.help_text = True, False, ""
            issuer.queryset = Unit.objects.filter(pk=self.instance.issuer_id)
            issuer.empty_label = gettext("Every issuer (shipped)")
            return
        if not self.for_user.is_superuser:
            issuer.required, issuer.help_text = True, ""
        offer_issuers(issuer, self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The form would end before it begins. Give a later day or none."))
        if cleaned.get("remove_template") and "template" not in self.changed_data:
            cleaned["template"] = False
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The constraint of the database names no remedy; `_post_clean` asks the same with one.
        return super()._get_validation_exclusions() | {"valid_from"}

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and has_twin(self.instance, self.instance.issuer):
            self.add_error(
                "code",
                _(
                    "The same issuer already has a form of this code that is valid from the same day. "
                    "Change that one, or give this one another code or another day."
                ),
            )


class RowForm(PlaceholderMixin, forms.ModelForm):
    """A row with the number that says where it stands; without a number it comes last."""

    order = forms.IntegerField(label=capfirst(_("order")), required=False, min_value=1, max_value=_ASIDE - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["order"] = self.instance.order
        self.order_fields(["order"])


class OrderedRows(BaseInlineFormSet):
    """The rows of a form, numbered 1, 2, 3 … when they are saved, in the order of the given numbers.

    A content stands in one row only, save `repeatable`, which any number of rows may have.
    """

    model: Any
    repeatable = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.extra = _FIRST_ROWS

    def kept(self) -> list[Any]:
        """The rows that stay and the new ones, in their order; equal numbers as they stand on the page."""
        written = [form for form in self.forms if form in self.initial_forms or form.has_changed()]
        kept = [form for form in written if not _told(form, DELETION_FIELD_NAME)]
        return sorted(kept, key=lambda form: _told(form, "order") or _ASIDE)

    def contents(self) -> list[str]:
        """The contents of the kept rows."""
        return [_told(form, "content") or "" for form in self.kept()]

    def clean(self) -> None:
        super().clean()
        labels = dict(self.model.Content.choices)
        contents = [content for content in self.contents() if content not in ("", self.repeatable)]
        for content in dict.fromkeys(contents):
            if contents.count(content) > 1:
                raise ValidationError(
                    gettext("“%(content)s” stands in more than one row. Keep one; only “%(own)s” may repeat.")
                    % {"content": labels[content], "own": labels[self.repeatable]}
                )

    def save(self, commit: bool = True) -> list[Any]:
        """Write the rows and return them in their order. The form they belong to is saved before."""
        super().save(commit=False)
        for row in self.deleted_objects:
            row.delete()
        self.model.objects.filter(form=self.instance).update(order=F("order") + _ASIDE)
        rows = [form.instance for form in self.kept()]
        for order, row in enumerate(rows, start=1):
            row.form, row.order = self.instance, order
            row.save()
        return rows


def _told(form: Any, name: str) -> Any:
    """What a row says, None where it was refused."""
    return getattr(form, "cleaned_data", {}).get(name)


ROWS_OPTIONS: dict[str, Any] = {
    "fk_name": "form",
    "formset": OrderedRows,
    "extra": 2,
    "can_delete_extra": False,
    "max_num": _MOST_ROWS,
    "validate_max": True,
}


class FormFilterSet(WagtailFilterSet):
    """Filters by issuer, the shipped forms being everybody's."""

    issuer = django_filters.ModelChoiceFilter(
        label=_("Issuer"),
        queryset=lambda request: scope.units_overseen(request.user).filter(receives=True),
        null_label=_("Every issuer (shipped)"),
    )


class FormIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("code", "name", "basis", "issuer__name")
    default_ordering = "code"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("code", label=_("Code"), accessor=unbroken_code, sort_key="code"),
            self.record_column("name", label=_("Name of the form"), sort_key="name"),
            *self.kind_columns(),
            Column("issuer", label=_("Issuer"), accessor=issuer_name, sort_key="issuer__name"),
            Column("validity", label=_("Validity"), accessor=validity, sort_key="valid_from"),
            StatusFlagColumn("is_proposal", label=_("Wording"), true_label=_("Proposed wording")),
        ]

    def kind_columns(self) -> list[Column]:
        """What tells one form from another beside its name."""
        return []


class FormCreateView(RowsMixin, CreateView):
    template_name = "desk/form_editor.html"
    inspect_url_name = ""

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class FormEditView(RowsMixin, EditView):
    """Changes an own form; from somebody else's it leads back to its page, where it can be copied."""

    template_name = FormCreateView.template_name
    inspect_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = self.get_object()
        if not scope.may_change_form(form, request.user):
            messages.error(
                request, gettext("This form is shipped with the portal. Copy it and change your own copy.")
            )
            return redirect(self.inspect_url_name, form.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class FormInspectView(InspectView):
    """A form as it will be printed, and what is known about it."""

    template_url_name = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        own = scope.may_change_form(self.object, self.request.user)
        return [button for button in super().header_more_buttons if own or button.icon_name != "edit"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "facts": form_facts(self.object),
            "downloads": self.downloads(),
            "events": events_of(self.object),
        }

    def downloads(self) -> list[tuple[str, str]]:
        """The files that the page offers: what each is called, and its address."""
        if not self.object.template:
            return []
        address = reverse(self.move_url_name("template"), args=[self.object.pk])  # type: ignore[misc]
        return [(gettext("Word template of this form"), address)]


class TemplateView(ScopedObjectMixin, PermissionCheckedMixin, View):
    """The Word template of a form, for those who may see the form."""

    model: Any = None
    permission_required = "view"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        form = self.get_object()
        if not form.template:
            raise Http404
        return FileResponse(form.template.open(), as_attachment=True, filename=f"{form.code}.docx")


def unbroken_code(form: Any) -> str:
    """The code of a form, which no line end parts: “Mẫu 2a”."""
    return str(form.code).replace(" ", "\u00a0")


def issuer_name(form: Any) -> str:
    """Whose the form is."""
    return form.issuer.name if form.issuer else gettext("Every issuer (shipped)")


def validity(form: Any) -> str:
    """From when to when the form is valid, as the desk writes it."""
    if form.valid_from and form.valid_to:
        return f"{day(form.valid_from)} – {day(form.valid_to)}"
    if form.valid_from:
        return gettext("from %(day)s") % {"day": day(form.valid_from)}
    if form.valid_to:
        return gettext("until %(day)s") % {"day": day(form.valid_to)}
    return gettext("always")


def form_facts(form: Any) -> list[tuple[str, str]]:
    """Whose a form is, where it comes from and when it is used."""
    facts = [
        (_("Issuer"), issuer_name(form)),
        (_("Name of the form"), form.name),
        (_("Basis paper"), form.basis),
        (_("Validity"), validity(form)),
        (_("Wording"), _("Proposed: the official text is not at hand.") if form.is_proposal else ""),
    ]
    return [(str(label), str(value)) for label, value in facts if value]
