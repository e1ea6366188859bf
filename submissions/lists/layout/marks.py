"""What a cell says without words: a number, a cross, “the same as above”."""

import re

from submissions.vietnamese.text import match_key

_NUMBER = re.compile(r"^\(?(\d{1,5}(\.\d{1,3})*|[a-zđ])[.):]?$")
_TICK = re.compile(r"^\s*[(\[]?\s*(?:x|✓|✔|☑|☒|✗|✘|√|v|\+|•|●|co|có|1)\s*[)\]]?\s*$", re.IGNORECASE)
_NONE = re.compile(r"^(khong|ko|k|0|chua)$")
_DITTO_KEY = re.compile(r"^(nt|n t|nhu tren|nhu o tren|nhu dong tren|nhu muc tren)$")
_LONGEST_DITTO = 24
_QUOTES = frozenset("\"“”„″〃'’‘´`")
_AROUND_QUOTES = _QUOTES | frozenset(" .,-–—/\n")
_COLUMN_NUMBER = re.compile(r"^[(\[]?(\d{1,2}|[A-ZĐ])[)\]]?(\s*=\s*[\d()+ ]+)?$")

_EXAMPLE = re.compile(r"^(vd|vi du)( \d+)?$")


def is_number(text: str) -> bool:
    """Tell whether a cell of the “STT” column numbers a row: 1, 01, 2., 1.1, a)."""
    return bool(_NUMBER.match(text))


def is_tick(text: str) -> bool:
    """Tell a cross or any other sign that only says yes: x, X, ✓, ☑, 1, “Có”."""
    return bool(_TICK.match(text))


def is_no(text: str) -> bool:
    """Tell a cell that says no in a column that is to be crossed: “Không”, 0."""
    return bool(_NONE.match(match_key(text)))


def is_ditto(text: str) -> bool:
    """Tell “nt”, “-nt-”, “như trên” and the quotation marks that repeat the cell above."""
    if len(text) > _LONGEST_DITTO:
        return False
    if (_QUOTES.intersection(text) or ",," in text) and _AROUND_QUOTES.issuperset(text):
        return True
    return bool(_DITTO_KEY.match(match_key(text)))


def are_column_numbers(filled: list[str]) -> bool:
    """Tell the row “(1) (2) (3) …” or “A B 1 2 …” that some forms print under the header."""
    return len(filled) > 2 and len(set(filled)) > 2 and all(map(_COLUMN_NUMBER.match, filled))


def is_example(text: str) -> bool:
    """Tell whether a cell of the “STT” column marks the example that a blank form shows: VD, Ví dụ 1."""
    return bool(_EXAMPLE.match(match_key(text)))
