"""Registrations that may be one: suggested on the record's page, compared side by side, marked or merged."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from submissions import scope
from submissions.desk.doors import DoorView
from submissions.desk.history import field_label, shown_value
from submissions.desk.moves import DUPLICATE
from submissions.lifecycle import bookkeeping, intake, joining
from submissions.lists.likeness import alike, bare_title
from submissions.models import Registration
from submissions.vietnamese.text import match_key

MOST_SUGGESTED = 5
# Of a title, the words by which others like it are looked up, and how many of those are compared.
WORDS, CANDIDATES = 3, 200


def likely_duplicates(registration: Registration, user: Any) -> list[Registration]:
    """Return registrations of the campaign that look like this one, its own unit's first. One query.

    Titles are alike in many places (“Camera an ninh”), so another unit's counts only at the same place.
    """
    title, place = registration.initiative.title, match_key(registration.initiative.place)
    found = [
        other
        for other in _candidates(registration, user)[:CANDIDATES]
        if alike(other.initiative.title, title)
        and (other.unit_id == registration.unit_id or (place and match_key(other.initiative.place) == place))
    ]
    return found[:MOST_SUGGESTED]


def _candidates(registration: Registration, user: Any) -> QuerySet[Registration]:
    """Those it can be a duplicate of that share one of the longest words of its title."""
    words = sorted(set(bare_title(registration.initiative.title).split()), key=len)[-WORDS:]
    shared = Q(pk__in=[])
    for word in words:
        shared |= Q(initiative__title_key__contains=word)
    is_own = Case(
        When(unit=registration.unit_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return others_of(registration, user).filter(shared).order_by(is_own, "submitted_at", "pk")


def others_of(registration: Registration, user: Any) -> QuerySet[Registration]:
    """What a registration can be a duplicate of: at the same desk, in the same campaign, still open."""
    return (
        scope.desk_registrations(user)
        .filter(
            receiver=registration.receiver_id,
            campaign=registration.campaign_id,
            state__in=joining.OPEN_STATES,
        )
        .exclude(pk=registration.pk)
        .select_related("initiative__sector", "initiative__individual", "unit", "campaign", "level", "form")
    )


class OtherForm(forms.Form):
    """Which registration stays, by what stands on its page."""

    other = forms.CharField(
        label=_("Number in the book, or record code, of the registration that stays"), max_length=20
    )

    def __init__(self, *args: Any, others: QuerySet[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean_other(self) -> Registration:
        said = self.cleaned_data["other"].strip()
        wanted = Q(code__iexact=said)
        if said.isdecimal():
            wanted |= Q(book_number=int(said))
        found = self.others.filter(wanted).first()
        if found is None:
            raise forms.ValidationError(
                gettext("No open registration of this campaign at your desk has this number or code.")
            )
        return found


@dataclass(frozen=True)
class Compared:
    """A line of the comparison. `taken` tells that a merger fills the gap of the one that stays."""

    label: str
    closed: str
    kept: str
    taken: bool

    @property
    def differs(self) -> bool:
        """Whether the two do not say the same."""
        return self.closed != self.kept


def compare(closed: Registration, kept: Registration) -> list[Compared]:
    """Return what two registrations say, line by line, without the data of private persons."""
    theirs, own = intake.texts_of(closed), intake.texts_of(kept)
    return [
        Compared(
            field_label(name),
            shown_value(name, theirs.get(name, "")),
            shown_value(name, own.get(name, "")),
            taken=bool(theirs.get(name)) and not own.get(name) and name not in _kept_apart(theirs, own),
        )
        for name in {**own, **theirs}
        if theirs.get(name) or own.get(name)
    ]


def _kept_apart(theirs: dict[str, str], own: dict[str, str]) -> tuple[str, ...]:
    """The fields that a merger leaves alone: who carries it out, where one is a person's."""
    return () if theirs["kind"] == own["kind"] else ("registrant",)


class DuplicateView(DoorView):
    """First which registration stays, then both side by side, then marked or merged."""

    move = DUPLICATE
    form_class = OtherForm
    template_name = "desk/registration_duplicate.html"
    success = _("“%(record)s” is closed as a duplicate.")

    @cached_property
    def kept(self) -> Registration | None:
        """The registration that stays, once it is chosen; an id out of reach is a 404."""
        chosen = self.request.GET.get("of", "")
        if not chosen:
            return None
        others = others_of(self.object, self.request.user)
        return get_object_or_404(others, pk=int(chosen) if chosen.isdecimal() else 0)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "others": others_of(self.object, self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.kept is None:
            return context | {"suggested": likely_duplicates(self.object, self.request.user)}
        merges = self.kept.unit_id == self.object.unit_id and not bookkeeping.why_not_correct(
            self.kept, self.request.user
        )
        return context | {
            "kept": self.kept,
            "lines": compare(self.object, self.kept),
            "files": self.object.attachments.count(),
            "merges": merges,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.kept is None:
            return super().post(request, *args, **kwargs)
        # Nothing is left to be filled in: the two buttons say it all.
        return super().form_valid(forms.Form(request.POST))

    def form_valid(self, form: Any) -> HttpResponse:
        return redirect(f"{self.request.path}?of={form.cleaned_data['other'].pk}")

    def pass_door(self, form: Any) -> Registration:
        assert self.kept is not None  # noqa: S101 - `post` comes here only then
        if "merge" in self.request.POST:
            return joining.merge(self.object, self.request.user, into=self.kept)
        return joining.mark_duplicate(self.object, self.request.user, of=self.kept)

    def get_success_url(self) -> str:
        assert self.kept is not None  # noqa: S101 - as above
        return reverse(str(self.inspect_url_name), args=[self.kept.pk])
