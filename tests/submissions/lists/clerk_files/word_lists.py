"""Lists in Word: letterheads in tables, two lists, continued tables, headings between and inside tables."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.submissions.vietnamese.old_encodings import tcvn3, vni

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
    POLICY,
    RICE_JAR,
    SAFE_QUAY,
    SAVING,
    STREET_LIGHTS,
    TEN,
    VEGETABLES,
)
from .making import Line, saved
from .official import M3_HEADINGS, NUMBERS, TOP, UNDER_M3, UNDER_M4
from .told import CULTURE, DEFENCE, ECONOMY, POLITICAL, ClerkFile, Maker, Told, flat

TITLE = ["DANH SÁCH ĐĂNG KÝ XÂY DỰNG", "MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}"]


def numbered(*rows: Told) -> list[Line]:
    return [row.line(number) for number, row in enumerate(rows, start=1)]


def add_table(document: Any, lines: Sequence[Line], merged: Sequence[tuple[int, int, int, int]] = ()) -> Any:
    """Add a table of text; `merged` are (top, left, bottom, right), headings go over all columns."""
    width = max(map(len, lines))
    table = document.add_table(len(lines), width, style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for row, line in zip(cells, lines, strict=True):
        for cell, value in zip(row, line, strict=False):
            cell.text = str(value)
        if len(line) == 1:
            row[0].merge(row[-1])
    for top, left, bottom, right in merged:
        text = cells[top][left].text
        cells[top][left].merge(cells[bottom][right]).text = text
    return table


def header_merges() -> list[tuple[int, int, int, int]]:
    """Return the merges of the two header rows of M3 and M4."""
    return [(0, 4, 0, 5), *((0, column, 1, column) for column in (0, 1, 2, 3, 6, 7))]


def letterhead(document: Any, left: str, right: str) -> None:
    """Add the letterhead as a table of one row and two cells, without borders."""
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = left, right


def title(document: Any, year: int) -> None:
    for line in TITLE:
        document.add_paragraph(line.format(year=year)).runs[0].bold = True


def signatures(document: Any, who: str) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Nơi nhận:\n- Ban Dân vận Huyện ủy,\n- Lưu VP."
    table.cell(0, 1).text = f"T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\n\n{who}"


def by_the_letter() -> ClerkFile:
    """M3 in Word, landscape: letterhead and signatures in tables without borders."""
    document = Document()
    document.sections[0].orientation = WD_ORIENT.LANDSCAPE
    letterhead(
        document,
        "HUYỆN ỦY TÂN YÊN\nĐẢNG ỦY XÃ CAO XÁ\n*\nSố 15-DS/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM\n\nCao Xá, ngày 20 tháng 02 năm 2024",
    )
    title(document, 2024)
    lines = [
        TOP,
        UNDER_M3,
        *[[M3_HEADINGS[ECONOMY]], *numbered(STREET_LIGHTS, VEGETABLES), ["..."]],
        *[[M3_HEADINGS[CULTURE]], *numbered(FLOWERS), ["..."]],
        *[[M3_HEADINGS[DEFENCE]], *numbered(CLAN, CAMERAS), ["..."]],
        *[[M3_HEADINGS[POLITICAL]], *[[1], [2]], ["..."]],
    ]
    table = add_table(
        document, [line if len(line) > 1 or str(line[0])[0] in "I" else [*line, ""] for line in lines]
    )
    for top, left, bottom, right in header_merges():
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    signatures(document, "Nguyễn Văn Khánh")
    return ClerkFile(
        *("Danh sach DVK.docx", saved(document), "M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ"),
        [STREET_LIGHTS, VEGETABLES, FLOWERS, CLAN, CAMERAS],
    )


def letter_and_list() -> ClerkFile:
    """A whole official letter; the list is its annex, after the signature."""
    document = Document()
    letterhead(
        document,
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH\nCHI BỘ SỞ TƯ PHÁP\n*\nSố 07-CV/CB",
        "ĐẢNG CỘNG SẢN VIỆT NAM\n\nThái Nguyên, ngày 15 tháng 5 năm 2024",
    )
    for text in [
        "V/v đăng ký mô hình “Dân vận khéo” năm 2024",
        "Kính gửi: Ban Tuyên giáo Đảng ủy Khối các cơ quan tỉnh",
        "Thực hiện Hướng dẫn số 29-HD/ĐUK ngày 16/4/2024 của Ban Chấp hành Đảng bộ Khối các cơ quan tỉnh,"
        " chi bộ đăng ký 02 mô hình, cụ thể như sau:",
        "1. Mô hình cấp cơ sở: 02 mô hình.",
        "2. Thời gian thực hiện: từ tháng 5/2024.",
        "Trên đây là đăng ký của Chi bộ Sở Tư pháp./.",
    ]:
        document.add_paragraph(text)
    signatures(document, "Hoàng Văn Chiến")
    document.add_page_break()
    title(document, 2024)
    document.add_paragraph("(Kèm theo Công văn số 07-CV/CB ngày 15 tháng 5 năm 2024)")
    add_table(document, [TOP, UNDER_M4, *numbered(POLICY, SAVING)], header_merges())
    return ClerkFile(
        *("CV dang ky.docx", saved(document), "M4", 2024, "CHI BỘ SỞ TƯ PHÁP"), flat([POLICY, SAVING])
    )


def two_lists() -> ClerkFile:
    """First the collectives, then the persons, each under its own title and table."""
    document = Document()
    document.add_paragraph("ĐẢNG ỦY THỊ TRẤN CAO THƯỢNG")
    document.add_paragraph("DANH SÁCH TẬP THỂ ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024")
    add_table(
        document,
        [TOP, UNDER_M3, [M3_HEADINGS[ECONOMY]], *numbered(LAND), [M3_HEADINGS[CULTURE]], *numbered(MEALS)],
        header_merges(),
    )
    document.add_paragraph("DANH SÁCH CÁ NHÂN ĐĂNG KÝ ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024")
    add_table(
        document,
        [
            TOP,
            UNDER_M3,
            [M3_HEADINGS[ECONOMY]],
            *numbered(VEGETABLES),
            [M3_HEADINGS[CULTURE]],
            *numbered(RICE_JAR),
        ],
        header_merges(),
    )
    return ClerkFile(
        *("2 danh sach.docx", saved(document), "M3", 2024, "ĐẢNG ỦY THỊ TRẤN CAO THƯỢNG"),
        [LAND, MEALS, VEGETABLES, RICE_JAR],
    )


def headings_between_tables() -> ClerkFile:
    """Every sector is a paragraph with its own small table; only the first one has the header."""
    document = Document()
    document.add_paragraph("Đơn vị: Đảng ủy xã Hưng Lộc")
    title(document, 2024)
    document.add_paragraph("I. Lĩnh vực kinh tế")
    add_table(document, [TOP, UNDER_M3, *numbered(STREET_LIGHTS, NO_PESTICIDE)], header_merges())
    document.add_paragraph("II. Lĩnh vực văn hóa - xã hội")
    add_table(document, numbered(GREEN_HOUSE))
    document.add_paragraph("III. Lĩnh vực quốc phòng - an ninh")
    add_table(document, numbered(SAFE_QUAY))
    return ClerkFile(
        *("hung loc.docx", saved(document), "M3", 2024, "Đảng ủy xã Hưng Lộc"),
        [STREET_LIGHTS, NO_PESTICIDE, GREEN_HOUSE, SAFE_QUAY],
    )


def continued_on_the_next_page() -> ClerkFile:
    """The table was split; the second part repeats the header, in between stands a page number."""
    document = Document()
    document.add_paragraph("ĐẢNG BỘ QUÂN SỰ HUYỆN TÂN YÊN")
    title(document, 2024)
    add_table(document, [TOP, UNDER_M4, NUMBERS, *numbered(SAVING, ONE_HELPS_ONE)], header_merges())
    document.add_paragraph("2")
    add_table(document, [TOP, UNDER_M4, MEALS.line(3)], header_merges())
    return ClerkFile(
        *("quan su.docx", saved(document), "M4", 2024, "ĐẢNG BỘ QUÂN SỰ HUYỆN TÂN YÊN"),
        flat([SAVING, ONE_HELPS_ONE, MEALS]),
    )


def places_merged_and_paragraphs_in_cells() -> ClerkFile:
    """One place over three rows, goals in several paragraphs, a total at the end."""
    document = Document()
    document.add_paragraph("ĐẢNG ỦY XÃ BÌNH SA")
    title(document, 2022)
    rows = [
        told.but(place="Thôn Bình Sa", period="2022", completion="12/2022")
        for told in (STREET_LIGHTS, ALLEYS, NO_PESTICIDE)
    ]
    goal = "- 3,5 km đường có đèn;\n- 40 hộ đóng góp."
    rows[0] = rows[0].but(goal=" ".join(goal.split()))
    first, *others = numbered(*rows)
    lines = [
        *[TOP, UNDER_M3, [M3_HEADINGS[ECONOMY]], [*first[:7], goal]],
        *([line[0], "", *line[2:]] for line in others),
        ["", "Tổng cộng: 03 mô hình", "", "", "", "", "", ""],
    ]
    add_table(document, lines, [*header_merges(), (3, 1, 5, 1)])
    return ClerkFile("binh sa.docx", saved(document), "M3", 2022, "ĐẢNG ỦY XÃ BÌNH SA", rows)


def home_made() -> ClerkFile:
    """A table of the unit's own: “TT”, “Nội dung mô hình”, “Đơn vị thực hiện”, “Địa điểm”, “Lĩnh vực”."""
    document = Document()
    document.add_paragraph("BÁO CÁO")
    document.add_paragraph("Kết quả đăng ký mô hình “Dân vận khéo” năm 2021")
    document.add_paragraph("Đơn vị báo cáo: Hội Cựu chiến binh huyện")
    header = [
        "TT",
        "Nội dung mô hình",
        "Đơn vị, cá nhân thực hiện",
        "Địa điểm",
        "Lĩnh vực",
        "Mới / duy trì",
        "Thời gian",
    ]
    rows = [CAMERAS.but(completion="", goal=""), CLAN.but(completion="", goal="")]
    choices = ["Mới", "Duy trì"]
    lines: list[Line] = [
        header,
        *(
            [f"{n:02}", told.title, told.registrant, told.place, "Quốc phòng, an ninh", choice, told.period]
            for n, (told, choice) in enumerate(zip(rows, choices, strict=True), start=1)
        ),
    ]
    add_table(document, lines)
    table: list[Line] = [
        ["STT", "Lĩnh vực", "Tập thể", "Cá nhân"],
        [1, "Kinh tế", 0, 0],
        [2, "Quốc phòng - an ninh", 1, 1],
    ]
    document.add_paragraph("Tổng hợp số liệu:")
    add_table(document, table)
    return ClerkFile(*("bao cao CCB.docx", saved(document), "table", 2021, "Hội Cựu chiến binh huyện"), rows)


