"""Lists typed before Unicode: TCVN3 in the .Vn fonts, VNI, windows-1258, and mixtures of them."""

from collections.abc import Callable
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils import get_column_letter

from tests.submissions.vietnamese.old_encodings import cp1258, tcvn3, vni

from .exemplars import (
    ALLEYS,
    CAMERAS,
    CLAN,
    FLOWERS,
    GREEN_HOUSE,
    MEALS,
    NO_PESTICIDE,
    ONE_HELPS_ONE,
    RICE_JAR,
    SAVING,
    STREET_LIGHTS,
    TEN,
    VEGETABLES,
)
from .making import Line, Sheet, book, book_of_xlsxwriter, delimited, old_book, web_page
from .official import M3_HEADINGS, TOP, UNDER_M3, UNDER_M4, header_merges, party_foot, party_head
from .told import CULTURE, DEFENCE, ECONOMY, ClerkFile, Maker, flat

HEAD = party_head(
    "HUYỆN ỦY TÂN YÊN", "ĐẢNG ỦY XÃ CAO XÁ", "Cao Xá, ngày 20 tháng 02 năm 2024", 2024, "Số 15-DS/ĐU"
)
UNIT = "ĐẢNG ỦY XÃ CAO XÁ"


def typed(lines: list[Line], encoder: Callable[[str], str]) -> list[Line]:
    """Return the lines as they were typed in an old encoding."""
    return [[encoder(value) if isinstance(value, str) else value for value in line] for line in lines]


def in_font(lines: list[Line], font: str, *rows: int) -> dict[str, str]:
    """Return the font of every cell of these rows (of all without any)."""
    return {
        f"{get_column_letter(column)}{number}": font
        for number, line in enumerate(lines, start=1)
        if not rows or number in rows
        for column in range(1, len(line) + 1)
    }


def m3_lines() -> list[Line]:
    return [
        *HEAD,
        TOP,
        UNDER_M3,
        *[[M3_HEADINGS[ECONOMY]], STREET_LIGHTS.line(1), VEGETABLES.line(2), ["..."]],
        *[[M3_HEADINGS[CULTURE]], FLOWERS.line(1), RICE_JAR.line(2), ["..."]],
        *party_foot("NGUYỄN VĂN KHÁNH"),
    ]


M3_ROWS = [STREET_LIGHTS, VEGETABLES, FLOWERS, RICE_JAR]


def all_in_vntime() -> ClerkFile:
    """An Excel 97 list all in .VnTime; letterhead and title in the capital font .VnTimeH."""
    lines = m3_lines()
    capitals = [[value.lower() if isinstance(value, str) else value for value in line] for line in lines[:6]]
    written = typed([*capitals, *lines[6:]], tcvn3)
    fonts = in_font(written, ".VnTime") | in_font(written, ".VnTimeH", 1, 2, 5, 6)
    data = old_book(Sheet("Sheet1", written, header_merges(8), fonts))
    return ClerkFile("DSDVK.xls", data, "M3", 2024, UNIT, M3_ROWS, ["converted"])


def all_in_vni() -> ClerkFile:
    """A southern list all in VNI-Times."""
    written = typed(m3_lines(), vni)
    data = book(Sheet("Sheet1", written, header_merges(8), in_font(written, "VNI-Times")))
    return ClerkFile("ds vni.xlsx", data, "M3", 2024, UNIT, M3_ROWS, ["converted"])


def tcvn3_without_its_font() -> ClerkFile:
    """TCVN3 whose font was lost when the list was pasted: only the letters tell it."""
    lines: list[Line] = [
        ["Đơn vị: Chi bộ Toà án nhân dân huyện"],
        ["Danh sách đăng ký mô hình dân vận khéo năm 2019"],
        TOP,
        UNDER_M4,
        ONE_HELPS_ONE.line(1),
        MEALS.line(2),
        SAVING.line(3),
    ]
    data = old_book(Sheet("Sheet1", typed(lines, tcvn3), header_merges(3)))
    return ClerkFile(
        *("dan.xls", data, "M4", 2019, "Chi bộ Toà án nhân dân huyện"),
        *(flat([ONE_HELPS_ONE, MEALS, SAVING]), ["converted"]),
    )


