"""The registration book in a real browser: two hundred received at once, a view saved, a record corrected."""

import re

import pytest
from playwright.sync_api import Page, expect

from submissions.models import Registration
from tests import factories
from tests.browser.auditing import assert_fit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

State = Registration.State
BOOK = "/quan-tri/dang-ky/"
PASSWORD = "mat-khau-trinh-dien"
WAITING = 200


@pytest.fixture
def waiting() -> Registration:
    """As many registrations as a desk gets in a week, sent one after the other; the first of them."""
    desk = factories.DeskFactory(name="Huyện ủy Tân Yên")
    campaign = factories.CampaignFactory(issuer=desk)
    unit = factories.UnitFactory(parent=desk)
    officer = factories.officer_of(desk, username="chuyenvien", first_name="Chuyên viên")
    officer.set_password(PASSWORD)
    officer.save()
    factories.RegistrationFactory(campaign=campaign, unit=unit, title="Đã rút", state=State.WITHDRAWN)
    first, *_others = (
        factories.RegistrationFactory(
            campaign=campaign, unit=unit, title=f"Tuyến đường hoa số {number}", state=State.SUBMITTED
        )
        for number in range(1, WAITING + 1)
    )
    return first


def test_officer_works_through_the_book(page: Page, waiting: Registration) -> None:
    sign_in(page)
    choose_columns_and_save_the_view(page)
    receive_all_rows_of_the_list(page)
    correct_a_record(page, waiting)


def sign_in(page: Page) -> None:
    page.goto(BOOK)
    page.locator("[name=username]").fill("chuyenvien")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".desk-tabs [aria-current]")).to_contain_text(str(WAITING + 1))


def choose_columns_and_save_the_view(page: Page) -> None:
    page.locator(".desk-tabs a", has_text="Đã gửi").click()
    columns, views = (page.locator(".desk-fold").nth(position) for position in (0, 1))
    columns.locator("summary").click()
    columns.locator("[value=goal]").check()
    columns.locator("button[type=submit]").click()
    expect(page.locator(".listing thead")).to_contain_text("Mục tiêu")
    expect(page.locator(".desk-tabs [aria-current]")).to_contain_text(str(WAITING))
    views.locator("summary").click()
    views.locator("[name=name]").fill("Chờ tiếp nhận")
    views.locator(".desk-save button").click()
    views.locator("summary").click()
    expect(views.locator("[aria-current]")).to_have_text("Chờ tiếp nhận")
    assert_fit(page)


def receive_all_rows_of_the_list(page: Page) -> None:
    page.goto(f"{BOOK}?state=submitted")
    page.locator(".listing thead [data-bulk-action-select-all-checkbox]").check()
    page.locator("[data-bulk-action-num-objects-in-listing]").click()
    page.locator("[data-bulk-action-button]").first.click()
    expect(page.locator("main h2").first).to_contain_text(str(WAITING))
    assert_fit(page)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".messages").first).to_contain_text(str(WAITING))
    expect(page).to_have_url(re.compile(r"state=submitted"))
    numbers = Registration.objects.filter(state=State.RECEIVED).order_by("submitted_at", "pk")
    assert list(numbers.values_list("book_number", flat=True)) == list(range(1, WAITING + 1))


def correct_a_record(page: Page, record: Registration) -> None:
    page.goto(f"{BOOK}inspect/{record.pk}/")
    assert_fit(page)
    page.goto(f"{BOOK}correct/{record.pk}/")
    assert_fit(page)
    page.locator("[name=goal]").fill("Mỗi thôn một tuyến")
    page.locator("[name=note]").fill("Theo điện thoại của đơn vị")
    page.locator(".desk-buttons button[type=submit]").click()
    history = page.locator(".desk-events li").first
    expect(history.locator("del")).to_have_text("100% hộ tham gia")
    expect(history.locator("ins")).to_have_text("Mỗi thôn một tuyến")
