"""Publish the five papers as guidance pages."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from showcase.models import Annex, GuidanceIndexPage, GuidancePage, LegalBasis, PaperDeadline
from submissions.models import Campaign

from .annexes import blank_list
from .clock import clock_at
from .forms import blank_form
from .paper_data import PAPERS, TAN_YEN_LETTER, PaperData
from .paper_text import Block, plain
from .site import add_page, demo_key


@dataclass(frozen=True)
class AnnexFile:
    """A form or list that goes with Tân Yên's letter; `make` builds the blank file."""

    code: str
    title: str
    suffix: str
    make: Callable[[str], bytes]


ANNEXES = (
    AnnexFile("M1", "Mẫu M1: Mẫu đăng ký của tập thể", "docx", blank_form),
    AnnexFile("M2", "Mẫu M2: Mẫu đăng ký của cá nhân", "docx", blank_form),
    AnnexFile("M3", "Mẫu M3: Danh sách đăng ký (các xã, thị trấn)", "xlsx", blank_list),
    AnnexFile("M4", "Mẫu M4: Danh sách đăng ký (cơ quan, đơn vị, chi bộ trực thuộc)", "xlsx", blank_list),
)


def load_papers(campaigns: dict[str, Campaign], by: User) -> None:
    """Add the papers that are missing; `campaigns` are the campaigns that rest on a paper, by its slug."""
    index = GuidanceIndexPage.objects.first()
    for data in PAPERS:
        if Page.objects.filter(translation_key=demo_key(data.slug)).exists():
            continue
        with clock_at(data.posted):
            page = _page(data)
            if data.slug in campaigns:
                page.campaigns = [campaigns[data.slug]]
            if data is TAN_YEN_LETTER:
                page.annexes = [_annex(order, annex, by) for order, annex in enumerate(ANNEXES)]
            add_page(index, page, data.slug, by)


def stream(blocks: tuple[Block, ...]) -> list[tuple[str, Any]]:
    """The blocks of a paper as values of the page's StreamField."""
    return [_stream_block(block) for block in blocks]


def _stream_block(block: Block) -> tuple[str, Any]:
    if block.kind == "heading":
        return "heading", {"level": str(block.level), "text": plain(block.text)}
    if block.kind == "list":
        return "list", [f"<p>{item}</p>" for item in block.items]
    return "paragraph", f"<p>{block.text}</p>"


def _page(data: PaperData) -> GuidancePage:
    paper = data.read()
    return GuidancePage(
        title=data.title,
        slug=data.slug,
        listing_summary=data.summary,
        document_type=data.document_type,
        letterhead=GuidancePage.Letterhead.PARTY,
        upper_body=paper.upper_body,
        issuing_body="\n".join(paper.issuing_body),
        issuer=data.issuer,
        number=paper.number,
        place=paper.place,
        issued_on=paper.issued_on,
        subject=paper.subject,
        addressees="\n".join(paper.addressees),
        body=stream(paper.body),
        recipients="\n".join(paper.recipients),
        authority=paper.authority,
        signer_title=paper.signer_title,
        signer=paper.signer,
        legal_bases=[
            LegalBasis(
                sort_order=order,
                citation=basis.citation,
                number=basis.number,
                issued_on=basis.issued_on,
                issuer=basis.issuer,
            )
            for order, basis in enumerate(data.bases)
        ],
        deadlines=[
            PaperDeadline(
                sort_order=order,
                what=due.what,
                phrase=due.phrase,
                bound=due.bound,
                named_day=datetime.date.fromisoformat(due.named_day) if due.named_day else None,
                years=due.years,
            )
            for order, due in enumerate(data.dues)
        ],
    )


def _annex(order: int, annex: AnnexFile, by: User) -> Annex:
    name = f"mau-{annex.code.lower()}-dan-van-kheo-2024.{annex.suffix}"
    document = get_document_model()(
        title=annex.title, file=ContentFile(annex.make(annex.code), name=name), uploaded_by_user=by
    )
    document.save()
    return Annex(sort_order=order, title=annex.title, document=document)
