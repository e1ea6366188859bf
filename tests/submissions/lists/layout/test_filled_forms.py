import re
import unicodedata
from typing import Any

import pytest
from django.utils.translation import gettext as _
from docx import Document

from submissions.lists.formats.docx import read_docx
from submissions.lists.formats.grid import Line
from submissions.lists.layout.filled_forms import read_forms
from submissions.lists.layout.rows import Row
from tests.submissions.lists.word_files import (
    M1,
    M2,
    SECTOR_KEYS,
    Way,
    add_table,
    element,
    filled,
    paragraphs,
    saved,
)

LIGHTS = {
    "year": "2024",
    "lead": "Chi bộ thôn Trung",
    "address": "Thôn Trung, xã Cao Xá",
    "title": "Thắp sáng đường quê",
    "economy": "x",
    "level": "cấp huyện",
    "content": "Vận động nhân dân góp tiền mắc bóng đèn, mỗi hộ 200.000 đồng",
    "period": "Từ tháng 3/2024 đến tháng 12/2024",
    "place": "Thôn Trung",
    "goal": "100% đường trục thôn có đèn",
}
CHAPTER = {
    "year": "2024",
    "registrant": "Nguyễn Thị Hoa",
    "position": "Bí thư chi bộ",
    "workplace": "Trường Mầm non Cao Xá",
    "address": "Thôn Hạ, xã Cao Xá",
    "title": "Gia đình học tập",
    "culture_society": "x",
    "level": "tỉnh",
    "content": "Mỗi tuần đọc một cuốn sách",
    "period": "Năm 2024",
    "place": "Xã Cao Xá",
    "goal": "30 gia đình tham gia",
}
FACTS = (
    *("layout", "year", "registrant", "kind", "position", "workplace", "address", "title", "sector"),
    *("level_text", "content", "period", "place", "goal"),
)
M1_FACTS = {
    **{name: LIGHTS[name] for name in ("address", "title", "content", "period", "place", "goal")},
    **{"layout": "M1", "year": 2024, "registrant": "Chi bộ thôn Trung", "kind": "collective"},
    **{"position": "", "workplace": "", "sector": "economy", "level_text": "cấp huyện"},
}
M2_FACTS = {
    **{name: CHAPTER[name] for name in ("registrant", "position", "workplace", "address", "title")},
    **{name: CHAPTER[name] for name in ("content", "period", "place", "goal")},
    **{"layout": "M2", "year": 2024, "kind": "individual", "sector": "culture_society", "level_text": "tỉnh"},
}


def facts(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FACTS}


def read(data: bytes) -> list[Row]:
    return read_forms(read_docx(data, "mau.docx").lines)


def read_one(*lines: str) -> Row:
    [row] = read(paragraphs(*lines))
    return row


@pytest.mark.parametrize("form", [M1, M2])
def test_an_untouched_form_gives_no_row(form):
    assert read(paragraphs(*(text for _item, text in form))) == []


def instruction_first(item: str, text: str, answer: str) -> str:
    return f"{text.rstrip('.')} {answer}"


def without_dots(item: str, text: str, answer: str) -> str:
    return f"{re.sub('[.]{4,}', '', text)} {answer}"


def long_dots(item: str, text: str, answer: str) -> str:
    return f"{text.partition(':')[0]}:…………{answer}………………………."


def line_below(item: str, text: str, answer: str) -> str:
    return f"{text}\n{answer}"


def dotted_lines_below(item: str, text: str, answer: str) -> str:
    return f"{text}\n……{answer}……\n…………………………………………"


def instruction_out(item: str, text: str, answer: str) -> str:
    return f"{re.sub(r' ?[(].*[)]', '', text).rstrip('.')} {answer}"


def underlined(item: str, text: str, answer: str) -> str:
    return f"{text.partition(':')[0]}: ____{answer}__________"


def without_colon(item: str, text: str, answer: str) -> str:
    label = text.partition(":")[0]
    return f"{label} {answer}" if label[0].isdigit() else f"{label}: {answer}"


def spread_out(item: str, text: str, answer: str) -> str:
    label = text.partition(":")[0].replace(" ", "\u00a0 ")
    return f"  {label}  :   {answer}  "


