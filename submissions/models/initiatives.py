"""The initiative (mô hình), which lives for years, and the person behind an individual one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from submissions.vietnamese.text import match_key

from .fields import PartialDateField, VietnameseCharField, VietnameseTextField
from .programme import Sector
from .units import Unit


class Initiative(models.Model):
    """What a collective or a person does. Titles are never unique: “Camera an ninh” exists in many places."""

    class Kind(models.TextChoices):
        COLLECTIVE = "collective", _("Collective")
        INDIVIDUAL = "individual", _("Individual")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Being carried out")
        ENDED = "ended", _("Ended")

    title = VietnameseCharField(_("title of the initiative"), max_length=500)
    title_key = models.CharField(max_length=500, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, verbose_name=_("sector"), related_name="initiatives"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("responsible unit"), related_name="initiatives"
    )
    unit_name = VietnameseCharField(
        _("unit as named at registration"),
        max_length=255,
        help_text=_("Stays as it was when the unit is merged or renamed."),
    )
    registrant = VietnameseCharField(
        _("collective that carries it out"),
        max_length=255,
        blank=True,
        help_text=_("Never a private person: a person's data is kept in a restricted record."),
    )
    place = VietnameseCharField(_("place of implementation"), max_length=500, blank=True)
    started = PartialDateField(_("started"), blank=True)
    ended = PartialDateField(_("ended"), blank=True)
    status = models.CharField(
        _("status of the initiative"), max_length=20, choices=Status, default=Status.ACTIVE, editable=False
    )
    end_reason = VietnameseTextField(_("reason for ending"), blank=True)
    replicates = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("replicates"),
        related_name="replications",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        constraints = [
            models.CheckConstraint(
                name="initiative_ended_has_date",
                condition=models.Q(status="ended") & ~models.Q(ended="")
                | ~models.Q(status="ended") & models.Q(ended=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.title_key = title_key(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def title_key(title: str) -> str:
    """The form under which two spellings of one title meet: no marks, no punctuation, lower case."""
    return match_key(title)[:500]


class Individual(models.Model):
    """The person who registered an individual initiative: restricted, never public without consent.

    Rests on Luật 91/2025/QH15: consent says who gave it, when and for what (domain-beyond 7).
    """

    class ConsentScope(models.TextChoices):
        NONE = "none", _("No consent to publish")
        NAME = "name", _("Name and position may be published")
        NAME_AND_IMAGE = "name_and_image", _("Name, position and image may be published")

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="individual")
    full_name = VietnameseCharField(_("full name"), max_length=255)
    position = VietnameseCharField(_("position"), max_length=255, blank=True)
    workplace = VietnameseCharField(_("place of work"), max_length=255, blank=True)
    address = VietnameseCharField(_("address"), max_length=255, blank=True)
    consent_scope = models.CharField(
        _("consent"), max_length=20, choices=ConsentScope, default=ConsentScope.NONE
    )
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("consent recorded by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("individual")
        verbose_name_plural = _("individuals")
        constraints = [
            models.CheckConstraint(
                name="individual_consent_is_dated",
                condition=models.Q(consent_scope="none", consent_on__isnull=True)
                | (~models.Q(consent_scope="none") & models.Q(consent_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
