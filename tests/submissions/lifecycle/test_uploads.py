from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from submissions.lifecycle import uploads
from submissions.lifecycle.refusal import Refused

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **how: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **how)
    return out.getvalue()


def clean(data: bytes, name: str = "anh.jpg") -> uploads.CleanFile:
    return uploads.clean(SimpleUploadedFile(name, data))


def test_pdf_is_kept_byte_for_byte_whatever_its_name_says():
    file = clean(PDF, "Bản đăng ký (ký).jpg")

    assert (file.data, file.content_type, file.name) == (PDF, "application/pdf", "Bản đăng ký (ký).pdf")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_picture_is_drawn_anew_as_jpeg(kind):
    file = clean(picture(kind), "anh.xyz")

    assert (file.content_type, file.name) == ("image/jpeg", "anh.jpg")
    with Image.open(BytesIO(file.data)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (40, 20))


def test_what_a_camera_notes_is_not_kept_and_the_picture_stands_upright():
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = 6, "Máy ảnh của bà Nguyễn Thị A"
    notes.get_ifd(GPS)[1] = "N"

    file = clean(picture(exif=notes))

    with Image.open(BytesIO(file.data)) as drawn:
        assert dict(drawn.getexif()) == {}
        assert drawn.size == (20, 40)
    assert "Nguyễn".encode() not in file.data


def test_what_stands_behind_the_pixels_is_dropped():
    assert b"<script>" not in clean(picture() + b"<script>alert(1)</script>").data


def test_transparent_picture_stands_on_white():
    out = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")

    with Image.open(BytesIO(clean(out.getvalue()).data)) as drawn:
        assert drawn.getpixel((0, 0)) == (255, 255, 255)


def test_large_picture_is_made_smaller():
    with Image.open(BytesIO(clean(picture(size=(4800, 1200))).data)) as drawn:
        assert drawn.size == (2400, 600)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        picture()[:200],
        PDF.replace(b"%%EOF", b""),
        picture(size=(10_000, 7_000)),
    ],
    ids=["empty", "program", "svg", "gif", "cut picture", "cut pdf", "too many pixels"],
)
def test_other_files_are_refused_with_a_sentence(data):
    with pytest.raises(Refused) as refusal:
        clean(data)

    assert refusal.value.message.endswith(".")


def test_file_over_the_limit_is_refused_unread():
    upload = SimpleUploadedFile("to.pdf", PDF)
    upload.size = uploads.MAX_BYTES + 1

    with pytest.raises(Refused, match="20 MB"):
        uploads.clean(upload)

    assert upload.tell() == 0


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ("a/../b.pdf", "b.pdf"),
        ("..pdf", "pdf.pdf"),
        ("ten\u202efdp.pdf", "tenfdp.pdf"),
        ("x" * 250 + ".pdf", "x" * 200 + ".pdf"),
    ],
)
def test_name_keeps_nothing_that_is_no_name(given, offered):
    assert clean(PDF, given).name == offered