def bracketed(item: str, text: str, answer: str) -> str:
    return f"{text.partition(':')[0]}: ({answer})"


def other_numbers(item: str, text: str, answer: str) -> str:
    return re.sub(r"^(\d)\.", r"\1)", text.partition(":")[0]) + f": {answer}"


def stroke_numbers(item: str, text: str, answer: str) -> str:
    return re.sub(r"^(\d)\.", r"\1/", text.partition(":")[0]) + f": {answer}"


def roman_numbers(item: str, text: str, answer: str) -> str:
    roman = ["", "I", "II", "III", "IV", "V", "VI", "VII"]
    return (
        re.sub(r"^(\d)\.", lambda match: f"{roman[int(match[1])]}.", text.partition(":")[0]) + f": {answer}"
    )


def no_numbers(item: str, text: str, answer: str) -> str:
    return re.sub(r"^\d\. ", "", text.partition(":")[0]) + f": {answer}"


def dashes_for_numbers(item: str, text: str, answer: str) -> str:
    return re.sub(r"^\d\.", "-", text.partition(":")[0]) + f": {answer}"


def capital_labels(item: str, text: str, answer: str) -> str:
    return f"{text.partition(':')[0].upper()}: {answer}"


def longer_labels(item: str, text: str, answer: str) -> str:
    label = text.partition(":")[0]
    words = {"title": " xây dựng", "content": " mô hình", "period": " mô hình", "place": " mô hình"}
    return f"{label}{words.get(item, '')}: {answer}"


def broken_answer(item: str, text: str, answer: str) -> str:
    if item not in ("title", "period", "registrant"):
        return without_dots(item, text, answer)
    first, _space, rest = answer.partition(" ")
    return f"{text.partition(':')[0]}: {first}\n{rest}"


WAYS: list[Way] = [
    *(instruction_first, without_dots, long_dots, line_below, dotted_lines_below, instruction_out),
    *(underlined, without_colon, bracketed, other_numbers, stroke_numbers, roman_numbers, no_numbers),
    *(dashes_for_numbers, capital_labels, longer_labels, broken_answer, spread_out),
]


@pytest.mark.parametrize("way", WAYS)
def test_m1_filled_in_any_way_says_the_same(way: Way) -> None:
    assert facts(read_one(*filled(M1, LIGHTS, way))) == M1_FACTS


@pytest.mark.parametrize("way", WAYS)
def test_m2_filled_in_any_way_says_the_same(way: Way) -> None:
    assert facts(read_one(*filled(M2, CHAPTER, way))) == M2_FACTS


@pytest.mark.parametrize(("form", "answers", "expected"), [(M1, LIGHTS, M1_FACTS), (M2, CHAPTER, M2_FACTS)])
def test_text_typed_on_a_mac(form, answers, expected):
    lines = [unicodedata.normalize("NFD", line) for line in filled(form, answers)]
    assert facts(read_one(*lines)) == expected


def test_the_other_tone_places():
    lines = [
        line.replace("hóa", "hoá").replace("Tùy", "Tuỳ").replace("ủy", "uỷ") for line in filled(M2, CHAPTER)
    ]
    assert facts(read_one(*lines)) == M2_FACTS


def test_instructions_deleted():
    lines = [line for line in filled(M1, LIGHTS) if not line.startswith("(")]
    assert facts(read_one(*lines)) == M1_FACTS


def test_line_breaks_in_one_paragraph():
    assert facts(read_one("\n".join(filled(M1, LIGHTS)))) == M1_FACTS


def test_a_form_without_its_name_above():
    assert facts(read_one("CHI BỘ THÔN TRUNG", *filled(M1, LIGHTS)[3:])) == M1_FACTS
    assert facts(read_one("CHI BỘ", *filled(M2, CHAPTER)[3:])) == M2_FACTS


