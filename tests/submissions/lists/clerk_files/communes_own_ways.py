"""Lists of communes on form M3 whose groups and names are in the commune's own words."""

from .communes import HEAD
from .exemplars import (
    ALLEYS,
    CAMERAS,
    CLAN,
    FLOWERS,
    MEALS,
    NO_PESTICIDE,
    ONLINE_SERVICE,
    RICE_JAR,
    SAFE_QUAY,
    STREET_LIGHTS,
)
from .making import Line, Sheet, book, book_of_xlsxwriter
from .official import (
    M3_HEADINGS,
    TOP,
    UNDER_M3,
    header_merges,
)
from .told import (
    COLLECTIVE,
    CULTURE,
    DEFENCE,
    ECONOMY,
    INDIVIDUAL,
    POLITICAL,
    ClerkFile,
    Maker,
)


def headings_in_other_words() -> ClerkFile:
    """The unit numbers and words the four groups in its own way; each group begins with 1 again."""
    lines: list[Line] = [
        ["Đơn vị: Đảng ủy phường Suối Tre"],
        ["ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2023"],
        TOP,
        UNDER_M3,
        *[["1. Xây dựng Đảng và hệ thống chính trị"], ONLINE_SERVICE.line(1)],
        *[["2. Phát triển kinh tế, bảo vệ môi trường"], ALLEYS.line(1), NO_PESTICIDE.line(2)],
        *[["Lĩnh vực 3: Văn hoá, xã hội (02 mô hình)"], MEALS.line(1), RICE_JAR.line(2)],
        *[["d) Về quốc phòng, an ninh:"], CAMERAS.line(1)],
    ]
    return ClerkFile(
        *("Phuong Suoi Tre.xlsx", book_of_xlsxwriter(Sheet("Sheet1", lines, header_merges(3)))),
        *("M3", 2023, "Đảng ủy phường Suối Tre"),
        [ONLINE_SERVICE, ALLEYS, NO_PESTICIDE, MEALS, RICE_JAR, CAMERAS],
    )


def only_one_group_filled() -> ClerkFile:
    """Three of the four groups hold nothing but the numbers and dots of the form."""
    empty: list[Line] = [[1], [2], [3], ["..."]]
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        *[[M3_HEADINGS[ECONOMY]], *empty],
        *[[M3_HEADINGS[CULTURE]], *empty],
        *[[M3_HEADINGS[DEFENCE]], SAFE_QUAY.line(1), CLAN.line(2), [3], ["…"]],
        *[[M3_HEADINGS[POLITICAL]], *empty],
    ]
    return ClerkFile(
        *("Mau M3.xlsx", book(Sheet("M3", lines, header_merges(8)))),
        *("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        [SAFE_QUAY, CLAN],
    )


def sectors_then_hamlets() -> ClerkFile:
    """Under each sector stand headings of hamlets, so the column of the place stays empty."""
    lights = STREET_LIGHTS.but(place="Thôn Hạ")
    alleys = ALLEYS.but(place="Thôn Thượng")
    flowers = FLOWERS.but(place="Thôn Hạ")
    lines: list[Line] = [
        ["ĐẢNG ỦY XÃ QUẢNG LƯU"],
        ["Danh sách mô hình dân vận khéo năm 2022"],
        TOP,
        UNDER_M3,
        ["I", "Lĩnh vực kinh tế"],
        ["1", "Thôn Hạ"],
        lights.line("1.1", place=""),
        ["2", "Thôn Thượng"],
        alleys.line("2.1", place=""),
        ["II", "Lĩnh vực văn hóa - xã hội"],
        ["1", "Thôn Hạ"],
        flowers.line("1.1", place=""),
    ]
    return ClerkFile(
        *("Quang Luu.xlsx", book(Sheet("Sheet1", lines, header_merges(3)))),
        *("M3", 2022, "ĐẢNG ỦY XÃ QUẢNG LƯU"),
        [lights, alleys, flowers],
    )


def a_person_told_in_many_ways() -> ClerkFile:
    """“Tập thể” and “Cá nhân” alone, before a name, in brackets; organisations and persons by their names.

    A name is asked for where the cell tells only the kind.
    """
    ways = [
        ("Tập thể", COLLECTIVE, "Tập thể"),
        ("Cá nhân", INDIVIDUAL, "Cá nhân"),
        ("Cá nhân: Hoàng Thị Lan - Trưởng thôn", INDIVIDUAL, "Cá nhân: Hoàng Thị Lan - Trưởng thôn"),
        ("Tập thể: Chi hội CCB thôn 3", COLLECTIVE, "Tập thể: Chi hội CCB thôn 3"),
        ("Đ/c Phạm Văn Nam, Bí thư chi bộ", INDIVIDUAL, "Đ/c Phạm Văn Nam, Bí thư chi bộ"),
        ("Hộ ông Đinh Văn Tâm", INDIVIDUAL, "Hộ ông Đinh Văn Tâm"),
        ("HTX nấm Khánh Công", COLLECTIVE, "HTX nấm Khánh Công"),
        ("Trường MN Hoa Sen", COLLECTIVE, "Trường MN Hoa Sen"),
        ("H’Hen Êban", INDIVIDUAL, "H’Hen Êban"),
        ("Ban CHQS xã", COLLECTIVE, "Ban CHQS xã"),
        ("UBMTTQ xã Long Bình", COLLECTIVE, "UBMTTQ xã Long Bình"),
        ("Tổ liên gia tự quản số 4", COLLECTIVE, "Tổ liên gia tự quản số 4"),
    ]
    asked = {"Tập thể": ["unnamed_collective"], "Cá nhân": ["unnamed_person"]}
    rows = [
        FLOWERS.but(*asked.get(name, ()), title=f"Đường hoa số {number}", registrant=name, kind=kind)
        for number, (_text, kind, name) in enumerate(ways, start=1)
    ]
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        ["II- Lĩnh vực văn hóa – xã hội"],
        *(
            row.line(number, registrant=way[0])
            for number, (row, way) in enumerate(zip(rows, ways, strict=True), start=1)
        ),
    ]
    return ClerkFile(
        *("tap the ca nhan.xlsx", book_of_xlsxwriter(Sheet("Sheet1", lines, header_merges(8)))),
        *("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        rows,
    )


FILES: list[Maker] = [
    headings_in_other_words,
    only_one_group_filled,
    sectors_then_hamlets,
    a_person_told_in_many_ways,
]
