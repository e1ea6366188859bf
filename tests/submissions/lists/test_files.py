import io
import random
import struct
import time
import tracemalloc
import zipfile

import pytest
from django.utils.translation import gettext as _
from openpyxl import Workbook

from submissions.lists.files import RefusedFile, read_file, sniff
from submissions.lists.limits import MAX_BYTES, MAX_ROWS

from .letter_list import csv_bytes, letter_csv, letter_xlsx, workbook_bytes

ROW = {"sector": "economy", "place": "Thôn Trung", "title": "Hiến đất làm đường", "new": "2024"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def archive(entries: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return data.getvalue()


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """Return an archive with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        entries = {entry: zipped.read(entry) for entry in zipped.namelist()}
    return archive(entries | {name: content})


def refusal(data: bytes, name: str = "danh-sach.xlsx") -> str:
    with pytest.raises(RefusedFile) as caught:
        read_file(data, name)
    return str(caught.value)


@pytest.mark.parametrize("data", [b"", b" \r\n\t "])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data) == _("The file is empty. Choose the file with the list again.")


def test_a_file_of_60_megabytes_is_refused_at_once() -> None:
    data = letter_xlsx([ROW]) + bytes(60 * 1024 * 1024)
    tracemalloc.start()
    message = refusal(data)
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024
    assert "10 MB" in message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"\n<!DOCTYPE html><table><tr><td>STT</td></tr></table>", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "html"),
        (OLE, "ole"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1\\ansi", "rtf"),
        (archive({"word/document.xml": b"<w/>"}), "docx"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (archive({"xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"\0"}), "macros"),
        (archive({"xl/workbook.bin": b"\0"}), "xlsb"),
        (archive({"readme.txt": b"x"}), "unknown"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "unknown"),
    ],
)
def test_another_kind_of_file_is_refused_whatever_its_name(data: bytes, kind: str) -> None:
    assert sniff(data) == kind
    assert len(refusal(data, "danh-sach.xlsx")) > 30


def test_a_pdf_named_xlsx_is_told_by_its_content() -> None:
    assert refusal(b"%PDF-1.4 ...") == _(
        "This is a PDF, whatever its name says. Send the Excel (.xlsx) or CSV file the PDF was made from."
    )


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_truncated_workbook_is_refused(share: float) -> None:
    data = letter_xlsx([ROW])
    assert refusal(data[: int(len(data) * share)]) == _(
        "The file is damaged or incomplete. Open it in Excel, save it again and send that."
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>',
    ],
)
def test_a_workbook_with_a_broken_or_hostile_sheet_is_refused(content: bytes) -> None:
    data = replaced(letter_xlsx([ROW]), "xl/worksheets/sheet1.xml", content)
    assert refusal(data) == _(
        "The Excel file is damaged. Open it in Excel, save it again as .xlsx and send that."
    )


def test_a_workbook_without_a_visible_sheet_is_refused() -> None:
    data = replaced(
        letter_xlsx([ROW]),
        "xl/workbook.xml",
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>',
    )
    assert len(refusal(data)) > 30


@pytest.mark.parametrize("size", [2 * 1024 * 1024, 60 * 1024 * 1024])
def test_a_zip_bomb_is_refused_without_unpacking(size: int) -> None:
    data = archive({"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": bytes(size)})
    assert len(data) < MAX_BYTES
    tracemalloc.start()
    message = refusal(data)
    _size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024
    assert message == _("The file unpacks to more than a list needs. Copy the list into a new Excel file.")


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(archive({"xl/workbook.xml": b"<w/>" * 1000}))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    assert len(refusal(bytes(data))) > 30


def test_a_sparse_sheet_is_read_at_once() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "STT"
    workbook.active["XFD1048576"] = "x"
    started = time.perf_counter()
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx")
    assert time.perf_counter() - started < 2
    assert grid.cells == [["STT"]]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    data = letter_xlsx([ROW])
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        sheet = zipped.read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b'ref="A3:H3"', b'ref="A1:XFD1048576"')
    [grid] = read_file(replaced(data, "xl/worksheets/sheet1.xml", sheet), "a.xlsx")
    assert len(grid.merges) == 6


@pytest.mark.parametrize(
    "body",
    [
        b"<row>" + b"<c><v>1</v></c>" * 700_000 + b"</row>",
        b"<row/>" * 600_000,
    ],
)
def test_a_sheet_with_more_in_it_than_a_list_is_refused_before_parsing(body: bytes) -> None:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    noise = b"<!--" + random.Random(1).randbytes(200_000).hex().encode() + b"-->"
    sheet = head + body + noise + b"</sheetData></worksheet>"
    started = time.perf_counter()
    message = refusal(replaced(letter_xlsx([ROW]), "xl/worksheets/sheet1.xml", sheet))
    assert time.perf_counter() - started < 3
    assert message == _("The file unpacks to more than a list needs. Copy the list into a new Excel file.")


def test_a_sheet_in_another_encoding_is_refused() -> None:
    sheet = '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")
    data = replaced(letter_xlsx([ROW]), "xl/worksheets/sheet1.xml", sheet)
    assert refusal(data) == _(
        "The Excel file is damaged. Open it in Excel, save it again as .xlsx and send that."
    )


TOO_FAR = "The file unpacks to more than a list needs. Copy the list into a new Excel file."


def rewritten(data: bytes, old: bytes, new: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook with `old` replaced in names and contents."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {
            entry.replace(old.decode(), new.decode()): zipped.read(entry).replace(old, new)
            for entry in zipped.namelist()
        }


def test_a_sheet_is_counted_whatever_its_part_is_called() -> None:
    parts = rewritten(letter_xlsx([ROW]), b"sheet1.xml", b"sheet1.dat")
    assert len(read_file(archive(parts), "a.xlsx")) == 1
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    noise = b"<!--" + random.Random(1).randbytes(200_000).hex().encode() + b"-->"
    sheet = head + b"<c><v>1</v></c>" * 510_000 + b"</row>" + noise + b"</sheetData></worksheet>"
    assert refusal(archive(parts | {"xl/worksheets/sheet1.dat": sheet})) == _(TOO_FAR)


def test_two_parts_of_one_name_are_refused() -> None:
    data = io.BytesIO(letter_xlsx([ROW]))
    with (
        zipfile.ZipFile(data, "a") as zipped,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        zipped.writestr("xl/worksheets/sheet1.xml", zipped.read("xl/worksheets/sheet1.xml"))
    assert refusal(data.getvalue()) == _(
        "The file is damaged or incomplete. Open it in Excel, save it again and send that."
    )


def test_a_packing_no_office_program_uses_is_refused() -> None:
    data = io.BytesIO(letter_xlsx([ROW]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_LZMA) as zipped:
        zipped.writestr("xl/more.xml", b"<more/>")
    assert sniff(data.getvalue()) == "broken"


def test_two_sheets_of_one_part_are_refused() -> None:
    workbook = Workbook()
    workbook.create_sheet("Hai")
    parts = rewritten(workbook_bytes(workbook), b'r:id="rId2"', b'r:id="rId1"')
    assert refusal(archive(parts)) == _(TOO_FAR)


@pytest.mark.parametrize(
    "styles",
    [
        b"<fonts>" + b"<font/>" * 310_000 + b"</fonts>",
        b'<fonts><font name="' + b"a" * 1_100_000 + b'"/></fonts>',
    ],
)
def test_more_styles_than_a_list_has_are_refused_before_parsing(styles: bytes) -> None:
    noise = b"<!--" + random.Random(1).randbytes(20_000).hex().encode() + b"-->"
    sheet = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    content = sheet + styles + noise + b"</styleSheet>"
    assert refusal(replaced(letter_xlsx([ROW]), "xl/styles.xml", content)) == _(TOO_FAR)


def test_a_text_repeated_in_more_cells_than_a_list_fills_is_refused() -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for _row in range(1_100):
        sheet.append(["a" * 10_000])
    assert refusal(workbook_bytes(workbook)) == _(TOO_FAR)


def test_half_a_character_in_a_cell_is_left_out() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "x_xD800_y"
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx")
    assert grid.cells == [["xy"]]


def test_too_many_rows_are_refused_not_cut_off() -> None:
    data = csv_bytes([["1", "x"]] * (MAX_ROWS + 1))
    assert str(MAX_ROWS) in refusal(data, "a.csv")


def test_too_many_rows_of_a_workbook_are_refused() -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for _row in range(MAX_ROWS + 1):
        sheet.append([1])
    assert str(MAX_ROWS) in refusal(workbook_bytes(workbook))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_files_of_any_unicode_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    goal = {"goal": "Hiến 500 m2; làm đường,\nmắc đèn"}
    [grid] = read_file(letter_csv([ROW | goal], delimiter=delimiter, encoding=encoding), "danh sách.csv")
    assert grid.sheet == "danh sách"
    assert [cells for cells in grid.cells if cells[0] == "1"] == [
        ["1", "Thôn Trung", "Hiến đất làm đường", "", "", "2024", "", goal["goal"]]
    ]


def test_windows_1258_is_read() -> None:
    # It holds the vowels composed and most tones as combining marks: "ạ" is "a" + U+0323.
    header = "STT,T\u00ean m\u00f4 hi\u0300nh,\u0110i\u0323a chi\u0309\n"
    text = header + "1,D\u00e2n v\u00e2\u0323n kh\u00e9o,Xa\u0303\n"
    [grid] = read_file(text.encode("cp1258"), "a.csv")
    assert grid.cells == [["STT", "Tên mô hình", "Địa chỉ"], ["1", "Dân vận khéo", "Xã"]]


def test_text_in_an_old_encoding_is_refused() -> None:
    # "Dân vận khéo" in TCVN3.
    assert refusal(b"STT,D\xa9n v\xcbn kh\xd0o\n", "a.csv") == _(
        "The letters of this file cannot be read. Save it as Excel (.xlsx) or CSV UTF-8 and send that."
    )


def test_the_separator_line_of_excel_is_obeyed() -> None:
    [grid] = read_file(b"sep=;\r\nSTT;a, b, c\r\n1;d, e, f\r\n", "a.csv")
    assert (grid.cells, grid.numbers) == ([["STT", "a, b, c"], ["1", "d, e, f"]], [2, 3])


def test_an_unclosed_quotation_mark_names_its_line() -> None:
    message = refusal('STT,Tên\n1,"Dân vận khéo\n2,Hai\n'.encode(), "a.csv")
    assert message == _(
        "Line %(line)s has a quotation mark that is not closed. Correct it and send the file again."
    ) % {"line": 3}
