import pytest

from showcase.models import ExemplarPage
from showcase.ordering import LONGEST_KEY, alphabetical_key

from . import pages

IN_ORDER = [
    "",
    "2 việc",
    "10 việc",
    "An ninh",
    "Ấm áp",
    "Biển sạch",
    "Cây xanh",
    "Dân vận",
    "Đèn đường",
    "Em đến trường",
    "Ê kíp",
    "Xuân",
    "Yên bình",
]


def test_keys_sort_as_the_vietnamese_alphabet():
    by_code_points = sorted(IN_ORDER)

    assert by_code_points != IN_ORDER
    assert sorted(by_code_points, key=alphabetical_key) == IN_ORDER


def test_tones_decide_only_between_equal_letters():
    assert sorted(["mạch", "má", "mà", "mạ", "mã", "mả", "ma"], key=alphabetical_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mạch",
    ]


def test_key_is_plain_ascii_and_bounded():
    key = alphabetical_key("Đường quê " * 100)

    assert len(key) == LONGEST_KEY
    assert key.isascii()


@pytest.mark.django_db
def test_database_sorts_pages_by_name(exemplars):
    for title in ("Đèn đường", "Em đến trường", "Dân vận", "Ấm áp", "An ninh"):
        pages.exemplar(exemplars, title)

    assert pages.titles(ExemplarPage.objects.order_by("title_key")) == [
        "An ninh",
        "Ấm áp",
        "Dân vận",
        "Đèn đường",
        "Em đến trường",
    ]
