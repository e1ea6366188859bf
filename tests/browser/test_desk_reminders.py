"""An officer reminds fifty units that have not sent, in one step, with the keyboard too."""

import datetime
import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from submissions.models import Campaign, ConsolidatedList, Registration
from tests import factories
from tests.browser.auditing import assert_fit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MISSING = 50
State = Registration.State


@pytest.fixture
def campaign(live_server) -> Campaign:
    """A campaign with fifty units that have not sent, one that has, and one that nobody serves."""
    made = factories.CampaignFactory(title="Dân vận khéo năm 2024")
    day = timezone.localdate() + datetime.timedelta(days=3)
    factories.DeadlineFactory(campaign=made, named_day=day, phrase="chậm nhất ngày ấy")
    for number in range(MISSING):
        unit = factories.UnitFactory(parent=made.issuer, name=f"Đảng ủy xã {number:02}")
        factories.clerk_of(unit, email=f"xa{number}@example.vn", password="!")
    factories.clerk_of(factories.UnitFactory(parent=made.issuer, name="Chi bộ đã nghỉ"), is_active=False)
    factories.RegistrationFactory.create_batch(3, campaign=made, state=State.RECEIVED)
    factories.officer_of(made.issuer, username="chuyenvien")
    return made


def sign_in(page: Page) -> None:
    page.goto("/quan-tri/")
    page.locator("[name=username]").fill("chuyenvien")
    page.locator("[name=password]").fill("mat-khau-thu-nghiem")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-deadlines-section")).to_be_visible()


def test_fifty_missing_units_are_reminded_in_one_step(page: Page, campaign: Campaign) -> None:
    sign_in(page)
    assert_fit(page)
    page.locator("#desk-deadlines-section a[href*=don-vi-chua-gui]").press("Enter")
    page.wait_for_url(re.compile("/don-vi-chua-gui/[?]"))
    assert_fit(page)
    expect(page.locator("table.listing tbody tr")).to_have_count(50)

    page.locator(".desk-buttons a.button").press("Enter")
    page.wait_for_url(re.compile("/don-doc/[?]"))
    assert_fit(page)
    expect(page.locator(".desk-list--columns").first.locator("li")).to_have_count(MISSING)
    expect(page.locator(".desk-mail")).to_contain_text("chậm nhất ngày ấy")
    page.locator("[name=subject]").fill("Đôn đốc gửi đăng ký")
    page.locator("[name=preview]").press("Enter")
    expect(page.locator("section strong")).to_have_text("Đôn đốc gửi đăng ký")
    assert mail.outbox == []
    page.locator("form .desk-buttons button").first.press("Enter")

    expect(page.locator(".messages .success")).to_contain_text(str(MISSING))
    assert {message.to[0] for message in mail.outbox} == {
        f"xa{number}@example.vn" for number in range(MISSING)
    }
    assert {message.subject for message in mail.outbox} == {"Đôn đốc gửi đăng ký"}


def test_what_was_received_becomes_a_list_with_its_files(page: Page, campaign: Campaign) -> None:
    sign_in(page)
    page.goto("/quan-tri/danh-sach-tong-hop/new/")
    assert_fit(page)
    page.locator("[name=addressee]").fill("Tỉnh ủy")
    page.locator("form .desk-buttons button").press("Enter")
    page.wait_for_url(re.compile("/inspect/"))
    assert_fit(page)

    made = ConsolidatedList.objects.get()
    expect(page.locator("#rows-section tbody tr")).to_have_count(3)
    with page.expect_download() as download:
        page.locator(f"a[href$='/letter/{made.pk}/']").click()
    assert download.value.suggested_filename == f"m3-so-1-{campaign.slug}-cong-van.docx"
    page.goto("/quan-tri/danh-sach-tong-hop/")
    assert_fit(page)
