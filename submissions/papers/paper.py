"""A registration on its official form, as what stands on the paper and in which order.

Word and PDF are two ways to draw the same Paper. Its words are those of the form, which is data;
the few that every party paper has (the title of the Party, the boxes of “new or continued”) stand here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from submissions.models import FormField, Individual, OfficialForm, Registration, Sector

Content = FormField.Content

PARTY_TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
STAR = "*"
TICKED, UNTICKED = "☒", "☐"
# A form whose official wording is not at hand must not pass for one (design section 3).
PROPOSAL_MARK = "(Mẫu đề xuất, chưa phải mẫu chính thức)"
COMPLETION = "Dự kiến hoàn thành"
CONTINUITIES: Mapping[str, str] = {
    Registration.Continuity.CONTINUING: "Tiếp tục duy trì",
    Registration.Continuity.NEW: "Xây dựng mới",
}

# Who registers stands above the numbered items, as on M1 and M2.
WHO = (Content.UNIT_ADDRESS, Content.FULL_NAME, Content.POSITION, Content.WORKPLACE, Content.ADDRESS)
PERSONAL = (Content.FULL_NAME, Content.POSITION, Content.WORKPLACE, Content.ADDRESS)

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NUMBERED = re.compile(r"\d+\s*[.)/-]")
_LEVEL_WORD = re.compile(r"^cấp\s+", re.IGNORECASE)
# Two letters that Unicode reserves and no XML may hold; a record can carry them from an old file.
_NOT_IN_XML = str.maketrans("", "", "\ufffe\uffff")


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick and what stands beside it."""

    label: str
    ticked: bool

    @property
    def mark(self) -> str:
        """☒ or ☐."""
        return TICKED if self.ticked else UNTICKED


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the form: its label with number and colon, and what the record says to it.

    Without `lines` and `boxes` it is left to be filled in by hand on `blank_lines` dotted lines. The
    hint tells how to fill it in and is printed while that is still to be done.
    """

    content: str
    label: str
    hint: str = ""
    lines: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    blank_lines: int = 1

    @property
    def is_blank(self) -> bool:
        """Whether the item waits for a hand: nothing is written and no box is ticked."""
        return not self.lines and not any(box.ticked for box in self.boxes)

    @property
    def dotted_lines(self) -> range:
        """The lines below the label that wait for a hand."""
        return range(self.blank_lines if self.is_blank and not self.boxes else 0)

    @property
    def texts(self) -> tuple[str, ...]:
        """The answer line by line, boxes with their mark."""
        return self.lines or tuple(f"{box.mark} {box.label}" for box in self.boxes)

    @property
    def stands_beside(self) -> bool:
        """Whether the answer fits beside the label: one line, or one dotted line."""
        return not self.boxes and (len(self.lines) == 1 or (self.is_blank and self.blank_lines == 1))


@dataclass(frozen=True, slots=True)
class Signature:
    """A block to sign in: who signs, and below it in italics how."""

    signer: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """An official form as it is printed, from top to bottom.

    `head` are the lines above the letterhead, `unit` is the body that issues the paper, `lead` comes
    before the lines on who registers (`who`) and `turn` between those and the numbered `items`.
    """

    code: str
    head: tuple[str, ...]
    unit: str
    title: tuple[str, ...]
    lead: tuple[str, ...]
    who: tuple[Item, ...]
    turn: tuple[str, ...]
    items: tuple[Item, ...]
    signatures: tuple[Signature, ...]


def make_paper(form: OfficialForm, registration: Registration, *, persons: bool) -> Paper:
    """Return the paper of a registration on a form.

    `persons` says whether a private person's name, position, place of work and address may be written;
    otherwise they stay dotted. A lead of several lines is parted after its first one when the form asks
    who registers, as on M2: “Thực hiện …” above the person, “Đăng ký xây dựng …” below.
    """
    words = words_of(registration)
    sectors = sectors_of(registration)
    values = values_of(registration, sectors, persons=persons)
    who, items = _items(form, values, sectors, answers_on(form, registration))
    # “… đã tổ chức họp và thống nhất đăng ký”: who met is the collective, where it is not the unit itself.
    lead = _filled_lines(form.lead, words | {"unit": registration.initiative.registrant or words["unit"]})
    above = 1 if who else len(lead)
    return Paper(
        code=form.code,
        head=_head(form, words),
        unit=registration.unit.name,
        title=_filled_lines(form.title, words),
        lead=lead[:above],
        who=who,
        turn=lead[above:],
        items=items,
        signatures=_signatures(fill_in(form.signatures, words)),
    )


def words_of(registration: Registration) -> dict[str, str]:
    """Return what the placeholders in the wording of a form stand for."""
    campaign = registration.campaign
    return {
        "unit": registration.unit.name,
        "year": str(campaign.year),
        "last_year": str(campaign.year - 1),
        "basis": campaign.basis.rstrip(" .;,"),
    }


def fill_in(text: str, words: dict[str, str]) -> str:
    """Return the text with {unit}, {year} … filled in; braces that mean nothing stay as they are."""
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), text)


def sectors_of(registration: Registration) -> dict[str, str]:
    """Return the wording of each sector by its key, as the campaign's issuer words and orders them."""
    wordings = registration.campaign.scheme.wordings.order_by("order")
    return dict(wordings.values_list("sector__key", "label")) or dict(
        Sector.objects.values_list("key", "name")
    )


