"""What is told to a person: on the page, and by e-mail through the outbox."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .units import Unit


class Mail(models.Model):
    """One e-mail of the outbox, kept so that the desk can read what was written, and whether it went out."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, verbose_name=_("recipient"), related_name="mails"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("unit"),
        related_name="mails",
        help_text=_("The unit it is about; the desks above it can read it."),
    )
    address = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject line"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    error = models.CharField(_("error"), max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    tried_at = models.DateTimeField(_("last tried at"), null=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [models.Index(fields=["state", "created_at"], name="mail_state")]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_is_dated",
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """One event told to one person. `mail` is the e-mail that told it too; a digest tells several."""

    class Event(models.TextChoices):
        RECEIVED = "received", _("A registration was received")
        RETURNED = "returned", _("A registration was returned")
        DECLINED = "declined", _("A registration was declined")
        CORRECTED = "corrected", _("The desk corrected a registration")
        OPENED = "opened", _("A campaign opened")
        REMINDER = "reminder", _("Reminder")
        PERMIT = "permit", _("Leave to register late")
        INVITATION = "invitation", _("Invitation")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, verbose_name=_("person"), related_name="notices"
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, verbose_name=_("unit"), related_name="notices")
    event = models.CharField(_("event"), max_length=20, choices=Event)
    key = models.CharField(
        max_length=100, help_text=_("What the event is about; a person is told of it once.")
    )
    subject = models.CharField(_("subject line"), max_length=255)
    text = models.TextField(_("text"))
    path = models.CharField(_("address of the page"), max_length=255, blank=True)
    mail = models.ForeignKey(
        Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices", editable=False
    )
    created_at = models.DateTimeField(_("told at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["person", "event", "key"], name="notice_once_per_event"),
        ]
        indexes = [models.Index(fields=["person", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return self.subject


class MailPreference(models.Model):
    """How a person wants to be told by e-mail; without a row, at once."""

    class Delivery(models.TextChoices):
        AT_ONCE = "at_once", _("An e-mail for each event, at once")
        DAILY = "daily", _("One e-mail a day with everything new")
        NONE = "none", _("No e-mail, only the notices on the page")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference"
    )
    delivery = models.CharField(_("E-mail"), max_length=10, choices=Delivery, default=Delivery.AT_ONCE)

    class Meta:
        verbose_name = _("e-mail preference")
        verbose_name_plural = _("e-mail preferences")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_delivery_display()}"
