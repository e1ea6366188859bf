"""What a clerk answered once about lists, so that it is not asked again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .units import Unit


class HeaderWording(models.Model):
    """What a unit means by a header of its lists: the folded text and the canonical column."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="header_wordings")
    key = models.CharField(max_length=255)
    column = models.CharField(
        max_length=20, blank=True, help_text=_("A canonical column; empty when it is to be left out.")
    )

    class Meta:
        verbose_name = _("remembered header")
        verbose_name_plural = _("remembered headers")
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="header_wording_once_per_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.column}"


class KnownDifference(models.Model):
    """Two initiatives that look alike and are different all the same, by their keys, the lesser first."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="known_differences")
    first = models.CharField(max_length=64)
    second = models.CharField(max_length=64)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("known difference")
        verbose_name_plural = _("known differences")
        constraints = [
            models.UniqueConstraint(fields=["unit", "first", "second"], name="known_difference_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
