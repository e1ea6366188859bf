"""Styles and automatic numbers of a Word document: the look of a run, the number before a paragraph."""

import re
from typing import Any, NamedTuple

from .sheet import is_legacy
from .symbols import drawn

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_ASCII, _HIGH = f"{W}ascii", f"{W}hAnsi"
_FONTS, _BOLD, _UNDERLINE, _HIDDEN, _STYLE = (
    f"{W}{name}" for name in ("rFonts", "b", "u", "vanish", "rStyle")
)
_OFF = ("0", "false", "off", "none")
_LONGEST_LABEL = 40
_DEEPEST_STYLE = 20
_LAST_ROMAN = 3_999
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


class Look(NamedTuple):
    """What matters of the look of a run: its font, bold, underlined, hidden (vanish)."""

    font: str = ""
    bold: bool = False
    underlined: bool = False
    hidden: bool = False


def is_on(element: Any) -> bool:
    """Tell whether a property that is there is switched on: `<w:b/>`, but not `<w:b w:val="0"/>`."""
    return element is not None and element.get(VAL) not in _OFF


def number(text: str | None, default: int = 0) -> int:
    """Return a number of the file, `default` where it is none or absurd."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


class Styles:
    """The looks of the styles of a document; `root` is that of styles.xml, None where there is none."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in found}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._plain = self.look(defaults, Look())
        self._default = next(
            (
                style.get(f"{W}styleId")
                for style in found
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *_OFF)
            ),
            None,
        )
        self._paragraphs: dict[str | None, tuple[Look, tuple[str, int] | None]] = {}
        self._characters: dict[tuple[str | None, Look], Look] = {}

    def paragraph(self, name: str | None) -> tuple[Look, tuple[str, int] | None]:
        """Return the look of the runs of a paragraph style, and its list and level where it numbers."""
        if name not in self._styles:
            name = self._default
        if name not in self._paragraphs:
            look, numbering = self._plain, None
            for style in self._chain(name):
                look = self.look(style.find(f"{W}rPr"), look)
                numbering = list_level(style.find(f"{W}pPr/{W}numPr")) or numbering
            self._paragraphs[name] = look, numbering
        return self._paragraphs[name]

    def look(self, properties: Any, base: Look) -> Look:
        """Return the look that a w:rPr (or None) makes of the look around it."""
        if properties is None:
            return base
        font, bold, underlined, hidden = base
        for prop in properties.iterchildren(_FONTS, _BOLD, _UNDERLINE, _HIDDEN, _STYLE):
            tag = prop.tag
            if tag == _FONTS:
                font = _font(prop) or font
            elif tag == _BOLD:
                bold = is_on(prop)
            elif tag == _UNDERLINE:
                underlined = is_on(prop)
            elif tag == _HIDDEN:
                hidden = is_on(prop)
            else:
                style = self._character(prop.get(VAL), Look(font, bold, underlined, hidden))
                font, bold, underlined, hidden = style
        return Look(font, bold, underlined, hidden)

    def _character(self, name: str | None, base: Look) -> Look:
        if name not in self._styles:
            return base
        if (name, base) not in self._characters:
            look = base
            for style in self._chain(name):
                look = self.look(style.find(f"{W}rPr"), look)
            self._characters[name, base] = look
        return self._characters[name, base]

    def _chain(self, name: str | None) -> list[Any]:
        """Return a style and those it is based on, the farthest first."""
        chain: list[Any] = []
        while name in self._styles and len(chain) < _DEEPEST_STYLE:
            chain.insert(0, self._styles[name])
            based_on = self._styles[name].find(f"{W}basedOn")
            name = None if based_on is None else based_on.get(VAL)
        return chain


def list_level(properties: Any) -> tuple[str, int] | None:
    """Return list and level of a w:numPr, None where it (or the paragraph) has none; "0" is no list."""
    number_id = None if properties is None else properties.find(f"{W}numId")
    if number_id is None:
        return None
    level = properties.find(f"{W}ilvl")
    return number_id.get(VAL, "0"), 0 if level is None else min(number(level.get(VAL)), 8)


def _font(fonts: Any) -> str:
    """Return the font of a run, the one of an old encoding where only one of its names is."""
    name = fonts.get(_ASCII) or fonts.get(_HIGH) or ""
    high = fonts.get(_HIGH) or name
    return (high if is_legacy(high) else name)[:_LONGEST_LABEL]


class _Level(NamedTuple):
    start: int
    format: str
    text: str
    font: str


class Numbering:
    """Counts the numbered paragraphs of a document; `root` is that of numbering.xml or None.

    The paragraphs of all lists of one definition count together, as in Word, until a list says where
    it starts.
    """

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, tuple[str, Any]] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for definition in root.findall(f"{W}abstractNum"):
            for level in definition.findall(f"{W}lvl"):
                key = definition.get(f"{W}abstractNumId", ""), number(level.get(f"{W}ilvl"))
                self._levels[key] = _level(level)
        for entry in root.findall(f"{W}num"):
            definition = entry.find(f"{W}abstractNumId")
            if definition is not None:
                self._lists[entry.get(f"{W}numId")] = definition.get(VAL, ""), entry

    def next_label(self, number_id: str, depth: int) -> str:
        """Count one more paragraph of a list and return the number or bullet that stands before it."""
        if number_id not in self._lists:
            return ""
        definition, entry = self._lists[number_id]
        counts = self._counts.setdefault(definition, {})
        if number_id not in self._begun:
            self._begun.add(number_id)
            for override in entry.findall(f"{W}lvlOverride"):
                self._override(definition, counts, override)
        level = self._levels.get((definition, depth))
        if level is None:
            return ""
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format == "bullet":
            return drawn(level.text, level.font)
        return re.sub(r"%([1-9])", lambda match: self._count(definition, int(match[1]) - 1), level.text)

    def _override(self, definition: str, counts: dict[int, int], override: Any) -> None:
        depth = number(override.get(f"{W}ilvl"))
        level, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
        if level is not None:
            self._levels[definition, depth] = _level(level)
        if start is not None:
            counts[depth] = number(start.get(VAL)) - 1

    def _count(self, definition: str, depth: int) -> str:
        level = self._levels.get((definition, depth))
        if level is None:
            return ""
        return _written(self._counts[definition].get(depth, level.start), level.format)


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(f"{W}{name}")
        return default if child is None else child.get(VAL, default)

    fonts = element.find(f"{W}rPr/{W}rFonts")
    text = value("lvlText", "")[:_LONGEST_LABEL]
    font = "" if fonts is None else _font(fonts)
    return _Level(number(value("start", "1"), 1), value("numFmt", "decimal"), text, font)


def _written(count: int, number_format: str) -> str:
    """Write a count as the level formats it; what no list needs (a roman 5000) is written in digits."""
    if number_format in ("upperRoman", "lowerRoman") and 0 < count <= _LAST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (count // value)
            count %= value
        return roman.upper() if number_format == "upperRoman" else roman
    if number_format in ("upperLetter", "lowerLetter") and 0 < count <= 26:
        return chr((ord("A") if number_format == "upperLetter" else ord("a")) + count - 1)
    if number_format == "decimalZero":
        return f"{count:02}"
    return "" if number_format == "none" else str(count)
