"""Habits of clerks that no form foresees."""

from docx import Document

from tests.submissions.vietnamese.old_encodings import tcvn3

from .exemplars import (
    ALLEYS,
    CAMERAS,
    CLAN,
    FLOWERS,
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
from .making import Line, Sheet, book, book_of_xlsxwriter, delimited, old_book, saved
from .official import M3_HEADINGS, TOP, UNDER_M3, UNDER_M4, header_merges
from .told import COLLECTIVE, CULTURE, DEFENCE, ECONOMY, INDIVIDUAL, ClerkFile, Maker, flat
from .word_lists import add_table


def letterhead_in_one_cell() -> ClerkFile:
    """Both sides of the letterhead were typed into one cell and pushed apart with blanks."""
    lines: list[Line] = [
        ["   HUYỆN ỦY TÂN YÊN                                   ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG ỦY XÃ CAO XÁ                          Cao Xá, ngày 20 tháng 02 năm 2023"],
        ["          *"],
        ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"],
        TOP,
        UNDER_M4,
        SAVING.line(1),
    ]
    data = book(Sheet("Sheet1", lines, header_merges(5)))
    return ClerkFile("cao xa.xlsx", data, "M4", 2024, "ĐẢNG ỦY XÃ CAO XÁ", flat([SAVING]))


def commune_and_hamlet() -> ClerkFile:
    """The place has two columns, the commune and the hamlet."""
    header = [
        "TT",
        "Xã, thị trấn",
        "Thôn",
        "Tên mô hình",
        "Tập thể, cá nhân",
        "Lĩnh vực",
        "Duy trì",
        "Mới",
        "Hoàn thành",
    ]
    told = [
        STREET_LIGHTS.but(place="Thôn Hạ, Xã Bình Sa", goal=""),
        LAND.but(place="Thôn Thượng, Xã Bình Sa", goal=""),
    ]
    lines: list[Line] = [
        ["HUYỆN ỦY THĂNG BÌNH"],
        ["TỔNG HỢP MÔ HÌNH DÂN VẬN KHÉO NĂM 2024"],
        header,
        [
            1,
            "Xã Bình Sa",
            "Thôn Hạ",
            told[0].title,
            told[0].registrant,
            "Kinh tế",
            told[0].period,
            "",
            told[0].completion,
        ],
        [
            2,
            "Xã Bình Sa",
            "Thôn Thượng",
            told[1].title,
            told[1].registrant,
            "Kinh tế",
            "",
            told[1].period,
            told[1].completion,
        ],
    ]
    return ClerkFile(
        *("thang binh.xls", old_book(Sheet("Sheet1", lines)), "table", 2024, "HUYỆN ỦY THĂNG BÌNH"), told
    )


def crosses_beside_the_name() -> ClerkFile:
    """Beside the column of names stand two columns to be crossed, “TT” and “CN”."""
    header: list[Line] = [
        [
            "STT",
            "Tên mô hình",
            "Địa chỉ",
            "Đơn vị, cá nhân thực hiện",
            "Loại hình",
            "",
            "Lĩnh vực",
            "Hình thức đăng ký",
        ],
        ["", "", "", "", "Tập thể", "Cá nhân", "", ""],
    ]
    told = [
        MEALS.but(registrant="Bếp ăn Tâm Đức", kind=COLLECTIVE, period="", completion="", goal=""),
        RICE_JAR.but(registrant="Út Hòa", kind=INDIVIDUAL, period="", completion="", goal=""),
    ]
    lines: list[Line] = [
        ["Đảng ủy phường Suối Tre"],
        ["Danh sách đăng ký DVK năm 2024"],
        *header,
        [1, MEALS.title, MEALS.place, "Bếp ăn Tâm Đức", "x", "", "Văn hóa - xã hội", "Mới"],
        [2, RICE_JAR.title, RICE_JAR.place, "Út Hòa", "", "x", "nt", "Tiếp tục duy trì"],
    ]
    merges = ["E3:F3", *(f"{column}3:{column}4" for column in "ABCDGH")]
    data = book_of_xlsxwriter(Sheet("Sheet1", lines, merges))
    return ClerkFile("suoi tre.xlsx", data, "table", 2024, "Đảng ủy phường Suối Tre", told)


def title_inside_the_table() -> ClerkFile:
    """In Word the letterhead and title are rows of the very table that holds the list."""
    document = Document()
    add_table(
        document,
        [
            ["ĐẢNG ỦY XÃ ĐA LỘC"],
            ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"],
            TOP,
            UNDER_M3,
            [M3_HEADINGS[DEFENCE]],
            SAFE_QUAY.line(1),
            CLAN.line(2),
        ],
        [(2, 4, 2, 5), *((2, column, 3, column) for column in (0, 1, 2, 3, 6, 7))],
    )
    return ClerkFile("da loc.docx", saved(document), "M3", 2024, "ĐẢNG ỦY XÃ ĐA LỘC", [SAFE_QUAY, CLAN])


def tcvn3_as_text() -> ClerkFile:
    """A text file in TCVN3, with the line “sep=;” that Excel wants."""
    lines: list[Line] = [
        ["Tên đơn vị: Đảng ủy xã Tuấn Đạo"],
        ["Danh sách đăng ký mô hình dân vận khéo năm 2018"],
        TOP,
        UNDER_M4,
        NO_PESTICIDE.line(1),
        TEN.line(2),
    ]
    typed = [[tcvn3(value) if isinstance(value, str) else value for value in line] for line in lines]
    data = b"sep=;\r\n" + delimited(typed, ";", "latin-1")
    return ClerkFile(
        *("tuan dao.csv", data, "M4", 2018, "Đảng ủy xã Tuấn Đạo", flat([NO_PESTICIDE, TEN])), ["converted"]
    )


def whom_it_concerns() -> ClerkFile:
    """“Đối tượng” holds the names; the kind stands on a line above the name."""
    header = [
        "T.T",
        "Tên mô hình, địa chỉ",
        "Địa chỉ",
        "Đối tượng",
        "LV",
        "Mới/cũ",
        "TG thực hiện",
        "TG hoàn thành",
        "Yêu cầu cần đạt",
    ]
    told = [
        FLOWERS.but(registrant="Tập thể: Chi bộ thôn Trung"),
        VEGETABLES.but(registrant="Cá nhân: Nguyễn Văn Bình"),
    ]
    lines: list[Line] = [
        ["ĐẢNG ỦY"],
        ["XÃ MAI SƠN"],
        ["ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"],
        header,
        *(
            [
                n,
                row.title,
                row.place,
                row.registrant.replace(": ", ":\n"),
                field,
                "Cũ",
                row.period,
                row.completion,
                row.goal,
            ]
            for n, (row, field) in enumerate(zip(told, ("VHXH", "KT"), strict=True), start=1)
        ),
    ]
    data = book(Sheet("Sheet1", lines))
    return ClerkFile("mai son.xlsx", data, "table", 2024, "ĐẢNG ỦY XÃ MAI SƠN", told)


def totals_above_their_rows() -> ClerkFile:
    """The total of all and of each sector stands above the rows, in capitals, with counts in the columns."""
    lines: list[Line] = [
        ["ĐẢNG ỦY PHƯỜNG LONG TÂM"],
        ["BIỂU TỔNG HỢP ĐĂNG KÝ “DÂN VẬN KHÉO” NĂM 2024"],
        TOP,
        UNDER_M3,
        ["", "TỔNG CỘNG (I+II)", "3 mô hình", "", 1, 2, "", ""],
        ["I", "LĨNH VỰC KINH TẾ", "", "", 1, 1, "", ""],
        STREET_LIGHTS.line(1),
        ALLEYS.line(2),
        ["II", "LĨNH VỰC QUỐC PHÒNG - AN NINH", "", "", 0, 1, "", ""],
        CAMERAS.line(1),
    ]
    data = old_book(Sheet("TH", lines, header_merges(3)))
    return ClerkFile(
        "long tam.xls", data, "M3", 2024, "ĐẢNG ỦY PHƯỜNG LONG TÂM", [STREET_LIGHTS, ALLEYS, CAMERAS]
    )


def numbers_through_the_list() -> ClerkFile:
    """The numbers go on through the groups; the groups are lettered and underlined by dots."""
    lines: list[Line] = [
        ["UBND PHƯỜNG PHÚC THÀNH"],
        ["DANH SÁCH MÔ HÌNH NĂM 2024"],
        TOP,
        UNDER_M3,
        ["A", "Kinh tế......."],
        STREET_LIGHTS.line("01"),
        ["B", "Văn hóa, xã hội......."],
        ONE_HELPS_ONE.line("02"),
        FLOWERS.line("03"),
        ["C", "Xây dựng Đảng, chính quyền, các đoàn thể"],
        ONLINE_SERVICE.line("04"),
    ]
    data = book_of_xlsxwriter(Sheet("Sheet1", lines, header_merges(3)))
    return ClerkFile(
        *("phuc thanh.xlsx", data, "M3", 2024, "UBND PHƯỜNG PHÚC THÀNH"),
        [STREET_LIGHTS, ONE_HELPS_ONE, FLOWERS, ONLINE_SERVICE],
    )


def one_cell_for_two_rows_each() -> ClerkFile:
    """Every record takes two merged rows; place and goal have a line in each of them."""
    told = [
        LAND.but(place="Bản Sáng, xã Quài Cang", goal="Mở rộng 1,2 km đường; hiến 2.000 m2 đất"),
        MEALS.but(place="Khu phố 3, phường Suối Tre", goal="1.200 suất cháo; 300 suất quà"),
    ]
    lines: list[Line] = [["ĐẢNG ỦY XÃ QUÀI CANG"], ["ĐĂNG KÝ DÂN VẬN KHÉO NĂM 2024"], TOP, UNDER_M3]
    merges = header_merges(3)
    for heading, row in zip((M3_HEADINGS[ECONOMY], M3_HEADINGS[CULTURE]), told, strict=True):
        (near, far), (first, second) = row.place.split(", "), row.goal.split("; ")
        lines += [[heading], row.line(1, place=f"{near},", goal=f"{first};"), ["", far, *[""] * 5, second]]
        number = len(lines) - 1
        merges += [f"{column}{number}:{column}{number + 1}" for column in "ACDEFG"]
    return ClerkFile(
        *("quai cang.xlsx", book(Sheet("Sheet1", lines, merges)), "M3", 2024, "ĐẢNG ỦY XÃ QUÀI CANG"), told
    )


def nothing_in_some_groups() -> ClerkFile:
    """Groups with nothing say so in words; the headings stand under “Tên mô hình”; a page has its number."""
    lines: list[Line] = [
        ["ĐẢNG ỦY XÃ VĨNH KHƯƠNG"],
        ["DANH SÁCH MÔ HÌNH NĂM 2024"],
        TOP,
        UNDER_M3,
        ["", "", "LĨNH VỰC KINH TẾ"],
        NO_PESTICIDE.line(1),
        ["", "", "LĨNH VỰC VĂN HÓA - XÃ HỘI"],
        [1, "", "Không"],
        ["", "", "LĨNH VỰC QUỐC PHÒNG - AN NINH"],
        ["", "Không đăng ký"],
        ["", "", "", "", "Trang 1/2"],
        ["", "", "LĨNH VỰC XÂY DỰNG HỆ THỐNG CHÍNH TRỊ"],
        TEN.line(1),
        ["-", "-", "-", "-", "-", "-", "-", "-"],
    ]
    data = book(Sheet("Sheet1", lines))
    return ClerkFile("vinh khuong.xlsx", data, "M3", 2024, "ĐẢNG ỦY XÃ VĨNH KHƯƠNG", [NO_PESTICIDE, TEN])


def commas_for_ditto() -> ClerkFile:
    """The cell above is repeated by two commas, by two apostrophes and in words."""
    header = ["STT", "Tên mô hình", "Địa chỉ", "Tập thể/cá nhân", "Lĩnh vực", "Mới/duy trì", "Thời gian"]
    told = [
        FLOWERS.but(title=f"Đường hoa {name}", completion="", goal="")
        for name in ("mười giờ", "chiều tím", "dừa cạn", "cúc mặt trời")
    ]
    first = [1, told[0].title, FLOWERS.place, FLOWERS.registrant, "Văn hóa - xã hội", "Duy trì", "2023"]
    lines: list[Line] = [
        ["CHI BỘ THÔN TRUNG"],
        ["Năm 2024"],
        header,
        first,
        [2, told[1].title, ",,", ",,", ",,", ",,", ",,"],
        [3, told[2].title, "''", "''", "''", "''", "''"],
        [4, told[3].title, "như trên", "Như trên", "nt", "-nt-", "n.t"],
    ]
    return ClerkFile(
        "thon trung.xls", old_book(Sheet("Sheet1", lines)), "table", 2024, "CHI BỘ THÔN TRUNG", told
    )


def communes_as_units() -> ClerkFile:
    """“Đơn vị” holds communes and is the place, where “Tập thể/cá nhân” says only which of the two."""
    header = ["STT", "Đơn vị", "Tên mô hình", "Tập thể/cá nhân", "Lĩnh vực", "Mới/cũ"]
    silent = {"period": "", "completion": "", "goal": ""}
    told = [
        STREET_LIGHTS.but("unnamed_collective", place="Xã Bình Sa", registrant="Tập thể", **silent),
        RICE_JAR.but("unnamed_person", place="Xã Hưng Lộc", registrant="Cá nhân", **silent),
    ]
    lines: list[Line] = [
        ["BAN DÂN VẬN HUYỆN ỦY"],
        ["DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"],
        header,
        [1, "Xã Bình Sa", STREET_LIGHTS.title, "Tập thể", "Kinh tế", "Cũ"],
        [2, "Xã Hưng Lộc", RICE_JAR.title, "Cá nhân", "Văn hóa xã hội", "Cũ"],
    ]
    data = book_of_xlsxwriter(Sheet("Sheet1", lines))
    return ClerkFile("huyen.xlsx", data, "table", 2024, "BAN DÂN VẬN HUYỆN ỦY", told)


FILES: list[Maker] = [
    nothing_in_some_groups,
    commas_for_ditto,
    communes_as_units,
    letterhead_in_one_cell,
    commune_and_hamlet,
    crosses_beside_the_name,
    title_inside_the_table,
    tcvn3_as_text,
    whom_it_concerns,
    totals_above_their_rows,
    numbers_through_the_list,
    one_cell_for_two_rows_each,
]
