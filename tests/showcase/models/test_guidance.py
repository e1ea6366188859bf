import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from wagtail.models import PageViewRestriction

from showcase.models import Annex, GuidancePage, LegalBasis, PaperDeadline, Replacement
from submissions.models import Deadline
from tests.factories import CampaignFactory
from tests.showcase import pages

pytestmark = pytest.mark.django_db

Type = GuidancePage.DocumentType


def listed(client, query=""):
    return client.get(f"/van-ban/{query}").context["listing"]


def body(*headings):
    blocks = [{"type": "heading", "value": {"level": "2", "text": text}} for text in headings]
    return json.dumps([*blocks, {"type": "paragraph", "value": "<p>Nội dung</p>"}])


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Tháng 5", "Tháng 2", "Năm trước", "Không ngày"]),
        ("?sap-xep=cu-nhat", ["Không ngày", "Năm trước", "Tháng 2", "Tháng 5"]),
        ("?loai=ke_hoach", ["Tháng 5"]),
        ("?co-quan=Đảng ủy Khối", ["Năm trước"]),
        ("?nam=2024", ["Tháng 5", "Tháng 2"]),
        ("?nam=2024&loai=cong_van", ["Tháng 2"]),
        ("?dot=dot-2024", ["Tháng 2"]),
        ("?dot=khong-co", ["Tháng 5", "Tháng 2", "Năm trước", "Không ngày"]),
    ],
)
def test_list_is_narrowed_and_sorted(client, papers, query, titles):
    february = pages.paper(papers, "Tháng 2", issued_on="2024-02")
    february.campaigns.add(CampaignFactory(slug="dot-2024"))
    february.save()
    pages.paper(papers, "Tháng 5", issued_on="2024-05-02", document_type=Type.PLAN)
    pages.paper(papers, "Năm trước", issued_on="2023-12-01", issuer="Đảng ủy Khối")
    pages.paper(papers, "Không ngày", issued_on="")

    assert pages.titles(listed(client, query).page) == titles


def test_facets_show_types_by_name_and_only_known_years(client, papers):
    pages.paper(papers, issued_on="2024-02")
    pages.paper(papers, issued_on="")

    facets = {facet.param: facet.options for facet in listed(client).facets}

    assert [option.label for option in facets["loai"]] == [str(Type.OFFICIAL_LETTER.label)]
    assert [(option.label, option.count) for option in facets["nam"]] == [("2024", 1)]


def test_chosen_campaign_can_be_taken_back(client, papers):
    campaign = CampaignFactory(slug="dot-2024", title="Dân vận khéo năm 2024")
    paper = pages.paper(papers)
    paper.campaigns.add(campaign)
    paper.save()

    [chip] = listed(client, "?dot=dot-2024&sap-xep=cu-nhat").chips

    assert (chip.label, chip.query) == ("Dân vận khéo năm 2024", "sap-xep=cu-nhat")


def test_campaign_that_is_still_a_draft_is_named_to_nobody(client, papers):
    campaign = CampaignFactory(slug="dot-kin", title="Đợt chưa công bố", state="draft")
    paper = pages.paper(papers, "Công văn")
    paper.campaigns.add(campaign)
    paper.save()
    pages.paper(papers, "Kế hoạch")

    response = client.get("/van-ban/?dot=dot-kin")

    assert (response.context["listing"].chips, response.context["listing"].total) == ([], 2)
    assert "Đợt chưa công bố" not in response.content.decode()


@pytest.mark.parametrize(
    ("number", "lacks", "reference"),
    [
        ("821-CV/ĐUK", False, "Official letter 821-CV/ĐUK"),
        ("1040 -CV/ĐUK", False, "Official letter 1040-CV/ĐUK"),
        ("-CV/HU", True, "Official letter"),
        ("", True, "Official letter"),
    ],
)
def test_number_that_is_left_open_is_not_cited(number, lacks, reference):
    page = GuidancePage(number=number, document_type=Type.OFFICIAL_LETTER)

    with translation.override("en"):
        assert (page.lacks_number, page.reference) == (lacks, reference)


@pytest.mark.parametrize(
    ("issued_on", "line"),
    [
        ("2024-02-05", "day 05 month 02 year 2024"),
        ("2024-11-15", "day 15 month 11 year 2024"),
        ("2024-03-15", "day 15 month 3 year 2024"),
        ("2024-02", "day … month 02 year 2024"),
        ("2024", "day … month … year 2024"),
        ("", ""),
    ],
)
def test_date_is_printed_as_the_letterhead_does(issued_on, line):
    with translation.override("en"):
        assert GuidancePage(issued_on=issued_on).date_line == line


