"""The lists as data: seen, copied, written with their columns, shown as they will be printed."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from submissions.models import ListForm, Unit
from submissions.papers.word_template import MAX_BYTES
from tests import factories
from tests.submissions.desk.conftest import actions_on, messages_of, signed_in

COLUMNS = [("1", "stt", "STT"), ("2", "title", "Tên mô hình"), ("3", "goal", "Mục tiêu")]


@pytest.fixture
def form(desk: Unit) -> ListForm:
    return factories.ListFormFactory(issuer=desk, code="M3", name="Danh sách của huyện")


@pytest.fixture
def shipped(db: None) -> ListForm:
    return ListForm.objects.get(code="M3", issuer=None)


def page(name: str, form: ListForm) -> str:
    return reverse(f"desk_list_forms:{name}", args=[form.pk])


def rows_of(columns: list[tuple[str, str, str]], standing: list[Any] | None = None) -> dict[str, Any]:
    """What a browser sends for the columns: order, content, label; `standing` are those in the database."""
    standing = standing or []
    sent: dict[str, Any] = {"rows-TOTAL_FORMS": len(columns), "rows-INITIAL_FORMS": len(standing)}
    for number, (order, content, label) in enumerate(columns):
        fields = {"order": order, "content": content, "label": label, "width": 30}
        if number < len(standing):
            fields["id"] = standing[number].pk
        sent |= {f"rows-{number}-{name}": value for name, value in fields.items()}
    return sent


def written(desk: Unit | None, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a list with three columns."""
    return {
        "issuer": desk.pk if desk else "",
        "code": "Mẫu 11",
        "name": "Danh sách đăng ký của huyện",
        "title": "DANH SÁCH ĐĂNG KÝ NĂM {year}",
        "grouping": "sector",
        "letterhead": "on",
        "margin_top": 20,
        "margin_bottom": 20,
        "margin_left": 20,
        "margin_right": 15,
        **rows_of(COLUMNS),
        **changes,
    }


def errors_of(response: Any) -> dict[str, list[str]]:
    """What was refused, by field of the form; “rows” are the columns as a whole."""
    errors = dict(response.context["form"].errors)
    rows = response.context["rows"]
    if rows.non_form_errors():
        errors["rows"] = rows.non_form_errors()
    for row in rows.errors:
        errors |= row
    return {name: list(texts) for name, texts in errors.items()}


def word_file(**parts: bytes) -> bytes:
    """A Word document with further parts, their names with “__” for the slash."""
    output = io.BytesIO()
    Document().save(output)
    with zipfile.ZipFile(output, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return output.getvalue()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"M3", "M4", "Mẫu 3", "Mẫu 4", "Mẫu 6a", "Mẫu 6b", "Mẫu 7a", "Mẫu 7b"}),
        ({"q": "ra soat"}, {"Mẫu 4"}),
        ({"q": "mau 6"}, {"Mẫu 6a", "Mẫu 6b"}),
        ({"grouping": "sector"}, {"M3"}),
        ({"issuer": "null", "q": "m3"}, {"M3"}),
    ],
)
def test_list_is_filtered_and_searched(officer: User, filters: dict[str, str], found: set[str]) -> None:
    response = signed_in(officer).get(reverse("desk_list_forms:index"), filters)

    assert {row.code for row in response.context["object_list"]} == found


def test_list_is_filtered_by_issuer(officer: User, form: ListForm, desk: Unit) -> None:
    response = signed_in(officer).get(reverse("desk_list_forms:index"), {"issuer": desk.pk})

    assert list(response.context["object_list"]) == [form]


def test_officer_writes_a_list_with_its_columns(officer: User, desk: Unit) -> None:
    response = signed_in(officer).post(
        reverse("desk_list_forms:add"), written(desk, valid_from="01/01/2025", valid_to="31/12/2026")
    )

    made = ListForm.objects.get(issuer=desk)
    assert response.url == page("inspect", made)
    assert (made.code, made.grouping, made.valid_from) == ("Mẫu 11", "sector", datetime.date(2025, 1, 1))
    assert list(made.columns.values_list("order", "content", "label")) == [
        (1, "stt", "STT"),
        (2, "title", "Tên mô hình"),
        (3, "goal", "Mục tiêu"),
    ]


def test_columns_are_reordered_added_and_removed_by_their_numbers(officer: User, form: ListForm) -> None:
    stt, title, place = form.columns.all()
    columns = [
        ("9", "stt", "TT"),
        ("2", "title", "Tên mô hình"),
        ("1", "place", "Địa điểm"),
        ("2", "goal", "Mục tiêu"),
        ("", "empty", "Ghi chú"),
    ]
    sent = written(form.issuer, code="M3", **rows_of(columns, [stt, title, place]), **{"rows-0-DELETE": "on"})

    signed_in(officer).post(page("edit", form), sent)

    assert list(form.columns.values_list("order", "content", "pk"))[:2] == [
        (1, "place", place.pk),
        (2, "title", title.pk),
    ]
    assert list(form.columns.values_list("order", "content"))[2:] == [(3, "goal"), (4, "empty")]