def test_items_in_a_table_of_two_columns():
    document = Document()
    lines = filled(M1, {"year": "2024", "lead": "Chi bộ thôn Trung"})
    for line in lines[:6]:
        document.add_paragraph(line)
    labels = [(item, text) for item, text in M1[6:-2] if item and item not in SECTOR_KEYS]
    boxes = "\n".join(
        f"{text}{' ☒' if item == 'economy' else ' ☐'}" for item, text in M1 if item in SECTOR_KEYS
    )
    answers = LIGHTS | {"sector": boxes}
    add_table(document, [[text, answers[item]] for item, text in labels])
    document.add_paragraph("Lãnh đạo tổ chức, cơ quan, đơn vị")
    [row] = read(saved(document))
    assert facts(row) == M1_FACTS


def test_items_in_a_table_with_their_numbers():
    document = Document()
    for line in filled(M1, {"year": "2024", "lead": "Chi bộ thôn Trung", "address": LIGHTS["address"]})[:7]:
        document.add_paragraph(line)
    labels = [(item, text) for item, text in M1[7:-2] if item and item not in SECTOR_KEYS]
    answers = LIGHTS | {"sector": "Phát triển kinh tế"}
    add_table(document, [[text[0], text[3:], answers[item]] for item, text in labels])
    [row] = read(saved(document))
    assert facts(row) == M1_FACTS


def test_automatic_numbers_before_the_items():
    document = Document()
    for line in filled(M1, LIGHTS):
        number = re.match(r"\d\. ", line)
        document.add_paragraph(line[3:] if number else line, style="List Number" if number else None)
    [row] = read(saved(document))
    assert facts(row) == M1_FACTS
    assert row.cells["goal"] == _("item %(number)s") % {"number": 7}


def test_content_and_result_keep_their_lines():
    content = "- Vận động nhân dân.\n- Thời gian: buổi tối.\n- Nội dung thực hiện: mắc đèn."
    lines = filled(M1, LIGHTS | {"content": content, "goal": "+ 20 đèn\n+ 3 km đường"})
    row = read_one(*lines)
    assert (row.content, row.goal) == (content, "+ 20 đèn\n+ 3 km đường")
    assert row.period == LIGHTS["period"]


def test_numbers_inside_the_contents_are_no_items():
    content = "1. Tuyên truyền.\n2. Thời gian thực hiện: buổi tối.\n3. Mắc đèn."
    row = read_one(*filled(M1, LIGHTS | {"content": content}))
    assert (row.content, row.period) == (content, LIGHTS["period"])


def test_dots_of_a_sentence_stay():
    row = read_one(
        *filled(M1, LIGHTS | {"content": "Trồng hoa, cây xanh... dọc đường.\nHọp thôn…"}, line_below)
    )
    assert row.content == "Trồng hoa, cây xanh... dọc đường.\nHọp thôn…"


def test_the_data_of_a_person_in_one_line():
    lines = [line for line in filled(M2, CHAPTER) if not line.startswith(("Chức vụ", "Đơn vị", "Địa chỉ"))]
    at = next(index for index, line in enumerate(lines) if line.startswith("Tên cá nhân"))
    lines[at] = (
        "Họ và tên: Nguyễn Thị Hoa; Chức vụ: Bí thư chi bộ, đơn vị công tác: Trường Mầm non Cao Xá."
        " Địa chỉ: Thôn Hạ, xã Cao Xá"
    )
    assert facts(read_one(*lines)) == M2_FACTS


@pytest.mark.parametrize(
    "lead",
    [
        "Chi bộ thôn Trung",
        "(Chi bộ thôn Trung)",
        "Chi bộ thôn Trung (tên tổ chức, cơ quan, đơn vị)",
        "(tên tổ chức, cơ quan, đơn vị: Chi bộ thôn Trung)",
        ".....Chi bộ thôn Trung.....",
        "(tên tổ chức, cơ quan, đơn vị) Chi bộ thôn Trung",
    ],
)
def test_the_collective_is_named_in_the_opening_sentence(lead):
    assert read_one(*filled(M1, LIGHTS | {"lead": lead})).registrant == "Chi bộ thôn Trung"


@pytest.mark.parametrize(
    "head",
    [
        "Tên cơ quan, đơn vị: Chi bộ thôn Trung",
        "Tên cơ quan, đơn vị Chi bộ thôn Trung",
        "ĐẢNG BỘ XÃ CAO XÁ\nChi bộ thôn Trung",
        "Chi bộ thôn Trung\tĐẢNG CỘNG SẢN VIỆT NAM",
    ],
)
def test_the_collective_is_named_in_the_head(head):
    assert read_one(*filled(M1, LIGHTS | {"lead": "", "head": head})).registrant == "Chi bộ thôn Trung"


