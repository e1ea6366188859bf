"""The registration (bản đăng ký): one per initiative, campaign and level."""

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField, VietnameseTextField
from .initiatives import Initiative
from .programme import Campaign
from .units import Level, Unit

# Without letters and digits that are taken for each other when read aloud or from paper.
_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8


def new_code() -> str:
    """Return a code for a registration, which lists carry so that their rows come back as changes."""
    return get_random_string(CODE_LENGTH, _CODE_ALPHABET)


class Registration(models.Model):
    """A unit's registration of an initiative with the desk above it, for one campaign and level."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RECEIVED = "received", _("Received")
        RETURNED = "returned", _("Returned for completion")
        CONSOLIDATED = "consolidated", _("Consolidated")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        DUPLICATE = "duplicate", _("Duplicate")

    class Continuity(models.TextChoices):
        NEW = "new", _("Newly built")
        CONTINUING = "continuing", _("Continued")

    class Source(models.TextChoices):
        FORM = "form", _("Registration form")
        LIST = "list", _("List")
        DESK = "desk", _("Desk on behalf of the unit")

    EDITABLE_STATES = (State.DRAFT, State.RETURNED)
    # The desk has it in its book.
    BOOKED_STATES = (State.RECEIVED, State.CONSOLIDATED)

    code = models.CharField(
        _("record code"), max_length=CODE_LENGTH, unique=True, default=new_code, editable=False
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, verbose_name=_("initiative"), related_name="registrations"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, verbose_name=_("campaign"), related_name="registrations"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("unit"), related_name="registrations"
    )
    receiver = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("received by"), related_name="received_registrations"
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, verbose_name=_("level applied for"), related_name="registrations"
    )
    continuity = models.CharField(_("new or continued"), max_length=20, choices=Continuity)
    previous = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("registration of the previous year"),
        related_name="continued_by",
    )
    form = models.ForeignKey(
        "submissions.OfficialForm",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("form"),
        related_name="registrations",
    )
    answers = models.JSONField(
        _("answers to the form's own fields"), default=dict, blank=True, editable=False
    )
    content = VietnameseTextField(_("content of implementation"), blank=True)
    period = VietnameseCharField(_("time of implementation"), max_length=1_000, blank=True)
    completion = VietnameseCharField(_("expected completion"), max_length=255, blank=True)
    goal = VietnameseTextField(_("goal or expected result"), blank=True)
    met_on = models.DateField(_("day of the meeting that agreed"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=20, choices=Source, editable=False)
    batch = models.ForeignKey(
        "submissions.Batch",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("uploaded list"),
        related_name="registrations",
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    reason = VietnameseTextField(_("reason"), blank=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        verbose_name=_("duplicate of"),
        related_name="duplicates",
    )
    late = models.BooleanField(_("late"), default=False, editable=False)
    book_number = models.PositiveIntegerField(_("number in the book"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    received_at = models.DateTimeField(_("received at"), null=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        permissions = [
            ("submit_registration", _("Can submit and withdraw registrations of own units")),
            ("receive_registration", _("Can receive, return and decline registrations")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "campaign", "level"], name="registration_once_per_campaign_and_level"
            ),
            models.UniqueConstraint(
                fields=["receiver", "campaign", "book_number"], name="registration_book_number_once"
            ),
            models.CheckConstraint(
                name="registration_returned_has_reason",
                condition=(models.Q(state__in=["returned", "declined"]) & ~models.Q(reason=""))
                | (~models.Q(state__in=["returned", "declined"]) & models.Q(reason="")),
            ),
            models.CheckConstraint(
                name="registration_submitted_is_dated",
                condition=models.Q(state__in=["draft", "withdrawn"]) | models.Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_received_is_booked",
                condition=~models.Q(state__in=["received", "consolidated"])
                | models.Q(book_number__isnull=False, received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_duplicate_says_of_what",
                condition=models.Q(state="duplicate", duplicate_of__isnull=False)
                | (~models.Q(state="duplicate") & models.Q(duplicate_of__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state"], name="registration_campaign_state"),
            models.Index(fields=["unit", "campaign"], name="registration_unit_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} – {self.campaign}"

    @property
    def is_editable(self) -> bool:
        """Whether the unit may still change it: a draft, or returned by the desk."""
        return self.state in self.EDITABLE_STATES
