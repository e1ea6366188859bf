"""The official forms as data: written with their fields, copied, shown as they will be printed."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext

from submissions.models import FormField, OfficialForm, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in

from .test_list_forms import errors_of

FIELDS = [("1", "title", "Tên mô hình"), ("2", "goal", "Kết quả dự kiến")]


def page(name: str, form: OfficialForm) -> str:
    return reverse(f"desk_official_forms:{name}", args=[form.pk])


def shipped(code: str) -> OfficialForm:
    return OfficialForm.objects.get(code=code, issuer=None)


def rows_of(fields: list[tuple[str, str, str]], **more: Any) -> dict[str, Any]:
    """What a browser sends for new fields: order, content, label; `more` for the first of them."""
    sent: dict[str, Any] = {"rows-TOTAL_FORMS": len(fields), "rows-INITIAL_FORMS": 0}
    for number, (order, content, label) in enumerate(fields):
        sent |= {f"rows-{number}-order": order, f"rows-{number}-content": content}
        sent[f"rows-{number}-label"] = label
    return sent | {f"rows-0-{name}": value for name, value in more.items()}


def written(desk: Unit, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a form with two fields."""
    return {
        "issuer": desk.pk,
        "code": "Mẫu 12",
        "name": "Bản đăng ký của huyện",
        "kind": "collective",
        "title": "BẢN ĐĂNG KÝ NĂM {year}",
        "lead": "Thực hiện {basis}, {unit} đăng ký như sau:",
        "signatures": "Lãnh đạo đơn vị\nKý tên, đóng dấu",
        **rows_of(FIELDS),
        **changes,
    }


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "individual"}, {"M2", "Mẫu 2", "Mẫu 2a"}),
        ({"q": "9 muc"}, {"Mẫu 9 mục"}),
        ({"issuer": "null", "q": "bien ban"}, {"Mẫu 5a", "Mẫu 6", "Mẫu 7"}),
    ],
)
def test_list_is_filtered_and_searched(officer: User, filters: dict[str, str], found: set[str]) -> None:
    response = signed_in(officer).get(reverse("desk_official_forms:index"), filters)

    assert {row.code for row in response.context["object_list"]} == found


def test_officer_writes_a_form_with_its_fields(officer: User, desk: Unit) -> None:
    fields = rows_of(FIELDS, hint="ngắn gọn", required="on", least_lines=1, most_lines=3)

    response = signed_in(officer).post(reverse("desk_official_forms:add"), written(desk, **fields))

    made = OfficialForm.objects.get(issuer=desk)
    assert response.url == page("inspect", made)
    assert made.signatures == "Lãnh đạo đơn vị\nKý tên, đóng dấu"
    first = made.fields.first()
    assert (first.content, first.hint, first.required) == ("title", "ngắn gọn", True)
    assert (first.least_lines, first.most_lines) == (1, 3)
    assert list(made.fields.values_list("order", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (rows_of([]), "rows"),
        (rows_of([*FIELDS, ("3", "goal", "Mục tiêu")]), "rows"),
        (rows_of(FIELDS, least_lines=5, most_lines=3), "most_lines"),
        (rows_of(FIELDS, hint="năm {year}"), "hint"),
        ({"title": "BẢN ĐĂNG KÝ {basis}"}, "title"),
        ({"lead": "Thực hiện {can_cu}"}, "lead"),
        ({"signatures": "{ten}"}, "signatures"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(
    officer: User, desk: Unit, changes: dict[str, Any], field: str
) -> None:
    response = signed_in(officer).post(reverse("desk_official_forms:add"), written(desk, **changes))

    assert set(errors_of(response)) == {field}
    assert not OfficialForm.objects.filter(issuer=desk).exists()


def test_fields_of_the_form_only_may_repeat(officer: User, desk: Unit) -> None:
    fields = [*FIELDS, ("3", "own", "Lực lượng"), ("4", "own", "Nguồn lực")]

    signed_in(officer).post(reverse("desk_official_forms:add"), written(desk, **rows_of(fields)))

    assert OfficialForm.objects.get(issuer=desk).fields.filter(content="own").count() == 2


def test_shipped_form_is_copied_with_its_fields(officer: User, desk: Unit) -> None:
    form = shipped("M1")

    signed_in(officer).post(page("copy_form", form), {"issuer": desk.pk})

    copy = OfficialForm.objects.get(issuer=desk)
    told = ("order", "content", "label", "hint", "required", "least_lines", "most_lines")
    assert copy.lead == form.lead
    assert list(copy.fields.values_list(*told)) == list(form.fields.values_list(*told))
    assert FormField.objects.filter(form=form).count() == 8


@pytest.mark.parametrize("code", ["M1", "M2", "Mẫu 1", "Mẫu 5a", "Mẫu 9 mục"])
def test_form_is_shown_as_it_will_be_printed(officer: User, code: str) -> None:
    form = shipped(code)

    response = signed_in(officer).get(page("inspect", form))

    paper = response.context["paper"]
    assert len(paper.who) + len(paper.items) == form.fields.count()
    assert [item for item in (*paper.who, *paper.items) if not item.is_blank] == []
    html = response.content.decode()
    assert [item.label for item in paper.items if item.label not in html] == []
    assert "{" not in " ".join((*paper.title, *paper.lead, *paper.turn))


def test_boxes_to_tick_and_dotted_lines_are_shown(officer: User) -> None:
    html = signed_in(officer).get(page("inspect", shipped("M1"))).content.decode()

    assert html.count("sheet__box") == 4
    # One line each but for the content, which has three; boxes need none.
    assert html.count("sheet__dots") == 9


def test_proposal_is_told_from_an_official_text(officer: User) -> None:
    client = signed_in(officer)

    facts = {
        code: dict(client.get(page("inspect", shipped(code))).context["facts"]) for code in ("M1", "Mẫu 1")
    }

    assert [gettext("Wording") in told for told in facts.values()] == [False, True]


def test_form_without_a_kind_serves_both(officer: User, desk: Unit) -> None:
    factories.OfficialFormFactory(issuer=desk, code="B1", kind="")

    html = signed_in(officer).get(reverse("desk_official_forms:index"), {"issuer": desk.pk}).content.decode()

    assert gettext("Both") in html
