"""The unit clerk registers on forms: with mouse, with keys alone, and without JavaScript.

Buttons are found by their names and fields by their ids, as the words of a form are its issuer's.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from submissions.lifecycle import intake
from submissions.models import Campaign, FormDraft, Individual, Registration
from tests.browser.auditing import DESKTOP, assert_fit
from tests.factories import CampaignFactory, OfficialFormFactory, RegistrationFactory, officer_of
from tests.submissions.lists.filled_lists import Portal, portal

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PASSWORD = "mat-khau-thu-nghiem"
HOME = "/don-vi/xa-cao-xa/"
LIGHTS, ROADS, KINDNESS, CAMERAS = (
    "Thắp sáng đường quê",
    "Hiến đất mở đường",
    "Giúp người neo đơn",
    "Camera an ninh",
)
TIME = re.compile(r"\d\d:\d\d")
# A link to a field leaves its name behind the address of what comes next.
FORM, PREVIEW, REGISTRATION = (
    re.compile(rf"/{path}/(#\w+)?$") for path in (r"dien-mau/\d+", r"dien-mau/\d+/xem", r"dang-ky/\d+")
)


@pytest.fixture
def here(live_server: LiveServer) -> Portal:
    """A campaign with a form for collectives and one for persons, and something of the year before."""
    Site.objects.update(site_name="Huyện ủy Tân Yên")
    here = portal()
    issuer = here.campaign.issuer
    collective = OfficialFormFactory(
        issuer=issuer, code="B1", kind="collective", contents=("title", "sector", "content", "own", "place")
    )
    collective.fields.filter(content="content").update(required=True, least_lines=3, most_lines=5)
    person = OfficialFormFactory(
        issuer=issuer, code="B2", kind="individual", contents=("full_name", "title", "sector", "goal")
    )
    here.campaign.official_forms.set([collective, person])
    last_year = CampaignFactory(issuer=issuer, year=2023, state=Campaign.State.CLOSED)
    RegistrationFactory(
        campaign=last_year, unit=here.unit, state=Registration.State.RECEIVED, title=CAMERAS, form=collective
    )
    return here


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A browser without JavaScript."""
    opened = browser.new_context(
        base_url=live_server.url, locale="vi-VN", viewport=DESKTOP, java_script_enabled=False
    )
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


def test_a_clerk_registers_on_forms(here: Portal, page: Page, plain: BrowserContext) -> None:
    sign_in(page, here)
    a_collective_is_registered_and_nothing_typed_is_lost(page)
    a_returned_one_is_corrected_and_sent_again(page, here)
    last_years_goes_on(page)
    one_is_withdrawn(page)
    keys_alone_are_enough(page)
    without_scripts_a_person_is_registered_though_the_session_ends(plain.new_page(), plain, here)


def sign_in(page: Page, here: Portal) -> None:
    page.goto(HOME)
    page.locator("#id_username").fill(here.clerk.username)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".unit-bar")).to_be_visible()


def begin(page: Page, kind: str) -> None:
    page.goto(f"{HOME}dang-ky/moi/{Campaign.objects.get(year=2024).slug}/")
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("[name=begin]").click()
    page.wait_for_url(FORM)


def registered(title: str) -> tuple[str, str]:
    registration = Registration.objects.get(initiative__title=title, campaign__year=2024)
    return registration.state, registration.source


