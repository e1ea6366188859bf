"""What of the styles of an OpenDocument file changes how its cells are read."""

from dataclasses import dataclass

from .limits import MAX_STYLES, RefusedFile, unpacks_too_far
from .parts import Attributes

_DATE_PARTS = {"number:day": "d", "number:month": "m", "number:year": "y"}
_MAX_PARENTS = 20


@dataclass(slots=True)
class _Style:
    parent: str = ""
    font: str = ""
    number_format: str = ""
    is_hidden: bool = False


class StylesReader:
    """Gathers the styles of a part; those of content.xml go before those of styles.xml that they build on."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._current = _Style()
        self._families: dict[str, str] = {}
        self._dates: dict[str, str] = {}
        self._date = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in ("style:style", "style:default-style"):
            self._start_style(attributes)
        elif tag == "style:text-properties":
            family = attributes.get("fo:font-family")
            self._current.font = family or self._family(attributes.get("style:font-name", ""))
        elif tag == "style:table-properties":
            self._current.is_hidden = attributes.get("table:display") == "false"
        elif tag == "style:font-face":
            self._families[attributes.get("style:name", "")] = attributes.get("svg:font-family", "")
        elif tag == "number:date-style":
            self._date = attributes.get("style:name", "")
            self._dates[self._date] = ""
        elif tag in _DATE_PARTS and self._date:
            self._dates[self._date] += _DATE_PARTS[tag]
        if max(len(self._styles), len(self._families), len(self._dates)) > MAX_STYLES:
            raise RefusedFile(unpacks_too_far())

    def end(self, tag: str) -> None:
        if tag == "number:date-style":
            self._date = ""

    def text(self, text: str) -> None:
        pass

    def font(self, family: str, name: str) -> str:
        """Return the font of a style, without the quotes and the substitutes that may follow its name."""
        font = next((style.font for style in self._line(family, name) if style.font), "")
        return font.split(",")[0].strip(" '\"")

    def date_format(self, name: str) -> str:
        """Return the parts of a date that a cell's style shows, such as "my"; "" when it does not say."""
        formats = (style.number_format for style in self._line("table-cell", name))
        return self._dates.get(next(filter(None, formats), ""), "")

    def is_hidden(self, name: str) -> bool:
        """Tell whether the style of a table hides the sheet."""
        return any(style.is_hidden for style in self._line("table", name))

    def _line(self, family: str, name: str) -> list[_Style]:
        """Return a style, what it builds on, and at last what the whole file starts from."""
        line: list[_Style] = []
        while name and len(line) < _MAX_PARENTS and (family, name) in self._styles:
            line.append(self._styles[family, name])
            name = line[-1].parent
        if (family, "") in self._styles:
            line.append(self._styles[family, ""])
        return line

    def _start_style(self, attributes: Attributes) -> None:
        self._current = _Style(
            attributes.get("style:parent-style-name", ""),
            number_format=attributes.get("style:data-style-name", ""),
        )
        key = attributes.get("style:family", ""), attributes.get("style:name", "")
        self._styles[key] = self._current

    def _family(self, name: str) -> str:
        return self._families.get(name) or name
