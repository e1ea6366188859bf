"""Leave for one unit to register after the last day (giấy phép nộp muộn)."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField
from .programme import Campaign
from .units import Unit


class LatePermit(models.Model):
    """A unit may still send a number of registrations until a day, though the campaign takes no late ones."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, verbose_name=_("campaign"), related_name="late_permits"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, verbose_name=_("unit"), related_name="late_permits"
    )
    expires_on = models.DateField(_("valid until"))
    uses = models.PositiveSmallIntegerField(_("registrations allowed"), default=1)
    used = models.PositiveSmallIntegerField(_("registrations sent with it"), default=0, editable=False)
    note = VietnameseCharField(_("grounds"), max_length=500)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)

    class Meta:
        ordering = ["-granted_at", "-pk"]
        verbose_name = _("late permit")
        verbose_name_plural = _("late permits")
        constraints = [
            models.CheckConstraint(
                name="late_permit_not_used_too_often", condition=models.Q(used__lte=models.F("uses"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.campaign}"

    @property
    def left(self) -> int:
        """How many registrations may still be sent with it."""
        return self.uses - self.used

    def is_usable(self, today: datetime.date) -> bool:
        """Whether a registration can be sent with it today."""
        return self.left > 0 and self.expires_on >= today
