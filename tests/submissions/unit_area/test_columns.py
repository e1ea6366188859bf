from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from submissions.models import Batch, HeaderWording
from submissions.unit_area.columns import ColumnsForm, tables_of
from tests.submissions.lists.filled_lists import GOOD, Portal
from tests.submissions.lists.letter_list import workbook_bytes
from tests.submissions.unit_area.pages import address, said, text_of

HEADINGS = ("STT", "Lĩnh vực", "Địa điểm", "Tên mô hình", "Đơn vị thực hiện", "Xây dựng mới", "Diễn giải")
ROW = ("1", "Kinh tế", "Thôn Chiên", "Thắp sáng đường quê", "Chi đoàn thôn Chiên", "Năm 2024", "100% có đèn")


def own_list() -> bytes:
    """A unit's own table; nobody but the unit knows that “Diễn giải” is the goal."""
    workbook = Workbook()
    workbook.active.append(HEADINGS)
    workbook.active.append(ROW)
    return workbook_bytes(workbook)


@pytest.fixture
def batch(here: Portal, client: Client) -> Batch:
    file = SimpleUploadedFile("tu-lap.xlsx", own_list())
    client.post(address("upload", here.unit), {"campaign": here.campaign.slug, "file": file})
    return Batch.objects.get()


def answers(page: Any, **changes: str) -> dict[str, str]:
    """The form as the browser sends it, with other columns by the text of a heading."""
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.names.values()}
    label_of = {name: form.fields[name].label for name in sent}
    return sent | {name: changes[label] for name, label in label_of.items() if label in changes}


def columns(batch: Batch) -> str:
    return address("columns", batch.unit, pk=batch.pk)


class TestThePage:
    def test_every_heading_is_shown_with_samples_and_what_it_was_taken_for(
        self, client: Client, batch: Batch
    ) -> None:
        page = client.get(columns(batch))
        text = text_of(page)
        assert all(heading in text for heading in HEADINGS)
        assert "100% có đèn" in text
        assert answers(page) == {
            "column-0": "stt",
            "column-1": "sector",
            "column-2": "place",
            "column-3": "title",
            "column-4": "registrant",
            "column-5": "new",
            "column-6": "",
        }

    def test_a_corrected_column_is_read_and_remembered_for_the_unit(
        self, here: Portal, client: Client, batch: Batch
    ) -> None:
        response = client.post(columns(batch), answers(client.get(columns(batch)), **{"Diễn giải": "goal"}))
        assert response.headers["Location"] == address("preview", here.unit, pk=batch.pk)
        assert len(said(response)) == 1
        assert batch.rows.get().values["goal"] == "100% có đèn"
        assert list(HeaderWording.objects.values_list("unit", "key", "column")) == [
            (here.unit.pk, "dien giai", "goal")
        ]

    def test_an_answer_that_changes_nothing_remembers_nothing(self, client: Client, batch: Batch) -> None:
        client.post(columns(batch), answers(client.get(columns(batch))))
        assert not HeaderWording.objects.exists()

    def test_two_headings_are_not_the_same_column(self, client: Client, batch: Batch) -> None:
        page = client.post(columns(batch), answers(client.get(columns(batch)), **{"Diễn giải": "title"}))
        assert list(page.context["form"].errors) == ["column-6"]
        assert "“Tên mô hình”" in page.context["form"].errors["column-6"][0]
        assert not HeaderWording.objects.exists()

    def test_a_list_without_a_title_is_refused_with_a_sentence_and_stays(
        self, client: Client, batch: Batch
    ) -> None:
        nothing = dict.fromkeys(answers(client.get(columns(batch))), "")
        page = client.post(columns(batch), nothing)
        assert len(page.context["form"].non_field_errors()) == 1
        assert batch.rows.get().values["title"] == "Thắp sáng đường quê"
        assert not HeaderWording.objects.exists()

    def test_corrections_are_given_up_only_when_agreed(
        self, here: Portal, client: Client, batch: Batch
    ) -> None:
        include = address("include_row", here.unit, pk=batch.pk, position=1)
        client.post(include, {"included": "0"})
        page = client.get(columns(batch))
        assert page.context["changed_rows"] == 1
        sent = answers(page, **{"Diễn giải": "goal"})

        refused = client.post(columns(batch), sent)
        assert list(refused.context["form"].errors) == ["agreed"]
        assert not batch.rows.get().included

        client.post(columns(batch), sent | {"agreed": "on"})
        assert (batch.rows.get().included, batch.rows.get().values["goal"]) == (True, "100% có đèn")

    def test_an_imported_list_is_not_read_again(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        result = address("result", here.unit, pk=batch.pk)
        assert client.get(columns(batch)).headers["Location"] == result
        response = client.post(columns(batch), {"column-3": ""})
        assert response.headers["Location"] == result


def header(sheet: str, position: int, key: str, column: str = "") -> dict[str, Any]:
    return {"sheet": sheet, "position": position, "text": key, "key": key, "column": column, "samples": []}


class TestTables:
    def test_a_new_table_begins_where_positions_begin_again(self) -> None:
        headers = [header("A", 0, "stt"), header("A", 1, "ten"), header("A", 0, "so"), header("B", 0, "muc")]
        assert [(table.sheets, table.keys) for table in tables_of(headers)] == [
            (["A"], ["stt", "ten"]),
            (["A"], ["so"]),
            (["B"], ["muc"]),
        ]

    def test_tables_with_the_same_headings_are_asked_about_once(self) -> None:
        headers = [header("A", 0, "stt"), header("A", 1, "ten"), header("B", 0, "stt"), header("B", 1, "ten")]
        assert [table.sheets for table in tables_of(headers)] == [["A", "B"]]

    def test_a_heading_that_comes_again_is_asked_about_where_it_stands_first(self) -> None:
        form = ColumnsForm(
            headers=[header("A", 0, "stt"), header("B", 0, "ten"), header("B", 1, "stt"), header("B", 2, "")],
            must_agree=False,
        )
        asked = [[line.field is not None for line in lines] for _table, lines in form.lines()]
        assert asked == [[True], [True, False, False]]

    def test_columns_that_the_portal_itself_read_as_one_may_stay(self) -> None:
        headers = [header("A", 0, "cap tinh", "level"), header("A", 1, "cap huyen", "level")]
        form = ColumnsForm({"column-0": "level", "column-1": "level"}, headers=headers, must_agree=False)
        assert form.is_valid()
        assert form.changed() == {}
