"""Tables that units made up themselves, and the lists of other issuers."""

from .exemplars import (
    CAMERAS,
    GREEN_HOUSE,
    LAND,
    MEALS,
    NO_PESTICIDE,
    ONLINE_SERVICE,
    RICE_JAR,
    SAVING,
    STREET_LIGHTS,
    TEN,
    VEGETABLES,
)
from .making import Line, Sheet, book, book_of_xlsxwriter, old_book, open_book
from .told import INDIVIDUAL, ClerkFile, Maker, Told


def in_the_words_of_a_town() -> ClerkFile:
    """Labels like “Nội dung mô hình” and “Địa điểm”, a column of sectors and one of new or kept."""
    lines: list[Line] = [
        ["ỦY BAN NHÂN DÂN PHƯỜNG LONG TÂM"],
        ["TỔNG HỢP MÔ HÌNH DÂN VẬN KHÉO NĂM 2024"],
        [],
        [
            *("TT", "Nội dung mô hình", "Đơn vị/cá nhân thực hiện", "Địa điểm", "Lĩnh vực"),
            *("Hình thức (mới/duy trì)", "Thời gian thực hiện", "Thời gian hoàn thành", "Kết quả dự kiến"),
        ],
    ]
    words = {
        STREET_LIGHTS: ("Kinh tế", "Duy trì"),
        RICE_JAR: ("VH-XH", "Tiếp tục"),
        CAMERAS: ("QP-AN", "Mới"),
        TEN: ("Hệ thống chính trị", "Xây dựng mới"),
    }
    for number, (told, (sector, choice)) in enumerate(words.items(), start=1):
        who, where = told.registrant, told.place
        lines.append(
            [number, told.title, who, where, sector, choice, told.period, told.completion, told.goal]
        )
    return ClerkFile(
        *("Tong hop.xlsx", book(Sheet("TH", lines))),
        *("table", 2024, "ỦY BAN NHÂN DÂN PHƯỜNG LONG TÂM"),
        list(words),
    )


def of_thai_nguyen() -> ClerkFile:
    """A list like the Mẫu 3 of Thái Nguyên: by sector in a column, with the level and with notes."""
    header = [
        *("STT", "Tên mô hình", "Tập thể, cá nhân đăng ký", "Thuộc lĩnh vực", "Cấp đăng ký"),
        *("Mới/Tiếp tục", "Địa chỉ, phạm vi thực hiện", "Thời gian thực hiện", "Ghi chú"),
    ]
    rows = [
        TEN.but(completion="", goal="", title="Dân vận khéo 1+10", period="Năm 2024"),
        SAVING.but(completion="", goal=""),
    ]
    lines: list[Line] = [
        ["", "", "", "", "", "", "", "", "Mẫu 3"],
        ["ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH THÁI NGUYÊN"],
        ["CHI BỘ SỞ TƯ PHÁP"],
        ["TỔNG HỢP ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"],
        header,
        [
            1,
            rows[0].title,
            rows[0].registrant,
            "Xây dựng Đảng, hệ thống chính trị",
            "Cơ sở",
            "Mới",
            rows[0].place,
            rows[0].period,
            "",
        ],
        [
            2,
            rows[1].title,
            rows[1].registrant,
            "Văn hóa - Xã hội",
            "Đảng bộ Khối",
            "TT",
            rows[1].place,
            rows[1].period,
            "x",
        ],
        ["", "Tổng số: 02 mô hình; trong đó tập thể 02, cá nhân 0"],
    ]
    rows[1] = rows[1].but("continuity_unclear", continuity="")
    return ClerkFile(
        *("Mau 3.xls", old_book(Sheet("Mẫu 3", lines))), *("table", 2024, "CHI BỘ SỞ TƯ PHÁP"), rows
    )


