"""The Word file of a form: its exact text, its page, and what stays open."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from submissions.models import OfficialForm, Registration
from submissions.papers.word import write_word


def written(form: OfficialForm, registration: Registration, *, persons: bool = True) -> Any:
    return docx.Document(io.BytesIO(write_word(form, registration, persons=persons)))


def texts(document: Any) -> list[str]:
    """The paragraphs and tables of a document in reading order; cells are parted by " | "."""
    found = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            found += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            found.append(block.text)
    return found


def test_m1_reads_as_the_letter_prints_it(m1: OfficialForm, collective: Registration) -> None:
    assert texts(written(m1, collective)) == [
        "MẪU ĐĂNG KÝ CỦA TẬP THỂ",
        "ĐẢNG ỦY XÃ NGỌC THIỆN\n* | ĐẢNG CỘNG SẢN VIỆT NAM",
        "BẢN ĐĂNG KÝ",
        "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
        "Thực hiện Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy về xây dựng mô hình, điển "
        "hình “Dân vận khéo”; Đoàn Thanh niên xã đã tổ chức họp và thống nhất đăng ký xây dựng mô hình, "
        "điển hình “Dân vận khéo” năm 2024 như sau:",
        "Địa chỉ: Thôn Đồng Lim, xã Ngọc Thiện",
        "1. Tên mô hình đăng ký: Thắp sáng đường quê",
        "2. Thuộc lĩnh vực:",
        "☐ Xây dựng Đảng và hệ thống chính trị",
        "☒ Phát triển kinh tế",
        "☐ Văn hóa - xã hội",
        "☐ Quốc phòng - an ninh",
        "3. Đăng ký mô hình, điển hình ở cấp: huyện",
        "4. Nội dung thực hiện:",
        "Vận động nhân dân góp công lắp đèn.",
        "Đoàn viên kiểm tra hằng tháng.",
        "5. Thời gian thực hiện: Từ tháng 3/2024 đến tháng 11/2024",
        "6. Địa chỉ, phạm vi thực hiện: Thôn Chiên",
        "7. Kết quả dự kiến: Lắp 120 bóng đèn trên 5 km đường",
        " | Lãnh đạo tổ chức, cơ quan, đơn vị\nKý tên, đóng dấu (nếu có)",
    ]


def test_m2_of_a_person_who_may_not_be_named(m2: OfficialForm, individual: Registration) -> None:
    lines = texts(written(m2, individual, persons=False))

    assert lines[5:14] == [
        "Tên cá nhân: \t",
        "(ghi rõ họ và tên)",
        "Chức vụ: \t",
        "(ghi theo thực tế: Cán bộ, công chức, viên chức, là lãnh đạo ghi rõ chức danh)",
        "Đơn vị công tác: \t",
        "(Ghi tên tổ chức, cơ quan, đơn vị)",
        "Địa chỉ: \t",
        "(Ghi tên địa chỉ đơn vị hoặc địa chỉ thường trú của cá nhân)",
        "Đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm 2024 như sau:",
    ]
    assert lines[-1] == "Lãnh đạo tổ chức, cơ quan, đơn vị\n(Ký tên, đóng dấu) | Cá nhân đăng ký"


def test_m2_of_a_person_who_may_be_named(m2: OfficialForm, individual: Registration) -> None:
    assert texts(written(m2, individual))[5:9] == [
        "Tên cá nhân: Người Đăng Ký Thử",
        "Chức vụ: Bí thư chi bộ",
        "Đơn vị công tác: Trường THCS Ngọc Thiện",
        "Địa chỉ: Thôn Chiên, xã Ngọc Thiện",
    ]


def test_page_and_font_are_those_of_a_party_paper(m1: OfficialForm, collective: Registration) -> None:
    document = written(m1, collective)
    [section] = document.sections
    normal = document.styles["Normal"]

    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in (*page, *margins)] == [210, 297, 25, 25, 35, 15]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))} == {"vi-VN"}
    assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in section.header._element.xml
    assert round(section.header_distance.mm) == 10


def test_the_file_names_its_title_and_unit_and_no_program(m1: OfficialForm, collective: Registration) -> None:
    about = written(m1, collective).core_properties

    assert (about.title, about.author, about.comments) == ("BẢN ĐĂNG KÝ", "Đảng ủy xã Ngọc Thiện", "")


def test_dots_lead_to_the_right_margin(m1: OfficialForm, collective: Registration) -> None:
    collective.content = ""
    document = written(m1, collective)

    dotted = [paragraph for paragraph in document.paragraphs if paragraph.text == "\t"]
    assert len(dotted) == 3
    [stop] = dotted[0].paragraph_format.tab_stops
    assert (round(stop.position.mm), stop.leader.name, stop.alignment.name) == (160, "DOTS", "RIGHT")


@pytest.mark.parametrize("title", ["=1+1", "<w:p>&amp;</w:p>", "{{ title }}", "Môṭ giúp môṭ"])
def test_text_is_written_as_it_is(m1: OfficialForm, collective: Registration, title: str) -> None:
    collective.initiative.title = title

    assert f"1. Tên mô hình đăng ký: {title}" in texts(written(m1, collective))


def test_the_signatures_stay_together_with_the_last_item(m1: OfficialForm, collective: Registration) -> None:
    document = written(m1, collective)

    assert document.paragraphs[-1].paragraph_format.keep_with_next
    assert document.tables[-1].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
