"""Lists of agencies, party cells, police, health and mass organisations on form M4, without sectors."""

import io
import unicodedata
from typing import Any

import xlsxwriter
from openpyxl.comments import Comment

from .exemplars import (
    CAMERAS,
    HEALTH,
    MEALS,
    ONE_HELPS_ONE,
    ONLINE_SERVICE,
    POLICY,
    RICE_JAR,
    SAFE_QUAY,
    SAVING,
    TEN,
)
from .making import Line, Sheet, book, book_of_xlsxwriter, old_book, open_book
from .official import NUMBERS, TOP, UNDER_M4, header_merges, party_foot, party_head
from .told import CONTINUING, NEW, ClerkFile, Maker, flat


def of_the_bloc() -> ClerkFile:
    """The name of the party committee goes over two lines of the letterhead."""
    lines: list[Line] = [
        ["ĐẢNG BỘ TỈNH BÌNH THUẬN", "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG ỦY KHỐI"],
        ["CƠ QUAN VÀ DOANH NGHIỆP TỈNH", "", "", "", "Bình Thuận, ngày 10 tháng 3 năm 2024"],
        ["*"],
        ["DANH SÁCH ĐĂNG KÝ XÂY DỰNG MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024"],
        TOP,
        UNDER_M4,
        *(row.line(number) for number, row in enumerate([SAVING, POLICY, HEALTH], start=1)),
        *party_foot("Phạm Văn Tuấn"),
    ]
    return ClerkFile(
        *("M4 Dang uy Khoi.xlsx", book(Sheet("M4", lines, ["A5:H5", *header_merges(6)]))),
        *("M4", 2024, "ĐẢNG ỦY KHỐI CƠ QUAN VÀ DOANH NGHIỆP TỈNH"),
        flat([SAVING, POLICY, HEALTH]),
    )


def of_the_police() -> ClerkFile:
    """Two rows are hidden by hand in an old workbook; they are read, and the clerk is told."""
    rows = [CAMERAS, SAFE_QUAY, RICE_JAR, MEALS]
    lines: list[Line] = [
        *party_head("HUYỆN ỦY TÂN YÊN", "ĐẢNG BỘ CÔNG AN HUYỆN", "Tân Yên, ngày 26 tháng 02 năm 2024", 2024),
        TOP,
        UNDER_M4,
        *(row.line(number) for number, row in enumerate(rows, start=1)),
        ["Danh sách gồm có 04 mô hình./."],
    ]
    data = old_book(Sheet("Cong an", lines, header_merges(8), hidden=[11, 12]))
    return ClerkFile(
        "CONG AN HUYEN.xls", data, "M4", 2024, "ĐẢNG BỘ CÔNG AN HUYỆN", flat(rows), ["hidden_rows"]
    )


def filtered() -> ClerkFile:
    """A filter hides the rows of the others; a column of notes is hidden, another one has comments."""

    def filter_rows(sheet: Any) -> None:
        sheet.auto_filter.ref = "A8:I12"
        sheet.auto_filter.add_filter_column(3, ["Chi bộ 1"])
        sheet.column_dimensions["I"].hidden = True
        sheet["C10"].comment = Comment("Đã có năm 2023?", "Văn phòng")

    rows = [POLICY, HEALTH]
    lines: list[Line] = [
        *party_head(
            "ĐẢNG ỦY KHỐI", "ĐẢNG BỘ TRƯỜNG CAO ĐẲNG BÌNH THUẬN", "Bình Thuận, ngày 5/3/2024", "2024"
        ),
        [*TOP, "Ghi chú"],
        [*UNDER_M4, ""],
        [*POLICY.line(1), "chi bộ họp ngày 01/3"],
        [*HEALTH.line(2), ""],
    ]
    data = book(Sheet("DK", lines, header_merges(8), hidden=[11], touch=filter_rows))
    return ClerkFile(
        *("tcdbt.xlsx", data, "M4", 2024, "ĐẢNG BỘ TRƯỜNG CAO ĐẲNG BÌNH THUẬN"),
        *(flat(rows), ["hidden_rows"]),
    )


