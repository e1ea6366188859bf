"""The letter that goes with a list (công văn gửi kèm), as Word with the letterhead of a party paper.

Its number and date stay dotted: the office that signs gives them, and nothing is invented.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell

from . import layout
from .paper import PARTY_TITLE, STAR
from .word import blank_document, centred, row_of, sentence

NUMBER = "Số:          -CV/"
PLACE_AND_DATE = "…, ngày … tháng … năm …"
ADDRESSED_TO = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter from top to bottom.

    `above` is the body above the one that issues it, "" where there is none; `signer` are the lines of the
    signature block, of which the first `bold` stand in bold.
    """

    above: str
    unit: str
    subject: str
    addressee: str
    text: Sequence[str]
    recipients: Sequence[str]
    signer: Sequence[str]
    bold: int = 1


def write_letter(letter: Letter) -> bytes:
    """Return the letter as the bytes of a .docx file."""
    document = blank_document(title=letter.subject, author=letter.unit)
    _draw_letterhead(document, letter)
    _draw_addressee(document, letter.addressee)
    for paragraph in letter.text:
        sentence(document, paragraph)
    _draw_foot(document, letter)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _draw_letterhead(document: WordDocument, letter: Letter) -> None:
    left, right = _halves(document, layout.LETTERHEAD_LEFT)
    if letter.above:
        centred(left.paragraphs[0], letter.above.upper())
        left.add_paragraph()
    centred(left.paragraphs[-1], letter.unit.upper(), bold=True)
    centred(left.add_paragraph(), STAR, bold=True)
    centred(left.add_paragraph(), NUMBER)
    subject = centred(left.add_paragraph(), letter.subject)
    subject.italic, subject.font.size = True, Pt(layout.HINT_SIZE)
    title = centred(right.paragraphs[0], PARTY_TITLE, bold=True)
    title.underline, title.font.size = True, Pt(layout.PARTY_TITLE_SIZE)
    date = right.add_paragraph()
    date.paragraph_format.space_before = Pt(layout.FONT_SIZE)
    centred(date, PLACE_AND_DATE).italic = True


def _draw_addressee(document: WordDocument, addressee: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(18)
    paragraph.add_run(ADDRESSED_TO).italic = True
    paragraph.add_run(f" {addressee}")


def _draw_foot(document: WordDocument, letter: Letter) -> None:
    """Add who gets the letter and who signs it, side by side in a row that no page parts."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    left, right = _halves(document, layout.TEXT_WIDTH / 2)
    heading = left.paragraphs[0].add_run(RECIPIENTS)
    heading.bold = heading.italic = True
    for line in letter.recipients:
        left.add_paragraph().add_run(line).font.size = Pt(layout.HINT_SIZE)
    for position, line in enumerate(letter.signer):
        paragraph = right.add_paragraph() if position else right.paragraphs[0]
        run = centred(paragraph, line, bold=position < letter.bold)
        run.italic = position >= letter.bold


def _halves(document: WordDocument, left: float) -> tuple[_Cell, _Cell]:
    """Add a row of two cells, the left one so many millimetres wide, that stays on one page."""
    row = row_of(document, [left, layout.TEXT_WIDTH - left]).rows[0]
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))
    first, second = row.cells
    return first, second
