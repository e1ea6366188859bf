"""The recognitions: appraised by the desk, decided by the body, never by the person who proposed."""

import datetime
from typing import Any

import django_filters
from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from submissions import scope
from submissions.desk.bulk import DoorBulkAction
from submissions.desk.columns import moment_column, state_column
from submissions.desk.days import DayField
from submissions.desk.doors import DoorView, ReasonForm
from submissions.desk.facts import recognition_facts
from submissions.desk.history import events_of
from submissions.desk.moves import APPRAISE, DECIDE, DECLINE_RECOGNITION, REVOKE
from submissions.desk.recognition.decisions import PAPER_FIELDS, scan_field
from submissions.desk.search import registrations_matching
from submissions.desk.viewsets import BulkIndexView, DeskViewSet, InspectView
from submissions.lifecycle import recognition
from submissions.lifecycle.recognition import PENDING_STATES
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, Decision, Level, Recognition, Unit


class RecognitionFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=Recognition.State.choices, widget=forms.CheckboxSelectMultiple
    )
    honour = django_filters.ChoiceFilter(
        label=_("Recognised as"),
        choices=Recognition.Honour.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    level = django_filters.ModelChoiceFilter(label=_("Level"), queryset=Level.objects.all())
    campaign = django_filters.ModelChoiceFilter(
        label=_("Campaign"),
        field_name="registration__campaign",
        queryset=lambda request: Campaign.objects.filter(
            pk__in=scope.recognitions(request.user).values("registration__campaign_id")
        ),
    )

    class Meta:
        model = Recognition
        fields: list[str] = []


class RecognitionIndexView(BulkIndexView):
    bulk_permission = "decide_recognition"
    is_searchable = True
    default_ordering = "-proposed_at"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *self.checkbox_columns(),
            self.record_column(
                "title",
                label=_("Initiative"),
                accessor="registration.initiative.title",
                sort_key="registration__initiative__title_key",
            ),
            Column(
                "unit",
                label=_("Unit"),
                accessor="registration.unit.name",
                sort_key="registration__unit__name",
            ),
            Column("honour", label=_("Recognised as"), accessor="get_honour_display", sort_key="honour"),
            Column("level", label=_("Level"), accessor="level.name", sort_key="level__rank"),
            state_column(lambda row: row.state in PENDING_STATES, label=_("State")),
            Column(
                "proposed_by",
                label=_("Proposed by"),
                accessor=lambda row: row.proposed_by.get_full_name() or row.proposed_by.get_username(),
            ),
            moment_column("proposed_at", label=_("Proposed at")),
            Column("decision", label=_("Decision"), accessor="decision"),
        ]

    def search_queryset(self, queryset: QuerySet[Recognition]) -> QuerySet[Recognition]:
        if not self.is_searching:
            return queryset
        units = scope.units_overseen(self.request.user)
        return queryset.filter(registrations_matching(self.search_query, units, prefix="registration__"))


class RecognitionInspectView(InspectView):
    template_name = "desk/recognition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"facts": recognition_facts(self.object), "events": events_of(self.object)}


class AppraiseForm(forms.Form):
    """The desk's opinion on a proposal, for the people who decide."""

    appraisal = forms.CharField(label=_("Appraisal"), widget=forms.Textarea(attrs={"rows": 5}))


