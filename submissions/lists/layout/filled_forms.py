"""Reads the registration forms M1 (collective) and M2 (person) that were filled in by hand in Word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from submissions.models import Initiative
from submissions.vietnamese.text import fold, match_key

from ..formats.grid import Line
from .form_boxes import read_boxes, read_ticked
from .form_labels import Label, answer, options, read_label
from .registrants import registrant_kind
from .rows import Row

Kind = Initiative.Kind

# The items of the numbered part, of which every form has some, and those above it.
_NUMBERED = ("title", "sector", "level", "content", "period", "place", "goal", "other")
_ABOUT_THE_PERSON = ("registrant", "unit", "position", "workplace", "address")
_LEAST_ITEMS = 3
_TEXTS = {
    **{"title": "title", "period": "period", "place": "place", "goal": "goal", "content": "content"},
    **{"position": "position", "workplace": "workplace", "address": "address"},
}
# One item of M1 and M2 asks for the time from beginning to end; our own papers tell both apart.
_COMPLETION = re.compile(r"\s*dự kiến (?:thời gian )?hoàn thành\s*:\s*", re.IGNORECASE)
_SEVERAL_LINES = ("content", "goal", "other")

_NAME = re.compile(r"^mau.{0,12}dang k[yi]( cua)? ?(tap the|ca nhan)")
_TITLE = re.compile(r"^(ban|phieu|giay|don) dang k[yi]\b")
_LEAD = re.compile(
    r"^(dang k[yi] (xay dung|thuc hien)|nhu sau|xin dang k[yi]|can cu"
    r"|thuc hien (huong dan|cong van|ke hoach))"
)
_FOOT = re.compile(
    r"^((lanh dao|dai dien)( lanh dao)? (to chuc|co quan|don vi)|(ky|ghi ro) (ten|ho ten)\b|ky (va )?ghi ro"
    r"|(ca nhan|nguoi|tap the) dang k[yi]$|noi nhan|t m\b|tm\b|k t\b|xac nhan cua|thu truong)"
)
_DATE_LINE = re.compile(r"^\W*(?:[^,.;]{2,40},\s*)?ngay\b[\W\d]{0,12}thang\b[\W\d]{0,12}nam\b[\W\d]{0,12}$")
_OFFICE = re.compile(r"^(pho )?(bi thu|chu tich|truong|giam doc|hieu truong|chi huy|to truong|doi truong)\b")
_LONGEST_FOOT = 60
_UNIT_LABEL = re.compile(r"^\W*(ten )?(to chuc|co quan|don vi)([\s,]*(co quan|don vi))*\s*[:.…]*\s*")
_MEETING = re.compile(r"(da |cung )?(to chuc hop|hop (ban |va )|thong nhat dang k[yi])|dang k[yi] xay dung")
_SIDE_BY_SIDE = re.compile(r"\t| {3,}")
_INLINE = re.compile(r"(?<=\S)[\s;,.]{1,200}(?=(?:chuc vu|chuc danh|don vi cong tac|dia chi)[^:]{0,20}:)")
_YEAR = re.compile(r"dan van kheo\W*nam\W*(?:giai doan\W*)?(20\d\d)(?!\s*[-–]\s*20\d\d)")
_YEAR_IN_TITLE = re.compile(r"\bnam\W*(20\d\d)(?!\s*[-–]\s*20\d\d)")
_TITLE_LINES = 4
_MOST_HEAD_LINES = 12
_LONGEST_HEADING = 120
_LEVEL = re.compile(r"\b(trung uong|tinh|thanh pho|huyen|thi xa|quan|khoi|xa|phuong|thi tran|co so)\b")


@dataclass(slots=True)
class _Item:
    """An item of a form: its label and the lines of its answer, the first beside the label."""

    label: Label
    lines: list[Line]

    @property
    def text(self) -> str:
        text = answer("\n".join(line.text for line in self.lines).replace("\t", " "))
        if self.label.item in _SEVERAL_LINES:
            return text
        return " ".join(text.split()).strip(" ;,.-–")

    @property
    def options(self) -> list[Line]:
        """The lines in which one of several is chosen."""
        return options(self.lines)

    @property
    def cell(self) -> str:
        if self.label.number is None:
            return f"“{self.label.text}”"
        return _("item %(number)s") % {"number": self.label.number}


@dataclass(slots=True)
class _Form:
    """The lines of a form: its letterhead, and from its name or title on its body."""

    head: list[str] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


def read_forms(lines: list[Line]) -> list[Row]:
    """Return one row for each filled form of a document, in their order.

    `sheet` and `row` count the forms, also the blank ones, which give no row; `cells` name the items
    (“item 1”). Of two ticked sectors `sector_text` names both and `sector` is "". The year is that of
    the title or of “năm (giai đoạn)”, None where both leave it open. Items that a registration has no
    place for, as a ward's form has them, stand at the end of the contents.
    """
    rows: list[Row] = []
    number = 0
    for form in _forms(lines):
        items = _items(form.body)
        if len(items.keys() & set(_NUMBERED)) >= _LEAST_ITEMS:
            number += 1
            row = _row(form, items, number)
            if row is not None:
                rows.append(row)
    return rows


# --- Where a form begins and ends ---------------------------------------------------------------------


def _forms(lines: Iterable[Line]) -> list[_Form]:
    """Cut a document into forms: each begins with its name, its title, or once more with its first item."""
    forms = [_Form()]
    seen: set[str] = set()
    for line in _single_lines(lines):
        key = match_key(line.text[:_LONGEST_HEADING])
        is_named = bool(_NAME.match(key))
        label = read_label(line.text)
        if is_named or _is_title(line.text, key):
            # The title under the name belongs to the same form.
            if is_named or seen or not any(_NAME.match(match_key(above.text)) for above in forms[-1].body):
                forms.append(_Form([] if is_named else _take_head(forms[-1])))
                seen = set()
        elif label is not None:
            if label.item == "title" and "title" in seen and len(seen) >= _LEAST_ITEMS:
                forms.append(_Form())
                seen = set()
            seen |= {label.item} & set(_NUMBERED)
        forms[-1].body.append(line)
    return forms


def _single_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the filled lines one by one, and the data of a person that share a line apart."""
    for line in lines:
        end = -1
        for text in line.text.split("\n"):
            start, end = end + 1, end + 1 + len(text)
            if text.strip():
                yield from _apart(_part(line, start, end))


