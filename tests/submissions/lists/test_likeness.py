"""Titles that look alike are found; titles that only share everyday words are not."""

import time

import pytest

from submissions.lists.likeness import Titles, bare_title


def alike(title: str, *others: str) -> list[str]:
    titles = Titles()
    for other in others:
        titles.add(other)
    return [others[number] for number in titles.like(title)]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Thắp sáng đường quê", "Thắp sáng đường quê"),
        ("Thắp sáng đường quê", "THẮP SÁNG ĐƯỜNG QUÊ."),
        ("Thắp sáng đường quê", "Mô hình “Dân vận khéo”: thắp sáng đường quê"),
        ("Thắp sáng đường quê", "Xây dựng mô hình thắp sáng đường quê"),
        ("Không rải vàng mã khi đưa tang", "Không rãi vàng mã khi đưa tang"),
        ("Camera an ninh", "Camera an-ninh"),
        ("Hòa giải ở cơ sở", "Hoà giải ở cơ sở"),
        ("Tuyến đường hoa phụ nữ tự quản", "Tuyến đường hoa phụ nữ tự quả"),
    ],
)
def test_one_initiative_in_two_wordings(title: str, other: str) -> None:
    assert alike(title, other) == [other]
    assert alike(other, title) == [title]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Thắp sáng đường quê", "Thắp sáng niềm tin"),
        ("Tuyến đường số 1", "Tuyến đường số 2"),
        ("Trồng nấm linh chi", "Trồng nấm rơm"),
        ("Mô hình Dân vận khéo", "Mô hình Camera an ninh"),
        ("7 ngày xanh - sạch - đẹp", "Xanh - sạch - đẹp"),
    ],
)
def test_two_initiatives(title: str, other: str) -> None:
    assert alike(title, other) == []


def test_the_likest_comes_first() -> None:
    near, same = "Thắp sáng đường quê ta", "Thắp sáng đường quê"
    assert alike("Thắp sáng đường quê", near, same) == [same, near]


def test_a_title_of_everyday_words_is_compared_as_it_is() -> None:
    assert bare_title("Mô hình “Dân vận khéo”") == "mo hinh dan van kheo"
    assert alike("Mô hình Dân vận khéo", "mô hình “dân vận khéo”") == ["mô hình “dân vận khéo”"]


def test_ten_thousand_titles_are_compared_without_comparing_each_with_each() -> None:
    titles = Titles()
    started = time.process_time()
    for number in range(10_000):
        title = f"Mô hình số {number} của tổ {number % 97} thắp sáng đường quê"
        assert list(titles.like(title)) == []
        titles.add(title)
    assert time.process_time() - started < 4
