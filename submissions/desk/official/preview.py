"""A form as it will be printed, filled in with nothing or, in a list, with one example.

Papers and lists lay themselves out; here they get a campaign of this year to lay out with.
"""

from dataclasses import replace

from django.utils import timezone

from submissions.lists.writing.blank import blank_sheet
from submissions.lists.writing.sheet import Group, Sheet
from submissions.models import Campaign, ListForm, OfficialForm, SectorScheme
from submissions.papers.blank import blank_registration, nameless_unit
from submissions.papers.paper import Paper, make_paper

BASIS = "văn bản hướng dẫn số ……"
ROWS_SHOWN = 2


def preview_list(form: ListForm) -> Sheet:
    """Return the list with an example and the beginning of each group, for a campaign of this year."""
    sheet = blank_sheet(form, _campaign(form), nameless_unit())
    return replace(sheet, groups=[Group(group.heading, group.rows[:ROWS_SHOWN]) for group in sheet.groups])


def preview_form(form: OfficialForm) -> Paper:
    """Return the form for a campaign of this year with nothing filled in and nothing ticked."""
    return make_paper(form, blank_registration(_campaign(form)), persons=False)


def _campaign(form: OfficialForm | ListForm) -> Campaign:
    """Return a campaign of this year that words the sectors by their own names."""
    # A scheme without wordings; it needs a number to be asked for them.
    scheme = SectorScheme(pk=0)
    return Campaign(year=timezone.localdate().year, basis=form.basis or BASIS, scheme=scheme)
