"""The list to be filled in: the form with empty rows, a filled example and lists to choose from."""

from collections.abc import Sequence
from dataclasses import replace

from submissions.lists.levels import levels_by_key
from submissions.models import Campaign, ListForm, Registration, Unit

from .records import CONTINUITY_WORDS, KIND_WORDS, Content, Record, time_columns
from .sheet import Sheet, SheetColumn, Wording, columns_of, lay_out, wordings_of

EMPTY_ROWS = 10


def blank_sheet(form: ListForm, campaign: Campaign, unit: Unit) -> Sheet:
    """Return the form with ten empty rows in each group and an example as its first row.

    The example is numbered “VD” (ví dụ), by which the reader knows it and leaves it out.
    """
    wordings = wordings_of(form, campaign)
    columns = columns_of(form, campaign)
    groups = [wording.key for wording in wordings] if form.grouping == ListForm.Grouping.SECTOR else [""]
    empty = [Record(sector=group) for group in groups for _number in range(EMPTY_ROWS)]
    records = [_example(campaign, unit, wordings), *empty]
    sheet = lay_out(form, columns, records, wordings=wordings, campaign=campaign, unit=unit)
    return replace(sheet, choices=_choices(columns, wordings, campaign, unit))


def _example(campaign: Campaign, unit: Unit, wordings: Sequence[Wording]) -> Record:
    """Return the example: the first sector's, as a clerk of the movement would fill it in."""
    texts = {
        Content.PLACE: "Thôn A, xã B",
        Content.TITLE: "Thắp sáng đường quê",
        Content.REGISTRANT: "Chi đoàn thôn A",
        Content.CONTINUITY: CONTINUITY_WORDS[Registration.Continuity.NEW],
        Content.PERIOD: f"Từ tháng 3/{campaign.year}",
        Content.COMPLETION: f"Tháng 12/{campaign.year}",
        Content.GOAL: "Lắp 50 bóng đèn trên 2 km đường thôn",
        Content.CONTENT: "Vận động đoàn viên và nhân dân góp công, góp kinh phí lắp đèn",
        Content.LEVEL: unit.level.name,
        Content.KIND: next(iter(KIND_WORDS.values())),
        Content.UNIT: unit.name,
    }
    times = time_columns(Registration.Continuity.NEW, texts[Content.PERIOD])
    return Record(texts | times, wordings[0].key, is_example=True)


def _choices(
    columns: Sequence[SheetColumn], wordings: Sequence[Wording], campaign: Campaign, unit: Unit
) -> dict[str, list[str]]:
    """Return what the columns of the form may be chosen from."""
    has = {column.content for column in columns}
    choices: dict[str, list[str]] = {}
    if Content.SECTOR in has:
        choices[Content.SECTOR] = [wording.label for wording in wordings]
    if Content.LEVEL in has:
        levels = dict.fromkeys(levels_by_key(campaign, unit).values())
        choices[Content.LEVEL] = [level.name for level in levels]
    if Content.CONTINUITY in has:
        choices[Content.CONTINUITY] = list(CONTINUITY_WORDS.values())
    for content in (Content.KIND, Content.REGISTRANT):
        if content in has:
            choices[content] = list(KIND_WORDS.values())
    return choices
