"""The list as an office files it, before it is Excel or Word: who lays it out is this module alone.

A `ListForm` says how; the letter of Huyện ủy Tân Yên (domain b.1) is the pattern: letterhead, title,
a header of one or two rows, groups with numbering that begins again, “Nơi nhận” and the signature.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from submissions.models import Campaign, ListColumn, ListForm, Sector, Unit

from .records import Record

Content = ListColumn.Content

CODE_LABEL = "Mã hồ sơ"
EXAMPLE_MARK = "VD"
MORE_ROWS = "..."
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
PLACE_AND_DATE = "…, ngày … tháng … năm …"
STAR = "*"
RECIPIENTS = "Nơi nhận:"

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# What no XML may hold; the rest of the invisible has been left out when the record was stored.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sector as the list words it; `hint` are the topics in brackets."""

    key: str
    label: str
    hint: str = ""

    @property
    def heading(self) -> str:
        """The wording with its topics, as a group is headed."""
        return f"{self.label} ({' '.join(self.hint.split())})" if self.hint else self.label


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: what stands in it, its label, the heading over its neighbours, its width in mm."""

    content: str
    label: str
    span: str = ""
    width: int = 30


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the header, from its row and column over so many rows and columns."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A numbered row, the form's own “...” or, in a blank form, an example."""

    cells: list[str]
    code: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The rows under one heading; a flat list is one group without a heading."""

    heading: str
    rows: list[SheetRow]


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands under the table: at the left who gets the list, at the right who signs."""

    recipients: list[str] = field(default_factory=list)
    authority: str = ""
    signer: list[str] = field(default_factory=list)

    @property
    def left(self) -> list[str]:
        """The lines at the left."""
        return [RECIPIENTS, *self.recipients] if self.recipients else []

    @property
    def right(self) -> list[str]:
        """The lines at the right."""
        return [line for line in (self.authority, *self.signer) if line]

    @property
    def bold(self) -> int:
        """How many lines at the right are bold: authority and position; what follows is a note."""
        return bool(self.authority) + bool(self.signer)


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of the page in millimetres."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list ready to be written.

    `letterhead` gives its lines as pairs of left and right, none without a letterhead. `choices` are
    what a blank form offers in a column, by content.
    """

    name: str
    letterhead: list[tuple[str, str]]
    head: list[str]
    title: list[str]
    columns: list[SheetColumn]
    groups: list[Group]
    foot: Foot
    margins: Margins
    choices: dict[str, list[str]] = field(default_factory=dict)

    @property
    def header_rows(self) -> int:
        """Two where a heading spans columns, else one."""
        return 2 if any(column.span for column in self.columns) else 1

    @property
    def header(self) -> list[HeaderCell]:
        """The cells of the header, row by row."""
        top: list[HeaderCell] = []
        below: list[HeaderCell] = []
        start = 0
        for span, neighbours in groupby(self.columns, lambda column: column.span):
            columns = list(neighbours)
            if span:
                top.append(HeaderCell(span, 0, start, 1, len(columns)))
                below += [HeaderCell(column.label, 1, start + i) for i, column in enumerate(columns)]
            else:
                top += [
                    HeaderCell(column.label, 0, start + i, self.header_rows)
                    for i, column in enumerate(columns)
                ]
            start += len(columns)
        return top + below

    @property
    def has_codes(self) -> bool:
        """Whether any row is a record that can come back as a change."""
        return any(row.code for group in self.groups for row in group.rows)

    @property
    def half(self) -> int:
        """The column at which the right half of the page begins, for letterhead and foot."""
        widths = [column.width for column in self.columns]
        return max(1, min(range(len(widths)), key=lambda at: abs(sum(widths[:at]) - sum(widths) / 2)))


def wordings_of(form: ListForm, campaign: Campaign) -> list[Wording]:
    """Return the sectors in the order and words of the form's scheme, else the campaign's. Two queries.

    A sector that the scheme forgot comes last under its own name: no registration falls out.
    """
    scheme = form.scheme or campaign.scheme
    worded = scheme.wordings.select_related("sector").order_by("order")
    wordings = [Wording(one.sector.key, one.label, one.hint) for one in worded]
    known = {wording.key for wording in wordings}
    return wordings + [Wording(one.key, one.name) for one in Sector.objects.all() if one.key not in known]


def columns_of(form: ListForm, campaign: Campaign) -> list[SheetColumn]:
    """Return the columns of a form with the years filled in. One query."""
    return [
        SheetColumn(
            column.content, _filled(column.label, campaign), _filled(column.span, campaign), column.width
        )
        for column in form.columns.all()
    ]


def lay_out(
    form: ListForm,
    columns: Sequence[SheetColumn],
    records: Sequence[Record],
    *,
    wordings: Sequence[Wording],
    campaign: Campaign,
    unit: Unit,
) -> Sheet:
    """Return the list of the records, sent by `unit`, in the layout of the form."""
    return Sheet(
        name=form.code,
        letterhead=_letterhead(unit) if form.letterhead else [],
        head=_lines(form.head, campaign, unit),
        title=_lines(form.title, campaign, unit),
        columns=list(columns),
        groups=_groups(form, columns, records, wordings),
        foot=Foot(_lines(form.recipients), form.authority, _lines(form.signer)),
        margins=Margins(form.margin_top, form.margin_bottom, form.margin_left, form.margin_right),
    )


def cells_of(
    record: Record, columns: Sequence[SheetColumn], number: str, labels: dict[str, str]
) -> list[str]:
    """Return the texts of a record under the columns; `labels` words the sectors."""
    texts = {
        **record.texts,
        Content.STT: number,
        Content.SECTOR: labels.get(record.sector, record.texts.get(Content.SECTOR, "")),
    }
    return [_NOT_XML.sub("", texts.get(column.content, "")) for column in columns]


def in_order(records: Iterable[Record], wordings: Sequence[Wording]) -> list[Record]:
    """Return the records sector by sector; those of no sector come first."""
    place = {wording.key: number for number, wording in enumerate(wordings)}
    return sorted(records, key=lambda record: place.get(record.sector, -1))


def _groups(
    form: ListForm, columns: Sequence[SheetColumn], records: Sequence[Record], wordings: Sequence[Wording]
) -> list[Group]:
    labels = {wording.key: wording.label for wording in wordings}
    if form.grouping == ListForm.Grouping.NONE:
        return [Group("", _rows(columns, records, labels))]
    by_sector: dict[str, list[Record]] = {}
    for record in records:
        by_sector.setdefault(record.sector if record.sector in labels else "", []).append(record)
    groups = [
        Group(f"{_roman(number)}- {wording.heading}", _rows(columns, by_sector.get(wording.key, []), labels))
        for number, wording in enumerate(wordings, start=1)
    ]
    # A row left out of an import may have no sector yet; above the first heading it is read so again.
    unknown = [Group("", _rows(columns, by_sector[""], labels))] if "" in by_sector else []
    return unknown + groups


def _rows(
    columns: Sequence[SheetColumn], records: Sequence[Record], labels: dict[str, str]
) -> list[SheetRow]:
    """Return the rows of one group, numbered from 1; the form's own “...” where there are none."""
    if not records:
        return [SheetRow([MORE_ROWS, *[""] * (len(columns) - 1)])]
    rows = []
    number = 0
    for record in records:
        number += not record.is_example
        stt = EXAMPLE_MARK if record.is_example else str(number)
        rows.append(SheetRow(cells_of(record, columns, stt, labels), record.code, record.is_example))
    return rows


def _letterhead(unit: Unit) -> list[tuple[str, str]]:
    """Return the letterhead of a party paper: the body above, the sending unit and the star (domain i)."""
    above = unit.get_parent()
    left = [above.name.upper(), unit.name.upper()] if above else [unit.name.upper()]
    right = [PARTY, *[""] * (len(left) - 1)]
    return [*zip(left, right, strict=True), (STAR, PLACE_AND_DATE)]


def _lines(text: str, campaign: Campaign | None = None, unit: Unit | None = None) -> list[str]:
    filled = _filled(text, campaign) if campaign else text
    lines = filled.replace("{unit}", unit.name if unit else "").split("\n")
    return [line.strip() for line in lines if line.strip()]


def _filled(text: str, campaign: Campaign) -> str:
    """Fill in the years; other braces are the issuer's own."""
    return text.replace("{year}", str(campaign.year)).replace("{last_year}", str(campaign.year - 1))


def _roman(number: int) -> str:
    return _ROMAN[number - 1] if number <= len(_ROMAN) else str(number)
