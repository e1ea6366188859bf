"""A Word template of an issuer: what it may say, and every way in which it is refused."""

import io
import time
import zipfile
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile
from docx.opc.constants import RELATIONSHIP_TYPE

from submissions.lifecycle.refusal import Refused
from submissions.models import OfficialForm, Registration
from submissions.papers.word import write_word
from submissions.papers.word_template import DOTS, MAX_BRACES, MAX_BYTES, context_of, render

LONGEST_SECONDS = 20
ATTACHED_TEMPLATE = RELATIONSHIP_TYPE.IMAGE.replace("image", "attachedTemplate")


def template(*lines: str, header: str = "", title: str = "") -> bytes:
    """A Word document of these lines."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    return saved(document)


def saved(document: Any) -> bytes:
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def lines_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def with_entry(content: bytes, name: str, data: bytes) -> bytes:
    output = io.BytesIO(content)
    with zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return output.getvalue()


@pytest.fixture
def context(m1: OfficialForm, collective: Registration) -> dict[str, Any]:
    return context_of(m1, collective, persons=True)


def test_words_lists_and_questions_are_filled_in(context: dict[str, Any]) -> None:
    content = render(
        template(
            "{{ unit|upper }}, năm {{ year }}, {{ form_code }}",
            "{% if continuity == “Xây dựng mới” %}Mới{% else %}Cũ{% endif %}",
            "{%p for sector in sectors %}",
            "{{ sector.box }} {{ sector.label }}",
            "{%p endfor %}",
            "{{ completion }}",
            header="{{ party_title }}",
            title="{{ title }}",
        ),
        context,
        "M1",
    )

    assert lines_of(content) == [
        "ĐẢNG ỦY XÃ NGỌC THIỆN, năm 2024, M1",
        "Mới",
        "☐ Xây dựng Đảng và hệ thống chính trị",
        "☒ Phát triển kinh tế",
        "☐ Văn hóa - xã hội",
        "☐ Quốc phòng - an ninh",
        DOTS,
    ]
    document = docx.Document(io.BytesIO(content))
    assert document.sections[0].header.paragraphs[0].text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert document.core_properties.title == "Thắp sáng đường quê"


def test_the_items_of_the_form_can_be_gone_through(context: dict[str, Any]) -> None:
    content = render(
        template("{%p for item in items %}", "{{ item.label }} {{ item.text }}", "{%p endfor %}"),
        context,
        "M1",
    )

    assert lines_of(content)[:2] == [
        "Địa chỉ: Thôn Đồng Lim, xã Ngọc Thiện",
        "1. Tên mô hình đăng ký: Thắp sáng đường quê",
    ]
    assert "4. Nội dung thực hiện: Vận động nhân dân góp công lắp đèn.\nĐoàn viên kiểm tra hằng tháng." in (
        lines_of(content)
    )


@pytest.mark.parametrize(
    "title", ["A & B <w:t>C</w:t>", "{{ unit }}", "{% for x in items %}", 'x" onclick="y']
)
def test_what_a_record_says_is_never_a_mark(m1: OfficialForm, collective: Registration, title: str) -> None:
    collective.initiative.title = title

    content = render(template("{{ title }}"), context_of(m1, collective, persons=True), "M1")

    assert lines_of(content) == [title]


@pytest.mark.parametrize("persons", [True, False])
def test_a_person_is_in_the_words_only_when_allowed(
    m2: OfficialForm, individual: Registration, persons: bool
) -> None:
    content = render(
        template("{{ full_name }}", "{{ position }}", "{{ workplace }}", "{{ address }}"),
        context_of(m2, individual, persons=persons),
        "M2",
    )

    told = ["Người Đăng Ký Thử", "Bí thư chi bộ", "Trường THCS Ngọc Thiện", "Thôn Chiên, xã Ngọc Thiện"]
    assert lines_of(content) == (told if persons else [DOTS] * 4)


def test_the_template_of_a_form_replaces_the_layout(m1: OfficialForm, collective: Registration) -> None:
    m1.template.save("mau.docx", ContentFile(template("Của {{ unit }}: {{ title }}")))

    content = write_word(m1, collective, persons=True)

    assert lines_of(content) == ["Của Đảng ủy xã Ngọc Thiện: Thắp sáng đường quê"]


HOSTILE = [
    "{{ ''.__class__ }}",
    "{{ title.__class__.__mro__ }}",
    "{{ title['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ title.format(1) }}",
    "{{ ''.join(title) }}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{% for a in items %}{% for b in items %}x{% endfor %}{% endfor %}",
    "{% for x in title %}x{% endfor %}",
    "{% for x in items recursive %}{{ loop(items) }}{% endfor %}",
    "{{ 'x' * 10**9 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ title ~ title }}",
    "{{ title|center(10000000) }}",
    "{% set x = title %}",
    "{% set x %}{{ title }}{% endset %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{{ cycler }}",
    "{{ self }}",
    "{{ mo_hinh }}",
    "{{ title",
    "{% if title %}",
    "{% endfor %}",
    "{{ " + "(" * 5000 + "title" + ")" * 5000 + " }}",
    "{{ " + "not " * 20000 + "title }}",
    "{{ " + "title or " * 20000 + "title }}",
    "{% if title %}" * 150 + "x" + "{% endif %}" * 150,
    "{{" * (MAX_BRACES // 2 + 1),
    "{%" * (MAX_BRACES // 2),
]


@pytest.mark.parametrize("mark", HOSTILE, ids=lambda mark: mark[:40])
def test_a_mark_that_computes_or_does_not_exist_is_refused_in_bounded_time(
    context: dict[str, Any], mark: str
) -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match="M1"):
        render(template(mark), context, "M1")
    assert time.monotonic() - began < LONGEST_SECONDS


@pytest.mark.parametrize("place", ["header", "title"])
def test_a_mark_outside_the_text_is_refused_as_well(context: dict[str, Any], place: str) -> None:
    with pytest.raises(Refused):
        render(template("x", **{place: "{{ title.upper() }}"}), context, "M1")


def linked(kind: str) -> bytes:
    document = docx.Document()
    document.part.relate_to("https://example.org/x", kind, is_external=True)
    return saved(document)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7", id="not a zip"),
        pytest.param(template("x")[:2000], id="truncated"),
        pytest.param(with_entry(template("x"), "word/vbaProject.bin", b"x"), id="macros"),
        pytest.param(with_entry(template("x"), "word/embeddings/a.xlsx", b"x"), id="embedded"),
        pytest.param(linked(ATTACHED_TEMPLATE), id="remote template"),
        pytest.param(linked(RELATIONSHIP_TYPE.IMAGE), id="remote image"),
        pytest.param(with_entry(template("x"), "word/media/bomb.xml", b"\0" * 40_000_000), id="zip bomb"),
        pytest.param(with_entry(template("x"), "x", b"") + b"\0" * MAX_BYTES, id="too large"),
        pytest.param(with_entry(template("x"), "word/big.xml", b"{" + b"x" * 2_000_000), id="large part"),
    ],
)
def test_a_file_that_is_no_plain_word_document_is_refused_with_one_sentence(
    context: dict[str, Any], content: bytes
) -> None:
    with pytest.raises(Refused, match="M1"):
        render(content, context, "M1")


def test_a_link_to_click_on_is_no_harm(context: dict[str, Any]) -> None:
    assert lines_of(render(linked(RELATIONSHIP_TYPE.HYPERLINK), context, "M1")) == []


def test_every_word_is_explained_to_editors(context: dict[str, Any]) -> None:
    with open("docs/mau-van-ban.md", encoding="utf-8") as file:
        explained = file.read()

    assert [word for word in context if f"`{word}`" not in explained] == []
