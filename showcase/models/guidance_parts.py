"""The repeated parts of a guidance paper: legal bases, deadlines, annexes, papers it replaces."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from submissions.models import Deadline
from submissions.models.deadlines import last_accepted_day
from submissions.models.fields import PartialDateField, VietnameseCharField, VietnameseTextField


class LegalBasis(Orderable):
    """A paper on which this one rests.

    A number alone is no identity: two provinces issued an 08-HD/BDVTU in 2022. It
    takes issuer, number and date.
    """

    page = ParentalKey("showcase.GuidancePage", on_delete=models.CASCADE, related_name="legal_bases")
    citation = VietnameseTextField(_("citation as printed"))
    number = VietnameseCharField(_("number and symbol"), max_length=50, blank=True)
    issued_on = PartialDateField(_("date"), blank=True)
    issuer = VietnameseCharField(_("issuer"), max_length=255, blank=True)
    held_page = models.ForeignKey(
        "showcase.GuidancePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("the paper on this portal"),
        related_name="cited_by",
    )

    panels = [
        FieldPanel("citation"),
        FieldPanel("number"),
        FieldPanel("issued_on"),
        FieldPanel("issuer"),
        PageChooserPanel("held_page"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return self.citation


class PaperDeadline(Orderable):
    """A date the paper sets, in its own words, with the day it means when one can be named."""

    page = ParentalKey("showcase.GuidancePage", on_delete=models.CASCADE, related_name="deadlines")
    what = VietnameseCharField(_("what is due"), max_length=255)
    phrase = VietnameseCharField(_("wording of the paper"), max_length=255)
    bound = models.CharField(_("bound"), max_length=10, choices=Deadline.Bound)
    named_day = models.DateField(
        _("day the paper names"),
        null=True,
        blank=True,
        help_text=_("Empty for a day that returns every year; say so in the note."),
    )
    years = VietnameseCharField(
        _("note on the years"), max_length=100, blank=True, help_text=_("For example “hằng năm”.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")

    def __str__(self) -> str:
        return f"{self.what}: {self.phrase}"

    @property
    def last_day(self) -> datetime.date | None:
        """The last day in time, or None when the paper names no day of one year."""
        return last_accepted_day(self.bound, self.named_day) if self.named_day else None


class Annex(Orderable):
    """A file that belongs to the paper."""

    page = ParentalKey("showcase.GuidancePage", on_delete=models.CASCADE, related_name="annexes")
    title = VietnameseCharField(_("title"), max_length=255)
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.PROTECT, verbose_name=_("file"), related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")

    def __str__(self) -> str:
        return self.title


class Replacement(Orderable):
    """This paper takes the place of an earlier one."""

    page = ParentalKey("showcase.GuidancePage", on_delete=models.CASCADE, related_name="replacements")
    replaced_page = models.ForeignKey(
        "showcase.GuidancePage",
        on_delete=models.CASCADE,
        verbose_name=_("replaced paper"),
        related_name="replaced_by",
    )

    panels = [PageChooserPanel("replaced_page")]

    class Meta(Orderable.Meta):
        verbose_name = _("replaced paper")
        verbose_name_plural = _("replaced papers")
        constraints = [
            models.UniqueConstraint(fields=["page", "replaced_page"], name="guidance_replaced_once"),
            models.CheckConstraint(
                name="guidance_does_not_replace_itself", condition=~models.Q(page=models.F("replaced_page"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.replaced_page)
