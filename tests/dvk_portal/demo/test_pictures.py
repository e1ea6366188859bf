"""Pictures are drawn, always the same for the same title, and small enough for a page."""

import io

import pytest
from PIL import Image

from dvk_portal.demo.pictures import ALTERNATIVE_TEXTS, paint
from submissions.models import Sector


@pytest.mark.parametrize("sector", Sector.Key.values)
def test_every_sector_has_a_picture_and_a_text_for_it(sector):
    data = paint(sector, "thap-sang-duong-que")
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (1200, 800))
    assert len(data) < 200_000
    assert "không phải ảnh chụp" in ALTERNATIVE_TEXTS[sector]


def test_the_same_title_gives_the_same_picture():
    first = paint(Sector.Key.ECONOMY, "imo")
    assert paint(Sector.Key.ECONOMY, "imo") == first
    assert paint(Sector.Key.ECONOMY, "imo", variant=1) != first
    assert paint(Sector.Key.ECONOMY, "nam-rom") != first
