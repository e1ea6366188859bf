"""The doors of a campaign: made from last year's, opened, closed."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions import log, notices, scope
from submissions.models import Campaign, Deadline, DeadlineRule, ListForm, OfficialForm
from submissions.models.forms import Form

from .refusal import hold, refuse_for, require, require_permission

State = Campaign.State
Guard = Callable[[Campaign, Any], str]
# What a campaign takes over from the one of the year before.
CARRIED = ("issuer", "theme", "period", "basis", "scheme", "accepts_late")
FORMS: tuple[type[Form], ...] = (OfficialForm, ListForm)


@transaction.atomic
def follow_up(campaign: Campaign, by: Any, *, title: str, slug: str, year: int) -> Campaign:
    """Make the campaign of a later year from one: issuer, forms, levels, sectors and quotas go over.

    Its deadlines come from the issuer's rules when it opens; those that were written for the one year
    alone stay there. Raises Refused without the right to add campaigns of the issuer, or for a year that
    is not later.
    """
    require_permission(by, "add_campaign")
    _require_issuer(campaign, by)
    require(year > campaign.year, _("The new campaign has to be for a later year."))
    made = Campaign.objects.create(
        title=title,
        slug=slug,
        year=year,
        previous=campaign,
        **{name: getattr(campaign, name) for name in CARRIED},
    )
    made.levels.set(campaign.levels.all())
    for model in FORMS:
        _choose_again(model, campaign, made)
    for quota in campaign.quotas.all():
        sectors = list(quota.sectors.all())
        quota.pk, quota._state.adding, quota.campaign = None, True, made
        quota.save()
        quota.sectors.set(sectors)
    log.record("campaign.follow_up", made, by, note=str(campaign))
    return made


@transaction.atomic
def open_campaign(campaign: Campaign, by: Any) -> Campaign:
    """Open a campaign for registration; a closed one may be opened again.

    The first time its deadlines are made from the issuer's rules and its forms are copied, so that it
    stays as it was when a rule or a form changes. Raises Refused without the right to change campaigns of
    the issuer, or when it is open already.
    """
    campaign = _held(campaign, by, why_not_open)
    if campaign.state == State.DRAFT:
        make_deadlines(campaign)
        copy_forms(campaign)
    _move(campaign, by, State.OPEN, "campaign.open")
    notices.tell_opened(campaign)
    return campaign


@transaction.atomic
def close_campaign(campaign: Campaign, by: Any) -> Campaign:
    """Close an open campaign: units can no longer submit.

    Raises Refused without the right to change campaigns of the issuer, or unless it is open.
    """
    campaign = _held(campaign, by, why_not_close)
    _move(campaign, by, State.CLOSED, "campaign.close")
    return campaign


def make_deadlines(campaign: Campaign) -> list[Deadline]:
    """Make the deadlines that the issuer's rules set for the campaign's year, and return the new ones."""
    made = foreseen_deadlines(campaign)
    for deadline in made:
        deadline.campaign = campaign
        deadline.save()
    return made


def foreseen_deadlines(campaign: Campaign) -> list[Deadline]:
    """Return the deadlines that the campaign will get from the issuer's rules, unsaved.

    An override of the year comes in the place of its rule. A rule that has a deadline in the campaign
    already sets none, so that what the desk wrote stays.
    """
    rules = DeadlineRule.objects.filter(issuer=campaign.issuer).exclude(deadlines__campaign=campaign)
    read = rules.select_related("level", "subtree").prefetch_related("overrides").order_by("pk")
    return [deadline for rule in read for deadline in rule.deadlines_in(campaign.year)]


def copy_forms(campaign: Campaign) -> None:
    """Copy the forms and lists that serve the campaign, unless it has its copies already."""
    for model in FORMS:
        for form in model.objects.serving(campaign):
            if form.campaign_id is None:
                form.copied(campaign=campaign)


def why_not_open(campaign: Campaign, by: Any) -> str:
    """Why the campaign cannot be opened as it stands; empty when it can."""
    return _("The campaign is already in this state.") if campaign.state == State.OPEN else ""


def why_not_close(campaign: Campaign, by: Any) -> str:
    """Why the campaign cannot be closed as it stands; empty when it can."""
    return "" if campaign.state == State.OPEN else _("The campaign is not open for registration.")


def _choose_again(model: Any, campaign: Campaign, made: Campaign) -> None:
    """Choose for a new campaign the forms of the codes that the earlier one used, as they stand then."""
    chosen = getattr(campaign, model.chosen_as)
    codes = set(chosen.values_list("code", flat=True))
    in_force = model.objects.serving(made)
    getattr(made, model.chosen_as).set([form for form in in_force if form.code in codes])


def _held(campaign: Campaign, by: Any, guard: Guard) -> Campaign:
    """Lock a campaign for a person who looks after it, unless the guard says why not."""
    require_permission(by, "change_campaign")
    campaign = hold(campaign)
    _require_issuer(campaign, by)
    refuse_for(guard(campaign, by))
    return campaign


def _move(campaign: Campaign, by: Any, state: State, action: str) -> None:
    campaign.state = state
    campaign.save(update_fields=["state"])
    log.record(action, campaign, by)


def _require_issuer(campaign: Campaign, by: Any) -> None:
    require(
        scope.units_overseen(by).filter(pk=campaign.issuer_id).exists(),
        _("This campaign belongs to a unit outside your desk."),
    )
