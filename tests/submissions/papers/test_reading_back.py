"""A form that we wrote and somebody sends back says the same as the record."""

import pytest

from submissions.lists.formats.docx import read_docx
from submissions.lists.layout.filled_forms import read_forms
from submissions.lists.layout.rows import Row
from submissions.models import OfficialForm, Registration
from submissions.papers.word import write_word


def read_back(form: OfficialForm, registration: Registration, *, persons: bool = True) -> Row:
    content = write_word(form, registration, persons=persons)
    [row] = read_forms(read_docx(content, "mau.docx").lines)
    return row


def test_m1_comes_back_as_it_was(m1: OfficialForm, collective: Registration) -> None:
    row = read_back(m1, collective)

    assert (row.layout, row.kind, row.year) == ("M1", "collective", 2024)
    assert row.registrant == collective.initiative.registrant == "Đoàn Thanh niên xã"
    assert (row.title, row.sector, row.level_text) == ("Thắp sáng đường quê", "economy", "huyện")
    assert row.content == "Vận động nhân dân góp công lắp đèn.\nĐoàn viên kiểm tra hằng tháng."
    assert (row.period, row.place, row.goal) == (
        "Từ tháng 3/2024 đến tháng 11/2024",
        "Thôn Chiên",
        "Lắp 120 bóng đèn trên 5 km đường",
    )


def test_m2_comes_back_with_its_person(m2: OfficialForm, individual: Registration) -> None:
    row = read_back(m2, individual)

    assert (row.layout, row.kind, row.title) == ("M2", "individual", "Hiến đất mở đường")
    assert (row.sector, row.level_text) == ("culture_society", "tỉnh")
    assert (row.registrant, row.position, row.workplace, row.address) == (
        "Người Đăng Ký Thử",
        "Bí thư chi bộ",
        "Trường THCS Ngọc Thiện",
        "Thôn Chiên, xã Ngọc Thiện",
    )


def test_m2_without_its_person_comes_back_without(m2: OfficialForm, individual: Registration) -> None:
    row = read_back(m2, individual, persons=False)

    assert (row.registrant, row.position, row.workplace, row.address) == ("", "", "", "")
    assert row.title == "Hiến đất mở đường"


@pytest.mark.parametrize("field", ["content", "period", "goal"])
def test_what_was_left_dotted_comes_back_empty(
    m1: OfficialForm, collective: Registration, field: str
) -> None:
    setattr(collective, field, "")

    assert getattr(read_back(m1, collective), field) == ""
