"""Writes Vietnamese the way it was written before Unicode, by the published rules, as it looks today."""

import unicodedata
from itertools import product

SMALL = "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in product("aăâeêioôơuưy", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"))
)
LETTERS = SMALL + "đ" + SMALL.upper() + "Đ"
"""Every Vietnamese letter: 12 vowels with 6 tones and đ, small and capital."""

# TCVN 5712:1993: the codes of a vowel without a tone and with huyền, hỏi, ngã, sắc, nặng.
TCVN3_CODES = {
    "a": "61 B5 B6 B7 B8 B9",
    "ă": "A8 BB BC BD BE C6",
    "â": "A9 C7 C8 C9 CA CB",
    "e": "65 CC CE CF D0 D1",
    "ê": "AA D2 D3 D4 D5 D6",
    "i": "69 D7 D8 DC DD DE",
    "o": "6F DF E1 E2 E3 E4",
    "ô": "AB E5 E6 E7 E8 E9",
    "ơ": "AC EA EB EC ED EE",
    "u": "75 EF F1 F2 F3 F4",
    "ư": "AD F5 F6 F7 F8 F9",
    "y": "79 FA FB FC FD FE",
}
TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", bytes(range(0xA1, 0xA8)).decode("latin-1"), strict=True))
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_TCVN3 = {
    **{
        unicodedata.normalize("NFC", vowel + tone): chr(int(code, 16))
        for vowel, codes in TCVN3_CODES.items()
        for tone, code in zip(_TONES, codes.split(), strict=True)
    },
    "đ": "\xae",
}

# VNI-Windows: the base letter, then one sign for its mark; few letters have a code of their own.
VNI_RULES = """
    à aø  ả aû  ã aõ  á aù  ạ aï    ă aê  ằ aè  ẳ aú  ẵ aü  ắ aé  ặ aë    â aâ  ầ aà  ẩ aå  ẫ aã  ấ aá  ậ aä
    è eø  ẻ eû  ẽ eõ  é eù  ẹ eï    ê eâ  ề eà  ể eå  ễ eã  ế eá  ệ eä
    ì ì   ỉ æ   ĩ ó   í í   ị ò
    ò oø  ỏ oû  õ oõ  ó où  ọ oï    ô oâ  ồ oà  ổ oå  ỗ oã  ố oá  ộ oä    ơ ô   ờ ôø  ở ôû  ỡ ôõ  ớ ôù  ợ ôï
    ù uø  ủ uû  ũ uõ  ú uù  ụ uï    ư ö   ừ öø  ử öû  ữ öõ  ứ öù  ự öï
    ỳ yø  ỷ yû  ỹ yõ  ý yù  ỵ î     đ ñ
"""
_VNI_SMALL = dict(zip(VNI_RULES.split()[::2], VNI_RULES.split()[1::2], strict=True))
VNI = _VNI_SMALL | {letter.upper(): signs.upper() for letter, signs in _VNI_SMALL.items()}


def tcvn3(text: str) -> str:
    """Write TCVN3; a capital with a tone becomes the small letter, as typists had to leave it."""
    return "".join(
        TCVN3_CAPITALS.get(letter) or _TCVN3.get(letter) or _TCVN3.get(letter.lower(), letter)
        if not letter.isascii()
        else letter
        for letter in text
    )


def vni(text: str) -> str:
    """Write VNI-Windows."""
    return "".join(VNI.get(letter, letter) for letter in text)


def cp1258(text: str) -> str:
    """Write windows-1258, which has few letters with a tone, and show it as windows-1252."""
    return "".join(_in_1258(letter) for letter in text).encode("cp1258").decode("cp1252")


def _in_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next(part for part in parts if part in _TONES and part)
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return letter


ENCODERS = {"tcvn3": tcvn3, "vni": vni, "cp1258": cp1258}
