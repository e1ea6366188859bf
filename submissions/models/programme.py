"""What is asked for: sectors as each issuer words them, and the yearly campaign."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField, VietnameseTextField
from .units import Level, Unit


class Sector(models.Model):
    """One of the four canonical fields (lĩnh vực); issuers word and order them differently (domain e.1)."""

    class Key(models.TextChoices):
        POLITICAL_SYSTEM = "political_system", _("Party building and the political system")
        ECONOMY = "economy", _("Economy")
        CULTURE_SOCIETY = "culture_society", _("Culture and society")
        DEFENCE_SECURITY = "defence_security", _("National defence and security")

    key = models.CharField(_("key"), max_length=30, choices=Key, unique=True)
    name = VietnameseCharField(_("name"), max_length=255)
    slug = models.SlugField(_("web address"), unique=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self) -> str:
        return self.name


class SectorScheme(models.Model):
    """The order and the words in which one issuer lists the sectors on its lists and forms."""

    issuer = models.ForeignKey(
        Unit, on_delete=models.CASCADE, verbose_name=_("issuer"), related_name="sector_schemes"
    )
    name = VietnameseCharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("sector scheme")
        verbose_name_plural = _("sector schemes")

    def __str__(self) -> str:
        return self.name


class SectorWording(models.Model):
    """A sector as a scheme words it, with the topics in brackets as its hint."""

    scheme = models.ForeignKey(SectorScheme, on_delete=models.CASCADE, related_name="wordings")
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, verbose_name=_("sector"), related_name="wordings"
    )
    label = VietnameseCharField(_("wording"), max_length=255)
    hint = VietnameseTextField(_("topics named in brackets"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["order"]
        verbose_name = _("sector wording")
        verbose_name_plural = _("sector wordings")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "sector"], name="sector_worded_once_in_scheme"),
        ]

    def __str__(self) -> str:
        return self.label


class Campaign(models.Model):
    """A yearly call of one issuer for registrations (đợt đăng ký)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open for registration")
        CLOSED = "closed", _("Closed")

    title = VietnameseCharField(_("name"), max_length=255)
    slug = models.SlugField(_("web address"), unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    theme = VietnameseCharField(_("theme of the year"), max_length=500, blank=True)
    period = VietnameseCharField(
        _("period"),
        max_length=50,
        blank=True,
        help_text=_("As the basis paper names it, for example “2022 - 2025”."),
    )
    issuer = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("issuer"), related_name="campaigns"
    )
    basis = VietnameseCharField(
        _("basis paper"),
        max_length=500,
        help_text=_("Number, date and issuer, as far as the paper prints them."),
    )
    scheme = models.ForeignKey(
        SectorScheme, on_delete=models.PROTECT, verbose_name=_("sector scheme"), related_name="campaigns"
    )
    previous = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("made from"),
        related_name="followed_by",
    )
    levels = models.ManyToManyField(
        Level,
        verbose_name=_("levels applied for"),
        blank=True,
        related_name="campaigns",
        help_text=_("The levels a unit can choose. None: the unit's own level."),
    )
    official_forms = models.ManyToManyField(
        "submissions.OfficialForm",
        verbose_name=_("registration forms in use"),
        blank=True,
        related_name="campaigns_using",
        help_text=_("Copied when the campaign opens. None: all that are in force."),
    )
    list_forms = models.ManyToManyField(
        "submissions.ListForm",
        verbose_name=_("lists in use"),
        blank=True,
        related_name="campaigns_using",
        help_text=_("Copied when the campaign opens. None: all that are in force."),
    )
    accepts_late = models.BooleanField(
        _("accepts late registrations"),
        default=True,
        help_text=_("Late ones are marked as late; otherwise a unit needs a late permit."),
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    class Meta:
        ordering = ["-year", "title"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        indexes = [models.Index(fields=["state", "-year"], name="campaign_state_year")]

    def __str__(self) -> str:
        return self.title
