import pytest

from submissions.lists.layout.sections import (
    read_continuity,
    read_kind,
    read_level,
    read_section,
    read_sector,
)
from tests.submissions.lists.letter_list import SECTIONS

COLUMNS = {"stt": 0, "place": 1, "title": 2}


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        *[(heading, sector) for sector, heading in SECTIONS.items()],
        ("Xây dựng Đảng và hệ thống chính trị", "political_system"),
        ("Phát triển kinh tế, bảo vệ môi trường", "economy"),
        ("Văn hoá - xã hội", "culture_society"),
        ("Quốc phòng- an ninh", "defence_security"),
        ("QP-AN", "defence_security"),
        ("AN QP", "defence_security"),
        ("VH-XH", "culture_society"),
        ("Về văn hoá, xã hội", "culture_society"),
        ("KT", "economy"),
        ("Kinh tế - xã hội", "economy"),
        ("HTCT", "political_system"),
        ("Xây dựng Đảng", "political_system"),
        ("(Lĩnh vực kinh tế)", "economy"),
        ("Cải cách hành chính", "political_system"),
        ("Lĩnh vực giáo dục, y tế", "culture_society"),
        ("Môi trường", ""),
        ("", ""),
    ],
)
def test_a_sector_is_known_in_every_wording_of_the_papers(text: str, sector: str) -> None:
    assert read_sector(text) == sector


@pytest.mark.parametrize(
    ("row", "sector"),
    [
        (["IV. xây dựng hệ thống chính trị", "", ""], "political_system"),
        (["2. Phát triển kinh tế", "", ""], "economy"),
        (["III", "Lĩnh vực quốc phòng - an ninh", ""], "defence_security"),
        (["II- Văn hóa", "II- Văn hóa", "II- Văn hóa"], "culture_society"),
        (["V- Lĩnh vực khác", "", ""], ""),
        (["V. Môi trường", "", ""], ""),
        (["A. KINH TẾ", "", ""], "economy"),
        (["* Về văn hóa - xã hội", "", ""], "culture_society"),
        (["Lĩnh vực 3: Quốc phòng, an ninh", "", ""], "defence_security"),
        (["", "Lĩnh vực phát triển kinh tế, bảo vệ môi trường", ""], "economy"),
        (["", "", "QP-AN"], "defence_security"),
        (["I/ Kinh tế", "", "12"], "economy"),
        (["I", "Kinh tế", "", "0", "3"], "economy"),
        (["II", "Văn hóa - xã hội", "05 mô hình"], "culture_society"),
        (["Lĩnh vực:", "Quốc phòng - an ninh", ""], "defence_security"),
    ],
)
def test_a_row_that_announces_a_sector(row: list[str], sector: str) -> None:
    section = read_section(row)
    assert section is not None
    assert section.sector == sector


@pytest.mark.parametrize(
    "row",
    [
        ["1", "Thôn Trung", "Mô hình kinh tế"],
        ["Tổng cộng: 12 mô hình", "", ""],
        ["...", "", ""],
        ["", "", ""],
        ["Thôn Kinh tế mới", "Trồng rau", ""],
        ["5", "", "Phát triển kinh tế hộ gia đình"],
        ["6", "", "Bảo vệ môi trường"],
        ["V/v đăng ký mô hình", "", ""],
        ["", "", "Đ/c Nguyễn Văn A"],
        ["- Phòng Kinh tế huyện;", "", ""],
    ],
)
def test_other_rows_announce_nothing(row: list[str]) -> None:
    assert read_section(row) is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["I. CẤP TỈNH", "", ""], {"level": "CẤP TỈNH"}),
        (["II", "Mô hình đăng ký cấp huyện", ""], {"level": "cấp huyện"}),
        (["2. Xã Cao Xá", "", ""], {"place": "Xã Cao Xá"}),
        (["B", "", "Thị trấn Nhã Nam"], {"place": "Thị trấn Nhã Nam"}),
        (["Thôn Trung", "", ""], {"place": "Thôn Trung"}),
        (["A. Tập thể", "", ""], {"kind": "collective"}),
        (["", "", "Điển hình cá nhân"], {"kind": "individual"}),
        (["I", "Mô hình tiếp tục duy trì", ""], {"continuity": "continuing"}),
        (["II. Mô hình đăng ký xây dựng mới năm 2024", "", ""], {"continuity": "new"}),
        (["Chi bộ Công an huyện", "", ""], {"registrant": "Chi bộ Công an huyện"}),
    ],
)
def test_a_row_that_announces_something_else(row: list[str], told: dict[str, str]) -> None:
    section = read_section(row, COLUMNS)
    assert section is not None
    aspects = ("level", "place", "kind", "continuity", "registrant")
    assert {name: getattr(section, name) for name in aspects if getattr(section, name)} == told
    assert not section.is_sector


def test_what_stands_alone_in_a_column_of_a_registration_is_no_heading() -> None:
    assert read_section(["", "Thôn Kinh tế mới", ""], COLUMNS) is None
    assert read_section(["", "", "Phát triển kinh tế hộ"], COLUMNS) is None


def test_a_number_whose_parts_begin_below_makes_a_heading() -> None:
    row = ["2", "Xã Cao Xá", ""]
    assert read_section(row, COLUMNS) is None
    section = read_section(row, COLUMNS, restarts=True)
    assert section is not None
    assert section.place == "Xã Cao Xá"


@pytest.mark.parametrize(
    ("heading", "rank"),
    [("I- Kinh tế", 0), ("B. Kinh tế", 0), ("2) Kinh tế", 1), ("* Kinh tế", 2), ("1.1 Kinh tế", 3)],
)
def test_the_number_of_a_heading_gives_its_rank(heading: str, rank: int) -> None:
    section = read_section([heading, "", ""])
    assert section is not None
    assert section.rank == rank


def test_a_cell_that_says_one_thing_only() -> None:
    assert [
        read_continuity(text) for text in ("Mới", "Duy trì", "Xây dựng mới", "Nông thôn mới", "2024", "")
    ] == [
        *("new", "continuing", "new", "", "", ""),
    ]
    assert [read_kind(text) for text in ("Tập thể", "CN", "Tập thể thôn Trung")] == [
        "collective",
        "individual",
        "",
    ]
    assert [read_level(text) for text in ("Cấp cơ sở", "Cấp ủy", "Xã")] == ["Cấp cơ sở", "", ""]
