import io
import time
import zipfile
from contextlib import suppress

import pytest
from django.utils.translation import gettext as _
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from submissions.lists.formats.docx import read_docx
from submissions.lists.formats.encodings import to_unicode
from submissions.lists.formats.grid import Contents, Grid, Line, Merge
from submissions.lists.formats.limits import MAX_ROWS, RefusedFile
from submissions.lists.layout.rows import Row, read_rows
from submissions.lists.layout.tables import find_tables
from tests.submissions.lists.word_files import (
    add_list,
    add_table,
    list_docx,
    packed,
    paragraphs,
    saved,
    with_body,
    with_part,
)

ROAD = {
    "sector": "economy",
    "place": "Thôn Trung",
    "title": "Hiến đất làm đường",
    "registrant": "Chi bộ thôn Trung",
    "new": "Năm 2024",
    "completion": "12/2024",
    "goal": "Hiến 500 m² đất",
}
CAMERA = {
    "sector": "defence_security",
    "place": "Thôn Hạ",
    "title": "Camera an ninh",
    "registrant": "Nguyễn Văn A",
    "continuing": "x",
}
DAMAGED = "The Word file is damaged. Open it in Word, save it again as .docx and send that."
HEADER = [
    "STT",
    "Địa chỉ",
    "Tên mô hình",
    "Tập thể, cá nhân",
    "Duy trì",
    "Xây dựng mới",
    "Hoàn thành",
    "Mục tiêu",
]
TYPES = "[Content_Types].xml"


def read(data: bytes) -> Contents:
    return read_docx(data, "danh-sach.docx")


def table_name(number: int) -> str:
    return _("Table %(number)s") % {"number": number}


def rows_of(data: bytes) -> list[Row]:
    grids = [to_unicode(grid) for grid in read(data).grids]
    return [row for grid in grids for table in find_tables(grid) for row in read_rows(grid, table)]


