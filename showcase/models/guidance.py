"""Guidance papers (văn bản hướng dẫn): the list and the paper with its real parts."""

import re
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField

from showcase.blocks import PaperBlock
from showcase.facets import Facet, Option, Sort, narrow, query_with
from showcase.indexing import FoldedSearchField
from showcase.visibility import readable
from submissions.models import Campaign
from submissions.models.fields import PartialDateField, VietnameseCharField, VietnameseTextField
from submissions.vietnamese.dates import PartialDate
from submissions.vietnamese.text import fold

from .base import BasePage, IndexPage
from .guidance_parts import Replacement

CAMPAIGN_PARAM = "dot"


class GuidanceIndexPage(IndexPage):
    """The library of papers, newest first, narrowed by type, issuer, year and campaign."""

    template = "showcase/guidance_index_page.html"
    subpage_types = ["showcase.GuidancePage"]
    known_as = "guidance_index"
    PER_PAGE = 20

    class Meta:
        verbose_name = _("list of guidance papers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        papers = readable(GuidancePage.objects.child_of(self)).annotate(issued_year=Substr("issued_on", 1, 4))
        chips = []
        announced = Campaign.objects.exclude(state=Campaign.State.DRAFT)
        campaign = announced.filter(slug=request.GET.get(CAMPAIGN_PARAM, "")).first()
        if campaign:
            papers = papers.filter(campaigns=campaign)
            lift = query_with(request.GET, CAMPAIGN_PARAM, None)
            chips = [Option(campaign.slug, campaign.title, 0, True, lift)]
        listing = narrow(
            papers, self.facets(), self.sorts(), request.GET, per_page=self.PER_PAGE, extra_chips=chips
        )
        return super().get_context(request, *args, listing=listing, **kwargs)

    @staticmethod
    def facets() -> list[Facet]:
        """What narrows the list: type of paper, issuer, year as far as it is known."""
        return [
            Facet("loai", _("Type of paper"), "document_type", label=_type_label),
            Facet("co-quan", _("Issuer"), "issuer"),
            Facet("nam", _("Year"), "issued_year", newest_first=True),
        ]

    @staticmethod
    def sorts() -> list[Sort]:
        """The orders of the list; the newest papers first unless asked otherwise."""
        return [
            Sort("moi-nhat", _("Newest first"), GuidancePage.NEWEST_FIRST),
            Sort("cu-nhat", _("Oldest first"), ("issued_on", "pk")),
        ]


class GuidancePage(BasePage):
    """One paper as it was printed. A part the paper lacks is left blank and said to be missing."""

    class DocumentType(models.TextChoices):
        OFFICIAL_LETTER = "cong_van", _("Official letter")
        PLAN = "ke_hoach", _("Plan")
        GUIDANCE = "huong_dan", _("Guidance")
        DECISION = "quyet_dinh", _("Decision")
        DIRECTIVE = "chi_thi", _("Directive")
        NOTICE = "thong_bao", _("Notice")
        CONCLUSION = "ket_luan", _("Conclusion")
        RESOLUTION = "nghi_quyet", _("Resolution")
        PROGRAMME = "chuong_trinh", _("Programme")
        SCHEME = "de_an", _("Scheme")
        REPORT = "bao_cao", _("Report")
        PROPOSAL = "to_trinh", _("Proposal")

    class Letterhead(models.TextChoices):
        PARTY = "party", _("Party letterhead")
        STATE = "state", _("State letterhead")

    template = "showcase/guidance_page.html"
    parent_page_types = ["showcase.GuidanceIndexPage"]
    subpage_types: list[str] = []
    search_param = "van-ban"
    NEWEST_FIRST = ("-issued_on", "-pk")

    document_type = models.CharField(_("type of paper"), max_length=20, choices=DocumentType)
    letterhead = models.CharField(
        _("letterhead"), max_length=10, choices=Letterhead, default=Letterhead.PARTY
    )
    upper_body = VietnameseCharField(
        _("upper body as printed"),
        max_length=255,
        blank=True,
        help_text=_("For example “ĐẢNG BỘ TỈNH BẮC GIANG”."),
    )
    issuing_body = VietnameseTextField(
        _("issuing body as printed"), blank=True, help_text=_("One line for each printed line.")
    )
    issuer = VietnameseCharField(
        _("issuer"),
        max_length=255,
        blank=True,
        help_text=_("The name in ordinary letters, for lists: “Huyện ủy Tân Yên”."),
    )
    number = VietnameseCharField(
        _("number and symbol as printed"),
        max_length=50,
        blank=True,
        help_text=_("For example “821-CV/ĐUK”; “-CV/HU” when the number is left open."),
    )
    place = VietnameseCharField(_("place"), max_length=100, blank=True)
    issued_on = PartialDateField(
        _("date"), blank=True, help_text=_("2024-02-15, or 2024-02 without the day.")
    )
    subject = VietnameseTextField(_("subject (trích yếu)"), blank=True)
    addressees = VietnameseTextField(_("addressees"), blank=True, help_text=_("One a line."))
    body = StreamField(PaperBlock(), blank=True, verbose_name=_("text"))
    recipients = VietnameseTextField(_("recipients"), blank=True, help_text=_("One a line."))
    authority = VietnameseCharField(_("signed on behalf of"), max_length=255, blank=True)
    signer_title = VietnameseCharField(_("title of the signer"), max_length=255, blank=True)
    signer = VietnameseCharField(_("signer"), max_length=255, blank=True)
    campaigns = ParentalManyToManyField(
        "submissions.Campaign",
        blank=True,
        verbose_name=_("campaigns that rest on this paper"),
        related_name="guidance_pages",
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("document_type"),
                FieldPanel("letterhead"),
                FieldPanel("upper_body"),
                FieldPanel("issuing_body"),
                FieldPanel("issuer"),
                FieldPanel("number"),
                FieldPanel("place"),
                FieldPanel("issued_on"),
                FieldPanel("subject"),
                FieldPanel("addressees"),
            ],
            heading=_("Head of the paper"),
        ),
        InlinePanel("legal_bases", heading=_("Legal bases"), label=_("legal basis")),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("recipients"),
                FieldPanel("authority"),
                FieldPanel("signer_title"),
                FieldPanel("signer"),
            ],
            heading=_("Foot of the paper"),
        ),
        InlinePanel("deadlines", heading=_("Deadlines the paper sets"), label=_("deadline")),
        InlinePanel("annexes", heading=_("Annexes"), label=_("annex")),
        InlinePanel("replacements", heading=_("Papers it replaces"), label=_("replaced paper")),
        FieldPanel("campaigns"),
    ]
    search_fields = [
        *BasePage.search_fields,
        FoldedSearchField("number", boost=2),
        FoldedSearchField("subject"),
        FoldedSearchField("issuer"),
        FoldedSearchField("issuing_body"),
        FoldedSearchField("body"),
        FoldedSearchField("signer"),
    ]

    class Meta:
        verbose_name = _("guidance paper")
        verbose_name_plural = _("guidance papers")
        indexes = [models.Index(fields=["-issued_on"], name="guidance_issued_on")]

    @property
    def summary_text(self) -> str:
        return self.listing_summary or self.subject

    def search_texts(self) -> list[str]:
        body = [" ".join(block.block.get_searchable_content(block.value)) for block in self.body]
        return [self.summary_text, *body, f"{self.reference}. {self.issuer}"]

    @property
    def date(self) -> PartialDate | None:
        """The date of the paper as far as it is known."""
        return PartialDate.parse_iso(self.issued_on) if self.issued_on else None

    @property
    def lacks_number(self) -> bool:
        """Whether the place of the number is blank, as in “Số      -CV/HU”."""
        return not self.number[:1].isdigit()

    @property
    def reference(self) -> str:
        """Type and number as one writes them in a running text; the type alone without a number."""
        label = self.get_document_type_display()
        return label if self.lacks_number else f"{label} {self.symbol}"

    @property
    def symbol(self) -> str:
        """Number and symbol without the stray spaces of the print: “1040 -CV/ĐUK” is cited as 1040-CV/ĐUK."""
        return re.sub(r"\s*([-/])\s*", r"\1", self.number)

    @property
    def date_line(self) -> str:
        """The date as the letterhead prints it, with blanks where the paper has blanks."""
        if not self.date:
            return ""
        values = {
            "day": f"{self.date.day:02}" if self.date.day else "…",
            "month": _two_digits(self.date.month),
            "year": self.date.year,
        }
        return _now("day %(day)s month %(month)s year %(year)s") % values

    def missing_parts(self) -> list[str]:
        """The parts of a complete paper that this copy does not have; nothing is filled in for them."""
        checks = [
            (not self.issuing_body, _now("letterhead")),
            (self.lacks_number, _now("number")),
            (self.date is None, _now("date")),
            (self.date is not None and self.date.day is None, _now("day")),
            (not self.signer, _now("signature")),
        ]
        return [name for missing, name in checks if missing]

    def parts(self) -> list[dict[str, Any]]:
        """The blocks of the text as {"block", "anchor"}; headings get anchors, each once."""
        parts: list[dict[str, Any]] = []
        taken: set[str] = set()
        for block in self.body:
            anchor = ""
            if block.block_type == "heading":
                anchor = _free_anchor(block.value["text"], taken)
                taken.add(anchor)
            parts.append({"block": block, "anchor": anchor})
        return parts

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        parts = self.parts()
        return super().get_context(
            request,
            *args,
            parts=parts,
            contents=[part for part in parts if part["anchor"]],
            **self.relations(),
            **kwargs,
        )

    def relations(self) -> dict[str, Any]:
        """What the paper rests on, sets and stands beside, as lists for the template.

        All related papers are read in one query; a held paper that readers may
        not see is cited without a link.
        """
        bases = list(self.legal_bases.all())
        replaced = Exists(Replacement.objects.filter(page=self.pk, replaced_page=OuterRef("pk")))
        replacing = Exists(Replacement.objects.filter(page=OuterRef("pk"), replaced_page=self.pk))
        papers = list(
            readable(GuidancePage.objects.annotate(is_replaced=replaced, is_replacing=replacing))
            .filter(
                Q(pk__in=[basis.held_page_id for basis in bases if basis.held_page_id])
                | Q(is_replaced=True)
                | Q(is_replacing=True)
            )
            .order_by(*self.NEWEST_FIRST)
        )
        held = {paper.pk: paper for paper in papers}
        return {
            "legal_bases": [{"basis": basis, "paper": held.get(basis.held_page_id)} for basis in bases],
            "replaced": [paper for paper in papers if paper.is_replaced],
            "replaced_by": [paper for paper in papers if paper.is_replacing],
            "deadlines": list(self.deadlines.all()),
            "annexes": list(self.annexes.select_related("document")),
            "campaigns": list(self.campaigns.all()),
        }

    def json_ld(self) -> dict[str, Any]:
        data = super().json_ld() | {"@type": "Article", "headline": self.title}
        if self.issued_on:
            data["datePublished"] = self.issued_on
        if self.issuer:
            data["author"] = {"@type": "Organization", "name": self.issuer}
        if not self.lacks_number:
            data["identifier"] = self.symbol
        return data


def _type_label(value: str) -> Any:
    return GuidancePage.DocumentType(value).label


def _two_digits(month: int | None) -> str:
    """A month as official papers write it: 01 and 02 with a zero, 3 to 12 without."""
    if month is None:
        return "…"
    return f"{month:02}" if month < 3 else str(month)


def _free_anchor(text: str, taken: set[str]) -> str:
    base = slugify(fold(text))[:60].strip("-") or "phan"
    anchor, count = base, 1
    while anchor in taken:
        count += 1
        anchor = f"{base}-{count}"
    return anchor
