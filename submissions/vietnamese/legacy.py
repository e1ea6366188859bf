"""Old Vietnamese encodings: TCVN3 (ABC), VNI-Windows and windows-1258, as they look in Unicode files.

Such text was typed one byte a letter and taken for Latin-1 or windows-1252 ever since:
“Uû ban nh©n d©n” (TCVN3), “Uyû ban nhaân daân” (VNI), “UÒy ban nhân dân” (windows-1258). The name of
the font tells the encoding; without it the text does: see `detect`.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from .syllables import is_common, is_syllable

TCVN3, VNI, CP1258 = ENCODINGS = ("tcvn3", "vni", "cp1258")

# --- The tables -------------------------------------------------------------------------------------

# Text taken for Latin-1 has the quotes and dashes of windows-1252 as control characters.
_CONTROLS = {
    code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)
}  # fmt: skip

# The capitals with a tone have no code of their own: capital fonts draw the small letter's code as one.
_TCVN3_LETTERS = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_CONTROLS | {ord(old): new for old, new in _TCVN3_LETTERS.items()})
# The ư of TCVN3 is the soft hyphen, which programs turn into a plain one or drop.
_HYPHEN_FOR_U = re.compile(r"(?<![^\W_])(?:(?:[bcdđghklmnrstvx]|[ckpt]h|n[gh]|tr|gi)-[^\W\d_]*|-u\b)", re.I)
_WITHOUT_U = re.compile(r"\b([^\W\d_]*)([ơờởỡớợ][a-z]+)\b")
_TONED_SMALL = frozenset(new for new in _TCVN3_LETTERS.values() if new.lower() not in "ăâêôơưđ")
_TCVN3_CAPITALS = re.compile(rf"(?<![^\W\d_])[A-ZĂÂĐÊÔƠƯ{''.join(_TONED_SMALL)}]{{2,}}(?![^\W\d_])")

_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_ROOFED = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_CUPPED = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_VNI_ALONE = dict(zip("ôöñìæóíòî", "ơưđìỉĩíịỵ", strict=True))


# Base letters, what they become, and the signs that may follow.
_VNI_PAIRS = (
    ("aeouyôö", ("a", "e", "o", "u", "y", "ơ", "ư"), _TONES),
    ("aeo", ("a\u0302", "e\u0302", "o\u0302"), _ROOFED),
    ("a", ("a\u0306",), _CUPPED),
)


def _vni_letters() -> dict[str, str]:
    """Spell out every letter of VNI; the sign after a capital or a small letter may be either."""
    small = dict(_VNI_ALONE)
    for bases, letters, signs in _VNI_PAIRS:
        for base, letter in zip(bases, letters, strict=True):
            small |= {
                base + sign: unicodedata.normalize("NFC", letter + tone) for sign, tone in signs.items()
            }
    spelt = {}
    for old, new in small.items():
        for tail in {old[1:], old[1:].upper()}:
            spelt[old[0] + tail] = new
            spelt[old[0].upper() + tail] = new.upper()
    return spelt


_VNI_LETTERS = _vni_letters()
_VNI_PARTS = re.compile(
    "|".join(f"[{bases}][{''.join(signs)}]" for bases, _letters, signs in _VNI_PAIRS)
    + f"|[{''.join(_VNI_ALONE)}]",
    re.IGNORECASE,
)
_VNI_WORD = re.compile(rf"(?:{_VNI_PARTS.pattern}|[a-z])+", re.IGNORECASE)

_CP1258_LETTERS = dict(
    zip("ÃãÐðÕõÝýÌÒÞìòþ", "ĂăĐđƠơƯư\u0300\u0309\u0303\u0301\u0323₫", strict=True),
)
_CP1258_TABLE = str.maketrans(_CONTROLS | {ord(old): new for old, new in _CP1258_LETTERS.items()})


def convert(text: str, encoding: str) -> str:
    """Return a text of an old encoding as NFC Unicode; what the encoding does not know stays.

    `encoding` is "tcvn3", "vni" or "cp1258". Raises KeyError for another one.
    """
    return unicodedata.normalize("NFC", _CONVERTERS[encoding](text))


def _convert_tcvn3(text: str) -> str:
    text = text.translate(_TCVN3_TABLE)
    if "-" in text:
        text = _HYPHEN_FOR_U.sub(_letter_for_hyphen, text)
    if "ư" not in text and any(map(_has_lost_u, _WITHOUT_U.finditer(text))):
        text = _WITHOUT_U.sub(_restore_u, text)
    return _TCVN3_CAPITALS.sub(_raise_capitals, text)


def _letter_for_hyphen(match: re.Match[str]) -> str:
    """Turn “ng-ời” into “người” where that gives a syllable; “Q-A” and “- An” stay."""
    word = match[0].replace("-", "ư")
    return word if is_syllable(word) else match[0]


def _has_lost_u(match: re.Match[str]) -> bool:
    return not is_syllable(match[0]) and is_syllable(f"{match[1]}ư{match[2]}")


def _restore_u(match: re.Match[str]) -> str:
    """Turn “trờng” into “trường”, and in the same text “ngời” into the commoner “người”."""
    word, restored = match[0], f"{match[1]}ư{match[2]}"
    is_commoner = is_syllable(restored) and is_common(restored) > is_common(word)
    return restored if is_commoner or _has_lost_u(match) else word


def _raise_capitals(match: re.Match[str]) -> str:
    """Turn “HộI” into “HỘI”: the toned letters between capitals only lack a code."""
    word = match[0]
    return word.upper() if sum(map(str.isupper, word)) > 1 else word


def _convert_vni(text: str) -> str:
    return _VNI_PARTS.sub(lambda match: _VNI_LETTERS[match[0]], text.translate(_CONTROLS))


def _convert_cp1258(text: str) -> str:
    return text.translate(_CP1258_TABLE)


_CONVERTERS = {TCVN3: _convert_tcvn3, VNI: _convert_vni, CP1258: _convert_cp1258}

# --- Fonts ------------------------------------------------------------------------------------------

_TCVN3_FONT = re.compile(r"@?\.vn(?=[a-z0-9])", re.I)
_VNI_FONT = re.compile(r"@?vni(?![a-z])", re.I)


@lru_cache(maxsize=1024)
def encoding_of_font(name: str) -> tuple[str, bool]:
    """Return the encoding a font was made for ("" for a Unicode font) and whether it draws only capitals.

    “.VnTime” is TCVN3, “.VnTimeH” TCVN3 in capitals, “VNI-Times” and “VNI Helve” are VNI.
    """
    name = name.strip().lower()
    if _TCVN3_FONT.match(name):
        return TCVN3, name.endswith("h") and not name.endswith("english")
    return (VNI if _VNI_FONT.match(name) else ""), False


def convert_run(text: str, font: str) -> tuple[str, str]:
    """Return what a run of text in one font says, and the encoding it was in ("" when it stays).

    Right Unicode under an old font (pasted by someone) stays, word by word. Hand over neighbouring
    runs of one encoding together: VNI writes a letter in two signs, which a change to bold may part.
    """
    encoding, capitals = encoding_of_font(font)
    if not encoding:
        return text, ""
    words = _telling_words(text)
    kept = _words_to_keep(words, encoding)
    if kept and len(kept) == len(words):
        return text, ""
    return _convert_between(text, encoding, kept, capitals)


# --- Detection --------------------------------------------------------------------------------------

# What a reading of a word costs: the less, the likelier it is. A gain is the difference of two costs.
_COMMON, _SYLLABLE, _FOREIGN, _TWO_MARKS, _BROKEN, _WRONG = 5, 9, 12, 16, 18, 20
_NO_OLD_ENCODING_HAS_IT = 0
_SURE_GAIN = 8
# Beside words that only Unicode can write, or against words that are right as they stand.
_SURE_GAIN_AGAINST_UNICODE = 12
_GAIN_OF_OLD_WORD = 7
_SAMPLE = 100_000

_SYMBOLS = "\xa1-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf×÷"
_SIGN = rf"(?:[^\W\d_]|[{_SYMBOLS}\u0300-\u036f])"
_WORD = re.compile(rf"{_SIGN}+")
# Neither beside a digit (“5µm”, “10m²”) nor a symbol alone (“©”).
_TELLING_WORD = re.compile(
    rf"(?<![\w{_SYMBOLS}\u0300-\u036f])(?![{_SYMBOLS}µªº](?!{_SIGN}))(?=[A-Za-z]*[^\x00-\x7f]){_SIGN}++(?!\d)"
)
_BULLET = re.compile(r"(?<!\S)[·×÷©§¶±](?!\S)")
_SURELY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u036f]")
# What no right Vietnamese text has: symbols, letters of other languages, a capital after a small letter.
_ODD = re.compile(r"[\xa1-\xbfÄ-ÇËÎÏÐÑÖ×ØÛÜÞßä-çëîïðñö÷øûüþÿ]|[a-zà-ý][À-Ý]")
# What no language has: such symbols or a capital inside a word.
_BROKEN_WORD = re.compile(
    r"[A-Za-zÀ-ÖØ-öø-ÿ][\xa1-\xaf\xb4-\xb6\xb8-\xbf]+[A-Za-zÀ-ÖØ-öø-ÿ]|[a-zß-öø-ÿ][À-ÖØ-Þ]"
)
_TWO_MARKED_LETTERS = re.compile("[À-ÖØ-öø-ÿ]{2}")
_WRITES = {
    TCVN3: re.compile(f"[A-Za-z{''.join(_TCVN3_LETTERS)}]+"),
    VNI: _VNI_WORD,
    CP1258: re.compile("[A-Za-zÀ-ÿ]+"),
}
_Costs = dict[str, int]


def detect(text: str, likely: str = "") -> str:
    """Return the old encoding of a text by its words, "" for right Unicode, other languages and doubt.

    `likely` is an encoding that the surroundings are in: then it is enough that the text is all
    Vietnamese in it and no worse than as it stands.
    """
    if text.isascii() or (_SURELY_UNICODE.search(text) and not _ODD.search(text)):
        return ""
    words = list(_telling_words(text).values())
    if likely and _may_be(words, likely):
        return likely
    best = max(ENCODINGS, key=lambda encoding: _gain(words, encoding))
    return best if _is_sure(words, best) else ""


def convert_words(text: str, encoding: str) -> tuple[str, str]:
    """Return a text of a detected encoding in Unicode, and the encoding ("" when nothing changed).

    Words that only Unicode can write show a mixed text; then each word is read the likelier way.
    """
    return _convert_between(text, encoding, _words_to_keep(_telling_words(text), encoding))


def _words_to_keep(words: dict[str, _Costs], encoding: str) -> list[str]:
    """Return the words of a mixed text that are Unicode; none when all may be of the encoding."""
    if not any(_is_unicode_only(costs, encoding) for costs in words.values()):
        return []
    is_right = all(costs[""] <= _SYLLABLE for costs in words.values())
    return [
        word
        for word, costs in words.items()
        if is_right or costs[encoding] == _WRONG or costs[""] < costs[encoding]
    ]


def _convert_between(
    text: str, encoding: str, kept: Collection[str], capitals: bool = False
) -> tuple[str, str]:
    """Convert a text but for the words to keep and for symbols that stand alone (bullets, “×”)."""
    text = unicodedata.normalize("NFC", text)
    parts: list[str] = []
    end = 0
    for match in _WORD.finditer(text) if kept or _BULLET.search(text) else ():
        if match[0] in kept or _BULLET.match(text, match.start()):
            parts += convert(text[end : match.start()], encoding), match[0]
            end = match.end()
    parts.append(convert(text[end:], encoding))
    if capitals:
        parts[::2] = [part.upper() for part in parts[::2]]
    converted = "".join(parts)
    return converted, encoding if converted != text else ""


@lru_cache(maxsize=16)
def _telling_words(text: str) -> dict[str, _Costs]:
    """Return the words of a text that can tell its encoding; of a whole file the beginning does."""
    found = _TELLING_WORD.findall(unicodedata.normalize("NFC", text[:_SAMPLE]))
    return {word: _costs(word) for word in found}


def _gain(words: list[_Costs], encoding: str) -> int:
    """Return by how much the words are likelier in an encoding than as they stand."""
    gains = [costs[""] - costs[encoding] for costs in words if not _is_unicode_only(costs, encoding)]
    if len(gains) < len(words):
        return sum(gain for gain in gains if gain < 0 or gain >= _GAIN_OF_OLD_WORD)
    return sum(gains)


def _is_sure(words: list[_Costs], encoding: str) -> bool:
    is_mixed = any(_is_unicode_only(costs, encoding) for costs in words)
    is_right = all(costs[""] <= _SYLLABLE for costs in words)
    if is_right and encoding != TCVN3:
        return False
    return _gain(words, encoding) >= (_SURE_GAIN_AGAINST_UNICODE if is_mixed or is_right else _SURE_GAIN)


def _may_be(words: list[_Costs], encoding: str) -> bool:
    old = [costs for costs in words if not _is_unicode_only(costs, encoding)]
    if not old or any(costs[encoding] == _WRONG for costs in old):
        return False
    if len(old) < len(words):
        return _gain(words, encoding) >= _GAIN_OF_OLD_WORD
    # “Mét” is as right as “Một”; in the other encodings hardly a word is.
    return _gain(words, encoding) >= (0 if encoding == TCVN3 else 1)


def _is_unicode_only(costs: _Costs, encoding: str) -> bool:
    """Tell whether a word cannot come from the encoding, or is right as it stands and wrong in it."""
    return costs[""] <= _SYLLABLE and costs[encoding] == _WRONG


@lru_cache(maxsize=16384)
def _costs(word: str) -> _Costs:
    """Return how unlikely a word is in each encoding, and as it stands under ""."""
    costs = {encoding: _cost_in(word, encoding) for encoding in ENCODINGS}
    costs[""] = _cost_as_it_stands(word)
    return costs


def _cost_in(word: str, encoding: str) -> int:
    read = convert(word, encoding) if _WRITES[encoding].fullmatch(word) else ""
    if not is_syllable(read):
        return _WRONG
    return _COMMON if is_common(read) else _SYLLABLE


def _cost_as_it_stands(word: str) -> int:
    visible = word.replace("\xad", "")
    if max(word) > "\xff":
        return _NO_OLD_ENCODING_HAS_IT
    if is_syllable(visible):
        return _COMMON if is_common(visible) else _SYLLABLE
    if _BROKEN_WORD.search(word):
        return _BROKEN
    return _TWO_MARKS if _TWO_MARKED_LETTERS.search(word) else _FOREIGN
