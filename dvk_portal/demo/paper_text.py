"""From the raw text of a paper to its parts: letterhead, number, date, body, recipients, signer.

The raw files are kept as they were found: Markdown emphasis, lines cut by a
PDF, hard breaks inside a sentence or inside a word, the menus of the web page
that carried the paper. Only layout and encoding are repaired here; every word
stays as the author wrote it, misspellings included.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from submissions.vietnamese.text import nfc

Kind = Literal["heading", "paragraph", "list"]

FULL_LINE = 60
"""A line of the PDF at least this long runs on in the next one; a shorter one ends its paragraph."""

TYPE_NAMES = ("KẾ HOẠCH", "HƯỚNG DẪN")
PARTY_TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"

_ROMAN = re.compile(r"^[IVX]+[.-]\s")
_NUMBERED = re.compile(r"^\d+(?:\.\s?\d+)*[.-]\s")
_BULLET = re.compile(r"^([-+*])\s+(?=\S)")
_MARKED = re.compile(rf"{_ROMAN.pattern}|{_NUMBERED.pattern}|{_BULLET.pattern}|^\(\d+\)\s")
_ENDS_SENTENCE = re.compile(r"[.;:,…]$")
_STRAY_DOT = re.compile("([aeiouy][\u0302\u0306\u031b]*)([bcdghklmnpqrstvx]+)\u0323", re.IGNORECASE)
_CUT_WORD = re.compile(r"(?:^|\s)[bcdđghklmnpqrstvx]$")
_NUMBER = re.compile(r"^Số\s*(?P<number>\S*\s?-\S+/\S+)$")
_DATE = re.compile(
    r"^(?P<place>[^,]+), ngày\s+(?P<day>\d*)\s*tháng\s+(?P<month>\d+)\s+năm\s+(?P<year>\d{4})$"
)
_BOLD = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_ITALIC = re.compile(r"\*(\S(?:[^*]*?\S)?)\*")


@dataclass(frozen=True, slots=True)
class Source:
    """How one raw text differs from a plain letter.

    `first` and `last` cut the paper out of its surroundings: the line it begins
    with, the line before which it ends. `opens` begins the first sentence of
    the body. `pdf_lines` says that a blank line stands after almost each line.
    `headings` begin headings that end like a sentence.
    """

    opens: str
    first: str = ""
    last: str = ""
    pdf_lines: bool = False
    markdown: bool = False
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the body. `text` is simple HTML (only b and i) without a tag around it.

    A heading has a level 2–4, a list has `items` (HTML) and the sign its paper
    put before them.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The parts of a paper as printed; an empty text where the paper prints nothing.

    `issued_on` is an ISO date cut where the paper leaves a blank: "2024-02".
    """

    upper_body: str
    issuing_body: tuple[str, ...]
    number: str
    subject: str
    place: str
    issued_on: str
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    authority: str
    signer_title: str
    signer: str


def read_paper(raw: str, source: Source) -> Paper:
    """Read a raw text into its parts. Raises ValueError when the body or the recipients are not found."""
    lines = _cut([repaired(line) for line in raw.splitlines()], source)
    opens = _find(lines, source.opens)
    closes = _find(lines, "Nơi nhận:")
    head = _cells(lines[:opens])
    plain_head = [plain(to_html(cell, source.markdown)) for cell in head]
    foot = [plain(to_html(line, source.markdown)) for line in _unbroken_bold(lines[closes + 1 :]) if line]
    upper_body, issuing_body = _letterhead(plain_head)
    place, issued_on = _place_and_date(plain_head)
    recipients = tuple(line.removeprefix("- ") for line in foot if line.startswith("- "))
    signature = [line for line in foot if not line.startswith("- ")]
    authority = signature[0] if signature[0].startswith("T/M") else ""
    return Paper(
        upper_body=upper_body,
        issuing_body=issuing_body,
        number=next((m["number"] for cell in plain_head if (m := _NUMBER.match(cell))), ""),
        subject=_subject(plain_head),
        place=place,
        issued_on=issued_on,
        addressees=_addressees(plain_head),
        body=tuple(_blocks(_paragraphs(lines[opens:closes], source), source)),
        recipients=recipients,
        authority=authority,
        signer_title=signature[-2],
        signer=signature[-1],
    )


def repaired(line: str) -> str:
    """The line in NFC; a dot below that the encoding put under a consonant goes back to its vowel.

    No Vietnamese consonant carries one: “Môṭ giúp môṭ” is the damaged “Một giúp một” (domain 0).
    """
    return nfc(_STRAY_DOT.sub("\\1\u0323\\2", unicodedata.normalize("NFD", line)))


def to_html(text: str, markdown: bool) -> str:
    """Escape a text and turn leaked Markdown emphasis into b and i."""
    text = html.escape(text, quote=False)
    if not markdown:
        return text
    return _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", text))


def plain(markup: str) -> str:
    """The bare text of what `to_html` returns."""
    return html.unescape(re.sub(r"</?[bi]>", "", markup))


