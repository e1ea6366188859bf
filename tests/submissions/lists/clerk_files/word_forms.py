"""The forms M1 and M2 as hands fill them in, and the form of nine items that a ward used in 2026."""

from collections.abc import Callable
from typing import Any

from docx import Document
from docx.shared import Pt

from ..word_files import M1, M2, FormLine, element
from .exemplars import SAVING
from .making import saved
from .official import TOP, UNDER_M4
from .told import (
    COLLECTIVE,
    CULTURE,
    DEFENCE,
    ECONOMY,
    INDIVIDUAL,
    POLITICAL,
    ClerkFile,
    Maker,
    Told,
    flat,
)
from .word_lists import add_table, header_merges

LIGHTS = Told(
    *("Thắp sáng đường quê", "Thôn Bình Sa, xã Bình Sa", "Đoàn Thanh niên xã Bình Sa", COLLECTIVE, ECONOMY),
    period="Từ tháng 3/2024 đến tháng 12/2024",
    goal="3,5 km đường trục thôn có đèn chiếu sáng",
)
HOUSE = Told(
    *("Ngôi nhà 3T", "Ấp Ông Hường, xã Thiện Tân", "Hội LHPN xã Thiện Tân", COLLECTIVE, CULTURE),
    period="Năm 2025",
    goal="Tiết kiệm 30 triệu đồng giúp phụ nữ nghèo",
)
QUAY = Told(
    *("Bến bãi an toàn", "Xã Đa Lộc", "Đồn Biên phòng Đa Lộc", COLLECTIVE, DEFENCE),
    period="Năm 2024",
    goal="04 bến tự quản",
)
STUDY = Told(
    *("Gia đình học tập", "Xã Cao Xá", "Nguyễn Thị Hoa", INDIVIDUAL, CULTURE),
    period="Quý II/2024 - Quý IV/2024",
    goal="30 gia đình tham gia",
)
LISTEN = Told(
    *(
        "Nghe dân nói, nói dân hiểu, làm dân tin",
        "Thị trấn Cao Thượng",
        "Trần Văn Đông",
        INDIVIDUAL,
        POLITICAL,
    ),
    period="Cả năm 2024",
    goal="Mỗi tháng 01 buổi tiếp dân",
)
DOTS = "………………………………………………………"

Filled = dict[str, str]


def answers(told: Told, year: int | str = 2024, **more: str) -> Filled:
    """Return what the hand writes into each item; the sector is ticked by the way of filling."""
    return {
        **{"year": str(year), "title": told.title, "place": told.place, "period": told.period},
        **{
            "goal": told.goal,
            "level": "huyện",
            "content": "Vận động nhân dân cùng làm",
            "sector": told.sector,
        },
        **({"head": told.registrant, "lead": told.registrant} if told.kind == COLLECTIVE else {}),
        **({"registrant": told.registrant} if told.kind == INDIVIDUAL else {}),
        **more,
    }


Way = Callable[[str, str], list[str]]
"""How an answer is written: takes the line of the form and the answer, gives the lines on paper."""


def behind(text: str, answer: str) -> list[str]:
    return [f"{text.partition(':')[0]}: {answer}"]


def between_dots(text: str, answer: str) -> list[str]:
    return [f"{text.partition(':')[0]}:……{answer}………….", DOTS]


def on_the_next_line(text: str, answer: str) -> list[str]:
    return [text, f"\t{answer}."]


def behind_the_instruction(text: str, answer: str) -> list[str]:
    return [f"{text.rstrip('.')} {answer}"]


def form_lines(form: list[FormLine], said: Filled, way: Way, tick: Callable[[str, bool], str]) -> list[str]:
    """Return the lines of a form filled in one way; `tick` writes the line of a sector."""
    lines: list[str] = []
    for item, text in form:
        answer = said.get(item, "")
        if item in (POLITICAL, ECONOMY, CULTURE, DEFENCE):
            lines.append(tick(text, item == said["sector"]))
        elif item == "year":
            lines.append(f"{text.rstrip('.')} {said['year']}")
        elif item == "head":
            lines.append(answer.upper() or said.get("workplace", text))
        elif item == "lead" and answer:
            lines.append(
                text.replace("(tên tổ chức, cơ quan, đơn vị)", answer)
                .replace("Hướng dẫn số -HD/HU ngày / /2022", "Hướng dẫn số 09-HD/HU ngày 17/8/2022")
                .replace("năm (giai đoạn)....", f"năm {said['year']}")
            )
        elif answer and item != "sector":
            lines += way(text, answer)
        else:
            lines.append(text)
    return lines


