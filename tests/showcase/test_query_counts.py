"""How many queries each public page takes with empty caches, the same for one item and for thirty.

Design 9 allows twelve. A page type or a list view without a pin here fails a test of its own.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from showcase import publishing
from showcase.models import (
    Annex,
    CampaignIndexPage,
    ExemplarPage,
    Figure,
    GuidancePage,
    LegalBasis,
    PaperDeadline,
    Replacement,
)
from showcase.models.base import page_models
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    ListFormFactory,
    OfficialFormFactory,
    RecognitionFactory,
    level,
)

from . import pages

pytestmark = pytest.mark.django_db

PINS: dict[str, int] = {
    "showcase.CampaignIndexPage": 10,
    "showcase.CampaignPage": 11,
    "showcase.ExemplarIndexPage": 10,
    "showcase.ExemplarPage": 11,
    "showcase.GuidanceIndexPage": 10,
    "showcase.GuidancePage": 12,
    "showcase.HomePage": 12,
    # SQLite ranks in a query of its own, see `showcase.search`.
    "showcase:search": 10 if connection.vendor == "sqlite" else 8,
    "showcase:site_map": 5,
}


def many_exemplars(index: Any, count: int) -> list[ExemplarPage]:
    """Published exemplars with pictures, as the demo has them."""
    image = pages.picture()
    return [pages.exemplar(index, picture=image, summary="Dân vận khéo.") for _ in range(count)]


def many_papers(index: Any, count: int) -> list[GuidancePage]:
    return [pages.paper(index, subject="Dân vận khéo") for _ in range(count)]


def exemplar_list(exemplars: Any, papers: Any, count: int) -> str:
    many_exemplars(exemplars, count)
    return "/dien-hinh/"


def paper_list(exemplars: Any, papers: Any, count: int) -> str:
    many_papers(papers, count)
    return "/van-ban/"


def one_exemplar(exemplars: Any, papers: Any, count: int) -> str:
    """With `count` figures, papers, earlier recognitions and neighbours in its sector."""
    first = RecognitionFactory(state="published")
    page = publishing.draft_exemplar(first)
    for number in range(count):
        registration = first.registration
        RecognitionFactory(
            registration__initiative=registration.initiative,
            registration__campaign=CampaignFactory(issuer=registration.receiver, year=1990 + number),
            state="published",
        )
    page.picture = pages.picture()
    page.listing_image = pages.picture()
    page.figures = [Figure(label=f"Số {number}", after="1") for number in range(count)]
    page.save()
    page.save_revision().publish()
    many_exemplars(exemplars, count)
    for paper in many_papers(papers, count):
        paper.campaigns.add(page.campaign)
        paper.save()
    return page.url


def one_paper(exemplars: Any, papers: Any, count: int) -> str:
    """With `count` legal bases, deadlines, annexes, campaigns and relations of each kind."""
    held, replaced, replacing = (many_papers(papers, count) for _ in range(3))
    document = pages.document()
    page = pages.paper(
        papers,
        listing_image=pages.picture(),
        legal_bases=[LegalBasis(citation="Căn cứ", held_page=paper) for paper in held],
        replacements=[Replacement(replaced_page=paper) for paper in replaced],
        deadlines=[PaperDeadline(what="Đăng ký", phrase="trong tháng 2", bound="within") for _ in held],
        annexes=[Annex(title="Mẫu M3", document=document) for _ in held],
    )
    page.campaigns.set([CampaignFactory() for _ in held])
    page.save()
    for paper in replacing:
        paper.replacements = [Replacement(replaced_page=page)]
        paper.save()
    return page.url


def home_page(exemplars: Any, papers: Any, count: int) -> str:
    many_exemplars(exemplars, count)
    many_papers(papers, count)
    for _ in range(count):
        DeadlineFactory()
    return "/"


def campaign_list(exemplars: Any, papers: Any, count: int) -> str:
    index = CampaignIndexPage.objects.get()
    for _ in range(count):
        DeadlineFactory(campaign=pages.campaign(index).campaign)
    return "/dot-dang-ky/"


def one_campaign(exemplars: Any, papers: Any, count: int) -> str:
    """With `count` deadlines, forms, lists and papers."""
    page = pages.campaign(CampaignIndexPage.objects.get(), listing_image=pages.picture())
    for paper in many_papers(papers, count):
        DeadlineFactory(campaign=page.campaign, level=level(), subtree=page.campaign.issuer)
        OfficialFormFactory(issuer=page.campaign.issuer, campaign=page.campaign)
        ListFormFactory(issuer=page.campaign.issuer, campaign=page.campaign)
        paper.campaigns.add(page.campaign)
        paper.save()
    return page.url


def search_results(exemplars: Any, papers: Any, count: int) -> str:
    many_exemplars(exemplars, count)
    many_papers(papers, count)
    return "/tim-kiem/?q=dan+van+kheo"


def site_map(exemplars: Any, papers: Any, count: int) -> str:
    many_exemplars(exemplars, count)
    many_papers(papers, count)
    return "/so-do-trang/"


MAKERS: dict[str, Callable[[Any, Any, int], str]] = {
    "showcase.CampaignIndexPage": campaign_list,
    "showcase.CampaignPage": one_campaign,
    "showcase.ExemplarIndexPage": exemplar_list,
    "showcase.ExemplarPage": one_exemplar,
    "showcase.GuidanceIndexPage": paper_list,
    "showcase.GuidancePage": one_paper,
    "showcase.HomePage": home_page,
    "showcase:search": search_results,
    "showcase:site_map": site_map,
}


@pytest.fixture(autouse=True)
def shared_images(home, exemplars, papers, campaigns):
    """Every page has an image for sharing, which costs queries too."""
    for page in (home, exemplars, papers, campaigns):
        page.listing_image = pages.picture()
        page.save()


def queries_of(address: str) -> list[str]:
    """The queries of one view by a reader whom no cache helps; the pictures have been cut before."""
    Client().get(address)
    for cache in caches.all(initialized_only=True):
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(address).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("name", sorted(PINS))
def test_page_takes_its_pinned_number_of_queries(name, count, exemplars, papers):
    queries = queries_of(MAKERS[name](exemplars, papers, count))

    assert len(queries) == PINS[name], "\n".join(queries)


def test_no_public_page_takes_more_than_the_budget():
    assert max(PINS.values()) <= 12


def test_every_page_type_has_a_pin():
    assert {model._meta.label for model in page_models()} == {name for name in PINS if "." in name}
