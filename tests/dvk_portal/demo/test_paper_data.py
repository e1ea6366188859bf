"""The five papers, part by part, as they were found."""

import datetime
import re
import unicodedata

import pytest

from dvk_portal.demo.paper_data import (
    BINH_THUAN_LETTER,
    BINH_THUAN_PLAN,
    ENTERPRISES_LETTER,
    PAPERS,
    TAN_YEN_LETTER,
    THAI_NGUYEN_GUIDANCE,
    PaperData,
)
from dvk_portal.demo.paper_text import Paper, plain
from submissions.models.deadlines import last_accepted_day
from submissions.vietnamese.dates import PartialDate
from submissions.vietnamese.text import foreign_letters, nfc

HEADS = {
    BINH_THUAN_LETTER: {
        "upper_body": "ĐẢNG BỘ TỈNH BÌNH THUẬN",
        "issuing_body": ("ĐẢNG ỦY KHỐI", "CƠ QUAN VÀ DOANH NGHIỆP TỈNH"),
        "number": "1040 -CV/ĐUK",
        "subject": "Triển khai thực hiện Hướng dẫn xây dựng mô hình “Dân vận khéo” giai đoạn 2021 - 2025",
        "place": "Bình Thuận",
        "issued_on": "2022-06-02",
        "addressees": ("Cấp ủy các chi, đảng bộ cơ sở,", "Các đoàn thể Khối."),
    },
    ENTERPRISES_LETTER: {
        "upper_body": "",
        "issuing_body": (),
        "number": "821-CV/ĐUK",
        "subject": "V/v triển khai Phong trào thi đua “Dân vận khéo” năm 2024",
        "place": "",
        "issued_on": "",
        "addressees": ("Các chi, đảng bộ cơ sở,", "Các ban, Văn phòng Đảng uỷ, đoàn thể Khối."),
    },
    TAN_YEN_LETTER: {
        "upper_body": "ĐẢNG BỘ TỈNH BẮC GIANG",
        "issuing_body": ("HUYỆN ỦY TÂN YÊN",),
        "number": "-CV/HU",
        "subject": "V/v triển khai Phong trào thi đua “Dân vận khéo” năm 2024",
        "place": "Tân Yên",
        "issued_on": "2024-02",
        "addressees": (
            "Các cơ quan, đơn vị thuộc Huyện ủy, UBND huyện,",
            "Ủy ban MTTQ và các tổ chức chính trị - xã hội huyện,",
            "Các chi, đảng bộ trực thuộc Huyện ủy.",
        ),
    },
    BINH_THUAN_PLAN: {
        "upper_body": "TỈNH ỦY BÌNH THUẬN",
        "issuing_body": ("BAN DÂN VẬN",),
        "number": "54 -KH/BDVTU",
        "subject": "thực hiện phong trào thi đua “Dân vận khéo”, giai đoạn 2022 - 2025",
        "place": "Bình Thuận",
        "issued_on": "2022-03-29",
        "addressees": (),
    },
    THAI_NGUYEN_GUIDANCE: {
        "upper_body": "ĐẢNG BỘ TỈNH THÁI NGUYÊN",
        "issuing_body": ("ĐẢNG ỦY KHỐI CÁC CƠ QUAN",),
        "number": "29-HD/ĐUK",
        "subject": "xây dựng mô hình “Dân vận khéo”",
        "place": "Thái Nguyên",
        "issued_on": "2024-04-16",
        "addressees": (),
    },
}

FEET = {
    BINH_THUAN_LETTER: {
        "recipients": (
            "Như trên,",
            "Ban Dân vận Tỉnh ủy,",
            "Thường trực Đảng ủy,",
            "Các ban Đảng ủy Khối,",
            "Lưu VP, TGDV.",
        ),
        "authority": "T/M BAN THƯỜNG VỤ",
        "signer_title": "PHÓ BÍ THƯ",
        "signer": "Phạm Thị Tố Loan",
    },
    ENTERPRISES_LETTER: {
        "recipients": ("Ban Dân vận Tỉnh uỷ (b,c),", "Như trên,", "Lưu VT"),
        "authority": "T/M BAN THƯỜNG VỤ",
        "signer_title": "PHÓ BÍ THƯ",
        "signer": "Trần Ngọc Minh",
    },
    TAN_YEN_LETTER: {
        "recipients": ("Thường trực Huyện ủy,", "Như trên,", "Lưu Văn phòng Huyện ủy."),
        "authority": "T/M BAN THƯỜNG VỤ",
        "signer_title": "PHÓ BÍ THƯ",
        "signer": "Nguyễn Thế Huy",
    },
    BINH_THUAN_PLAN: {
        "recipients": (
            "Đảng ủy Khối CQ&DN tỉnh,",
            "Lãnh đạo Ban, Chi ủy,",
            "BCH Công đoàn,",
            "Các phòng thuộc Ban,",
            "Lưu Văn thư.",
        ),
        "authority": "",
        "signer_title": "TRƯỞNG BAN",
        "signer": "Đặng Hồng Sỹ",
    },
    THAI_NGUYEN_GUIDANCE: {
        "recipients": (
            "Ban Dân vận Tỉnh ủy,",
            "Các đ/c UV BCH Đảng bộ Khối,",
            "Các chi bộ, đảng bộ cơ sở,",
            "Các CQ TM, GV ĐUK,",
            "Các đoàn thể trực thuộc,",
            "Lưu Văn phòng ĐUK.",
        ),
        "authority": "T/M BAN CHẤP HÀNH",
        "signer_title": "PHÓ BÍ THƯ",
        "signer": "Mai Thị Nhài",
    },
}

