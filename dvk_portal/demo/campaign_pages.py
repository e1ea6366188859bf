"""The public pages of the two campaigns, with a short guidance for the units."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from wagtail.models import Page

from showcase.models import CampaignIndexPage, CampaignPage
from submissions.models import Campaign

from .campaigns import TAN_YEN_SLUG, THAI_NGUYEN_SLUG
from .clock import clock_at
from .site import add_page, demo_key


@dataclass(frozen=True)
class PageData:
    """The page of one campaign: the day it was posted (ISO) and its guidance, headings over their items."""

    slug: str
    title: str
    posted: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


PAGES = (
    PageData(
        TAN_YEN_SLUG,
        "Dân vận khéo năm 2024 – Huyện ủy Tân Yên",
        "2024-02-20",
        (
            (
                "Đơn vị gửi những gì?",
                (
                    "Các cơ quan, đơn vị, chi bộ, Đảng bộ Công an, Quân sự, Trung tâm Y tế huyện: "
                    "danh sách theo mẫu M4.",
                    "Các xã, thị trấn: danh sách theo mẫu M3.",
                    "Mỗi nội dung đăng ký cấp tỉnh, cấp huyện: thêm một bản đăng ký theo mẫu M1 (tập thể) "
                    "hoặc M2 (cá nhân).",
                ),
            ),
            (
                "Gửi đến đâu?",
                (
                    "Đăng nhập khu vực đơn vị, chọn đợt đăng ký, nhập từng bản hoặc tải cả danh sách lên; "
                    "Ban Dân vận Huyện ủy tiếp nhận.",
                ),
            ),
        ),
    ),
    PageData(
        THAI_NGUYEN_SLUG,
        "Xây dựng mô hình Dân vận khéo năm 2024 – Đảng ủy Khối các cơ quan tỉnh Thái Nguyên",
        "2024-04-22",
        (
            (
                "Chọn biểu mẫu nào?",
                (
                    "Tập thể đăng ký với tổ chức đảng: Mẫu 1; với cơ quan, đơn vị: Mẫu 1a.",
                    "Đảng viên đăng ký với chi bộ: Mẫu 2; người không là đảng viên đăng ký với cơ quan, "
                    "đơn vị: Mẫu 2a.",
                    "Đơn vị tổng hợp danh sách theo Mẫu 3.",
                ),
            ),
            (
                "Gửi đến đâu?",
                ("Đảng ủy Khối, qua Ban Tuyên giáo Đảng ủy Khối.",),
            ),
        ),
    ),
)


def load_campaign_pages(by: User) -> None:
    """Add the pages that are missing, of campaigns that stand."""
    index = CampaignIndexPage.objects.first()
    campaigns = {campaign.slug: campaign for campaign in Campaign.objects.all()}
    for data in PAGES:
        is_there = Page.objects.filter(translation_key=demo_key(_name(data))).exists()
        if is_there or data.slug not in campaigns:
            continue
        with clock_at(data.posted):
            body = [block for heading, items in data.parts for block in _blocks(heading, items)]
            page = CampaignPage(title=data.title, slug=data.slug, campaign=campaigns[data.slug], body=body)
            add_page(index, page, _name(data), by)


def _name(data: PageData) -> str:
    return f"dot-{data.slug}"


def _blocks(heading: str, items: tuple[str, ...]) -> list[tuple[str, object]]:
    return [
        ("heading", {"level": "3", "text": heading}),
        ("list", [f"<p>{item}</p>" for item in items]),
    ]
