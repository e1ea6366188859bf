import datetime
import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from showcase.templatetags.portal import breadcrumbs, canonical, json_ld, main_menu, vn_date, weekday_date
from submissions.vietnamese.dates import PartialDate
from tests.showcase import pages

HANOI = datetime.timezone(datetime.timedelta(hours=7))


def asking(path="/", **context):
    return Context({"request": RequestFactory().get(path)} | context)


@pytest.mark.django_db
class TestMainMenu:
    def test_shows_the_sections_that_editors_put_in_menus(self, home, papers, exemplars):
        pages.add(home, type(papers)(title="Kho cũ", slug="kho-cu", show_in_menus=False))
        pages.add(home, type(papers)(title="Bản nháp", slug="nhap", show_in_menus=True, live=False))

        assert pages.titles(main_menu(asking())) == ["Văn bản", "Điển hình"]

    def test_leaves_out_restricted_sections(self, papers, exemplars):
        PageViewRestriction.objects.create(page=papers, restriction_type=PageViewRestriction.LOGIN)

        assert pages.titles(main_menu(asking())) == ["Điển hình"]

    @pytest.mark.parametrize(
        ("path", "active"),
        [("/", []), ("/van-ban/", ["Văn bản"]), ("/van-ban/cv-1/", ["Văn bản"]), ("/tim-kiem/", [])],
    )
    def test_marks_the_section_asked_for(self, papers, exemplars, path, active):
        assert [page.title for page in main_menu(asking(path)) if page.active] == active

    def test_takes_one_query_beside_those_for_the_site(self, papers, exemplars, django_assert_num_queries):
        context = asking()
        Site.find_for_request(context["request"])
        home_url = papers.get_url(context["request"])

        with django_assert_num_queries(1):
            assert home_url == main_menu(context)[0].get_url(context["request"])

    def test_is_empty_without_a_request_or_a_site(self, db):
        Site.objects.all().delete()

        assert main_menu(Context({})) == []
        assert main_menu(asking()) == []


@pytest.mark.django_db
class TestBreadcrumbs:
    def test_lead_from_the_first_page_to_the_parent(self, papers):
        page = pages.paper(papers)

        assert pages.titles(breadcrumbs(page)) == ["Dân vận khéo", "Văn bản"]

    def test_first_page_has_none(self, home):
        assert breadcrumbs(home) == []

    def test_what_is_no_page_of_the_tree_has_none(self, home):
        assert breadcrumbs(None) == []
        assert breadcrumbs("") == []

    def test_take_one_query_however_often_they_are_shown(self, papers, django_assert_num_queries):
        page = pages.paper(papers)
        page.get_url()

        with django_assert_num_queries(1):
            breadcrumbs(page)
            breadcrumbs(page)

    def test_page_outside_every_site_has_none(self, home):
        Site.objects.all().delete()

        assert breadcrumbs(type(home).objects.get()) == []


def read_back(html):
    """The data of the script element."""
    match = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', html, re.DOTALL)
    return json.loads(match[1])


@pytest.mark.django_db
class TestJsonLd:
    def test_tells_the_page_and_the_way_to_it(self, papers):
        page = pages.paper(papers, "Công văn số 1", slug="cv-1", number="1-CV/HU")

        data = read_back(json_ld(page))

        told, way = data["@graph"]
        assert data["@context"] == "https://schema.org"
        assert (told["@type"], told["headline"], told["identifier"]) == (
            "Article",
            "Công văn số 1",
            "1-CV/HU",
        )
        assert way == {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "Dân vận khéo", "item": "http://testserver/"},
                {"@type": "ListItem", "position": 2, "name": "Văn bản", "item": "http://testserver/van-ban/"},
                {
                    "@type": "ListItem",
                    "position": 3,
                    "name": "Công văn số 1",
                    "item": "http://testserver/van-ban/cv-1/",
                },
            ],
        }

    def test_first_page_has_no_way(self, home):
        data = read_back(json_ld(home))

        assert [item["@type"] for item in data["@graph"]] == ["WebPage"]

    def test_no_title_can_end_the_script(self, home):
        home.title = "</script><script>alert(1)</script> & “Dân vận”"

        html = json_ld(home)

        assert html.count("<") == 2
        assert "&" not in html
        assert read_back(html)["@graph"][0]["name"] == home.title

    def test_nothing_is_told_of_what_is_no_page(self, home):
        assert json_ld(None) == ""


@pytest.mark.django_db
class TestCanonical:
    @pytest.mark.parametrize(
        ("query", "address"),
        [
            ("", "http://testserver/dien-hinh/"),
            ("?nam=2024&sap-xep=ten", "http://testserver/dien-hinh/"),
            ("?trang=1", "http://testserver/dien-hinh/"),
            ("?nam=2024&trang=2", "http://testserver/dien-hinh/?trang=2"),
            ("?trang=99", "http://testserver/dien-hinh/?trang=2"),
            ("?trang=x", "http://testserver/dien-hinh/"),
        ],
    )
    def test_list_keeps_only_the_number_of_the_page_shown(self, exemplars, query, address):
        for _ in range(exemplars.PER_PAGE + 1):
            pages.exemplar(exemplars)
        request = RequestFactory().get(f"/dien-hinh/{query}")

        assert canonical(Context(exemplars.get_context(request)), exemplars) == address

    def test_page_has_its_own_address_whatever_was_asked(self, papers):
        page = pages.paper(papers, slug="cv-1")

        assert canonical(asking("/van-ban/cv-1/?utm=1"), page) == "http://testserver/van-ban/cv-1/"

    def test_what_is_no_page_has_none(self, home):
        assert canonical(asking(), None) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.date(2024, 4, 2), "02/04/2024"),
        (datetime.datetime(2024, 4, 1, 20, tzinfo=datetime.UTC), "02/04/2024"),
        (datetime.datetime(2024, 4, 2, 8, tzinfo=HANOI), "02/04/2024"),
        (PartialDate(2024, 4, 2), "02/04/2024"),
        (PartialDate(2024, 4), "04/2024"),
        (PartialDate(2024), "2024"),
        (None, ""),
    ],
)
def test_date_is_written_as_far_as_it_is_known(value, text):
    assert vn_date(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime.date(2024, 4, 20), "Saturday, 20/04/2024"),
        (datetime.date(2024, 4, 21), "Sunday, 21/04/2024"),
        (datetime.datetime(2024, 4, 21, 20, tzinfo=datetime.UTC), "Monday, 22/04/2024"),
        (None, ""),
    ],
)
def test_day_is_written_with_the_day_of_the_week(value, text):
    with translation.override("en"):
        assert weekday_date(value) == text


def test_templates_load_them_by_the_name_of_the_portal():
    html = Template("{% load portal %}{{ day|vn_date }}{% main_menu as items %}{{ items }}").render(
        Context({"day": datetime.date(2024, 4, 2)})
    )

    assert html == "02/04/2024[]"
