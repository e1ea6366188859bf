"""Reads “XML Spreadsheet 2003”, a workbook in one XML file, which older software writes and calls .xls."""

from openpyxl.utils.datetime import from_ISO8601

from .grid import Contents, Grid
from .limits import MAX_SHEETS, MAX_STYLES, RefusedFile, unpacks_too_far
from .parts import Attributes, walk_xml
from .sheet import Allowance, Sheet
from .shown import date_shown, number_shown

_PREFIXES = {
    "urn:schemas-microsoft-com:office:spreadsheet": "ss:",
    "urn:schemas-microsoft-com:office:excel": "x:",
}
_NAMED_FORMATS = {"Percent": "0.00%", "Standard": "0.00", "Fixed": "0.00", "Scientific": "0.00"}


def read_excel_xml(data: bytes, name: str) -> Contents:
    """Read the visible sheets. Raises RefusedFile, and anything at all on a damaged file."""
    reader = _WorkbookReader()
    walk_xml(data, reader, _PREFIXES)
    return Contents(reader.grids[:MAX_SHEETS])


class _WorkbookReader:
    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._allowance = Allowance()
        self._formats: dict[str, str] = {}
        self._fonts: dict[str, str] = {}
        self._style = ""
        self._sheet = Sheet("", self._allowance)
        self._is_visible = True
        self._row = self._column = 0
        self._row_attributes: Attributes = {}
        self._cell: Attributes = {}
        self._kind = ""
        self._pieces: list[str] = []
        self._gathers = self._is_comment = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "ss:Cell":
            self._start_cell(attributes)
        elif tag == "ss:Data" and not self._is_comment:
            self._kind, self._pieces, self._gathers = attributes.get("ss:Type", ""), [], True
        elif tag == "ss:Row":
            self._row_attributes, self._column = attributes, 0
            self._row = int(attributes.get("ss:Index", self._row + 1))
        elif tag == "ss:Comment":
            self._is_comment = True
        elif tag == "ss:Worksheet":
            self._sheet = Sheet(attributes.get("ss:Name", ""), self._allowance)
            self._is_visible, self._row = True, 0
        elif tag == "x:Visible":
            self._is_visible = False
        else:
            self._start_style(tag, attributes)

    def end(self, tag: str) -> None:
        if tag == "ss:Data" and self._gathers:
            self._gathers = False
            self._sheet.add(self._row, self._column - 1, *self._shown())
        elif tag == "ss:Cell":
            self._column += int(self._cell.get("ss:MergeAcross", 0))
        elif tag == "ss:Comment":
            self._is_comment = False
        elif tag == "ss:Row" and self._row_attributes.get("ss:Hidden") == "1":
            self._sheet.hide(self._row)
        elif tag == "ss:Worksheet" and self._is_visible:
            self.grids.append(self._sheet.grid())

    def text(self, text: str) -> None:
        if self._gathers:
            self._pieces.append(text)

    def _start_style(self, tag: str, attributes: Attributes) -> None:
        if tag == "ss:Style":
            self._style = attributes.get("ss:ID", "")
        elif tag == "ss:Font":
            self._fonts[self._style] = attributes.get("ss:FontName", "")
        elif tag == "ss:NumberFormat":
            self._formats[self._style] = attributes.get("ss:Format", "General")
        if max(len(self._fonts), len(self._formats)) > MAX_STYLES:
            raise RefusedFile(unpacks_too_far())

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._column = int(attributes.get("ss:Index", self._column + 1))
        right = self._column - 1 + int(attributes.get("ss:MergeAcross", 0))
        down = int(attributes.get("ss:MergeDown", 0))
        if down:
            self._sheet.merge(self._row, self._column - 1, self._row + down, right)

    def _shown(self) -> tuple[str, list[tuple[int, str]]]:
        text = "".join(self._pieces)
        style = self._cell.get("ss:StyleID") or self._row_attributes.get("ss:StyleID") or "Default"
        number_format = self._formats.get(style, "General")
        if self._kind == "Number":
            return number_shown(float(text), _NAMED_FORMATS.get(number_format, number_format)), []
        if self._kind == "DateTime":
            return date_shown(from_ISO8601(text), number_format), []
        if self._kind == "Boolean":
            return "TRUE" if text == "1" else "FALSE", []
        return text, [(len(text), self._fonts.get(style, ""))]