class AppraiseView(DoorView):
    move = APPRAISE
    door = recognition.appraise
    form_class = AppraiseForm
    question = _("The deciding body reads the appraisal together with the proposal.")
    success = _("The appraisal of “%(record)s” has been recorded.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "appraisal": self.object.appraisal}


class DecideForm(forms.Form):
    """The decision that recognises: one that is not yet published, or a new one.

    `body_id` is the unit that decides; only its decisions are offered.
    """

    decision = forms.ModelChoiceField(
        label=_("Decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("A new decision, written below"),
    )
    number = forms.CharField(
        label=_("Number and symbol"), max_length=50, required=False, help_text=_("For example “125-QĐ/HU”.")
    )
    date = DayField(label=_("Date"), required=False)
    subject = forms.CharField(label=_("Subject"), max_length=500, required=False)
    signer = forms.CharField(label=_("Signer"), max_length=255, required=False)
    signer_title = forms.CharField(label=_("Title of the signer"), max_length=255, required=False)
    scan = scan_field()

    def __init__(self, *args: Any, user: Any, body_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.body_id = user, body_id
        decisions = scope.decisions(user).filter(issuer=body_id, state=Decision.State.PENDING)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") or self.errors:
            return cleaned
        if not self.user.has_perm("submissions.add_decision"):
            self.add_error("decision", gettext("Choose a decision. Your account may not enter a new one."))
            return cleaned
        for name in ("number", "date"):
            if not cleaned.get(name):
                self.add_error(
                    name, gettext("Choose a decision above or write the new one's number and date.")
                )
        if not self.errors and self._is_entered(cleaned["number"], cleaned["date"]):
            self.add_error("number", gettext("This decision has already been entered. Choose it above."))
        return cleaned

    def _is_entered(self, number: str, date: datetime.date) -> bool:
        return Decision.objects.filter(issuer=self.body_id, number=number, date=date).exists()

    def written_decision(self) -> Decision:
        """The chosen decision, or the new one, saved."""
        chosen: Decision | None = self.cleaned_data["decision"]
        if chosen:
            return chosen
        values = {name: self.cleaned_data[name] for name in PAPER_FIELDS if self.cleaned_data[name]}
        return Decision.objects.create(issuer_id=self.body_id, **values)


class DecideView(DoorView):
    move = DECIDE
    door = recognition.decide
    form_class = DecideForm
    question = _("Nobody outside sees it before the decision is published.")
    success = _("“%(record)s” has been recognised. It becomes public with the decision.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "body_id": self.object.body_id}

    @transaction.atomic
    def pass_door(self, form: DecideForm) -> Recognition:
        # One transaction: a refused recognition leaves no empty decision behind.
        return recognition.decide(self.object, self.request.user, form.written_decision())


class DeclineView(DoorView):
    move = DECLINE_RECOGNITION
    door = recognition.decline
    form_class = ReasonForm
    serious = True
    question = _("The proposal is closed. The registration itself stays received.")
    success = _("“%(record)s” has not been recognised.")


class RevokeForm(forms.Form):
    """Why and by which paper a published recognition ends."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))
    paper = forms.CharField(
        label=_("Revoking paper"),
        max_length=255,
        help_text=_("Number and date, for example “12-QĐ/HU, 05/3/2025”."),
    )


class RevokeView(DoorView):
    move = REVOKE
    door = recognition.revoke
    form_class = RevokeForm
    serious = True
    question = _("The public page of the exemplar is taken down. Nothing is deleted.")
    success = _("“%(record)s” has been revoked.")


class RecognitionBulkAction(DoorBulkAction):
    models = [Recognition]

    def rows(self) -> QuerySet[Recognition]:
        return (
            scope.recognitions(self.request.user)
            .select_related("registration__initiative", "registration__unit", "body")
            .order_by("registration__unit__path", "pk")
        )

    def unit_of(self, record: Recognition) -> Unit:
        return record.registration.unit


class DecideBulkAction(RecognitionBulkAction):
    """Recognises the ticked proposals of one body by one decision."""

    move = DECIDE
    display_name = DECIDE.label
    aria_label = _("Recognise the selected proposals by one decision")
    action_type = "decide"
    action_priority = 10
    form_class = DecideForm
    question = _("All of them by the same decision. Nobody outside sees it before the decision is published.")

    def get_form_kwargs(self) -> dict[str, Any]:
        first = self.get_queryset(self.model, self.request.GET.getlist("id"))[0]
        return {**super().get_form_kwargs(), "user": self.request.user, "body_id": first.body_id}

    def execute_action(self, objects: list[Recognition], **kwargs: Any) -> tuple[int, int]:
        try:
            with transaction.atomic():
                self.decision = self.cleaned_form.written_decision()
                changed = super().execute_action(objects)
                if not self.changed:
                    raise Refused(gettext("Nothing was changed."))
                return changed
        except Refused:
            return 0, 0

    def pass_door(self, record: Recognition) -> Recognition:
        return recognition.decide(record, self.request.user, self.decision)


class DeclineBulkAction(RecognitionBulkAction):
    move = DECLINE_RECOGNITION
    display_name = DECLINE_RECOGNITION.label
    aria_label = _("Do not recognise the selected proposals")
    action_type = "decline"
    action_priority = 20
    classes = {"serious"}
    form_class = ReasonForm
    question = _("The proposals are closed with this same reason. The registrations stay received.")

    def pass_door(self, record: Recognition) -> Recognition:
        return recognition.decline(record, self.request.user, self.cleaned_form.cleaned_data["reason"])


BULK_ACTIONS = (DecideBulkAction, DeclineBulkAction)


class RecognitionViewSet(DeskViewSet):
    model = Recognition
    name = "desk_recognitions"
    url_prefix = "cong-nhan"
    icon = "pick"
    menu_label = _("Recognitions")
    rows = staticmethod(scope.recognitions)
    related = (
        "registration__initiative",
        "registration__unit",
        "registration__campaign",
        "level",
        "body",
        "proposed_by",
        "decision",
    )
    index_view_class = RecognitionIndexView
    inspect_view_class = RecognitionInspectView
    inspect_template_name = RecognitionInspectView.template_name
    filterset_class = RecognitionFilterSet
    ordering = "-proposed_at"
    moves = (DECIDE, APPRAISE, DECLINE_RECOGNITION, REVOKE)
    move_views = {
        "appraise": AppraiseView,
        "decide": DecideView,
        "decline": DeclineView,
        "revoke": RevokeView,
    }
