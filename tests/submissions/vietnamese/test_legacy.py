import shutil
import subprocess
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dvk_portal
from submissions.vietnamese.legacy import convert, convert_run, convert_words, detect, encoding_of_font
from submissions.vietnamese.text import nfc

from .old_encodings import ENCODERS, LETTERS, TCVN3_CAPITALS, VNI

# Names of real initiatives as newspapers printed them.
TITLES = """
Mỗi ngày tiết kiệm 1.000 đồng để làm việc nghĩa
Một giúp một
Đảng viên, viên chức, người lao động chi bộ 3 gặp gỡ và tặng quà cho các cụ già neo đơn
Lực lượng vũ trang tỉnh tăng cường đoàn kết với dân tộc, tôn giáo
Vận động nhân dân đóng góp sửa chữa, nâng cấp các tuyến đường hẻm
Vận động thanh niên tham gia các CLB văn hóa, văn nghệ, thể dục thể thao đẩy lùi tệ nạn xã hội
Điểm hỗ trợ dịch vụ công trực tuyến
Biến bãi rác thành khu tập thể thao
Tổ Phụ nữ Đoàn kết ấp Ông Hường
Ngôi nhà 3T
Bữa ăn yêu thương
Ngôi nhà xanh phân loại rác thải tại nguồn
Chi hội Nông dân ấp tích cực vận động hội viên nông dân xây dựng đường giao thông nông thôn
Nấm đông trùng hạ thảo
LLVT Quảng Bình hướng về đồng bào vùng sâu, địa bàn khó khăn, việc khó và hộ gia đình khó khăn
Cầu nghĩa tình quân dân
Đường quân-dân kiểu mẫu
Chung tay giúp đỡ gia đình chiến sĩ có hoàn cảnh khó khăn
Hũ gạo tình thương
Nồi cháo tình thương
Vì môi trường xanh, sạch, đẹp
Chắp cánh ước mơ
Quân dân đoàn kết xây dựng cuộc sống mới ở khu dân cư
Ngày thứ 7 tình nghĩa
Phối hợp xây dựng tổ dân phố văn minh, xanh sạch, đẹp, chung tay bảo vệ môi trường
Chung tay xoa dịu nỗi đau da cam
Lên bản Rào Con
Bữa cơm cho em
Nâng bước chân em đến trường
LLVT huyện Tuyên Hóa chung sức vì hộ nghèo
Thắp sáng niềm tin
LLVT huyện Quảng Trạch chung tay giúp hộ gia đình thoát nghèo
Hỗ trợ phụ nữ phát triển kinh tế 3 trong 1
7 ngày xanh - sạch - đẹp
Xử lý rác thải tại hộ gia đình
Vận động nhân dân phố Phúc Ninh dọn vệ sinh môi trường sáng thứ 7 hàng tuần
Đường hoa phụ nữ
Đường cây phụ nữ
Trồng cà chua bi
Tổ hợp tác nuôi con đặc sản
HTX nấm và cây dược liệu
Cánh đồng không vỏ thuốc BVTV
Vận động nhân dân hiến đất, tặng cây xây dựng NTM
Trồng nấm linh chi
Tổ liên gia tự quản, đảm bảo ANTT khu vực giáp ranh
Hát then - đàn tính
Không rãi vàng mã khi đưa tang
Thắp sáng đường quê
chăn nuôi trâu, bò nhốt bán thâm canh
xây dựng cánh đồng mẫu
nuôi tôm theo tiêu chuẩn VietGap
sản xuất nấm rơm
3 giảm 3 tăng
Trồng cây dược liệu (nghệ) trên đất hoang
Vận động gia đình và hội viên phát triển kinh tế VACR
Vận động nhân dân trồng quế
Tổ nuôi cá lồng trên hồ Thác Bà
Tổ hợp tác trồng cây ăn quả có múi
Chăn nuôi, kinh doanh giống ba ba
Dòng họ tự quản về an ninh trật tự xã hội
Ánh điện an ninh
Giúp dân no đủ, tự chủ bản làng
Vận động Nhân dân hiến đất
Trồng rau sạch theo tiêu chuẩn VietGAP
Nhân dân hiến đất làm đường
Tuyến đường hoa kiểu mẫu gắn với tuyến đường văn hóa “Sáng - xanh - sạch - đẹp - an toàn”
Tổ hợp tác nuôi ba ba
Đường hoa thay cỏ dại
Tuyến đường cờ kiểu mẫu
Hỗ trợ nhà ở cho hộ nghèo
Hiến đất nâng cấp, mở rộng tuyến đường trục chính
Dân vận khéo 1+10
Dân vận số
Tổ đoàn kết sản xuất trên biển
Bến bãi an toàn
""".strip().split("\n")
PAPERS = sorted((Path(dvk_portal.__file__).parent / "demo" / "papers").glob("*.txt"))
SYLLABLES = sorted(
    {
        word
        for path in PAPERS
        for word in nfc(path.read_text("utf-8")).split()
        if word.isalpha() and word.islower()
    }
)
PHRASES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12).map(" ".join)


