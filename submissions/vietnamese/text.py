"""Rules of Vietnamese text: one stored form, search keys, alphabetical order, foreign letters.

The papers at hand need every rule here: NBSP and words typed with stray combining marks
(“Môṭ giúp môṭ”), “uỷ” beside “ủy” in one document, curly beside straight quotes, "-" beside "–".
"""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\ud800-\udfff\ufeff]"
)
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER_OR_CHAR = re.compile(r"[0-9]+|\S")

_TONE_MARKS = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_LETTERS = frozenset(
    unicodedata.normalize("NFC", cased + tone)
    for letter in _ALPHABET
    for cased in (letter, letter.upper())
    for tone in ("", *_TONE_MARKS)
    if tone == "" or letter in "aăâeêioôơuưy"
)
_MOST_KEPT = 4096


class _Folds(dict[int, str]):
    """Each character as `fold` writes it, worked out when it is met first: a text has few different ones."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = "d" if char in "đĐðÐ" else unicodedata.normalize("NFD", char)[0]
        lower = base.lower()
        return _kept(self, code, lower if len(lower) == 1 else base)


class _Keys(dict[int, str]):
    """Each character as `match_key` writes it: folded, without marks; a space for punctuation."""

    def __missing__(self, code: int) -> str:
        folded = _FOLDS[code]
        is_mark = bool(unicodedata.combining(folded))
        return _kept(self, code, "" if is_mark else folded if folded.isalnum() else " ")


def _kept(known: dict[int, str], code: int, written: str) -> str:
    """Return `written`, and keep it unless so many are kept already that the text is no language."""
    if len(known) < _MOST_KEPT:
        known[code] = written
    return written


_FOLDS = _Folds()
_KEYS = _Keys()


def nfc(text: str) -> str:
    """Return `text` as it is stored: NFC, plain spaces and line ends, no invisible characters, trimmed.

    The author's spelling, inner spacing and punctuation stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Return the search key of `text`: NFC, đ→d, marks dropped, lower case.

    One character comes out for each one of the NFC text, so that offsets in the key are
    offsets in the text. For that reason a mark that NFC cannot compose with its letter stays.
    """
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def match_key(text: str) -> str:
    """Return the key under which two spellings of one title or header meet.

    Folded, with punctuation, quotes, dashes and line breaks as single spaces. Dropping the
    marks also makes “uỷ” and “ủy” one. Empty for a text without letters or digits ("...").
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_KEYS).split())


def sort_key(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]:
    """Return a key that sorts in Vietnamese alphabetical order: a ă â b c d đ e ê …

    Letters decide first, then the tones (ngang, huyền, hỏi, ngã, sắc, nặng), then the text
    itself. Word by word (a space sorts before any letter); numbers sort by value.
    """
    text = nfc(text)
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for word in _words(text.lower()):
        letters.append((0, 0))
        for part in _NUMBER_OR_CHAR.findall(word):
            if part.isascii() and part.isdigit():
                letters.append((1, int(part[:18])))
                continue
            letter, tone = _split_tone(part)
            letters.append((2, _RANK[letter]) if letter in _RANK else (3, ord(letter)))
            tones.append(tone)
    return tuple(letters), tuple(tones), text


def foreign_letters(text: str) -> list[str]:
    """Return the letters of `text` that no Vietnamese word has, each once, in order.

    Also letters with a mark that NFC leaves uncomposed. They betray slips of the keyboard
    (“Môṭ” holds U+1E6D) and texts in an old encoding (“D©n vËn”).
    """
    found: dict[str, None] = {}
    previous = ""
    for char in unicodedata.normalize("NFC", text):
        if char.isascii() or char in _LETTERS:
            pass
        elif unicodedata.combining(char):
            found[previous + char] = None
        elif char.isalpha():
            found[char] = None
        previous = char
    return list(found)


def _words(text: str) -> list[str]:
    return _NOT_WORD.sub(" ", text).split()


def _split_tone(char: str) -> tuple[str, int]:
    """Split "ậ" into "â" and the rank of its tone."""
    tone = 0
    kept = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONE_MARKS:
            tone = _TONE_MARKS[part]
        else:
            kept.append(part)
    return (unicodedata.normalize("NFC", "".join(kept)) or char)[0], tone
