import pytest

from submissions.vietnamese.syllables import is_common, is_syllable


@pytest.mark.parametrize(
    "word",
    [
        *(
            "một",
            "giúp",
            "Nghĩa",
            "HỘI",
            "quyết",
            "quý",
            "gì",
            "giếng",
            "giường",
            "khuỷu",
            "nghiêng",
            "xoong",
        ),
        *("hòa", "hoà", "ủy", "uỷ", "khoẻ", "khuya", "yêu", "ương", "ở", "a", "Lắk"),
    ],
)
def test_word_of_right_spelling_is_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        *("", "w", "thÓ", "hỘi", "nh©n", "chaøo", "Müller", "Môṭ", "đđ"),
        # A tone a stop does not take, a tone in the wrong place, a beginning before the wrong vowel.
        *("lùc", "phôc", "caù", "tóan", "kan", "ngê", "cê", "gê", "ghá", "qa"),
    ],
)
def test_other_word_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_common_syllable_is_known_in_any_case() -> None:
    assert is_common("Một")
    assert is_common("GIÚP")
    assert not is_common("gióp")
    assert not is_common("mét")
