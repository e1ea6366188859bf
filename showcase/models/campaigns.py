"""The public pages of campaigns (đợt đăng ký): the list, and what one asks for until when."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from showcase.blank_forms import downloads
from showcase.blocks import PaperBlock
from showcase.facets import Facet, Sort, narrow
from showcase.indexing import FoldedSearchField
from showcase.visibility import readable
from submissions.models import Campaign, Deadline

from .base import BasePage, IndexPage
from .guidance import GuidancePage


@dataclass(frozen=True)
class Date:
    """A deadline on the way through the year: behind us, the next one, or still to come."""

    deadline: Deadline
    is_past: bool
    is_next: bool


class CampaignIndexPage(IndexPage):
    """All campaigns, the newest year first, narrowed by year, issuer and state."""

    template = "showcase/campaign_index_page.html"
    subpage_types = ["showcase.CampaignPage"]
    known_as = "campaign_index"
    PER_PAGE = 20

    class Meta:
        verbose_name = _("list of campaigns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = readable(CampaignPage.objects.child_of(self))
        listing = narrow(
            pages.select_related("campaign__issuer").prefetch_related("campaign__deadlines"),
            self.facets(),
            self.sorts(),
            request.GET,
            per_page=self.PER_PAGE,
        )
        return super().get_context(request, *args, listing=listing, **kwargs)

    @staticmethod
    def facets() -> list[Facet]:
        """What narrows the list: year, issuer, whether one can register now."""
        return [
            Facet("nam", _("Year"), "campaign__year", newest_first=True),
            Facet("co-quan", _("Issuer"), "campaign__issuer__name"),
            Facet("tinh-trang", _("State"), "campaign__state", label=_state_label),
        ]

    @staticmethod
    def sorts() -> list[Sort]:
        """The orders of the list; the newest campaigns first unless asked otherwise."""
        return [
            Sort("moi-nhat", _("Newest first"), ("-campaign__year", "-pk")),
            Sort("cu-nhat", _("Oldest first"), ("campaign__year", "pk")),
        ]


class CampaignPage(BasePage):
    """A campaign as its record stands, with a text that explains it to the units."""

    template = "showcase/campaign_page.html"
    parent_page_types = ["showcase.CampaignIndexPage"]
    subpage_types: list[str] = []
    serve_related = ("campaign__issuer",)
    search_param = "dot-dang-ky"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, verbose_name=_("campaign"), related_name="pages"
    )
    body = StreamField(
        PaperBlock(),
        blank=True,
        verbose_name=_("guidance"),
        help_text=_("What helps a unit to register. Theme, dates and forms come from the campaign."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("campaign"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, FoldedSearchField("body")]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @property
    def summary_text(self) -> str:
        return self.listing_summary or self.campaign.theme

    def search_texts(self) -> list[str]:
        body = [" ".join(block.block.get_searchable_content(block.value)) for block in self.body]
        return [self.summary_text, *body]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        deadlines = self.campaign.deadlines.select_related("level", "subtree")
        papers = readable(GuidancePage.objects.filter(campaigns=self.campaign))
        return super().get_context(
            request,
            *args,
            dates=timeline(deadlines, timezone.localdate()),
            downloads=downloads(self.campaign),
            papers=papers.order_by(*GuidancePage.NEWEST_FIRST),
            **kwargs,
        )

    def next_deadline(self) -> Deadline | None:
        """The deadline that comes next, or None when all are past or name no day."""
        dates = timeline(self.campaign.deadlines.all(), timezone.localdate())
        return next((date.deadline for date in dates if date.is_next), None)


def timeline(deadlines: Any, today: datetime.date) -> list[Date]:
    """The deadlines in their order. All of the next last day are next; what names no day is never past."""
    ordered = list(deadlines)
    coming = [one.due_on for one in ordered if one.due_on and one.due_on >= today]
    following = min(coming, default=None)
    return [
        Date(
            deadline=one,
            is_past=one.due_on is not None and one.due_on < today,
            is_next=one.due_on is not None and one.due_on == following,
        )
        for one in ordered
    ]


def _state_label(value: str) -> Any:
    return Campaign.State(value).label
