"""Invitations: a person of a unit gets an account and sets the first password by a link."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .notices import Mail
from .units import Membership


class Invitation(models.Model):
    """A link sent to a person who is to serve a unit.

    Its secret is made when the e-mail leaves, and only the digest is kept: nobody reads the link in the
    outbox or in the database, and an e-mail that is sent again carries a new one.
    """

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, verbose_name=_("membership"), related_name="invitations"
    )
    mail = models.OneToOneField(
        Mail, on_delete=models.SET_NULL, null=True, editable=False, related_name="invitation"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    class Meta:
        ordering = ["-invited_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_not_accepted_and_withdrawn",
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.membership)

    @property
    def is_waiting(self) -> bool:
        """Whether the person has not answered yet, be the link still valid or not."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        """Whether the link can be used now."""
        return self.is_waiting and self.expires_at > timezone.now()

    def renew_secret(self) -> str:
        """Return a new secret for the link and keep its digest; a link sent before is void."""
        secret = secrets.token_urlsafe(32)
        self.digest = digest_of(secret)
        if self.pk:
            self.save(update_fields=["digest"])
        return secret


def digest_of(secret: str) -> str:
    """What is kept of the secret of a link; the secret is random and long, so that one round suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()
