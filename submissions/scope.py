"""What a person may see, and the only place where a queryset is narrowed by user.

Groups say what a person may do, memberships say where: a clerk or leader sees
the own units, a desk sees the subtree of its unit. No membership, no rows.
"""

from typing import Any, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet

from .models import (
    Batch,
    Campaign,
    Decision,
    Initiative,
    ListForm,
    Membership,
    OfficialForm,
    Recognition,
    Registration,
    SectorScheme,
    Unit,
)

Record = TypeVar("Record", bound=Model)

UNIT_ROLES = (Membership.Role.CLERK, Membership.Role.LEADER)


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
    return _with_shipped(OfficialForm.objects.all(), user)


def list_forms(user: Any) -> QuerySet[ListForm]:
    """The lists of units the person oversees and the shipped ones, which every desk uses."""
    return _with_shipped(ListForm.objects.all(), user)


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


def campaigns_for(unit: Unit) -> QuerySet[Campaign]:
    """The campaigns a unit is called to: open, and issued by a unit above it."""
    return Campaign.objects.filter(state=Campaign.State.OPEN, issuer__in=unit.get_ancestors().values("pk"))


def campaigns_helped(user: Any) -> QuerySet[Campaign]:
    """The open campaigns to which a unit is called that the person may send lists for."""
    path = ExpressionWrapper(OuterRef("issuer__path"), output_field=CharField())
    called = units_helped(user).alias(path_of_issuer=path)
    below = called.filter(path__startswith=F("path_of_issuer"), depth__gt=OuterRef("issuer__depth"))
    return Campaign.objects.filter(Exists(below), state=Campaign.State.OPEN).order_by("-year", "title")
