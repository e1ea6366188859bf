"""The official wordings: heads of party and state papers, headers and headings of the lists of 2024."""

from collections.abc import Sequence
from typing import Any

from ..letter_list import HEADER_TOP, SECTIONS, SUB_HEADERS
from .making import Line

TOP = list(HEADER_TOP)
UNDER_M3 = ["", "", "", "", *SUB_HEADERS["M3"], "", ""]
UNDER_M4 = ["", "", "", "", *SUB_HEADERS["M4"], "", ""]
M3_HEADINGS = dict(SECTIONS)
NUMBERS: Line = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]


def party_head(upper: str, unit: str, place_and_day: str, year: int | str, number: str = "") -> list[Line]:
    """Return the head of a party body's list: letterhead, number, title with its year."""
    return [
        [upper, "", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        [unit],
        ["*", "", "", "", place_and_day],
        [number],
        ["DANH SÁCH ĐĂNG KÝ XÂY DỰNG"],
        [f"MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}"],
        [],
    ]


def state_head(upper: str, unit: str, place_and_day: str, year: int) -> list[Line]:
    """Return the head of a state body's list, with the motto of the state."""
    return [
        [upper, "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [unit, "", "", "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 12/DS-UBND", "", "", place_and_day],
        [],
        [f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM {year}"],
        ["(Kèm theo Công văn số 821-CV/ĐUK ngày 20 tháng 02 năm 2023 của Đảng ủy Khối)"],
        [],
    ]


def party_foot(signer: str) -> list[Line]:
    """Return the recipients and the signature that end a party body's list; the signer is made up."""
    return [
        [],
        ["Nơi nhận:", "", "", "", "T/M BAN THƯỜNG VỤ"],
        ["- Ban Dân vận Huyện ủy,", "", "", "", "PHÓ BÍ THƯ"],
        ["- Lưu Văn phòng Đảng ủy."],
        [],
        ["", "", "", "", signer],
    ]


def header_merges(first: int) -> list[str]:
    """Return the merges of the two header rows of M3 and M4 that begin in this row."""
    return [
        f"E{first}:F{first}",
        *(f"{column}{first}:{column}{first + 1}" for column in "ABCDGH"),
    ]


def full_width(lines: Sequence[Line], texts: Sequence[Any]) -> list[str]:
    """Return the merges over all eight columns of the rows that begin with one of these texts."""
    return [f"A{n}:H{n}" for n, line in enumerate(lines, start=1) if line and line[0] in texts]
