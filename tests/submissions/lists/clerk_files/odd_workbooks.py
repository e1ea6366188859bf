"""Workbooks as programs and long use leave them: odd headers, formats, sheets and rows."""

import datetime
import io
from dataclasses import replace
from typing import Any

import xlwt

from .exemplars import (
    ALLEYS,
    CAMERAS,
    CLAN,
    FLOWERS,
    GREEN_HOUSE,
    LAND,
    MEALS,
    NO_PESTICIDE,
    ONE_HELPS_ONE,
    ONLINE_SERVICE,
    RICE_JAR,
    SAFE_QUAY,
    SAVING,
    STREET_LIGHTS,
    TEN,
    VEGETABLES,
)
from .making import Line, Sheet, book, book_of_xlsxwriter, old_book
from .official import M3_HEADINGS, TOP, UNDER_M3, UNDER_M4, full_width, header_merges, party_head
from .told import CULTURE, DEFENCE, ECONOMY, POLITICAL, ClerkFile, Maker, Told, flat

HEAD = party_head(
    "HUYỆN ỦY TÂN YÊN", "ĐẢNG ỦY XÃ CAO XÁ", "Cao Xá, ngày 20 tháng 02 năm 2024", 2024, "Số 15-DS/ĐU"
)
UNIT = "ĐẢNG ỦY XÃ CAO XÁ"


def header_on_every_page() -> ClerkFile:
    """The header and the signatures' page number stand again in the middle, as on the printed pages."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        *[[M3_HEADINGS[ECONOMY]], STREET_LIGHTS.line(1), NO_PESTICIDE.line(2)],
        ["", "", "", "", "", "", "", "Trang 2"],
        TOP,
        UNDER_M3,
        LAND.line(3),
        *[[M3_HEADINGS[POLITICAL]], TEN.line(1)],
    ]
    merges = [*header_merges(8), *header_merges(14), *full_width(lines, list(M3_HEADINGS.values()))]
    data = book(Sheet("Sheet1", lines, merges))
    return ClerkFile("2 trang.xlsx", data, "M3", 2024, UNIT, [STREET_LIGHTS, NO_PESTICIDE, LAND, TEN])


def columns_before_and_between() -> ClerkFile:
    """The table begins in column C, below empty columns; one column between is empty."""

    def moved(line: Line) -> Line:
        return ["", "", *line[:3], "", *line[3:]] if len(line) > 1 else ["", "", *line]

    lines = [moved(line) for line in [*HEAD, TOP, UNDER_M4, SAVING.line(1), ONE_HELPS_ONE.line(2)]]
    data = book_of_xlsxwriter(Sheet("Sheet1", lines))
    return ClerkFile("lech cot.xlsx", data, "M4", 2024, UNIT, flat([SAVING, ONE_HELPS_ONE]))


def the_second_sheet_is_the_list() -> ClerkFile:
    """The first sheet is the guide with the blank form, the second the list, the third lists for choosing."""
    guide: list[Line] = [
        ["HƯỚNG DẪN NHẬP"],
        ["1. Không sửa tiêu đề"],
        [],
        TOP,
        UNDER_M3,
        [M3_HEADINGS[ECONOMY]],
        [1],
        [2],
    ]
    choices: list[Line] = [
        ["Lĩnh vực"],
        ["Kinh tế"],
        ["Văn hóa - xã hội"],
        ["Quốc phòng - an ninh"],
        ["Hệ thống chính trị"],
    ]
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        *[[M3_HEADINGS[ECONOMY]], ALLEYS.line(1), LAND.line(2)],
        *[[M3_HEADINGS[DEFENCE]], SAFE_QUAY.line(1)],
    ]
    data = book(Sheet("Huong dan", guide), Sheet("Nhap lieu", lines, header_merges(8)), Sheet("DM", choices))
    return ClerkFile("nhap lieu.xlsx", data, "M3", 2024, UNIT, [ALLEYS, LAND, SAFE_QUAY])


def headings_as_columns_of_merges() -> ClerkFile:
    """The sector is a first column merged over its rows, beside the columns of the form."""
    rows = [STREET_LIGHTS, LAND, FLOWERS, MEALS, CAMERAS]
    sectors = ["Kinh tế", "", "Văn hóa\n- xã hội", "", "Quốc phòng\n- an ninh"]
    lines: list[Line] = [
        ["ĐẢNG ỦY XÃ KIM LONG"],
        ["Năm 2024"],
        ["Lĩnh vực", *TOP],
        ["", *UNDER_M3],
        *([sector, *row.line(n)] for n, (sector, row) in enumerate(zip(sectors, rows, strict=True), start=1)),
    ]
    merges = ["A3:A4", "F3:G3", "A5:A6", "A7:A8", *(f"{column}3:{column}4" for column in "BCDEHI")]
    data = book(Sheet("Sheet1", lines, merges))
    return ClerkFile("kim long 2024.xlsx", data, "table", 2024, "ĐẢNG ỦY XÃ KIM LONG", rows)


def numbers_and_texts_the_other_way() -> ClerkFile:
    """Numbers are texts, texts are numbers, dates are times; running numbers have halves of a point."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M4,
        SAVING.line(1.0, continuing=2022.0, completion=datetime.date(2024, 12, 31)),
        TEN.line("2", new=45383, completion=45657, goal=0.8),
        ONE_HELPS_ONE.line(3, new=datetime.date(2024, 4, 1), completion="2024"),
    ]
    formats = {"G10": "dd/mm/yyyy", "E11": "General", "H11": "0%", "F12": 'mm"/"yyyy', "F11": "General"}
    rows = [
        SAVING.but(period="2022", completion="31/12/2024"),
        TEN.but(period="01/04/2024", completion="31/12/2024", goal="80%"),
        ONE_HELPS_ONE.but(period="04/2024", completion="2024"),
    ]
    data = book(Sheet("Sheet1", lines, header_merges(8), formats=formats))
    return ClerkFile("so va chu.xlsx", data, "M4", 2024, UNIT, flat(rows))


