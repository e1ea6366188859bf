"""Recognition (công nhận, xác nhận) of an initiative, and the decision that carries it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .batches import private_storage
from .fields import VietnameseCharField, VietnameseTextField
from .registrations import Registration
from .units import Level, Unit


class Decision(models.Model):
    """A signed paper that recognises initiatives; all of them are published together with it."""

    class State(models.TextChoices):
        PENDING = "pending", _("Not yet published")
        PUBLISHED = "published", _("Made public")

    issuer = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("issuer"), related_name="decisions"
    )
    number = VietnameseCharField(
        _("number and symbol"), max_length=50, help_text=_("For example “125-QĐ/HU”.")
    )
    date = models.DateField(_("date"))
    subject = VietnameseCharField(_("subject (trích yếu)"), max_length=500, blank=True)
    signer = VietnameseCharField(_("signer"), max_length=255, blank=True)
    signer_title = VietnameseCharField(_("title of the signer"), max_length=255, blank=True)
    scan = models.FileField(_("scan"), storage=private_storage, upload_to="decisions/%Y", blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PENDING, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        permissions = [("publish_decision", _("Can publish decisions"))]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number", "date"], name="decision_identity"),
            models.CheckConstraint(
                name="decision_published_is_dated",
                condition=models.Q(state="published", published_at__isnull=False)
                | models.Q(state="pending", published_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.date:%d/%m/%Y})"


class Recognition(models.Model):
    """A registered initiative is recognised, at one level, as an initiative or as an exemplar.

    Hướng dẫn 29-HD/ĐUK, II.4: the very body that received the registration
    recognises an initiative; an exemplar (điển hình) must be a recognised
    initiative first.
    """

    class Honour(models.TextChoices):
        INITIATIVE = "initiative", _("Initiative (mô hình)")
        EXEMPLAR = "exemplar", _("Exemplar (điển hình)")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPRAISED = "appraised", _("Appraised")
        DECIDED = "decided", _("Decided, not yet published")
        PUBLISHED = "published", _("Made public")
        DECLINED = "declined", _("Not recognised")
        REVOKED = "revoked", _("Revoked")

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, verbose_name=_("registration"), related_name="recognitions"
    )
    honour = models.CharField(_("recognised as"), max_length=20, choices=Honour)
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, verbose_name=_("level"), related_name="recognitions"
    )
    body = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("recognising unit"), related_name="recognitions"
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PROPOSED, editable=False)
    proposal = VietnameseTextField(_("grounds of the proposal"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    appraisal = VietnameseTextField(_("appraisal"), blank=True, editable=False)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        verbose_name=_("decision"),
        related_name="recognitions",
    )
    reason = VietnameseTextField(_("reason"), blank=True, editable=False)
    revocation_paper = VietnameseCharField(_("revoking paper"), max_length=255, blank=True, editable=False)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        permissions = [
            ("propose_recognition", _("Can propose and appraise recognitions")),
            ("decide_recognition", _("Can decide on recognitions")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "honour", "level"],
                condition=~models.Q(state__in=["declined", "revoked"]),
                name="recognition_once_per_level",
            ),
            models.CheckConstraint(
                name="recognition_decided_has_decision",
                condition=models.Q(state__in=["decided", "published", "revoked"], decision__isnull=False)
                | models.Q(state__in=["proposed", "appraised", "declined"], decision__isnull=True),
            ),
            models.CheckConstraint(
                name="recognition_refused_has_reason",
                condition=(models.Q(state__in=["declined", "revoked"]) & ~models.Q(reason=""))
                | (~models.Q(state__in=["declined", "revoked"]) & models.Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration.initiative} – {self.get_honour_display()}"
