"""A real Chromium for the tests of this folder; they are skipped where there is none."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

# The synchronous Playwright runs an event loop in this thread, where Django would refuse the
# queries of fixtures and assertions; nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for all tests of this process.

    While Playwright's event loop runs, Django gives this thread another connection object; it takes
    over the rows of the migrations, which `serialized_rollback` puts back before each test.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    rows = connection._test_serialized_contents
    with sync_playwright() as playwright:
        connection._test_serialized_contents = rows
        running = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh profile (no cookies) whose addresses are relative to the live server.

    For a second person in the same story use `browser.new_context(base_url=live_server.url)`.
    """
    opened = browser.new_context(base_url=live_server.url, locale="vi-VN", viewport=DESKTOP)
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that fails the test when a script on it fails."""
    opened = context.new_page()
    opened.on("pageerror", _fail)
    return opened


def _fail(error: Exception) -> None:
    raise AssertionError(f"a script failed on the page: {error}")