# One letter a block: heading, paragraph, list with its number of lines.
SHAPES = {
    BINH_THUAN_LETTER: "ppppl2pp",
    ENTERPRISES_LETTER: "ppppp",
    TAN_YEN_LETTER: "ppppl2ppp",
    BINH_THUAN_PLAN: "phpphhhl2l3hl1l1l1l3hpl2l2hpl3pl3pl2pl3pl3hpppp",
    THAI_NGUYEN_GUIDANCE: "phl3hhppppppphhhppppphppphl2hhl1phpl2hl2hppl1hhhl3hl2hphphphphppppl2l2pppp",
}

PLAN_OUTLINE = [
    (2, "I- Mục đích, yêu cầu"),
    (2, "II- Nội dung thực hiện"),
    (3, "1- Triển khai thực hiện phong trào thi đua “Dân vận khéo” tại cơ quan Ban Dân vận Tỉnh ủy"),
    (4, "1.1- Công tác quán triệt, triển khai"),
    (4, "1.2- Xây dựng, duy trì các mô hình"),
    (4, "1.3- Xây dựng, duy trì, nhân rộng điển hình trong thực hiện các phong trào thi đua yêu nước"),
    (
        3,
        "2- Lãnh đạo đảng viên, công chức cơ quan thực hiện tốt nhiệm vụ tham mưu về phong trào thi đua "
        "“Dân vận khéo”, trọng tâm là:",
    ),
    (2, "III- Tổ chức thực hiện"),
]
GUIDANCE_OUTLINE = [
    (2, "I. MỤC ĐÍCH, YÊU CẦU"),
    (2, "II. NỘI DUNG"),
    (3, "1. Nội dung xây dựng mô hình “Dân vận khéo"),
    (3, '2. Xác định tiêu chí, tiêu chuẩn mô hình “Dân vận khéo"'),
    (4, "2.1. Xác định tiêu chí mô hình “Dân vận khéo”"),
    (4, "2.1.1. Đối với tập thể"),
    (4, "2.1.2. Đối với cá nhân"),
    (4, "2.2. Xác định tiêu chuẩn mô hình ở các cấp"),
    (3, "3. Đăng ký, tiếp nhận đăng ký và xác nhận mô hình “Dân vận khéo”"),
    (4, "3.1. Đối tượng đăng ký"),
    (4, "3.2. Cách thức đăng ký"),
    (4, "3.3. Tiếp nhận, tổng hợp đăng ký"),
    (4, "3.4. Rà soát mô hình “Dân vận khéo”"),
    (3, "4. Xác nhận và khen thưởng mô hình, điển hình “Dân vận khéo”"),
    (4, "4. 1. Xác nhận mô hình “Dân vận khéo”"),
    (4, "4.1.1. Nguyên tắc xét xác nhận mô hình “Dân vận khéo”"),
    (4, "4.1.2. Xác nhận mô hình “Dân vận khéo”"),
    (4, "4.2. Xác nhận điển hình “Dân vận khéo”"),
    (4, "4.2.1. Đối với điển hình “Dân vận khéo” cấp cơ sở"),
    (4, "4.2.2. Đối với điển hình “Dân vận khéo” cấp Đảng bộ Khối"),
    (4, "4.3. Khen thưởng điển hình “Dân vận khéo”"),
    (2, "III. TỔ CHỨC THỰC HIỆN"),
]