def test_columns_change_places(officer: User, form: ListForm) -> None:
    columns = list(form.columns.all())
    swapped = [("3", "stt", "STT"), ("2", "title", "Tên mô hình"), ("1", "place", "Địa điểm")]

    signed_in(officer).post(page("edit", form), written(form.issuer, code="M3", **rows_of(swapped, columns)))

    assert list(form.columns.values_list("order", "content")) == [(1, "place"), (2, "title"), (3, "stt")]


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        (rows_of([("1", "stt", "STT"), ("2", "goal", "Mục tiêu")]), "rows", "tên mô hình"),
        (rows_of([*COLUMNS, ("4", "goal", "Kết quả")]), "rows", "mục tiêu"),
        (rows_of([*COLUMNS, ("4", "place", "Nơi {nam}")]), "label", "{nam}"),
        (rows_of([*COLUMNS, ("4", "place", "Nơi {unit}")]), "label", "{unit}"),
        ({"title": "DANH SÁCH NĂM {nam}"}, "title", "{nam}"),
        ({"title": "DANH SÁCH NĂM {year"}, "title", "{"),
        ({"head": "{basis}"}, "head", "{basis}"),
        ({"valid_from": "01/01/2026", "valid_to": "31/12/2025"}, "valid_to", ""),
        ({"issuer": ""}, "issuer", ""),
    ],
)
def test_what_cannot_be_printed_or_read_back_is_refused_with_a_sentence(
    officer: User, desk: Unit, changes: dict[str, Any], field: str, told: str
) -> None:
    before = ListForm.objects.count()

    response = signed_in(officer).post(reverse("desk_list_forms:add"), written(desk, **changes))

    errors = errors_of(response)
    assert set(errors) == {field}
    assert told in errors[field][0]
    assert ListForm.objects.count() == before


def test_columns_left_empty_may_repeat(officer: User, desk: Unit) -> None:
    columns = [*COLUMNS, ("4", "empty", "Ghi chú"), ("5", "empty", "Ký nhận")]

    signed_in(officer).post(reverse("desk_list_forms:add"), written(desk, **rows_of(columns)))

    assert ListForm.objects.get(issuer=desk).columns.filter(content="empty").count() == 2


def test_second_form_of_the_same_code_and_day_is_refused(officer: User, form: ListForm) -> None:
    client, address = signed_in(officer), reverse("desk_list_forms:add")

    twin = client.post(address, written(form.issuer, code="M3"))
    later = client.post(address, written(form.issuer, code="M3", valid_from="01/01/2026"))

    assert set(errors_of(twin)) == {"code"}
    assert later.status_code == 302


def test_officer_cannot_issue_for_another_desk(officer: User, desk: Unit) -> None:
    response = signed_in(officer).post(reverse("desk_list_forms:add"), written(factories.DeskFactory()))

    assert set(errors_of(response)) == {"issuer"}


def test_only_an_administrator_makes_a_form_for_everybody(administrator: User, desk: Unit) -> None:
    response = signed_in(administrator).post(reverse("desk_list_forms:add"), written(None))

    assert response.status_code == 302
    assert ListForm.objects.get(code="Mẫu 11").issuer is None


def test_issuer_stays_once_it_is_set(officer: User, form: ListForm) -> None:
    below = factories.DeskFactory(parent=form.issuer)

    signed_in(officer).post(
        page("edit", form), written(below, code="M5", **rows_of(COLUMNS, list(form.columns.all())))
    )

    form.refresh_from_db()
    assert (form.code, form.issuer_id) == ("M5", below.get_parent().pk)


def test_shipped_form_is_read_and_not_changed_by_an_officer(officer: User, shipped: ListForm) -> None:
    client = signed_in(officer)

    shown = client.get(page("inspect", shipped))
    refused = client.post(page("edit", shipped), written(None))

    assert [button.url for button in shown.context["view"].header_more_buttons if "edit" in button.url] == []
    assert refused.url == page("inspect", shipped)
    shipped.refresh_from_db()
    assert shipped.code == "M3"


def test_administrator_changes_a_shipped_form(administrator: User, shipped: ListForm) -> None:
    columns = list(shipped.columns.all())
    sent = [(str(column.order), column.content, column.label) for column in columns]

    signed_in(administrator).post(
        page("edit", shipped), written(None, code="M3", name="Mẫu M3", **rows_of(sent, columns))
    )

    shipped.refresh_from_db()
    assert (shipped.name, shipped.issuer) == ("Mẫu M3", None)


