"""The first page of the portal."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from showcase import overview
from showcase.indexing import FoldedSearchField
from showcase.sections import sections_below
from showcase.visibility import readable
from submissions.models.fields import VietnameseTextField

from .base import BasePage, IndexPage, read_renditions
from .exemplars import ExemplarPage
from .guidance import GuidancePage

EXEMPLARS_SHOWN = 4
PAPERS_SHOWN = 5


class HomePageQuerySet(PageQuerySet):
    """Pages read with their image, but locked without it: PostgreSQL locks no row that may be missing."""

    def select_for_update(self, *args: Any, **kwargs: Any) -> Any:
        return super(HomePageQuerySet, self.select_related(None)).select_for_update(*args, **kwargs)


class HomePageManager(PageManager.from_queryset(HomePageQuerySet)):  # type: ignore[misc]
    """Wagtail reads the first page of a site without joining; its image comes along."""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("listing_image")


class HomePage(BasePage):
    """What the movement is, how far it has come, what is due, what to read."""

    template = "showcase/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]

    objects = HomePageManager()

    movement = VietnameseTextField(_("the movement in one sentence"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("movement")]
    search_fields = [*BasePage.search_fields, FoldedSearchField("movement")]

    class Meta:
        verbose_name = _("home page")

    @property
    def summary_text(self) -> str:
        return self.listing_summary or self.movement

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        exemplars = list(ExemplarPage.cards().order_by(*ExemplarPage.NEWEST_FIRST)[:EXEMPLARS_SHOWN])
        read_renditions(self.listing_image, *(exemplar.picture for exemplar in exemplars))
        return super().get_context(
            request,
            *args,
            numbers=overview.numbers(readable(ExemplarPage.objects.all())),
            calls=overview.open_calls(),
            exemplars=exemplars,
            papers=readable(GuidancePage.objects.all()).order_by(*GuidancePage.NEWEST_FIRST)[:PAPERS_SHOWN],
            **self.lists(request),
            **kwargs,
        )

    def lists(self, request: HttpRequest) -> dict[str, Page]:
        """The lists below the home page, by the name the template knows them by."""
        lists = [page for page in sections_below(self, request) if issubclass(page.specific_class, IndexPage)]
        return {page.specific_class.known_as: page for page in lists if page.specific_class.known_as}