def _apart(line: Line) -> Iterator[Line]:
    label = read_label(line.text)
    start = 0
    if label is not None and label.item in _ABOUT_THE_PERSON:
        for cut in _INLINE.finditer(fold(line.text), label.end):
            yield _part(line, start, cut.start())
            start = cut.end()
    yield _part(line, start, len(line.text))


def _part(line: Line, start: int, end: int) -> Line:
    bold = [(max(begin, start) - start, min(stop, end) - start) for begin, stop in line.bold]
    return Line(line.text[start:end], [(begin, stop) for begin, stop in bold if begin < stop])


def _is_title(text: str, key: str) -> bool:
    """Tell the title “BẢN ĐĂNG KÝ” from a sentence that begins with these words."""
    match = _TITLE.match(key)
    return match is not None and (match.end() == len(key) or text.strip()[:12].isupper())


def _take_head(form: _Form) -> list[str]:
    """Take the letterhead of the next form from the end of a form: the capital lines below the signatures.

    Above the first form of a document everything is letterhead.
    """
    body = form.body
    start = len(body)
    is_first = not _items(body)
    while start > 0 and len(body) - start < _MOST_HEAD_LINES:
        if not (is_first or _is_letterhead(body[start - 1].text)):
            break
        start -= 1
    head = [line.text for line in body[start:]]
    del body[start:]
    return head


def _is_letterhead(text: str) -> bool:
    is_capital = any(part.upper() == part for part in _SIDE_BY_SIDE.split(text) if part.strip())
    return bool(_DATE_LINE.match(fold(text))) or (is_capital and not _is_foot(text))


def _is_foot(text: str) -> bool:
    """Tell a line of the signatures: who signs, how, and the place and day above it."""
    parts = [part.strip() for part in _SIDE_BY_SIDE.split(text) if part.strip()]
    return bool(_DATE_LINE.match(fold(text))) or any(map(_is_signature, parts))


def _is_signature(text: str) -> bool:
    key = match_key(text[:_LONGEST_HEADING])
    is_office = _OFFICE.match(key) is not None and text.upper() == text
    return len(text) <= _LONGEST_FOOT and (is_office or _FOOT.match(key) is not None)


# --- The items of a form ------------------------------------------------------------------------------


def _items(body: Sequence[Line]) -> dict[str, _Item]:
    """Return the items of a form by what they ask for; the further “other” ones as "other 2" and so on."""
    labels = _labels(body)
    ends = [index for index, _label in labels[1:]] + [len(body)]
    items: dict[str, _Item] = {}
    for (index, label), end in zip(labels, ends, strict=False):
        first = _part(body[index], label.end, len(body[index].text))
        lines = [first, *_answer_lines(body[index + 1 : end], label, is_last=end == len(body))]
        name = label.item
        items[name if name not in items else f"{name} {len(items)}"] = _Item(label, lines)
    return items


def _answer_lines(lines: Sequence[Line], label: Label, is_last: bool) -> Iterator[Line]:
    """Yield the lines below a label that belong to its answer."""
    if label.item == "unit":
        return
    for line in lines:
        is_lead = label.item in _ABOUT_THE_PERSON and _LEAD.match(match_key(line.text))
        if is_lead or (is_last and _is_foot(line.text)):
            return
        yield line


