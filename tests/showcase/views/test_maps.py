import pytest
from defusedxml import ElementTree
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.showcase import pages

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_map_lists_every_section_with_its_pages(client, exemplars, papers):
    page = pages.exemplar(exemplars)
    pages.exemplar(exemplars, live=False)

    sections = client.get("/so-do-trang/").context["sections"]

    assert [(section["page"].title, pages.titles(section["children"])) for section in sections] == [
        ("Điển hình", [page.title]),
        ("Văn bản", []),
    ]


def test_map_leaves_out_a_section_that_is_hidden_with_all_its_pages(client, exemplars, papers):
    pages.exemplar(exemplars)
    PageViewRestriction.objects.create(page=exemplars, restriction_type=PageViewRestriction.LOGIN)

    sections = client.get("/so-do-trang/").context["sections"]

    assert [section["page"].title for section in sections] == ["Văn bản"]


def test_map_hides_the_pages_of_an_unpublished_section(client, exemplars, papers):
    pages.exemplar(exemplars)
    exemplars.unpublish()

    sections = client.get("/so-do-trang/").context["sections"]

    assert [section["page"].title for section in sections] == ["Văn bản"]


def test_sitemap_has_the_published_pages_with_their_addresses_and_days(client, exemplars):
    page = pages.exemplar(exemplars, "Đường hoa", live=False)
    page.save_revision().publish()
    pages.exemplar(exemplars, "Nháp", live=False)
    hidden = pages.exemplar(exemplars, "Kín")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    response = client.get("/sitemap.xml")

    entries = ElementTree.fromstring(response.content)
    assert response["Content-Type"] == "application/xml"
    assert [entry.findtext(f"{SITEMAP}loc") for entry in entries] == [
        "http://testserver/",
        "http://testserver/dien-hinh/",
        "http://testserver/dien-hinh/duong-hoa/",
    ]
    page.refresh_from_db()
    assert entries[2].findtext(f"{SITEMAP}lastmod") == f"{timezone.localdate(page.last_published_at)}"


def test_robots_are_kept_out_of_the_working_places_and_find_the_sitemap(client, home):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /don-vi/",
        "Disallow: /tim-kiem/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


class ShowcaseAlone:
    """The addresses of a site that has neither the unit area nor Wagtail's admin."""

    urlpatterns = [path("", include("showcase.urls"))]


@override_settings(ROOT_URLCONF=ShowcaseAlone)
def test_robots_of_a_site_without_working_places(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /tim-kiem/"]


@pytest.mark.parametrize("address", ["/so-do-trang/", "/robots.txt"])
def test_only_reading_is_allowed(client, home, address):
    assert client.post(address).status_code == 405
