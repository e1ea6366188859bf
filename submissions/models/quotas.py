"""How many registrations a paper asks of a unit (chỉ tiêu), at least and at most."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField
from .initiatives import Initiative
from .programme import Campaign, Sector
from .registrations import Registration
from .units import Level, Unit


class Quota(models.Model):
    """One quota of a campaign, in the paper's words, for the units and registrations it speaks of.

    An empty `minimum` or `maximum` sets no bound; with both empty the number is the deciding body's
    (domain d, Q7). The one for the type of a unit wins over the general one (domain k.10).
    """

    class Counts(models.TextChoices):
        REGISTERED = "registered", _("registrations")
        NOMINATED = "nominated", _("nominations for the upper level")

    class Strength(models.TextChoices):
        ADVISORY = "advisory", _("advisory: shown as met or not met")
        BLOCKING = "blocking", _("blocking: more is refused")

    class Span(models.TextChoices):
        CAMPAIGN = "campaign", _("in the campaign")
        PERIOD = "period", _("over the whole period")

    class Per(models.TextChoices):
        UNIT = "unit", _("for each unit")
        PERSON = "person", _("for each person")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, verbose_name=_("campaign"), related_name="quotas"
    )
    phrase = VietnameseCharField(_("wording of the paper"), max_length=500)
    minimum = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    maximum = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    per = models.CharField(_("counted"), max_length=10, choices=Per, default=Per.UNIT)
    counts = models.CharField(_("counts"), max_length=20, choices=Counts, default=Counts.REGISTERED)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, default=Strength.ADVISORY)
    span = models.CharField(_("span"), max_length=10, choices=Span, default=Span.CAMPAIGN)
    unit_type = models.CharField(_("only for units of type"), max_length=30, choices=Unit.Type, blank=True)
    subtree = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("only for this unit and those below it"),
        related_name="+",
    )
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("level applied for"),
        related_name="quotas",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Initiative.Kind, blank=True)
    continuity = models.CharField(
        _("new or continued"), max_length=20, choices=Registration.Continuity, blank=True
    )
    sectors = models.ManyToManyField(Sector, verbose_name=_("only in these sectors"), blank=True)
    basis = VietnameseCharField(_("basis paper"), max_length=500, blank=True)

    # The keys of `sectors`, which `lifecycle.quotas` reads together with the quota.
    sector_keys: set[int]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.CheckConstraint(
                name="quota_minimum_not_above_maximum",
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(minimum__lte=models.F("maximum")),
            ),
        ]

    def __str__(self) -> str:
        return self.phrase

    def binds(self, unit: Unit) -> bool:
        """Whether the quota speaks of this unit."""
        return self.unit_type in ("", unit.type) and (
            self.subtree is None or unit.path.startswith(self.subtree.path)
        )
