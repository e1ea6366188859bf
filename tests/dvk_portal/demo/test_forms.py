"""The forms M1 and M2 as Word files carry the wording of the letter."""

import io
import zipfile

import pytest
from defusedxml import ElementTree

from dvk_portal.demo.forms import blank_form, form_lines

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    return ["".join(run.text or "" for run in part.iter(f"{WORD}t")) for part in document.iter(f"{WORD}p")]


def test_the_form_of_a_collective():
    printed = paragraphs(blank_form("M1"))
    assert printed[:5] == [
        "MẪU ĐĂNG KÝ CỦA TẬP THỂ",
        "Tên cơ quan, đơn vị",
        "*",
        "BẢN ĐĂNG KÝ",
        "Xây dựng mô hình, điển hình “Dân vận khéo” năm.....",
    ]
    assert [line for line in printed if line[0].isdigit()] == [
        "1. Tên mô hình đăng ký:.....",
        "2. Thuộc lĩnh vực:",
        "3. Đăng ký mô hình, điển hình ở cấp:",
        "4. Nội dung thực hiện: (Sẽ thực hiện như thế nào).....",
        "5. Thời gian thực hiện:",
        "6. Địa chỉ, phạm vi thực hiện:",
        "7. Kết quả dự kiến:",
    ]
    assert printed[-2:] == ["Lãnh đạo tổ chức, cơ quan, đơn vị", "Ký tên, đóng dấu (nếu có)"]


def test_the_form_of_a_person():
    printed = paragraphs(blank_form("M2"))
    assert printed[0] == "MẪU ĐĂNG KÝ CỦA CÁ NHÂN"
    assert "Tên cá nhân:..... (ghi rõ họ và tên)" in printed
    assert "1. Tên nội dung đăng ký:....." in printed
    assert printed[-3:] == ["Lãnh đạo tổ chức, cơ quan, đơn vị", "(Ký tên, đóng dấu)", "Cá nhân đăng ký"]


@pytest.mark.parametrize(("code", "count"), [("M1", 25), ("M2", 32)])
def test_no_line_is_lost(code, count):
    lines = form_lines(code)
    assert len(lines) == len(paragraphs(blank_form(code))) == count


def test_emphasis_is_kept():
    with zipfile.ZipFile(io.BytesIO(blank_form("M1"))) as package:
        document = package.read("word/document.xml").decode()
    assert '<w:i/><w:sz w:val="28"/></w:rPr><w:t xml:space="preserve">Dân vận khéo</w:t>' in document
    assert "**" not in document


def test_it_is_the_same_file_every_time():
    assert blank_form("M2") == blank_form("M2")
