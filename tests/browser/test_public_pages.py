"""The public pages as an anonymous reader meets them, with the demo in them."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from dvk_portal.demo.loading import load_demo
from tests.browser.auditing import PHONE, assert_fit

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PAGES = (
    "/",
    "/van-ban/",
    "/van-ban/cong-van-tan-yen-2024/",
    "/dot-dang-ky/",
    "/dot-dang-ky/tan-yen-2024/",
    "/dot-dang-ky/khoi-thai-nguyen-2024/",
    "/dien-hinh/",
    "/dien-hinh/?linh-vuc=kinh-te&nam=2024",
    "/dien-hinh/thap-sang-duong-que/",
    "/tim-kiem/?q=dan+van+kheo",
    "/tim-kiem/?q=khong+co+tu+nay",
    "/so-do-trang/",
    "/khong-co-trang-nay/",
)


@pytest.fixture
def demo(live_server):
    return load_demo("mat-khau-trinh-dien")


def test_a_reader_walks_through_the_portal(demo, live_server, context: BrowserContext, page: Page):
    """One load of the demo for every page: fit for all, no cookie, nothing from elsewhere, no complaint."""
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    for path in PAGES:
        page.goto(path)
        assert_fit(page)
    assert context.cookies() == []
    assert hosts == {urlsplit(live_server.url).netloc}
    # The one page that is not there is the one complaint of the browser.
    assert [text for text in complaints if "404" not in text] == []

    narrow_the_exemplars(page)
    search_without_marks(page)
    keep_dark_colours(page)


def narrow_the_exemplars(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/dien-hinh/")
    page.get_by_text("Lọc danh sách").click()
    page.get_by_role("link", name="Quốc phòng - an ninh").click()
    expect(page.get_by_role("status")).to_have_text("2 điển hình")
    page.get_by_role("link", name="2024").click()
    expect(page.get_by_role("link", name="Tổ đoàn kết sản xuất trên biển")).to_be_visible()
    page.get_by_role("link", name="Xem tất cả").click()
    expect(page.get_by_role("status")).to_have_text("12 điển hình, trang 1/2")


def search_without_marks(page: Page) -> None:
    page.goto("/")
    page.get_by_placeholder("Tìm kiếm không cần dấu").fill("thap sang duong que")
    page.keyboard.press("Enter")
    result = page.get_by_role("link", name="Thắp sáng đường quê")
    expect(result.locator("mark")).to_have_text(["Thắp", "sáng", "đường", "quê"])
    result.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thắp sáng đường quê")


def keep_dark_colours(page: Page) -> None:
    page.get_by_role("button", name="Nền tối").click()
    page.goto("/van-ban/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert_fit(page)
