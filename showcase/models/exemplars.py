"""Exemplars (điển hình): the list and the story of one."""

import logging
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Revision

from showcase.facets import Facet, Sort, narrow
from showcase.indexing import FoldedSearchField
from showcase.ordering import alphabetical_key
from showcase.visibility import readable
from submissions.lifecycle.refusal import hold
from submissions.models import Campaign, Initiative, Level, Recognition, Registration, Sector
from submissions.models.fields import VietnameseCharField, VietnameseTextField

from .base import BasePage, IndexPage, read_renditions
from .guidance import GuidancePage

logger = logging.getLogger(__name__)

STORY_FEATURES = ["bold", "italic", "ol", "ul", "link"]
RELATED_SHOWN = 3


class ExemplarIndexPage(IndexPage):
    """All exemplars, narrowed by sector, year, level and kind."""

    template = "showcase/exemplar_index_page.html"
    subpage_types = ["showcase.ExemplarPage"]
    known_as = "exemplar_index"
    PER_PAGE = 9

    class Meta:
        verbose_name = _("list of exemplars")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        exemplars = ExemplarPage.cards().prefetch_related("picture__renditions").child_of(self)
        listing = narrow(exemplars, self.facets(), self.sorts(), request.GET, per_page=self.PER_PAGE)
        return super().get_context(request, *args, listing=listing, **kwargs)

    @staticmethod
    def facets() -> list[Facet]:
        """What narrows the list: sector, year, level of recognition, kind."""
        return [
            Facet("linh-vuc", _("Sector"), "sector__slug", "sector__name"),
            Facet("nam", _("Year"), "year", newest_first=True),
            Facet("cap", _("Level"), "level__code", "level__name"),
            Facet("loai", _("Kind"), "kind", label=_kind_label),
        ]

    @staticmethod
    def sorts() -> list[Sort]:
        """The orders of the list; the newest exemplars first unless asked otherwise."""
        return [
            Sort("moi-nhat", _("Newest first"), ExemplarPage.NEWEST_FIRST),
            Sort("cu-nhat", _("Oldest first"), ("year", "first_published_at", "pk")),
            Sort("ten", _("By name"), ("title_key", "pk")),
        ]


