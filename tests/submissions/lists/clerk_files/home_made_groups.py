"""Tables of their own that units grouped by kind, choice, sector, commune or level."""

from .exemplars import (
    ALLEYS,
    CAMERAS,
    CLAN,
    FLOWERS,
    LAND,
    MEALS,
    NO_PESTICIDE,
    ONE_HELPS_ONE,
    RICE_JAR,
    SAFE_QUAY,
    STREET_LIGHTS,
)
from .making import Line, Sheet, book, old_book, open_book
from .told import CONTINUING, INDIVIDUAL, NEW, ClerkFile, Maker, Told


def by_kind_and_sector() -> ClerkFile:
    """“A. TẬP THỂ” and “B. CÁ NHÂN” stand above the sectors; the names alone would not tell."""
    header = ["Số TT", "Tên mô hình, điển hình", "Đơn vị/Người thực hiện", "Địa chỉ", "Thời gian", "Kết quả"]
    land = LAND.but("continuity_unknown", registrant="Bản Sáng", continuity="", completion="")
    meals = MEALS.but("continuity_unknown", continuity="", completion="")
    jar = RICE_JAR.but(
        "continuity_unknown", registrant="H Loan", kind=INDIVIDUAL, continuity="", completion=""
    )

    def line(number: int, told: Told) -> Line:
        return [number, told.title, told.registrant, told.place, told.period, told.goal]

    lines: list[Line] = [
        ["HUYỆN ỦY TUẦN GIÁO"],
        ["BAN DÂN VẬN"],
        ["DANH SÁCH MÔ HÌNH, ĐIỂN HÌNH TIÊU BIỂU NĂM 2020"],
        header,
        ["A. TẬP THỂ"],
        ["I. Lĩnh vực kinh tế"],
        line(1, land),
        ["II. Lĩnh vực văn hóa - xã hội"],
        line(1, meals),
        ["B. CÁ NHÂN"],
        ["I. Lĩnh vực văn hóa - xã hội"],
        line(1, jar),
    ]
    return ClerkFile(
        *("Tuan Giao 2020.ods", open_book(Sheet("2020", lines))),
        *("table", 2020, "BAN DÂN VẬN"),
        [land, meals, jar],
    )


def by_new_and_kept() -> ClerkFile:
    """The two choices are headings over the rows; the sector has a column of its own."""
    header = [
        "STT",
        "Tên mô hình",
        "Tổ chức, cá nhân thực hiện",
        "Địa điểm thực hiện",
        "Lĩnh vực",
        "Thời gian",
        "Ghi chú",
    ]

    def line(number: int, told: Told, sector: str) -> Line:
        return [number, told.title, told.registrant, told.place, sector, told.period, ""]

    rows = [row.but(completion="", goal="") for row in (STREET_LIGHTS, CLAN, ALLEYS, CAMERAS)]
    lines: list[Line] = [
        ["THỊ ỦY LONG KHÁNH"],
        ["DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2024"],
        header,
        ["I. Mô hình tiếp tục duy trì"],
        line(1, rows[0], "Kinh tế"),
        line(2, rows[1], "Quốc phòng, an ninh"),
        ["II. Mô hình đăng ký xây dựng mới"],
        line(1, rows[2], "Phát triển kinh tế"),
        line(2, rows[3], "An ninh - quốc phòng"),
    ]
    return ClerkFile(
        *("long khanh.xlsx", book(Sheet("Sheet1", lines))), "table", 2024, "THỊ ỦY LONG KHÁNH", rows
    )


