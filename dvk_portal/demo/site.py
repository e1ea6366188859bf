"""The skeleton of the portal: home page, the lists below it, the organisation in head and foot."""

import uuid
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from wagtail.models import Page, Site

from showcase.models import (
    CampaignIndexPage,
    ExemplarIndexPage,
    GuidanceIndexPage,
    HomePage,
    PortalSettings,
)

from .clock import clock_at

FOUNDED = "2022-01-10"
NAMESPACE = uuid.UUID("6f9a1d52-7f5e-4f0e-9a35-0c6a5d2b8e11")

LISTS = (
    (
        GuidanceIndexPage,
        "Văn bản",
        "van-ban",
        "Toàn văn các văn bản chỉ đạo, hướng dẫn phong trào thi đua “Dân vận khéo”, kèm thời hạn "
        "và biểu mẫu.",
    ),
    (
        CampaignIndexPage,
        "Đợt đăng ký",
        "dot-dang-ky",
        "Các đợt đăng ký mô hình, điển hình “Dân vận khéo”: chủ đề, mốc thời gian, biểu mẫu và hướng dẫn "
        "cho đơn vị.",
    ),
    (
        ExemplarIndexPage,
        "Điển hình",
        "dien-hinh",
        "Những mô hình, điển hình “Dân vận khéo” đã được công nhận: vấn đề, cách làm, kết quả "
        "và kinh nghiệm nhân rộng.",
    ),
)

DemoPage = TypeVar("DemoPage", bound=Page)


def demo_key(name: str) -> uuid.UUID:
    """The translation key of a demo page: it stays when an editor changes title, address or place."""
    return uuid.uuid5(NAMESPACE, name)


def add_page(parent: Page, page: DemoPage, name: str, by: User) -> DemoPage:
    """Add a page under its demo key and publish it at the present time of the clock."""
    page.translation_key = demo_key(name)
    page.live = False
    page.owner = by
    parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    page.refresh_from_db()
    return page


def load_site(by: User) -> Site:
    """Make what is missing of home page, lists and organisation; the default site shows the home page."""
    with clock_at(FOUNDED):
        home = HomePage.objects.first() or _add_home(by)
        for model, title, slug, introduction in LISTS:
            if not model.objects.exists():
                add_page(home, model(title=title, slug=slug, introduction=introduction), slug, by)
    return _serve(home)


def _add_home(by: User) -> HomePage:
    page = HomePage(
        title="Dân vận khéo",
        slug="trang-chu",
        movement="“Dân vận khéo” là phong trào thi đua của cán bộ, đảng viên, hội viên và Nhân dân: "
        "việc gì có lợi cho dân thì hết sức làm, việc khó có dân chung sức cũng xong.",
        listing_summary="Đăng ký, công nhận và nhân rộng mô hình, điển hình trong phong trào thi đua "
        "“Dân vận khéo”.",
    )
    return add_page(Page.get_first_root_node(), page, "trang-chu", by)


def _serve(home: HomePage) -> Site:
    """Let the default site show the home page; a site that an administrator has set up stays as it is."""
    address = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome = site.root_page if site.pk else None
    if welcome is None or welcome.specific_class is Page:
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.site_name = "Dân vận khéo"
        site.root_page = home
        site.save()
        if welcome and welcome.slug == "home" and not welcome.get_children().exists():
            welcome.delete()
    PortalSettings.objects.get_or_create(
        site=site,
        defaults={
            "organisation_upper": "ĐẢNG BỘ TỈNH BẮC GIANG",
            "organisation": "HUYỆN ỦY TÂN YÊN",
            "address": "Thị trấn Cao Thượng, huyện Tân Yên, tỉnh Bắc Giang",
            "email": "dan-van-kheo@example.org",
            "responsible": "Ban Dân vận Huyện ủy (trang trình diễn, không phải trang chính thức)",
        },
    )
    return site
