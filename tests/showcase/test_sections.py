import pytest
from wagtail.models import PageViewRestriction

from showcase.sections import sections_below

from . import pages

pytestmark = pytest.mark.django_db


def test_sections_are_the_pages_right_below_that_readers_may_see(home, papers, exemplars, rf):
    pages.paper(papers)
    pages.add(home, type(papers)(title="Nháp", slug="nhap", live=False))
    hidden = pages.add(home, type(papers)(title="Kín", slug="kin"))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    assert pages.titles(sections_below(home, rf.get("/"))) == ["Văn bản", "Điển hình"]


def test_sections_are_asked_for_once_in_a_request(home, papers, rf, django_assert_num_queries):
    request = rf.get("/")

    with django_assert_num_queries(1):
        assert sections_below(home, request) == sections_below(home, request)

    assert sections_below(papers, request) == []
