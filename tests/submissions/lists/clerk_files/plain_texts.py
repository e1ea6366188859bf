"""Delimited text as Excel and other programs save it, and web pages called .xls."""

from .exemplars import (
    ALLEYS,
    CAMERAS,
    CLAN,
    FLOWERS,
    HEALTH,
    LAND,
    MEALS,
    ONE_HELPS_ONE,
    ONLINE_SERVICE,
    RICE_JAR,
    SAVING,
    STREET_LIGHTS,
    TEN,
)
from .making import Line, delimited, web_page
from .official import M3_HEADINGS, TOP, UNDER_M3, UNDER_M4
from .told import CULTURE, DEFENCE, ECONOMY, ClerkFile, Maker, flat


def m3_lines(unit: str, year: int) -> list[Line]:
    return [
        [unit],
        ["DANH SÁCH ĐĂNG KÝ XÂY DỰNG"],
        [f"MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}"],
        [],
        TOP,
        UNDER_M3,
        *[[M3_HEADINGS[ECONOMY]], STREET_LIGHTS.line(1), LAND.line(2)],
        *[[M3_HEADINGS[DEFENCE]], CLAN.line(1)],
        ["", "Tổng cộng", "3"],
    ]


M3_ROWS = [STREET_LIGHTS, LAND, CLAN]


def unicode_text_of_excel() -> ClerkFile:
    """Excel's “Unicode Text”: UTF-16 with tabs, all lines padded, called .txt."""
    lines = [[*line, *[""] * (8 - len(line))] for line in m3_lines("ĐẢNG ỦY XÃ CAO XÁ", 2024)]
    data = delimited(lines, delimiter="\t", encoding="utf-16")
    return ClerkFile("DanhSach.txt", data, "M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ", M3_ROWS)


def utf8_without_its_mark() -> ClerkFile:
    """UTF-8 without a byte order mark, with commas, as a spreadsheet in the browser saves it."""
    data = delimited(m3_lines("ĐẢNG ỦY PHƯỜNG 10", 2023), encoding="utf-8")
    return ClerkFile("Sheet1.csv", data, "M3", 2023, "ĐẢNG ỦY PHƯỜNG 10", M3_ROWS)


def line_breaks_in_quotes() -> ClerkFile:
    """Semicolons, quoted line breaks and quotation marks, a header broken over lines."""
    title = 'Tuyến đường “Sáng - xanh - sạch - đẹp”; "3 không"'
    told = FLOWERS.but("sector_unknown", title=title, goal="- 500 m; - 20 hộ", sector="")
    lines: list[Line] = [
        ["Cơ quan, đơn vị: Chi bộ Phòng Văn hóa - Thông tin"],
        ["ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2024"],
        [text.replace(" ", "\n", 1) for text in TOP],
        UNDER_M4,
        FLOWERS.line(1, title=title, goal="- 500 m;\n- 20 hộ"),
        ["", "", "", "", "", "", "", ""],
        SAVING.line(2),
    ]
    return ClerkFile(
        *("pvhtt.csv", delimited(lines, delimiter=";"), "M4", 2024, "Chi bộ Phòng Văn hóa - Thông tin"),
        [told, *flat([SAVING])],
    )


def tabs_and_no_letterhead() -> ClerkFile:
    """A table copied out of Word into a text file: tabs, no title."""
    header = [
        "TT",
        "Tên mô hình",
        "Địa điểm",
        "Tập thể/Cá nhân",
        "Lĩnh vực",
        "Duy trì",
        "Mới",
        "Thời gian hoàn thành",
    ]
    lines: list[Line] = [
        header,
        [
            "1.",
            ALLEYS.title,
            ALLEYS.place,
            ALLEYS.registrant,
            "Kinh tế",
            "",
            ALLEYS.period,
            ALLEYS.completion,
        ],
        [
            "2.",
            RICE_JAR.title,
            RICE_JAR.place,
            RICE_JAR.registrant,
            "Văn hóa-xã hội",
            RICE_JAR.period,
            "",
            RICE_JAR.completion,
        ],
    ]
    rows = [ALLEYS.but(goal=""), RICE_JAR.but(goal="")]
    return ClerkFile("bang.tsv", delimited(lines, "\t", "utf-8"), "table", None, None, rows)


def big_endian_with_commas() -> ClerkFile:
    """UTF-16 the other way round, with commas."""
    lines: list[Line] = [
        ["Đơn vị báo cáo: Đảng ủy xã Kim Long"],
        ["BIỂU ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2025"],
        TOP,
        UNDER_M4,
        CAMERAS.line("01"),
        ONLINE_SERVICE.line("02"),
    ]
    data = b"\xfe\xff" + delimited(lines, encoding="utf-16-be")
    return ClerkFile("kim long.csv", data, "M4", 2025, "Đảng ủy xã Kim Long", flat([CAMERAS, ONLINE_SERVICE]))


def a_web_page_called_xls() -> ClerkFile:
    """The export of a management program: a web page called .xls with spanned header and headings."""
    lines: list[Line] = [
        ["HỘI LIÊN HIỆP PHỤ NỮ"],
        ["PHƯỜNG SUỐI TRE"],
        ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024"],
        [*TOP[:5], TOP[6], TOP[7]],
        UNDER_M3[4:6],
        [M3_HEADINGS[CULTURE]],
        MEALS.line(1),
        FLOWERS.line(2, place="Phường Suối Tre\n(khu phố 3)"),
    ]
    spans = {(row, 0): "colspan=8" for row in (0, 1, 2, 5)} | {(3, 4): "colspan=2"}
    spans |= {(3, column): "rowspan=2" for column in (0, 1, 2, 3, 5, 6)}
    return ClerkFile(
        *("BaoCao.xls", web_page(lines, spans), "M3", 2024, "HỘI LIÊN HIỆP PHỤ NỮ PHƯỜNG SUỐI TRE"),
        [MEALS, FLOWERS.but(place="Phường Suối Tre (khu phố 3)")],
    )


def called_after_another_format() -> ClerkFile:
    """A text that someone renamed to .xlsx; the contents count, not the name."""
    lines: list[Line] = [
        ["UBND XÃ NGỌC CHÂU"],
        ["Danh sách mô hình DVK năm 2024"],
        TOP,
        UNDER_M4,
        TEN.line(1),
        ONE_HELPS_ONE.line(2),
        HEALTH.line(3),
    ]
    return ClerkFile(
        *("ngoc chau.xlsx", delimited(lines, ";", "utf-8"), "M4", 2024, "UBND XÃ NGỌC CHÂU"),
        flat([TEN, ONE_HELPS_ONE, HEALTH]),
    )


FILES: list[Maker] = [
    unicode_text_of_excel,
    utf8_without_its_mark,
    line_breaks_in_quotes,
    tabs_and_no_letterhead,
    big_endian_with_commas,
    a_web_page_called_xls,
    called_after_another_format,
]
