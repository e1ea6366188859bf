"""The people of the units: invited from a sheet, a first password, a forgotten one, one too often wrong."""

import re
from pathlib import Path

import pytest
import xlsxwriter
from django.contrib.auth.models import User
from django.core import mail
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from submissions.lifecycle.invitations import Guest, invite
from submissions.models import Mail, Membership, Unit
from tests import factories
from tests.browser.auditing import assert_fit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PASSWORD = "mat-khau-thu-nghiem"
FIRST, SECOND = "hoa-ban-no-trang-2024", "cau-lang-sen-moi-2025"


@pytest.fixture(autouse=True)
def named_site(transactional_db: None) -> None:
    """The portal has a name, which stands in the head of every page."""
    Site.objects.update(site_name="Dân vận khéo Tân Yên")


@pytest.fixture
def desk(db: None) -> Unit:
    return factories.DeskFactory(name="Huyện ủy Tân Yên")


@pytest.fixture
def officer(desk: Unit) -> User:
    return factories.officer_of(desk, username="can-bo")


@pytest.fixture
def units(desk: Unit) -> list[Unit]:
    return [
        factories.UnitFactory(parent=desk, name=f"Đảng ủy xã {number}", code=f"xa-{number}")
        for number in range(1, 21)
    ]


def sheet(folder: Path) -> Path:
    """Twenty people for twenty units; the seventh has a broken e-mail address."""
    path = folder / "phu-trach.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Mã đơn vị", "Họ và tên", "Thư điện tử", "Vai trò"])
        for number in range(1, 21):
            at = "" if number == 7 else "@"
            row = [f"xa-{number}", f"Cán bộ {number}", f"cb{number}{at}example.vn", "Cán bộ đơn vị"]
            page.write_row(number, 0, row)
    return path


def secret_link(number: int = -1) -> str:
    """The way to the page that an e-mail leads to."""
    found = re.search(r"https?://[^/\s]+(/don-vi/\S+)", str(mail.outbox[number].body))
    assert found
    return found[1]


def set_password(page: Page, password: str) -> None:
    page.locator("[name=new_password1]").fill(password)
    page.locator("[name=new_password2]").fill(password)
    page.locator("main form button[type=submit]").click()


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/don-vi/dang-nhap/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("main form button[type=submit]").click()


def test_officer_invites_twenty_units_from_a_sheet(
    page: Page, officer: User, units: list[Unit], tmp_path: Path
) -> None:
    page.goto("/quan-tri/login/")
    page.locator("[name=username]").fill("can-bo")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/quan-tri/$"))
    page.goto("/quan-tri/loi-moi/tu-bang/")
    assert_fit(page)

    page.locator("[name=file]").set_input_files(sheet(tmp_path))
    # The first sheet starts the process in which files are read.
    page.set_default_timeout(60_000)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main tbody tr")).to_have_count(20)
    expect(page.locator("main tbody tr").nth(6)).to_contain_text("C8")
    assert_fit(page)
    page.locator("button[name=good_only]").click()

    expect(page.locator("main tbody tr")).to_have_count(19)
    assert Membership.objects.filter(unit__in=units).count() == 19
    assert len(mail.outbox) == Mail.objects.filter(state="sent").count() == 19
    assert_fit(page)
    page.get_by_role("link", name="Cán bộ 20", exact=True).click()
    assert_fit(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_invited_person_sets_the_first_password_and_later_a_new_one(
    browser: Browser, live_server: LiveServer, officer: User, units: list[Unit], scripts: bool
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", java_script_enabled=scripts)
    page = context.new_page()
    fit = assert_fit if scripts else lambda page: None
    invite(Guest(units[0], "Nguyễn Thị Thử", "thu@example.vn"), officer)
    page.goto(secret_link())
    fit(page)
    set_password(page, "12345")
    expect(page.get_by_role("alert")).to_be_visible()
    fit(page)
    set_password(page, FIRST)
    expect(page).to_have_url(re.compile("/don-vi/xa-1/$"))

    page.goto("/don-vi/tai-khoan/")
    fit(page)
    page.goto("/don-vi/thong-bao/")
    fit(page)
    page.locator(".unit-account form button").click()
    page.locator("main a[href='/don-vi/mat-khau/']").click()
    fit(page)
    page.locator("[name=email]").fill("thu@example.vn")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/da-gui/$"))

    page.goto(secret_link())
    fit(page)
    set_password(page, SECOND)
    sign_in(page, "thu@example.vn", SECOND)
    expect(page).to_have_url(re.compile("/don-vi/xa-1/$"))
    context.close()


def test_sixth_wrong_password_is_refused_and_the_page_says_until_when(page: Page, units: list[Unit]) -> None:
    factories.clerk_of(units[0], username="van-thu")
    with override_settings(AXES_ENABLED=True):
        for _try in range(6):
            sign_in(page, "van-thu", "sai-mat-khau")
        expect(page.get_by_role("alert")).to_contain_text(re.compile(r"\d{2}:\d{2}"))
        assert_fit(page)
        sign_in(page, "van-thu", PASSWORD)
        expect(page.get_by_role("alert")).to_be_visible()
