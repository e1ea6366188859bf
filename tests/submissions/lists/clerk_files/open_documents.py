"""Spreadsheets of LibreOffice, written by odfpy: repeats, filters, notes, dates, parts of a text."""

import datetime
from typing import Any

from odf.dc import Creator
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, S, Span

from .exemplars import (
    ALLEYS,
    CAMERAS,
    FLOWERS,
    GREEN_HOUSE,
    LAND,
    MEALS,
    ONE_HELPS_ONE,
    ONLINE_SERVICE,
    RICE_JAR,
    SAVING,
    STREET_LIGHTS,
    TEN,
)
from .making import Line, Sheet, open_book, saved
from .official import M3_HEADINGS, TOP, UNDER_M3, UNDER_M4, full_width, header_merges, party_foot, party_head
from .told import CULTURE, DEFENCE, ECONOMY, POLITICAL, ClerkFile, Maker, flat

HEAD = party_head(
    "ĐẢNG BỘ TỈNH ĐỒNG NAI", "ĐẢNG ỦY XÃ THIỆN TÂN", "Thiện Tân, ngày 12 tháng 3 năm 2025", 2025
)
UNIT = "ĐẢNG ỦY XÃ THIỆN TÂN"


def by_the_letter() -> ClerkFile:
    """M3 with merged header and headings; dates are dates."""
    land = LAND.but(period="Năm 2025", completion="30/11/2025")
    lines: list[Line] = [
        *HEAD,
        TOP,
        UNDER_M3,
        *[
            [M3_HEADINGS[ECONOMY]],
            STREET_LIGHTS.line(1),
            land.line(2, completion=datetime.date(2025, 11, 30)),
        ],
        ["..."],
        *[[M3_HEADINGS[CULTURE]], GREEN_HOUSE.line(1), ["..."]],
        *[[M3_HEADINGS[DEFENCE]], CAMERAS.line(1), ["..."]],
        *[[M3_HEADINGS[POLITICAL]], [1], ["..."]],
        *party_foot("Lê Văn Hùng"),
    ]
    merges = [*header_merges(8), *full_width(lines, list(M3_HEADINGS.values()))]
    return ClerkFile(
        *("Thien Tan 2025.ods", open_book(Sheet("M3", lines, merges)), "M3", 2025, UNIT),
        [STREET_LIGHTS, land, GREEN_HOUSE, CAMERAS],
    )


def with_hidden_rows() -> ClerkFile:
    """A row was hidden; a second sheet is empty."""
    lines: list[Line] = [*HEAD, TOP, UNDER_M4, SAVING.line(1), ONE_HELPS_ONE.line(2), MEALS.line(3)]
    data = open_book(Sheet("DS", lines, header_merges(8), hidden=[11]), Sheet("Trang tính2", []))
    return ClerkFile(
        "an dong.ods", data, "M4", 2025, UNIT, flat([SAVING, ONE_HELPS_ONE, MEALS]), ["hidden_rows"]
    )


def _text_cell(*parts: Any, **told: Any) -> Any:
    cell = TableCell(valuetype="string", **told)
    for part in parts:
        cell.addElement(part if not isinstance(part, str) else P(text=part))
    return cell


def repeated_to_the_end() -> ClerkFile:
    """Empty rows and cells repeated to the end of the sheet, a note in a cell, a text in coloured parts."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="DVK 2024")
    note = Annotation()
    note.addElement(Creator(text="Văn phòng"))
    note.addElement(P(text="Hỏi lại chi bộ"))
    parts = P()
    parts.addElement(Span(text="Đường hoa "))
    parts.addElement(Span(text="thay"))
    parts.addElement(S(c=1))
    parts.addText("cỏ dại")
    goal = P(text="Trồng mới")
    goal.addElement(LineBreak())
    goal.addText("500 m đường hoa")
    header = [
        "TT",
        "Tên mô hình",
        "Địa chỉ thực hiện",
        "Tập thể/cá nhân",
        "Lĩnh vực",
        "Mới/tiếp tục",
        "Mục tiêu",
    ]
    rows = [
        [_text_cell("ĐẢNG ỦY XÃ KIM LONG"), TableCell(numbercolumnsrepeated=1023)],
        [_text_cell("Danh sách mô hình dân vận khéo năm 2024")],
        [_text_cell(label) for label in header],
        [
            TableCell(valuetype="float", value="1"),
            *(_text_cell(note, parts), _text_cell(FLOWERS.place), _text_cell(FLOWERS.registrant)),
            *(_text_cell("Văn hoá - xã hội"), _text_cell("Tiếp tục"), _text_cell(goal)),
        ],
        [
            TableCell(valuetype="float", value="2"),
            *(_text_cell(CAMERAS.title), _text_cell(CAMERAS.place), _text_cell(CAMERAS.registrant)),
            *(_text_cell("An ninh - quốc phòng"), _text_cell("Mới"), _text_cell(CAMERAS.goal)),
        ],
    ]
    for cells in rows:
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    last = TableRow(numberrowsrepeated=1048571)
    last.addElement(TableCell(numbercolumnsrepeated=1024))
    table.addElement(last)
    document.spreadsheet.addElement(table)
    return ClerkFile(
        *("kim long.ods", saved(document), "table", 2024, "ĐẢNG ỦY XÃ KIM LONG"),
        [FLOWERS.but(period="", completion=""), CAMERAS.but(period="", completion="")],
    )


def two_sheets_of_a_bloc() -> ClerkFile:
    """A sheet for each branch, both lists; a third one says only that nothing is registered."""

    def sheet(name: str, *rows: Line) -> Sheet:
        head = [["ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH"], ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"]]
        return Sheet(name, [*head, TOP, UNDER_M4, *rows], header_merges(3))

    data = open_book(
        sheet("Chi bộ 1", TEN.line(1), ONLINE_SERVICE.line(2)),
        sheet("Chi bộ 2", RICE_JAR.line(1), ALLEYS.line(2)),
        Sheet("Chi bộ 3", [["Chi bộ 3: không đăng ký"]]),
    )
    return ClerkFile(
        *("khoi.ods", data, "M4", 2024, "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH"),
        flat([TEN, ONLINE_SERVICE, RICE_JAR, ALLEYS]),
    )


FILES: list[Maker] = [by_the_letter, with_hidden_rows, repeated_to_the_end, two_sheets_of_a_bloc]