def vni_without_its_font() -> ClerkFile:
    """VNI in a file of text, which has no fonts at all."""
    lines: list[Line] = [
        ["Tên đơn vị: Đảng bộ phường Suối Tre"],
        ["Danh sách đăng ký mô hình “Dân vận khéo” năm 2020"],
        TOP,
        UNDER_M3,
        ["I- Lĩnh vực kinh tế"],
        ALLEYS.line(1),
        ["II- Lĩnh vực quốc phòng - an ninh"],
        CAMERAS.line(1),
    ]
    data = delimited(typed(lines, vni), delimiter=";", encoding="cp1252")
    return ClerkFile(
        *("vni.csv", data, "M3", 2020, "Đảng bộ phường Suối Tre", [ALLEYS, CAMERAS], ["converted"])
    )


def of_many_hands() -> ClerkFile:
    """One clerk typed .VnTime, one VNI, one Unicode, one pasted Unicode under an old font."""
    hands = [
        (STREET_LIGHTS, tcvn3, ".VnTime"),
        (NO_PESTICIDE, vni, "VNI-Times"),
        (ALLEYS, str, "Times New Roman"),
        (VEGETABLES, str, ".VnTime"),
        (GREEN_HOUSE, tcvn3, ".VnArial"),
        (MEALS, vni, "VNI-Helve"),
    ]
    lines: list[Line] = [*HEAD, TOP, UNDER_M3]
    fonts: dict[str, str] = {}
    for number, (told, encoder, font) in enumerate(hands):
        if number in (0, 4):
            lines.append([M3_HEADINGS[CULTURE if number else ECONOMY]])
        lines += typed([told.line(1 + number % 4)], encoder)
        fonts |= in_font(lines, font, len(lines))
    return ClerkFile(
        *("nhieu nguoi nhap.xlsx", book_of_xlsxwriter(Sheet("DS", lines, header_merges(8), fonts))),
        *("M3", 2024, UNIT),
        # TCVN3 has no capital “Ấ”.
        [told.but(place="ấp Hưng Nghĩa") if told is GREEN_HOUSE else told for told, _encoder, _font in hands],
        ["converted", "converted"],
    )


def parts_of_a_cell_in_an_old_font() -> ClerkFile:
    """Within a cell some words are in .VnTime and bold, the others in Unicode."""
    lines: list[Line] = [
        ["ĐẢNG ỦY XÃ CHẾ CU NHA"],
        ["DANH SÁCH MÔ HÌNH NĂM 2023"],
        TOP,
        UNDER_M3,
        [M3_HEADINGS[DEFENCE]],
        CLAN.line(1, registrant="Cá nhân"),
    ]

    def mix(sheet: Any) -> None:
        sheet["C6"] = CellRichText(
            TextBlock(InlineFont(rFont="Times New Roman"), "Dòng họ tự quản về "),
            TextBlock(InlineFont(rFont=".VnTime", b=True), tcvn3("an ninh trật tự ")),
            TextBlock(InlineFont(rFont="Times New Roman"), "xã hội"),
        )

    data = book(Sheet("DS", lines, header_merges(3), touch=mix))
    return ClerkFile(
        *("lai font.xlsx", data, "M3", 2023, "ĐẢNG ỦY XÃ CHẾ CU NHA"),
        *([CLAN.but("unnamed_person", registrant="Cá nhân")], ["converted"]),
    )


def only_the_header_is_old() -> ClerkFile:
    """The form is old, with its header and title in .VnTime and .VnTimeH; the rows are new."""
    title = tcvn3("danh sách đăng ký mô hình dân vận khéo năm 2024")
    lines: list[Line] = [
        [tcvn3("Đơn vị: Đảng ủy xã Ngọc Châu")],
        [title],
        *typed([TOP, UNDER_M4], tcvn3),
        TEN.line(1),
        SAVING.line(2),
    ]
    fonts = in_font(lines, ".VnTime", 1, 3, 4) | {"A2": ".VnTimeH"}
    data = old_book(Sheet("Sheet1", lines, header_merges(3), fonts))
    return ClerkFile(
        "mau cu.xls", data, "M4", 2024, "Đảng ủy xã Ngọc Châu", flat([TEN, SAVING]), ["converted"]
    )


