"""Titles that look alike are found; titles that only share everyday words are not."""

import random
import time

import pytest

from submissions.lists.likeness import Titles, bare_title


def alike(title: str, *others: str, who: str = "", others_who: str = "") -> list[str]:
    titles = Titles()
    for other in others:
        titles.add(other, "thon chien", others_who or who)
    return [others[number] for number in titles.like(title, "thon chien", who)]


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


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Làm con đường hoa", "Con đường hoa"),
        ("Ngày chủ nhật xanh", "Chủ nhật xanh"),
        ("Cải tạo vườn tạp", "Vườn tạp"),
        ("Tuyến đường hoa", "Tuyến đường hoa phụ nữ"),
        ("Con đường hoa nở", "Con đường nở hoa"),
    ],
)
def test_one_initiative_of_one_collective_with_some_words_more(title: str, other: str) -> None:
    assert alike(title, other, who="chi doan") == [other]
    assert alike(other, title, who="chi doan") == [title]
    assert alike(title, other, who="chi doan", others_who="chi hoi phu nu") == []
    assert alike(title, other) == []


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Tuyến đường hoa", "Tuyến đường điện"),
        ("Vườn rau sạch", "Vườn hoa sạch"),
        ("Tổ tự quản vệ sinh", "Tổ tự quản an ninh"),
        ("Giúp hộ nghèo", "Giúp học sinh nghèo"),
        ("Đường hoa phụ nữ", "Đường hoa thanh niên"),
        ("Camera", "Camera an ninh"),
        ("Con đường hoa", "Con đường hoa số 2"),
        ("Đường hoa", "Đường hoa và camera an ninh"),
    ],
)
def test_two_initiatives_of_one_collective(title: str, other: str) -> None:
    assert alike(title, other, who="chi doan") == []
    assert alike(other, title, who="chi doan") == []


def test_titles_at_other_places_are_not_compared() -> None:
    titles = Titles()
    titles.add("Thắp sáng đường quê", "thon trai", "chi doan")
    assert list(titles.like("Thắp sáng đường quê", "thon chien", "chi doan")) == []
    assert list(titles.like("Thắp sáng đường quê", "thon trai", "")) == [0]


def test_the_likest_comes_first() -> None:
    near, same = "Thắp sáng đường quê ta", "Thắp sáng đường quê"
    assert alike("Thắp sáng đường quê", near, same) == [same, near]


def test_a_title_of_everyday_words_is_compared_as_it_is() -> None:
    assert bare_title("Mô hình “Dân vận khéo”") == "mo hinh dan van kheo"
    assert alike("Mô hình Dân vận khéo", "mô hình “dân vận khéo”") == ["mô hình “dân vận khéo”"]


def test_ten_thousand_titles_at_fifty_places_are_compared_at_once() -> None:
    chance = random.Random(1)
    words = ["thắp", "sáng", "đường", "quê", "trồng", "hoa", "camera", "an", "ninh", "xanh", "sạch", "đẹp"]
    titles = Titles()
    started = time.process_time()
    for number in range(10_000):
        title, place = " ".join(chance.choices(words, k=8)), f"thon {number % 50}"
        list(titles.like(title, place, f"chi bo {number % 3}"))
        titles.add(title, place, f"chi bo {number % 3}")
    assert time.process_time() - started < 4
