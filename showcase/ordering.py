"""Vietnamese alphabetical order for a database column.

Databases sort “Đ” after “Z” or by the rules of their own locale; a key of plain
hexadecimal digits sorts the same everywhere.
"""

from submissions.vietnamese.text import sort_key

LONGEST_KEY = 1000


def alphabetical_key(text: str) -> str:
    """A text of digits whose order is the alphabetical order of `text`, at most 1,000 characters.

    Each letter is its kind and rank (see `sort_key`), then come the tones.
    """
    letters, tones, _text = sort_key(text)
    body = "".join(_encoded(kind, rank) for kind, rank in letters)
    return f"{body}/{''.join(str(tone) for tone in tones)}"[:LONGEST_KEY]


def _encoded(kind: int, rank: int) -> str:
    digits = f"{rank:x}"
    return f"{kind}{len(digits):02}{digits}"
