"""A form as it will be printed, filled in with nothing or, in a list, with one example.

Papers and lists lay themselves out; here they get a unit, a year and a registration to lay out with.
"""

from dataclasses import replace

from django.utils import timezone

from submissions.lists.writing.blank import blank_sheet
from submissions.lists.writing.sheet import Group, Sheet
from submissions.models import (
    Campaign,
    Initiative,
    Level,
    ListForm,
    OfficialForm,
    Registration,
    Sector,
    SectorScheme,
    Unit,
)
from submissions.papers.paper import Box, Item, Paper, make_paper

UNIT_NAME = "Tên cơ quan, đơn vị"
BASIS = "văn bản hướng dẫn số ……"
ROWS_SHOWN = 2


def preview_list(form: ListForm) -> Sheet:
    """Return the list with an example and the beginning of each group, for a campaign of this year."""
    sheet = blank_sheet(form, _campaign(form), _unit())
    return replace(sheet, groups=[Group(group.heading, group.rows[:ROWS_SHOWN]) for group in sheet.groups])


def preview_form(form: OfficialForm) -> Paper:
    """Return the form for a campaign of this year with nothing filled in and nothing ticked."""
    paper = make_paper(form, _registration(form), persons=False)
    return replace(paper, who=_unticked(paper.who), items=_unticked(paper.items))


def _unticked(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(
        replace(item, boxes=tuple(Box(box.label, ticked=False) for box in item.boxes)) for item in items
    )


def _registration(form: OfficialForm) -> Registration:
    """Return a registration that says nothing, but for what every one must say."""
    return Registration(
        initiative=Initiative(sector=Sector()),
        campaign=_campaign(form),
        unit=_unit(),
        level=Level(),
        continuity=Registration.Continuity.NEW,
    )


def _campaign(form: OfficialForm | ListForm) -> Campaign:
    """Return a campaign of this year that words the sectors by their own names."""
    # A scheme without wordings; it needs a number to be asked for them.
    scheme = SectorScheme(pk=0)
    return Campaign(year=timezone.localdate().year, basis=form.basis or BASIS, scheme=scheme)


def _unit() -> Unit:
    return Unit(name=UNIT_NAME, level=Level(name="cấp cơ sở"))
