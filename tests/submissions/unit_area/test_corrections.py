from typing import Any

import pytest
from django.test import Client

from submissions.models import Batch, BatchRow, Registration
from tests.submissions.lists.filled_lists import BAD, GOOD, Portal
from tests.submissions.unit_area.pages import address, said, text_of


def preview(batch: Batch) -> str:
    return address("preview", batch.unit, pk=batch.pk)


def row_at(batch: Batch, position: int) -> BatchRow:
    return batch.rows.get(position=position)


def correct(client: Client, batch: Batch, position: int, query: str = "", **typed: str) -> Any:
    """Send the form of a row as the browser does: all of its cells, `typed` over what they hold."""
    values = row_at(batch, position).values | typed
    fields = ("title", "place", "registrant", "kind", "sector", "continuity", "period", "completion", "goal")
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
        assert page["counts"] == {"errors": 1, "warnings": 1, "ready": 0, "left_out": 1}

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
