"""A raw text becomes the parts of a paper: layout and encoding are repaired, words are not."""

import pytest

from dvk_portal.demo.paper_text import Block, Source, plain, read_paper, repaired, to_html

LETTER = """
ĐẢNG BỘ TỈNH A
HUYỆN ỦY B

\\*
Số 12-CV/HU

V/v đăng ký
mô hình

ĐẢNG CỘNG SẢN VIỆT NAM

B, ngày 05 tháng 3 năm 2024

Kính gửi: - Các chi bộ,
- Các đoàn thể.

Thực hiện kế hoạch
năm 2024:

{body}

Nơi nhận:

- Như trên,
- Lưu VT.

**T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ**

Người Ký
"""
OPENS = "Thực hiện"


def body(text: str, **source: object) -> list[Block]:
    """The blocks after the first paragraph of a letter with this body."""
    return list(read_paper(LETTER.format(body=text), Source(opens=OPENS, markdown=True, **source)).body[1:])


def test_the_parts_of_a_letter():
    paper = read_paper(LETTER.format(body="1. Đăng ký."), Source(opens=OPENS, markdown=True))
    assert paper.upper_body == "ĐẢNG BỘ TỈNH A"
    assert paper.issuing_body == ("HUYỆN ỦY B",)
    assert paper.number == "12-CV/HU"
    assert paper.subject == "V/v đăng ký mô hình"
    assert (paper.place, paper.issued_on) == ("B", "2024-03-05")
    assert paper.addressees == ("Các chi bộ,", "Các đoàn thể.")
    assert paper.body == (
        Block("paragraph", "Thực hiện kế hoạch năm 2024:"),
        Block("paragraph", "1. Đăng ký."),
    )
    assert paper.recipients == ("Như trên,", "Lưu VT.")
    assert (paper.authority, paper.signer_title, paper.signer) == (
        "T/M BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
        "Người Ký",
    )


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("B, ngày 05 tháng 3 năm 2024", "2024-03-05"),
        ("B, ngày tháng 02 năm 2024", "2024-02"),
        ("B, ngày  tháng 12 năm 2024", "2024-12"),
    ],
)
def test_a_blank_day_stays_unknown(printed, known):
    text = LETTER.format(body="").replace("B, ngày 05 tháng 3 năm 2024", printed)
    assert read_paper(text, Source(opens=OPENS)).issued_on == known


def test_lines_of_one_sentence_are_joined():
    assert body("2. Chỉ đạo các\ntập thể, cá nhân.") == [
        Block("paragraph", "2. Chỉ đạo các tập thể, cá nhân.")
    ]


def test_a_sentence_runs_over_a_blank_line_when_it_goes_on_in_small_letters_or_a_quotation():
    assert body("3. Mô hình, điển hình\n\n“Dân vận khéo” các cấp.") == [
        Block("paragraph", "3. Mô hình, điển hình “Dân vận khéo” các cấp.")
    ]
    assert [block.text for block in body("Hết câu.\n\n“Câu” khác.")] == ["Hết câu.", "“Câu” khác."]


@pytest.mark.parametrize(
    ("cut", "joined"),
    [
        ("để p\nhong trào", "để phong trào"),
        ("Quy định số 101-\nQĐ/TW", "Quy định số 101-QĐ/TW"),
        ("chỉ đạo\n, kiểm tra", "chỉ đạo, kiểm tra"),
        ("hằng\nnăm", "hằng năm"),
    ],
)
def test_a_cut_word_or_number_is_put_together(cut, joined):
    assert body(f"{cut}.") == [Block("paragraph", f"{joined}.")]


def test_a_line_of_a_pdf_runs_on_when_it_is_full():
    full = "kế hoạch của năm " * 4 + "nay"
    blocks = body(f"{full}\n\ntiếp theo.\n\nCâu mới.", pdf_lines=True)
    assert [block.text for block in blocks][-2:] == [f"{full} tiếp theo.", "Câu mới."]


def test_headings_have_the_level_of_their_number():
    text = "I. MỤC ĐÍCH\n\n1. Yêu cầu\n\n2.1- Nội dung\n\n4. 1. Xác nhận\n\n2.1.1. Tập thể"
    assert [block.level for block in body(text)] == [2, 3, 4, 4, 4]


def test_what_ends_like_a_sentence_is_no_heading_unless_the_source_says_so():
    text = "2- Lãnh đạo, trọng tâm là:"
    assert body(text) == [Block("paragraph", text)]
    assert body(text, headings=("2- Lãnh đạo",)) == [Block("heading", text, level=3)]


def test_a_list_ends_where_its_sign_changes():
    assert body("- Một\n- Hai\n+ Ba") == [
        Block("list", items=("Một", "Hai"), sign="-"),
        Block("list", items=("Ba",), sign="+"),
    ]


def test_leaked_markdown_becomes_emphasis():
    assert to_html("“*Dân vận khéo*” **trong tháng 02** <x>", markdown=True) == (
        "“<i>Dân vận khéo</i>” <b>trong tháng 02</b> &lt;x&gt;"
    )
    assert to_html("* Chủ trì: *", markdown=False) == "* Chủ trì: *"
    assert plain("“<i>Dân vận khéo</i>” &lt;x&gt;") == "“Dân vận khéo” <x>"


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Môt\u0323 giúp môt\u0323", "Một giúp một"),
        ("đông\u0323 viên", "động viên"),
        ("phâ\u0301n đấu", "phấn đấu"),
        ("Các\u00a0đoàn thể", "Các đoàn thể"),
        ("phân đấu, triên khai", "phân đấu, triên khai"),
    ],
)
def test_encoding_is_repaired_and_spelling_is_not(damaged, right):
    assert repaired(damaged) == right


def test_a_text_that_is_no_paper_is_refused():
    with pytest.raises(ValueError, match="no line begins with 'Nơi nhận:'"):
        read_paper("Thực hiện kế hoạch", Source(opens=OPENS))