def values_of(registration: Registration, sectors: dict[str, str], *, persons: bool) -> dict[str, str]:
    """Return what the record says to each content of a field, "" where it says nothing.

    `sectors` is the wording of `sectors_of`. A person's data is there only with `persons`.
    """
    initiative = registration.initiative
    person: Individual | None = getattr(initiative, "individual", None) if persons else None
    values = {
        Content.TITLE: initiative.title,
        Content.SECTOR: sectors.get(initiative.sector.key, initiative.sector.name),
        Content.LEVEL: _LEVEL_WORD.sub("", registration.level.name),
        Content.CONTENT: registration.content,
        Content.PERIOD: registration.period,
        Content.COMPLETION: registration.completion,
        Content.PLACE: initiative.place,
        Content.GOAL: registration.goal,
        Content.CONTINUITY: CONTINUITIES.get(registration.continuity, ""),
        Content.REGISTRANT: initiative.registrant,
        Content.UNIT_ADDRESS: registration.unit.address,
        Content.MET_ON: f"{registration.met_on:%d/%m/%Y}" if registration.met_on else "",
        Content.OWN: "",
        **{content: getattr(person, content, "") for content in PERSONAL},
    }
    return {str(content): value.translate(_NOT_IN_XML).strip() for content, value in values.items()}


def answers_on(form: OfficialForm, registration: Registration) -> dict[str, str]:
    """Return what was answered on this very form, by the order of its fields; {} on another one."""
    if registration.form_id is None or registration.form_id != form.pk:
        return {}
    return {order: answer.translate(_NOT_IN_XML).strip() for order, answer in registration.answers.items()}


def boxes_of(content: str, chosen: str, sectors: dict[str, str]) -> tuple[Box, ...]:
    """Return the boxes of a content that is ticked, () for one that is written out."""
    labels: Iterable[str] = ()
    if content == Content.SECTOR:
        labels = sectors.values()
    elif content == Content.CONTINUITY:
        labels = CONTINUITIES.values()
    return tuple(Box(label, label == chosen) for label in labels)


def _head(form: OfficialForm, words: dict[str, str]) -> tuple[str, ...]:
    head = _filled_lines(form.head, words)
    return (*head, PROPOSAL_MARK) if form.is_proposal else head


def _items(
    form: OfficialForm, values: dict[str, str], sectors: dict[str, str], answers: dict[str, str]
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Return the lines on who registers and the numbered items, both in the order of the form."""
    fields = list(form.fields.all())
    shown = {field.content for field in fields}
    boxes = {field.content: boxes_of(field.content, values[field.content], sectors) for field in fields}
    said = {field: _said(field, values, answers) for field in fields}
    who = tuple(_item(field, said[field], shown, boxes, _plain) for field in fields if field.content in WHO)
    numbered = [field for field in fields if field.content not in WHO]
    items = tuple(
        _item(field, said[field], shown, boxes, _numbering(number))
        for number, field in enumerate(numbered, start=1)
    )
    return who, items


def _said(field: FormField, values: dict[str, str], answers: dict[str, str]) -> dict[str, str]:
    """Return the values with the answer of the field itself: its own text, or an address of another place."""
    answer = answers.get(str(field.order))
    return values | {field.content: answer} if answer else values


def _item(
    field: FormField,
    values: dict[str, str],
    shown: set[str],
    boxes_by_content: dict[str, tuple[Box, ...]],
    labelled: Callable[[str], str],
) -> Item:
    boxes = boxes_by_content[field.content]
    lines = tuple(line for line in values[field.content].splitlines() if line.strip())
    if field.content == Content.PERIOD and Content.COMPLETION not in shown and values[Content.COMPLETION]:
        # M1 and M2 have one item for both: “từ khi bắt đầu đến khi hoàn thành”.
        lines = (*lines, f"{COMPLETION}: {values[Content.COMPLETION]}")
    return Item(
        content=field.content,
        label=_with_colon(labelled(field.label)),
        hint=_in_brackets(field.hint),
        lines=() if boxes else lines,
        boxes=boxes,
        blank_lines=field.least_lines or 1,
    )


def _plain(label: str) -> str:
    return label


def _numbering(number: int) -> Callable[[str], str]:
    """Return how the label of an item gets its number; one that brings its own keeps it."""
    return lambda label: label if _NUMBERED.match(label) else f"{number}. {label}"


def _with_colon(label: str) -> str:
    return label if label.endswith((":", "?")) else f"{label.rstrip(' .…')}:"


def _in_brackets(hint: str) -> str:
    return hint if not hint or hint.startswith("(") else f"({hint})"


def _filled_lines(text: str, words: dict[str, str]) -> tuple[str, ...]:
    return tuple(line for line in fill_in(text, words).splitlines() if line.strip())


def _signatures(text: str) -> tuple[Signature, ...]:
    blocks = [block.strip().splitlines() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return tuple(Signature(lines[0], tuple(lines[1:])) for lines in blocks)