def _labels(body: Sequence[Line]) -> list[tuple[int, Label]]:
    """Return the labels of a form with the indexes of their lines.

    Where the form numbers its items, a label without a number or with a smaller one than before is part
    of an answer (“- Thời gian: …” in the contents); so is a label met a second time.
    """
    found = [(index, label) for index, line in enumerate(body) if (label := read_label(line.text))]
    numbered = {label.item for _index, label in found if label.number is not None} & set(_NUMBERED)
    accepted: list[tuple[int, Label]] = []
    seen: set[str] = set()
    last = 0
    for index, met in found:
        is_place = met.item == "address" and "title" in seen
        label = met._replace(item="place") if is_place else met
        is_numbered = label.item in _NUMBERED
        if label.item in seen or (not is_numbered and "title" in seen):
            continue
        if is_numbered and len(numbered) >= _LEAST_ITEMS and (label.number or 0) < max(last, 1):
            continue
        if label.item != "other":
            seen.add(label.item)
        last = label.number or last
        accepted.append((index, label))
    return accepted


# --- The row ------------------------------------------------------------------------------------------


def _row(form: _Form, items: dict[str, _Item], number: int) -> Row | None:
    """Return what a form says, None when nobody filled it in."""
    opening = _opening(form.body)
    is_person = _is_for_a_person(form.body, items)
    row = Row(
        sheet=_("Form %(number)s") % {"number": number},
        row=number,
        kind=Kind.INDIVIDUAL if is_person else Kind.COLLECTIVE,
        layout="M2" if is_person else "M1",
        year=_year(opening),
        cells={_column(name): item.cell for name, item in items.items() if not name.startswith("other")},
    )
    for name, column in _TEXTS.items():
        if name in items:
            setattr(row, column, items[name].text)
    row.period, _said, row.completion = _COMPLETION.sub("\0", row.period, count=1).partition("\0")
    if "sector" in items:
        row.sector, row.sector_text = read_boxes(items["sector"].options)
    if "level" in items:
        row.level_text = read_ticked(items["level"].options, _level_key) or items["level"].text
    others = (item for name, item in items.items() if name.startswith("other"))
    more = [f"{item.label.text}: {item.text}" for item in others if item.text]
    row.content = "\n".join(filter(None, [row.content, *more]))
    person = items["registrant"].text if "registrant" in items else ""
    answers = (
        row.title,
        row.sector_text,
        row.level_text,
        row.content,
        row.period,
        row.place,
        row.goal,
        person,
    )
    if not any(answers):
        return None
    row.registrant = person if is_person else _collective(form, items, opening)
    row.cells.setdefault("registrant", _("opening lines"))
    return row


def _column(name: str) -> str:
    return "registrant" if name == "unit" else name


def _level_key(text: str) -> str:
    match = _LEVEL.search(match_key(text))
    return match[0] if match else ""


def _is_for_a_person(body: Sequence[Line], items: dict[str, _Item]) -> bool:
    """Tell M2 from M1: by the name of the form, else by whether it asks for a person."""
    names = (_NAME.match(match_key(line.text)) for line in body)
    named = next((match[2] for match in names if match), "")
    return named == "ca nhan" if named else "registrant" in items


def _opening(body: Sequence[Line]) -> list[str]:
    """Return the lines of a form above its numbered items."""
    first = next((index for index, label in _labels(body) if label.item in _NUMBERED), len(body))
    return [line.text for line in body[:first]]


def _year(opening: Sequence[str]) -> int | None:
    found = _YEAR.search(fold("\n".join(opening)))
    if found:
        return int(found[1])
    title = next((index for index, text in enumerate(opening) if _is_title(text, match_key(text))), 0)
    for text in opening[title : title + _TITLE_LINES]:
        found = _YEAR_IN_TITLE.search(fold(text))
        if found and not re.search(r"\b(ngay|huong dan|giai doan)\b", match_key(text)):
            return int(found[1])
    return None


def _collective(form: _Form, items: dict[str, _Item], opening: Sequence[str]) -> str:
    """Return who registers by M1: as an item says, as the opening sentence does, as the letterhead does."""
    if "unit" in items and items["unit"].text:
        return items["unit"].text
    title = next((index for index, text in enumerate(opening) if _is_title(text, match_key(text))), -1)
    return _who_met(" ".join(opening[title + 1 :])) or _unit_in_head([*form.head, *opening[: max(title, 0)]])


def _who_met(lead: str) -> str:
    """Return who “đã tổ chức họp và thống nhất đăng ký …” in the opening sentence."""
    for index, match in enumerate(_MEETING.finditer(fold(lead))):
        before = re.split(r"[;:]", lead[: match.start()])[-1]
        if _LEAD.match(match_key(before)):
            before = re.split(r",|20\d\d", before)[-1]
        name = answer(before).strip(' ,.()“”"')
        is_subject = index == 0 and not match[0].startswith("dang")
        if name and (is_subject or registrant_kind(name) == Kind.COLLECTIVE):
            return name
    return ""


def _unit_in_head(head: Sequence[str]) -> str:
    """Return the unit that the letterhead names: behind “Tên cơ quan, đơn vị”, else its last organisation."""
    found = ""
    for text in (part.strip() for line in head for part in _SIDE_BY_SIDE.split(line)):
        label = _UNIT_LABEL.match(fold(text))
        name = answer(text[label.end() :] if label else text)
        if name and (label or registrant_kind(name) == Kind.COLLECTIVE):
            found = name
    return found
