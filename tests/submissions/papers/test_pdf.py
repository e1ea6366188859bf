"""The PDF of a form: its text, its fonts, what it fetches, and a machine that cannot make any."""

import builtins
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from submissions.lifecycle.refusal import Refused
from submissions.models import OfficialForm, Registration
from submissions.papers import pdf
from submissions.papers.paper import make_paper

needs_pango = pytest.mark.skipif(not pdf.is_available(), reason="WeasyPrint or Pango is not installed")
needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")


def text_of(content: bytes, folder: Path) -> str:
    """The text of a PDF, white space joined."""
    file = folder / "form.pdf"
    file.write_bytes(content)
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)  # noqa: S607
    return " ".join(told.stdout.decode().split())


@needs_pango
@needs_pdftotext
def test_the_pdf_says_what_the_letter_says(
    m1: OfficialForm, collective: Registration, tmp_path: Path
) -> None:
    text = text_of(pdf.write_pdf(make_paper(m1, collective, persons=True)), tmp_path)

    for part in (
        "MẪU ĐĂNG KÝ CỦA TẬP THỂ ĐẢNG ỦY XÃ NGỌC",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "BẢN ĐĂNG KÝ Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024 Thực hiện Hướng dẫn số 09-HD/HU",
        "1. Tên mô hình đăng ký: Thắp sáng đường quê 2. Thuộc lĩnh vực: Xây dựng Đảng và hệ thống chính trị "
        "x Phát triển kinh tế Văn hóa - xã hội Quốc phòng - an ninh",
        "3. Đăng ký mô hình, điển hình ở cấp: huyện 4. Nội dung thực hiện: Vận động nhân dân góp công",
        "7. Kết quả dự kiến: Lắp 120 bóng đèn trên 5 km đường",
        "Ký tên, đóng dấu (nếu có)",
    ):
        assert part in text


@needs_pango
@needs_pdftotext
@pytest.mark.parametrize("persons", [True, False])
def test_a_person_stands_in_it_only_when_allowed(
    m2: OfficialForm, individual: Registration, tmp_path: Path, persons: bool
) -> None:
    text = text_of(pdf.write_pdf(make_paper(m2, individual, persons=persons)), tmp_path)

    told = [word in text for word in ("Người Đăng Ký Thử", "Bí thư chi bộ", "THCS", "Thôn Chiên, xã")]
    assert told == [persons] * 4
    assert "Hiến đất mở đường" in text


@needs_pango
@needs_pdftotext
def test_markup_in_a_record_is_text(m1: OfficialForm, collective: Registration, tmp_path: Path) -> None:
    collective.initiative.title = '<img src="file:///etc/passwd"> & “đèn”'

    text = text_of(pdf.write_pdf(make_paper(m1, collective, persons=True)), tmp_path)

    assert '1. Tên mô hình đăng ký: <img src="file:///etc/passwd"> & “đèn”' in text


@needs_pango
@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x.woff2",
        "file:///etc/passwd",
        "static:../../manage.py",
        "static:/etc/passwd",
        "data:text/plain,x",
    ],
)
def test_nothing_but_our_fonts_is_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="fetches nothing but its fonts"):
        pdf.fetch_font(url)


@needs_pango
def test_our_fonts_are_there() -> None:
    assert [pdf.fetch_font(url).read(4) for url in pdf.FONTS] == [b"wOF2"] * 4


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which WeasyPrint is installed and does not find Pango."""
    plain_import = builtins.__import__

    def refusing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return plain_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refusing)
    pdf.is_available.cache_clear()
    yield
    pdf.is_available.cache_clear()


@pytest.mark.usefixtures("without_pango")
def test_a_machine_without_pango_says_so(m1: OfficialForm, collective: Registration) -> None:
    assert not pdf.is_available()
    with pytest.raises(Refused, match="Word"):
        pdf.write_pdf(make_paper(m1, collective, persons=True))
