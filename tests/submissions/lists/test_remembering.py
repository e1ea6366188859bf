import pytest

from submissions.lists.remembering import (
    differences_of,
    digest,
    headers_of,
    pair,
    remember_differences,
    remember_headers,
)
from tests.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_unit_is_remembered_by_its_last_answer_and_no_other_unit_by_it() -> None:
    unit, other = UnitFactory(), UnitFactory()
    remember_headers(unit, {"noi dung": "title", "ghi chu": ""})
    remember_headers(unit, {"noi dung": "content"})
    assert headers_of(unit) == {"noi dung": "content", "ghi chu": ""}
    assert headers_of(other) == {}


def test_a_pair_is_one_whichever_stands_first() -> None:
    unit, by = UnitFactory(), UserFactory()
    one, other = digest(("thap sang", "thon chien")), digest(("thap sang", "thon trai"))
    remember_differences(unit, [pair(one, other)], by)
    remember_differences(unit, [pair(other, one)], by)
    assert differences_of(unit) == {pair(one, other)} == {pair(other, one)}
