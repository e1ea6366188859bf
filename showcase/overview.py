"""How far the movement has come and what is due, for the home page."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from submissions.models import Campaign, Deadline, Recognition, Registration, Sector

NOT_COUNTED = (Registration.State.DRAFT, Registration.State.WITHDRAWN, Registration.State.DUPLICATE)


@dataclass(frozen=True)
class Call:
    """An open campaign with its next deadline, or its last one when all are past."""

    campaign: Campaign
    deadline: Deadline | None
    is_past: bool


def numbers(exemplars: QuerySet[Any]) -> dict[str, int]:
    """How many initiatives are registered and recognised, how many exemplars there are to read.

    One query. An initiative counts once, however often it was registered or recognised; drafts and
    withdrawn registrations do not count. `exemplars` are the readable pages.
    """
    registrations = Registration.objects.exclude(state__in=NOT_COUNTED)
    recognitions = Recognition.objects.filter(state=Recognition.State.PUBLISHED)
    counts = {
        "registered": _count(registrations, "initiative"),
        "recognised": _count(recognitions, "registration__initiative"),
        "exemplars": _count(exemplars, "pk"),
    }
    row = Sector.objects.order_by().annotate(**counts).values(*counts).first()
    return dict(row) if row else dict.fromkeys(counts, 0)


def open_calls(today: datetime.date | None = None) -> list[Call]:
    """The campaigns open now, newest year first, each with the deadline that matters."""
    today = today or timezone.localdate()
    campaigns = Campaign.objects.filter(state=Campaign.State.OPEN).prefetch_related("deadlines")
    calls = []
    for campaign in campaigns.select_related("issuer").order_by("-year", "title", "pk"):
        deadlines = [deadline for deadline in campaign.deadlines.all() if deadline.due_on]
        coming = [deadline for deadline in deadlines if deadline.due_on and deadline.due_on >= today]
        deadline = coming[0] if coming else _last_to_register(deadlines)
        calls.append(Call(campaign, deadline, is_past=not coming))
    return calls


def _last_to_register(deadlines: list[Deadline]) -> Deadline | None:
    """Of days that are all past, the one units still ask about; other steps bind the desk."""
    registering = [deadline for deadline in deadlines if deadline.step == Deadline.Step.REGISTER]
    return next(reversed(registering or deadlines), None)


def _count(rows: QuerySet[Any], what: str) -> Coalesce:
    """How many different values of `what` the rows have, as a column."""
    counted = (
        rows.order_by().values(one=Value(1)).annotate(number=Count(what, distinct=True)).values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