def a_million_empty_rows() -> ClerkFile:
    """A total stands in three cells; the bottom of the sheet was once touched: a million empty rows."""

    def touch_bottom(sheet: Any) -> None:
        sheet["A1048576"].number_format = "0.00"
        sheet.cell(row=900_000, column=3).value = " "

    lines: list[Line] = [
        *party_head("HUYỆN ỦY TÂN YÊN", "CHI BỘ BẢO HIỂM XÃ HỘI HUYỆN", "Tân Yên, ngày 27/02/2024", 2024),
        TOP,
        UNDER_M4,
        ONE_HELPS_ONE.line(1),
        SAVING.line(2),
        ["", "Cộng", "02 mô hình"],
    ]
    data = book(Sheet("Sheet1", lines, header_merges(8), touch=touch_bottom), Sheet("Sheet2", []))
    return ClerkFile(
        *("BHXH.xlsx", data, "M4", 2024, "CHI BỘ BẢO HIỂM XÃ HỘI HUYỆN"), flat([ONE_HELPS_ONE, SAVING])
    )


def calculated_cells() -> ClerkFile:
    """Numbers and places are formulas whose results Excel kept; a title is in parts of bold letters."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        sheet = workbook.add_worksheet("DK")
        places = workbook.add_worksheet("DM dia ban")
        places.write_column(0, 0, ["Địa bàn", "Phường Long Tâm", "Xã Ngọc Châu"])
        bold, plain = workbook.add_format({"bold": True}), workbook.add_format()
        sheet.write(0, 0, "KHỐI DÂN VẬN PHƯỜNG LONG TÂM")
        sheet.write(1, 0, "ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024")
        for row, line in enumerate([TOP, UNDER_M4], start=3):
            sheet.write_row(row, 0, line)
        for row, told in enumerate([ONLINE_SERVICE, TEN], start=5):
            sheet.write_row(row, 0, told.line(""))
            sheet.write_formula(row, 0, f"=ROW()-{5}", None, row - 4)
            sheet.write_formula(row, 1, f"='DM dia ban'!A{row - 3}", None, told.place)
        sheet.write_rich_string(5, 2, bold, "Điểm hỗ trợ ", plain, "dịch vụ công ", bold, "trực tuyến")
        sheet.write_formula(7, 2, "=COUNTA(C6:C7)", None, 2)
        sheet.write(7, 1, "Tổng số")
    return ClerkFile(
        *("Long Tam.xlsx", data.getvalue(), "M4", 2024, "KHỐI DÂN VẬN PHƯỜNG LONG TÂM"),
        flat([ONLINE_SERVICE, TEN]),
    )


def columns_in_another_order() -> ClerkFile:
    """The columns stand in the unit's own order and the header in one row, its sense in its own words."""
    header = [
        "TT",
        "Tập thể/cá nhân đăng ký",
        "Tên mô hình “Dân vận khéo”",
        "Mục tiêu đề ra",
        "Địa chỉ xây dựng MH",
        "Thời gian triển khai - MH duy trì năm 2023",
        "Thời gian triển khai - MH mới năm 2024",
        "Dự kiến hoàn thành",
    ]

    def line(number: int, told: Any) -> Line:
        _number, place, title, who, continuing, new, completion, goal = told.line(number)
        return [number, who, title, goal, place, continuing, new, completion]

    rows = [SAVING, TEN]
    lines: list[Line] = [
        ["UBMTTQ VIỆT NAM HUYỆN TÂN YÊN"],
        ["BAN THƯỜNG TRỰC"],
        ["Đăng ký mô hình “Dân vận khéo” năm 2024"],
        header,
        *(line(number, told) for number, told in enumerate(rows, start=1)),
    ]
    return ClerkFile(
        *("MTTQ.ods", open_book(Sheet("Sheet1", lines))),
        *("M4", 2024, "UBMTTQ VIỆT NAM HUYỆN TÂN YÊN"),
        flat(rows),
    )


