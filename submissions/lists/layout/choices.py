"""What a row chooses: new or continuing, collective or person, sector, level.

A choice stands in words in a column of its own, as a cross or a time in one of several columns, in a
heading above, or is told by the name of who registers.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from submissions.models import Initiative, Registration
from submissions.vietnamese.dates import serial_date
from submissions.vietnamese.text import match_key

from .marks import is_no, is_tick
from .meanings import KIND_COLUMNS, SECTOR_COLUMNS
from .registrants import registrant_kind, registrant_name
from .sections import Section, read_continuity, read_kind, read_sector
from .tables import Table

Continuity = Registration.Continuity
Kind = Initiative.Kind

_SUBSECTION = 3
_ASPECTS = ("level", "place", "kind", "continuity", "registrant")
_BEGINS_NEW = re.compile(r"^(xay dung |dang ky |lam )?moi\b")
_BEGINS_CONTINUING = re.compile(r"^(tiep tuc|duy tri|da co|cu\b|chuyen tiep|nhan rong)")
_SAYS_NEW = re.compile(r"(?<!nong thon )(?<!doi )\bmoi\b")
_SAYS_CONTINUING = re.compile(r"\b(tiep tuc|duy tri|cu|chuyen tiep|dang hoat dong|da va dang)\b")


@dataclass(slots=True)
class Headings:
    """What the headings above a row say; a heading ends what stood below its like before.

    `seen` are the aspects in the order in which the list first told them: in a list by sectors with
    places below, a new sector ends the place; in a list by places with sectors below it is the reverse.
    """

    sector: str = ""
    sector_text: str = ""
    sector_rank: int = -1
    level: str = ""
    place: str = ""
    kind: str = ""
    continuity: str = ""
    registrant: str = ""
    seen: list[str] = field(default_factory=list)

    def enter(self, section: Section) -> None:
        """Go on below a heading."""
        if section.is_sector:
            # “1.1 Bảo vệ môi trường” under II names no other field than II.
            is_part = self.sector_rank >= 0 and section.rank > min(self.sector_rank, _SUBSECTION - 1)
            if section.sector or not is_part:
                self._end_below("sector")
                self.sector, self.sector_text, self.sector_rank = section.sector, section.text, section.rank
            return
        for aspect in _ASPECTS:
            if getattr(section, aspect):
                self._end_below(aspect)
                setattr(self, aspect, getattr(section, aspect))

    def _end_below(self, aspect: str) -> None:
        if aspect not in self.seen:
            self.seen.append(aspect)
        for lower in self.seen[self.seen.index(aspect) + 1 :]:
            setattr(self, lower, "")
            if lower == "sector":
                self.sector_text, self.sector_rank = "", -1


def tell_choices(texts: dict[str, str], table: Table, under: Headings) -> dict[str, Any]:
    """Return the fields of a `Row` that depend on a choice, by their names."""
    registrant, kind = _registrant(texts, under)
    sector, sector_text = _sector(texts, table, under)
    continuity, period, continuity_text = _continuity(texts, table, under)
    title = texts.get("title", "")
    if table.titles_chosen:
        title, period = period, as_time(texts.get("period", ""))
    return {
        "title": title,
        "registrant": registrant,
        "kind": kind,
        "sector": sector,
        "sector_text": sector_text,
        "level_text": _level(texts, table) or under.level,
        "continuity": continuity,
        "period": period,
        "continuity_text": continuity_text,
    }


def as_time(text: str) -> str:
    """Return a time as written, but a day that Excel shows as its number (45292) as a date."""
    return serial_date(text) or text


def _registrant(texts: dict[str, str], under: Headings) -> tuple[str, str]:
    registrant = texts.get("registrant", "")
    chosen = {name: texts[name] for name in KIND_COLUMNS if texts.get(name) and not is_no(texts[name])}
    named = [text for text in chosen.values() if not _is_cross(text)]
    kinds = [KIND_COLUMNS[name] for name in chosen]
    kind = kinds[0] if len(kinds) == 1 else ""
    if len(kinds) != 1:
        kind = read_kind(texts.get("kind", ""))
    registrant = registrant or "\n".join(named) or under.registrant
    told = len(kinds) < 2 or not named
    kind = str(kind or (registrant_kind(registrant) if told else "") or under.kind)
    if kind == Kind.COLLECTIVE and under.registrant and not registrant_name(registrant):
        # “Tập thể” below the heading of a unit is that unit.
        registrant = under.registrant
    return registrant, kind


def _is_cross(text: str) -> bool:
    """Tell a cross or a count (“1”) in a column that is chosen."""
    return is_tick(text) or text.strip().isdigit()


def _sector(texts: dict[str, str], table: Table, under: Headings) -> tuple[str, str]:
    crossed = [name for name in SECTOR_COLUMNS if texts.get(name) and not is_no(texts[name])]
    if crossed:
        headings = ", ".join(table.headings.get(table.columns[name], name) for name in crossed)
        return (crossed[0] if len(crossed) == 1 else ""), headings
    text = texts.get("sector", "")
    return (read_sector(text), text) if text else (under.sector, under.sector_text)


def _level(texts: dict[str, str], table: Table) -> str:
    crossed = [
        heading.rpartition("\n")[2]
        for at, heading in table.levels.items()
        if texts.get(f"level {at}") and not is_no(texts[f"level {at}"])
    ]
    return ", ".join(crossed) if table.levels else texts.get("level", "")


def _continuity(texts: dict[str, str], table: Table, under: Headings) -> tuple[str, str, str]:
    """Return continuity, period, and what is written where it does not tell the continuity.

    In M3 and M4 the column chosen is the datum, its text the time; a cross is no time.
    """
    period = as_time(texts.get("period", ""))
    continuing, new = (_chosen(texts.get(name, "")) for name in ("continuing", "new"))
    if continuing and new:
        both = f"{as_time(continuing)} / {as_time(new)}"
        return "", period or both, both
    if continuing or new:
        time = as_time(continuing or new)
        is_dated = any(map(str.isdigit, time)) and not is_tick(time)
        says_no_more = is_tick(time) or (bool(read_continuity(time)) and not is_dated)
        choice = Continuity.CONTINUING if continuing else Continuity.NEW
        return choice, period if says_no_more else time, ""
    text = texts.get("continuity", "")
    if text:
        said = _said(text)
        return said, period or ("" if read_continuity(text) else text), "" if said else text
    return under.continuity or _begins(period), period, ""


def _chosen(text: str) -> str:
    return "" if is_no(text) else text


def _said(text: str) -> str:
    """Return the choice that a text in the column “Mới/tiếp tục” names, "" for both or neither."""
    key = match_key(text)
    new, continuing = bool(_SAYS_NEW.search(key)), bool(_SAYS_CONTINUING.search(key))
    if new == continuing:
        return _begins(text)
    return Continuity.NEW if new else Continuity.CONTINUING


def _begins(text: str) -> str:
    """Return the choice that a time begins with: “Duy trì từ 2022”."""
    key = match_key(text)
    if _BEGINS_NEW.match(key):
        return Continuity.NEW
    return Continuity.CONTINUING if _BEGINS_CONTINUING.match(key) else ""
