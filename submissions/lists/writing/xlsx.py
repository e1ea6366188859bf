"""Writes a list as Excel in the layout of the paper: landscape A4, to be printed and signed.

Every cell is text. A text that begins with “=” stays one: XlsxWriter makes formulas of such texts
unless it is told that they are strings.
"""

import io
import re
from collections.abc import Iterator
from math import ceil
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from .sheet import CODE_LABEL, Content, Sheet, SheetRow

FONT = "Times New Roman"
_MM_PER_INCH = 25.4
_PIXELS_PER_MM = 96 / _MM_PER_INCH
_A4 = 9
_PAGE_NUMBER_MM = 10
_BODY_POINTS = 12
_LINE_POINTS = 16
_ROW_POINTS = 20
_TITLE_POINTS = 14
# The mean width of a letter of the body's type.
_LETTER_MM = 2.2
_CHOICES_SHEET = "Danh mục"
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(sheet: Sheet) -> bytes:
    """Return the list as the bytes of an .xlsx file."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        _Writer(book, sheet).write()
    return output.getvalue()


def numbered_rows(sheet: Sheet) -> Iterator[tuple[int, SheetRow]]:
    """Yield the rows of the body with their numbers on the page, from 1, as `write_xlsx` puts them."""
    number = _head_rows(sheet) + sheet.header_rows
    for group in sheet.groups:
        number += bool(group.heading)
        for row in group.rows:
            number += 1
            yield number, row


def _head_rows(sheet: Sheet) -> int:
    """Return how many rows stand above the table; letterhead and titles each have a blank one below."""
    letterhead = len(sheet.letterhead) + bool(sheet.letterhead)
    return letterhead + len(sheet.head) + len(sheet.title) + 1


class _Writer:
    """Writes one list from top to bottom; `row` is the next row."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.page = book.add_worksheet(_NOT_IN_SHEET_NAME.sub(" ", sheet.name)[:31].strip() or None)
        self.widths = [column.width for column in sheet.columns]
        self.last = len(self.widths) - 1
        self.row = 0
        box = {"border": 1, "text_wrap": True, "valign": "top"}
        centred = {"align": "center", "valign": "vcenter", "text_wrap": True}
        self.centred = self._format(centred)
        self.centred_bold = self._format(centred | {"bold": True})
        self.centred_italic = self._format(centred | {"italic": True})
        self.title = self._format(centred | {"bold": True, "font_size": _TITLE_POINTS})
        self.header = self._format(box | centred | {"bold": True})
        self.group = self._format(box | {"bold": True, "valign": "vcenter"})
        self.body = self._format(box)
        self.number = self._format(box | {"align": "center"})
        self.example = self._format(box | {"italic": True, "font_color": "#808080"})
        self.left = self._format({"text_wrap": True})
        self.left_strong = self._format({"bold": True, "italic": True})

    def write(self) -> None:
        """Write all of it."""
        for column, width in enumerate(self.widths):
            self.page.set_column_pixels(column, column, round(width * _PIXELS_PER_MM))
        self._write_head()
        first = self.row
        self._write_header()
        self.page.freeze_panes(self.row, 0)
        begin = self.row
        self._write_body()
        if self.sheet.has_codes:
            self.page.set_column(self.last + 1, self.last + 1, None, None, {"hidden": True})
        self._offer_choices(begin, self.row - 1)
        # Numbers are text here on purpose, without Excel's green corners.
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{self.row}"})
        self._write_foot()
        self._set_up_page(first)

    def _write_head(self) -> None:
        for index, (left, right) in enumerate(self.sheet.letterhead):
            is_last = index == len(self.sheet.letterhead) - 1
            # The unit that sends stands in bold over the star, the body above it not.
            is_sender = index == len(self.sheet.letterhead) - 2
            self._put_left(left, self.centred_bold if is_sender else self.centred)
            self._put_right(right, self.centred_italic if is_last else self.centred_bold)
            self.row += 1
        self.row += bool(self.sheet.letterhead)
        for lines, made in ((self.sheet.head, self.centred_bold), (self.sheet.title, self.title)):
            for line in lines:
                self._put(0, self.last, line, made)
                self.page.set_row(self.row, _ROW_POINTS)
                self.row += 1
        self.row += 1

    def _write_header(self) -> None:
        heights = [_LINE_POINTS] * self.sheet.header_rows
        for cell in self.sheet.header:
            right = cell.column + cell.columns - 1
            width = sum(self.widths[cell.column : right + 1])
            self._put(cell.column, right, cell.text, self.header, down=cell.row, rows=cell.rows)
            last = cell.row + cell.rows - 1
            needed = _height(cell.text, width) - sum(heights[cell.row : last])
            heights[last] = max(heights[last], needed)
        for down, height in enumerate(heights):
            self.page.set_row(self.row + down, height)
        if self.sheet.has_codes:
            self.page.write_string(self.row, self.last + 1, CODE_LABEL, self.header)
        self.row += self.sheet.header_rows

    def _write_body(self) -> None:
        width = sum(self.widths)
        for group in self.sheet.groups:
            if group.heading:
                self._put(0, self.last, group.heading, self.group)
                self.page.set_row(self.row, _height(group.heading, width))
                self.row += 1
            for row in group.rows:
                self._write_row(row)
                self.row += 1

    def _write_row(self, row: SheetRow) -> None:
        body = self.example if row.is_example else self.body
        # Excel fits a row to its texts when it opens the file, other programs do not.
        height = max(map(_height, row.cells, self.widths))
        if height > _ROW_POINTS:
            self.page.set_row(self.row, height)
        for column, text in enumerate(row.cells):
            is_number = self.sheet.columns[column].content == Content.STT and not row.is_example
            made = self.number if is_number else body
            if text:
                self.page.write_string(self.row, column, text, made)
            else:
                self.page.write_blank(self.row, column, None, made)
        if row.code:
            self.page.write_string(self.row, self.last + 1, row.code)

    def _write_foot(self) -> None:
        foot = self.sheet.foot
        self.row += 1
        for index in range(max(len(foot.left), len(foot.right))):
            if index < len(foot.left):
                self._put_left(foot.left[index], self.left_strong if index == 0 else self.left)
            if index < len(foot.right):
                made = self.centred_bold if index < foot.bold else self.centred_italic
                self._put_right(foot.right[index], made)
            self.row += 1

    def _offer_choices(self, first: int, last: int) -> None:
        """Let the columns of a blank form be chosen from; a name may stand beside the two kinds."""
        if not self.sheet.choices:
            return
        choices = self.book.add_worksheet(_CHOICES_SHEET)
        choices.hide()
        offered = [
            (column, made.content)
            for column, made in enumerate(self.sheet.columns)
            if made.content in self.sheet.choices
        ]
        for at, (column, content) in enumerate(offered):
            texts = self.sheet.choices[content]
            for line, text in enumerate(texts):
                choices.write_string(line, at, text)
            letter = xlsxwriter.utility.xl_col_to_name(at)
            validation: dict[str, Any] = {
                "validate": "list",
                "source": f"='{_CHOICES_SHEET}'!${letter}$1:${letter}${len(texts)}",
                "error_title": _("Choose from the list"),
                "error_message": _("Open the list beside the cell and choose one of its lines."),
            }
            if content == Content.REGISTRANT:
                validation |= {"show_error": False}
            self.page.data_validation(first, column, last, column, validation)

    def _set_up_page(self, first_header_row: int) -> None:
        page, margins = self.page, self.sheet.margins
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(
            left=margins.left / _MM_PER_INCH,
            right=margins.right / _MM_PER_INCH,
            top=margins.top / _MM_PER_INCH,
            bottom=margins.bottom / _MM_PER_INCH,
        )
        page.set_header(f'&C&"{FONT},Regular"&{_BODY_POINTS}&P', {"margin": _PAGE_NUMBER_MM / _MM_PER_INCH})
        page.fit_to_pages(1, 0)
        page.repeat_rows(first_header_row, first_header_row + self.sheet.header_rows - 1)
        page.print_area(0, 0, max(self.row - 1, 0), self.last)

    def _put_left(self, text: str, made: Any) -> None:
        self._put(0, self.sheet.half - 1, text, made)

    def _put_right(self, text: str, made: Any) -> None:
        self._put(min(self.sheet.half, self.last), self.last, text, made)

    def _put(self, left: int, right: int, text: str, made: Any, *, down: int = 0, rows: int = 1) -> None:
        """Write a text over the columns from `left` to `right`, `down` rows below and over so many rows."""
        top = self.row + down
        if left < right or rows > 1:
            self.page.merge_range(top, left, top + rows - 1, right, "", made)
        if text:
            self.page.write_string(top, left, text, made)

    def _format(self, properties: dict[str, Any]) -> Any:
        return self.book.add_format({"font_name": FONT, "font_size": _BODY_POINTS} | properties)


def _height(text: str, width: int) -> int:
    """Return the height in points that a text needs in `width` mm; no row may be higher than 409."""
    letters = width / _LETTER_MM
    if len(text) <= letters and "\n" not in text:
        return _ROW_POINTS
    lines = sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))
    return min(lines * _LINE_POINTS + _ROW_POINTS - _LINE_POINTS, 409)