def typed_on_a_mac() -> ClerkFile:
    """Every text is decomposed Unicode; words hold no-break and zero-width spaces."""
    rows = [ONE_HELPS_ONE, SAVING]

    def on_a_mac(value: Any) -> Any:
        return (
            unicodedata.normalize("NFD", value).replace("mô", "mô\u200b", 1)
            if isinstance(value, str)
            else value
        )

    head = party_head(
        *("TỈNH ỦY BÌNH THUẬN", "BAN DÂN VẬN", "Bình Thuận, ngày 29 tháng 3 năm 2024"),
        *("2024", "Số 54\u00a0-DS/BDVTU"),
    )
    lines: list[Line] = [
        [on_a_mac(value) for value in line]
        for line in [*head, TOP, UNDER_M4, *(row.line(n) for n, row in enumerate(rows, start=1))]
    ]
    return ClerkFile(
        *("Bản đăng ký.xlsx", book_of_xlsxwriter(Sheet("Trang_tính1", lines, header_merges(8)))),
        *("M4", 2024, "BAN DÂN VẬN"),
        flat(rows),
    )


def a_mark_on_a_wrong_letter() -> ClerkFile:
    """The plan of 2022 with “Môṭ giúp môṭ”, its dot below the wrong letter: read as it is, and flagged."""
    wrong = ONE_HELPS_ONE.but("sector_unknown", "foreign_letters", title="Mô\u1e6d giúp mô\u1e6d", sector="")
    cyrillic = SAVING.but("sector_unknown", "foreign_letters", goal="100% cán bộ tham giа", sector="")
    lines: list[Line] = [
        *party_head("TỈNH ỦY BÌNH THUẬN", "BAN DÂN VẬN", "Bình Thuận, ngày 29 tháng 3 năm 2022", 2022),
        TOP,
        UNDER_M4,
        ONE_HELPS_ONE.line(1, title="Môt\u0323 giúp môt\u0323"),
        SAVING.line(2, goal="100% cán bộ tham giа"),
    ]
    return ClerkFile(
        *("KH 54.xlsx", book(Sheet("PL", lines, header_merges(8))), "M4", 2022, "BAN DÂN VẬN"),
        [wrong, cyrillic],
    )


def three_header_rows() -> ClerkFile:
    """Above the two header rows stands a third, below them the numbers of the columns."""
    over: Line = ["STT", "Thông tin mô hình", "", "Chủ thể", "Tiến độ", "", "", "Kết quả"]
    middle: Line = [
        "",
        "Địa chỉ xây dựng",
        "Tên mô hình",
        "Tập thể hoặc cá nhân",
        "Thời gian triển khai",
        "",
        "Hoàn thành",
        "Mục tiêu đề ra",
    ]
    under: Line = ["", "", "", "", "Tiếp tục duy trì", "Xây dựng mới", "", ""]
    rows = [HEALTH, SAVING]
    lines = [
        *party_head("HUYỆN ỦY TÂN YÊN", "ĐẢNG BỘ TRUNG TÂM Y TẾ HUYỆN", "Tân Yên, ngày 26/02/2024", 2024),
        *[over, middle, under, NUMBERS],
        *(row.line(number) for number, row in enumerate(rows, start=1)),
    ]
    merges = ["A8:A10", "B8:C8", "E8:G8", "E9:F9", *(f"{column}9:{column}10" for column in "BCDGH")]
    return ClerkFile(
        *("TTYT.xlsx", book(Sheet("TTYT", lines, merges))),
        *("M4", 2024, "ĐẢNG BỘ TRUNG TÂM Y TẾ HUYỆN"),
        flat(rows),
    )


def two_lists_on_one_sheet() -> ClerkFile:
    """Below the signatures of the first list stands a second one with its own header."""
    lines: list[Line] = [
        *party_head("HUYỆN ỦY TÂN YÊN", "CHI BỘ TÒA ÁN NHÂN DÂN HUYỆN", "Tân Yên, ngày 20/02/2024", 2024),
        TOP,
        UNDER_M4,
        ONE_HELPS_ONE.line(1),
        *party_foot("Lý Thị Mai"),
        [],
        ["DANH SÁCH BỔ SUNG NĂM 2024"],
        TOP,
        UNDER_M4,
        SAVING.line(1),
    ]
    data = book_of_xlsxwriter(Sheet("Sheet1", lines, [*header_merges(8), *header_merges(19)]))
    return ClerkFile(
        *("toa an.xlsx", data, "M4", 2024, "CHI BỘ TÒA ÁN NHÂN DÂN HUYỆN"), flat([ONE_HELPS_ONE, SAVING])
    )