@pytest.mark.parametrize(
    ("title", "lead", "year"),
    [
        ("năm 2024", "năm (giai đoạn)....", 2024),
        ("năm.....", "năm (giai đoạn) 2024", 2024),
        ("năm.....", "năm (giai đoạn)....", None),
        ("NĂM …2025…", "năm (giai đoạn) ....", 2025),
        ("năm (giai đoạn) 2024-2026", "năm....", None),
    ],
)
def test_the_year_is_that_of_the_title(title, lead, year):
    lines = filled(M1, LIGHTS | {"year": ""})
    lines = [
        line.replace("năm (giai đoạn)....", lead).replace("khéo” năm.....", f"khéo” {title}")
        for line in lines
    ]
    assert read_one(*lines).year == year


# --- The boxes ----------------------------------------------------------------------------------------


def boxes(*lines: str) -> Row:
    """Read M1 with these lines under “Thuộc lĩnh vực”."""
    form = [(item, text) for item, text in M1 if item not in SECTOR_KEYS]
    at = form.index(("sector", "2. Thuộc lĩnh vực:"))
    form[at + 1 : at + 1] = [("", line) for line in lines]
    return read_one(*filled(form, LIGHTS))


@pytest.mark.parametrize(
    "mark", ["x", "X", "v", "V", "✓", "☒", "☑", "[x]", "[X]", "(x)", "(v)", "√", "☐ x", "…x…", ": x", "\tx"]
)
def test_a_box_is_ticked_with_any_sign(mark):
    answers = {key: value for key, value in LIGHTS.items() if key != "economy"}
    assert read_one(*filled(M1, answers | {"defence_security": mark})).sector == "defence_security"


@pytest.mark.parametrize(
    "lines",
    [
        ["☐ Xây dựng Đảng và hệ thống chính trị", "☒ Phát triển kinh tế", "☐ Văn hóa - xã hội", "☐ QP - AN"],
        ["[ ] Xây dựng Đảng", "[x] Phát triển kinh tế", "[ ] Văn hóa - xã hội", "[ ] Quốc phòng - an ninh"],
        ["□ Xây dựng Đảng   □ Văn hóa - xã hội   ☑ Phát triển kinh tế   □ Quốc phòng - an ninh"],
        ["Xây dựng Đảng □; Văn hóa - xã hội □; Phát triển kinh tế ☑; Quốc phòng - an ninh □"],
        ["Xây dựng Đảng\t\tPhát triển kinh tế\tx", "Văn hóa - xã hội\t\tQuốc phòng- an ninh\t"],
        ["\tXây dựng Đảng\tx\tPhát triển kinh tế", "\tVăn hóa - xã hội\t\tQuốc phòng- an ninh"],
        ["Xây dựng Đảng\tPhát triển kinh tế\tVăn hóa - xã hội", "☐\tx\t☐"],
        ["- Phát triển kinh tế, bảo vệ môi trường"],
        ["Kinh tế"],
    ],
)
def test_one_sector_is_chosen(lines):
    assert boxes(*lines).sector == "economy"


def test_the_sector_is_written_beside_the_label():
    answers = {key: value for key, value in LIGHTS.items() if key != "economy"}
    row = read_one(*filled(M1, answers | {"sector": "Quốc phòng - an ninh"}))
    assert (row.sector, row.sector_text) == ("defence_security", "Quốc phòng - an ninh")


def test_two_ticks_leave_the_sector_open_and_name_both():
    row = read_one(*filled(M1, LIGHTS | {"defence_security": "x"}))
    assert (row.sector, row.sector_text) == (
        "",
        "Phát triển kinh tế, bảo vệ môi trường; Quốc phòng- an ninh",
    )


def test_no_tick_leaves_the_sector_open():
    row = read_one(*filled(M1, {key: value for key, value in LIGHTS.items() if key != "economy"}))
    assert (row.sector, row.sector_text) == ("", "")