def one_table(xml: str, start: int = 0) -> Grid:
    """Return the grid of a table with these rows; `start` leaves out its first cells row by row."""
    columns = "".join('<w:gridCol w:w="1000"/>' for _column in range(8))
    [grid] = read(with_body(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{xml}</w:tbl>")).grids
    return grid


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell of one paragraph; `content` is text or runs."""
    runs = content if content.startswith("<") or not content else f"<w:r><w:t>{content}</w:t></w:r>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{runs}</w:p></w:tc>"


def texts_of(*runs: str) -> str:
    """Return the text of a paragraph of these runs."""
    return read(with_body(f"<w:p>{''.join(runs)}</w:p>")).lines[0].text


# --- Lists --------------------------------------------------------------------------------------------


def test_the_letters_list_is_read_whole():
    [first, second] = rows_of(list_docx([ROAD, CAMERA]))
    assert first == Row(
        sheet=table_name(2),
        row=4,
        stt="1",
        sector="economy",
        sector_text=first.sector_text,
        place="Thôn Trung",
        title="Hiến đất làm đường",
        registrant="Chi bộ thôn Trung",
        kind="collective",
        continuity="new",
        period="Năm 2024",
        completion="12/2024",
        goal="Hiến 500 m² đất",
        layout="M3",
        year=2024,
        cells=first.cells,
    )
    assert first.cells["title"] == _("row %(row)s, column %(column)s") % {"row": 4, "column": 3}
    assert (second.sector, second.title, second.continuity) == (
        "defence_security",
        "Camera an ninh",
        "continuing",
    )


def test_title_year_and_unit_stand_above_the_list():
    grids = read(list_docx([ROAD], "M4", year=2025)).grids
    assert [grid.sheet for grid in grids] == [table_name(1), table_name(2)]
    [table] = find_tables(to_unicode(grids[1]))
    assert (table.layout, table.year, table.unit) == ("M4", 2025, "ĐẢNG ỦY XÃ CAO XÁ")
    assert grids[1].numbers[:7] == [0] * 7
    assert grids[1].is_word


def test_a_letterhead_set_with_tabs():
    document = Document()
    document.add_paragraph("HUYỆN ỦY TÂN YÊN\tĐẢNG CỘNG SẢN VIỆT NAM")
    document.add_paragraph("ĐẢNG ỦY XÃ CAO XÁ        Cao Xá, ngày 2 tháng 2 năm 2023")
    document.add_paragraph("DANH SÁCH NĂM 2024")
    add_list(document, [ROAD], "M4")
    [table] = find_tables(to_unicode(read(saved(document)).grids[0]))
    assert (table.year, table.unit) == (2024, "ĐẢNG ỦY XÃ CAO XÁ")


def test_two_lists_under_two_titles_are_two_tables():
    document = Document()
    for year in (2024, 2025):
        document.add_paragraph(f"DANH SÁCH ĐĂNG KÝ NĂM {year}")
        add_list(document, [ROAD], "M4")
    rows = rows_of(saved(document))
    assert [(row.sheet, row.row, row.year) for row in rows] == [
        (table_name(1), 3, 2024),
        (table_name(2), 3, 2025),
    ]


@pytest.mark.parametrize("with_header", [True, False])
def test_a_list_cut_in_two_is_one_list(with_header):
    document = Document()
    add_table(document, [HEADER, ["1", "Thôn Hạ", "Trồng hoa", "Chi bộ", "", "2024", "", ""]])
    document.add_paragraph("")
    second = ["2", "Thôn Trung", "Thắp sáng", "Chi bộ", "", "2024", "", ""]
    add_table(document, [HEADER, second] if with_header else [second])
    rows = rows_of(saved(document))
    assert [(row.sheet, row.row, row.title) for row in rows] == [
        (table_name(1), 2, "Trồng hoa"),
        (table_name(1), 4 if with_header else 3, "Thắp sáng"),
    ]


def test_headings_between_the_pieces_of_a_list_give_the_sector():
    document = Document()
    add_table(document, [HEADER, ["1", "Thôn Hạ", "Trồng hoa", "Chi bộ", "", "2024", "", ""]])
    document.add_paragraph("II- Lĩnh vực quốc phòng – an ninh")
    add_table(document, [HEADER, ["1", "Thôn Hạ", "Camera", "Chi bộ", "", "2024", "", ""]])
    assert [(row.title, row.sector) for row in rows_of(saved(document))][1:] == [
        ("Camera", "defence_security")
    ]


def test_a_list_inside_a_table_that_only_frames_it():
    document = Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.paragraphs[0].add_run("DANH SÁCH NĂM 2024")
    frame._tc.append(add_list(document, [ROAD], "M4")._tbl)
    frame.add_paragraph("")
    [found] = rows_of(saved(document))
    assert (found.title, found.year) == ("Hiến đất làm đường", 2024)


def test_a_table_inside_a_cell_is_text_of_the_cell():
    document = Document()
    table = add_table(document, [HEADER, ["1", "Thôn Hạ", "Trồng hoa", "Chi bộ", "", "2024", "", "Gồm:"]])
    table.cell(1, 7)._tc.append(add_table(document, [["Hoa", "500 cây"], ["Cỏ", "2 ha"]])._tbl)
    table.cell(1, 7).add_paragraph("")
    [found] = rows_of(saved(document))
    assert found.goal == "Gồm:\nHoa 500 cây\nCỏ 2 ha"


# --- Cells --------------------------------------------------------------------------------------------


def test_vertical_merges_keep_the_top_text_only():
    restart, proceed = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = one_table(
        row(cell("1"), cell("Thôn Trung", restart), cell("a"))
        + row(cell("2"), cell("", proceed), cell("b"))
        + row(cell("3"), cell("cũ", proceed), cell("c"))
        + row(cell("4"), cell("Thôn Hạ", restart), cell("d"))
    )
    assert grid.cells == [["1", "Thôn Trung", "a"], ["2", "", "b"], ["3", "", "c"], ["4", "Thôn Hạ", "d"]]
    assert grid.merges == [Merge(1, 1, 3)]


def test_a_merge_without_a_top_begins_one():
    grid = one_table(row(cell("1"), cell("a", "<w:vMerge/>"), cell("b")))
    assert (grid.cells, grid.merges) == ([["1", "a", "b"]], [])


def test_cells_over_several_columns():
    grid = one_table(
        row(cell("a"), cell("b", '<w:gridSpan w:val="2"/>'), cell("c"))
        + row(cell("1"), cell("2"), cell("3"), cell("4"))
    )
    assert grid.cells == [["a", "b", "", "c"], ["1", "2", "3", "4"]]


def test_rows_that_begin_later():
    late = '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("c") + cell("d") + "</w:tr>"
    grid = one_table(row(cell("1"), cell("2"), cell("3"), cell("4")) + late)
    assert grid.cells == [["1", "2", "3", "4"], ["", "", "c", "d"]]


def test_borders_moved_by_hand_do_not_move_the_columns():
    wide, wider = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
    grid = one_table(
        row(cell("STT"), cell("Tên", wide), cell("Nơi"), cell("Ai", wide))
        + row(cell("1", wide), cell("a"), cell("b", wide), cell("c"))
        + row(cell("2"), cell("d", wider), cell("e"), cell("f"))
        + row(cell("3"), cell("g", wide), cell("h", wider))
    )
    assert grid.cells == [
        ["STT", "Tên", "Nơi", "Ai"],
        ["1", "a", "b", "c"],
        ["2", "d", "e", "f"],
        ["3", "g", "h", ""],
    ]


def test_a_row_in_a_content_control():
    controlled = f"<w:sdt><w:sdtContent>{row(cell('2'), cell('b'), cell('c'))}</w:sdtContent></w:sdt>"
    held = f"<w:sdt><w:sdtContent>{cell('f')}</w:sdtContent></w:sdt>"
    grid = one_table(row(cell("1"), cell("a"), cell("x")) + controlled + row(cell("3"), cell("e"), held))
    assert grid.cells == [["1", "a", "x"], ["2", "b", "c"], ["3", "e", "f"]]


def test_deleted_rows_are_left_out_and_hidden_ones_told():
    deleted = f"<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{cell('x')}{cell('y')}{cell('z')}</w:tr>"
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('2')}{cell('b')}{cell('c')}</w:tr>"
    grid = one_table(row(cell("1"), cell("a"), cell("b")) + deleted + hidden)
    assert (grid.cells, grid.hidden) == ([["1", "a", "b"], ["2", "b", "c"]], {2})


def test_paragraphs_of_a_cell_are_its_lines():
    two = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>"
    assert one_table(row(cell("1"), cell("x"), two)).cells == [["1", "x", "a\nb"]]


def test_the_hidden_code_of_a_record_is_no_text():
    code = "<w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>[7KQ2MXZ9]</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>[not a code]</w:t></w:r><w:r><w:t>2</w:t></w:r>"
    grid = one_table(row(cell(code), cell("a"), cell("b")) + row(cell(hidden), cell("c"), cell("d")))
    assert (grid.cells, grid.codes) == ([["1", "a", "b"], ["2", "c", "d"]], {1: "7KQ2MXZ9"})


def test_automatic_numbers_in_the_first_column():
    document = Document()
    table = add_table(
        document, [HEADER, *(["", "Thôn", f"Mô hình {n}", "", "", "x", "", ""] for n in (1, 2))]
    )
    for index in (1, 2):
        table.cell(index, 0).paragraphs[0].style = "List Number"
    assert [(row.stt, row.title) for row in rows_of(saved(document))] == [
        ("1", "Mô hình 1"),
        ("2", "Mô hình 2"),
    ]


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1-"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0A8;"/>
<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="999999"/><w:numFmt w:val="upperRoman"/>
<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(text: str, number: int, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_automatic_numbers_are_counted_as_word_does():
    body = (
        numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1, 1) + numbered("d", 1) + numbered("e", 1, 1)
    )
    body += numbered("f", 2) + numbered("g", 3) + numbered("h", 4) + numbered("i", 0)
    data = with_part(with_body(body), "word/numbering.xml", NUMBERING.encode())
    assert [line.text for line in read(data).lines if line.text] == [
        *("I- a", "I.1. b", "I.2. c", "II- d", "II.1. e", "☐ f", "999999 g", "I- h", "i"),
    ]


def test_a_heading_numbered_automatically_gives_the_sector():
    document = Document()
    table = add_table(
        document, [HEADER, ["Lĩnh vực kinh tế"], ["1", "Thôn", "Đường", "", "", "2024", "", ""]]
    )
    table.cell(1, 0).merge(table.cell(1, 7)).paragraphs[0].style = "List Number"
    assert [row.sector for row in rows_of(saved(document))] == ["economy"]


# --- Runs ---------------------------------------------------------------------------------------------


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("Dân v"), run("ận"), run(" khéo")], "Dân vận khéo"),
        ([run("a"), f'<w:ins w:id="1" w:author="b">{run("b")}</w:ins>', run("c")], "abc"),
        (['<w:del w:id="1" w:author="b"><w:r><w:delText>x</w:delText></w:r></w:del>', run("a")], "a"),
        ([f'<w:moveFrom w:id="1" w:author="b">{run("x")}</w:moveFrom>', run("a")], "a"),
        ([f'<w:hyperlink w:anchor="b">{run("a")}</w:hyperlink>'], "a"),
        ([f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>"], "a"),
        (
            [
                f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Chọn')}</w:sdtContent></w:sdt>"
            ],
            "",
        ),
        ([f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>'], "3"),
        (
            [
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                "<w:r><w:instrText>FORMTEXT</w:instrText></w:r>",
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                run("Thôn"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            ],
            "Thôn",
        ),
        (["<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"], "a\nb\tc"),
        (["<w:r><w:t>an</w:t><w:softHyphen/><w:t>ninh\u00ad</w:t><w:noBreakHyphen/></w:r>"], "anninh-"),
        ([run("a"), '<w:r><w:footnoteReference w:id="2"/></w:r>'], "a"),
        ([run("a"), run("ẩn", "<w:vanish/>"), run("b", '<w:vanish w:val="0"/>')], "ab"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run(" a")], "☑ a"),
        ([run("\uf06f", '<w:rFonts w:ascii="Wingdings"/>')], "☐"),
        ([run("x", '<w:rFonts w:ascii="Wingdings"/>')], "☒"),
        ([run("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>')], "☑"),
        ([run("\uf0fc")], "✓"),
        ([run("\uf0b7", '<w:rFonts w:ascii="Symbol"/>')], "•"),
    ],
)
def test_a_paragraph_reads_as_it_is_seen(runs, text):
    assert texts_of(*runs) == text


@pytest.mark.parametrize(
    ("state", "box"),
    [
        ("", "☐"),
        ('<w:default w:val="1"/>', "☑"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ("<w:checked/>", "☑"),
    ],
)
def test_the_box_of_a_form_field(state, box):
    field = f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>"
    assert (
        texts_of(f'<w:r><w:fldChar w:fldCharType="begin">{field}</w:fldChar></w:r>', run(" a")) == f"{box} a"
    )


@pytest.mark.parametrize(("value", "box"), [("1", "☑"), ("0", "☐"), ("true", "☑")])
def test_the_box_of_a_content_control(value, box):
    control = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox></w:sdtPr>'
    assert (
        texts_of(f"<w:sdt>{control}<w:sdtContent>{run('?')}</w:sdtContent></w:sdt>", run(" a")) == f"{box} a"
    )


def shape(content: str) -> str:
    inside = f"<w:txbxContent><w:p>{content}</w:p></w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"


def text_box(content: str) -> str:
    """Return a run with a text box as Word writes it: for new and for old programs."""
    new, old = f"<mc:Choice Requires='v'>{shape(content)}</mc:Choice>", shape(content)
    return f"<w:r><mc:AlternateContent>{new}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"


def test_a_text_box_is_a_line_of_its_own():
    lines = read(with_body(f"<w:p>{run('a')}{text_box(run('DANH SÁCH'))}</w:p>")).lines
    assert [line.text for line in lines if line.text] == ["DANH SÁCH", "a"]


@pytest.mark.parametrize(("mark", "text"), [("", "Kinh tế ☐ "), (run("x"), "Kinh tế ☑ ")])
def test_a_text_box_for_a_tick_is_a_box(mark, text):
    assert texts_of(run("Kinh tế"), text_box(mark)) == text


def test_bold_and_underlined_letters_are_known():
    runs = run("a ") + run(" bc ", "<w:b/>") + run("d", '<w:u w:val="single"/>')
    [line, *_rest] = read(with_body(f"<w:p>{runs}</w:p>")).lines
    assert (line.text, line.bold) == ("a  bc d", [(3, 7)])


def test_rows_are_lines_with_tabs_between_their_cells():
    document = Document()
    document.add_paragraph("trên")
    add_table(document, [["a", "b\nc"], ["", "d"]])
    document.add_paragraph("dưới")
    assert [line.text for line in read(saved(document)).lines] == ["trên", "a\tb\nc", "d", "dưới"]


# --- Old fonts ----------------------------------------------------------------------------------------

TCVN3 = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'


def test_fonts_of_old_encodings_are_told():
    mixed = run("D©n vËn ", TCVN3) + run("khéo")
    grid = one_table(row(cell("1"), cell(mixed), cell(run("x", TCVN3))))
    assert grid.fonts == {(1, 1): [(8, ".VnTime"), (4, "")], (1, 2): [(1, ".VnTime")]}
    assert to_unicode(grid).cells == [["1", "Dân vận khéo", "x"]]


def test_the_font_of_a_style_counts():
    document = Document()
    table = add_table(document, [["1", "Hiến đất", "D©n vËn"]])
    style = document.styles.add_style("Cu", 1)
    style.font.name = ".VnTime"
    derived = document.styles.add_style("Cu con", 1)
    derived.base_style = style
    table.cell(0, 2).paragraphs[0].style = derived
    [grid] = read(saved(document)).grids
    assert grid.fonts == {(1, 2): [(7, ".VnTime")]}


def test_lines_are_in_unicode():
    runs = run("Uû ban ", TCVN3) + run("nh©n d©n", TCVN3 + "<w:b/>")
    assert read(with_body(f"<w:p>{runs}</w:p>")).lines[0] == Line("Uỷ ban nhân dân", [(7, 15)])


# --- Hostile and broken files -------------------------------------------------------------------------


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedFile) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<w:document",
        b"\xff\xfe<\0a\0",
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b"<x>&a;</x>",
        b"<a>" * 5_000 + b"</a>" * 5_000,
    ],
)
def test_a_document_that_is_broken_or_hostile_is_refused(content):
    assert refusal(with_part(paragraphs("a"), "word/document.xml", content)) == _(DAMAGED)


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
def test_a_broken_part_is_refused(part):
    assert refusal(with_part(paragraphs("a"), part, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')) == _(
        DAMAGED
    )


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_document_is_refused(share):
    data = list_docx([ROAD])
    assert refusal(data[: int(len(data) * share)]) == _(DAMAGED)


def test_macros_links_and_embedded_files_are_not_looked_at():
    data = with_body(f"<w:altChunk/><w:p>{run('a')}<w:r><w:object/></w:r></w:p>")
    link = '<Relationship Id="rId99" TargetMode="External" Target="http://example.com/a.docx"/>'
    data = with_part(data, "word/_rels/document.xml.rels", f"<Relationships>{link}</Relationships>".encode())
    for name in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin", "../../etc/passwd"):
        data = with_part(data, name, b"\0")
    assert read(data).lines[0].text == "a"


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def raw(body: str) -> bytes:
    """Return a document of one part."""
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed([(TYPES, b"<Types/>"), ("word/document.xml", document.encode())])


@pytest.mark.parametrize(
    "body",
    [
        "<w:p>" + "<w:r/>" * 2_000_000 + "</w:p>",
        f"<w:tbl><w:tr>{cell('a') * 400_000}</w:tr></w:tbl>",
    ],
)
def test_a_paragraph_or_row_with_more_in_it_than_a_list_is_refused(body):
    started = time.process_time()
    assert refusal(raw(body)) == _(
        "The file unpacks to more than a list needs. Copy the list into a new Excel file."
    )
    assert time.process_time() - started < 5


def test_too_many_rows_are_refused():
    assert str(MAX_ROWS) in refusal(raw(f"<w:tbl>{'<w:tr><w:tc/></w:tr>' * (MAX_ROWS + 1)}</w:tbl>"))


def test_a_cell_over_a_million_columns_is_one_cell():
    wide = cell("a", '<w:gridSpan w:val="999999"/>')
    grid = one_table(row(wide, cell("b"), cell("c", '<w:gridSpan w:val="99999999999999"/>')))
    assert grid.cells == [["a", "b", "c"]]


def test_text_boxes_within_text_boxes_are_read_once():
    inside = run("đáy")
    for _level in range(30):
        inside = f"<w:r>{shape(inside)}</w:r>{run('một hàng')}"
    lines = read(with_body(f"<w:p>{inside}</w:p>")).lines
    assert "\n".join(line.text for line in lines).count("đáy") <= 30


def test_tables_within_tables_end():
    inside = "<w:p/>"
    for _level in range(40):
        inside = f"<w:p/><w:tbl>{row(f'<w:tc>{inside}</w:tc>')}</w:tbl><w:p/>"
    assert len(read(raw(inside)).grids) <= 40


def test_thousands_of_rows_are_read_in_seconds():
    texts = ("1", "Thôn Trung", "Thắp sáng", "Chi bộ", "", "2024", "12/2024", "Đèn")
    data = raw(f"<w:tbl>{row(*map(cell, HEADER))}{row(*map(cell, texts)) * 2_999}</w:tbl>")
    started = time.process_time()
    [grid] = read(data).grids
    assert time.process_time() - started < 6
    assert len(grid.cells) == 3_000


FUZZED = zipfile.ZipFile(io.BytesIO(list_docx([ROAD, CAMERA]))).read("word/document.xml")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(FUZZED)), st.integers(0, 200), st.binary(max_size=40))
@example(0, len(FUZZED), b"")
@example(100, 0, b'<w:numPr><w:numId w:val="x"/></w:numPr>')
def test_any_bytes_in_the_document_are_read_or_refused(at, cut, replacement):
    content = FUZZED[:at] + replacement + FUZZED[at + cut :]
    with suppress(RefusedFile):
        read(packed([(TYPES, b"<Types/>"), ("word/document.xml", content)]))
