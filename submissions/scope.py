"""What a person may see, and the only place where a queryset is narrowed by user.

Groups say what a person may do, memberships say where: a clerk or leader sees
the own units, a desk sees the subtree of its unit. No membership, no rows.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry

from .models import (
    Attachment,
    Batch,
    Campaign,
    ConsolidatedList,
    DeadlineRule,
    Decision,
    FormDraft,
    Individual,
    Initiative,
    Invitation,
    LatePermit,
    ListForm,
    Mail,
    Membership,
    Notice,
    OfficialForm,
    Quota,
    Recognition,
    Registration,
    SavedView,
    SectorScheme,
    Unit,
)

Record = TypeVar("Record", bound=Model)

UNIT_ROLES = (Membership.Role.CLERK, Membership.Role.LEADER)
# Of what other units know nothing: not sent, or closed without effect.
UNTOLD_STATES = (
    Registration.State.DRAFT,
    Registration.State.DECLINED,
    Registration.State.WITHDRAWN,
    Registration.State.DUPLICATE,
)


def units_served(user: Any) -> QuerySet[Unit]:
    """The units for which the person registers, as clerk or leader."""
    if not user.is_authenticated:
        return Unit.objects.none()
    return Unit.objects.filter(
        pk__in=Membership.objects.filter(user=user, role__in=UNIT_ROLES).values("unit_id")
    ).order_by("path")


def units_overseen(user: Any) -> QuerySet[Unit]:
    """The units whose registry desk the person works at, with everything below them."""
    if not user.is_authenticated:
        return Unit.objects.none()
    if user.is_superuser:
        return Unit.objects.order_by("path")
    desks = Membership.objects.filter(user=user, role=Membership.Role.DESK)
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = desks.alias(path=path).filter(path__startswith=F("unit__path"))
    return Unit.objects.filter(Exists(above)).order_by("path")


def units_visible(user: Any) -> QuerySet[Unit]:
    """Every unit the person serves or oversees."""
    return Unit.objects.filter(
        Q(pk__in=units_served(user).values("pk")) | Q(pk__in=units_overseen(user).values("pk"))
    ).order_by("path")


def units_helped(user: Any) -> QuerySet[Unit]:
    """The units for which the person may send lists as the desk above them, with the right to receive."""
    if not user.has_perm("submissions.receive_registration"):
        return Unit.objects.none()
    return units_overseen(user)


def own_registrations(user: Any) -> QuerySet[Registration]:
    """The registrations of the units the person serves, drafts included."""
    return Registration.objects.filter(unit__in=units_served(user).values("pk"))


def desk_registrations(user: Any) -> QuerySet[Registration]:
    """The registrations a desk works on: of its subtree, without the drafts, which belong to the unit."""
    return Registration.objects.filter(receiver__in=units_overseen(user).values("pk")).exclude(
        state=Registration.State.DRAFT
    )


def registrations(user: Any) -> QuerySet[Registration]:
    """Every registration the person may see, as unit or as desk."""
    return Registration.objects.filter(
        Q(pk__in=own_registrations(user).values("pk")) | Q(pk__in=desk_registrations(user).values("pk"))
    )


def titles_compared(unit: Unit, campaign: Campaign, words: Sequence[str]) -> QuerySet[Registration]:
    """The registrations whose titles are compared with one a unit types, of those with one of the words.

    Its own, and what other units of the campaign have sent. Of these only their number may be told.
    """
    told = Q(unit=unit) | (Q(campaign=campaign) & ~Q(state__in=UNTOLD_STATES))
    with_word = Q(*(("initiative__title_key__contains", word) for word in words), _connector=Q.OR)
    return Registration.objects.filter(told, with_word)


def initiatives(user: Any) -> QuerySet[Initiative]:
    """The initiatives with at least one registration the person may see."""
    return Initiative.objects.filter(pk__in=registrations(user).values("initiative_id"))


def batches(user: Any) -> QuerySet[Batch]:
    """The uploaded lists of the units the person serves or oversees."""
    return Batch.objects.filter(unit__in=units_visible(user).values("pk"))


def recognitions(user: Any) -> QuerySet[Recognition]:
    """The recognitions by bodies the person oversees. Units learn of them when they are published."""
    return Recognition.objects.filter(body__in=units_overseen(user).values("pk"))


def decisions(user: Any) -> QuerySet[Decision]:
    """The decisions of bodies the person oversees."""
    return Decision.objects.filter(issuer__in=units_overseen(user).values("pk"))


def campaigns(user: Any) -> QuerySet[Campaign]:
    """The campaigns issued by units the person oversees."""
    return Campaign.objects.filter(issuer__in=units_overseen(user).values("pk"))


def schemes(user: Any) -> QuerySet[SectorScheme]:
    """The sector schemes of units the person oversees."""
    return SectorScheme.objects.filter(issuer__in=units_overseen(user).values("pk"))


def official_forms(user: Any) -> QuerySet[OfficialForm]:
    """The forms of units the person oversees and the shipped ones, which every desk uses."""
    return _with_shipped(OfficialForm.objects.masters(), user)


def list_forms(user: Any) -> QuerySet[ListForm]:
    """The lists of units the person oversees and the shipped ones, which every desk uses."""
    return _with_shipped(ListForm.objects.masters(), user)


def may_change_form(form: OfficialForm | ListForm, user: Any) -> bool:
    """Whether the person looks after a form: their desk issued it. Shipped ones are an administrator's."""
    if user.is_superuser:
        return True
    return form.issuer_id is not None and units_overseen(user).filter(pk=form.issuer_id).exists()