def test_a_sector_nobody_knows_is_kept():
    row = boxes("Bảo vệ môi trường")
    assert (row.sector, row.sector_text) == ("", "Bảo vệ môi trường")


@pytest.mark.parametrize("look", ["bold", "underline"])
def test_the_bold_or_underlined_sector_is_the_chosen_one(look):
    document = Document()
    for line in filled(M1, {key: value for key, value in LIGHTS.items() if key != "economy"}):
        run = document.add_paragraph().add_run(line)
        setattr(run, look, line == "- Phát triển kinh tế, bảo vệ môi trường")
    [row] = read(saved(document))
    assert (row.sector, row.sector_text) == ("economy", "Phát triển kinh tế, bảo vệ môi trường")


SYMBOLS = {
    "symbol": '<w:r><w:sym w:font="Wingdings" w:char="F0{}"/></w:r>',
    "text": '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>&#xF0{};</w:t></w:r>',
}


@pytest.mark.parametrize("way", SYMBOLS)
def test_boxes_of_a_symbol_font(way):
    document = Document()
    for line in filled(M1, {key: value for key, value in LIGHTS.items() if key != "economy"}):
        paragraph = document.add_paragraph(line)
        if line in [text for item, text in M1 if item in SECTOR_KEYS]:
            code = "FE" if "kinh tế" in line else "A8"
            paragraph._p.append(element(SYMBOLS[way].format(code)))
    [row] = read(saved(document))
    assert row.sector == "economy"


def test_levels_with_boxes():
    assert read_one(*filled(M1, LIGHTS | {"level": "☐ Tỉnh   ☒ Huyện   ☐ Xã"})).level_text == "Huyện"


# --- Several forms ------------------------------------------------------------------------------------


def test_several_forms_in_one_document():
    foot = ["BÍ THƯ", "Nguyễn Văn A", ""]
    second = LIGHTS | {"title": "Hiến đất làm đường", "lead": "", "head": "CHI BỘ THÔN HẠ"}
    lines = [*filled(M1, LIGHTS), *foot, *filled(M2, CHAPTER), *foot, *filled(M1, second)[1:]]
    rows = read(paragraphs(*lines))
    assert [(row.sheet, row.row, row.layout, row.title, row.registrant, row.goal) for row in rows] == [
        (form(1), 1, "M1", "Thắp sáng đường quê", "Chi bộ thôn Trung", LIGHTS["goal"]),
        (form(2), 2, "M2", "Gia đình học tập", "Nguyễn Thị Hoa", CHAPTER["goal"]),
        (form(3), 3, "M1", "Hiến đất làm đường", "CHI BỘ THÔN HẠ", LIGHTS["goal"]),
    ]


def form(number: int) -> str:
    return _("Form %(number)s") % {"number": number}


def test_a_blank_form_between_filled_ones_is_counted():
    blank = [text for _item, text in M1]
    rows = read(paragraphs(*blank, *filled(M1, LIGHTS)))
    assert [(row.sheet, row.row) for row in rows] == [(form(2), 2)]


def test_the_letter_around_the_forms_is_no_form():
    letter = [
        "Kính gửi: Các chi, đảng bộ trực thuộc Huyện ủy.",
        "1. Tăng cường công tác tuyên truyền về nội dung phong trào thi đua.",
        "Bản đăng ký gửi về Ban Dân vận Huyện ủy chậm nhất ngày 27/02/2024.",
    ]
    assert read(paragraphs(*letter)) == []
    [row] = read(paragraphs(*letter, *filled(M1, LIGHTS)))
    assert facts(row) == M1_FACTS


def test_a_form_with_only_an_answer_or_two_is_a_row():
    row = read_one(*filled(M1, {"title": "Thắp sáng đường quê"}))
    assert (row.title, row.place, row.registrant) == ("Thắp sáng đường quê", "", "")


def test_the_cells_name_the_items():
    row = read_one(*filled(M2, CHAPTER))
    assert row.cells["title"] == _("item %(number)s") % {"number": 1}
    assert (row.cells["registrant"], row.cells["address"]) == ("“Tên cá nhân”", "“Địa chỉ”")


