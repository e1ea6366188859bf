import json
import re

import pytest

from showcase.slugs import VietnameseSlugInput, short_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường lối Dân vận khéo", "duong-loi-dan-van-kheo"),
        ("Đường lối", "duong-loi"),
        ("29-HD/ĐUK: “Hướng dẫn”", "29-hdduk-huong-dan"),
        ("…", ""),
        ("a" * 100, "a" * 80),
        (f"{'a' * 40} {'b' * 39} c", f"{'a' * 40}-{'b' * 39}"),
        (f"{'a' * 40} {'b' * 40}", "a" * 40),
    ],
)
def test_address_is_whole_words_without_marks(title, slug):
    assert short_slug(title) == slug


def formatted(text):
    """What the browser makes of a title with the expressions the widget hands to it."""
    formatters = json.loads(VietnameseSlugInput().attrs["data-w-slug-formatters-value"])
    for (expression, _flags), plain in formatters:
        text = re.sub(expression, plain, text)
    return text


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Đường lối Dân vận khéo", "duong loi Dan van kheo"),
        ("ƯỚC VỌNG, ỷ lại, quỹ, Ăn", "uoC VoNG, y lai, quy, an"),
        ("Du\u031bo\u031b\u0300ng", "Duong"),
    ],
)
def test_browser_takes_the_marks_off_as_the_server_does(typed, plain):
    assert formatted(typed) == plain


def test_every_vietnamese_letter_with_a_mark_is_known_to_the_browser():
    letters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

    assert (
        formatted(letters + letters.upper())
        == "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd" * 2
    )
