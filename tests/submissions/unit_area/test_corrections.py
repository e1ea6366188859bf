from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from submissions.lists import corrections
from submissions.lists.resources import COLUMNS, PERSON_COLUMNS
from submissions.models import Batch, BatchRow, Registration
from tests.factories import InitiativeFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import BAD, GOOD, Portal
from tests.submissions.lists.letter_list import workbook_bytes
from tests.submissions.unit_area.pages import address, said, text_of

CELLS = (*COLUMNS, *PERSON_COLUMNS)
TCVN3 = {"title": {"before": "Th¾p s¸ng ®­êng quª", "encoding": "tcvn3"}}


def preview(batch: Batch) -> str:
    return address("preview", batch.unit, pk=batch.pk)


def row_at(batch: Batch, position: int) -> BatchRow:
    return batch.rows.get(position=position)


def correct(client: Client, batch: Batch, position: int, query: str = "", /, **typed: str) -> Any:
    """Send the form of a row as the browser does: all of its cells, `typed` over what they hold."""
    values = row_at(batch, position).values | typed
    fields = [name for name in CELLS if name in values]
    data = {f"row{position}-{name}": values[name] for name in fields}
    return client.post(address("correct_row", batch.unit, pk=batch.pk, position=position) + query, data)


def include(client: Client, batch: Batch, position: int, included: bool, query: str = "") -> Any:
    page = address("include_row", batch.unit, pk=batch.pk, position=position)
    return client.post(page + query, {"included": "1" if included else "0"})


