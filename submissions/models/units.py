"""Who registers, who receives, and who may act for whom."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from .fields import VietnameseCharField


class Level(models.Model):
    """A level of the system: cơ sở, xã, huyện, Khối, tỉnh, trung ương.

    Rows and not an enum, because levels end: districts and Khối committees
    did in 2025 (domain-beyond 9). Two levels may share a rank (huyện, Khối).
    """

    code = models.SlugField(_("code"), unique=True)
    name = VietnameseCharField(_("name"), max_length=100)
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("Higher is nearer to the centre."))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        ordering = ["rank", "code"]
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    def __str__(self) -> str:
        return self.name


class Unit(MP_Node):
    """An organisation that registers initiatives, receives registrations, or both."""

    class Type(models.TextChoices):
        PARTY_COMMITTEE = "party_committee", _("Party committee")
        PARTY_CELL = "party_cell", _("Party cell")
        AGENCY = "agency", _("Agency")
        MASS_ORGANISATION = "mass_organisation", _("Front or mass organisation")
        ENTERPRISE = "enterprise", _("Enterprise")
        SCHOOL = "school", _("School")
        ARMED_FORCE = "armed_force", _("Armed force")
        COMMUNE = "commune", _("Commune, ward or township")

    class RecognitionTerm(models.TextChoices):
        """The issuer's own word for one and the same act (domain k.8)."""

        RECOGNISE = "recognise", _("recognition (công nhận)")
        CONFIRM = "confirm", _("confirmation (xác nhận)")

    name = VietnameseCharField(_("name"), max_length=255)
    short_name = VietnameseCharField(_("short name"), max_length=100, blank=True)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    type = models.CharField(_("type"), max_length=30, choices=Type)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, verbose_name=_("level"), related_name="units")
    address = VietnameseCharField(_("address"), max_length=255, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    receives = models.BooleanField(
        _("receives registrations"),
        default=False,
        help_text=_("The unit has a registry desk: units below it register here."),
    )
    desk_name = VietnameseCharField(
        _("name of the registry desk"),
        max_length=255,
        blank=True,
        help_text=_("The organ that receives, for example “Ban Dân vận Huyện ủy”."),
    )
    confirming_body = VietnameseCharField(
        _("deciding body"),
        max_length=255,
        blank=True,
        help_text=_("The collective body that recognises, for example “Ban Thường vụ Huyện ủy”."),
    )
    recognition_term = models.CharField(
        _("word for recognition"), max_length=20, choices=RecognitionTerm, default=RecognitionTerm.RECOGNISE
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                name="unit_validity_in_order",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def receiver(self) -> "Unit | None":
        """The unit this one registers with: its nearest ancestor that has a desk, or None."""
        return self.get_ancestors().filter(receives=True).order_by("-depth").first()


class Membership(models.Model):
    """A person serves a unit. What the person may do comes from groups; where, from here."""

    class Role(models.TextChoices):
        CLERK = "clerk", _("Unit clerk")
        LEADER = "leader", _("Unit leader")
        DESK = "desk", _("Registry desk")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        verbose_name=_("person"),
        related_name="memberships",
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, verbose_name=_("unit"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.unit} ({self.get_role_display()})"
