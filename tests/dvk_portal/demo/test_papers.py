"""The five papers on the portal: published, with their parts, found by search, with their files."""

import io
import zipfile

import openpyxl
import pytest
from django.utils import translation
from wagtail.models import Page

from dvk_portal.demo.paper_data import PAPERS
from dvk_portal.demo.paper_text import plain
from showcase.models import GuidancePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TAN_YEN = "cong-van-tan-yen-2024"
each_paper = pytest.mark.parametrize("data", PAPERS, ids=lambda data: data.slug)


def page_of(slug: str) -> GuidancePage:
    return GuidancePage.objects.get(slug=slug)


def body_texts(page: GuidancePage) -> list[tuple[str, str]]:
    """Block type and text of every heading, paragraph and list line."""
    texts = []
    for block in page.body:
        if block.block_type == "heading":
            texts.append(("heading", block.value["text"]))
        elif block.block_type == "list":
            texts += [("list", item.source) for item in block.value]
        else:
            texts.append((block.block_type, block.value.source))
    return texts


def test_they_are_public_and_newest_first():
    papers = GuidancePage.objects.live().public().order_by(*GuidancePage.NEWEST_FIRST)
    assert [paper.slug for paper in papers] == [
        "huong-dan-29-hd-duk",
        "cong-van-tan-yen-2024",
        "cong-van-1040-cv-duk",
        "ke-hoach-54-kh-bdvtu",
        "cong-van-821-cv-duk",
    ]


@each_paper
def test_every_part_is_on_the_page(data):
    paper, page = data.read(), page_of(data.slug)
    assert page.upper_body == paper.upper_body
    assert page.issuing_body.splitlines() == list(paper.issuing_body)
    assert (page.number, page.place, page.issued_on) == (paper.number, paper.place, paper.issued_on)
    assert page.subject == paper.subject
    assert page.addressees.splitlines() == list(paper.addressees)
    assert page.recipients.splitlines() == list(paper.recipients)
    assert (page.authority, page.signer_title, page.signer) == (
        paper.authority,
        paper.signer_title,
        paper.signer,
    )
    assert page.legal_bases.count() == len(data.bases)
    assert page.deadlines.count() == len(data.dues)


@each_paper
def test_the_text_is_whole(data):
    expected = []
    for block in data.read().body:
        if block.kind == "heading":
            expected.append(("heading", plain(block.text)))
        else:
            items = block.items if block.kind == "list" else (block.text,)
            expected += [(block.kind, f"<p>{text}</p>") for text in items]
    assert body_texts(page_of(data.slug)) == expected


@pytest.mark.parametrize(
    ("slug", "missing"),
    [
        ("cong-van-821-cv-duk", ["letterhead", "date"]),
        ("cong-van-tan-yen-2024", ["number", "day"]),
        ("cong-van-1040-cv-duk", []),
        ("ke-hoach-54-kh-bdvtu", []),
        ("huong-dan-29-hd-duk", []),
    ],
)
def test_what_a_paper_lacks_is_not_invented(slug, missing):
    with translation.override("en"):
        assert page_of(slug).missing_parts() == missing


def test_two_of_them_carry_the_campaigns():
    carried = GuidancePage.objects.exclude(campaigns=None).order_by("slug")
    assert list(carried.values_list("slug", "campaigns__slug")) == [
        ("cong-van-tan-yen-2024", "tan-yen-2024"),
        ("huong-dan-29-hd-duk", "khoi-thai-nguyen-2024"),
    ]


def test_the_forms_of_the_letter_can_be_downloaded(client):
    annexes = list(page_of(TAN_YEN).annexes.select_related("document"))
    assert [annex.title.partition(":")[0] for annex in annexes] == ["Mẫu M1", "Mẫu M2", "Mẫu M3", "Mẫu M4"]
    for annex in annexes:
        response = client.get(annex.document.url)
        assert response.status_code == 200
        data = io.BytesIO(b"".join(response.streaming_content))
        if annex.document.filename.endswith(".xlsx"):
            assert openpyxl.load_workbook(data).sheetnames == [annex.title[4:6]]
        else:
            assert zipfile.ZipFile(data).testzip() is None


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("29-HD/ĐUK", "huong-dan-29-hd-duk"),
        ("cong doan de xuat noi dung mo hinh", "ke-hoach-54-kh-bdvtu"),
        ("một giúp một", "ke-hoach-54-kh-bdvtu"),
        ("huyen uy tan yen", "cong-van-tan-yen-2024"),
        ("Phạm Thị Tố Loan", "cong-van-1040-cv-duk"),
        ("kỷ niệm 15 năm", "cong-van-821-cv-duk"),
    ],
)
def test_search_finds_them(query, slug):
    assert slug in [page.slug for page in Page.objects.live().search(query)]
