import io
import random
import struct
import time
import tracemalloc
import zipfile

import pytest
import xlwt
from django.utils.translation import gettext as _
from openpyxl import Workbook

from submissions.lists.formats import parts as parts_module
from submissions.lists.formats import sheet as sheet_module
from submissions.lists.formats.files import RefusedFile, read_file, sniff
from submissions.lists.formats.limits import MAX_BYTES, MAX_MERGES, MAX_NAMES, MAX_ROWS, MAX_RUN
from tests.submissions.lists.letter_list import csv_bytes, letter_xlsx, workbook_bytes

ROW = {"sector": "economy", "place": "Thôn Trung", "title": "Hiến đất làm đường", "new": "2024"}
BROKEN = "The file is damaged or incomplete. Open it in Excel or Word, save it again and send that."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def archive(entries: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return data.getvalue()


def ole(stream: str) -> bytes:
    """Return an OLE file with one stream of some name: an old workbook with its stream renamed."""
    workbook = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("M3")
    book.save(workbook)
    old, new = "Workbook".encode("utf-16-le"), stream.encode("utf-16-le")
    entry = old.ljust(64, b"\0") + (len(old) + 2).to_bytes(2, "little")
    assert workbook.getvalue().count(entry) == 1
    return workbook.getvalue().replace(entry, new.ljust(64, b"\0") + (len(new) + 2).to_bytes(2, "little"))


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
        (b"BM6\0\x0c\0\0\0\0\0", "image"),
        (b"\n<!DOCTYPE html><p>Danh s\xc3\xa1ch</p>", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "html"),
        (OLE, "broken"),
        (ole("EncryptedPackage"), "encrypted"),
        (ole("WordDocument"), "doc"),
        (ole("PowerPoint Document"), "ole"),
        (b"{\\rtf1\\ansi", "rtf"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<w/>"}), "odt"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "presentation"),
        (archive({"mimetype": b"application/epub+zip"}), "archive"),
        (archive({"xl/workbook.bin": b"\0"}), "xlsb"),
        (archive({"ppt/presentation.xml": b"<w/>"}), "presentation"),
        (archive({"readme.txt": b"x", "danh-sach.xlsx": b"PK"}), "archive"),
        (b"Rar!\x1a\x07\x01\0", "archive"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "archive"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "program"),
        (b"MZ\x90\0\x03\0\0\0", "program"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "mail"),
        (b"\x01\x02\x03\x04\x05", "unknown"),
    ],
)
def test_another_kind_of_file_is_refused_whatever_its_name(data: bytes, kind: str) -> None:
    assert sniff(data) == kind
    assert len(refusal(data, "danh-sach.xlsx")) > 30


def test_a_pdf_named_xlsx_is_told_by_its_content() -> None:
    assert refusal(b"%PDF-1.4 ...") == _(
        "This is a PDF, whatever its name says. Send the Excel or Word file the PDF was made from."
    )


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_truncated_workbook_is_refused(share: float) -> None:
    data = letter_xlsx([ROW])
    assert refusal(data[: int(len(data) * share)]) == _(BROKEN)


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
    assert refusal(data) == _(BROKEN)


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
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx").grids
    assert time.perf_counter() - started < 2
    assert grid.cells == [["STT"]]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    data = letter_xlsx([ROW])
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        sheet = zipped.read("xl/worksheets/sheet1.xml")
    sheet = sheet.replace(b'ref="A3:H3"', b'ref="A1:XFD1048576"')
    [grid] = read_file(replaced(data, "xl/worksheets/sheet1.xml", sheet), "a.xlsx").grids
    assert len(grid.merges) == 6


@pytest.mark.parametrize(
    "body",
    [
        b"<row>" + b"<c><v>1</v></c>" * 2_001 + b"</row>",
        b"<row/>" * 5_001,
        "".join(f"<a{number}/>" for number in range(MAX_NAMES + 1)).encode(),
        b"<mergeCell ref='A1:A2'/>" * (MAX_MERGES + 1),
    ],
)
def test_a_sheet_with_more_in_it_than_a_list_is_refused(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    # The true limits take seconds to reach.
    monkeypatch.setattr(sheet_module, "MAX_CELLS", 2_000)
    if body.startswith(b"<row/>"):
        monkeypatch.setattr(parts_module, "MAX_TAGS", 5_000)
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    noise = b"<!--" + random.Random(1).randbytes(200_000).hex().encode() + b"-->"
    sheet = head + body + noise + b"</sheetData></worksheet>"
    message = refusal(replaced(letter_xlsx([ROW]), "xl/worksheets/sheet1.xml", sheet))
    assert message == _("The file unpacks to more than a list needs. Copy the list into a new Excel file.")


def test_a_sheet_in_utf_16_is_read() -> None:
    with zipfile.ZipFile(io.BytesIO(letter_xlsx([ROW]))) as zipped:
        sheet = zipped.read("xl/worksheets/sheet1.xml").decode()
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    data = replaced(letter_xlsx([ROW]), "xl/worksheets/sheet1.xml", (head + sheet).encode("utf-16"))
    assert read_file(data, "a.xlsx").grids == read_file(letter_xlsx([ROW]), "a.xlsx").grids


TOO_FAR = "The file unpacks to more than a list needs. Copy the list into a new Excel file."


def rewritten(data: bytes, old: bytes, new: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook with `old` replaced in names and contents."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {
            entry.replace(old.decode(), new.decode()): zipped.read(entry).replace(old, new)
            for entry in zipped.namelist()
        }


def test_a_sheet_is_counted_whatever_its_part_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_module, "MAX_CELLS", 2_000)
    parts = rewritten(letter_xlsx([ROW]), b"sheet1.xml", b"sheet1.dat")
    assert len(read_file(archive(parts), "a.xlsx").grids) == 1
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    noise = b"<!--" + random.Random(1).randbytes(200_000).hex().encode() + b"-->"
    sheet = head + b"<c><v>1</v></c>" * 2_001 + b"</row>" + noise + b"</sheetData></worksheet>"
    assert refusal(archive(parts | {"xl/worksheets/sheet1.dat": sheet})) == _(TOO_FAR)


def test_two_parts_of_one_name_are_refused() -> None:
    data = io.BytesIO(letter_xlsx([ROW]))
    with (
        zipfile.ZipFile(data, "a") as zipped,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        zipped.writestr("xl/worksheets/sheet1.xml", zipped.read("xl/worksheets/sheet1.xml"))
    assert refusal(data.getvalue()) == _(BROKEN)


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
        b'<fonts><font name="' + b"a" * 2 * MAX_RUN + b'"/></fonts>',
    ],
)
def test_more_styles_than_a_list_has_are_refused(styles: bytes) -> None:
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
    [grid] = read_file(workbook_bytes(workbook), "a.xlsx").grids
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


def old_workbook() -> bytes:
    data = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("M3").write(0, 0, "Dân vận khéo")
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    "data", [letter_xlsx([ROW]), old_workbook(), csv_bytes([["STT", "Tên mô hình"], ["1", "Dân vận"]] * 9)]
)
def test_a_file_cut_off_anywhere_is_read_as_far_as_it_goes_or_refused(data: bytes) -> None:
    for length in range(0, len(data), 61):
        try:
            assert read_file(data[:length], "a").grids
        except RefusedFile:
            continue