def cross_behind(text: str, chosen: bool) -> str:
    return f"{text} x" if chosen else text


def box_before(chosen_sign: str, sign: str) -> Callable[[str, bool], str]:
    return lambda text, chosen: f"{chosen_sign if chosen else sign} {text.removeprefix('- ')}"


def boxes_in_brackets(text: str, chosen: bool) -> str:
    return f"{text} [{'X' if chosen else ' '}]"


def paper(*forms: list[str]) -> Any:
    """Return a document with forms, each on a page of its own."""
    document = Document()
    for number, lines in enumerate(forms):
        if number:
            document.add_page_break()
        for line in lines:
            document.add_paragraph(line)
    return document


def m1_with_a_cross() -> ClerkFile:
    """Answers behind the labels, a cross behind the sector."""
    lines = form_lines(M1, answers(LIGHTS, address="UBND xã Bình Sa"), behind, cross_behind)
    return ClerkFile(
        *("M1 Doan xa.docx", saved(paper(lines)), "M1", 2024, "Đoàn Thanh niên xã Bình Sa", [LIGHTS])
    )


def m1_between_dots() -> ClerkFile:
    """Answers between the dots, boxes before the sectors, the chosen one crossed out."""
    lines = form_lines(M1, answers(HOUSE, 2025), between_dots, box_before("☒", "☐"))
    return ClerkFile("M1 phu nu.docx", saved(paper(lines)), "M1", 2025, "Hội LHPN xã Thiện Tân", [HOUSE])


def m1_below_the_labels() -> ClerkFile:
    """Answers on the line below; only the sentence of the goal keeps its full stop. A box with ✓."""
    told = QUAY.but(goal=f"{QUAY.goal}.")
    lines = form_lines(M1, answers(QUAY), on_the_next_line, box_before("☑", "☐"))
    return ClerkFile("M1 bien phong.docx", saved(paper(lines)), "M1", 2024, "Đồn Biên phòng Đa Lộc", [told])


def m1_with_the_chosen_sector_in_bold() -> ClerkFile:
    """Nothing is ticked, the chosen sector is bold; answers behind the instructions."""
    document = paper(form_lines(M1, answers(LIGHTS), behind_the_instruction, lambda text, _chosen: text))
    for paragraph in document.paragraphs:
        if paragraph.text == "- Phát triển kinh tế, bảo vệ môi trường":
            paragraph.runs[0].bold = True
    return ClerkFile(*("M1 in dam.docx", saved(document), "M1", 2024, "Đoàn Thanh niên xã Bình Sa", [LIGHTS]))


def m1_with_wingdings() -> ClerkFile:
    """The boxes are letters of Wingdings: ¨ empty, þ ticked."""
    document = paper(form_lines(M1, answers(HOUSE, 2025), behind, lambda text, _chosen: text))
    for paragraph in document.paragraphs:
        if paragraph.text in {text for item, text in M1 if item in (POLITICAL, ECONOMY, CULTURE, DEFENCE)}:
            char = "F0FE" if "Văn hóa" in paragraph.text else "F0A8"
            paragraph._p.append(element(f'<w:r><w:sym w:font="Wingdings" w:char="{char}"/></w:r>'))
    return ClerkFile("M1 wingdings.docx", saved(document), "M1", 2025, "Hội LHPN xã Thiện Tân", [HOUSE])


def m1_with_sectors_in_a_table() -> ClerkFile:
    """The four sectors stand in a table of two columns, the cross in the empty cell."""
    document = Document()
    lines = form_lines(M1, answers(QUAY), behind, lambda text, chosen: f"{text}\t{chosen}")
    table = None
    for line in lines:
        text, tab, chosen = line.partition("\t")
        if not tab:
            table = None
            document.add_paragraph(text)
            continue
        table = table or document.add_table(0, 2)
        cells = table.add_row().cells
        cells[0].text, cells[1].text = text.removeprefix("- "), "X" if chosen == "True" else ""
    return ClerkFile("M1 bang.docx", saved(document), "M1", 2024, "Đồn Biên phòng Đa Lộc", [QUAY])


def m2_of_a_person() -> ClerkFile:
    """M2 with the person's data in full, brackets to be crossed."""
    said = answers(
        STUDY,
        position="Bí thư chi bộ, Hiệu trưởng",
        workplace="Trường Mầm non Cao Xá",
        address="Thôn Hạ, xã Cao Xá",
    )
    lines = form_lines(M2, said, behind, boxes_in_brackets)
    return ClerkFile("M2 ca nhan.docx", saved(paper(lines)), "M2", 2024, "Trường Mầm non Cao Xá", [STUDY])


