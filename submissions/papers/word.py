"""A Paper as a Word document: A4, Times New Roman, the letterhead of a party paper."""

import io
from collections.abc import Iterable

from django.utils import timezone
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from submissions.models import OfficialForm, Registration

from . import layout
from .paper import PARTY_TITLE, STAR, Item, Paper, Signature, make_paper
from .word_template import context_of, render

# The font in which Word draws its own check boxes; Times New Roman has none.
BOX_FONT = "MS Gothic"

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def write_word(form: OfficialForm, registration: Registration, *, persons: bool) -> bytes:
    """Return the registration on the form as .docx: in the form's Word template, else in our own layout.

    Raises Refused with a sentence when the template cannot be filled in. `persons`: see `make_paper`.
    """
    if form.template:
        with form.template.open("rb") as file:
            return render(file.read(), context_of(form, registration, persons=persons), form.code)
    output = io.BytesIO()
    draw(make_paper(form, registration, persons=persons)).save(output)
    return output.getvalue()


def draw(paper: Paper) -> WordDocument:
    """Return the paper as a Word document."""
    document = blank_document(title=paper.title[0], author=paper.unit)
    _draw_letterhead(document, paper)
    _draw_title(document, paper)
    for text in paper.lead:
        sentence(document, text)
    for item in paper.who:
        _draw_item(document, item)
    for text in paper.turn:
        sentence(document, text)
    for item in paper.items:
        _draw_item(document, item)
    _draw_signatures(document, paper.signatures)
    return document


def blank_document(*, title: str, author: str) -> WordDocument:
    """Return a document with page, font and language of a party paper, and what the file says of itself."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT), Mm(layout.MARGIN_RIGHT)
    style = document.styles["Normal"]
    style.font.name, style.font.size = layout.FONT, Pt(layout.FONT_SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), layout.FONT)
    _speak_vietnamese(document)
    style.paragraph_format.space_after = Pt(layout.PARAGRAPH_SPACE)
    style.paragraph_format.line_spacing = layout.LINE_SPACING
    _number_pages(section)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = title, author, "", "vi-VN"
    about.created = about.modified = timezone.now().replace(tzinfo=None)
    return document


def _number_pages(section: Section) -> None:
    """Number the pages from the second on, in the middle above the text."""
    section.different_first_page_header_footer = True
    section.header_distance = Mm(layout.PAGE_NUMBER_TOP)
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _speak_vietnamese(document: WordDocument) -> None:
    """Let Word check the spelling as Vietnamese; its blank document says English."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")


def _draw_letterhead(document: WordDocument, paper: Paper) -> None:
    for text in paper.head:
        caption = document.add_paragraph()
        centred(caption, text, bold=True)
        caption.paragraph_format.space_after = Pt(0 if text != paper.head[-1] else 8)
    left, right = (
        row_of(document, [layout.LETTERHEAD_LEFT, layout.TEXT_WIDTH - layout.LETTERHEAD_LEFT]).rows[0].cells
    )
    centred(left.paragraphs[0], paper.unit.upper(), bold=True)
    centred(left.add_paragraph(), STAR, bold=True)
    title = centred(right.paragraphs[0], PARTY_TITLE, bold=True)
    title.underline, title.font.size = True, Pt(layout.PARTY_TITLE_SIZE)


def _draw_title(document: WordDocument, paper: Paper) -> None:
    for position, text in enumerate(paper.title):
        paragraph = document.add_paragraph()
        run = centred(paragraph, text, bold=True)
        run.font.size = Pt(layout.FONT_SIZE if position else layout.TITLE_SIZE)
        paragraph.paragraph_format.space_before = Pt(0 if position else 12)
        paragraph.paragraph_format.space_after = Pt(12 if text == paper.title[-1] else 0)


def sentence(document: WordDocument, text: str) -> None:
    """Add a paragraph of running text."""
    paragraph = document.add_paragraph(text)
    paragraph.alignment = JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(layout.INDENT)


def _draw_item(document: WordDocument, item: Item) -> None:
    """Add the label and the answer; where a hand fills it in, dotted lines and the hint."""
    label = document.add_paragraph()
    label.paragraph_format.first_line_indent = Mm(layout.INDENT)
    label.add_run(item.label)
    if item.stands_beside and item.lines:
        label.alignment = JUSTIFY
        label.add_run(f" {item.lines[0]}")
    elif item.stands_beside:
        _dot(label)
    else:
        _draw_answer(document, label, item)
    if item.is_blank and item.hint:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        hint = document.add_paragraph()
        hint.paragraph_format.first_line_indent = Mm(layout.INDENT)
        words = hint.add_run(item.hint)
        words.italic, words.font.size = True, Pt(layout.HINT_SIZE)


def _draw_answer(document: WordDocument, label: Paragraph, item: Item) -> None:
    """Add what stands below the label: boxes, several lines of text, or several dotted lines."""
    label.paragraph_format.keep_with_next = True
    for box in item.boxes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(layout.INDENT)
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = box is not item.boxes[-1]
        _set_font(paragraph.add_run(box.mark), BOX_FONT)
        paragraph.add_run(f" {box.label}")
    for line in item.lines:
        sentence(document, line)
    for _number in item.dotted_lines:
        _dot(document.add_paragraph())


def _dot(paragraph: Paragraph) -> None:
    """Lead the line to the right margin with dots."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Mm(layout.TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    )
    paragraph.add_run(" \t" if paragraph.text else "\t")


def _draw_signatures(document: WordDocument, signatures: tuple[Signature, ...]) -> None:
    """Add the blocks side by side in one row that no page parts; a single one stands at the right."""
    if not signatures:
        return
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    columns = max(len(signatures), 2)
    row = row_of(document, [layout.TEXT_WIDTH / columns] * columns).rows[0]
    row.height = Mm(layout.SIGNATURE_HEIGHT)
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))
    for cell, signature in zip(row.cells[columns - len(signatures) :], signatures, strict=True):
        _draw_signature(cell, signature)


def _draw_signature(cell: _Cell, signature: Signature) -> None:
    signer = cell.paragraphs[0]
    signer.paragraph_format.space_before = Pt(12)
    centred(signer, signature.signer, bold=True)
    for note in signature.notes:
        centred(cell.add_paragraph(), note).italic = True


def row_of(document: WordDocument, widths: Iterable[float]) -> Table:
    """Return a table of one row without lines, whose columns have the widths in millimetres."""
    sizes = [Mm(width) for width in widths]
    table = document.add_table(rows=1, cols=len(sizes))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _without_padding(table)
    for column, cell, size in zip(table.columns, table.rows[0].cells, sizes, strict=True):
        column.width = cell.width = size
    return table


def _without_padding(table: Table) -> None:
    """Let the columns be as wide as they say; Word keeps 2 mm free on both sides of each cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def centred(paragraph: Paragraph, text: str, *, bold: bool = False) -> Run:
    """Write a line in the middle of the page or cell."""
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = bold
    return run


def _set_font(run: Run, name: str) -> None:
    run.font.name = name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
