"""The outbox as the desk reads it: what was written to the people of its units, and whether it went out."""

from typing import Any

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.columns import moment, moment_column, state_column
from submissions.desk.doors import DoorView
from submissions.desk.history import events_of
from submissions.desk.moves import RETRY
from submissions.desk.people.members import name_of
from submissions.desk.search import FoldedSearchMixin
from submissions.desk.viewsets import DeskViewSet, IndexView, InspectView
from submissions.lifecycle import mails
from submissions.models import Mail
from submissions.notices.outbox import MASK


class MailFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Mail.State.choices, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Mail
        fields: list[str] = []


class MailIndexView(FoldedSearchMixin, IndexView):
    folded_fields = ("subject", "address", "person__first_name", "person__last_name", "unit__name")
    default_ordering = "-created_at"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self.record_column("subject", label=_("Subject"), sort_key="subject"),
            Column("person", label=_("Recipient"), accessor=lambda row: name_of(row.person)),
            Column("unit", label=_("Unit"), accessor="unit.name", sort_key="unit__path"),
            state_column(lambda row: row.state == Mail.State.FAILED, label=_("State")),
            Column("attempts", label=_("Attempts"), sort_key="attempts"),
            moment_column("created_at", label=_("Written at")),
        ]


class MailInspectView(InspectView):
    template_name = "desk/mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "facts": mail_facts(self.object),
            "is_masked": MASK in self.object.text,
            "events": events_of(self.object),
        }


def mail_facts(mail: Mail) -> list[tuple[str, str]]:
    """To whom an e-mail went and what became of it."""
    facts = [
        (_g("Recipient"), f"{name_of(mail.person)} <{mail.address}>"),
        (_g("Unit"), mail.unit.name if mail.unit else ""),
        (_label("created_at"), moment(mail.created_at)),
        (_label("attempts"), str(mail.attempts)),
        (_label("tried_at"), moment(mail.tried_at)),
        (_label("sent_at"), moment(mail.sent_at)),
        (_label("error"), mail.error),
    ]
    return [(label, value) for label, value in facts if value]


def _label(field: str) -> str:
    return capfirst(str(Mail._meta.get_field(field).verbose_name))  # type: ignore[union-attr]


class RetryView(DoorView):
    move = RETRY
    door = mails.retry
    question = _("The e-mail goes out again at once; when it fails, some more attempts follow by themselves.")
    success = _("Queued again: %(record)s.")


class MailViewSet(DeskViewSet):
    model = Mail
    name = "desk_mails"
    url_prefix = "thu-di"
    icon = "mail"
    menu_label = _("Outbox")
    rows = staticmethod(scope.mails)
    related = ("person", "unit", "invitation")
    routes = ("index", "index_results", "inspect")
    index_view_class = MailIndexView
    inspect_view_class = MailInspectView
    inspect_template_name = MailInspectView.template_name
    filterset_class = MailFilterSet
    ordering = "-created_at"
    moves = (RETRY,)
    move_views = {"retry": RetryView}
