"""Writes a list as Word in the layout of the paper: landscape A4, to be printed and signed.

The tables are made as XML and parsed once: python-docx takes minutes for ten thousand rows.
"""

import io
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from .sheet import Content, Sheet, SheetColumn, SheetRow

FONT = "Times New Roman"
_BODY_POINTS = 12
_TITLE_POINTS = 14
_PAGE_MM = (297, 210)
_PAGE_NUMBER_MM = 10
_TWIPS_PER_MM = 1440 / 25.4
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL_MARGINS = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))
_PAGE_NUMBER = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
_BREAK = "</w:t><w:br/><w:t xml:space='preserve'>"
_TAB = "</w:t><w:tab/><w:t xml:space='preserve'>"


def write_docx(sheet: Sheet) -> bytes:
    """Return the list as the bytes of a .docx file.

    A row that is a record carries its code as hidden text in the cell of its number.
    """
    document = Document()
    _set_up_page(document, sheet)
    document.core_properties.title = " ".join(sheet.title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    body = document.element.body
    for part in _parts(sheet):
        body.insert(len(body) - 1, parse_xml(part))
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _set_up_page(document: Any, sheet: Sheet) -> None:
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(_BODY_POINTS)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.element.rPr.rFonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Mm, _PAGE_MM)
    margins = sheet.margins
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    # The number of the page stands at the top from the second page on (domain-beyond 5).
    section.header_distance = Mm(_PAGE_NUMBER_MM)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = 1
    number._p.append(parse_xml(_PAGE_NUMBER))


def _parts(sheet: Sheet) -> Iterable[str]:
    """Yield the XML of the letterhead, the title, the table and the foot."""
    widths = _widths(sheet)
    halves = [sum(widths[: sheet.half]), sum(widths[sheet.half :])]
    if sheet.letterhead:
        yield _table(halves, _letterhead_rows(sheet, halves))
        yield _outside("")
    for line in sheet.head:
        yield _outside(line, "<w:b/>")
    for line in sheet.title:
        yield _outside(line, f'<w:b/><w:sz w:val="{_TITLE_POINTS * 2}"/>')
    yield _outside("")
    yield _table(widths, [*_header_rows(sheet, widths), *_body_rows(sheet, widths)], _BORDERS)
    yield _outside("")
    if sheet.foot.left or sheet.foot.right:
        yield _table(halves, _foot_rows(sheet, halves))


def _letterhead_rows(sheet: Sheet, halves: Sequence[int]) -> Iterable[str]:
    last = len(sheet.letterhead) - 1
    for index, (left, right) in enumerate(sheet.letterhead):
        left_look = "<w:b/>" if index == last - 1 else ""
        right_look = "<w:i/>" if index == last else "<w:b/>"
        yield _row(
            [
                _cell(halves[0], _paragraph(left, left_look, centred=True)),
                _cell(halves[1], _paragraph(right, right_look, centred=True)),
            ]
        )


def _header_rows(sheet: Sheet, widths: Sequence[int]) -> Iterable[str]:
    """Yield the header's rows, which are printed again on every page."""
    for number in range(sheet.header_rows):
        cells = []
        for cell in sorted(sheet.header, key=lambda cell: cell.column):
            if not cell.row <= number < cell.row + cell.rows:
                continue
            width = sum(widths[cell.column : cell.column + cell.columns])
            is_first = number == cell.row
            merge = ("restart" if is_first else "continue") if cell.rows > 1 else ""
            text = _paragraph(cell.text if is_first else "", "<w:b/>", centred=True)
            cells.append(_cell(width, text, span=cell.columns, merge=merge, centred=True))
        yield _row(cells, "<w:tblHeader/>")


def _body_rows(sheet: Sheet, widths: Sequence[int]) -> Iterable[str]:
    stt = next((at for at, column in enumerate(sheet.columns) if column.content == Content.STT), 0)
    for group in sheet.groups:
        if group.heading:
            heading = _paragraph(group.heading, "<w:b/>")
            yield _row([_cell(sum(widths), heading, span=len(widths))])
        for row in group.rows:
            yield _row(_cells(row, sheet.columns, widths, stt))


def _cells(row: SheetRow, columns: Sequence[SheetColumn], widths: Sequence[int], stt: int) -> Iterable[str]:
    look = '<w:i/><w:color w:val="808080"/>' if row.is_example else ""
    for at, (column, width, text) in enumerate(zip(columns, widths, row.cells, strict=True)):
        hidden = _run(f"[{row.code}]", "<w:vanish/>") if row.code and at == stt else ""
        yield _cell(width, _paragraph(text, look, centred=column.content == Content.STT, more=hidden))


def _foot_rows(sheet: Sheet, halves: Sequence[int]) -> Iterable[str]:
    foot = sheet.foot
    for index, (left, right) in enumerate(zip_longest(foot.left, foot.right, fillvalue="")):
        left_look = "<w:b/><w:i/>" if index == 0 else ""
        right_look = "<w:b/>" if index < foot.bold else "<w:i/>"
        yield _row(
            [
                _cell(halves[0], _paragraph(left, left_look)),
                _cell(halves[1], _paragraph(right, right_look, centred=True)),
            ]
        )


def _widths(sheet: Sheet) -> list[int]:
    """Return the widths of the columns in twentieths of a point, stretched to the width of the page."""
    asked = [column.width for column in sheet.columns]
    room = (_PAGE_MM[0] - sheet.margins.left - sheet.margins.right) * _TWIPS_PER_MM
    return [round(width * room / sum(asked)) for width in asked]


def _table(widths: Sequence[int], rows: Iterable[str], borders: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{lines}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar>"
    )
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _row(cells: Iterable[str], more: str = "") -> str:
    """Return a row that no page break cuts."""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, paragraph: str, *, span: int = 1, merge: str = "", centred: bool = False) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    if centred:
        properties += '<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"


def _outside(text: str, look: str = "") -> str:
    """Return a centred paragraph that stands outside of a table."""
    return _paragraph(text, look, centred=True).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)


def _paragraph(text: str, look: str = "", *, centred: bool = False, more: str = "") -> str:
    placing = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f"<w:p>{placing}{_run(text, look) if text else ''}{more}</w:p>"


def _run(text: str, look: str = "") -> str:
    inner = escape(text).replace("\n", _BREAK).replace("\t", _TAB)
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}<w:t xml:space='preserve'>{inner}</w:t></w:r>"