def rows_that_go_on() -> ClerkFile:
    """Excel's clerks break long texts by hand into the rows below; the borders hide it."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M4,
        SAVING.line(1, goal="100% cán bộ, công chức,"),
        ["", "", "", "", "", "", "", "người lao động tham gia"],
        TEN.line(2, goal="Mỗi cán bộ"),
        ["", "", "", "", "", "", "", "phụ trách 10 hộ"],
    ]
    data = old_book(Sheet("Sheet1", lines, header_merges(8)))
    return ClerkFile("xuong dong.xls", data, "M4", 2024, UNIT, flat([SAVING, TEN]))


def of_xlwt_with_names() -> ClerkFile:
    """Excel 95–2003 written without a formatting of merges; the sheet's name has an apostrophe."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("DS 'Dan van kheo'")
    wide = xlwt.easyxf("align: wrap on; font: bold on")
    lines: list[Line] = [
        ["THÀNH ỦY BÀ RỊA"],
        ["ĐẢNG ỦY PHƯỜNG PHƯỚC NGUYÊN"],
        ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2020"],
        TOP,
        UNDER_M3,
        ["1/ Lĩnh vực phát triển kinh tế:"],
        ALLEYS.line(1, new="Quý I/2020", completion="Quý IV/2020"),
        ["2/ Lĩnh vực văn hóa xã hội:"],
        GREEN_HOUSE.line(1, new="02/2020", completion="10/2020"),
        ["3/ Lĩnh vực ANQP: Không có"],
        ["4/ Lĩnh vực xây dựng HTCT:"],
        ONLINE_SERVICE.line(1, new="từ tháng 3/2020", completion="Hết năm 2020"),
    ]
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            sheet.write(row, column, value, wide)
    data = io.BytesIO()
    workbook.save(data)
    return ClerkFile(
        *("P. Phuoc Nguyen.xls", data.getvalue(), "M3", 2020, "ĐẢNG ỦY PHƯỜNG PHƯỚC NGUYÊN"),
        [
            ALLEYS.but(period="Quý I/2020", completion="Quý IV/2020"),
            GREEN_HOUSE.but(period="02/2020", completion="10/2020"),
            ONLINE_SERVICE.but(period="từ tháng 3/2020", completion="Hết năm 2020"),
        ],
    )


def hidden_sheets_and_groups() -> ClerkFile:
    """Last year's list is on a hidden sheet and not meant; this year's rows are grouped and folded away."""

    def hide(sheet: Any) -> None:
        sheet.sheet_state = "hidden"

    def fold(sheet: Any) -> None:
        sheet.row_dimensions.group(11, 12, hidden=True)

    last_year = [*HEAD[:5], ["MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2023"], [], TOP, UNDER_M4, CLAN.line(1)]
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        [M3_HEADINGS[CULTURE]],
        RICE_JAR.line(1),
        FLOWERS.line(2),
        MEALS.line(3),
    ]
    data = book(
        Sheet("2024", lines, header_merges(8), touch=fold),
        Sheet("2023", last_year, header_merges(8), touch=hide),
    )
    return ClerkFile("hai nam.xlsx", data, "M3", 2024, UNIT, [RICE_JAR, FLOWERS, MEALS], ["hidden_rows"])