def a_sheet_for_each_sector() -> ClerkFile:
    """The name of the sheet or the title above the table tells the sector; a fourth sheet holds a guide."""
    header = ["STT", "Tên mô hình", "Tập thể/cá nhân", "Địa chỉ", "Duy trì từ", "Mới từ", "Hoàn thành"]

    def sheet(name: str, title: str, *rows: Told) -> Sheet:
        lines = [[title], header]
        for number, told in enumerate(rows, start=1):
            kept, new = (told.period if told.continuity == choice else "" for choice in (CONTINUING, NEW))
            lines.append([number, told.title, told.registrant, told.place, kept, new, told.completion])
        return Sheet(name, lines)

    data = book(
        sheet("Kinh tế", "DANH SÁCH MÔ HÌNH NĂM 2024", STREET_LIGHTS, LAND),
        sheet("VHXH", "DANH SÁCH MÔ HÌNH LĨNH VỰC VĂN HÓA - XÃ HỘI NĂM 2024", FLOWERS),
        sheet("QPAN", "DANH SÁCH MÔ HÌNH LĨNH VỰC QUỐC PHÒNG - AN NINH NĂM 2024", CLAN, SAFE_QUAY),
        Sheet("Hướng dẫn", [["1. Không chèn thêm cột"], ["2. Ghi đúng tên mô hình, địa chỉ, thời gian"]]),
    )
    rows = [row.but(goal="") for row in (STREET_LIGHTS, LAND, FLOWERS, CLAN, SAFE_QUAY)]
    return ClerkFile("4 linh vuc.xlsx", data, "M4", 2024, None, rows)


def of_a_whole_district() -> ClerkFile:
    """A district's list has headings of communes and gives each row its sector; some rows name no place."""
    header = [
        "STT",
        "Tên mô hình",
        "Tập thể, cá nhân thực hiện",
        "Lĩnh vực",
        "Cấp công nhận",
        "Năm bắt đầu",
        "Năm kết thúc",
    ]

    def line(number: str, told: Told, sector: str) -> Line:
        return [number, told.title, told.registrant, sector, "Cấp huyện", 2019, 2019]

    def in_the_district(told: Told, place: str) -> Told:
        return told.but(
            *("continuity_unknown",), place=place, continuity="", period="2019", completion="2019", goal=""
        )

    lines: list[Line] = [
        ["HUYỆN ỦY YÊN KHÁNH"],
        ["DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” CẤP HUYỆN NĂM 2019"],
        header,
        ["I", "Xã Khánh Công"],
        line("1", NO_PESTICIDE, "Kinh tế"),
        line("2", MEALS, "Văn hóa xã hội"),
        ["II", "Thị trấn Yên Ninh"],
        line("1", ALLEYS, "Phát triển KT"),
    ]
    return ClerkFile(
        *("Yen Khanh.xls", old_book(Sheet("Sheet1", lines))),
        *("table", 2019, "HUYỆN ỦY YÊN KHÁNH"),
        [
            in_the_district(NO_PESTICIDE, "Xã Khánh Công"),
            in_the_district(MEALS, "Xã Khánh Công"),
            in_the_district(ALLEYS, "Thị trấn Yên Ninh"),
        ],
    )


def by_level() -> ClerkFile:
    """The levels are headings, the sectors stand in a merged first column."""
    header = [
        "Lĩnh vực",
        "TT",
        "Tên mô hình",
        "Địa chỉ xây dựng",
        "Tập thể hoặc cá nhân",
        "Mới hay tiếp tục",
        "Thời gian",
    ]
    rows = [row.but(completion="", goal="") for row in (STREET_LIGHTS, ALLEYS, ONE_HELPS_ONE, CAMERAS)]
    words = ["Tiếp tục", "Mới", "mới", "Đăng ký mới"]
    sectors = ["Kinh tế", "", "Văn hóa - xã hội", "Quốc phòng - an ninh"]
    body = [
        [sector, number, told.title, told.place, told.registrant, choice, told.period]
        for number, (sector, told, choice) in enumerate(zip(sectors, rows, words, strict=True), start=1)
    ]
    lines: list[Line] = [
        ["ĐẢNG ỦY XÃ LONG BÌNH"],
        ["ĐĂNG KÝ MÔ HÌNH NĂM 2024"],
        header,
        ["* CẤP TỈNH"],
        *body[:2],
        ["* CẤP CƠ SỞ"],
        *body[2:],
    ]
    return ClerkFile(
        *("long binh.xlsx", book(Sheet("Sheet1", lines, ["A4:G4", "A5:A6", "A7:G7"]))),
        *("table", 2024, "ĐẢNG ỦY XÃ LONG BÌNH"),
        rows,
    )


FILES: list[Maker] = [
    by_kind_and_sector,
    by_new_and_kept,
    a_sheet_for_each_sector,
    of_a_whole_district,
    by_level,
]