BASES = {
    BINH_THUAN_LETTER: [("775-CV/ĐUK", "2021-12-01"), ("08-HD/BDVTU", "2022-05-25")],
    ENTERPRISES_LETTER: [
        ("1388-CV/BDVTU", "2024-02-16"),
        ("57-CTr/ĐUK", "2024-01-02"),
        ("11-HD/ĐUK", "2023-02-22"),
    ],
    TAN_YEN_LETTER: [
        ("1388-CV/BDVTU", "2024-02-16"),
        ("62-KH/HU", "2021-11-01"),
        ("11-CT/TU", "2021-09-28"),
        ("09-HD/HU", "2022-08-17"),
        ("266-QĐ/HU", "2022-01-21"),
    ],
    BINH_THUAN_PLAN: [
        ("308-CV/TU", "2021-11-26"),
        ("775-CV/ĐUK", "2021-12-01"),
        ("44-CT/TU", "2013-12-23"),
        ("96-TB/VPTU", "2021-04-07"),
        ("01-KL/TW", ""),
        ("05-CT/TW", ""),
        ("101-QĐ/TW", ""),
        ("21-KL/TW", "2021-10-25"),
        ("56-KH/TU", "2022-02-24"),
    ],
    THAI_NGUYEN_GUIDANCE: [
        ("25-NQ/TW", "2013-06-03"),
        ("30-KH/ĐUK", "2021-07-12"),
        ("05-ĐA/TU", "2021-04-09"),
        ("08/2022/QĐ-UBND", "2022-04-19"),
        ("08-HD/BDVTU", "2022-09-25"),
        ("", "2024"),
    ],
}

# The wording of the paper and the last day in time, where the paper names one.
DUES = {
    BINH_THUAN_LETTER: [
        ("trong tháng 02", None),
        ("trước ngày 15/7/2022", "2022-07-14"),
        ("theo mốc thời gian nêu trên", "2022-07-14"),
        ("trước ngày 15/9", None),
    ],
    ENTERPRISES_LETTER: [("trước ngày 26 tháng 2 năm 2024", "2024-02-25")],
    TAN_YEN_LETTER: [
        ("chậm nhất ngày 27/02/2024", "2024-02-27"),
        ("chậm nhất ngày 27/02/2024", "2024-02-27"),
        ("chậm nhất ngày 27/02/2024", "2024-02-27"),
        ("tại Hội nghị giao ban ngày 01/3/2024", "2024-03-01"),
        ("Cuối năm", None),
    ],
    BINH_THUAN_PLAN: [
        ("trước ngày 09/4/2022", "2022-04-08"),
        ("vào đầu tháng 5/2022", None),
        ("Định kỳ hàng quý", None),
        ("dịp sinh hoạt kỷ niệm Ngày truyền thống công tác dân vận 15/10", None),
        ("Tháng 3/2022", "2022-03-31"),
        ("Hằng năm", None),
        ("Tháng 7/2022", "2022-07-31"),
        ("Năm 2025", None),
    ],
    THAI_NGUYEN_GUIDANCE: [
        ("hoàn thành trong tháng 2", None),
        ("trước ngày 20/3 hằng năm", None),
        ("trước 30/5/2024", "2024-05-29"),
        ("trước ngày 30/6/2024", "2024-06-29"),
        ("hoàn thành trong tháng 10 hằng năm", None),
        ("hoàn thành trong tháng 11 hằng năm", None),
        ("trước ngày 10/6 và 10/12 hằng năm", None),
        ("Hằng năm", None),
    ],
}

each_paper = pytest.mark.parametrize("data", PAPERS, ids=lambda data: data.slug)


def texts(paper: Paper) -> list[str]:
    """Every heading, paragraph and list line of the body, without tags."""
    return [
        plain(text)
        for block in paper.body
        for text in (block.items if block.kind == "list" else (block.text,))
    ]


def outline(data: PaperData) -> list[tuple[int, str]]:
    return [(block.level, plain(block.text)) for block in data.read().body if block.kind == "heading"]


def test_there_are_five():
    assert {data.slug for data in PAPERS} == {
        "cong-van-1040-cv-duk",
        "cong-van-821-cv-duk",
        "cong-van-tan-yen-2024",
        "ke-hoach-54-kh-bdvtu",
        "huong-dan-29-hd-duk",
    }


@each_paper
def test_the_head_is_what_the_paper_prints(data):
    paper = data.read()
    assert {name: getattr(paper, name) for name in HEADS[data]} == HEADS[data]


@each_paper
def test_the_foot_is_what_the_paper_prints(data):
    paper = data.read()
    assert {name: getattr(paper, name) for name in FEET[data]} == FEET[data]


