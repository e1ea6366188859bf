"""What stands on the paper of a registration, and what is left to be filled in by hand."""

import datetime

import pytest

from submissions.models import FormField, OfficialForm, Registration
from submissions.papers.paper import (
    PROPOSAL_MARK,
    Box,
    Item,
    Signature,
    fill_in,
    make_paper,
    sectors_of,
    values_of,
)
from tests.factories import UnitFactory

PERSONAL = ("Người Đăng Ký Thử", "Bí thư chi bộ", "Trường THCS Ngọc Thiện", "Thôn Chiên, xã Ngọc Thiện")


def form_with(*contents: str, **texts: str) -> OfficialForm:
    form = OfficialForm.objects.create(code="Mẫu thử", name="Mẫu thử", **({"title": "BẢN ĐĂNG KÝ"} | texts))
    FormField.objects.bulk_create(
        FormField(form=form, order=order, content=content, label=f"Mục {content}")
        for order, content in enumerate(contents, start=1)
    )
    return form


def test_m1_says_what_the_letter_says(m1: OfficialForm, collective: Registration) -> None:
    paper = make_paper(m1, collective, persons=True)

    assert paper.head == ("MẪU ĐĂNG KÝ CỦA TẬP THỂ",)
    assert paper.unit == "Đảng ủy xã Ngọc Thiện"
    assert paper.title == ("BẢN ĐĂNG KÝ", "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024")
    assert paper.lead == (
        "Thực hiện Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy về xây dựng mô hình, điển "
        "hình “Dân vận khéo”; Đoàn Thanh niên xã đã tổ chức họp và thống nhất đăng ký xây dựng mô hình, "
        "điển hình “Dân vận khéo” năm 2024 như sau:",
    )
    assert [(item.label, item.lines) for item in paper.who] == [
        ("Địa chỉ:", ("Thôn Đồng Lim, xã Ngọc Thiện",))
    ]
    assert paper.turn == ()
    assert [(item.label, item.lines) for item in paper.items] == [
        ("1. Tên mô hình đăng ký:", ("Thắp sáng đường quê",)),
        ("2. Thuộc lĩnh vực:", ()),
        ("3. Đăng ký mô hình, điển hình ở cấp:", ("huyện",)),
        (
            "4. Nội dung thực hiện:",
            ("Vận động nhân dân góp công lắp đèn.", "Đoàn viên kiểm tra hằng tháng."),
        ),
        ("5. Thời gian thực hiện:", ("Từ tháng 3/2024 đến tháng 11/2024",)),
        ("6. Địa chỉ, phạm vi thực hiện:", ("Thôn Chiên",)),
        ("7. Kết quả dự kiến:", ("Lắp 120 bóng đèn trên 5 km đường",)),
    ]
    assert paper.items[1].boxes == (
        Box("Xây dựng Đảng và hệ thống chính trị", ticked=False),
        Box("Phát triển kinh tế", ticked=True),
        Box("Văn hóa - xã hội", ticked=False),
        Box("Quốc phòng - an ninh", ticked=False),
    )
    assert [box.mark for box in paper.items[1].boxes] == ["☐", "☒", "☐", "☐"]
    assert paper.signatures == (
        Signature("Lãnh đạo tổ chức, cơ quan, đơn vị", ("Ký tên, đóng dấu (nếu có)",)),
    )


def test_m2_names_the_person_between_its_two_sentences(m2: OfficialForm, individual: Registration) -> None:
    paper = make_paper(m2, individual, persons=True)

    assert [text[:25] for text in paper.lead] == ["Thực hiện Hướng dẫn số 09"]
    assert [(item.label, *item.lines) for item in paper.who] == [
        ("Tên cá nhân:", PERSONAL[0]),
        ("Chức vụ:", PERSONAL[1]),
        ("Đơn vị công tác:", PERSONAL[2]),
        ("Địa chỉ:", PERSONAL[3]),
    ]
    assert paper.turn == ("Đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm 2024 như sau:",)
    assert paper.items[0].label == "1. Tên nội dung đăng ký:"
    assert [signature.signer for signature in paper.signatures] == [
        "Lãnh đạo tổ chức, cơ quan, đơn vị",
        "Cá nhân đăng ký",
    ]


def test_a_person_who_may_not_be_named_is_left_to_be_filled_in(
    m2: OfficialForm, individual: Registration
) -> None:
    paper = make_paper(m2, individual, persons=False)

    assert [(item.lines, item.is_blank, item.hint != "") for item in paper.who] == [((), True, True)] * 4
    assert not any(text in repr(paper) for text in PERSONAL)


def test_a_person_who_was_never_entered_is_left_to_be_filled_in(
    m2: OfficialForm, individual: Registration
) -> None:
    individual.initiative.individual.delete()
    individual = Registration.objects.get(pk=individual.pk)

    assert all(item.is_blank for item in make_paper(m2, individual, persons=True).who)


