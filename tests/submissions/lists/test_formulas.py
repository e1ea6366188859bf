"""Texts that a spreadsheet program would calculate when it opens a csv."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.lists.formulas import guarded, unguarded

STARTS = "=+-@\t\r"


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_would_be_calculated_gets_an_apostrophe(start: str) -> None:
    assert guarded(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "Lắp đèn", "'trong ngoặc'", "a=b", "12/2024"])
def test_any_other_text_stays(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


def test_an_apostrophe_typed_in_excel_is_taken_away() -> None:
    assert unguarded("'- Lắp đèn") == "- Lắp đèn"


@given(st.text(alphabet=f"'{STARTS}aê ", max_size=6))
def test_every_text_comes_back_and_none_is_alive(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple(STARTS))
