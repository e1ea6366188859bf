"""The pages that ask before a registration is received, returned, declined, proposed, numbered or linked."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from submissions import scope
from submissions.desk.doors import DoorView, ReasonForm
from submissions.desk.moves import DECLINE, LINK, NUMBER, PROPOSE, RECEIVE, RETURN
from submissions.lifecycle import bookkeeping, intake, joining, recognition
from submissions.lists.likeness import closeness
from submissions.models import Level, Recognition, Registration

State = Registration.State


class ReceiveView(DoorView):
    move = RECEIVE
    door = intake.receive
    question = _("The registration gets the next number in the book of the desk.")
    success = _("“%(record)s” has been received.")


class ReturnView(DoorView):
    move = RETURN
    door = intake.send_back
    form_class = ReasonForm
    question = _("The unit sees the reason, corrects the registration and sends it again.")
    success = _("“%(record)s” has been returned.")


class DeclineView(DoorView):
    move = DECLINE
    door = intake.decline
    form_class = ReasonForm
    serious = True
    question = _("The registration is closed for good; the unit sees the reason.")
    success = _("“%(record)s” has been declined.")


class ProposeForm(forms.Form):
    """As what, at which level and why a registration is proposed."""

    honour = forms.ChoiceField(
        label=_("Recognise as"), choices=Recognition.Honour.choices, widget=forms.RadioSelect
    )
    level = forms.ModelChoiceField(label=_("Level"), queryset=Level.objects.all(), empty_label=None)
    proposal = forms.CharField(label=_("Grounds of the proposal"), widget=forms.Textarea(attrs={"rows": 5}))


class ProposeView(DoorView):
    move = PROPOSE
    door = recognition.propose
    form_class = ProposeForm
    question = _("The proposal goes to the deciding body. The person who proposes does not decide.")
    success = _("“%(record)s” has been proposed for recognition.")

    def get_initial(self) -> dict[str, Any]:
        """At the level applied for; once recognised as an initiative, as an exemplar."""
        published = self.object.recognitions.filter(state=Recognition.State.PUBLISHED)
        honour = Recognition.Honour.EXEMPLAR if published.exists() else Recognition.Honour.INITIATIVE
        return {**super().get_initial(), "level": self.object.level_id, "honour": honour}


class NumberForm(forms.Form):
    """A number in the book of the desk."""

    number = forms.IntegerField(label=_("Number in the book"), min_value=1, max_value=999_999)


class NumberView(DoorView):
    move = NUMBER
    door = bookkeeping.assign_number
    form_class = NumberForm
    question = _("The number it has now becomes free. The change is logged.")
    success = _("“%(record)s” has its new number in the book.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "number": self.object.book_number}


class EarlierChoiceField(forms.ModelChoiceField):
    """An earlier registration by its title, year and place."""

    def label_from_instance(self, earlier: Any) -> str:
        place = f", {earlier.initiative.place}" if earlier.initiative.place else ""
        return f"{earlier.campaign.year}: {earlier.initiative.title}{place}"


class LinkForm(forms.Form):
    """Which earlier registration is continued; those of a like title stand first."""

    previous = EarlierChoiceField(
        label=_("Registration of an earlier year"),
        queryset=Registration.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the registration that is continued.")},
    )

    def __init__(self, *args: Any, earlier: QuerySet[Registration], title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["previous"]
        field.queryset = earlier
        likest = sorted(earlier, key=lambda one: -closeness(one.initiative.title, title))
        field.choices = [(one.pk, field.label_from_instance(one)) for one in likest]


class LinkView(DoorView):
    move = LINK
    door = joining.link_previous
    form_class = LinkForm
    template_name = "desk/registration_link.html"
    question = _("The registration counts as continued, and the initiative keeps its history over the years.")
    success = _("“%(record)s” is linked to the registration of the earlier year.")

    def get_form_kwargs(self) -> dict[str, Any]:
        title = self.object.initiative.title
        return {**super().get_form_kwargs(), "earlier": self.earlier(), "title": title}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "previous": self.object.previous_id}

    def earlier(self) -> QuerySet[Registration]:
        """What the unit registered in earlier years and nothing in this campaign continues, newest first."""
        here = Registration.objects.filter(campaign=self.object.campaign).exclude(pk=self.object.pk)
        return (
            scope.desk_registrations(self.request.user)
            .filter(unit=self.object.unit, campaign__year__lt=self.object.campaign.year)
            .exclude(state=State.WITHDRAWN)
            .exclude(initiative__in=here.values("initiative_id"))
            .select_related("initiative", "campaign")
            .order_by("-campaign__year", "-pk")
        )