def test_what_the_record_does_not_say_is_dotted_in_as_many_lines_as_the_form_asks(
    m1: OfficialForm, collective: Registration
) -> None:
    collective.content = collective.goal = " \n "

    content, goal = (make_paper(m1, collective, persons=True).items[position] for position in (3, 6))

    assert (content.hint, list(content.dotted_lines)) == (
        "(Sẽ thực hiện như thế nào. Nêu tóm tắt nội dung từ 03 đến 05 dòng)",
        [0, 1, 2],
    )
    assert not content.stands_beside
    assert goal.stands_beside


@pytest.mark.parametrize(
    ("period", "lines"),
    [
        ("Từ tháng 3/2024", ("Từ tháng 3/2024", "Dự kiến hoàn thành: 12/2024")),
        ("", ("Dự kiến hoàn thành: 12/2024",)),
    ],
)
def test_a_form_with_one_item_for_both_tells_the_completion_with_the_time(
    m1: OfficialForm, collective: Registration, period: str, lines: tuple[str, ...]
) -> None:
    collective.period, collective.completion = period, "12/2024"

    assert make_paper(m1, collective, persons=True).items[4].lines == lines


def test_a_form_that_asks_for_the_completion_gets_it_there(db: None, collective: Registration) -> None:
    collective.completion = "12/2024"
    paper = make_paper(form_with("period", "completion"), collective, persons=True)

    assert [item.lines for item in paper.items] == [(collective.period,), ("12/2024",)]


def test_new_or_continued_is_ticked_and_the_day_of_the_meeting_written(
    db: None, collective: Registration
) -> None:
    collective.met_on = datetime.date(2024, 2, 5)
    paper = make_paper(form_with("continuity", "met_on", "registrant", "own"), collective, persons=True)

    assert paper.items == (
        Item(
            "continuity",
            "1. Mục continuity:",
            boxes=(Box("Tiếp tục duy trì", ticked=False), Box("Xây dựng mới", ticked=True)),
        ),
        Item("met_on", "2. Mục met_on:", lines=("05/02/2024",)),
        Item("registrant", "3. Mục registrant:", lines=("Đoàn Thanh niên xã",)),
        Item("own", "4. Mục own:"),
    )


def test_a_label_that_brings_its_number_or_question_mark_keeps_it(db: None, collective: Registration) -> None:
    form = form_with("title", "own")
    form.fields.filter(order=1).update(label="1) Tên mô hình")
    form.fields.filter(order=2).update(label="Đã họp chưa?")

    assert [item.label for item in make_paper(form, collective, persons=True).items] == [
        "1) Tên mô hình:",
        "2. Đã họp chưa?",
    ]


def test_a_proposed_form_says_that_it_is_one(db: None, collective: Registration) -> None:
    form = form_with("title", head="MẪU 9")
    form.is_proposal = True

    assert make_paper(form, collective, persons=True).head == ("MẪU 9", PROPOSAL_MARK)


def test_only_known_words_in_braces_are_filled_in() -> None:
    text = "{unit}, {year}: {unit.pk} {basis!r} {khac} {} {{year}}"

    assert fill_in(text, {"unit": "Xã A {year}", "year": "2024"}) == (
        "Xã A {year}, 2024: {unit.pk} {basis!r} {khac} {} {2024}"
    )


def test_letters_that_no_file_can_hold_are_left_out(collective: Registration) -> None:
    collective.initiative.title = "Thắp sáng\uffff \ufffeđường quê"

    assert values_of(collective, sectors_of(collective), persons=False)["title"] == "Thắp sáng đường quê"


def test_the_paper_of_a_unit_names_that_unit(m1: OfficialForm, collective: Registration) -> None:
    collective.unit = UnitFactory(parent=collective.campaign.issuer, name="Hội Nông dân xã Cao Xá")

    paper = make_paper(m1, collective, persons=True)

    assert paper.unit == "Hội Nông dân xã Cao Xá"
    assert "Đoàn Thanh niên xã đã tổ chức họp" in paper.lead[0]
    collective.initiative.registrant = ""
    assert "Hội Nông dân xã Cao Xá đã tổ chức họp" in make_paper(m1, collective, persons=True).lead[0]


def test_the_sectors_stand_in_the_words_and_order_of_the_issuer(
    m1: OfficialForm, collective: Registration
) -> None:
    wordings = collective.campaign.scheme.wordings
    wordings.filter(sector__key="economy").update(label="Phát triển kinh tế", order=90)

    [item] = [item for item in make_paper(m1, collective, persons=True).items if item.boxes]

    assert item.boxes[-1] == Box("Phát triển kinh tế", True)


def test_what_was_answered_on_the_form_itself_stands_on_it_and_on_no_other(collective: Registration) -> None:
    form = form_with("unit_address", "own", "goal")
    collective.form, collective.answers = form, {"1": "Nhà văn hóa thôn Chiên", "2": "Chi hội Phụ nữ"}

    def lines(on: OfficialForm) -> list[tuple[str, ...]]:
        paper = make_paper(on, collective, persons=True)
        return [item.lines for item in (*paper.who, *paper.items)]

    assert lines(form)[:2] == [("Nhà văn hóa thôn Chiên",), ("Chi hội Phụ nữ",)]
    other = OfficialForm.objects.get(pk=form.copied(code="Mẫu khác").pk)
    assert lines(other)[:2] == [("Thôn Đồng Lim, xã Ngọc Thiện",), ()]
