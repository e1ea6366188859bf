import pytest
from wagtail.models import PageViewRestriction

from showcase.models import CampaignIndexPage, ExemplarIndexPage, GuidanceIndexPage, HomePage
from showcase.models.base import page_models
from showcase.views.searching import SEARCHED
from tests.showcase import pages

pytestmark = pytest.mark.django_db


def search(client, **params):
    response = client.get("/tim-kiem/", params)
    assert response.status_code == 200
    return response.context


def hits(context):
    return [hit.page.title for hit in context["hits"]]


@pytest.fixture
def library(exemplars, papers):
    pages.exemplar(exemplars, "Mô hình “Dân vận khéo”", summary="Ba xóm chung tay thắp sáng đường quê.")
    pages.exemplar(exemplars, "Đường hoa", summary="Hội Phụ nữ trồng hoa.")
    pages.paper(papers, "Hướng dẫn Dân vận khéo", number="29-HD/ĐUK", subject="Về phong trào thi đua")


@pytest.mark.parametrize("query", ["Dân vận khéo", "dan van kheo", "  DAN   VAN kheo ", '"dân vận khéo'])
def test_words_are_found_with_and_without_marks(client, library, query):
    context = search(client, q=query)

    assert set(hits(context)) == {"Mô hình “Dân vận khéo”", "Hướng dẫn Dân vận khéo"}
    assert (context["total"], context["folded"]) == (2, False)


def test_words_found_are_marked_in_title_and_text(client, library):
    [hit] = search(client, q="duong que")["hits"]

    assert hit.title == "Mô hình “Dân vận khéo”"
    assert hit.passage == "Ba xóm chung tay thắp sáng <mark>đường</mark> <mark>quê</mark>."


def test_paper_is_found_by_its_number(client, library):
    assert hits(search(client, q="29-HD/ĐUK")) == ["Hướng dẫn Dân vận khéo"]


def test_every_word_must_be_there(client, library):
    assert hits(search(client, q="hoa quê")) == []


def test_words_with_wrong_marks_are_looked_for_without_marks_and_the_page_says_so(client, library):
    context = search(client, q="hường dận")

    assert (hits(context), context["folded"]) == (["Hướng dẫn Dân vận khéo"], True)


@pytest.mark.parametrize("query", ["", "   ", "…", "\"'"])
def test_without_a_word_nothing_is_searched(client, library, query):
    context = search(client, q=query)

    assert context["words"] == ""
    assert "hits" not in context


def test_words_that_nothing_has_are_said_to_find_nothing(client, library):
    context = search(client, q="không đâu có")

    assert (hits(context), context["total"], context["folded"]) == ([], 0, False)


def test_drafts_and_restricted_pages_are_never_found(client, exemplars, papers):
    pages.exemplar(exemplars, "Dân vận khéo nháp", live=False)
    PageViewRestriction.objects.create(page=papers, restriction_type=PageViewRestriction.LOGIN)
    pages.paper(papers, "Dân vận khéo mật")

    context = search(client, q="dan van kheo")

    assert (hits(context), context["total"]) == ([], 0)


def test_taken_down_page_is_no_longer_found(client, exemplars):
    page = pages.exemplar(exemplars, "Đường hoa")
    assert hits(search(client, q="duong hoa")) == ["Đường hoa"]

    page.unpublish()

    assert hits(search(client, q="duong hoa")) == []


def test_results_are_narrowed_to_one_type_with_counts(client, library):
    everything = search(client, q="dan van kheo")
    papers = search(client, q="dan van kheo", loai="van-ban")

    assert [(option.value, option.count, option.selected) for option in everything["types"].options] == [
        ("van-ban", 1, False),
        ("dien-hinh", 1, False),
    ]
    assert (hits(papers), papers["total"]) == (["Hướng dẫn Dân vận khéo"], 1)
    assert (papers["types"].chosen.value, papers["types"].clear_query) == ("van-ban", "q=dan+van+kheo")


def test_type_that_has_no_result_is_passed_over(client, library):
    assert hits(search(client, q="duong hoa", loai="van-ban")) == ["Đường hoa"]
    assert hits(search(client, q="duong hoa", loai="x")) == ["Đường hoa"]


def test_results_come_in_pages(client, exemplars):
    for number in range(11):
        pages.exemplar(exemplars, f"Đường hoa {number}")

    first, second = search(client, q="duong hoa"), search(client, q="duong hoa", trang=2)

    assert (len(first["hits"]), len(second["hits"]), first["total"]) == (10, 1, 11)
    assert len({*hits(first), *hits(second)}) == 11


def test_what_was_typed_is_text(client, library):
    html = client.get("/tim-kiem/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in html


def test_very_long_query_is_cut(client, library):
    context = search(client, q="dân " * 500)

    assert len(context["typed"]) == 200
    assert context["total"] == 2


def test_only_reading_is_allowed(client, home):
    assert client.post("/tim-kiem/").status_code == 405


def test_every_page_type_with_a_text_of_its_own_is_searched():
    ways_to_other_pages = {HomePage, CampaignIndexPage, ExemplarIndexPage, GuidanceIndexPage}

    assert sorted(SEARCHED) == ["dien-hinh", "dot-dang-ky", "van-ban"]
    assert {*SEARCHED.values(), *ways_to_other_pages} == set(page_models())
    assert ways_to_other_pages.isdisjoint(SEARCHED.values())