def stale_years_and_lines_in_cells() -> ClerkFile:
    """The letter of 2018 kept the years of 2017; cells have line breaks and lists of their own."""
    goal = "- Quyên góp 20 triệu đồng;\n- Giúp 10 hộ nghèo;\n- Tặng 30 suất quà."
    title = "Mỗi ngày tiết kiệm\n1.000 đồng để làm việc nghĩa"
    saving = SAVING.but(period="Năm 2016", completion="Hết năm 2018", goal=" ".join(goal.split()))
    meals = MEALS.but(period="Tháng 02/2018", completion="Quý 4/2018", continuity=NEW)
    lines: list[Line] = [
        ["LIÊN ĐOÀN LAO ĐỘNG HUYỆN LỤC YÊN"],
        [],
        ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2018"],
        [text.replace("\n", " ") for text in TOP],
        [
            *["", "", "", ""],
            "Mô hình đã có từ năm 2017,\ntiếp tục duy trì",
            "Mô hình\nxây dựng mới\nnăm 2017",
            "",
            "",
        ],
        saving.line(1, title=title, goal=goal),
        meals.line(2),
        ["3", "", "", "", "", "", "", ""],
    ]
    return ClerkFile(
        *("LĐLĐ 2018.xls", old_book(Sheet("LĐLĐ", lines, header_merges(4)))),
        *("M4", 2018, "LIÊN ĐOÀN LAO ĐỘNG HUYỆN LỤC YÊN"),
        flat([saving, meals]),
    )


def words_for_the_time() -> ClerkFile:
    """Times in every wording of the units, each of them readable."""
    times = [
        ("Quý II/2024", "Quý IV/2024"),
        ("từ tháng 3/2022", "đến tháng 12 năm 2024"),
        ("02/2024", "Cuối năm 2024"),
        ("6 tháng đầu năm 2024", "trước ngày 30/11/2024"),
        ("Từ 01/3/2024", "Tháng 9, năm 2024"),
        ("Năm 2021-2025", "Những năm tiếp theo"),
        ("T3/2024", "31-12-2024"),
        ("Tháng 5", "trong năm"),
    ]
    rows = [
        TEN.but(title=f"Dân vận khéo {number}+10", period=period, completion=completion)
        for number, (period, completion) in enumerate(times, start=1)
    ]
    lines: list[Line] = [
        ["Tên đơn vị: Chi bộ Văn phòng HĐND - UBND huyện"],
        ["DANH SÁCH ĐĂNG KÝ DVK 2024"],
        TOP,
        UNDER_M4,
        *(row.line(number) for number, row in enumerate(rows, start=1)),
    ]
    return ClerkFile(
        *("vp.ods", open_book(Sheet("Sheet1", lines, header_merges(3)))),
        *("M4", 2024, "Chi bộ Văn phòng HĐND - UBND huyện"),
        flat(rows),
    )


def one_cell_for_all() -> ClerkFile:
    """One party cell, one place and one completion are merged over all the rows of the list."""
    rows = [
        row.but(
            place="Thị trấn Cao Thượng",
            registrant="Chi bộ Huyện đoàn",
            kind="collective",
            completion="12/2024",
        )
        for row in (SAVING.but(continuity=CONTINUING), ONE_HELPS_ONE, MEALS)
    ]
    first, *others = (row.line(number) for number, row in enumerate(rows, start=1))
    for line in others:
        line[1] = line[3] = line[6] = ""
    lines: list[Line] = [
        ["HUYỆN ĐOÀN TÂN YÊN"],
        ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"],
        TOP,
        UNDER_M4,
        first,
        *others,
    ]
    merges = [*header_merges(3), "B5:B7", "D5:D7", "G5:G7"]
    return ClerkFile(
        *("Huyen doan.xlsx", book_of_xlsxwriter(Sheet("Sheet1", lines, merges))),
        *("M4", 2024, "HUYỆN ĐOÀN TÂN YÊN"),
        flat(rows),
    )


FILES: list[Maker] = [
    of_the_bloc,
    of_the_police,
    filtered,
    a_million_empty_rows,
    calculated_cells,
    columns_in_another_order,
    typed_on_a_mac,
    a_mark_on_a_wrong_letter,
    three_header_rows,
    two_lists_on_one_sheet,
    stale_years_and_lines_in_cells,
    words_for_the_time,
    one_cell_for_all,
]