def a_collective_is_registered_and_nothing_typed_is_lost(page: Page) -> None:
    assert_fit(page)
    page.locator("form[action*='/dang-ky/moi/'] button").click()
    page.locator("[name=kind][value=collective]").wait_for()
    assert_fit(page)
    begin(page, "collective")

    page.locator("#id_title").fill(LIGHTS)
    page.locator("#id_content").fill("Vận động nhân dân góp công\n" * 6)
    lines = page.locator("[data-lines=id_content]")
    expect(lines.locator("[data-count]")).to_have_text("6")
    expect(lines.locator("[data-longer]")).to_be_visible()
    expect(page.locator("[data-state]")).to_contain_text(TIME)
    assert FormDraft.objects.get().values["title"] == LIGHTS
    page.reload()
    expect(page.locator("#id_title")).to_have_value(LIGHTS)

    the_connection_drops_and_the_text_is_offered_again(page)
    page.locator("[name=send]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_fit(page)
    page.get_by_role("alert").get_by_role("link").first.click()
    page.locator("[name=sector][value=economy]").check()
    page.locator("[name=preview]").click()
    page.wait_for_url(PREVIEW)
    expect(page.locator("article")).to_contain_text(LIGHTS)
    assert_fit(page)
    page.locator("main .button--primary").click()
    page.locator("[name=send]").click()
    page.wait_for_url(REGISTRATION)
    expect(page.get_by_role("heading", level=1)).to_have_text(LIGHTS)
    assert_fit(page)
    assert registered(LIGHTS) == ("submitted", "form")
    assert Registration.objects.get(initiative__title=LIGHTS).answers == {"4": "Chi hội Phụ nữ"}


def the_connection_drops_and_the_text_is_offered_again(page: Page) -> None:
    page.route("**/luu/", lambda route: route.abort())
    page.locator("#id_own-4").fill("Chi hội Phụ nữ")
    with page.expect_event("requestfailed"):
        page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('dvk-form-'))")
    page.unroute("**/luu/")
    # The page warns before it goes; whoever leaves all the same finds the text on the device.
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator("[data-kept-use]").click()
    expect(page.locator("#id_own-4")).to_have_value("Chi hội Phụ nữ")


def a_returned_one_is_corrected_and_sent_again(page: Page, here: Portal) -> None:
    registration = Registration.objects.get(initiative__title=LIGHTS)
    intake.send_back(registration, officer_of(here.campaign.issuer), "Ghi rõ số bóng đèn.")
    page.goto(HOME)
    expect(page.locator("main")).to_contain_text("Ghi rõ số bóng đèn.")
    page.locator(f"form[action='{HOME}dang-ky/{registration.pk}/sua/'] button").click()
    page.locator("#id_content").fill("Lắp 120 bóng đèn.")
    page.locator("[name=send]").click()
    page.wait_for_url(REGISTRATION)
    registration.refresh_from_db()
    assert (registration.state, registration.content) == ("submitted", "Lắp 120 bóng đèn.")


def last_years_goes_on(page: Page) -> None:
    page.goto(HOME)
    page.locator("a[href$='/tiep-tuc/']").click()
    assert_fit(page)
    page.locator("main li form button").click()
    expect(page.locator("#id_title")).to_have_value(CAMERAS)
    page.locator("#id_content").fill("Lắp thêm 08 mắt camera.")
    page.locator("[name=send]").click()
    page.wait_for_url(REGISTRATION)
    again = Registration.objects.get(initiative__title=CAMERAS, campaign__year=2024)
    assert (again.state, again.continuity, again.previous.campaign.year) == ("submitted", "continuing", 2023)


def one_is_withdrawn(page: Page) -> None:
    page.locator("a[href$='/rut/']").click()
    assert_fit(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(REGISTRATION)
    assert registered(CAMERAS)[0] == "withdrawn"


def keys_alone_are_enough(page: Page) -> None:
    begin(page, "collective")
    tab_to(page, "#id_title")
    page.keyboard.type(ROADS)
    tab_to(page, "[name=sector]")
    page.keyboard.press("Space")
    tab_to(page, "#id_content")
    page.keyboard.type("Vận động 12 hộ hiến đất.")
    tab_to(page, "[name=send]")
    page.keyboard.press("Enter")
    page.wait_for_url(REGISTRATION)
    assert registered(ROADS) == ("submitted", "form")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that the selector finds has the focus."""
    for _press in range(60):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


def without_scripts_a_person_is_registered_though_the_session_ends(
    page: Page, context: BrowserContext, here: Portal
) -> None:
    sign_in(page, here)
    begin(page, "individual")
    page.locator("#id_full_name").fill("Người Đăng Ký Thử")
    page.locator("#id_title").fill(KINDNESS)
    page.locator("[name=sector][value=culture_society]").check()
    page.locator("#id_goal").fill("05 hộ được giúp")
    context.clear_cookies(name="sessionid")
    page.locator("[name=send]").click()
    page.locator("#id_username").fill(here.clerk.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(REGISTRATION)
    assert registered(KINDNESS) == ("submitted", "form")
    assert Individual.objects.get().full_name == "Người Đăng Ký Thử"