def one_list_for_each_year() -> ClerkFile:
    """Two sheets, each a list of its own year: both are read, the file's year is the first one's."""

    def sheet(year: int, told: Told) -> Sheet:
        head = party_head("HUYỆN ỦY TÂN YÊN", UNIT, f"Cao Xá, ngày 20/02/{year}", year)
        return Sheet(f"Nam {year}", [*head, TOP, UNDER_M4, told.line(1)], header_merges(8))

    rows = [VEGETABLES, SAVING]
    data = book_of_xlsxwriter(sheet(2025, rows[0]), sheet(2024, rows[1]))
    return ClerkFile("cac nam.xlsx", data, "M4", 2025, UNIT, flat(rows))


def one_row_for_the_header() -> ClerkFile:
    """The second row of the header was left out: nothing tells whether a row is new."""
    header = [*TOP[:5], *TOP[6:]]

    def line(number: int, told: Told) -> Line:
        return [number, told.place, told.title, told.registrant, told.period, told.completion, told.goal]

    def open_choice(told: Told) -> Told:
        return replace(told, continuity="", problems=("no_period",))

    lines: list[Line] = [
        *HEAD,
        header,
        *[[M3_HEADINGS[ECONOMY]], line(1, LAND), line(2, ALLEYS)],
        *[[M3_HEADINGS[CULTURE]], line(1, MEALS)],
    ]
    data = book(Sheet("M3", lines))
    return ClerkFile(
        "mot dong.xlsx", data, "M3", 2024, UNIT, [open_choice(told) for told in (LAND, ALLEYS, MEALS)]
    )


def alternatives_in_words() -> ClerkFile:
    """Both columns hold words: “Có”, “Không”; “Duy trì”; a dash in the one that does not apply."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M4,
        SAVING.line(1, continuing="Có", new="Không"),
        TEN.line(2, continuing="-", new="Từ tháng 4/2024"),
        RICE_JAR.line(3, continuing="Duy trì", new="…"),
        CAMERAS.line(4, continuing="0", new="1"),
    ]
    rows = [
        SAVING.but(period=""),
        TEN.but(period="Từ tháng 4/2024"),
        RICE_JAR.but(period=""),
        CAMERAS.but(period=""),
    ]
    data = book_of_xlsxwriter(Sheet("DS", lines, header_merges(8)))
    return ClerkFile("co khong.xlsx", data, "M4", 2024, UNIT, flat(rows))


def signatures_and_notes_between() -> ClerkFile:
    """Notes stand between the rows, a list of recipients with units and names behind the last one."""
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        *[["I", M3_HEADINGS[ECONOMY].removeprefix("I- ")], STREET_LIGHTS.line(1)],
        ["", "(Mô hình số 2 chuyển sang lĩnh vực văn hóa)"],
        LAND.line(2),
        ["II", M3_HEADINGS[CULTURE].removeprefix("II- ")],
        FLOWERS.line(1),
        ["", "Tổng cộng: 03 mô hình, trong đó:"],
        ["", "- Tập thể: 03"],
        ["", "- Cá nhân: 0"],
        [],
        ["Nơi nhận:", "", "", "", "", "TM. ĐẢNG ỦY"],
        ["- Ban Dân vận Huyện ủy;", "", "", "", "", "BÍ THƯ"],
        ["- Hội Nông dân huyện;"],
        ["- Lưu VP.", "", "", "", "", "(đã ký)"],
        ["", "", "", "", "", "Ngô Văn Sáu"],
    ]
    data = old_book(Sheet("Sheet1", lines, header_merges(8)))
    return ClerkFile("noi nhan.xls", data, "M3", 2024, UNIT, [STREET_LIGHTS, LAND, FLOWERS])


FILES: list[Maker] = [
    header_on_every_page,
    columns_before_and_between,
    the_second_sheet_is_the_list,
    headings_as_columns_of_merges,
    numbers_and_texts_the_other_way,
    rows_that_go_on,
    of_xlwt_with_names,
    hidden_sheets_and_groups,
    one_list_for_each_year,
    one_row_for_the_header,
    alternatives_in_words,
    signatures_and_notes_between,
]
