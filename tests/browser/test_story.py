"""The whole story, from a unit's list to a public exemplar, lived step by step in the browser.

Units, people, pages and papers are the demo's; the campaign is not open yet and nothing is registered.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dvk_portal.demo.campaigns import add_tan_yen
from dvk_portal.demo.paper_data import TAN_YEN_LETTER
from dvk_portal.demo.papers import load_papers
from dvk_portal.demo.pictures import paint
from dvk_portal.demo.site import load_site
from dvk_portal.demo.units import load_units
from dvk_portal.demo.users import load_users
from showcase.models import ExemplarPage
from submissions.models import Registration
from tests.browser.auditing import DESKTOP, PHONE, assert_fit
from tests.submissions.lists.letter_list import letter_xlsx

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PASSWORD = "mat-khau-trinh-dien"
LETTER = "Triển khai Phong trào thi đua “Dân vận khéo” năm 2024 (Huyện ủy Tân Yên)"
LIGHTS, CAMERAS, WASTE, LEFT_OUT = (
    "Thắp sáng đường quê",
    "Camera an ninh",
    "Phân loại rác tại nguồn",
    "Hiến đất mở đường",
)
LIST = [
    {
        "sector": "economy",
        "place": "Thôn Chiên",
        "title": LIGHTS,
        "registrant": "Tập thể",
        "new": "Từ tháng 3/2024",
        "completion": "12/2024",
        "goal": "100% tuyến đường thôn có đèn",
    },
    {
        "sector": "economy",
        "place": "Thôn Trại",
        "title": LEFT_OUT,
        "registrant": "Tập thể",
        "continuing": "Năm 2023",
        "new": "Năm 2024",
        "completion": "12/2024",
        "goal": "Mở rộng 02 km đường",
    },
    {
        "sector": "culture_society",
        "place": "Xã Cao Xá",
        "title": WASTE,
        "registrant": "Tập thể",
        "completion": "12/2024",
        "goal": "80% hộ phân loại rác",
    },
    {
        "sector": "defence_security",
        "place": "Xã Cao Xá",
        "title": CAMERAS,
        "registrant": "Tập thể",
        "continuing": "Năm 2023",
        "completion": "Hết năm 2024",
        "goal": "Lắp 20 mắt camera",
    },
]


class People:
    """The persons of the story, each with a browser of their own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.pages: dict[str, Page] = {}

    def __call__(self, username: str) -> Page:
        if username not in self.pages:
            context = self.browser.new_context(base_url=self.address, locale="vi-VN", viewport=DESKTOP)
            context.set_default_timeout(15_000)
            self.pages[username] = context.new_page()
        return self.pages[username]

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


@pytest.fixture
def people(browser: Browser, live_server) -> Iterator[People]:
    load_units()
    users = load_users(PASSWORD)
    load_site(users["bientap"])
    load_papers({TAN_YEN_LETTER.slug: add_tan_yen()}, users["bientap"])
    opened = People(browser, live_server.url)
    yield opened
    opened.close()


def test_from_a_list_to_a_public_exemplar(people: People, tmp_path: Path):
    the_editor_opens_the_campaign(people("bientap"))
    the_clerk_uploads_corrects_and_sends_a_list(people("donvi1"), tmp_path)
    the_officer_receives_some_and_returns_one(people("chuyenvien"))
    the_clerk_sees_the_reason_corrects_and_sends_again(people("donvi1"))
    the_officer_proposes(people("chuyenvien"))
    the_leader_decides_and_publishes(people("lanhdao"))
    the_editor_fills_in_the_draft_and_publishes(people("bientap"), tmp_path)
    a_reader_finds_it(people("bạn đọc"))


def sign_in_to_the_admin(page: Page, username: str) -> None:
    page.goto("/quan-tri/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def the_editor_opens_the_campaign(page: Page) -> None:
    sign_in_to_the_admin(page, "bientap")
    page.goto("/quan-tri/dot-dang-ky/")
    page.get_by_role("link", name="Dân vận khéo năm 2024").click()
    page.get_by_role("link", name="Mở đợt đăng ký").click()
    page.get_by_role("button", name="Mở đợt đăng ký").click()
    expect(page.locator("main")).to_contain_text("Đang nhận đăng ký")

    page.goto("/van-ban/cong-van-tan-yen-2024/")
    expect(page.get_by_role("heading", level=1)).to_have_text(LETTER)
    expect(page.get_by_role("complementary")).to_contain_text("Dân vận khéo năm 2024")


def the_clerk_uploads_corrects_and_sends_a_list(page: Page, folder: Path) -> None:
    file = folder / "danh-sach-m3.xlsx"
    file.write_bytes(letter_xlsx(LIST))
    page.goto("/don-vi/")
    page.get_by_label("Tên đăng nhập").fill("donvi1")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm bây giờ")
    assert_fit(page)

    page.get_by_role("link", name="Tải danh sách lên").first.click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra danh sách")
    assert Registration.objects.count() == 0
    assert_fit(page)

    both_columns = page.get_by_role("article", name="Dòng 10, trang tính M3")
    expect(both_columns).to_contain_text(
        "Ô E10: cả hai cột “tiếp tục duy trì” và “xây dựng mới” đều được ghi."
    )
    both_columns.get_by_role("button", name="Bỏ qua").click()
    no_column = page.get_by_role("article", name="Dòng 13, trang tính M3")
    expect(no_column).to_contain_text("chưa ghi cột “tiếp tục duy trì” hay “xây dựng mới”")
    no_column.get_by_label("Tiếp tục duy trì hay xây dựng mới").select_option("Xây dựng mới")
    no_column.get_by_label("Thời gian thực hiện").fill("Từ tháng 4/2024")
    no_column.get_by_role("button", name="Lưu dòng này").click()
    page.get_by_label("Tôi đã xem các cảnh báo").check()
    page.get_by_role("button", name="Nhập và gửi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết quả nhập danh sách")
    assert_fit(page)
    assert sorted(Registration.objects.values_list("initiative__title", "state")) == [
        (CAMERAS, "submitted"),
        (WASTE, "submitted"),
        (LIGHTS, "submitted"),
    ]


def the_officer_receives_some_and_returns_one(page: Page) -> None:
    sign_in_to_the_admin(page, "chuyenvien")
    page.goto("/quan-tri/dang-ky/?kind=collective&state=submitted&q=xa+cao+xa")
    for title in (LIGHTS, WASTE):
        page.get_by_role("row").filter(has_text=title).get_by_role("checkbox").check()
    page.get_by_role("link", name="Tiếp nhận").click()
    expect(page.locator("main")).to_contain_text("2 hồ sơ sẽ thay đổi")
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận")

    page.goto("/quan-tri/dang-ky/")
    page.get_by_role("link", name=CAMERAS).click()
    page.get_by_role("link", name="Trả lại").click()
    page.get_by_label("Lý do").fill("Ghi rõ số mắt camera đã lắp và kinh phí.")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.locator("main")).to_contain_text("Ghi rõ số mắt camera đã lắp và kinh phí.")


