"""Pages for tests, put below the lists that the fixtures of `conftest.py` make."""

from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from showcase.models import CampaignPage, ExemplarPage, GuidancePage
from tests.factories import CampaignFactory, level, sector

_numbers = count(1)


def add(parent: Page, page: Page) -> Page:
    """Put `page` below `parent`, published unless it says `live=False`."""
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.refresh_from_db()
    return page


def exemplar(index: Page, title: str = "", **fields: Any) -> ExemplarPage:
    """An exemplar of 2024 in the sector of economy, recognised at the level of the commune."""
    defaults: dict[str, Any] = {
        "sector": sector(),
        "level": level(),
        "unit_name": "Đảng ủy xã Ngọc Thiện",
        "place": "Thôn Chiên",
        "kind": "collective",
        "continuity": "new",
        "year": 2024,
        "honour": "initiative",
    }
    return add(index, ExemplarPage(title=title or f"Đường hoa số {next(_numbers)}", **(defaults | fields)))


def paper(index: Page, title: str = "", **fields: Any) -> GuidancePage:
    """An official letter with number and day."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "document_type": GuidancePage.DocumentType.OFFICIAL_LETTER,
        "number": f"{number}-CV/HU",
        "issued_on": "2024-02-15",
        "issuer": "Huyện ủy Tân Yên",
        "issuing_body": "HUYỆN ỦY TÂN YÊN",
        "signer": "Trưởng ban",
    }
    return add(index, GuidancePage(title=title or f"Công văn số {number}", **(defaults | fields)))


def campaign(index: Page, title: str = "", **fields: Any) -> CampaignPage:
    """The page of an open campaign, or of the one that is given."""
    told = fields.pop("campaign", None) or CampaignFactory()
    number = next(_numbers)
    return add(index, CampaignPage(title=title or f"Đợt đăng ký số {number}", campaign=told, **fields))


def picture(title: str = "Hình minh họa") -> Any:
    """A real picture file in the library, with an alternative text."""
    file = ContentFile(b"", name=f"hinh-{next(_numbers)}.png")
    Picture.new("RGB", (1400, 900), "#b3261e").save(file, "PNG")
    image = get_image_model()(title=title, description="Đường quê có đèn", file=file)
    image.save()
    return image


def document(title: str = "Mẫu M3") -> Any:
    """A real file in the library."""
    record = get_document_model()(title=title, file=ContentFile(b"STT", name=f"mau-{next(_numbers)}.txt"))
    record.save()
    return record


def titles(pages: Any) -> list[str]:
    return [page.title for page in pages]
