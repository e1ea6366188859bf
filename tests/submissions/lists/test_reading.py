import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

from submissions.lists.formats.files import RefusedFile
from submissions.lists.reading import read_list

from .letter_list import csv_bytes, letter_rows, letter_xlsx, workbook_bytes

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


FLAT = ["STT", "Tên mô hình", "Địa chỉ", "Tập thể hoặc cá nhân", "Duy trì", "Mới", "Lĩnh vực"]
FLAT_ROW = ["1", "Đường hoa", "Thôn A", "Chi bộ A", "2022", "", "Kinh tế"]


def book_of(sheets: dict[str, list[list[str]]], hidden: Sequence[int] = ()) -> bytes:
    """Return a workbook with these sheets, in each of which these rows are hidden."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, lines in sheets.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append([text or None for text in line])
        for number in hidden:
            sheet.row_dimensions[number].hidden = True
    return workbook_bytes(workbook)


def test_hidden_rows_are_read_and_told_once_a_sheet() -> None:
    lines = [FLAT, FLAT_ROW, ["2", "Camera", *FLAT_ROW[2:]], ["3", "Trồng hoa", *FLAT_ROW[2:]]]
    reading = read_list(book_of({"DK 2024": lines}, hidden=[3, 4]), "a.xlsx")
    assert [row.title for row in reading.rows] == ["Đường hoa", "Camera", "Trồng hoa"]
    [note] = reading.notes
    assert (note.sheet, note.row, note.severity, note.code) == ("DK 2024", None, "warning", "hidden_rows")
    assert "2 dòng bị ẩn" in note.message
    assert [problem["code"] for problem in reading.as_dict()["problems"]] == ["hidden_rows"]


def test_converted_cells_are_told_once_a_sheet_with_an_example() -> None:
    workbook = Workbook()
    workbook.active.title = "DK"
    for line in (FLAT, FLAT_ROW, ["2", "HiÕn ®Êt lµm ®­êng", *FLAT_ROW[2:]]):
        workbook.active.append([text or None for text in line])
    workbook.active["B3"].font = Font(name=".VnTime")
    reading = read_list(workbook_bytes(workbook), "a.xlsx")
    assert reading.rows[1].title == "Hiến đất làm đường"
    assert reading.rows[1].converted["title"]["encoding"] == "tcvn3"
    [note] = reading.notes
    assert (note.sheet, note.row, note.code) == ("DK", None, "converted")
    assert "1 ô" in note.message
    assert "“Hiến đất làm đường”" in note.message
    assert reading.problems == []


def test_what_only_looks_like_a_list_is_left_out_beside_a_list_and_told() -> None:
    other = [
        ["STT", "Việc hay", "Địa chỉ", "Đơn vị thực hiện", "Thời gian hoàn thành"],
        ["1", "Họp", "Thôn A", "Chi bộ A", "2024"],
    ]
    reading = read_list(book_of({"DK 2024": [FLAT, FLAT_ROW], "Khác": other}), "a.xlsx")
    assert [row.title for row in reading.rows] == ["Đường hoa"]
    assert [(note.sheet, note.code) for note in reading.notes] == [("Khác", "table_left_out")]
    assert {column["sheet"] for column in reading.headers} == {"DK 2024", "Khác"}
    mapped = read_list(
        book_of({"DK 2024": [FLAT, FLAT_ROW], "Khác": other}), "a.xlsx", wordings={"viec hay": "title"}
    )
    assert [row.title for row in mapped.rows] == ["Đường hoa", "Họp"]
    assert mapped.notes == []


def test_alone_it_is_read_so_that_the_clerk_can_say_which_column_is_the_title() -> None:
    lines = [
        ["STT", "Việc hay", "Địa chỉ", "Đơn vị thực hiện", "Hoàn thành"],
        ["1", "Họp", "A", "Chi bộ", "2024"],
    ]
    reading = read_list(csv_bytes(lines), "a.csv")
    assert [(row.title, row.place) for row in reading.rows] == [("", "A")]
    assert [problem.code for problem in reading.problems] == [
        *("missing_title", "missing_sector", "continuity_unknown"),
    ]
    assert [(column["text"], column["column"]) for column in reading.headers] == [
        ("STT", "stt"),
        ("Việc hay", ""),
        ("Địa chỉ", "place"),
        ("Đơn vị thực hiện", "registrant"),
        ("Hoàn thành", "completion"),
    ]


def test_the_sheets_of_a_file_agree_on_the_year() -> None:
    reading = read_list(
        book_of({"Xã": [["DANH SÁCH NĂM 2024"], FLAT, FLAT_ROW], "Huyện": [FLAT, ["1", "b", *FLAT_ROW[2:]]]}),
        "a.xlsx",
    )
    assert [row.year for row in reading.rows] == [2024, 2024]


def test_a_list_without_columns_for_new_and_continuing_asks_and_imports() -> None:
    lines = [["STT", "Tên mô hình", "Địa chỉ", "Lĩnh vực", "Đơn vị", "Thời gian thực hiện"]]
    lines.append(["1", "Đường hoa", "Thôn A", "Kinh tế", "Chi bộ A", "2023-2025"])
    reading = read_list(csv_bytes(lines), "a.csv")
    assert [(row.continuity, row.period) for row in reading.rows] == [("", "2023-2025")]
    assert [(problem.severity, problem.code) for problem in reading.problems] == [
        ("warning", "continuity_unknown")
    ]


def test_a_filled_form_is_a_list_of_one() -> None:
    document = Document()
    for text in (
        "BẢN ĐĂNG KÝ",
        "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
        "Địa chỉ: Xã Cao Xá",
        "1. Tên mô hình đăng ký: Đường hoa",
        "2. Thuộc lĩnh vực: Phát triển kinh tế, bảo vệ môi trường x",
        "3. Đăng ký mô hình, điển hình ở cấp: huyện",
        "4. Nội dung thực hiện: Trồng hoa ven đường",
        "5. Thời gian thực hiện: 2024",
        "6. Địa chỉ, phạm vi thực hiện: Thôn A",
        "7. Kết quả dự kiến: 2 km đường hoa",
    ):
        document.add_paragraph(text)
    data = io.BytesIO()
    document.save(data)
    reading = read_list(data.getvalue(), "m1.docx")
    assert (reading.layout, reading.year) == ("M1", 2024)
    assert [(row.title, row.place, row.continuity) for row in reading.rows] == [("Đường hoa", "Thôn A", "")]
    assert not {"no_period", "continuity_unknown"} & {problem.code for problem in reading.problems}
