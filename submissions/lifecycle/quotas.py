"""How a unit stands with the quotas of a campaign (domain d).

A quota is shown as met or not; only a blocking one refuses. The one for the type of a unit wins over the
general one for the same level, kind, continuity and span (domain k.10). Quotas of nominations are kept and
shown; nothing is counted under them before there are nominations.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from submissions.models import Campaign, Initiative, Quota, Registration, Unit

from .refusal import hold, refuse_for

State = Registration.State
# What does not count: not sent, or closed without effect.
NOT_COUNTED = (State.DRAFT, State.DECLINED, State.WITHDRAWN, State.DUPLICATE)
# The values of a registration behind a `Counted`, in its order; the campaign's key last.
_COUNTED = (
    "unit_id",
    "level_id",
    "initiative__kind",
    "continuity",
    "initiative__sector_id",
    "initiative__individual__full_name",
    "campaign_id",
)


@dataclass(frozen=True)
class Counted:
    """What a quota looks at in a registration, so that many are counted without reading them whole."""

    unit_id: int
    level_id: int
    kind: str
    continuity: str
    sector_id: int
    person: str
    is_of_campaign: bool


@dataclass(frozen=True)
class Standing:
    """A quota and how many registrations a unit has under it; for one counted by person, the most of one."""

    quota: Quota
    count: int

    @property
    def is_met(self) -> bool:
        """Whether the unit has what is asked at least, and no more than is allowed."""
        return not (self.is_below or self.is_above)

    @property
    def is_below(self) -> bool:
        """Whether registrations are missing."""
        return self.count < (self.quota.minimum or 0)

    @property
    def is_above(self) -> bool:
        """Whether there are more than the paper allows."""
        return self.quota.maximum is not None and self.count > self.quota.maximum


def standings(campaign: Campaign, units: Sequence[Unit]) -> dict[int, list[Standing]]:
    """Return how each unit stands with the quotas of registrations that speak of it, by the unit's key.

    Two queries, however many units.
    """
    quotas = _quotas(campaign)
    if not quotas:
        return {unit.pk: [] for unit in units}
    by_unit: dict[int, list[Counted]] = {unit.pk: [] for unit in units}
    for one in counted(campaign, units):
        by_unit[one.unit_id].append(one)
    return {
        unit.pk: [Standing(quota, _count(quota, by_unit[unit.pk])) for quota in binding(quotas, unit)]
        for unit in units
    }


def standings_of(unit: Unit, campaigns: Sequence[Campaign]) -> dict[int, list[Standing]]:
    """Return how one unit stands with the quotas of several campaigns, by the campaign's key.

    Two queries, however many campaigns.
    """
    own: dict[int, list[Quota]] = {campaign.pk: [] for campaign in campaigns}
    for quota in _registered(Quota.objects.filter(campaign__in=own)):
        own[quota.campaign_id].append(quota)
    issuers = {campaign.issuer_id for campaign in campaigns if own[campaign.pk]}
    if not issuers:
        return {pk: [] for pk in own}
    rows = Registration.objects.filter(unit=unit, campaign__issuer__in=issuers).exclude(state__in=NOT_COUNTED)
    about = list(rows.values_list(*_COUNTED, "campaign__issuer_id", "campaign__period").order_by())
    stands = {}
    for campaign in campaigns:
        period = (campaign.issuer_id, campaign.period)
        ones = [
            _counted(row, campaign)
            for *row, issuer, of_period in about
            if row[-1] == campaign.pk or (campaign.period and (issuer, of_period) == period)
        ]
        quotas = binding(own[campaign.pk], unit)
        stands[campaign.pk] = [Standing(quota, _count(quota, ones)) for quota in quotas]
    return stands


def binding(quotas: Iterable[Quota], unit: Unit) -> list[Quota]:
    """Return the quotas that speak of a unit; of those about the same only the closest to it.

    The one for its own part of the tree is closer than the one for its type, and that than the general
    one, as with deadlines.
    """
    own = [quota for quota in quotas if quota.binds(unit)]
    closest: dict[tuple[object, ...], tuple[int, bool]] = {}
    for quota in own:
        closest[_about(quota)] = max(_closeness(quota), closest.get(_about(quota), (0, False)))
    return [quota for quota in own if _closeness(quota) == closest[_about(quota)]]


def hold_blocking(campaign: Campaign, unit: Unit) -> list[Quota]:
    """Return the blocking quotas of a unit, and hold the unit until the transaction ends if there are any.

    Two registrations that are sent at the same moment are so counted one after the other. Take it before
    the registrations, as imports do. One query more where the campaign has blocking quotas.
    """
    blocking = [
        quota
        for quota in binding(_quotas(campaign), unit)
        if quota.strength == Quota.Strength.BLOCKING and quota.maximum is not None
    ]
    if blocking:
        hold(unit)
    return blocking


def refuse_over(quotas: Sequence[Quota], registrations: Sequence[Registration]) -> None:
    """Refuse registrations of one unit that are about to be sent when a quota has no room for them.

    `quotas` come from `hold_blocking`. Raises Refused with the words of the quota that is full.
    """
    if not quotas or not registrations:
        return
    campaign, unit = registrations[0].campaign, registrations[0].unit
    new = [counted_one(registration) for registration in registrations]
    sent = [registration.pk for registration in registrations if registration.pk]
    ones = [*counted(campaign, [unit], besides=sent), *new]
    for quota in quotas:
        is_touched = any(covers(quota, one) for one in new)
        refuse_for(_full(quota) if is_touched and Standing(quota, _count(quota, ones)).is_above else "")


def counted(campaign: Campaign, units: Sequence[Unit], *, besides: Sequence[int] = ()) -> list[Counted]:
    """Return what counts of some units: in the campaign, and in the same period of the same issuer.

    The registrations with the keys `besides` are left out.
    """
    rows = Registration.objects.filter(unit__in=[unit.pk for unit in units]).exclude(state__in=NOT_COUNTED)
    if besides:
        rows = rows.exclude(pk__in=besides)
    if campaign.period:
        rows = rows.filter(campaign__issuer=campaign.issuer_id, campaign__period=campaign.period)
    else:
        rows = rows.filter(campaign=campaign)
    return [_counted(row, campaign) for row in rows.values_list(*_COUNTED).order_by()]


def counted_one(registration: Registration) -> Counted:
    """Return what a quota looks at in one registration, whatever its state."""
    initiative = registration.initiative
    is_individual = initiative.kind == Initiative.Kind.INDIVIDUAL
    individual = getattr(initiative, "individual", None) if is_individual else None
    return Counted(
        unit_id=registration.unit_id,
        level_id=registration.level_id,
        kind=initiative.kind,
        continuity=registration.continuity,
        sector_id=initiative.sector_id,
        person=individual.full_name if individual else "",
        is_of_campaign=True,
    )


def covers(quota: Quota, one: Counted) -> bool:
    """Whether a registration counts under a quota."""
    return (
        (one.is_of_campaign or quota.span == Quota.Span.PERIOD)
        and quota.level_id in (None, one.level_id)
        and quota.kind in ("", one.kind)
        and quota.continuity in ("", one.continuity)
        and (not quota.sector_keys or one.sector_id in quota.sector_keys)
        and (quota.per == Quota.Per.UNIT or one.kind == Initiative.Kind.INDIVIDUAL)
    )


def _count(quota: Quota, ones: Iterable[Counted]) -> int:
    under = [one for one in ones if covers(quota, one)]
    if quota.per == Quota.Per.UNIT:
        return len(under)
    # Those whose name is not on record may each be another person.
    names = Counter(one.person for one in under if one.person)
    return max(names.values(), default=min(len(under), 1))


def _counted(row: Sequence[Any], campaign: Campaign) -> Counted:
    unit_id, level_id, kind, continuity, sector_id, person, campaign_id = row
    is_of_campaign = campaign_id == campaign.pk
    return Counted(unit_id, level_id, kind, continuity, sector_id, person or "", is_of_campaign)


def _quotas(campaign: Campaign) -> list[Quota]:
    return _registered(campaign.quotas.all())


def _registered(quotas: QuerySet[Quota]) -> list[Quota]:
    """Return the quotas of registrations, with all that says whom and what they bind. One query."""
    registered = quotas.filter(counts=Quota.Counts.REGISTERED).select_related("level", "subtree")
    found: dict[int, Quota] = {}
    # A quota comes once for each of its sectors, or once with none.
    for row in registered.annotate(sector_key=F("sectors")).order_by("pk"):
        quota = found.setdefault(row.pk, row)
        quota.sector_keys = {*getattr(quota, "sector_keys", ()), row.sector_key} - {None}
    return list(found.values())


def _about(quota: Quota) -> tuple[object, ...]:
    sectors = frozenset(quota.sector_keys)
    return (quota.level_id, quota.kind, quota.continuity, sectors, quota.per, quota.span)


def _closeness(quota: Quota) -> tuple[int, bool]:
    return (quota.subtree.depth if quota.subtree else 0, bool(quota.unit_type))


def _full(quota: Quota) -> str:
    sentence = _("The quota is full: “%(phrase)s”. Withdraw another registration first, or ask the desk.")
    return sentence % {"phrase": quota.phrase}
