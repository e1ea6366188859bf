"""A list as a person likes to see it: filters, columns and order under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField


class SavedView(models.Model):
    """The query of a desk list that a person saved; nobody else sees it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    list_name = models.CharField(max_length=50, help_text=_("The URL name of the list."))
    name = VietnameseCharField(_("name"), max_length=100)
    query = models.TextField(blank=True, help_text=_("The part of the address after “?”."))

    class Meta:
        ordering = ["name"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(fields=["person", "list_name", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