class TestPreview:
    def test_every_problem_is_told_with_its_row_and_cell(self, here: Portal, client: Client) -> None:
        batch = here.upload([*GOOD, *BAD])
        page = client.get(preview(batch))
        messages = [problem["message"] for row in page.context["to_correct"] for problem in row.problems]
        assert len(messages) == 2
        # Row 3 of the list says both times (column E), row 4 has no title (column C).
        assert ["E10" in messages[0], "C16" in messages[1]] == [True, True]
        text = text_of(page)
        assert all(message in text for message in messages)

    def test_the_cells_with_problems_are_tied_to_them(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**BAD[1], "completion": "khi xong"}])
        page = client.get(preview(batch)).content.decode()
        assert 'id="row1-problem-1"' in page
        form = client.get(preview(batch)).context["to_correct"][0].form
        attrs = {name: field.widget.attrs for name, field in form.fields.items()}
        assert attrs["title"]["aria-describedby"] == "row1-problem-1"
        assert attrs["title"]["aria-invalid"] == "true"
        # A warning is no reason to call the cell invalid.
        assert attrs["completion"]["aria-describedby"] == "row1-problem-2"
        assert "aria-invalid" not in attrs["completion"]

    def test_rows_are_grouped_by_what_is_to_do(self, here: Portal, client: Client) -> None:
        batch = here.upload([GOOD[0], {**GOOD[1], "completion": "khi xong"}, BAD[1]])
        include(client, batch, 1, False)
        page = client.get(preview(batch)).context
        assert [row.position for row in page["to_correct"]] == [3, 2]
        assert [row.position for row in page["left_out"]] == [1]
        assert page["ready"] == []
        assert page["counts"] == {"errors": 1, "refused": 0, "warnings": 1, "ready": 0, "left_out": 1}

    def test_looking_changes_nothing(self, here: Portal, client: Client) -> None:
        batch = here.upload([*GOOD, *BAD])
        before = list(BatchRow.objects.values())
        client.get(preview(batch))
        client.get(preview(batch), {"sua": "1"})
        assert list(BatchRow.objects.values()) == before
        assert not Registration.objects.exists()

    def test_a_good_row_is_opened_by_its_link(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        assert "?trang=1&amp;sua=2#row-2" in client.get(preview(batch)).content.decode()
        page = client.get(preview(batch), {"sua": "2"}).context
        assert [row.position for row in page["to_correct"]] == [2]

    def test_what_the_list_says_is_never_markup(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**GOOD[0], "title": "<script>alert(1)</script>"}])
        assert "<script>alert(1)" not in client.get(preview(batch)).content.decode()

    def test_more_than_a_page_of_rows_is_paged(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**GOOD[0], "title": f"Mô hình {number}"} for number in range(51)])
        assert len(client.get(preview(batch)).context["rows"]) == 50
        assert len(client.get(preview(batch), {"trang": 2}).context["rows"]) == 1

    def test_an_imported_list_is_led_to_its_result(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        assert client.get(preview(batch)).headers["Location"] == address("result", here.unit, pk=batch.pk)


class TestFiltersAndPages:
    @pytest.mark.parametrize(
        ("shown", "positions"),
        [("loi", [3]), ("canh-bao", [2]), ("san-sang", [4]), ("bo-qua", [1]), ("khac", [3, 2, 4, 1])],
    )
    def test_only_rows_of_the_kind_are_shown_and_all_are_counted(
        self, here: Portal, client: Client, shown: str, positions: list[int]
    ) -> None:
        batch = here.upload([GOOD[0], {**GOOD[1], "completion": "khi xong"}, {**GOOD[1], "place": ""}])
        batch.rows.create(position=4, values=row_at(batch, 1).values | {"title": "Vườn mẫu", "row": 99})
        include(client, batch, 1, False)
        page = client.get(preview(batch), {"xem": shown}).context
        assert [row.position for row in page["rows"]] == positions
        assert [count for _one, count in page["filters"]] == [1, 1, 1, 1]
        assert page["total"] == 4

    def test_a_page_that_is_no_more_gives_the_last_one(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        assert client.get(preview(batch), {"trang": "9"}).context["page_obj"].number == 1
        assert client.get(preview(batch), {"trang": "x"}).context["page_obj"].number == 1

    def test_a_page_is_reached_by_its_number_and_the_filter_stays(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**GOOD[0], "title": f"Mô hình {number}"} for number in range(301)])
        page = client.get(preview(batch), {"xem": "san-sang", "trang": "3"})
        text = page.content.decode()
        assert 'name="trang" min="1" max="7" value="3"' in text
        assert '<input type="hidden" name="xem" value="san-sang">' in text
        assert "?trang=3&amp;xem=san-sang&amp;sua=101#row-101" in text

    def test_after_a_change_one_is_back_where_one_was(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        where = "?trang=1&xem=san-sang"
        assert include(client, batch, 1, False, where).headers["Location"] == f"{preview(batch)}{where}#check"

    def test_what_is_said_of_the_file_stands_at_the_top(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        batch.notes = [{"message": "Trang tính M3: 2 dòng ẩn cũng được đọc."}]
        batch.save()
        assert "2 dòng ẩn cũng được đọc" in text_of(client.get(preview(batch)))


class TestCorrectingARow:
    def test_a_corrected_cell_clears_the_problem(self, here: Portal, client: Client) -> None:
        batch = here.upload([*GOOD, *BAD])
        response = correct(client, batch, 4, "?trang=1", title="Tổ tự quản thôn Trại")
        assert response.headers["Location"] == f"{preview(batch)}?trang=1#check"
        row = row_at(batch, 4)
        assert (row.values["title"], row.problems) == ("Tổ tự quản thôn Trại", [])
        assert len(said(response)) == 1

    def test_a_row_that_is_still_wrong_is_kept_as_typed_and_shown(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        response = correct(client, batch, 2, place="", goal="Mục tiêu mới")
        assert response.headers["Location"] == f"{preview(batch)}#row-2"
        row = row_at(batch, 2)
        assert (row.values["goal"], [problem["code"] for problem in row.problems]) == (
            "Mục tiêu mới",
            ["missing_place"],
        )

    def test_what_no_list_can_mean_comes_back_with_what_was_typed(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        page = correct(client, batch, 1, sector="khong-co", goal="Mục tiêu mới")
        assert page.status_code == 200
        (row,) = page.context["to_correct"]
        assert row.position == 1
        assert list(row.form.errors) == ["sector"]
        assert row.form["goal"].value() == "Mục tiêu mới"
        assert row_at(batch, 1).values["goal"] == GOOD[0]["goal"]

    def test_a_row_left_out_is_in_again_once_corrected(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        include(client, batch, 1, False)
        correct(client, batch, 1, goal="Mục tiêu mới")
        assert row_at(batch, 1).included

    def test_a_row_that_is_not_there_is_a_404(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        page = address("correct_row", here.unit, pk=batch.pk, position=99)
        assert client.post(page, {}).status_code == 404

    def test_an_imported_list_takes_no_correction(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        response = correct(client, batch, 1, title="Khác")
        assert response.headers["Location"] == address("result", here.unit, pk=batch.pk)
        assert len(said(response)) == 1
        assert row_at(batch, 1).values["title"] == GOOD[0]["title"]

    def test_the_cells_with_problems_come_first(self, here: Portal, client: Client) -> None:
        batch = here.upload(BAD)
        row = client.get(preview(batch)).context["to_correct"][0]
        assert [field.name for field in row.form.cells_to_look_at()] == ["continuity", "period"]
        assert "title" in [field.name for field in row.form.other_cells()]

    def test_a_row_opened_by_its_link_shows_every_cell(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        row = client.get(preview(batch), {"sua": "2"}).context["to_correct"][0]
        assert row.form.other_cells() == []

    def test_content_and_the_data_of_a_person_are_taken(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**GOOD[0], "registrant": "Ông Phạm Văn Thử"}])
        assert row_at(batch, 1).values["kind"] == "individual"
        correct(client, batch, 1, content="Vận động từng hộ", position="Trưởng thôn", address="Thôn Chiên")
        client.post(address("import", here.unit, pk=batch.pk), {"rows": "all", "warnings_seen": "1"})
        registration = Registration.objects.get()
        person = registration.initiative.individual
        assert (registration.content, person.position, person.address) == (
            "Vận động từng hộ",
            "Trưởng thôn",
            "Thôn Chiên",
        )

    def test_a_collective_is_not_asked_for_the_data_of_a_person(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        form = client.get(preview(batch), {"sua": "1"}).context["to_correct"][0].form
        assert set(PERSON_COLUMNS) & set(form.fields) == set()

    def test_what_is_typed_here_changes_a_registration_whose_list_has_no_such_column(
        self, here: Portal, client: Client
    ) -> None:
        before = here.imported(GOOD[:1])
        Registration.objects.update(state=Registration.State.RETURNED, reason="Bổ sung nội dung")
        batch = here.upload([{**GOOD[0], "goal": "Mục tiêu mới"}])
        correct(client, batch, 1, content="Vận động từng hộ")
        client.post(address("import", here.unit, pk=batch.pk), {"rows": "all", "warnings_seen": "1"})
        assert Registration.objects.get(batch=before).content == "Vận động từng hộ"


class TestWhatWasTypedElsewhere:
    """Whatever is pressed, what was typed into other cards of the page is saved first."""

    def typed(self, client: Client, batch: Batch, **cells: str) -> dict[str, str]:
        """The page's one form as the browser sends it, `cells` over what it shows: row2_goal="…"."""
        data = {}
        for row in client.get(preview(batch)).context["to_correct"]:
            for field in row.form:
                data[field.html_name] = data[field.html_initial_name] = field.value() or ""
        return data | {name.replace("_", "-"): text for name, text in cells.items()}

    @pytest.fixture
    def batch(self, here: Portal) -> Batch:
        return here.upload(
            [{**row, "title": f"Mô hình {i}", "completion": "xong"} for i, row in enumerate(GOOD * 2)]
        )

    def test_saving_a_row_saves_the_others_too(self, client: Client, batch: Batch) -> None:
        data = self.typed(client, batch, row1_goal="Một", row3_goal="Ba")
        response = client.post(address("correct_row", batch.unit, pk=batch.pk, position=1), data)
        goals = [row_at(batch, position).values["goal"] for position in (1, 2, 3)]
        assert (goals[0], goals[2]) == ("Một", "Ba")
        assert goals[1] in (GOOD[0]["goal"], GOOD[1]["goal"])
        assert len(said(response)) == 2

    @pytest.mark.parametrize(
        ("name", "more"),
        [
            ("include_row", {"included": "0"}),
            ("change_rows", {"change": "save"}),
            ("change_rows", {"change": "leave_out", "row": "2"}),
            ("set_sectors", {"all-sector": "economy"}),
        ],
    )
    def test_so_does_every_other_button(
        self, client: Client, batch: Batch, name: str, more: dict[str, str]
    ) -> None:
        position = {"position": 2} if name.endswith("_row") else {}
        data = self.typed(client, batch, row3_goal="Ba") | more
        client.post(address(name, batch.unit, pk=batch.pk, **position), data)
        assert row_at(batch, 3).values["goal"] == "Ba"

    def test_what_was_not_touched_keeps_what_another_has_written_meanwhile(
        self, here: Portal, client: Client, batch: Batch
    ) -> None:
        data = self.typed(client, batch, row1_goal="Một")
        corrections.correct(batch, 1, {"place": "Thôn Mới"}, here.clerk)
        corrections.correct(batch, 2, {"goal": "Người khác"}, here.clerk)
        client.post(address("change_rows", batch.unit, pk=batch.pk), data | {"change": "save"})
        first, second = row_at(batch, 1).values, row_at(batch, 2).values
        assert (first["goal"], first["place"], second["goal"]) == ("Một", "Thôn Mới", "Người khác")

    def test_nothing_is_done_while_a_card_says_what_no_list_can_mean(
        self, client: Client, batch: Batch
    ) -> None:
        data = self.typed(client, batch, row1_goal="Một", row3_sector="khong-co")
        page = client.post(
            address("include_row", batch.unit, pk=batch.pk, position=2), data | {"included": "0"}
        )
        forms = {row.position: row.form for row in page.context["to_correct"]}
        assert list(forms[3].errors) == ["sector"]
        assert forms[1]["goal"].value() == "Một"
        assert (row_at(batch, 1).values["goal"], row_at(batch, 2).included) == (GOOD[0]["goal"], True)


class TestWhatTheImportWillDo:
    def test_each_row_tells_it_and_all_are_counted(self, here: Portal, client: Client) -> None:
        here.imported(GOOD)
        batch = here.upload([GOOD[0], {**GOOD[1], "goal": "Lắp 30 mắt camera"}, {**GOOD[1], "title": "Mới"}])
        page = client.get(preview(batch)).context
        assert [(one.word, count) for one, count in page["outcomes"]] == [
            ("moi", 1),
            ("thay-doi", 0),
            ("khong-doi", 1),
        ]
        assert page["counts"]["refused"] == 1
        [held] = page["to_correct"]
        assert [problem["column"] for problem in held.problems] == ["goal"]
        assert "“Lắp 20 mắt camera”" in held.problems[0]["message"]
        assert [row.position for row in client.get(preview(batch), {"xem": "khong-doi"}).context["rows"]] == [
            1
        ]
        assert [
            row.position for row in client.get(preview(batch), {"xem": "co-quan-giu"}).context["rows"]
        ] == [2]

    def test_what_the_desk_returned_meanwhile_is_found_by_checking_again(
        self, here: Portal, client: Client
    ) -> None:
        here.imported(GOOD[:1])
        batch = here.upload([{**GOOD[0], "goal": "Mục tiêu mới"}])
        Registration.objects.update(state=Registration.State.RETURNED, reason="Bổ sung")
        client.post(address("change_rows", here.unit, pk=batch.pk), {"change": "check"})
        row = row_at(batch, 1)
        assert (row.problems, row.values["foreseen"]) == ([], "updated")


class TestUnknownHeadings:
    def test_a_row_that_lacks_what_may_stand_below_one_leads_to_the_columns(
        self, here: Portal, client: Client
    ) -> None:
        workbook = Workbook()
        workbook.active.append(
            ("STT", "Lĩnh vực", "Chốn ấy", "Tên mô hình", "Đơn vị thực hiện", "Xây dựng mới")
        )
        workbook.active.append(
            ("1", "Kinh tế", "Thôn Chiên", "Thắp sáng đường quê", "Chi đoàn thôn", "Năm 2024")
        )
        file = SimpleUploadedFile("tu-lap.xlsx", workbook_bytes(workbook))
        client.post(address("upload", here.unit), {"campaign": here.campaign.slug, "file": file})
        page = client.get(preview(Batch.objects.get()))
        [row] = page.context["to_correct"]
        assert row.unknown_headings == ["Chốn ấy"]
        assert "“Chốn ấy”" in text_of(page)
        assert page.content.decode().count(address("columns", here.unit, pk=Batch.objects.get().pk)) == 3

    def test_a_list_with_every_column_says_nothing_of_it(self, here: Portal, client: Client) -> None:
        page = client.get(preview(here.upload(BAD)))
        assert not page.context["heading_unknown"]


class TestAnswers:
    def answer(self, client: Client, batch: Batch, answer: str, query: str = "") -> Any:
        page = address("answer_row", batch.unit, pk=batch.pk, position=1)
        return client.post(page + query, {"answer": answer})

    def converted(self, here: Portal) -> Batch:
        batch = here.upload(GOOD)
        row = row_at(batch, 1)
        row.values["converted"] = TCVN3
        row.save()
        return batch

    def test_a_converted_cell_shows_before_and_after(self, here: Portal, client: Client) -> None:
        batch = self.converted(here)
        (one,) = client.get(preview(batch)).context["ready"][0].conversions
        assert (one.cell, one.before, one.after, one.encoding) == (
            "C9",
            "Th¾p s¸ng ®­êng quª",
            "Thắp sáng đường quê",
            "TCVN3 (ABC)",
        )

    def test_a_conversion_can_be_refused(self, here: Portal, client: Client) -> None:
        batch = self.converted(here)
        self.answer(client, batch, "keep")
        row = row_at(batch, 1)
        assert (row.values["title"], row.values["converted"]) == ("Th¾p s¸ng ®êng quª", {})

    def test_a_refused_conversion_can_be_wanted_after_all(self, here: Portal, client: Client) -> None:
        batch = self.converted(here)
        self.answer(client, batch, "keep")
        (kept,) = (one for row in client.get(preview(batch)).context["rows"] for one in row.kept_cells)
        assert (kept.before, kept.after) == ("Th¾p s¸ng ®­êng quª", "Thắp sáng đường quê")
        self.answer(client, batch, "convert")
        row = row_at(batch, 1)
        assert (row.values["title"], row.values["kept"]) == ("Thắp sáng đường quê", {})
        assert list(row.values["converted"]) == ["title"]

    def test_the_letters_of_a_whole_sheet_are_kept_and_converted(self, here: Portal, client: Client) -> None:
        batch = self.converted(here)
        second = row_at(batch, 2)
        second.values["converted"] = {"goal": {"before": "L¾p", "encoding": "tcvn3"}}
        second.save()
        self.answer(client, batch, "keep-sheet")
        assert [row.values["converted"] for row in batch.rows.all()] == [{}, {}]
        assert row_at(batch, 2).values["goal"] == "L¾p"
        self.answer(client, batch, "convert-sheet")
        assert row_at(batch, 2).values["goal"] == GOOD[1]["goal"]

    def test_a_cell_that_was_corrected_is_no_conversion_any_more(self, here: Portal, client: Client) -> None:
        batch = self.converted(here)
        correct(client, batch, 1, title="Thắp sáng đường làng")
        assert row_at(batch, 1).values["converted"] == {}

    def test_a_row_that_goes_on_is_called_continued(self, here: Portal, client: Client) -> None:
        self.registered_last_year(here)
        batch = here.upload([{**GOOD[1]}])
        assert [problem["code"] for problem in row_at(batch, 1).problems] == ["continues_last_year"]
        assert 'value="continues"' in client.get(preview(batch)).content.decode()
        response = self.answer(client, batch, "continues", "?trang=1&xem=canh-bao")
        assert response.headers["Location"] == f"{preview(batch)}?trang=1&xem=canh-bao#check"
        assert (row_at(batch, 1).values["continuity"], row_at(batch, 1).problems) == ("continuing", [])

    def test_a_row_called_different_is_not_asked_about_again(self, here: Portal, client: Client) -> None:
        self.registered_last_year(here)
        batch = here.upload([{**GOOD[1]}])
        assert 'value="different"' in client.get(preview(batch)).content.decode()
        self.answer(client, batch, "different")
        assert row_at(batch, 1).problems == []
        again = here.upload([{**GOOD[1], "goal": "Lắp 30 mắt camera"}], name="lan-hai.xlsx")
        assert row_at(again, 1).problems == []

    def test_an_unknown_answer_is_a_404(self, here: Portal, client: Client) -> None:
        assert self.answer(client, here.upload(GOOD), "khac").status_code == 404

    def registered_last_year(self, here: Portal) -> None:
        RegistrationFactory(
            campaign__year=here.campaign.year - 1,
            campaign__issuer=here.campaign.issuer,
            unit=here.unit,
            state=Registration.State.RECEIVED,
            initiative=InitiativeFactory(unit=here.unit, title=GOOD[1]["title"], place=GOOD[1]["place"]),
        )


class TestManyRows:
    def change(self, client: Client, batch: Batch, change: str, query: str = "", **data: Any) -> Any:
        page = address("change_rows", batch.unit, pk=batch.pk)
        return client.post(page + query, {"change": change} | data)

    def test_the_chosen_rows_get_one_sector(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**GOOD[0], "title": f"Mô hình {number}"} for number in range(3)])
        response = self.change(
            client, batch, "sector", row=["1", "3"], **{"chosen-sector": "culture_society"}
        )
        assert response.headers["Location"] == f"{preview(batch)}#check"
        assert [row.values["sector"] for row in batch.rows.all()] == [
            "culture_society",
            "economy",
            "culture_society",
        ]

    def test_the_chosen_rows_become_continued_or_new(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**GOOD[0], "title": f"Mô hình {number}"} for number in range(3)])
        self.change(client, batch, "continuity", row=["1", "3"], **{"chosen-continuity": "new"})
        assert [row.values["continuity"] for row in batch.rows.all()] == ["new", "continuing", "new"]

    def test_the_chosen_rows_are_left_out_and_taken_in(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        self.change(client, batch, "leave_out", row=["2", "99", "x"])
        assert [row.included for row in batch.rows.all()] == [True, False]
        self.change(client, batch, "take_in", row=["1", "2"])
        assert [row.included for row in batch.rows.all()] == [True, True]

    def test_all_that_the_filter_shows_on_every_page(self, here: Portal, client: Client) -> None:
        bad = [{**BAD[0], "title": f"Mô hình {number}"} for number in range(60)]
        batch = here.upload([*GOOD, *bad])
        self.change(client, batch, "leave_out", "?xem=loi", all="1")
        counts = client.get(preview(batch)).context["counts"]
        assert counts == {"errors": 0, "refused": 0, "warnings": 0, "ready": 2, "left_out": 60}

    @pytest.mark.parametrize(
        "data", [{"change": "leave_out"}, {"change": "sector", "row": "1", "chosen-sector": ""}]
    )
    def test_without_rows_or_sector_nothing_is_changed_and_it_is_said(
        self, here: Portal, client: Client, data: dict[str, str]
    ) -> None:
        batch = here.upload(GOOD)
        before = list(BatchRow.objects.values())
        assert len(said(client.post(address("change_rows", here.unit, pk=batch.pk), data))) == 1
        assert list(BatchRow.objects.values()) == before


class TestLeavingOut:
    def test_a_row_left_out_is_not_imported(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        response = include(client, batch, 1, False, "?trang=1")
        assert response.headers["Location"] == f"{preview(batch)}?trang=1#check"
        client.post(address("import", here.unit, pk=batch.pk), {"rows": "all"})
        assert list(Registration.objects.values_list("initiative__title", flat=True)) == [GOOD[1]["title"]]

    def test_it_can_be_taken_in_again(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        include(client, batch, 1, False)
        include(client, batch, 1, True)
        assert row_at(batch, 1).included

    def test_of_two_equal_rows_one_left_out_clears_the_other(self, here: Portal, client: Client) -> None:
        batch = here.upload([GOOD[0], GOOD[0]])
        assert row_at(batch, 2).has_errors
        include(client, batch, 1, False)
        assert row_at(batch, 2).problems == []

    def test_with_every_row_left_out_nothing_can_be_sent(self, here: Portal, client: Client) -> None:
        batch = here.upload([GOOD[0]])
        include(client, batch, 1, False)
        assert 'name="rows"' not in client.get(preview(batch)).content.decode()

    @pytest.mark.parametrize("page", ["include_row", "correct_row"])
    def test_an_address_followed_changes_nothing(self, here: Portal, client: Client, page: str) -> None:
        batch = here.upload(GOOD)
        response = client.get(address(page, here.unit, pk=batch.pk, position=1))
        assert response.headers["Location"] == preview(batch)


class TestSectors:
    def test_all_rows_without_a_sector_get_the_chosen_one(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD, "M4")
        assert client.get(preview(batch)).context["without_sector"] == 2

        response = client.post(address("set_sectors", here.unit, pk=batch.pk), {"all-sector": "economy"})

        assert response.headers["Location"] == preview(batch)
        assert {row.values["sector"] for row in batch.rows.all()} == {"economy"}
        assert client.get(preview(batch)).context["counts"]["ready"] == 2

    def test_none_chosen_is_asked_for(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD, "M4")
        response = client.post(address("set_sectors", here.unit, pk=batch.pk), {"all-sector": ""})
        assert len(said(response)) == 1
        assert {row.values["sector"] for row in batch.rows.all()} == {""}

    def test_the_sectors_are_worded_as_the_issuer_words_them(self, here: Portal, client: Client) -> None:
        here.campaign.scheme.wordings.filter(sector__key="economy").update(label="Lĩnh vực kinh tế (M3)")
        batch = here.upload(GOOD)
        assert "Lĩnh vực kinh tế (M3)" in text_of(client.get(preview(batch)))
