"""Lists of communes on form M3, in groups by sector."""

import datetime
from dataclasses import replace

from .exemplars import (
    ALLEYS,
    CAMERAS,
    CLAN,
    FLOWERS,
    GREEN_HOUSE,
    LAND,
    MEALS,
    NO_PESTICIDE,
    RICE_JAR,
    STREET_LIGHTS,
    TEN,
    VEGETABLES,
)
from .making import Line, Sheet, book, book_of_xlsxwriter, old_book, open_book, with_macros
from .official import (
    M3_HEADINGS,
    NUMBERS,
    TOP,
    UNDER_M3,
    full_width,
    header_merges,
    party_foot,
    party_head,
    state_head,
)
from .told import (
    COLLECTIVE,
    CULTURE,
    DEFENCE,
    ECONOMY,
    NEW,
    POLITICAL,
    ClerkFile,
    Maker,
    Told,
)

HEAD = party_head(
    "HUYỆN ỦY TÂN YÊN", "ĐẢNG ỦY XÃ CAO XÁ", "Cao Xá, ngày 20 tháng 02 năm 2024", 2024, "Số 15-DS/ĐU"
)


def grouped(*groups: tuple[str, list[Told]]) -> list[Line]:
    """Return groups under their headings, each numbered from 1 and ended by the “...” of the form."""
    lines: list[Line] = []
    for heading, rows in groups:
        lines += [[heading], *(row.line(number) for number, row in enumerate(rows, start=1)), ["..."]]
    return lines


