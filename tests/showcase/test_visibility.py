import pytest
from wagtail.models import Page, PageViewRestriction

from showcase.models import ExemplarPage
from showcase.visibility import readable

from . import pages

pytestmark = pytest.mark.django_db


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_published_pages_are_readable_and_drafts_are_not(exemplars):
    shown = pages.exemplar(exemplars)
    pages.exemplar(exemplars, live=False)

    assert list(readable(ExemplarPage.objects.all())) == [shown]


def test_restricted_pages_and_everything_below_them_are_not_readable(exemplars, papers):
    hidden = pages.exemplar(exemplars)
    paper = pages.paper(papers)

    restrict(exemplars)

    below = readable(Page.objects.filter(pk__in=[exemplars.pk, hidden.pk, papers.pk, paper.pk]))
    assert set(below.values_list("pk", flat=True)) == {papers.pk, paper.pk}


def test_restricting_one_page_leaves_its_neighbours_readable(exemplars):
    hidden, shown = pages.exemplar(exemplars), pages.exemplar(exemplars)

    restrict(hidden)

    assert list(readable(ExemplarPage.objects.all())) == [shown]


def test_the_same_pages_as_wagtails_own_question(exemplars, papers):
    restrict(pages.exemplar(exemplars))
    pages.exemplar(exemplars, live=False)
    pages.paper(papers)

    everything = Page.objects.all()
    assert set(readable(everything)) == set(everything.live().public())


def test_no_query_of_its_own(exemplars, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(readable(ExemplarPage.objects.all()))