def names_in_two_columns() -> ClerkFile:
    """“Chủ thể” has two columns, “Tập thể” and “Cá nhân”; the one with the name tells the kind."""
    lines: list[Line] = [
        ["Đảng ủy xã Đông Sang"],
        ["DANH SÁCH CÁC MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2023"],
        ["STT", "Tên mô hình", "Chủ thể", "", "Địa bàn", "Lĩnh vực", "Năm thực hiện", "Hiệu quả"],
        ["", "", "Tập thể", "Cá nhân", "", "", "", ""],
        [
            1,
            VEGETABLES.title,
            "",
            VEGETABLES.registrant,
            VEGETABLES.place,
            "Kinh tế",
            "Duy trì từ 2021",
            VEGETABLES.goal,
        ],
        [
            2,
            NO_PESTICIDE.title,
            NO_PESTICIDE.registrant,
            "",
            NO_PESTICIDE.place,
            "Kinh tế",
            2023,
            NO_PESTICIDE.goal,
        ],
    ]
    merges = ["A3:A4", "B3:B4", "C3:D3", *(f"{column}3:{column}4" for column in "EFGH")]
    return ClerkFile(
        *("dong sang.xlsx", book(Sheet("Sheet1", lines, merges))),
        *("table", 2023, "Đảng ủy xã Đông Sang"),
        [
            VEGETABLES.but(period="Duy trì từ 2021", completion=""),
            NO_PESTICIDE.but("continuity_unknown", continuity="", period="2023", completion=""),
        ],
    )


def crossed_sectors() -> ClerkFile:
    """A cross in one of four columns tells the sector, a cross in one of two whether it is new."""
    lines: list[Line] = [
        ["HỘI NÔNG DÂN HUYỆN CỜ ĐỎ"],
        ["BIỂU TỔNG HỢP ĐĂNG KÝ “DÂN VẬN KHÉO” NĂM 2024"],
        [
            "STT",
            "Tên mô hình",
            "Đơn vị thực hiện",
            "Địa chỉ",
            "Lĩnh vực",
            "",
            "",
            "",
            "Hình thức",
            "",
            "Dự kiến hoàn thành",
        ],
        ["", "", "", "", "Kinh tế", "Văn hóa - xã hội", "QP - AN", "XD HTCT", "Duy trì", "Mới", ""],
    ]
    marks = [(NO_PESTICIDE, "x   x "), (RICE_JAR, " x  x "), (CAMERAS, "  x  x"), (ONLINE_SERVICE, "   x x")]
    for number, (told, cross) in enumerate(marks, start=1):
        crosses = [mark.strip() for mark in cross]
        lines.append([number, told.title, told.registrant, told.place, *crosses, told.completion])
    merges = ["E3:H3", "I3:J3", *(f"{column}3:{column}4" for column in "ABCDK")]
    rows = [told.but(period="", goal="") for told, _cross in marks]
    return ClerkFile(
        *("HND Co Do.xlsx", book_of_xlsxwriter(Sheet("Sheet1", lines, merges))),
        *("table", 2024, "HỘI NÔNG DÂN HUYỆN CỜ ĐỎ"),
        rows,
    )


def short_labels() -> ClerkFile:
    """Abbreviated labels, hyphenated over lines, all in capitals, without any running number."""
    lines: list[Line] = [
        ["MÔ HÌNH DVK 2022"],
        [
            "TÊN MH",
            "ĐỊA\nCHỈ",
            "TẬP THỂ,\nCÁ NHÂN",
            "LV",
            "THỜI GIAN\nBẮT ĐẦU",
            "THỜI GIAN\nKẾT THÚC",
            "MỤC\nTIÊU",
        ],
    ]
    told = [
        LAND.but(period="3/2022", completion="11/2022"),
        MEALS.but(period="Quý I/2022", completion="2022"),
    ]
    for row, sector in zip(told, ("KT", "VHXH"), strict=True):
        lines.append([row.title, row.place, row.registrant, sector, row.period, row.completion, row.goal])
    return ClerkFile(
        *("dvk.xls", old_book(Sheet("Sheet1", lines)), "table", 2022, None),
        [row.but("continuity_unknown", continuity="") for row in told],
    )