def _set_font(document: Any, font: str) -> None:
    for paragraph in [
        *document.paragraphs,
        *(
            p
            for table in document.tables
            for row in table.rows
            for cell in row.cells
            for p in cell.paragraphs
        ),
    ]:
        for run in paragraph.runs:
            run.font.name, run.font.size = font, Pt(13)
            run._element.rPr.rFonts.set(qn("w:hAnsi"), font)


def in_vntime() -> ClerkFile:
    """A document of twenty years ago, all in .VnTime, saved again as .docx."""
    document = Document()
    document.add_paragraph(tcvn3("Đơn vị: Đảng ủy xã Tuấn Đạo"))
    document.add_paragraph(tcvn3("Danh sách đăng ký mô hình, điển hình “Dân vận khéo” năm 2018"))
    lines = [TOP, UNDER_M3, [M3_HEADINGS[ECONOMY]], *numbered(STREET_LIGHTS, VEGETABLES)]
    add_table(document, [[tcvn3(str(text)) for text in line] for line in lines], header_merges())
    _set_font(document, ".VnTime")
    return ClerkFile(
        *("tuan dao.docx", saved(document), "M3", 2018, "Đảng ủy xã Tuấn Đạo", [STREET_LIGHTS, VEGETABLES]),
        ["converted"],
    )


def in_vni() -> ClerkFile:
    """A southern document all in VNI-Times."""
    document = Document()
    document.add_paragraph(vni("Đơn vị: Đảng ủy phường 10"))
    document.add_paragraph(vni("DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2019"))
    lines = [TOP, UNDER_M4, *numbered(TEN, ONLINE_SERVICE)]
    add_table(document, [[vni(str(text)) for text in line] for line in lines], header_merges())
    _set_font(document, "VNI-Times")
    return ClerkFile(
        *("phuong 10.docx", saved(document), "M4", 2019, "Đảng ủy phường 10", flat([TEN, ONLINE_SERVICE])),
        ["converted"],
    )


FILES: list[Maker] = [
    by_the_letter,
    letter_and_list,
    two_lists,
    headings_between_tables,
    continued_on_the_next_page,
    places_merged_and_paragraphs_in_cells,
    home_made,
    in_vntime,
    in_vni,
]