def _with_shipped(forms: QuerySet[Record], user: Any) -> QuerySet[Record]:
    if user.is_superuser:
        return forms
    overseen = units_overseen(user)
    return forms.filter(Q(issuer__in=overseen.values("pk")) | Q(Exists(overseen), issuer=None))


def memberships(user: Any) -> QuerySet[Membership]:
    """Who serves the units the person oversees."""
    return Membership.objects.filter(unit__in=units_overseen(user).values("pk"))


def own_form_drafts(user: Any) -> QuerySet[FormDraft]:
    """The forms that are being filled in for the units the person serves."""
    return FormDraft.objects.filter(unit__in=units_served(user).values("pk"), sent_at=None)


def form_drafts(user: Any) -> QuerySet[FormDraft]:
    """The forms being filled in for the units the person serves; for those they may help only their own.

    What a unit's people type is not the desk's before they send it.
    """
    helped = Q(unit__in=units_helped(user).values("pk"), saved_by=user.pk)
    return FormDraft.objects.filter(Q(unit__in=units_served(user).values("pk")) | helped, sent_at=None)


def attachments(user: Any) -> QuerySet[Attachment]:
    """The files of the registrations and of the open forms that the person may see."""
    return Attachment.objects.filter(
        Q(registration__in=registrations(user).values("pk")) | Q(draft__in=form_drafts(user).values("pk"))
    )


def consolidated_lists(user: Any) -> QuerySet[ConsolidatedList]:
    """The lists made by the desks the person oversees."""
    return ConsolidatedList.objects.filter(desk__in=units_overseen(user).values("pk"))


def deadline_rules(user: Any) -> QuerySet[DeadlineRule]:
    """The deadline rules of issuers the person oversees."""
    return DeadlineRule.objects.filter(issuer__in=units_overseen(user).values("pk"))


def quotas(user: Any) -> QuerySet[Quota]:
    """The quotas of campaigns the person oversees."""
    return Quota.objects.filter(campaign__in=campaigns(user).values("pk"))


def late_permits(user: Any) -> QuerySet[LatePermit]:
    """The late permits for campaigns and units the person oversees."""
    return LatePermit.objects.filter(
        campaign__in=campaigns(user).values("pk"), unit__in=units_overseen(user).values("pk")
    )


def notices(user: Any) -> QuerySet[Notice]:
    """What the person has been told."""
    return Notice.objects.filter(person=user) if user.is_authenticated else Notice.objects.none()


def mails(user: Any) -> QuerySet[Mail]:
    """The e-mails about units the person oversees."""
    return Mail.objects.filter(unit__in=units_overseen(user).values("pk"))


def invitations(user: Any) -> QuerySet[Invitation]:
    """The invitations to serve units the person oversees."""
    return Invitation.objects.filter(membership__unit__in=units_overseen(user).values("pk"))


def log_entries(user: Any) -> QuerySet[ModelLogEntry]:
    """What was logged on the units the person oversees and on the records of their desks.

    An administrator sees the entries of all, also on records that are no longer there.
    """
    if not user.is_authenticated:
        return ModelLogEntry.objects.none()
    if user.is_superuser:
        return ModelLogEntry.objects.all()
    overseen = units_overseen(user).values("pk")
    return ModelLogEntry.objects.filter(
        logged_on(
            units_overseen(user),
            desk_registrations(user),
            Individual.objects.filter(initiative__registrations__in=desk_registrations(user).values("pk")),
            Batch.objects.filter(unit__in=overseen),
            recognitions(user),
            decisions(user),
            campaigns(user),
            consolidated_lists(user),
            mails(user),
        )
    )


def logged_on(*records: QuerySet[Any]) -> Q:
    """The condition for the entries on these records."""
    condition = Q(pk__in=[])
    for rows in records:
        content_type = ContentType.objects.get_for_model(rows.model)
        keys = rows.order_by().annotate(key=Cast("pk", CharField())).values("key")
        condition |= Q(content_type=content_type, object_id__in=keys)
    return condition


def saved_views(user: Any) -> QuerySet[SavedView]:
    """The views of lists that the person saved."""
    return SavedView.objects.filter(person=user) if user.is_authenticated else SavedView.objects.none()


def units_called(campaign: Campaign, user: Any) -> QuerySet[Unit]:
    """The units below the issuer of a campaign that the person oversees and that somebody serves."""
    served = Membership.objects.filter(unit=OuterRef("pk"), role__in=UNIT_ROLES)
    below = units_overseen(user).filter(path__startswith=campaign.issuer.path).exclude(pk=campaign.issuer_id)
    return below.filter(Exists(served) | Q(registrations__campaign=campaign)).distinct()


def campaigns_for(unit: Unit) -> QuerySet[Campaign]:
    """The campaigns a unit is called to: open, and issued by a unit above it."""
    return Campaign.objects.filter(state=Campaign.State.OPEN, issuer__in=unit.get_ancestors().values("pk"))


def campaigns_helped(user: Any) -> QuerySet[Campaign]:
    """The open campaigns to which a unit is called that the person may send lists for."""
    return _campaigns_calling(units_helped(user)).filter(state=Campaign.State.OPEN)


def campaigns_watched(user: Any) -> QuerySet[Campaign]:
    """The campaigns that have opened and to which a unit is called that the person oversees."""
    return _campaigns_calling(units_overseen(user)).exclude(state=Campaign.State.DRAFT)


def _campaigns_calling(units: QuerySet[Unit]) -> QuerySet[Campaign]:
    path = ExpressionWrapper(OuterRef("issuer__path"), output_field=CharField())
    called = units.alias(path_of_issuer=path)
    below = called.filter(path__startswith=F("path_of_issuer"), depth__gt=OuterRef("issuer__depth"))
    return Campaign.objects.filter(Exists(below)).order_by("-year", "title")
