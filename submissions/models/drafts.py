"""What a clerk has typed on a form so far, before it is said to the desk."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .forms import OfficialForm
from .programme import Campaign
from .registrations import Registration
from .units import Unit


class FormDraft(models.Model):
    """A form being filled in (bản nháp), with everything typed on it, valid or not.

    `values` holds the raw text of each field by its name in the page. `registration` is the returned one
    that is being corrected, and once it is sent the one it became; `previous` the one it was copied from.
    What was typed is emptied when it is sent, so that a person's data stands in one place.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("unit"), related_name="form_drafts"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, verbose_name=_("campaign"), related_name="form_drafts"
    )
    form = models.ForeignKey(
        OfficialForm, on_delete=models.PROTECT, verbose_name=_("form"), related_name="drafts"
    )
    registration = models.ForeignKey(
        Registration,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("registration"),
        related_name="form_drafts",
    )
    previous = models.ForeignKey(
        Registration,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("registration of the previous year"),
        related_name="+",
    )
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("form being filled in")
        verbose_name_plural = _("forms being filled in")
        constraints = [
            models.CheckConstraint(
                name="form_draft_sent_is_registered_and_emptied",
                condition=models.Q(sent_at__isnull=True)
                | models.Q(sent_at__isnull=False, registration__isnull=False, values={}),
            ),
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(sent_at__isnull=True),
                name="form_draft_one_open_per_registration",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.form)

    @property
    def title(self) -> str:
        """The title as far as it has been typed."""
        return str(self.values.get("title", "")).strip()