def test_missing_parts_are_named():
    complete = {"issuing_body": "HU", "number": "1-CV/HU", "issued_on": "2024-02-15", "signer": "Trưởng ban"}
    with translation.override("en"):
        assert GuidancePage(**complete).missing_parts() == []
        assert GuidancePage(**complete | {"issued_on": "2024-02"}).missing_parts() == ["day"]
        assert GuidancePage(number="-CV/HU").missing_parts() == ["letterhead", "number", "date", "signature"]


def test_headings_get_one_anchor_each(papers):
    page = pages.paper(papers, body=body("I. Mục đích", "II. Yêu cầu", "I. Mục đích", "…"))

    assert [part["anchor"] for part in page.parts()] == [
        "i-muc-dich",
        "ii-yeu-cau",
        "i-muc-dich-2",
        "phan",
        "",
    ]


def test_contents_are_the_headings(client, papers):
    page = pages.paper(papers, body=body("I. Mục đích", "II. Yêu cầu"))

    response = client.get(page.url)

    assert [part["block"].value["text"] for part in response.context["contents"]] == [
        "I. Mục đích",
        "II. Yêu cầu",
    ]
    assert 'id="ii-yeu-cau"' in response.content.decode()


def test_relations_link_only_to_papers_that_readers_may_see(papers):
    basis, secret, draft = pages.paper(papers), pages.paper(papers), pages.paper(papers, live=False)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    page = pages.paper(
        papers,
        legal_bases=[
            LegalBasis(citation="Căn cứ 1", held_page=basis),
            LegalBasis(citation="Căn cứ 2", held_page=secret),
            LegalBasis(citation="Căn cứ 3", held_page=draft),
            LegalBasis(citation="Căn cứ 4"),
        ],
    )

    bases = page.relations()["legal_bases"]

    assert [(entry["basis"].citation, entry["paper"]) for entry in bases] == [
        ("Căn cứ 1", basis),
        ("Căn cứ 2", None),
        ("Căn cứ 3", None),
        ("Căn cứ 4", None),
    ]


def test_replacement_is_told_on_both_papers(papers):
    old = pages.paper(papers)
    new = pages.paper(papers, replacements=[Replacement(replaced_page=old)])

    assert (new.relations()["replaced"], new.relations()["replaced_by"]) == ([old], [])
    assert (old.relations()["replaced"], old.relations()["replaced_by"]) == ([], [new])


def test_paper_cannot_replace_itself(papers):
    page = pages.paper(papers)

    with pytest.raises(IntegrityError), transaction.atomic():
        Replacement.objects.create(page=page, replaced_page=page)


@pytest.mark.parametrize(
    ("bound", "day"),
    [
        (Deadline.Bound.BEFORE, datetime.date(2024, 2, 26)),
        (Deadline.Bound.BY, datetime.date(2024, 2, 27)),
        (Deadline.Bound.WITHIN, datetime.date(2024, 2, 29)),
    ],
)
def test_last_day_of_a_deadline_follows_the_wording(bound, day):
    deadline = PaperDeadline(what="Đăng ký", bound=bound, named_day=datetime.date(2024, 2, 27))

    assert deadline.last_day == day


def test_deadline_of_every_year_names_no_day():
    assert PaperDeadline(what="Báo cáo", bound=Deadline.Bound.BEFORE, years="hằng năm").last_day is None


@pytest.mark.parametrize("issued_on", ["2024-02-30", "02/2024", "24"])
def test_day_outside_the_calendar_is_refused(papers, issued_on):
    with pytest.raises(ValidationError) as refusal:
        pages.paper(papers, issued_on=issued_on)

    assert list(refusal.value.message_dict) == ["issued_on"]


def test_metadata_name_issuer_number_and_day(papers):
    page = pages.paper(papers, "Công văn", slug="cv", number="821-CV/ĐUK", subject="Về việc đăng ký")

    assert page.json_ld() == {
        "@type": "Article",
        "name": "Công văn",
        "headline": "Công văn",
        "description": "Về việc đăng ký",
        "url": "http://testserver/van-ban/cv/",
        "inLanguage": "vi",
        "datePublished": "2024-02-15",
        "author": {"@type": "Organization", "name": "Huyện ủy Tân Yên"},
        "identifier": "821-CV/ĐUK",
    }


def test_metadata_leave_out_what_the_paper_lacks(papers):
    page = pages.paper(papers, number="-CV/HU", issued_on="", issuer="")

    assert {"datePublished", "author", "identifier"}.isdisjoint(page.json_ld())


def test_parts_of_a_paper_are_named_by_what_they_say(papers):
    page = pages.paper(papers, "Công văn cũ")

    assert str(LegalBasis(citation="Căn cứ Quyết định số 1")) == "Căn cứ Quyết định số 1"
    assert str(PaperDeadline(what="Đăng ký", phrase="trước ngày 27/02")) == "Đăng ký: trước ngày 27/02"
    assert str(Annex(title="Mẫu M3")) == "Mẫu M3"
    assert str(Replacement(replaced_page=page)) == "Công văn cũ"