class ExemplarPage(BasePage):
    """A recognised initiative told to the public. Facts are copied from the record; no personal data."""

    template = "showcase/exemplar_page.html"
    parent_page_types = ["showcase.ExemplarIndexPage"]
    subpage_types: list[str] = []
    serve_related = ("sector", "level", "campaign", "picture")
    search_param = "dien-hinh"
    NEWEST_FIRST = ("-year", "-first_published_at", "-pk")
    # One initiative has one page: a copy is a story of its own.
    exclude_fields_in_copy = ["recognition"]

    title_key = models.CharField(max_length=1000, editable=False, db_index=True)

    recognition = models.OneToOneField(
        Recognition,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("recognition"),
        related_name="exemplar_page",
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("campaign"),
        related_name="exemplar_pages",
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, verbose_name=_("sector"), related_name="exemplar_pages"
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, verbose_name=_("level"), related_name="exemplar_pages"
    )
    unit_name = VietnameseCharField(_("unit"), max_length=255)
    registrant = VietnameseCharField(
        _("collective that carries it out"),
        max_length=255,
        blank=True,
        help_text=_("Never a private person: a person's data is kept in a restricted record."),
    )
    place = VietnameseCharField(_("place of implementation"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Initiative.Kind)
    continuity = models.CharField(
        _("new or continued"), max_length=20, choices=Registration.Continuity, blank=True
    )
    year = models.PositiveSmallIntegerField(_("year"))
    honour = models.CharField(_("recognised as"), max_length=20, choices=Recognition.Honour)
    decision_number = VietnameseCharField(_("number of the decision"), max_length=50, blank=True)
    decision_date = models.DateField(_("date of the decision"), null=True, blank=True)

    summary = VietnameseTextField(_("summary"), blank=True, help_text=_("Two or three sentences."))
    picture = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("picture"),
        related_name="+",
    )
    picture_caption = VietnameseCharField(_("caption of the picture"), max_length=255, blank=True)
    problem = RichTextField(_("the problem"), features=STORY_FEATURES, blank=True)
    approach = RichTextField(_("what was done"), features=STORY_FEATURES, blank=True)
    result = RichTextField(_("the result"), features=STORY_FEATURES, blank=True)
    how_to_replicate = RichTextField(_("how to replicate it"), features=STORY_FEATURES, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_caption"),
        MultiFieldPanel(
            [FieldPanel("problem"), FieldPanel("approach"), FieldPanel("result")], heading=_("The story")
        ),
        InlinePanel("figures", heading=_("Figures before and after"), label=_("figure")),
        FieldPanel("how_to_replicate"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("sector"), FieldPanel("level"), FieldPanel("year")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("continuity"), FieldPanel("honour")]),
                FieldPanel("unit_name"),
                FieldPanel("registrant"),
                FieldPanel("place"),
                FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decision_date")]),
                FieldPanel("campaign"),
            ],
            heading=_("Facts from the record"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        FoldedSearchField("unit_name"),
        FoldedSearchField("registrant"),
        FoldedSearchField("place"),
        FoldedSearchField("summary"),
        FoldedSearchField("problem"),
        FoldedSearchField("approach"),
        FoldedSearchField("result"),
        FoldedSearchField("how_to_replicate"),
    ]

    class Meta:
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")
        indexes = [models.Index(fields=["-year"], name="exemplar_year")]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.title_key = alphabetical_key(self.title or "")
        super().full_clean(*args, **kwargs)

    @transaction.atomic
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish the revision as Wagtail does, unless the recognition it tells of was revoked.

        By whatever way it is asked for: a bulk action, a schedule, a workflow. The recognition is
        held meanwhile, so that it is not revoked while its page goes up.
        """
        recognition = revision.as_object().recognition
        if recognition and hold(recognition).state == Recognition.State.REVOKED:
            logger.warning("Not published: page %s, the recognition %s was revoked", self.pk, recognition.pk)
            return
        super().publish(revision, *args, **kwargs)

    @property
    def summary_text(self) -> str:
        return self.listing_summary or self.summary

    @property
    def share_image(self) -> Any:
        return self.listing_image or self.picture

    def search_texts(self) -> list[str]:
        facts = f"{self.unit_name}. {self.place}"
        return [
            self.summary_text,
            *(rich_text.replace("<", " <") for rich_text in (self.problem, self.approach, self.result)),
            self.how_to_replicate,
            facts,
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        related = self.related()
        read_renditions(self.picture, self.listing_image, *(exemplar.picture for exemplar in related))
        return super().get_context(
            request,
            *args,
            figures=list(self.figures.all()),
            history=self.history(),
            papers=self.papers_behind(),
            related=related,
            **kwargs,
        )

    @classmethod
    def cards(cls) -> Any:
        """The exemplars readers may see, with what a card shows except the cuts of its picture."""
        return readable(cls.objects.all()).select_related("sector", "level", "picture")

    def history(self) -> list[Recognition]:
        """The published recognitions of the initiative, oldest first: years, levels, decisions."""
        if self.recognition_id is None:
            return []
        return list(
            Recognition.objects.filter(
                registration__initiative__registrations__recognitions=self.recognition_id,
                state=Recognition.State.PUBLISHED,
            )
            .select_related("decision", "level", "body", "registration__campaign")
            .order_by("decision__date", "pk")
        )

    def papers_behind(self) -> list[GuidancePage]:
        """The guidance papers on which the campaign rests."""
        if self.campaign_id is None:
            return []
        papers = readable(GuidancePage.objects.filter(campaigns=self.campaign_id))
        return list(papers.order_by(*GuidancePage.NEWEST_FIRST))

    def related(self) -> list["ExemplarPage"]:
        """The three newest other exemplars of the same sector."""
        others = self.cards().filter(sector=self.sector_id).exclude(pk=self.pk)
        return list(others.order_by(*self.NEWEST_FIRST)[:RELATED_SHOWN])

    def json_ld(self) -> dict[str, Any]:
        data = super().json_ld() | {
            "@type": "Article",
            "headline": self.title,
            "about": str(self.sector),
            "author": {"@type": "Organization", "name": self.unit_name},
        }
        if self.place:
            data["contentLocation"] = {"@type": "Place", "name": self.place}
        if self.first_published_at:
            data["datePublished"] = self.first_published_at.isoformat()
        if self.decision_number:
            data["award"] = f"{self.get_honour_display()}, {self.decision_number}"
        return data


class Figure(Orderable):
    """One number before and after: “Tỷ lệ hộ nghèo”, “%”, “7,2”, “3,1”."""

    page = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="figures")
    label = VietnameseCharField(_("what is counted"), max_length=255)
    unit = VietnameseCharField(_("unit of measure"), max_length=50, blank=True)
    before = VietnameseCharField(_("before"), max_length=50, blank=True)
    after = VietnameseCharField(_("after"), max_length=50)

    class Meta(Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return self.label


def _kind_label(value: str) -> Any:
    return Initiative.Kind(value).label