def by_the_letter() -> ClerkFile:
    """The form as the letter gives it, filled with care, its header and headings merged."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        *grouped(
            (M3_HEADINGS[ECONOMY], [STREET_LIGHTS, NO_PESTICIDE, VEGETABLES]),
            (M3_HEADINGS[CULTURE], [FLOWERS, RICE_JAR]),
            (M3_HEADINGS[DEFENCE], [CAMERAS]),
            (M3_HEADINGS[POLITICAL], [TEN]),
        ),
        *party_foot("Nguyễn Văn Khánh"),
    ]
    merges = ["A5:H5", "A6:H6", *header_merges(8), *full_width(lines, list(M3_HEADINGS.values()))]
    return ClerkFile(
        *("Danh sach DVK 2024 - xa Cao Xa.xlsx", book(Sheet("Sheet1", lines, merges))),
        *("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        [STREET_LIGHTS, NO_PESTICIDE, VEGETABLES, FLOWERS, RICE_JAR, CAMERAS, TEN],
    )


def fifteen_lines_above() -> ClerkFile:
    """A letter of fifteen lines stands above the table; the columns are numbered; a total ends each group."""
    letter: list[Line] = [
        ["ĐẢNG BỘ HUYỆN VĨNH CỬU", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG ỦY XÃ THIỆN TÂN"],
        ["*"],
        ["Số 31-CV/ĐU", "", "", "", "Thiện Tân, ngày 26 tháng 02 năm 2025"],
        ["V/v đăng ký mô hình “Dân vận khéo”"],
        [],
        ["Kính gửi: Ban Tuyên giáo và Dân vận Huyện ủy"],
        ["Thực hiện Công văn số 39-CV/BTGDVTU ngày 10/02/2025 của Ban Tuyên giáo và Dân vận Tỉnh ủy về việc"],
        ["triển khai phong trào thi đua “Dân vận khéo” giai đoạn 2021 - 2025, Đảng ủy xã đăng ký như sau:"],
        ["- Tổng số: 04 mô hình (03 tập thể, 01 cá nhân)"],
        ["- Mô hình duy trì: 02; mô hình mới: 02"],
        [],
        ["DANH SÁCH ĐĂNG KÝ XÂY DỰNG"],
        ["MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2025"],
        [],
    ]
    culture = MEALS.but(period="Tháng 3/2025", completion="12/2025")
    people = VEGETABLES.but(period="2021", completion="2025")
    lines = [
        *letter,
        TOP,
        UNDER_M3,
        NUMBERS,
        *[["I", "Lĩnh vực kinh tế"], STREET_LIGHTS.line(1), people.line(2), ["", "Cộng: 02 mô hình"]],
        *[["II", "Lĩnh vực văn hóa - xã hội"], culture.line(1), ["", "Cộng: 01 mô hình"]],
        *[["III", "Lĩnh vực Quốc phòng - an ninh"], CAMERAS.line(1), ["", "Cộng: 01 mô hình"]],
        ["", "Tổng cộng: 04 mô hình"],
        ["Ghi chú: Danh sách này thay thế danh sách đã gửi ngày 20/02/2025."],
    ]
    return ClerkFile(
        *("DS dang ky.xlsx", book_of_xlsxwriter(Sheet("DS", lines, header_merges(16)))),
        *("M3", 2025, "ĐẢNG ỦY XÃ THIỆN TÂN"),
        [STREET_LIGHTS, people, culture, CAMERAS],
    )


def nothing_above() -> ClerkFile:
    """The header is the first row, the year stands in the name of the sheet only."""
    lines = [TOP, UNDER_M3, *grouped((M3_HEADINGS[CULTURE], [GREEN_HOUSE]), (M3_HEADINGS[ECONOMY], [LAND]))]
    data = book(Sheet("M3 nam 2024", lines, header_merges(1)))
    return ClerkFile("m3.xlsx", data, "M3", 2024, None, [GREEN_HOUSE, LAND])


def dates_and_numbers() -> ClerkFile:
    """Excel 97: years are numbers or texts, months and days are dates, running numbers are texts."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        ["I- Lĩnh vực kinh tế (Hiến đất, xây dựng cơ sở hạ tầng)"],
        STREET_LIGHTS.line("1", continuing=2022, completion=datetime.date(2024, 12, 1)),
        LAND.line("2", new="2024", completion=datetime.date(2024, 11, 30)),
        ["II- Lĩnh vực văn hóa – xã hội"],
        FLOWERS.line("1", continuing=datetime.date(2023, 3, 15), completion=2024, goal=500),
    ]
    formats = {"G11": "mm/yyyy", "G12": "dd/mm/yyyy", "E14": "dd/mm/yyyy"}
    return ClerkFile(
        *("DANH SACH.XLS", old_book(Sheet("Sheet1", lines, header_merges(8), formats=formats))),
        *("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        [
            STREET_LIGHTS.but(period="2022", completion="12/2024"),
            LAND.but(period="2024", completion="30/11/2024"),
            FLOWERS.but(period="15/03/2023", completion="2024", goal="500"),
        ],
    )