def the_clerk_sees_the_reason_corrects_and_sends_again(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/don-vi/")
    expect(page.get_by_role("main")).to_contain_text("Ghi rõ số mắt camera đã lắp và kinh phí.")
    page.get_by_role("button", name="Sửa và gửi lại").click()
    page.get_by_label("Kết quả dự kiến").fill("Đã lắp 12 mắt, lắp thêm 08 mắt; kinh phí 40 triệu đồng.")
    page.get_by_role("button", name="Gửi bộ phận tiếp nhận").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CAMERAS)
    returned = Registration.objects.get(initiative__title=CAMERAS)
    assert (returned.state, returned.reason) == ("submitted", "")
    page.set_viewport_size(DESKTOP)


def the_officer_proposes(page: Page) -> None:
    page.goto("/quan-tri/dang-ky/")
    page.get_by_role("link", name=LIGHTS).click()
    page.get_by_role("link", name="Đề nghị công nhận").click()
    page.get_by_label("Mô hình", exact=True).check()
    page.get_by_label("Căn cứ đề nghị").fill("Hiệu quả rõ, nhiều thôn đã làm theo.")
    page.get_by_role("button", name="Đề nghị công nhận").click()
    expect(page.locator("main")).to_contain_text("Đã đề nghị")


def the_leader_decides_and_publishes(page: Page) -> None:
    sign_in_to_the_admin(page, "lanhdao")
    page.goto("/quan-tri/cong-nhan/")
    page.get_by_role("link", name=LIGHTS).first.click()
    page.get_by_role("link", name="Công nhận", exact=True).click()
    page.get_by_label("Số, ký hiệu").fill("125-QĐ/HU")
    page.get_by_label("Ngày", exact=True).fill("15/10/2024")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Công nhận").click()
    page.goto("/quan-tri/quyet-dinh/")
    page.get_by_role("link", name="125-QĐ/HU").click()
    page.get_by_role("link", name="Công bố quyết định").click()
    page.get_by_role("button", name="Công bố quyết định").click()
    expect(page.locator("main")).to_contain_text("Đã công bố")


def the_editor_fills_in_the_draft_and_publishes(page: Page, folder: Path) -> None:
    picture = folder / "den-duong.png"
    picture.write_bytes(paint("economy", "thap-sang-duong-que", 0))
    assert not ExemplarPage.objects.get().live
    page.goto("/quan-tri/")
    page.get_by_role("link", name=LIGHTS).first.click()
    expect(page.locator("[name=unit_name]")).to_have_value("Đảng ủy xã Cao Xá")
    page.locator("[name=summary]").fill("Thôn Chiên góp công lắp đèn cho mọi tuyến đường.")
    choose_a_picture(page, picture)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()
    expect(page.get_by_text("Đã xuất bản trang")).to_be_visible()
    assert ExemplarPage.objects.get().live


def choose_a_picture(page: Page, picture: Path) -> None:
    page.locator("[data-chooser-action-choose]").first.click()
    window = page.get_by_role("dialog")
    window.get_by_role("tab", name="Tải lên").click()
    window.locator("input[type=file]").set_input_files(picture)
    # Wagtail takes the title from the name of the file, a moment after it was chosen.
    expect(window.get_by_label("Tiêu đề")).to_have_value("den-duong")
    window.get_by_label("Mô tả").fill("Đường thôn có đèn chiếu sáng")
    window.get_by_role("button", name="Tải lên").click()
    window.wait_for(state="detached")


def a_reader_finds_it(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/dien-hinh/?linh-vuc=kinh-te&nam=2024")
    expect(page.get_by_role("status")).to_have_text("1 điển hình")
    page.goto("/tim-kiem/?q=thap+sang+duong+que")
    page.get_by_role("link", name=LIGHTS).click()
    facts = page.locator("dl.facts")
    for fact in ("Đảng ủy xã Cao Xá", "Phát triển kinh tế", "cấp cơ sở", "2024", "125-QĐ/HU, 15/10/2024"):
        expect(facts).to_contain_text(fact)
    assert_fit(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Trình đơn chính")).to_be_hidden()
    expect(facts).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name=LETTER).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LETTER)
