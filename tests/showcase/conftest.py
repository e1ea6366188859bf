"""A site with a home page and the lists below it, still empty."""

import pytest
from wagtail.models import Page, Site

from showcase.models import CampaignIndexPage, ExemplarIndexPage, GuidanceIndexPage, HomePage

from .pages import add


@pytest.fixture
def home(db: None) -> HomePage:
    page = add(Page.get_first_root_node(), HomePage(title="Dân vận khéo", slug="trang-chu"))
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port, site.root_page = "testserver", 80, page
    site.save()
    return page


@pytest.fixture
def papers(home: HomePage) -> GuidanceIndexPage:
    return add(home, GuidanceIndexPage(title="Văn bản", slug="van-ban", show_in_menus=True))


@pytest.fixture
def exemplars(home: HomePage) -> ExemplarIndexPage:
    return add(home, ExemplarIndexPage(title="Điển hình", slug="dien-hinh", show_in_menus=True))


@pytest.fixture
def campaigns(home: HomePage) -> CampaignIndexPage:
    return add(home, CampaignIndexPage(title="Đợt đăng ký", slug="dot-dang-ky", show_in_menus=True))
