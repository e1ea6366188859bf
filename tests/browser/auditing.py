"""What the browser tests demand of every page they open."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDTHS = (DESKTOP, PHONE)
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
}


# Wagtail's messages fade in a moment after the page; half faded they have too little contrast.
SETTLED = """async () => {
  for (let number = 0; number < 20; number += 1) await new Promise(requestAnimationFrame);
  const ends = (one) => one.effect.getComputedTiming().iterations !== Infinity;
  const fading = document.getAnimations().filter(ends).map((one) => one.finished.catch(() => null));
  await Promise.all(fading);
}"""


def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 A and AA on the page as it stands, one line a rule."""
    page.evaluate(SETTLED)
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def assert_fit(page: Page) -> None:
    """No accessibility violation and no sideways scrolling, on a desk and on a telephone."""
    for size in WIDTHS:
        page.set_viewport_size(size)
        found = violations(page)
        assert found == [], f"{page.url} at {size['width']} px: {found}"
        assert overflow(page) <= 0, f"{page.url} at {size['width']} px"
    page.set_viewport_size(DESKTOP)