def m2_with_its_instructions() -> ClerkFile:
    """M2 whose instructions were left in, answers behind them, in large letters."""
    said = answers(LISTEN, position="Phó Chủ tịch", workplace="UBND thị trấn Cao Thượng", address="TDP Đầu")
    document = paper(form_lines(M2, said, behind_the_instruction, box_before("☑", "□")))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(14)
    return ClerkFile("M2.docx", saved(document), "M2", 2024, "UBND thị trấn Cao Thượng", [LISTEN])


def m2_typed_anew() -> ClerkFile:
    """A form typed from memory: other numbers, tone places and words, no instructions."""
    lines = [
        "ĐẢNG BỘ HUYỆN TÂN YÊN",
        "CHI BỘ TRƯỜNG MẦM NON CAO XÁ",
        "*",
        "BẢN ĐĂNG KÝ",
        "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
        "- Tên cá nhân: Nguyễn Thị Hoa",
        "- Chức vụ: Giáo viên",
        "- Đơn vị công tác: Trường Mầm non Cao Xá",
        "Đăng ký xây dựng mô hình như sau:",
        "1. Tên nội dung đăng ký: Gia đình học tập",
        "2. Thuộc lĩnh vực: Văn hoá - xã hội",
        "3. Đăng ký mô hình ở cấp: cơ sở",
        "4. Nội dung thực hiện:",
        "- Mỗi tuần đọc một cuốn sách;",
        "- Mỗi tháng gặp nhau một lần.",
        "5. Thời gian thực hiện: Quý II/2024 - Quý IV/2024",
        "6. Địa chỉ, phạm vi thực hiện: Xã Cao Xá",
        "7. Kết quả dự kiến: 30 gia đình tham gia",
        "Cao Xá, ngày 20 tháng 02 năm 2024",
        "CÁ NHÂN ĐĂNG KÝ",
    ]
    return ClerkFile("dang ky.docx", saved(paper(lines)), "M2", 2024, "Trường Mầm non Cao Xá", [STUDY])


def five_forms() -> ClerkFile:
    """Three collectives and two persons in one document, each filled by another hand."""
    first = form_lines(M1, answers(LIGHTS), behind, cross_behind)
    second = form_lines(M1, answers(HOUSE), between_dots, box_before("☒", "☐"))
    third = form_lines(M1, answers(QUAY), behind_the_instruction, boxes_in_brackets)
    fourth = form_lines(M2, answers(STUDY, workplace="Trường Mầm non Cao Xá"), behind, box_before("☑", "☐"))
    fifth = form_lines(M2, answers(LISTEN, workplace="UBND thị trấn"), between_dots, cross_behind)
    return ClerkFile(
        *("5 ban dang ky.docx", saved(paper(first, second, third, fourth, fifth))),
        *("M1", 2024, "Đoàn Thanh niên xã Bình Sa", [LIGHTS, HOUSE, QUAY, STUDY, LISTEN]),
    )


def a_form_and_a_list() -> ClerkFile:
    """The form of the initiative for the district, then the list of the unit's own ones, in one document."""
    document = paper(form_lines(M1, answers(LIGHTS), behind, cross_behind))
    document.add_page_break()
    document.add_paragraph("DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024")
    add_table(document, [TOP, UNDER_M4, SAVING.line(1)], header_merges())
    return ClerkFile(
        *("M1 va M4.docx", saved(document), "M1", 2024, "Đoàn Thanh niên xã Bình Sa"),
        [LIGHTS, *flat([SAVING])],
    )


def m1_not_quite_filled() -> ClerkFile:
    """No sector ticked, no place written, no time."""
    said = answers(LIGHTS) | {"place": "", "period": "", "sector": "none"}
    lines = form_lines(M1, said, between_dots, box_before("☒", "☐"))
    told = LIGHTS.but("missing_place", "missing_sector", place="", sector="", period="")
    return ClerkFile(
        *("M1 thieu.docx", saved(paper(lines)), "M1", 2024, "Đoàn Thanh niên xã Bình Sa", [told])
    )


FILES: list[Maker] = [
    m1_with_a_cross,
    m1_between_dots,
    m1_below_the_labels,
    m1_with_the_chosen_sector_in_bold,
    m1_with_wingdings,
    m1_with_sectors_in_a_table,
    m2_of_a_person,
    m2_with_its_instructions,
    m2_typed_anew,
    five_forms,
    a_form_and_a_list,
    m1_not_quite_filled,
]
