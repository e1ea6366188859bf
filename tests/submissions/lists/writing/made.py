"""Lists laid out in the shipped forms, for the tests of what writes them."""

from collections.abc import Sequence
from typing import Any

from submissions.lists.writing.records import Content, Record, time_columns
from submissions.lists.writing.sheet import Sheet, columns_of, lay_out, wordings_of
from submissions.models import Campaign, ListForm, Unit
from tests.factories import CampaignFactory, DeskFactory, UnitFactory

FORMULA = '=HYPERLINK("http://x")'


def form_of(code: str, campaign: Campaign) -> ListForm:
    """The list form of this code that serves the campaign."""
    return next(form for form in ListForm.objects.serving(campaign) if form.code == code)


def campaign_of_tan_yen() -> Campaign:
    """A campaign of 2024 whose issuer is a district committee."""
    return CampaignFactory(issuer=DeskFactory(name="Huyện ủy Tân Yên"))


def commune(campaign: Campaign) -> Unit:
    """A unit below the campaign's issuer."""
    return UnitFactory(parent=campaign.issuer, name="Đảng ủy xã Cao Xá")


def record(title: str = "Thắp sáng đường quê", sector: str = "economy", **texts: str) -> Record:
    """The record of a registration that is newly built."""
    given = {
        Content.TITLE: title,
        Content.PLACE: "Thôn Chiên",
        Content.REGISTRANT: "Chi đoàn thôn Chiên",
        Content.COMPLETION: "12/2024",
        Content.GOAL: "100% tuyến đường có đèn",
        Content.STATE: "Đã gửi",
    }
    code = texts.pop("code", "7QX4M2KD")
    return Record(given | time_columns("new", "Từ tháng 3/2024") | texts, sector, code)


def sheet_of(records: Sequence[Record], code: str = "M3", **given: Any) -> Sheet:
    """The records in a shipped form, for a commune of the campaign; `given` are fields of the form."""
    campaign = campaign_of_tan_yen()
    form = form_of(code, campaign)
    for name, value in given.items():
        setattr(form, name, value)
    return lay_out(
        form,
        columns_of(form, campaign),
        records,
        wordings=wordings_of(form, campaign),
        campaign=campaign,
        unit=commune(campaign),
    )
