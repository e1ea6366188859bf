"""Files that belong to a registration: the signed scan, pictures. Private: no address serves them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .batches import private_storage
from .drafts import FormDraft
from .fields import VietnameseCharField
from .registrations import Registration


class Attachment(models.Model):
    """One file of a registration, or of a form that is still being filled in."""

    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signed form (scan)")
        PICTURE = "picture", _("Picture")
        OTHER = "other", _("Other paper")

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        FormDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    kind = models.CharField(_("kind of file"), max_length=20, choices=Kind)
    file = models.FileField(_("file"), storage=private_storage, upload_to="attachments/%Y/%m")
    file_name = VietnameseCharField(_("file name"), max_length=255)
    content_type = models.CharField(_("type of file"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                name="attachment_of_registration_or_draft",
                condition=models.Q(registration__isnull=False, draft__isnull=True)
                | models.Q(registration__isnull=True, draft__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
