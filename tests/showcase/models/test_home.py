import pytest
from wagtail.models import PageViewRestriction

from tests.factories import CampaignFactory, RegistrationFactory
from tests.showcase import pages

pytestmark = pytest.mark.django_db


def test_home_shows_numbers_calls_and_what_is_new(client, exemplars, papers):
    campaign = CampaignFactory(title="Dân vận khéo năm 2024")
    RegistrationFactory(state="received", campaign=campaign)
    four = [pages.exemplar(exemplars, year=2020 + number) for number in range(5)][:0:-1]
    five = [pages.paper(papers, issued_on=f"2024-02-1{number}") for number in range(6)][:0:-1]

    shown = client.get("/").context

    assert shown["numbers"] == {"registered": 1, "recognised": 0, "exemplars": 5}
    assert [call.campaign for call in shown["calls"]] == [campaign]
    assert (list(shown["exemplars"]), list(shown["papers"])) == (four, five)
    assert (shown["exemplar_index"].pk, shown["guidance_index"].pk) == (exemplars.pk, papers.pk)


def test_what_readers_may_not_see_is_neither_shown_nor_counted(client, exemplars, papers):
    pages.exemplar(exemplars, live=False)
    hidden = pages.exemplar(exemplars)
    for page in (hidden, papers):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    pages.paper(papers)

    shown = client.get("/").context

    assert shown["numbers"]["exemplars"] == 0
    assert (list(shown["exemplars"]), list(shown["papers"])) == ([], [])
    assert "guidance_index" not in shown


def test_empty_portal_has_a_home_page(client, home):
    home.movement = "“Dân vận khéo” là phong trào thi đua."
    home.save()

    response = client.get("/")

    assert response.status_code == 200
    assert "“Dân vận khéo” là phong trào thi đua." in response.content.decode()


def test_sentence_on_the_movement_is_the_summary(home):
    home.movement = "Phong trào thi đua."

    assert home.summary_text == "Phong trào thi đua."
    home.listing_summary = "Cổng thông tin"
    assert home.summary_text == "Cổng thông tin"


def test_reader_gets_no_cookie(client, exemplars, papers):
    assert not client.get("/").cookies