def _cut(lines: list[str], source: Source) -> list[str]:
    lines = ["*" if line == r"\*" else line for line in lines]
    start = _find(lines, source.first) if source.first else 0
    end = _find(lines, source.last) if source.last else len(lines)
    return lines[start:end]


def _find(lines: list[str], beginning: str) -> int:
    for index, line in enumerate(lines):
        if line.startswith(beginning):
            return index
    raise ValueError(f"no line begins with {beginning!r}")


def _cells(lines: list[str]) -> list[str]:
    """Lines of the head, two printed columns taken apart; empty ones stay, they part the cells."""
    return [cell.strip() for line in lines for cell in re.split(r"\s{3,}", line)]


def _unbroken_bold(lines: list[str]) -> list[str]:
    """Bold that runs over a line end, as in the signature, is closed and opened on each line."""
    result, inside = [], False
    for line in lines:
        text = f"**{line}" if inside and line else line
        inside = text.count("**") % 2 == 1
        result.append(f"{text}**" if inside else text)
    return result


def _letterhead(head: list[str]) -> tuple[str, tuple[str, ...]]:
    known = {PARTY_TITLE, *TYPE_NAMES}
    bodies = [cell for cell in head if cell.isupper() and cell not in known and not _NUMBER.match(cell)]
    return (bodies[0], tuple(bodies[1:])) if bodies else ("", ())


def _place_and_date(head: list[str]) -> tuple[str, str]:
    for cell in head:
        if match := _DATE.match(cell):
            day = f"-{int(match['day']):02}" if match["day"] else ""
            return match["place"], f"{match['year']}-{int(match['month']):02}{day}"
    return "", ""


def _subject(head: list[str]) -> str:
    """The lines under the number of a letter, or under the type name of a plan or guidance."""
    after = next((i for i, cell in enumerate(head) if cell in TYPE_NAMES), -1)
    if after < 0:
        after = next(i for i, cell in enumerate(head) if _NUMBER.match(cell))
    subject: list[str] = []
    for cell in head[after + 1 :]:
        if cell.startswith("--") or (subject and not cell):
            break
        if cell:
            subject.append(cell)
    return " ".join(subject)


def _addressees(head: list[str]) -> tuple[str, ...]:
    start = next((i for i, cell in enumerate(head) if cell.startswith("Kính gửi:")), None)
    if start is None:
        return ()
    lines = [head[start].removeprefix("Kính gửi:").strip(), *head[start + 1 :]]
    return tuple(line.removeprefix("- ") for line in lines if line)


def _paragraphs(lines: list[str], source: Source) -> list[str]:
    """Join the lines of the body into its paragraphs."""
    paragraphs: list[str] = []
    last_line, gap = "", False
    for printed in lines:
        line = " ".join(printed.split())
        if not line:
            gap = True
            continue
        if paragraphs and not _MARKED.match(line) and _runs_on(paragraphs[-1], last_line, line, gap, source):
            paragraphs[-1] = _join(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        last_line, gap = line, False
    return paragraphs


def _runs_on(paragraph: str, last_line: str, line: str, gap: bool, source: Source) -> bool:
    if source.pdf_lines:
        return len(last_line) >= FULL_LINE
    if not gap:
        return True
    return (line[0] == "“" or line[0].islower()) and not _ends_sentence(paragraph, source)


def _ends_sentence(paragraph: str, source: Source) -> bool:
    return bool(_ENDS_SENTENCE.search(plain(to_html(paragraph, source.markdown))))


def _join(paragraph: str, line: str) -> str:
    """Put a cut line back: no space inside a cut word, after a cut number (“101-”) or before a mark."""
    tight = line[0] in ".,;:)" or bool(_CUT_WORD.search(paragraph)) or bool(re.search(r"\d-$", paragraph))
    return f"{paragraph}{'' if tight else ' '}{line}"


def _blocks(paragraphs: list[str], source: Source) -> Iterator[Block]:
    items: list[str] = []
    sign = ""
    for paragraph in paragraphs:
        bullet = _BULLET.match(paragraph)
        if items and (not bullet or bullet[1] != sign):
            yield Block("list", items=tuple(items), sign=sign)
            items = []
        if bullet:
            sign = bullet[1]
            items.append(to_html(paragraph[bullet.end() :], source.markdown))
        elif level := _heading_level(paragraph, source):
            yield Block("heading", to_html(paragraph, source.markdown), level)
        else:
            yield Block("paragraph", to_html(paragraph, source.markdown))
    if items:
        yield Block("list", items=tuple(items), sign=sign)


def _heading_level(paragraph: str, source: Source) -> int:
    """2 for “I.”, 3 for “1.”, 4 for “1.1.” and deeper; 0 for a paragraph, which ends like a sentence."""
    if _ends_sentence(paragraph, source) and not paragraph.startswith(source.headings or ("\0",)):
        return 0
    if _ROMAN.match(paragraph):
        return 2
    if match := _NUMBERED.match(paragraph):
        return 3 if len(re.findall(r"\d+", match[0])) == 1 else 4
    return 0
