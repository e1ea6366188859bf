"""The public page of a campaign: theme, dates in their order, forms to download, guidance."""

import datetime
import io

import pytest
import time_machine
from docx import Document
from openpyxl import load_workbook

from showcase.models.campaigns import timeline
from submissions.lifecycle.programme import open_campaign
from submissions.models import Campaign, Deadline
from tests.factories import (
    CampaignFactory,
    DeadlineFactory,
    DeskFactory,
    IndividualFactory,
    ListFormFactory,
    OfficialFormFactory,
    RegistrationFactory,
    level,
    officer_of,
)
from tests.showcase import pages

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 2, 20)
LAST, TOMORROW = datetime.date(2024, 2, 19), datetime.date(2024, 2, 21)


@pytest.fixture
def campaign():
    return CampaignFactory(slug="tan-yen-2024", theme="Năm chuyển đổi số", period="2022 - 2025")


def opened(**fields):
    """A campaign with a form and a list of its issuer, opened through the door."""
    campaign = CampaignFactory(slug="nam-2024", state=Campaign.State.DRAFT, **fields)
    campaign.official_forms.add(
        OfficialFormFactory(issuer=campaign.issuer, code="Mẫu 1a", contents=["title", "sector", "continuity"])
    )
    campaign.list_forms.add(ListFormFactory(issuer=campaign.issuer, code="M3"))
    return open_campaign(campaign, officer_of(campaign.issuer))


def test_dates_behind_and_ahead_are_told_apart(campaign):
    for named_day in (LAST, TODAY, TODAY, TOMORROW):
        DeadlineFactory(campaign=campaign, named_day=named_day)
    DeadlineFactory(campaign=campaign, bound=Deadline.Bound.UNDATED, named_day=None)

    dates = timeline(campaign.deadlines.all(), TODAY)

    assert [(date.deadline.due_on, date.is_past, date.is_next) for date in dates] == [
        (LAST, True, False),
        (TODAY, False, True),
        (TODAY, False, True),
        (TOMORROW, False, False),
        (None, False, False),
    ]


def test_page_tells_what_is_due_whom_it_binds_and_why(client, campaigns, papers, campaign):
    DeadlineFactory(campaign=campaign, phrase="trước ngày 28/02/2024", level=level("khoi"))
    DeadlineFactory(campaign=campaign, phrase="Hằng năm", bound=Deadline.Bound.UNDATED, named_day=None)
    paper = pages.paper(papers, "Công văn triển khai phong trào")
    paper.campaigns.add(campaign)
    paper.save()
    page = pages.campaign(campaigns, campaign=campaign, body=[("paragraph", "<p>Gửi danh sách mẫu M3.</p>")])

    with time_machine.travel("2024-02-20T08:00:00+07:00", tick=False):
        html = client.get(page.url).content.decode()

    assert all(
        text in html
        for text in (
            campaign.issuer.name,
            "Năm chuyển đổi số",
            "2022 - 2025",
            campaign.basis,
            "trước ngày 28/02/2024",
            "27/02/2024",
            "cấp Đảng bộ Khối",
            "Hằng năm",
            "Gửi danh sách mẫu M3.",
            "Công văn triển khai phong trào",
        )
    )
    assert html.count('aria-current="step"') == 1


def test_draft_campaign_shows_no_forms(client, campaigns):
    campaign = CampaignFactory(state=Campaign.State.DRAFT)
    OfficialFormFactory(issuer=campaign.issuer, code="M1")

    response = client.get(pages.campaign(campaigns, campaign=campaign).url)

    assert response.context["downloads"] == []
    assert client.get(f"/bieu-mau/{campaign.slug}/m1.docx").status_code == 404


def test_forms_in_use_are_offered_and_no_others(client, campaigns):
    campaign = opened()
    OfficialFormFactory(issuer=campaign.issuer, code="M9")

    found = client.get(pages.campaign(campaigns, campaign=campaign).url).context["downloads"]

    assert [(download.form.code, download.files) for download in found] == [
        ("Mẫu 1a", [("Word", "/bieu-mau/nam-2024/mau-1a.docx")]),
        ("M3", [("Excel", "/bieu-mau/nam-2024/m3.xlsx"), ("Word", "/bieu-mau/nam-2024/m3.docx")]),
    ]


@pytest.mark.parametrize("state", ["open", "closed"])
def test_blank_form_has_nothing_filled_in_and_no_box_ticked(client, state):
    campaign = opened()
    Campaign.objects.update(state=state)

    response = client.get("/bieu-mau/nam-2024/mau-1a.docx")

    text = "\n".join(line.text for line in Document(io.BytesIO(response.content)).paragraphs)
    assert response["Content-Disposition"] == 'attachment; filename="mau-1a-nam-2024.docx"'
    assert "BẢN ĐĂNG KÝ" in text
    assert campaign.basis in text
    assert text.count("☐") == 6
    assert "☒" not in text


def test_blank_files_hold_no_data_of_anybody(client):
    campaign = opened()
    registration = RegistrationFactory(
        campaign=campaign, title="Mô hình chưa công bố", state="received", initiative__kind="individual"
    )
    IndividualFactory(initiative=registration.initiative, full_name="Người Không Nêu Tên")

    book = load_workbook(io.BytesIO(client.get("/bieu-mau/nam-2024/m3.xlsx").content))
    cells = [str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row]
    form = Document(io.BytesIO(client.get("/bieu-mau/nam-2024/mau-1a.docx").content))
    told = "\n".join([*cells, *(line.text for line in form.paragraphs)])

    assert "DANH SÁCH ĐĂNG KÝ NĂM 2024" in told
    for text in ("Mô hình chưa công bố", "Người Không Nêu Tên", registration.unit.name):
        assert text not in told


@pytest.mark.parametrize(
    "address",
    ["nam-2024/mau-1a.xlsx", "nam-2024/m9.docx", "nam-2023/m3.docx", "nam-2024/m3.csv"],
)
def test_what_is_no_form_of_the_campaign_is_not_found(client, address):
    opened()

    assert client.get(f"/bieu-mau/{address}").status_code == 404


def test_campaigns_are_listed_newest_first_and_narrowed(client, campaigns):
    for year, state in ((2022, "closed"), (2024, "open"), (2023, "closed")):
        pages.campaign(campaigns, f"Năm {year}", campaign=CampaignFactory(year=year, state=state))

    def listed(query=""):
        return pages.titles(client.get(f"/dot-dang-ky/{query}").context["listing"].page)

    assert listed() == ["Năm 2024", "Năm 2023", "Năm 2022"]
    assert listed("?tinh-trang=open") == ["Năm 2024"]
    assert listed("?nam=2022") == ["Năm 2022"]


def test_list_shows_the_next_deadline(client, campaigns, campaign):
    DeadlineFactory(campaign=campaign, named_day=LAST, phrase="đã qua")
    DeadlineFactory(campaign=campaign, named_day=TOMORROW, phrase="sắp tới")
    pages.campaign(campaigns, campaign=campaign)

    with time_machine.travel("2024-02-20T08:00:00+07:00", tick=False):
        html = client.get("/dot-dang-ky/").content.decode()

    assert "sắp tới" in html
    assert "đã qua" not in html


def test_deadlines_of_a_part_of_the_tree_name_it(client, campaigns, campaign):
    DeadlineFactory(campaign=campaign, subtree=DeskFactory(name="Đảng bộ Công an huyện"))

    assert (
        "Đảng bộ Công an huyện"
        in client.get(pages.campaign(campaigns, campaign=campaign).url).content.decode()
    )