def iconv(text: str, encoding: str) -> str:
    """Write `text` with the system's own converter, and show the bytes as windows-1252."""
    program = shutil.which("iconv")
    if not program:
        pytest.skip("needs iconv")
    done = subprocess.run(
        [program, "-f", "UTF-8", "-t", encoding], input=text.encode(), capture_output=True, check=True
    )
    return done.stdout.decode("cp1252")


# --- The tables


@pytest.mark.parametrize("letter", [letter for letter in LETTERS if letter.islower()] + [*TCVN3_CAPITALS])
def test_tcvn3_letter_agrees_with_iconv(letter: str) -> None:
    assert convert(iconv(letter, "TCVN5712-1"), "tcvn3") == letter


@pytest.mark.parametrize("letter", LETTERS)
def test_windows_1258_letter_agrees_with_iconv(letter: str) -> None:
    assert convert(iconv(letter, "CP1258"), "cp1258") == letter


@pytest.mark.parametrize(("letter", "signs"), VNI.items())
def test_vni_letter_is_a_base_and_a_sign(letter: str, signs: str) -> None:
    assert convert(signs, "vni") == letter


def test_vni_rules_name_every_letter_that_is_not_ascii() -> None:
    assert set(VNI) == {letter for letter in LETTERS if not letter.isascii()}
    assert len(LETTERS) == 146


@pytest.mark.parametrize(
    ("written", "read"),
    [("AÙn", "Án"), ("Aùn", "Án"), ("AÁn", "Ấn"), ("Aán", "Ấn"), ("Öôùc mô", "Ước mơ")],
)
def test_vni_sign_after_a_capital_may_be_small(written: str, read: str) -> None:
    assert convert(written, "vni") == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("HéI §åNG NH¢N D¢N", "HỘI ĐỒNG NHÂN DÂN"),
        ("TØnh uû Lµo Cai", "Tỉnh uỷ Lào Cai"),
        ("ë ®©u", "ở đâu"),
    ],
)
def test_tcvn3_letters_between_capitals_are_capitals(written: str, read: str) -> None:
    assert convert(written, "tcvn3") == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Th\xad\xeang vô", "Thường vụ"),
        ("®-îc, ng-êi, -u tiªn, BÝ th- x·", "được, người, ưu tiên, Bí thư xã"),
        ("kinh tÕ-x· héi, Q-A, - An toµn", "kinh tế-xã hội, Q-A, - An toàn"),
        ("Mêng Kh¬ng", "Mường Khương"),
        ("®îc ngêi", "được người"),
        ("s¸ng ngêi", "sáng ngời"),
    ],
)
def test_tcvn3_u_with_a_horn_is_a_soft_hyphen_plain_or_lost(written: str, read: str) -> None:
    assert convert(written, "tcvn3") == read


@pytest.mark.parametrize("encoding", ENCODERS)
def test_quotes_taken_for_control_characters_are_quotes(encoding: str) -> None:
    assert convert("\x93Nam\x94 \x96 \x85", encoding) == "“Nam” – …"


