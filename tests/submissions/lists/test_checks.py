import dataclasses
import time
from collections.abc import Sequence
from typing import Any

import pytest

from submissions.lists.checks import Problem, check_rows
from submissions.lists.layout.rows import Row
from submissions.lists.reading import read_contents

from .letter_list import SECTIONS, letter_xlsx

GOOD = Row(
    sheet="M3",
    row=9,
    sector="economy",
    place="Thôn Trung",
    title="Hiến đất làm đường",
    registrant="Chi bộ thôn Trung",
    kind="collective",
    continuity="new",
    period="2024",
    completion="12/2024",
    layout="M3",
    year=2024,
    cells={
        "title": "C9",
        "place": "B9",
        "registrant": "D9",
        "continuing": "E9",
        "new": "F9",
        "completion": "G9",
    },
)


def found(*rows: Row) -> list[tuple[str, str, str | None]]:
    return [(problem.severity, problem.code, problem.column) for problem in check_rows(rows)]


def changed(**values: Any) -> Row:
    return dataclasses.replace(GOOD, **values)


def test_a_good_row_has_no_problem() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": ""}, ("error", "missing_title", "title")),
        ({"place": ""}, ("error", "missing_place", "place")),
        ({"registrant": "", "kind": ""}, ("warning", "missing_registrant", "registrant")),
        ({"registrant": "Tập thể"}, ("warning", "unnamed_collective", "registrant")),
        ({"registrant": "Cá nhân", "kind": "individual"}, ("warning", "unnamed_person", "registrant")),
        ({"sector": ""}, ("error", "missing_sector", "sector")),
        ({"sector": "", "sector_text": "Môi trường"}, ("error", "missing_sector", "sector")),
        ({"sector": "", "layout": "M4"}, ("warning", "sector_unknown", "sector")),
        ({"continuity": "", "continuity_text": "2022 / 2024"}, ("error", "both_periods", "continuing")),
        ({"continuity": "", "period": ""}, ("error", "no_period", "continuing")),
        ({"continuity": "", "period": "2024"}, ("error", "no_period", "continuing")),
        (
            {"continuity": "", "continuity_text": "Khác", "cells": {"continuity": "F9"}},
            ("error", "continuity_unclear", "continuity"),
        ),
        (
            {"continuity": "", "layout": "table", "cells": {"title": "C9", "period": "F9"}},
            ("warning", "continuity_unknown", "continuity"),
        ),
        ({"sector": "", "layout": "M1"}, ("error", "missing_sector", "sector")),
        ({"position": "a" * 256}, ("error", "too_long", "position")),
        ({"title": "a" * 501}, ("error", "too_long", "title")),
        ({"place": "a" * 501}, ("error", "too_long", "place")),
        ({"registrant": "a" * 256}, ("error", "too_long", "registrant")),
        ({"period": "a" * 1_001}, ("error", "too_long", "new")),
        ({"goal": "a" * 5001}, ("error", "too_long", "goal")),
        ({"title": "Môṭ giúp một"}, ("warning", "foreign_letters", "title")),
        ({"completion": "xong sớm"}, ("warning", "unreadable_completion", "completion")),
        ({"registrant": "Sao Mai", "kind": ""}, ("warning", "kind_unclear", "registrant")),
    ],
)
def test_each_problem_has_its_severity_code_and_column(
    values: dict[str, str], problem: tuple[str, str, str]
) -> None:
    assert found(changed(**values)) == [problem]


@pytest.mark.parametrize(
    "values",
    [
        {"title": "a" * 500},
        {"completion": ""},
        {"completion": "Tháng 12"},
        {"completion": "Thường xuyên"},
        {"period": "", "continuity": "continuing"},
        {"continuity": "", "layout": "M1"},
        {"continuity": "", "layout": "M2"},
        {"converted": {"title": {"before": "HiÕn ®Êt", "encoding": "tcvn3"}}},
    ],
)
def test_what_is_allowed(values: dict[str, str]) -> None:
    assert found(changed(**values)) == []


def test_all_problems_of_a_row_are_told_at_once() -> None:
    codes = [code for _severity, code, _column in found(Row(sheet="M3", row=9, layout="M3"))]
    assert codes == ["missing_title", "missing_place", "missing_registrant", "missing_sector", "no_period"]


def test_the_message_names_the_cell() -> None:
    [problem] = check_rows([changed(title="")])
    assert (problem.sheet, problem.row) == ("M3", 9)
    assert "C9" in problem.message


def test_the_same_initiative_twice_is_an_error_however_it_is_spelt() -> None:
    again = changed(row=12, title="Hiến  đất làm “đường”.", place="THÔN TRUNG")
    assert [(problem.row, problem.severity, problem.code) for problem in check_rows([GOOD, again])] == [
        (12, "error", "duplicate_in_file")
    ]


def test_the_same_title_of_another_collective_is_a_warning() -> None:
    assert found(GOOD, changed(row=12, registrant="Chi bộ Công an")) == [
        ("warning", "duplicate_in_file", "title")
    ]


def test_the_same_title_at_another_place_is_allowed() -> None:
    assert found(GOOD, changed(row=12, place="Thôn Hạ")) == []


def test_rows_without_a_title_are_no_duplicates() -> None:
    codes = [code for _severity, code, _column in found(changed(title=""), changed(title="", row=10))]
    assert codes == ["missing_title", "missing_title"]


def test_the_same_code_twice_is_an_error() -> None:
    rows = [
        changed(code="K7Q2"),
        changed(code="K7Q2", row=10, title="Trồng hoa"),
        changed(row=11, title="Đường điện"),
    ]
    assert [(problem.row, problem.severity, problem.code) for problem in check_rows(rows)] == [
        (10, "error", "duplicate_code")
    ]


def test_a_further_check_of_the_whole_list_is_told_in_row_order() -> None:
    def known(rows: Sequence[Row]) -> list[Problem]:
        return [Problem("M3", row.row, "title", "warning", "known", "") for row in rows]

    rows = [changed(title=""), changed(row=10, place="")]
    assert [(problem.row, problem.code) for problem in check_rows(rows, known)] == [
        (9, "missing_title"),
        (9, "known"),
        (10, "missing_place"),
        (10, "known"),
    ]


def test_ten_thousand_rows_within_the_budget() -> None:
    rows = [
        {
            "sector": list(SECTIONS)[number % 4],
            "place": f"Thôn số {number % 40}, xã Cao Xá",
            "title": f"Mô hình {number} “Dân vận khéo” trong xây dựng nông thôn mới",
            "registrant": "Chi bộ thôn Trung",
            "new": "Năm 2024",
            "completion": f"{number % 12 + 1}/2024",
            "goal": "Vận động Nhân dân hiến đất, đóng góp ngày công làm đường",
        }
        for number in range(10_000)
    ]
    data = letter_xlsx(rows)
    # CPU time: what else the machine is doing is not the cost of the list. What runs in the worker
    # otherwise runs here, for its time to count.
    started = time.process_time()
    rows_read = read_contents(data, "danh-sach.xlsx", {}).rows
    problems = check_rows(rows_read)
    assert time.process_time() - started < 8
    assert (len(rows_read), problems) == (10_000, [])
