"""Initiatives that units published, as they stand in a list; the names of persons are made up."""

from .told import COLLECTIVE, CONTINUING, CULTURE, DEFENCE, ECONOMY, INDIVIDUAL, NEW, POLITICAL, Told

SAVING = Told(
    "Mỗi ngày tiết kiệm 1.000 đồng để làm việc nghĩa",
    "Phường Phú Thủy, TP. Phan Thiết",
    "Công đoàn cơ sở Ban Dân vận Tỉnh ủy",
    COLLECTIVE,
    CULTURE,
    CONTINUING,
    "Từ năm 2022",
    "Hàng năm",
    "100% cán bộ, công chức, người lao động tham gia",
)
ONE_HELPS_ONE = Told(
    "Một giúp một",
    "Xã Hàm Kiệm",
    "Chi bộ Ban Dân vận Tỉnh ủy",
    COLLECTIVE,
    CULTURE,
    NEW,
    "Quý II/2024",
    "Tháng 12/2024",
    "Mỗi đảng viên giúp đỡ 01 hộ nghèo",
)
ONLINE_SERVICE = Told(
    "Điểm hỗ trợ dịch vụ công trực tuyến",
    "Phường Long Tâm",
    "Khối Dân vận Đảng ủy phường Long Tâm",
    COLLECTIVE,
    POLITICAL,
    NEW,
    "từ tháng 3/2024",
    "Hết năm 2024",
    "80% hồ sơ nộp trực tuyến",
)
STREET_LIGHTS = Told(
    "Thắp sáng đường quê",
    "Thôn Bình Sa",
    "Đoàn Thanh niên xã Bình Sa",
    COLLECTIVE,
    ECONOMY,
    CONTINUING,
    "2022",
    "12/2024",
    "3,5 km đường có đèn",
)
ALLEYS = Told(
    "Vận động nhân dân đóng góp sửa chữa, nâng cấp các tuyến đường hẻm",
    "Khu phố 2, phường Phước Nguyên",
    "Ban Công tác Mặt trận khu phố 2",
    COLLECTIVE,
    ECONOMY,
    NEW,
    "Quý I/2024",
    "Quý IV/2024",
    "Bê tông hóa 05 tuyến hẻm",
)
NO_PESTICIDE = Told(
    "Cánh đồng không vỏ thuốc BVTV",
    "Xã Tuấn Đạo",
    "Hội Nông dân xã Tuấn Đạo",
    COLLECTIVE,
    ECONOMY,
    CONTINUING,
    "Từ tháng 3/2022",
    "Thường xuyên",
    "Đặt 40 bể thu gom",
)
LAND = Told(
    "Vận động Nhân dân hiến đất",
    "Bản Sáng",
    "Chi bộ bản Sáng",
    COLLECTIVE,
    ECONOMY,
    NEW,
    "Năm 2024",
    "30/11/2024",
    "Mở rộng 1,2 km đường trục bản",
)
VEGETABLES = Told(
    "Trồng rau sạch theo tiêu chuẩn VietGAP",
    "Xã Đông Sang",
    "Nguyễn Văn Bình",
    INDIVIDUAL,
    ECONOMY,
    CONTINUING,
    "2021 - 2024",
    "2024",
    "Doanh thu 300 triệu đồng/năm",
)
GREEN_HOUSE = Told(
    "Ngôi nhà xanh phân loại rác thải tại nguồn",
    "Ấp Hưng Nghĩa",
    "Chi hội Phụ nữ ấp Hưng Nghĩa",
    COLLECTIVE,
    CULTURE,
    NEW,
    "02/2024",
    "10/2024",
    "Thu gom 2 tấn rác tái chế",
)
FLOWERS = Told(
    "Đường hoa thay cỏ dại",
    "Thôn Trung",
    "Chi bộ thôn Trung",
    COLLECTIVE,
    CULTURE,
    CONTINUING,
    "2023",
    "Tháng 10/2024",
    "Trồng mới 500 m đường hoa",
)
MEALS = Told(
    "Bữa ăn yêu thương",
    "Phường Suối Tre",
    "Hội LHPN phường Suối Tre",
    COLLECTIVE,
    CULTURE,
    NEW,
    "Từ quý I/2024",
    "31/12/2024",
    "Nấu 1.200 suất cháo miễn phí",
)
RICE_JAR = Told(
    "Hũ gạo tình thương",
    "Xã Hưng Lộc",
    "Bà Trần Thị Hòa",
    INDIVIDUAL,
    CULTURE,
    CONTINUING,
    "Từ 2020 đến nay",
    "Hết năm 2024",
    "Giúp 15 hộ neo đơn",
)
CAMERAS = Told(
    "Camera an ninh",
    "Xã Kim Long",
    "Công an xã Kim Long",
    COLLECTIVE,
    DEFENCE,
    NEW,
    "Quý III năm 2024",
    "Quý IV năm 2024",
    "Lắp 20 mắt camera",
)
CLAN = Told(
    "Dòng họ tự quản về an ninh trật tự xã hội",
    "Thôn Chế Cu Nha",
    "Giàng A Páo",
    INDIVIDUAL,
    DEFENCE,
    CONTINUING,
    "Năm 2023",
    "Hằng năm",
    "Không có người vi phạm pháp luật",
)
SAFE_QUAY = Told(
    "Bến bãi an toàn",
    "Xã Đa Lộc",
    "Đồn Biên phòng Đa Lộc",
    COLLECTIVE,
    DEFENCE,
    CONTINUING,
    "từ năm 2021",
    "tháng 11/2024",
    "04 bến tự quản",
)
TEN = Told(
    "Dân vận khéo 1+10",
    "Xã Ngọc Châu",
    "Đảng ủy xã Ngọc Châu",
    COLLECTIVE,
    POLITICAL,
    NEW,
    "Tháng 4/2024",
    "Tháng 12/2024",
    "Mỗi cán bộ phụ trách 10 hộ",
)
POLICY = Told(
    "Đảng viên, viên chức, người lao động Chi bộ 1 thực hiện tốt việc giải quyết chế độ, chính sách theo quy"
    " định của viên chức, người lao động và HSSV Trường Cao đẳng Bình Thuận",
    "Trường Cao đẳng Bình Thuận",
    "Chi bộ 1",
    COLLECTIVE,
    POLITICAL,
    CONTINUING,
    "Năm 2023",
    "Tháng 9/2024",
    "100% chế độ giải quyết đúng hạn",
)
HEALTH = Told(
    "Đảng viên, viên chức, người lao động chi bộ 02 tích cực chăm sóc sức khỏe nhân dân nơi khó khăn; vùng"
    " dân tộc, vùng sâu, vùng xa",
    "Xã Phan Sơn",
    "Chi bộ 2",
    COLLECTIVE,
    CULTURE,
    NEW,
    "Quý II-III/2024",
    "15/9/2024",
    "Khám bệnh, cấp thuốc cho 300 lượt người",
)