@each_paper
def test_the_body_has_its_paragraphs_and_lists(data):
    kinds = {"heading": "h", "paragraph": "p"}
    shape = [kinds.get(block.kind, f"l{len(block.items)}") for block in data.read().body]
    assert "".join(shape) == SHAPES[data]


def test_the_headings_make_the_outline():
    assert outline(BINH_THUAN_PLAN) == PLAN_OUTLINE
    assert outline(THAI_NGUYEN_GUIDANCE) == GUIDANCE_OUTLINE
    assert [outline(data) for data in (BINH_THUAN_LETTER, ENTERPRISES_LETTER, TAN_YEN_LETTER)] == [[], [], []]


@each_paper
def test_the_body_keeps_every_word(data):
    """All letters and digits between the first sentence and the recipients, in their order."""

    def letters(text: str) -> str:
        return "".join(re.findall(r"\w", text))

    raw = nfc(data.raw).replace("Môṭ giúp môṭ", "Một giúp một")
    start = raw.index(texts(data.read())[0][:20])
    assert letters("".join(texts(data.read()))) == letters(raw[start : raw.index("Nơi nhận:", start)])


@each_paper
def test_no_paragraph_is_broken_off(data):
    for text in texts(data.read())[1:]:
        assert "\n" not in text
        assert "  " not in text
        # What begins in small letters is the rest of a sentence.
        assert not text[0].islower(), text


@each_paper
def test_the_text_is_plain_vietnamese(data):
    paper = data.read()
    everything = [*texts(paper), *paper.addressees, *paper.recipients, paper.subject, paper.signer]
    for text in everything:
        assert unicodedata.is_normalized("NFC", text)
        assert "\u00a0" not in text
        assert foreign_letters(text) == []
        assert "**" not in text


def test_the_spelling_of_the_authors_stays():
    guidance, letter = texts(THAI_NGUYEN_GUIDANCE.read()), texts(BINH_THUAN_LETTER.read())
    for slip in ("“tự diễn biển”", "tiếp tục đối mới", "triên khai", "có đăng ký với quan phát động"):
        assert any(slip in text for text in guidance), slip
    assert any("phân đấu mỗi cơ quan" in text for text in letter)
    assert any("các cấp uỷ" in text for text in texts(ENTERPRISES_LETTER.read()))


def test_what_a_printer_or_an_encoding_broke_is_whole_again():
    guidance, plan = texts(THAI_NGUYEN_GUIDANCE.read()), texts(BINH_THUAN_PLAN.read())
    assert any("để phong trào thi đua" in text for text in guidance)
    assert any("Quy định số 101-QĐ/TW" in text for text in plan)
    assert any("mô hình “Một giúp một”" in text for text in plan)


def test_footnote_marks_survive():
    guidance = " ".join(texts(THAI_NGUYEN_GUIDANCE.read()))
    assert "mục tiêu quốc gia[1]" in guidance
    assert "(Mẫu 3)[2]" in guidance


def test_the_web_page_around_the_guidance_is_gone():
    paper = THAI_NGUYEN_GUIDANCE.read()
    everything = " ".join([*texts(paper), *paper.recipients, paper.signer])
    for chrome in ("TRANG CHỦ", "XEM THÊM", "Tải phụ lục", "Truy cập", "In bài viết"):
        assert chrome in THAI_NGUYEN_GUIDANCE.raw
        assert chrome not in everything


@each_paper
def test_the_papers_it_rests_on(data):
    assert [(basis.number, basis.issued_on) for basis in data.bases] == BASES[data]


@each_paper
def test_every_citation_stands_in_the_text(data):
    text = " ".join(texts(data.read()))
    for basis in data.bases:
        assert basis.citation in text
        if basis.number:
            assert basis.number in basis.citation.replace("- ", "-")
        if basis.issued_on:
            PartialDate.parse_iso(basis.issued_on)


@each_paper
def test_the_dates_it_sets(data):
    found = []
    for due in data.dues:
        named = datetime.date.fromisoformat(due.named_day) if due.named_day else None
        found.append((due.phrase, last_accepted_day(due.bound, named).isoformat() if named else None))
    assert found == DUES[data]


@each_paper
def test_every_date_is_in_the_words_of_the_paper(data):
    text = " ".join(texts(data.read()))
    assert [due.phrase for due in data.dues if due.phrase not in text] == []


@each_paper
def test_a_note_on_the_years_adds_to_the_wording(data):
    for due in data.dues:
        assert due.years.lower() not in due.phrase.lower() or not due.years
        if not due.named_day and not due.years:
            assert re.search(r"hằng năm|hàng quý|/2022|Năm 2025", due.phrase, re.IGNORECASE), due.phrase
