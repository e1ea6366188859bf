"""Symbol fonts: what Wingdings, Webdings and Symbol draw in the place of a letter."""

import re

_SYMBOL_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), "☐"),
        **{0x78: "☒", 0xFD: "☒", 0xFE: "☑", 0xFC: "✓", 0xFB: "✗", 0x6E: "■", 0xE0: "→"},
    },
    "wingdings 2": {
        **dict.fromkeys((0x2A, 0x30, 0x35, 0xA3), "☐"),
        **{0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒"},
    },
    "wingdings 3": {},
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"},
    "symbol": {
        **{code: chr(code) for code in range(0x20, 0x40)},
        **{0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xD6: "√"},
    },
}
_UNKNOWN = "•"
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_PRIVATE_START = 0xF000


def is_symbol_font(font: str) -> bool:
    """Tell whether a font draws symbols in the place of letters."""
    return font.lower() in _SYMBOL_FONTS


def drawn(text: str, font: str) -> str:
    """Return what is seen where `font` draws `text`: boxes as ☐, ☑, ☒, ticks as ✓, ✗, any other as •.

    Word writes such a character as itself or, moved to the private area, as U+F000 and more; the
    latter are symbols of Wingdings where the font is not known as one of symbols.
    """
    symbols = _SYMBOL_FONTS.get(font.lower())
    if symbols is None and not _PRIVATE.search(text):
        return text
    return "".join(_drawn(char, symbols) for char in text)


def _drawn(char: str, symbols: dict[int, str] | None) -> str:
    code = ord(char)
    if _PRIVATE.match(char):
        code -= _PRIVATE_START
        symbols = _SYMBOL_FONTS["wingdings"] if symbols is None else symbols
    if symbols is None or code > 0xFF or char.isspace():
        return char
    return symbols.get(code, _UNKNOWN)
