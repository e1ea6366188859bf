"""Inviting many people from a sheet: upload, look through, all of them or the good rows only."""

import io
from typing import Any

import xlsxwriter
from django import forms
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from submissions import scope
from submissions.desk.people.guest_sheets import MOST_ROWS, Line, Row, check_lines, read_lines
from submissions.lifecycle.invitations import invite
from submissions.lifecycle.refusal import Refused
from submissions.lists.formats.files import MAX_BYTES, too_large
from submissions.lists.formats.limits import RefusedFile

SALT = "submissions.guests"
KEPT_SECONDS = 4 * 3600
TITLE = _("Invite from a sheet")
BLANK_HEADINGS = ("Mã đơn vị", "Tên đơn vị", "Họ và tên", "Thư điện tử", "Vai trò")
BLANK_WIDTHS = (24, 44, 30, 34, 20)


class SheetForm(forms.Form):
    """The sheet with the people."""

    file = forms.FileField(
        label=_("Sheet with the people"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods) or CSV, one row a person."),
    )

    def clean_file(self) -> list[Line]:
        """Read the sheet at once, so that what is wrong with it stands at the field."""
        file = self.cleaned_data["file"]
        try:
            if file.size > MAX_BYTES:
                raise RefusedFile(too_large())
            return read_lines(file.read(), file.name)
        except RefusedFile as refused:
            raise forms.ValidationError(str(refused)) from refused


class InviteMany(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Shows what the sheet says before anybody is invited. The rows come back signed with the second step."""

    permission_policy: Any = None
    permission_required = "add"
    form_class = SheetForm
    template_name = "desk/invite_many.html"
    page_title = TITLE

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk_invitations:index"), "label": gettext("Invitations")},
            {"url": "", "label": str(TITLE)},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "lines" in request.POST:
            return self._confirm(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SheetForm) -> HttpResponse:
        return self._show(form.cleaned_data["file"])

    def _show(self, lines: list[Line]) -> HttpResponse:
        rows = check_lines(lines, self.request.user)
        context = {
            "rows": rows,
            "good": [row for row in rows if not row.problems],
            "bad": [row for row in rows if row.problems],
            "lines": signing.dumps(
                [[line.number, line.texts, line.cells] for line in lines], salt=SALT, compress=True
            ),
        }
        return self.render_to_response(self.get_context_data(form=SheetForm(), **context))

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        try:
            told = signing.loads(request.POST["lines"], salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            messages.error(request, gettext("Too much time has passed. Choose the sheet again."))
            return redirect("desk_invitations:sheet")
        lines = [Line(*line) for line in told]
        rows = check_lines(lines, request.user)
        good = [row for row in rows if not row.problems]
        # What was good when it was shown may have changed since; then the person looks again.
        if len(good) < len(rows) and "good_only" not in request.POST:
            messages.error(request, gettext("Nobody was invited: there are rows with problems now."))
            return self._show(lines)
        try:
            count = self._invite(good)
        except Refused as refused:
            messages.error(request, refused.message)
            return self._show(lines)
        sent = ngettext("%(count)d person is invited.", "%(count)d people are invited.", count)
        messages.success(request, sent % {"count": count})
        return redirect("desk_invitations:index")

    @transaction.atomic
    def _invite(self, rows: list[Row]) -> int:
        """Invite all of them, or nobody when a door refuses one."""
        for row in rows:
            if row.guest:
                invite(row.guest, self.request.user)
        return len(rows)


class BlankSheet(PermissionCheckedMixin, View):
    """A sheet to fill in, with a row for each unit of the desk that nobody serves yet."""

    permission_policy: Any = None
    permission_required = "add"

    def get(self, request: HttpRequest) -> HttpResponse:
        units = scope.units_overseen(request.user).exclude(memberships__role__in=scope.UNIT_ROLES)
        headers = {"Content-Disposition": 'attachment; filename="moi-phu-trach.xlsx"'}
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        cells = list(units.filter(receives=False).values_list("code", "name"))
        return HttpResponse(blank_sheet(cells), content_type=kind, headers=headers)


def blank_sheet(units: list[tuple[str, str]]) -> bytes:
    """Return the sheet as xlsx: the headings, then code and name of each unit."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Mời phụ trách")
        bold = book.add_format({"bold": True, "bg_color": "#F4E9D8", "border": 1})
        for column, (heading, width) in enumerate(zip(BLANK_HEADINGS, BLANK_WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        for number, cells in enumerate(units, start=1):
            for column, text in enumerate(cells):
                sheet.write_string(number, column, text)
        roles = ["Cán bộ đơn vị", "Lãnh đạo đơn vị"]
        sheet.data_validation(1, 4, MOST_ROWS, 4, {"validate": "list", "source": roles})
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()