def test_shipped_form_is_copied_for_the_own_desk_and_opened(
    officer: User, desk: Unit, shipped: ListForm
) -> None:
    client = signed_in(officer)

    asked = client.get(page("copy_form", shipped))
    response = client.post(page("copy_form", shipped), {"issuer": desk.pk})

    copy = ListForm.objects.get(issuer=desk)
    assert list(asked.context["form"].fields["issuer"].queryset) == [desk]
    assert response.url == page("edit", copy)
    assert (copy.code, copy.title, copy.grouping) == ("M3", shipped.title, "sector")
    columns = ("order", "content", "label", "span", "width")
    assert list(copy.columns.values_list(*columns)) == list(shipped.columns.values_list(*columns))
    assert shipped.columns.count() == 8
    assert actions_on(copy) == ["form.copy"]


def test_second_copy_is_refused_with_a_sentence(officer: User, form: ListForm, shipped: ListForm) -> None:
    response = signed_in(officer).post(page("copy_form", shipped), {"issuer": form.issuer_id})

    assert response.status_code == 200
    assert ["Huyện ủy Tân Yên" in text for text in messages_of(response)] == [True]
    assert ListForm.objects.filter(issuer=form.issuer).count() == 1


def test_form_is_not_copied_for_another_desk(officer: User, shipped: ListForm) -> None:
    other = factories.DeskFactory()

    response = signed_in(officer).post(page("copy_form", shipped), {"issuer": other.pk})

    assert set(response.context["form"].errors) == {"issuer"}
    assert not ListForm.objects.filter(issuer=other).exists()


def test_list_is_shown_as_it_will_be_printed(officer: User, shipped: ListForm) -> None:
    response = signed_in(officer).get(page("inspect", shipped))

    sheet = response.context["sheet"]
    year = datetime.date.today().year  # noqa: DTZ011 - the test's day and the page's are one
    assert sheet.title[-1] == f"MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}"
    assert [len(group.rows) for group in sheet.groups] == [2, 2, 2, 2]
    html = response.content.decode()
    assert '<th scope="col" rowspan="1" colspan="2">Thời gian triển khai</th>' in html
    assert '<th scope="col" rowspan="2" colspan="1">Tên mô hình</th>' in html
    assert f"Mô hình đăng ký xây dựng mới trong năm {year}" in html


def test_list_without_a_signature_has_no_foot(officer: User, shipped: ListForm) -> None:
    signed = ListForm.objects.get(code="Mẫu 3", issuer=None)
    client = signed_in(officer)

    pages = {form: client.get(page("inspect", form)).content.decode() for form in (shipped, signed)}

    assert ["sheet__foot" in html for html in pages.values()] == [False, True]
    assert "Nơi nhận:" in pages[signed]


def test_word_template_is_kept_given_out_and_removed(officer: User, form: ListForm) -> None:
    client, data = signed_in(officer), word_file()
    sent = written(form.issuer, code="M3", **rows_of(COLUMNS, list(form.columns.all())))

    client.post(page("edit", form), sent | {"template": SimpleUploadedFile("mau.docx", data)})
    given = client.get(page("template", form))
    assert b"".join(given.streaming_content) == data
    assert given["Content-Disposition"].startswith("attachment")
    assert client.get(page("inspect", form)).context["downloads"][0][1] == page("template", form)

    client.post(page("edit", form), sent)
    form.refresh_from_db()
    assert form.template

    client.post(page("edit", form), sent | {"remove_template": "on"})
    form.refresh_from_db()
    assert not form.template
    assert client.get(page("template", form)).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("mau.docx", b"%PDF-1.4"),
        ("mau.docx", b""),
        ("mau.docx", word_file(word__vbaProject=b"x")),
        ("mau.docm", word_file()),
        ("mau.docx", b"PK\x05\x06" + b"\0" * 18),
        ("mau.docx", word_file(word__big=b"\0" * (31 * 1024 * 1024))),
        ("mau.docx", word_file() + b"\0" * MAX_BYTES),
    ],
    ids=["PDF", "empty", "macros", "named .docm", "empty archive", "unpacks too far", "too large"],
)
def test_file_that_is_no_plain_word_document_is_refused(
    officer: User, form: ListForm, name: str, data: bytes
) -> None:
    sent = written(form.issuer, code="M3", **rows_of(COLUMNS, list(form.columns.all())))

    response = signed_in(officer).post(
        page("edit", form), sent | {"template": SimpleUploadedFile(name, data)}
    )

    assert set(errors_of(response)) == {"template"}
    form.refresh_from_db()
    assert not form.template


def test_history_tells_of_the_change(officer: User, form: ListForm) -> None:
    form.template.save("mau.docx", ContentFile(word_file()))

    signed_in(officer).post(
        page("edit", form), written(form.issuer, code="M6", **rows_of(COLUMNS, list(form.columns.all())))
    )

    assert actions_on(form) == ["wagtail.edit"]