@pytest.mark.parametrize("encoding", ENCODERS)
@given(phrase=PHRASES)
def test_words_written_and_converted_come_back(encoding: str, phrase: str) -> None:
    assert convert(ENCODERS[encoding](phrase), encoding) == phrase


@pytest.mark.parametrize("encoding", ["vni", "cp1258"])
@given(phrase=PHRASES)
def test_capitals_come_back_too_where_the_encoding_has_them(encoding: str, phrase: str) -> None:
    assert convert(ENCODERS[encoding](phrase.upper()), encoding) == phrase.upper()


# --- Fonts


@pytest.mark.parametrize(
    ("font", "told"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        (".vntimeh", ("tcvn3", True)),
        (".VNARIAL NARROW", ("tcvn3", False)),
        (".VnArial NarrowH", ("tcvn3", True)),
        (".Vn3DH", ("tcvn3", True)),
        ("VNI-Times", ("vni", False)),
        ("VNI Helve", ("vni", False)),
        ("vni-helve-condense", ("vni", False)),
        ("Times New Roman", ("", False)),
        ("UVN Bach Dang", ("", False)),
        ("Vnitsky", ("", False)),
        ("", ("", False)),
    ],
)
def test_font_tells_the_encoding(font: str, told: tuple[str, bool]) -> None:
    assert encoding_of_font(font) == told


@pytest.mark.parametrize(
    ("text", "font", "read"),
    [
        ("uû ban nh©n d©n", ".VnTimeH", ("UỶ BAN NHÂN DÂN", "tcvn3")),
        ("stt", ".VnArialH", ("STT", "tcvn3")),
        ("Mét", ".VnTime", ("Một", "tcvn3")),
        ("Ñaûng uûy", "VNI-Times", ("Đảng ủy", "vni")),
        ("Nam 2024", ".VnTime", ("Nam 2024", "")),
        ("Uû ban", "Arial", ("Uû ban", "")),
        ("", ".VnTime", ("", "")),
    ],
)
def test_run_in_an_old_font_is_converted(text: str, font: str, read: tuple[str, str]) -> None:
    assert convert_run(text, font) == read


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize(
    "text", ["Đảng ủy xã", "Hà Nam là nhà ở", unicodedata.normalize("NFD", "Dân vận khéo")]
)
def test_right_unicode_in_an_old_font_stays(text: str, font: str) -> None:
    assert convert_run(text, font) == (text, "")


def test_right_words_in_an_old_font_stay_beside_old_ones() -> None:
    assert convert_run("Ủy ban nh©n d©n x·", ".VnTime") == ("Ủy ban nhân dân xã", "tcvn3")


# --- Detection


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Uû ban nh©n d©n", "tcvn3"),
        ("Mêng Kh¬ng", "tcvn3"),
        ("M« h×nh", "tcvn3"),
        ("TËp thÓ", "tcvn3"),
        ("C¸ nh©n", "tcvn3"),
        ("Mét gióp mét", "tcvn3"),
        ("N¨m 2024", "tcvn3"),
        ("Xin chaøo caùc baïn", "vni"),
        ("Taäp theå", "vni"),
        ("Caù nhaân", "vni"),
        ("Viêòt Nam", "cp1258"),
        ("Dân vâòn kheìo", "cp1258"),
    ],
)
def test_short_phrase_tells_its_encoding(text: str, encoding: str) -> None:
    assert detect(text) == encoding


def test_titles_tell_their_encoding() -> None:
    written = [
        (title, encoding, encode(title))
        for title in TITLES
        for encoding, encode in ENCODERS.items()
        if encode(title) != title
    ]
    missed = [(title, encoding) for title, encoding, text in written if detect(text) != encoding]
    assert len(TITLES) >= 60
    assert len(missed) <= len(written) // 100, missed


