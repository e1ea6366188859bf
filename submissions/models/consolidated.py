"""The list a desk makes of what it has received, numbered and frozen (danh sách tổng hợp)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .batches import private_storage
from .fields import VietnameseCharField
from .forms import ListForm
from .programme import Campaign
from .registrations import Registration
from .units import Unit


class ConsolidatedList(models.Model):
    """List N of a desk in a campaign: which registrations, in which order, and the files as they were then.

    The files never change: what was sent upward stays what was sent. A cancelled list keeps its number
    and its files and lets go of its registrations.
    """

    desk = models.ForeignKey(
        Unit, on_delete=models.PROTECT, verbose_name=_("registry desk"), related_name="consolidated_lists"
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, verbose_name=_("campaign"), related_name="consolidated_lists"
    )
    form = models.ForeignKey(
        ListForm, on_delete=models.PROTECT, verbose_name=_("list form"), related_name="consolidated_lists"
    )
    number = models.PositiveIntegerField(_("number"))
    subject = VietnameseCharField(_("subject of the list"), max_length=255, blank=True)
    addressee = VietnameseCharField(_("addressee"), max_length=255, blank=True)
    count = models.PositiveIntegerField(_("number of registrations"), editable=False)
    names_persons = models.BooleanField(_("names private persons"), default=False, editable=False)
    excel = models.FileField(_("Excel file"), storage=private_storage, upload_to="consolidated/%Y/%m")
    word = models.FileField(_("Word file"), storage=private_storage, upload_to="consolidated/%Y/%m")
    letter = models.FileField(_("letter"), storage=private_storage, upload_to="consolidated/%Y/%m")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancel_reason = VietnameseCharField(_("reason"), max_length=500, blank=True, editable=False)
    sent_on = models.DateField(_("sent upward on"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("consolidated list")
        verbose_name_plural = _("consolidated lists")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "campaign", "number"], name="consolidated_list_number_once"
            ),
            models.CheckConstraint(
                name="consolidated_list_cancelled_has_reason",
                condition=models.Q(cancelled_at__isnull=True, cancel_reason="")
                | (models.Q(cancelled_at__isnull=False) & ~models.Q(cancel_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(_("List no. %(number)s")) % {"number": self.number}


class ConsolidatedRow(models.Model):
    """One registration in a consolidated list, with its position."""

    list = models.ForeignKey(ConsolidatedList, on_delete=models.CASCADE, related_name="rows")
    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="consolidated_row"
    )
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("row of a consolidated list")
        verbose_name_plural = _("rows of a consolidated list")
        constraints = [
            models.UniqueConstraint(fields=["list", "position"], name="consolidated_row_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list} #{self.position}"