def test_signatures_side_by_side_end_the_form():
    document = Document()
    for line in filled(M2, CHAPTER)[:-3]:
        document.add_paragraph(line)
    add_table(document, [["CÁ NHÂN ĐĂNG KÝ\n\nNguyễn Thị Hoa", "XÁC NHẬN CỦA CHI BỘ\n(Ký tên)"]])
    [row] = read(saved(document))
    assert row.goal == CHAPTER["goal"]


# --- Forms of other issuers ---------------------------------------------------------------------------


def test_the_nine_items_of_a_ward():
    row = read_one(
        "BẢN ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2026",
        "Đơn vị đăng ký: Uỷ ban MTTQ phường Bắc Giang",
        "1. Tên mô hình: Tuyến phố không rác",
        "2. Thực trạng, lý do: Rác để trên vỉa hè.",
        "3. Mục tiêu, tiêu chí: 100% hộ phân loại rác.",
        "4. Nội dung, cách thức: Ký cam kết từng hộ.",
        "5. Địa bàn, đối tượng: Tổ dân phố số 3",
        "6. Lực lượng: Hội Phụ nữ",
        "7. Nguồn lực và thời gian: Từ tháng 1/2026",
        "8. Sản phẩm đầu ra: 02 tuyến phố",
        "9. Khả năng duy trì, nhân rộng: Cao",
    )
    assert facts(row) == {
        **{
            "layout": "M1",
            "year": 2026,
            "kind": "collective",
            "position": "",
            "workplace": "",
            "address": "",
        },
        **{"registrant": "Uỷ ban MTTQ phường Bắc Giang", "title": "Tuyến phố không rác", "sector": ""},
        **{"level_text": "", "period": "Từ tháng 1/2026", "place": "Tổ dân phố số 3"},
        "goal": "100% hộ phân loại rác.",
        "content": "Ký cam kết từng hộ.\nThực trạng, lý do: Rác để trên vỉa hè.\nLực lượng: Hội Phụ nữ\n"
        "Sản phẩm đầu ra: 02 tuyến phố\nKhả năng duy trì, nhân rộng: Cao",
    }


def test_the_same_items_in_another_order():
    row = read_one(
        "Mẫu 2a",
        "BẢN ĐĂNG KÝ",
        "xây dựng mô hình “Dân vận khéo” năm 2025",
        "1. Họ và tên: Trần Văn B",
        "2. Chức vụ, chức danh: Chuyên viên",
        "3. Nơi công tác: Phòng Nội vụ",
        "4. Lĩnh vực đăng ký: Văn hóa - xã hội",
        "5. Tên mô hình: Một cửa thân thiện",
        "6. Mục tiêu: Hài lòng 98%",
        "7. Thời gian thực hiện: Năm 2025",
        "8. Địa điểm thực hiện: Bộ phận một cửa",
        "9. Nội dung và cách thức thực hiện: Trực thêm sáng thứ Bảy",
        "NGƯỜI ĐĂNG KÝ",
        "Trần Văn B",
    )
    assert facts(row) == {
        **{"layout": "M2", "year": 2025, "registrant": "Trần Văn B", "kind": "individual"},
        **{"position": "Chuyên viên", "workplace": "Phòng Nội vụ", "address": "", "level_text": ""},
        **{"title": "Một cửa thân thiện", "sector": "culture_society", "goal": "Hài lòng 98%"},
        **{"content": "Trực thêm sáng thứ Bảy", "period": "Năm 2025", "place": "Bộ phận một cửa"},
    }


def test_the_completion_that_our_own_paper_tells_is_told_apart() -> None:
    lines = [
        "MẪU ĐĂNG KÝ CỦA TẬP THỂ",
        "1. Tên mô hình đăng ký: Thắp sáng đường quê",
        "5. Thời gian thực hiện: Tháng 3/2024",
        "Dự kiến hoàn thành: Tháng 12/2024",
        "6. Địa chỉ, phạm vi thực hiện: Thôn Chiên",
    ]
    [row] = read_forms([Line(text) for text in lines])
    assert (row.period, row.completion, row.place) == ("Tháng 3/2024", "Tháng 12/2024", "Thôn Chiên")
