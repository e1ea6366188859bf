import datetime

import pytest
from wagtail.models import PageViewRestriction

from showcase import publishing
from showcase.models import ExemplarPage, Figure
from tests.factories import DecisionFactory, RecognitionFactory, level, sector
from tests.showcase import pages

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    return client.get(f"/dien-hinh/{query}").context["listing"]


def test_list_shows_published_exemplars_newest_first(client, exemplars):
    pages.exemplar(exemplars, "Năm cũ", year=2023)
    pages.exemplar(exemplars, "Năm mới", year=2024)
    pages.exemplar(exemplars, "Bản nháp", live=False)
    hidden = pages.exemplar(exemplars, "Kín")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    assert pages.titles(listed(client).page) == ["Năm mới", "Năm cũ"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?linh-vuc={economy}", ["Kinh tế 2024", "Kinh tế 2023"]),
        ("?linh-vuc={culture}", ["Văn hóa"]),
        ("?nam=2023", ["Kinh tế 2023"]),
        ("?linh-vuc={economy}&nam=2024", ["Kinh tế 2024"]),
        ("?cap=huyen", ["Văn hóa"]),
        ("?loai=individual", ["Kinh tế 2023"]),
        ("?sap-xep=cu-nhat", ["Kinh tế 2023", "Văn hóa", "Kinh tế 2024"]),
        ("?sap-xep=ten", ["Kinh tế 2023", "Kinh tế 2024", "Văn hóa"]),
    ],
)
def test_list_is_narrowed_and_sorted(client, exemplars, query, titles):
    economy, culture = sector("economy"), sector("culture_society")
    early, late = (datetime.datetime(2024, 12, day, tzinfo=datetime.UTC) for day in (1, 2))
    pages.exemplar(exemplars, "Kinh tế 2023", sector=economy, year=2023, kind="individual")
    pages.exemplar(exemplars, "Văn hóa", sector=culture, level=level("huyen"), first_published_at=early)
    pages.exemplar(exemplars, "Kinh tế 2024", sector=economy, first_published_at=late)

    shown = listed(client, query.format(economy=economy.slug, culture=culture.slug))

    assert pages.titles(shown.page) == titles


def test_facets_show_names_and_not_keys(client, exemplars):
    pages.exemplar(exemplars, level=level("huyen"))

    labels = {facet.param: [option.label for option in facet.options] for facet in listed(client).facets}

    assert labels == {
        "linh-vuc": [sector("economy").name],
        "nam": ["2024"],
        "cap": [level("huyen").name],
        "loai": [str(ExemplarPage._meta.get_field("kind").flatchoices[0][1])],
    }


def test_exemplar_shows_its_facts_its_figures_and_its_story(client, exemplars):
    page = pages.exemplar(
        exemplars,
        "Đường hoa",
        level=level("huyen"),
        decision_number="125-QĐ/HU",
        decision_date=datetime.date(2024, 10, 15),
        problem="<p>Đường tối.</p>",
        figures=[Figure(label="Số xóm có đèn", after="12")],
    )

    html = client.get(page.url).content.decode()

    facts = ("Đảng ủy xã Ngọc Thiện", sector("economy").name, level("huyen").name, "125-QĐ/HU", "15/10/2024")
    for text in (*facts, "Đường tối.", "Số xóm có đèn"):
        assert text in html


def test_history_is_every_published_recognition_of_the_initiative_oldest_first(exemplars):
    first = RecognitionFactory(state="published")
    decision = DecisionFactory(issuer=first.body, state="published", date=datetime.date(2024, 11, 20))
    same = {"registration": first.registration, "decision": decision}
    second = RecognitionFactory(honour="exemplar", state="published", **same)
    RecognitionFactory(registration=first.registration, level=level("tinh"), state="proposed")
    RecognitionFactory(state="published")

    page = publishing.draft_exemplar(first)

    assert page.history() == [first, second]
    assert pages.exemplar(exemplars).history() == []


def test_papers_behind_an_exemplar_are_those_of_its_campaign_that_readers_may_see(exemplars, papers):
    page = publishing.draft_exemplar(RecognitionFactory(state="published"))
    shown, draft = pages.paper(papers), pages.paper(papers, live=False)
    for paper in (shown, draft):
        paper.campaigns.add(page.campaign)
        paper.save()
    pages.paper(papers)

    assert page.papers_behind() == [shown]
    assert pages.exemplar(exemplars).papers_behind() == []


def test_related_are_three_others_of_the_sector(exemplars):
    page = pages.exemplar(exemplars, year=2020)
    others = [pages.exemplar(exemplars, year=2020 + number) for number in range(1, 5)]
    pages.exemplar(exemplars, sector=sector("culture_society"))
    pages.exemplar(exemplars, live=False)

    assert page.related() == others[:0:-1]


def test_summary_and_picture_stand_in_for_those_of_lists(exemplars):
    image = pages.picture()
    page = pages.exemplar(exemplars, summary="Tóm tắt", picture=image)

    assert (page.summary_text, page.share_image) == ("Tóm tắt", image)
    other = pages.picture()
    page.listing_summary, page.listing_image = "Ngắn hơn", other
    assert (page.summary_text, page.share_image) == ("Ngắn hơn", other)


def test_picture_has_its_alternative_text(client, exemplars):
    page = pages.exemplar(exemplars, picture=pages.picture())

    assert 'alt="Đường quê có đèn"' in client.get(page.url).content.decode()


def test_metadata_name_unit_place_and_decision(exemplars):
    page = pages.exemplar(
        exemplars, "Đường hoa", slug="duong-hoa", decision_number="125-QĐ/HU", summary="Ngắn."
    )

    assert page.json_ld() == {
        "@type": "Article",
        "name": "Đường hoa",
        "headline": "Đường hoa",
        "description": "Ngắn.",
        "url": "http://testserver/dien-hinh/duong-hoa/",
        "inLanguage": "vi",
        "about": sector("economy").name,
        "author": {"@type": "Organization", "name": "Đảng ủy xã Ngọc Thiện"},
        "contentLocation": {"@type": "Place", "name": "Thôn Chiên"},
        "award": f"{page.get_honour_display()}, 125-QĐ/HU",
    }


def test_metadata_of_a_published_draft_have_its_day(exemplars):
    page = pages.exemplar(exemplars, live=False)
    page.save_revision().publish()
    page.refresh_from_db()

    assert page.json_ld()["datePublished"] == page.first_published_at.isoformat()


def test_figure_is_named_by_what_it_counts():
    assert str(Figure(label="Tỷ lệ hộ nghèo", unit="%")) == "Tỷ lệ hộ nghèo"
