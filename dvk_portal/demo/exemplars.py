"""Twelve public exemplars: the draft pages of the recognitions, with text and a generated picture."""

import html
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from showcase.models import ExemplarPage, Figure
from showcase.publishing import draft_exemplar
from submissions.models import Recognition, Sector

from .clock import clock_at
from .pictures import ALTERNATIVE_TEXTS, paint
from .site import demo_key

TEXTS = Path(__file__).parent / "exemplars.toml"

NOTE = (
    "Bài viết minh họa, viết lại từ thông tin đã công bố về mô hình. Đợt đăng ký, số và ngày quyết định "
    "trên trang này là số liệu minh họa, không phải việc công nhận có thật."
)
CAPTION = "Hình minh họa do phần mềm tạo, không phải ảnh chụp."


@dataclass(frozen=True)
class Story:
    """The text of one exemplar; `figures` have label, unit, before and after."""

    title: str
    summary: str
    problem: list[str]
    approach: list[str]
    result: list[str]
    replicate: list[str]
    figures: tuple[dict[str, str], ...] = ()


@cache
def stories() -> dict[str, Story]:
    """The twelve stories by the title of their initiative."""
    entries = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["story"]
    return {entry["title"]: Story(**entry) for entry in entries}


def publish_exemplars(recognitions: list[Recognition], by: User) -> list[ExemplarPage]:
    """Fill in and publish the draft page of each recognition, a day apart, the first one newest."""
    painted = {key: count() for key in Sector.Key.values}
    pages = []
    for age, pk in enumerate(recognition.pk for recognition in recognitions):
        recognition = Recognition.objects.select_related("registration__initiative__sector").get(pk=pk)
        sector_key = recognition.registration.initiative.sector.key
        with clock_at(f"2024-12-{28 - age:02}"):
            pages.append(_publish(recognition, next(painted[sector_key]), by))
    return pages


def _publish(recognition: Recognition, variant: int, by: User) -> ExemplarPage:
    page = draft_exemplar(recognition, by)
    story = stories()[recognition.registration.initiative.title]
    page.translation_key = demo_key(story.title)
    page.summary = story.summary
    page.problem = _paragraphs(story.problem)
    page.approach = _paragraphs(story.approach)
    page.result = _paragraphs(story.result) + f"<p><i>{html.escape(NOTE)}</i></p>"
    page.how_to_replicate = _paragraphs(story.replicate)
    page.figures = [Figure(sort_order=order, **figure) for order, figure in enumerate(story.figures)]
    page.picture = _picture(page, variant, by)
    page.picture_caption = CAPTION
    page.save()
    page.save_revision(user=by).publish(user=by)
    return page


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts)


def _picture(page: ExemplarPage, variant: int, by: User) -> object:
    key = page.sector.key
    image = get_image_model()(
        title=f"Hình minh họa: {page.title}"[:255],
        description=ALTERNATIVE_TEXTS[key],
        file=ContentFile(paint(key, page.slug, variant), name=f"{page.slug[:60]}.png"),
        uploaded_by_user=by,
    )
    image.save()
    return image