def places_merged_and_ditto() -> ClerkFile:
    """One place is merged over three rows, a name and a time are repeated by ditto marks."""
    lights = STREET_LIGHTS.but(place="Thôn Trung", registrant="Chi bộ thôn Trung")
    alleys = ALLEYS.but(place="Thôn Trung", registrant="Chi bộ thôn Trung", completion="12/2024")
    land = LAND.but(place="Thôn Trung", registrant="Ban Công tác Mặt trận thôn Trung", completion="12/2024")
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        ["I- Lĩnh vực kinh tế"],
        lights.line(1),
        alleys.line(2, place="", registrant='"', completion="nt"),
        land.line(3, place="", completion="-nt-"),
        ["II- Lĩnh vực văn hóa - xã hội"],
        FLOWERS.line(1),
        RICE_JAR.line(2),
    ]
    merges = [*header_merges(8), "B11:B13"]
    return ClerkFile(
        *("Cao Xa.ods", open_book(Sheet("Trang tính 1", lines, merges))),
        *("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        [lights, alleys, land, FLOWERS, RICE_JAR],
    )


def full_of_mistakes() -> ClerkFile:
    """Both times or neither, no title, no place, no name, a name that may be either, a row sent twice."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        ["I- Lĩnh vực kinh tế"],
        STREET_LIGHTS.line(1, new="Từ 2024"),
        ALLEYS.line(2, new=""),
        LAND.line(3, title=""),
        NO_PESTICIDE.line(4, place=""),
        VEGETABLES.line(5, registrant=""),
        VEGETABLES.line(6, registrant="Tập thể và cá nhân"),
        ["II- Lĩnh vực văn hóa - xã hội"],
        FLOWERS.line(1, completion="chưa xác định"),
        FLOWERS.line(2, title="ĐƯỜNG HOA THAY CỎ DẠI", place="thôn Trung"),
    ]
    return ClerkFile(
        *("xa cao xa(sua).xlsx", book(Sheet("Sheet1", lines, header_merges(8)))),
        *("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        [
            STREET_LIGHTS.but("both_periods", continuity="", period="2022 / Từ 2024"),
            ALLEYS.but("no_period", continuity="", period=""),
            LAND.but("missing_title", title=""),
            NO_PESTICIDE.but("missing_place", place=""),
            VEGETABLES.but("missing_registrant", registrant="", kind=""),
            VEGETABLES.but(*("kind_unclear", "duplicate_in_file"), registrant="Tập thể và cá nhân", kind=""),
            FLOWERS.but("unreadable_completion", completion="chưa xác định"),
            FLOWERS.but("duplicate_in_file", title="ĐƯỜNG HOA THAY CỎ DẠI", place="thôn Trung"),
        ],
    )


def after_the_reform() -> ClerkFile:
    """A commune of 2026, after the districts ended; places name what they were before."""
    green = GREEN_HOUSE.but(place="Ấp Hưng Nghĩa, xã Dầu Giây (xã Hưng Lộc cũ)", period="Tháng 02/2026")
    green = replace(green, completion="Tháng 10/2026")
    digital = Told(
        *("Dân vận số", "Tổ dân phố số 8 (phường Hữu Nghị cũ)"),
        *("Ủy ban MTTQ Việt Nam xã Dầu Giây", COLLECTIVE, POLITICAL, NEW, "Quý I/2026", "Năm 2026"),
        "90% hộ dân tham gia nhóm Zalo của tổ",
    )
    lights = STREET_LIGHTS.but(period="Từ 01/7/2025", completion="Năm 2026")
    under = [
        *["", "", "", "", "Mô hình tiếp tục duy trì năm 2026 (chuyển từ năm 2025)"],
        *["Mô hình xây dựng mới năm 2026", "", ""],
    ]
    lines = [
        *party_head(
            "ĐẢNG BỘ TỈNH ĐỒNG NAI",
            "ĐẢNG ỦY XÃ DẦU GIÂY",
            "Dầu Giây, ngày 25 tháng 02 năm 2026",
            2026,
            "Số 08-DS/ĐU",
        ),
        TOP,
        under,
        *grouped(
            ("I- Lĩnh vực xây dựng hệ thống chính trị", [digital]),
            ("II- Lĩnh vực kinh tế", [lights]),
            ("III- Lĩnh vực văn hóa - xã hội (gồm cả nông thôn mới, hiến đất, môi trường)", [green]),
        ),
    ]
    return ClerkFile(
        *("DS DVK 2026 Dau Giay.xlsx", book(Sheet("2026", lines, header_merges(8)))),
        *("M3", 2026, "ĐẢNG ỦY XÃ DẦU GIÂY"),
        [digital, lights, green],
    )


def cover_lists_and_totals() -> ClerkFile:
    """A cover, a list of collectives, a list of persons and a sheet of totals: two sheets are lists."""
    cover: list[Line] = [
        ["HUYỆN ỦY TÂN YÊN"],
        ["ĐẢNG ỦY XÃ NGỌC CHÂU"],
        ["HỒ SƠ ĐĂNG KÝ “DÂN VẬN KHÉO” NĂM 2024"],
        ["Người lập: Văn phòng Đảng ủy; điện thoại: 0204 000 000"],
    ]
    head = party_head("HUYỆN ỦY TÂN YÊN", "ĐẢNG ỦY XÃ NGỌC CHÂU", "Ngọc Châu, ngày 22/02/2024", 2024)
    collectives = [
        *head,
        TOP,
        UNDER_M3,
        *grouped((M3_HEADINGS[POLITICAL], [TEN]), (M3_HEADINGS[DEFENCE], [CAMERAS])),
    ]
    persons = [
        *head,
        TOP,
        UNDER_M3,
        *grouped((M3_HEADINGS[ECONOMY], [VEGETABLES]), (M3_HEADINGS[CULTURE], [RICE_JAR])),
    ]
    totals: list[Line] = [
        ["TỔNG HỢP SỐ LIỆU"],
        ["STT", "Lĩnh vực", "Tập thể", "Cá nhân", "Tổng số"],
        [1, "Kinh tế", 0, 1, 1],
        [2, "Văn hóa - xã hội", 0, 1, 1],
        ["", "Cộng", 2, 2, 4],
        [],
        ["STT", "Đơn vị", "Mô hình duy trì", "Mô hình mới", "Tổng"],
        [1, "Chi bộ thôn Trung", 1, 0, 1],
        [2, "Chi bộ thôn Hạ", 1, 2, 3],
    ]
    data = book(
        Sheet("Bìa", cover),
        Sheet("Tập thể", collectives, header_merges(8)),
        Sheet("Cá nhân", persons, header_merges(8)),
        Sheet("Tổng hợp", totals),
    )
    return ClerkFile(
        *("Ho so DVK Ngoc Chau.xlsx", data, "M3", 2024, "ĐẢNG ỦY XÃ NGỌC CHÂU"),
        [TEN, CAMERAS, VEGETABLES, RICE_JAR],
    )


def crosses_for_the_time() -> ClerkFile:
    """The two columns of time are only crossed; macros in the file are left alone."""
    lights = STREET_LIGHTS.but(period="")
    land = LAND.but(period="")
    clan = CLAN.but(period="")
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        ["I- Lĩnh vực kinh tế"],
        lights.line(1, continuing="x"),
        land.line(2, new="X"),
        ["II- Lĩnh vực Quốc phòng – an ninh"],
        clan.line(1, continuing="✓"),
        ["Tổng cộng: 3 mô hình"],
        *party_foot("Trần Văn Lâm"),
    ]
    return ClerkFile(
        *("Danh sach co macro.xlsm", with_macros(book(Sheet("DS", lines, header_merges(8))))),
        *("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        [lights, land, clan],
    )


def a_state_body() -> ClerkFile:
    """The People's Committee of a commune sends M3 under the head of a state paper, on two lines."""
    lines: list[Line] = [
        *state_head("ỦY BAN NHÂN DÂN", "XÃ HIỀN QUAN", "Hiền Quan, ngày 28 tháng 02 năm 2025", 2025),
        TOP,
        UNDER_M3,
        *grouped(
            ("I. LĨNH VỰC KINH TẾ", [LAND.but(place="Khu dân cư số 2", registrant="Khu dân cư số 2")]),
            ("II. LĨNH VỰC VĂN HÓA - XÃ HỘI", [FLOWERS]),
        ),
        ["", "", "", "", "TM. ỦY BAN NHÂN DÂN"],
        ["", "", "", "", "KT. CHỦ TỊCH"],
        ["", "", "", "", "PHÓ CHỦ TỊCH"],
        ["", "", "", "", "(Ký tên, đóng dấu)"],
        ["", "", "", "", "Lê Văn Thành"],
    ]
    return ClerkFile(
        *("UBND xa Hien Quan.xls", old_book(Sheet("Sheet1", lines, header_merges(8)))),
        *("M3", 2025, "ỦY BAN NHÂN DÂN XÃ HIỀN QUAN"),
        [LAND.but(place="Khu dân cư số 2", registrant="Khu dân cư số 2"), FLOWERS],
    )


FILES: list[Maker] = [
    by_the_letter,
    fifteen_lines_above,
    nothing_above,
    dates_and_numbers,
    places_merged_and_ditto,
    full_of_mistakes,
    after_the_reform,
    cover_lists_and_totals,
    crosses_for_the_time,
    a_state_body,
]
