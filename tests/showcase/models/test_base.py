import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction, Site

from showcase.models import BasePage, ExemplarIndexPage, ExemplarPage, GuidancePage, HomePage
from showcase.models.base import joined, page_models, specific
from tests.showcase import pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường lối Dân vận khéo", "duong-loi-dan-van-kheo"),
        ("Ủy ban – “Xã”", "uy-ban-xa"),
        (f"Vận động {'nhân dân ' * 12}hiến đất", f"van-dong{'-nhan-dan' * 8}"[:80]),
    ],
)
def test_address_is_made_from_the_title_without_marks(exemplars, title, slug):
    assert pages.exemplar(exemplars, title).slug == slug


def test_second_page_of_a_title_gets_a_number(exemplars):
    pages.exemplar(exemplars, "Camera an ninh")

    assert pages.exemplar(exemplars, "Camera an ninh").slug == "camera-an-ninh-2"


def test_title_is_stored_in_one_form(exemplars):
    page = pages.exemplar(exemplars, "Da\u0302n\u00a0va\u0323\u0302n ")

    assert page.title == "Dân vận"


def test_summary_for_lists_stands_before_the_description_for_search_engines():
    page = GuidancePage(listing_summary="Trong danh sách", search_description="Mô tả")

    assert BasePage.summary_text.fget(page) == "Trong danh sách"
    page.listing_summary = ""
    assert BasePage.summary_text.fget(page) == "Mô tả"


def test_search_shows_the_summary_of_a_page_type_that_says_nothing_more():
    assert HomePage(movement="Dân tin, Đảng cử").search_texts() == ["Dân tin, Đảng cử"]


def test_lists_are_offered_for_the_menu_and_tell_their_introduction_in_lists():
    page = ExemplarIndexPage(introduction="Chuyện hay, cách làm tốt")

    assert (page.show_in_menus, page.summary_text) == (True, "Chuyện hay, cách làm tốt")
    page.listing_summary = "Trong danh sách"
    assert page.summary_text == "Trong danh sách"


def test_metadata_leave_out_what_is_not_known(papers):
    assert papers.json_ld() == {
        "@type": "WebPage",
        "name": "Văn bản",
        "url": "http://testserver/van-ban/",
        "inLanguage": "vi",
    }
    papers.introduction = "Toàn văn các văn bản"
    assert papers.json_ld()["description"] == "Toàn văn các văn bản"


def test_trail_stops_at_the_first_page_of_the_site(papers):
    page = pages.paper(papers)

    assert pages.titles(page.trail) == ["Dân vận khéo", "Văn bản"]
    assert papers.get_parent().specific.trail == []


def test_published_page_is_found_by_its_address(client, exemplars):
    page = pages.exemplar(exemplars, "Đường hoa")

    response = client.get("/dien-hinh/duong-hoa/")

    assert (response.status_code, response.context["page"]) == (200, page)


def test_finding_a_page_takes_one_query_however_deep(exemplars, rf, django_assert_num_queries):
    page = pages.exemplar(exemplars, "Đường hoa")
    home = HomePage.objects.get()
    request = rf.get("/")
    Site.find_for_request(request)

    with django_assert_num_queries(1):
        found = home.route(request, ["dien-hinh", "duong-hoa"]).page
        assert (found, type(found)) == (page, ExemplarPage)
        assert found.sector.name
        assert found.level.name
        assert pages.titles(found.trail) == ["Dân vận khéo", "Điển hình"]
        assert list(found.get_view_restrictions()) == []


def test_page_of_a_site_that_begins_above_the_portal_has_the_whole_trail(exemplars, rf):
    pages.exemplar(exemplars, "Đường hoa")
    request = rf.get("/")
    Site.objects.update(root_page=Page.objects.get(depth=1))

    found = HomePage.objects.get().route(request, ["dien-hinh", "duong-hoa"]).page

    assert pages.titles(found.trail) == ["Root", "Dân vận khéo", "Điển hình"]


def test_unpublished_section_is_no_part_of_the_way(exemplars, rf):
    page = pages.exemplar(exemplars, "Đường hoa")
    exemplars.unpublish()

    found = HomePage.objects.get().route(rf.get("/"), ["dien-hinh", "duong-hoa"]).page

    assert pages.titles(found.trail) == pages.titles(page.trail) == ["Dân vận khéo"]


@pytest.mark.parametrize(
    "address", ["/dien-hinh/nhap/", "/dien-hinh/khong-co/", "/dien-hinh/nhap/sau/", "/nhap/"]
)
def test_what_is_not_published_at_exactly_this_address_is_not_found(client, exemplars, address):
    pages.exemplar(exemplars, slug="nhap", live=False)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("level", ["page", "list"])
def test_restricted_page_asks_to_sign_in(client, exemplars, level):
    page = pages.exemplar(exemplars, slug="rieng")
    restricted = {"page": page, "list": exemplars}[level]
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(page.url).status_code == 302


def test_alias_of_a_restricted_page_asks_to_sign_in_too(client, home, exemplars):
    page = pages.exemplar(exemplars, slug="rieng")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    alias = page.create_alias(update_slug="ban-sao")

    assert client.get(alias.url).status_code == 302


def test_restrictions_are_those_of_wagtail(exemplars, papers):
    page = pages.exemplar(exemplars)
    of_list = PageViewRestriction.objects.create(
        page=exemplars, restriction_type=PageViewRestriction.PASSWORD, password="mo"
    )
    of_page = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    of_page.groups.add(Group.objects.first())
    PageViewRestriction.objects.create(page=papers, restriction_type=PageViewRestriction.LOGIN)

    assert set(page.get_view_restrictions()) == {of_list, of_page}
    assert set(Page.get_view_restrictions(page)) == {of_list, of_page}
    assert set(exemplars.get_view_restrictions()) == {of_list}


def test_restrictions_take_one_query(exemplars, django_assert_num_queries):
    page = pages.exemplar(exemplars)

    with django_assert_num_queries(1):
        assert list(page.get_view_restrictions()) == []


def test_pages_of_all_types_are_read_in_one_query(exemplars, papers, django_assert_num_queries):
    expected = [pages.exemplar(exemplars), pages.paper(papers)]
    wanted = Page.objects.filter(pk__in=[page.pk for page in expected]).order_by("pk")

    with django_assert_num_queries(1):
        found = [specific(page) for page in joined(wanted)]

    assert found == expected
    assert [type(page) for page in found] == [ExemplarPage, GuidancePage]


def test_page_read_alone_finds_its_own_type(exemplars):
    page = pages.exemplar(exemplars)

    assert type(specific(Page.objects.get(pk=page.pk))) is ExemplarPage


def test_every_page_type_is_known():
    assert {model.__name__ for model in page_models()} == {
        "CampaignIndexPage",
        "CampaignPage",
        "ExemplarIndexPage",
        "ExemplarPage",
        "GuidanceIndexPage",
        "GuidancePage",
        "HomePage",
    }
