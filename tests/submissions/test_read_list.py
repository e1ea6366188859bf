import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.factories import CampaignFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import BAD, GOOD
from tests.submissions.lists.letter_list import FIRST_BODY_ROW, letter_csv, letter_xlsx

ROW_KEYS = {
    "sheet",
    "row",
    "sector",
    "place",
    "title",
    "registrant",
    "kind",
    "continuity",
    "period",
    "completion",
    "goal",
}
PROBLEM_KEYS = {"sheet", "row", "column", "severity", "code", "message"}
# The row before it is the heading of the first sector.
FIRST_ROW = FIRST_BODY_ROW + 1


def written(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def printed(path: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("read_list", str(path), stdout=out, **options)
    return out.getvalue()


def result_of(path: Path, **options: Any) -> dict[str, Any]:
    return json.loads(printed(path, json=True, **options))


@pytest.fixture(params=["xlsx", "csv"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The letter's list with two good rows and two bad ones, as Excel and as text."""
    write = letter_xlsx if request.param == "xlsx" else letter_csv
    return written(tmp_path, write([*GOOD, *BAD]), f"M3.{request.param}")


def test_tells_what_list_it_is(filled: Path) -> None:
    result = result_of(filled)
    assert set(result) == {"layout", "year", "unit", "rows", "problems"}
    assert (result["layout"], result["year"], result["unit"]) == ("M3", 2024, "ĐẢNG ỦY XÃ CAO XÁ")


def test_rows_have_the_agreed_fields_in_sheet_order(filled: Path) -> None:
    rows = result_of(filled)["rows"]
    assert all(set(row) >= ROW_KEYS for row in rows)
    assert {name: rows[0][name] for name in ROW_KEYS} == {
        "sheet": "M3",
        "row": FIRST_ROW,
        "sector": "economy",
        "place": "Thôn Chiên",
        "title": "Thắp sáng đường quê",
        "registrant": "Chi đoàn thôn Chiên",
        "kind": "collective",
        "continuity": "continuing",
        "period": "Năm 2024",
        "completion": "12/2024",
        "goal": "100% tuyến đường có đèn",
    }
    assert [row["row"] for row in rows] == sorted(row["row"] for row in rows)
    assert [row["title"] for row in rows] == [
        "Thắp sáng đường quê",
        "Hiến đất mở đường",
        "Camera an ninh",
        "",
    ]


def test_every_problem_names_its_cell(filled: Path) -> None:
    problems = result_of(filled)["problems"]
    assert all(set(problem) == PROBLEM_KEYS for problem in problems)
    assert [(p["row"], p["column"], p["severity"], p["code"]) for p in problems] == [
        (FIRST_ROW + 1, "continuing", "error", "both_periods"),
        (16, "title", "error", "missing_title"),
    ]
    assert [f"{cell}:" in p["message"] for cell, p in zip(("E10", "C16"), problems, strict=True)] == [
        True,
        True,
    ]


def test_without_json_it_is_told_in_lines(filled: Path) -> None:
    report = printed(filled)
    assert report.startswith("M3 · ĐẢNG ỦY XÃ CAO XÁ · 2024\n")
    assert f"M3:{FIRST_ROW}  economy | Thôn Chiên | Thắp sáng đường quê" in report


def test_a_list_with_problems_is_readable_all_the_same(filled: Path) -> None:
    # A refusal would leave by SystemExit.
    assert len(result_of(filled)["rows"]) == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b""), ("a.xlsx", b"%PDF-1.7"), ("a.csv", b"no list at all"), ("a.xlsx", bytes(60 * 1024**2))],
)
def test_a_refused_file_exits_with_2_and_one_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    with pytest.raises(SystemExit) as leaving:
        call_command("read_list", str(written(tmp_path, content, name)), json=True)
    assert leaving.value.code == 2
    result = json.loads(capsys.readouterr().out)
    message = result["problems"][0]["message"]
    assert len(message.split()) > 5
    assert result == {
        "layout": None,
        "year": None,
        "unit": None,
        "rows": [],
        "problems": [
            {
                "sheet": None,
                "row": None,
                "column": None,
                "severity": "error",
                "code": "refused",
                "message": message,
            }
        ],
    }


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"khong-co\.xlsx"):
        call_command("read_list", str(tmp_path / "khong-co.xlsx"), json=True)


@pytest.mark.django_db
class TestCampaign:
    def test_rows_are_compared_with_what_the_campaign_holds(self, tmp_path: Path) -> None:
        campaign = CampaignFactory()
        RegistrationFactory(
            campaign=campaign, title="thắp sáng ĐƯỜNG quê", initiative__place="Thôn Chiên", state="submitted"
        )
        path = written(tmp_path, letter_xlsx(GOOD), "M3.xlsx")
        (problem,) = result_of(path, campaign=campaign.slug)["problems"]
        assert (problem["code"], problem["severity"]) == ("duplicate_in_campaign", "warning")

    def test_an_unknown_campaign_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="khong-co"):
            call_command(
                "read_list", str(written(tmp_path, letter_xlsx(GOOD), "a.xlsx")), campaign="khong-co"
            )


def test_nothing_but_the_json_is_printed(tmp_path: Path) -> None:
    """Logs of the portal must not get between the command and the program that reads it."""
    done = subprocess.run(
        [sys.executable, "manage.py", "read_list", written(tmp_path, letter_csv(GOOD), "M3.csv"), "--json"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "dvk_portal.settings", "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["layout"] == "M3"
