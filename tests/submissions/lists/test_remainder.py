"""The rows left out of an import come back in their own form with the reason beside each."""

import io
from typing import Any

import openpyxl
import pytest

from submissions.lists.layout.rows import Row
from submissions.lists.reading import read_list
from submissions.lists.remainder import write_remainder
from submissions.models import Batch, BatchRow
from tests.factories import UserFactory

from .writing.made import FORMULA, campaign_of_tan_yen, commune

pytestmark = pytest.mark.django_db

REASON = "Ô C8: thiếu tên mô hình."


def batch_of(layout: str, *rows: dict[str, Any]) -> Batch:
    """A list of which these rows were left out."""
    campaign = campaign_of_tan_yen()
    batch = Batch.objects.create(
        unit=commune(campaign),
        campaign=campaign,
        file_name="danh-sach.xlsx",
        layout=layout,
        uploaded_by=UserFactory(),
    )
    given = {"place": "Thôn Trại", "title": "Hiến đất", "registrant": "Chi bộ thôn", "goal": "2 km đường"}
    for position, row in enumerate(rows, start=1):
        BatchRow.objects.create(
            batch=batch,
            position=position,
            values=Row("M3", position, **given | row).as_dict(),
            problems=[{"column": "title", "severity": "error", "code": "missing_title", "message": REASON}],
        )
    return batch


def read_again(batch: Batch) -> list[Row]:
    return read_list(write_remainder(batch, batch.rows.all()), "con-lai.xlsx").rows


def texts_in(batch: Batch) -> list[list[Any]]:
    page = openpyxl.load_workbook(io.BytesIO(write_remainder(batch, batch.rows.all()))).worksheets[0]
    return [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]


def test_a_list_by_sector_comes_back_by_sector() -> None:
    batch = batch_of(
        "M3",
        {"sector": "economy", "continuity": "new", "period": "Từ tháng 3", "title": ""},
        {"sector": "defence_security", "continuity": "continuing", "period": "Năm 2024", "title": FORMULA},
    )

    first, second = read_again(batch)

    assert (first.title, first.sector, first.continuity, first.period) == ("", "economy", "new", "Từ tháng 3")
    assert (second.title, second.sector, second.continuity) == (FORMULA, "defence_security", "continuing")
    assert (first.place, first.registrant, first.goal) == ("Thôn Trại", "Chi bộ thôn", "2 km đường")
    assert first.layout == "M3"


def test_the_reason_is_the_last_column_and_is_printed() -> None:
    batch = batch_of("M3", {"sector": "economy", "code": "7QX4M2KD"})
    page = openpyxl.load_workbook(io.BytesIO(write_remainder(batch, batch.rows.all()))).worksheets[0]

    header = next(row for row in page.iter_rows() if row[0].value == "STT")
    assert [cell.value for cell in header][-2:] == ["Lý do", "Mã hồ sơ"]
    assert not page.column_dimensions["I"].hidden
    assert page.print_area.startswith("'M3'!$A$1:$I$")
    assert REASON in [cell.value for cell in page["I"]]


def test_a_row_of_no_sector_keeps_having_none() -> None:
    batch = batch_of("M3", {"title": "Chưa rõ lĩnh vực"}, {"sector": "economy"})

    assert [(row.title, row.sector) for row in read_again(batch)] == [
        ("Chưa rõ lĩnh vực", ""),
        ("Hiến đất", "economy"),
    ]


def test_a_record_keeps_its_code() -> None:
    assert [row.code for row in read_again(batch_of("M3", {"sector": "economy", "code": "7QX4M2KD"}))] == [
        "7QX4M2KD"
    ]


def test_both_time_columns_filled_come_back_as_both() -> None:
    batch = batch_of("M4", {"period": "Năm 2023 / Năm 2024"})

    rows = texts_in(batch)

    assert any(row[4:6] == ["Năm 2023", "Năm 2024"] for row in rows)
    assert read_again(batch)[0].continuity == ""


def test_a_list_in_no_form_of_the_campaign_comes_back_as_a_table_with_the_sector() -> None:
    batch = batch_of("table", {"sector_text": "Nông nghiệp"}, {"sector": "economy"})

    lines = texts_in(batch)

    assert lines[0] == ["DANH SÁCH ĐĂNG KÝ CÒN LẠI NĂM 2024"]
    assert [(row.sector, row.sector_text) for row in read_again(batch)] == [
        ("", "Nông nghiệp"),
        ("economy", "Phát triển kinh tế"),
    ]


def test_the_data_of_a_person_come_back() -> None:
    person = {"position": "Trưởng thôn", "workplace": "Thôn Trại", "address": "Xóm 2, thôn Trại"}
    batch = batch_of(
        "M2", {"sector": "economy", "kind": "individual", "registrant": "Ông Trần Văn An"} | person
    )

    [row] = read_again(batch)

    assert {name: getattr(row, name) for name in person} == person


@pytest.mark.parametrize("layout", ["M3", "table"])
def test_the_reason_names_the_cell_of_this_file(layout: str) -> None:
    batch = batch_of(layout, {"sector": "economy", "cells": {"title": "C8"}}, {"sector": "defence_security"})
    file = io.BytesIO(write_remainder(batch, batch.rows.all()))
    page = openpyxl.load_workbook(file).worksheets[0]

    [title, other] = [cell for row in page.iter_rows() for cell in row if cell.value == "Hiến đất"]

    assert page.cell(title.row, page.max_column).value == f"Ô {title.coordinate}: thiếu tên mô hình."
    # Its problem named no cell that the row has.
    assert page.cell(other.row, page.max_column).value == REASON


def test_a_level_that_the_form_has_no_column_for_gets_one() -> None:
    batch = batch_of("M3", {"sector": "economy", "level_text": "Cấp tỉnh"})

    assert [row.level_text for row in read_again(batch)] == ["Cấp tỉnh"]
