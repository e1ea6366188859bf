"""Filled lists and the portal around them, for the tests of the import and of the unit area."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from submissions.lists import importing
from submissions.models import Batch, Campaign, Unit
from tests.factories import CampaignFactory, UnitFactory, clerk_of
from tests.submissions.lists.letter_list import Layout, RowDict, letter_xlsx

GOOD: list[RowDict] = [
    {
        "sector": "economy",
        "place": "Thôn Chiên",
        "title": "Thắp sáng đường quê",
        "registrant": "Chi đoàn thôn Chiên",
        "continuing": "Năm 2024",
        "completion": "12/2024",
        "goal": "100% tuyến đường có đèn",
    },
    {
        "sector": "defence_security",
        "place": "Xã Cao Xá",
        "title": "Camera an ninh",
        "registrant": "Công an xã",
        "new": "Từ tháng 3/2024",
        "completion": "Hết năm 2024",
        "goal": "Lắp 20 mắt camera",
    },
]
BAD: list[RowDict] = [
    {**GOOD[0], "title": "Hiến đất mở đường", "continuing": "Năm 2024", "new": "Năm 2024"},
    {**GOOD[1], "title": "", "place": "Thôn Trại"},
]


@dataclass
class Portal:
    """A unit below the desk that calls it, and its clerk."""

    campaign: Campaign
    unit: Unit
    clerk: User

    def upload(self, rows: list[RowDict], layout: Layout = "M3", name: str = "danh-sach.xlsx") -> Batch:
        return importing.upload(
            list_file(rows, layout, name), unit=self.unit, campaign=self.campaign, by=self.clerk
        )

    def imported(self, rows: list[RowDict], **options: Any) -> Batch:
        batch = self.upload(rows)
        importing.start_import(batch, self.clerk, warnings_seen=True, **options)
        batch.refresh_from_db()
        return batch


def portal() -> Portal:
    """One open campaign, a unit that it calls and the unit's clerk."""
    campaign = CampaignFactory()
    unit = UnitFactory(parent=campaign.issuer, name="Đảng ủy xã Cao Xá", code="xa-cao-xa")
    return Portal(campaign, unit, clerk_of(unit))


def list_file(rows: list[RowDict], layout: Layout = "M3", name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    """A filled list as it arrives from a browser."""
    return SimpleUploadedFile(name, letter_xlsx(rows, layout))
