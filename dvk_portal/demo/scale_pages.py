"""Synthetic pages for trying search and lists at size: four exemplars to one guidance paper.

A page of its own goes through the tree, the search index and a revision one by one, which
takes a second for thirty. These are written in bulk instead: the places in the tree reckoned
as treebeard reckons them, the page types as Django loads fixtures, the search index filled
in one go. Their first revision is made when an editor first saves them.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from showcase.models import BasePage, ExemplarIndexPage, ExemplarPage, GuidanceIndexPage, GuidancePage
from showcase.ordering import alphabetical_key
from submissions.models import Initiative, Level, Recognition, Registration, Sector

from .clock import HANOI
from .scale_text import MARK, goal_of, place_of, registrant_of, sector_of, title_of
from .site import demo_key

EVERY_PAPER = 5
FIRST_YEAR, YEARS = 2019, 5
BATCH = 500

Values = dict[str, Any]


def add_pages(wanted: int, by: User) -> None:
    """Bring the synthetic pages to `wanted`; those that stand are left alone."""
    exemplars = [number for number in range(wanted) if number % EVERY_PAPER]
    papers = range(0, wanted, EVERY_PAPER)
    _Section(ExemplarIndexPage, ExemplarPage, exemplar_values(), by).add(exemplars)
    _Section(GuidanceIndexPage, GuidancePage, paper_values, by).add(list(papers))


def exemplar_values() -> Callable[[int], Values]:
    """Return what makes the fields of the exemplar with a number; pictures are those of the demo."""
    sectors = {sector.key: sector for sector in Sector.objects.all()}
    levels = list(Level.objects.order_by("rank", "code"))
    shown = ExemplarPage.objects.exclude(picture=None).order_by("pk").values_list("sector__key", "picture_id")
    pictures = dict(shown)

    def values(number: int) -> Values:
        title, key = title_of(number), sector_of(number)
        return {
            "title": title,
            "title_key": alphabetical_key(title),
            "sector": sectors[key],
            "level": levels[number % len(levels)],
            "unit_name": f"Đảng ủy xã thử nghiệm {number % 60 + 1}",
            "registrant": registrant_of(number),
            "place": place_of(number).capitalize(),
            "kind": Initiative.Kind.COLLECTIVE,
            "continuity": Registration.Continuity.values[number % 2],
            "year": FIRST_YEAR + number % YEARS,
            "honour": Recognition.Honour.values[number % 2],
            "decision_number": f"{number + 1}-QĐ/HU (dữ liệu thử)",
            "decision_date": datetime.date(FIRST_YEAR + number % YEARS, 10, 15),
            "summary": f"{goal_of(number)}. {MARK}.",
            "picture_id": pictures.get(key),
            "approach": f"<p>{registrant_of(number)} họp dân, phân công từng tổ, từng hộ.</p>",
            "result": f"<p>{goal_of(number)}.</p>",
        }

    return values


def paper_values(number: int) -> Values:
    """The fields of the guidance paper with a number."""
    year = FIRST_YEAR + number % YEARS
    subject = f"V/v {title_of(number)[0].lower()}{title_of(number)[1:]}"
    return {
        "title": f"Nhân rộng mô hình: {title_of(number)}"[:255],
        "listing_summary": f"{MARK}.",
        "document_type": GuidancePage.DocumentType.values[number // EVERY_PAPER % 4],
        "issuing_body": "HUYỆN ỦY THỬ NGHIỆM",
        "issuer": f"Huyện ủy thử nghiệm {number // EVERY_PAPER % 12 + 1}",
        "number": f"{number + 1}-CV/HU",
        "issued_on": f"{year}-{number % 12 + 1:02}",
        "subject": subject,
        "body": [
            ("heading", {"level": "2", "text": "I. MỤC ĐÍCH, YÊU CẦU"}),
            ("paragraph", f"<p>{goal_of(number)}. {MARK}.</p>"),
            ("heading", {"level": "2", "text": "II. TỔ CHỨC THỰC HIỆN"}),
            ("list", [f"<p>{registrant_of(number + step)} chủ trì, phối hợp.</p>" for step in range(2)]),
        ],
    }


class _Section:
    """Adds pages of one type below their list."""

    def __init__(
        self, parent: type[BasePage], model: type[BasePage], values: Callable[[int], Values], by: User
    ) -> None:
        self.parent = parent.objects.order_by("path").first()
        self.model = model
        self.values = values
        self.shared = {
            "content_type": ContentType.objects.get_for_model(model),
            "locale": Locale.get_default(),
            "owner": by,
            "depth": self.parent.depth + 1,
        }

    def add(self, numbers: list[int]) -> None:
        """Add the pages with these numbers that do not stand yet."""
        for start in range(0, len(numbers), BATCH):
            keys = {demo_key(f"scale-{number}"): number for number in numbers[start : start + BATCH]}
            for standing in Page.objects.filter(translation_key__in=keys).values_list(
                "translation_key", flat=True
            ):
                del keys[standing]
            if keys:
                self._write([self._page(number, key) for key, number in keys.items()])

    def _write(self, pages: list[Any]) -> None:
        """Write the common part of the pages at once, then the part of their type, then the index."""
        last = self.parent.get_last_child()
        step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        for page in pages:
            step += 1
            page.path = Page._get_path(self.parent.path, page.depth, step)
        own = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
        bases = [Page(**{name: getattr(page, name) for name in own}) for page in pages]
        for page, base in zip(pages, Page.objects.bulk_create(bases), strict=True):
            page.pk = page.page_ptr_id = base.pk
            page.save_base(raw=True, force_insert=True)
        Page.objects.filter(pk=self.parent.pk).update(numchild=F("numchild") + len(pages))
        get_search_backend().add_bulk(self.model, pages)

    def _page(self, number: int, key: Any) -> Any:
        values = self.values(number)
        slug = f"thu-{number + 1}"
        year = FIRST_YEAR + number % YEARS
        published = datetime.datetime(year, 11, number % 28 + 1, 9, tzinfo=HANOI)
        return self.model(
            **self.shared,
            **values,
            draft_title=values["title"],
            slug=slug,
            url_path=f"{self.parent.url_path}{slug}/",
            translation_key=key,
            live=True,
            first_published_at=published,
            last_published_at=published,
            latest_revision_created_at=published,
        )
