import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from submissions.lists.files import RefusedFile
from submissions.lists.reading import read_list

from .letter_list import csv_bytes, letter_rows, letter_xlsx

ROW = {
    "sector": "political_system",
    "place": "Thôn Trung",
    "title": "Góp ý xây dựng Đảng",
    "registrant": "Chi bộ thôn Trung",
    "continuing": "Từ 2022",
    "completion": "Hết năm 2024",
    "goal": "Mỗi quý một buổi",
}


def test_a_file_without_a_list_is_refused() -> None:
    with pytest.raises(RefusedFile, match="Tên mô hình"):
        read_list(csv_bytes([["Họ tên", "Điện thoại"], ["A", "0900"]]), "a.csv")


def test_the_sentences_of_a_letter_are_no_list() -> None:
    letter = (
        "Chỉ đạo các tập thể, cá nhân trong phạm vi, đăng ký mô hình, điển hình các cấp, tập trung\n"
        "Tổ chức các cuộc thi, hội thi, tuyên truyền mô hình, khuyến khích, thông qua, triển khai, xây dựng\n"
        "Giao Ban Dân vận Huyện ủy tham mưu, xét và giới thiệu, đề xuất số lượng, báo cáo, giao ban\n"
    )
    with pytest.raises(RefusedFile):
        read_list(letter.encode(), "cong-van.txt")


def test_a_table_pasted_into_a_letter_is_found() -> None:
    prose = ["Kính gửi: Các cơ quan, đơn vị, địa phương, các xã, thị trấn, các chi bộ, đảng bộ"] * 5
    table = ["\t".join(line) for line in letter_rows([ROW])]
    reading = read_list("\n".join(prose + table).encode(), "cong-van.txt")
    assert [row.title for row in reading.rows] == ["Góp ý xây dựng Đảng"]


def test_the_empty_form_is_readable_and_says_that_rows_are_missing() -> None:
    reading = read_list(csv_bytes(letter_rows([])), "a.csv")
    assert (reading.layout, reading.rows, [problem.code for problem in reading.problems]) == (
        *("M3", [], ["no_rows"]),
    )


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "m3.xlsx"
    file.write_bytes(letter_xlsx([ROW | {"place": ""}]))
    call_command("read_list", str(file), "--json")
    output = capsys.readouterr().out
    assert "Góp ý xây dựng Đảng" in output
    assert [problem["code"] for problem in json.loads(output)["problems"]] == ["missing_place"]


def test_the_command_prints_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "m3.xlsx"
    file.write_bytes(letter_xlsx([ROW]))
    call_command("read_list", str(file))
    assert capsys.readouterr().out.splitlines()[:2] == [
        "M3 · ĐẢNG ỦY XÃ CAO XÁ · 2024",
        "M3:15  political_system | Thôn Trung | Góp ý xây dựng Đảng | Chi bộ thôn Trung | continuing"
        " | Từ 2022 | Hết năm 2024",
    ]


def test_the_command_exits_with_2_for_a_refused_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "m3.xlsx"
    file.write_bytes(bytes(60 * 1024 * 1024))
    with pytest.raises(SystemExit) as caught:
        call_command("read_list", str(file), "--json")
    assert caught.value.code == 2
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]] == ["refused"]


def test_the_command_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="absent"):
        call_command("read_list", str(tmp_path / "absent.xlsx"))
