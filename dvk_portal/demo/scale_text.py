"""Words for synthetic records: Vietnamese titles, places and papers, the same for the same number.

They are put together from public phrases of the movement and name nobody.
"""

from submissions.models import Sector

Key = Sector.Key

WORKS: dict[str, tuple[str, ...]] = {
    Key.ECONOMY: (
        "Vận động Nhân dân hiến đất mở rộng đường giao thông",
        "Tổ hợp tác trồng rau an toàn",
        "Cánh đồng mẫu một giống, một lịch gieo cấy",
        "Chăn nuôi trâu, bò nhốt bán thâm canh",
        "Trồng cây ăn quả có múi theo tiêu chuẩn VietGAP",
        "Nuôi cá lồng trên hồ",
        "Giúp hội viên vốn, giống và kỹ thuật",
        "Bê tông hóa kênh mương nội đồng",
    ),
    Key.CULTURE_SOCIETY: (
        "Đường hoa thay cỏ dại",
        "Phân loại rác thải tại nguồn",
        "Nếp sống văn minh trong việc cưới, việc tang",
        "Tủ sách cộng đồng",
        "Câu lạc bộ dân ca",
        "Bữa cơm cho học sinh nghèo",
        "Ngày chủ nhật xanh",
        "Khám sức khỏe cho người cao tuổi",
    ),
    Key.DEFENCE_SECURITY: (
        "Camera an ninh",
        "Ánh điện an ninh",
        "Dòng họ tự quản về an ninh trật tự",
        "Tổ liên gia phòng cháy, chữa cháy",
        "Cổng trường an toàn giao thông",
        "Khu dân cư không có tội phạm, tệ nạn xã hội",
        "Giúp đỡ thanh niên trước và sau khi nhập ngũ",
    ),
    Key.POLITICAL_SYSTEM: (
        "Điểm hỗ trợ dịch vụ công trực tuyến",
        "Ngày thứ sáu nghe dân nói",
        "Chính quyền thân thiện, vì Nhân dân phục vụ",
        "Đối thoại của người đứng đầu cấp ủy với Nhân dân",
        "Tổ công nghệ số cộng đồng",
        "Một cửa không chờ đợi",
        "Đảng viên phụ trách hộ gia đình",
    ),
}

MANNERS = (
    "gắn với xây dựng nông thôn mới nâng cao",
    "theo nhóm hộ tự quản",
    "do đoàn viên, thanh niên đảm nhận",
    "với sự chung sức của Hội Phụ nữ và Hội Nông dân",
    "góp phần xây dựng đô thị văn minh",
    "vì người nghèo và gia đình chính sách",
    "theo phương châm “Dân biết, dân bàn, dân làm, dân kiểm tra”",
    "học tập và làm theo Bác",
    "bằng nguồn lực xã hội hóa",
    "ở địa bàn giáp ranh",
    "tại các khu dân cư mới",
)

COLLECTIVES = (
    "Khối Dân vận xã",
    "Hội Liên hiệp Phụ nữ xã",
    "Hội Nông dân xã",
    "Đoàn Thanh niên xã",
    "Hội Cựu chiến binh xã",
    "Công an xã",
    "Ban Chỉ huy Quân sự xã",
    "Ủy ban MTTQ xã",
)

MARK = "Dữ liệu thử, tạo tự động"
"""Stands in every synthetic text that a reader may see."""

_SECTORS = tuple(WORKS)


def sector_of(number: int) -> str:
    """The sector key of a synthetic record."""
    return _SECTORS[number % len(_SECTORS)]


def title_of(number: int) -> str:
    """A title such as “Đường hoa thay cỏ dại theo nhóm hộ tự quản, thôn 12”."""
    turn = number // len(_SECTORS)
    works = WORKS[sector_of(number)]
    work, turn = works[turn % len(works)], turn // len(works)
    manner, turn = MANNERS[(turn + number) % len(MANNERS)], turn // len(MANNERS)
    return f"{work} {manner}, {place_of(number)}" if number % 3 else f"{work} {manner}"


def place_of(number: int) -> str:
    """A place without a name of its own, such as “thôn 12”."""
    kind = ("thôn", "tổ dân phố", "khu dân cư số")[number % 3]
    return f"{kind} {number * 7 % 29 + 1}"


def registrant_of(number: int) -> str:
    """A collective that carries it out."""
    return COLLECTIVES[number % len(COLLECTIVES)]


def goal_of(number: int) -> str:
    """A goal with a figure."""
    return f"Trên {60 + number * 13 % 40}% số hộ tham gia; duy trì thường xuyên, có thể nhân rộng"