@pytest.mark.parametrize("encoding", ENCODERS)
def test_detected_titles_are_converted_right(encoding: str) -> None:
    encode = ENCODERS[encoding]
    for title in TITLES:
        read = convert_words(encode(title), encoding)[0]
        # What TCVN3 lacks is lost: the capital of a letter with a tone.
        lost = (
            []
            if encoding != "tcvn3"
            else [letter for letter in title if encode(letter) == encode(letter.lower())]
        )
        assert [b for a, b in zip(read, title, strict=True) if a != b] == [
            letter for letter in lost if letter != letter.lower()
        ], title


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_right_titles_and_papers_are_left_alone(form: str) -> None:
    texts = TITLES + [path.read_text("utf-8") for path in PAPERS]
    lines = [line for text in texts for line in (text, *text.split("\n"), *text.split())]
    assert [line for line in lines if detect(unicodedata.normalize(form, line))] == []
    assert len(PAPERS) >= 5


@given(PHRASES, st.sampled_from(["NFC", "NFD"]), st.sampled_from([str, str.upper, str.title]))
def test_right_vietnamese_is_left_alone(phrase: str, form: str, case: type[str]) -> None:
    assert detect(unicodedata.normalize(form, case(phrase))) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị ASEAN – “Dân vận”…",
        "Bé Hoà có cá",
        "Hoàng Hoài Toàn",
        "toàn khoá hoá",
        "Cô giáo",
        "plain",
        "",
        "Société Générale",
        "L'été à la première",
        "Müller & Söhne, Köln, für Straße",
        "crème brûlée, naïve, façade, laïc, où, maïs, Noël",
        "São Paulo, mañana, señor, ¡Hola!, ¿Qué tal?",
        "Ångström, smörgåsbord, Ørsted, Þór, æsir",
        "10 µm ± 0,5; 5µg; N·m; kW·h; 25 °C; 5·10³",
        "m² và m³, ½ ¼ ¾, a × b ÷ c, x¹",
        "© 2024 ABC® £5 ¥6 § 7 ¤ «Dân vận» 1º 2ª",
        "DÃ¢n váº\xadn khÃ©o",
        "Công ty Müller ở Đồng Nai",
        "phát\xadtriển",
        "Môṭ giúp môṭ",
        "Ðoàn viên",
        "Vận động ðoàn viên",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize("text", ["Tæ", "X·", "Mét", "Tæ 5"])
def test_doubtful_word_follows_its_surroundings(text: str) -> None:
    assert detect(text) == ""
    assert detect(text, likely="tcvn3") == "tcvn3"


@pytest.mark.parametrize("text", ["Hà Nam", "Có", "Đảng ủy", "Müller", "10 m²", "Ủy ban xã Hoà Bình"])
def test_right_text_stays_whatever_its_surroundings(text: str) -> None:
    assert [detect(text, likely=encoding) for encoding in ENCODERS] == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ủy ban nh©n d©n và c¸c tæ chøc", "Ủy ban nhân dân và các tổ chức"),
        ("· Tuyªn truyÒn × vËn ®éng", "· Tuyên truyền × vận động"),
        ("« t«, ®·", "ô tô, đã"),
    ],
)
def test_old_words_are_converted_among_right_words_and_symbols(text: str, read: str) -> None:
    assert convert_words(text, "tcvn3") == (read, "tcvn3")


@pytest.mark.parametrize("encoding", ENCODERS)
def test_whole_file_is_told_and_converted_fast(encoding: str) -> None:
    paper = nfc(PAPERS[0].read_text("utf-8")).lower()
    text = ENCODERS[encoding]("\n".join([paper.replace("ṭ", "t")] * 300))
    start = time.process_time()
    assert detect(text) == encoding
    convert(text, encoding)
    assert len(text) > 500_000
    assert time.process_time() - start < 5


@given(
    st.text(st.characters(min_codepoint=0x80, max_codepoint=0x17F), max_size=40), st.sampled_from([*ENCODERS])
)
def test_any_text_can_be_asked_and_converted(text: str, encoding: str) -> None:
    detect(text)
    detect(text, encoding)
    assert unicodedata.is_normalized("NFC", convert_words(text, encoding)[0])
    convert_run(text, ".VnTimeH")