def with_contents_and_contacts() -> ClerkFile:
    """Beside the columns of a registration stand contents, persons in charge, telephones and money."""
    header = [
        *("Stt", "Tên gọi mô hình", "Nội dung, cách làm", "Địa bàn triển khai", "Lực lượng thực hiện"),
        *(
            "Người phụ trách",
            "Số điện thoại",
            "Kinh phí (triệu đồng)",
            "Thuộc lĩnh vực",
            "Đăng ký mới",
            "Tiếp tục duy trì",
        ),
        *("Thời gian hoàn thành", "Sản phẩm đầu ra"),
    ]
    lines: list[Line] = [
        ["ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM"],
        ["PHƯỜNG HÒA BÌNH"],
        ["ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2026"],
        header,
        [
            *(
                1,
                GREEN_HOUSE.title,
                "Lắp đặt 10 nhà lưới thu gom chai nhựa",
                "Tổ dân phố số 8",
                "Hội LHPN phường",
            ),
            *(
                "Bùi Thị Hạnh",
                "0912000000",
                15,
                "Văn hóa, xã hội",
                "Tháng 3/2026",
                "",
                "10/2026",
                GREEN_HOUSE.goal,
            ),
        ],
        [
            *(2, SAVING.title, "Mỗi người góp 1.000 đồng mỗi ngày", "Toàn phường", "Công đoàn phường"),
            *("Đỗ Văn Minh", "0988000000", 0, "Văn hóa, xã hội", "", "Từ 2023", "Hằng năm", SAVING.goal),
        ],
    ]
    green = GREEN_HOUSE.but(
        place="Tổ dân phố số 8", registrant="Hội LHPN phường", period="Tháng 3/2026", completion="10/2026"
    )
    saving = SAVING.but(
        place="Toàn phường", registrant="Công đoàn phường", period="Từ 2023", completion="Hằng năm"
    )
    return ClerkFile(
        *("hoa binh.xlsx", book_of_xlsxwriter(Sheet("Sheet1", lines))),
        "table",
        2026,
        "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM PHƯỜNG HÒA BÌNH",
        [green, saving],
    )


def persons_of_2021() -> ClerkFile:
    """A list of persons: “Họ và tên”, the post and workplace; each row is an individual."""
    header = [
        "TT",
        "Họ và tên",
        "Chức vụ",
        "Đơn vị công tác",
        "Tên mô hình",
        "Nơi thực hiện",
        "Lĩnh vực",
        "Ngày bắt đầu",
        "Ngày kết thúc",
    ]
    rows = [
        Told(
            *(
                "Vận động gia đình và hội viên phát triển kinh tế VACR",
                "Thị trấn Bằng Lũng",
                "Nông Văn Thắng",
            ),
            *(INDIVIDUAL, "economy", "", "01/02/2021", "30/12/2021", "", ("continuity_unknown",)),
        ),
        Told(
            *("Chắp cánh ước mơ", "Xã Tân Lĩnh", "Hoàng Thị Xuân"),
            *(INDIVIDUAL, "culture_society", "", "15/03/2021", "31/12/2021", "", ("continuity_unknown",)),
        ),
    ]
    lines: list[Line] = [
        ["BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN CHỢ ĐỒN"],
        ["BAN DÂN VẬN HUYỆN ỦY"],
        ["DANH SÁCH CÁ NHÂN ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2021"],
        header,
        [
            1,
            "Nông Văn Thắng",
            "Hội viên",
            "Hội Cựu chiến binh thị trấn",
            rows[0].title,
            rows[0].place,
            "Kinh tế",
            "01/02/2021",
            "30/12/2021",
        ],
        [
            2,
            "Hoàng Thị Xuân",
            "Giáo viên",
            "Trường Tiểu học Tân Lĩnh",
            rows[1].title,
            rows[1].place,
            "Văn hoá - Xã hội",
            "15/03/2021",
            "31/12/2021",
        ],
    ]
    return ClerkFile(
        *("Ca nhan 2021.ods", open_book(Sheet("Sheet1", lines))),
        *("table", 2021, "BAN DÂN VẬN HUYỆN ỦY"),
        rows,
    )


FILES: list[Maker] = [
    in_the_words_of_a_town,
    of_thai_nguyen,
    names_in_two_columns,
    crossed_sectors,
    short_labels,
    with_contents_and_contacts,
    persons_of_2021,
]
