"""Reads Excel workbooks (.xlsx, .xlsm) within hard bounds, whichever program wrote them.

Not with openpyxl's reader: it builds an object of every style, name and rule, which can cost more
than any list, refuses a file whose styles are not quite right, and knows neither the strict form
of the format nor, in bounds, hidden rows and fonts.
"""

import posixpath
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from .grid import Contents, Grid
from .limits import MAX_SHEETS, MAX_STYLES, RefusedFile, unpacks_too_far
from .parts import Attributes, Parts
from .sheet import Allowance, Sheet, is_legacy
from .xlsx_sheet import ON, SharedTextsReader, SheetReader, Style

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    _TRANSITIONAL + "spreadsheetml/2006/main": "",
    _STRICT + "spreadsheetml/main": "",
    _TRANSITIONAL + "package/2006/relationships": "",
    _TRANSITIONAL + "officeDocument/2006/relationships": "r:",
    _STRICT + "officeDocument/relationships": "r:",
}


def read_xlsx(data: bytes, name: str) -> Contents:
    """Read the visible sheets of a workbook; formulas give the value that is stored with them.

    Macros, links, charts and whatever else lies in the file are not opened. Raises RefusedFile,
    and anything at all on a damaged file.
    """
    grids = list(_read_sheets(Parts(data)))
    if not grids:
        raise RefusedFile(
            _("The Excel file has no visible sheet. Put the list on a sheet and send the file again.")
        )
    return Contents(grids)


def _read_sheets(parts: Parts) -> Iterator[Grid]:
    main = next(iter(_related(parts, "", "/officeDocument").values()), "xl/workbook.xml")
    workbook = _Tags("workbookPr", "sheet")
    parts.walk(main, workbook, _PREFIXES)
    sheets = _visible_sheets(workbook, _related(parts, main, "/worksheet"))
    shared = SharedTextsReader()
    for part in _related(parts, main, "/sharedStrings").values():
        parts.walk(part, shared, _PREFIXES)
    styles = _StylesReader()
    for part in _related(parts, main, "/styles").values():
        parts.walk(part, styles, _PREFIXES)
    counts_from_1904 = any(properties.get("date1904") in ON for properties in workbook.of("workbookPr"))
    epoch = MAC_EPOCH if counts_from_1904 else WINDOWS_EPOCH
    allowance = Allowance()
    for name, part in sheets:
        sheet = Sheet(name, allowance)
        parts.walk(part, SheetReader(sheet, shared.texts, styles.styles, epoch), _PREFIXES)
        yield sheet.grid()


def _visible_sheets(workbook: "_Tags", worksheets: dict[str, str]) -> list[tuple[str, str]]:
    """Return the name and part of each sheet a clerk sees; charts and macro sheets are no worksheets."""
    sheets = [
        (sheet["name"], worksheets[sheet["r:id"]])
        for sheet in workbook.of("sheet")
        if sheet.get("r:id") in worksheets and sheet.get("state", "visible") == "visible"
    ][:MAX_SHEETS]
    # Two sheets of one part would read it twice.
    if len({part for _name, part in sheets}) < len(sheets):
        raise RefusedFile(unpacks_too_far())
    return sheets


def _related(parts: Parts, part: str, kind: str) -> dict[str, str]:
    """Return the parts, by relationship, that a part uses as `kind`; never a file outside the archive."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in parts:
        return {}
    found = _Tags("Relationship")
    parts.walk(relations, found, _PREFIXES)
    return {
        relation["Id"]: posixpath.normpath(posixpath.join("/", folder, relation["Target"]))
        for relation in found.of("Relationship")
        if relation["Type"].endswith(kind) and relation.get("TargetMode") != "External"
    }


class _Tags:
    """Gathers the attributes of a few tags."""

    def __init__(self, *tags: str) -> None:
        self._found: dict[str, list[Attributes]] = {tag: [] for tag in tags}

    def of(self, tag: str) -> list[Attributes]:
        return self._found[tag]

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in self._found:
            self._found[tag].append(attributes)
            if len(self._found[tag]) > MAX_STYLES:
                raise RefusedFile(unpacks_too_far())

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _StylesReader:
    """Gathers the number format and the font of each style of a cell."""

    def __init__(self) -> None:
        self.styles: list[Style] = []
        self._formats: dict[int, str] = dict(BUILTIN_FORMATS)
        self._fonts: list[str] = []
        self._depth = 0
        self._section = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 2:
            self._section = tag
        elif tag == "numFmt" and self._section == "numFmts":
            self._formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif tag == "font" and self._section == "fonts":
            self._fonts.append("")
        elif tag == "name" and self._section == "fonts":
            self._fonts[-1] = attributes.get("val", "")
        elif tag == "xf" and self._section == "cellXfs":
            self.styles.append(self._style(attributes))
        if max(len(self.styles), len(self._fonts), len(self._formats)) > MAX_STYLES:
            raise RefusedFile(unpacks_too_far())

    def end(self, tag: str) -> None:
        self._depth -= 1

    def text(self, text: str) -> None:
        pass

    def _style(self, attributes: Attributes) -> Style:
        number_format = self._formats.get(int(attributes.get("numFmtId", 0)), "General")
        font_id = int(attributes.get("fontId", 0))
        font = self._fonts[font_id] if font_id < len(self._fonts) else ""
        return Style(number_format, font, is_legacy(font))
