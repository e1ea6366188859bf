import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.vietnamese.text import fold, foreign_letters, match_key, nfc, sort_key

VIETNAMESE = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyẬệỘửỷíÀạĐ “”–-.,0123456789\u00a0\u0323\u0301"), max_size=60
)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("  Dân\u00a0vận khéo ", "Dân vận khéo"),
        (unicodedata.normalize("NFD", "Một giúp một"), "Một giúp một"),
        ("Dân\u200b vận\ufeff", "Dân vận"),
        ("Dân\ud800 vận\udfff", "Dân vận"),
        ("dòng một\r\ndòng hai", "dòng một\ndòng hai"),
        ("uỷ  ban – “hoá”", "uỷ  ban – “hoá”"),
    ],
)
def test_stored_text_is_cleaned_but_spelt_as_typed(written: str, stored: str) -> None:
    assert nfc(written) == stored


@given(st.text(max_size=80))
def test_storing_twice_changes_nothing(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@given(VIETNAMESE)
def test_search_key_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    assert match_key(unicodedata.normalize("NFD", text)) == match_key(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Đường lối", "duong loi"), ("ĐẢNG ỦY KHỐI", "dang uy khoi"), ("Môṭ giúp môṭ", "mot giup mot")],
)
def test_search_key_has_no_marks(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban", "Uỷ ban"),
        ("văn hóa – xã hội", "Văn hoá - xã hội"),
        ("“Dân vận khéo”", '"Dân  vận khéo'),
        ("Quốc phòng- an ninh", "QUỐC PHÒNG – AN NINH"),
        ("Môṭ giúp môṭ", "Một giúp một"),
    ],
)
def test_spellings_of_the_papers_meet(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


def test_text_without_letters_has_an_empty_key() -> None:
    assert match_key("... – “”") == ""


def test_vietnamese_alphabetical_order() -> None:
    words = ["ân", "Đào", "bạ", "an", "Dao", "ba", "ăn", "bà", "bã", "bả", "bá", "ơn", "on", "ôn"]
    assert sorted(words, key=sort_key) == [
        *["an", "ăn", "ân", "ba", "bà", "bả", "bã", "bá", "bạ", "Dao", "Đào", "on", "ôn", "ơn"]
    ]


def test_numbers_sort_by_value_and_short_names_first() -> None:
    names = ["Thôn 10", "Thôn Hạ", "Thôn 2", "Thôn"]
    assert sorted(names, key=sort_key) == ["Thôn", "Thôn 2", "Thôn 10", "Thôn Hạ"]


@given(st.lists(st.text(max_size=10), max_size=6, unique_by=nfc))
def test_different_texts_have_one_order(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(backwards, key=sort_key) == sorted(texts, key=sort_key)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("mô hình “Môṭ giúp môṭ”", ["ṭ"]),
        ("D©n vËn khÐo", ["Ë", "Ð"]),
        ("Ưu tiên đường ở Cao Xá, 500 m² – “ỹ Ỵ”", []),
        ("x\u0301a", ["x\u0301"]),
        (unicodedata.normalize("NFD", "Đảng ủy"), []),
    ],
)
def test_letters_that_vietnamese_does_not_have(text: str, letters: list[str]) -> None:
    assert foreign_letters(text) == letters