def windows_1258_text() -> ClerkFile:
    """A text saved by Vietnamese Windows: bytes of windows-1258, quoted line breaks, semicolons."""
    lines: list[Line] = [
        ["Đảng ủy xã Tuấn Đạo"],
        ["Danh sách đăng ký mô hình dân vận khéo năm 2021"],
        TOP,
        UNDER_M3,
        ["I- Lĩnh vực kinh tế"],
        NO_PESTICIDE.line(1, goal="Đặt 40 bể\nthu gom"),
        ["II- Lĩnh vực văn hóa – xã hội"],
        RICE_JAR.line(1),
    ]
    data = delimited(typed(lines, cp1258), delimiter=";", encoding="cp1252")
    return ClerkFile(*("Tuan Dao.csv", data, "M3", 2021, "Đảng ủy xã Tuấn Đạo", [NO_PESTICIDE, RICE_JAR]))


def windows_1258_in_a_workbook() -> ClerkFile:
    """A program took the bytes of windows-1258 for western ones and put them into a workbook."""
    rows = [ONE_HELPS_ONE, MEALS]
    lines: list[Line] = [
        ["Đơn vị: Chi bộ Trung tâm Y tế"],
        ["Danh sách mô hình dân vận khéo năm 2022"],
        TOP,
        UNDER_M4,
        *(row.line(number) for number, row in enumerate(rows, start=1)),
    ]
    data = book(Sheet("Export", typed(lines, cp1258), header_merges(3)))
    return ClerkFile("export.xlsx", data, "M4", 2022, "Chi bộ Trung tâm Y tế", flat(rows), ["converted"])


def capitals_typed_small() -> ClerkFile:
    """Titles typed in small letters under .VnArialH are capitals on the page; names are plain."""
    told = FLOWERS.but(title="ĐƯỜNG HOA THAY CỎ DẠI")
    written = FLOWERS.line(1)
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        [M3_HEADINGS[CULTURE]],
        [tcvn3(cell.lower()) if at == 2 else cell for at, cell in enumerate(written)],
    ]
    data = book(Sheet("DS", lines, header_merges(8), {"C11": ".VnArialH"}))
    return ClerkFile("chu hoa.xlsx", data, "M3", 2024, UNIT, [told], ["converted"])


def an_old_web_page() -> ClerkFile:
    """A web page called .xls whose table is in .VnTime by its style."""
    lines: list[Line] = typed(
        [
            ["Đơn vị: Hội Nông dân xã Tuấn Đạo"],
            ["Danh sách đăng ký mô hình dân vận khéo năm 2018"],
            ["STT", "Địa chỉ", "Tên mô hình", "Tập thể, cá nhân", "Lĩnh vực", "Mới/duy trì", "Hoàn thành"],
            [
                1,
                *(
                    "Xã Tuấn Đạo",
                    NO_PESTICIDE.title,
                    NO_PESTICIDE.registrant,
                    "Kinh tế",
                    "Duy trì",
                    "Năm 2018",
                ),
            ],
            [2, *("Xã Tuấn Đạo", VEGETABLES.title, VEGETABLES.registrant, "Kinh tế", "Mới", "Năm 2018")],
        ],
        tcvn3,
    )
    data = web_page(lines).replace(b"<table", b'<table style="font-family:.VnTime"')
    rows = [
        NO_PESTICIDE.but(period="", completion="Năm 2018", goal=""),
        VEGETABLES.but(place="Xã Tuấn Đạo", continuity="new", period="", completion="Năm 2018", goal=""),
    ]
    return ClerkFile("HND.xls", data, "table", 2018, "Hội Nông dân xã Tuấn Đạo", rows, ["converted"])


FILES: list[Maker] = [
    all_in_vntime,
    all_in_vni,
    tcvn3_without_its_font,
    vni_without_its_font,
    of_many_hands,
    parts_of_a_cell_in_an_old_font,
    only_the_header_is_old,
    windows_1258_text,
    windows_1258_in_a_workbook,
    capitals_typed_small,
    an_old_web_page,
]
