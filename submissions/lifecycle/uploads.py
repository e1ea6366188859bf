"""What an attached file is, by its content: a PDF as it came, a picture drawn anew. Anything else is refused.

A picture is decoded and written again, so that neither what a camera noted in it (place, time, owner) nor
anything hidden behind the pixels is kept.
"""

import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from submissions.vietnamese.text import nfc

from .refusal import Refused, require

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
LONGEST_SIDE = 2_400
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
# What Pillow is let loose on; the others of its many readers are never tried.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# What Pillow raises on a file that only looks like a picture.
SPOILT = (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)

register_heif_opener()


@dataclass(frozen=True)
class CleanFile:
    """A file that was checked: its bytes, its type by content, and the name to offer it under."""

    data: bytes
    content_type: str
    name: str

    @property
    def sha256(self) -> str:
        """The digest by which the same file is known again."""
        return hashlib.sha256(self.data).hexdigest()


def clean(upload: Any) -> CleanFile:
    """Check an uploaded file and return what is kept of it.

    Raises Refused with a sentence for a file that is empty, too large, spoilt, or neither PDF nor picture.
    """
    require(upload.size > 0, _("The file is empty. Choose another one."))
    require(
        upload.size <= MAX_BYTES,
        _("The file is larger than %(limit)s MB. Scan it in a lower quality, or in two files.")
        % {"limit": MAX_BYTES // (1024 * 1024)},
    )
    data = upload.read()
    stem = _stem(upload.name)
    if b"%PDF-" in data[:1024]:
        require(
            b"%%EOF" in data[-2048:],
            _("The PDF file is not complete. Scan it again, or copy it again from where it lies."),
        )
        return CleanFile(data, PDF, f"{stem}.pdf")
    return _picture(data, stem)


def _picture(data: bytes, stem: str) -> CleanFile:
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            _require_drawable(opened)
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = Image.new("RGB", picture.size, "white")
            layer = picture.convert("RGBA")
            drawn.paste(layer, mask=layer)
    except SPOILT as error:
        raise Refused(
            _("The file is neither a PDF nor a picture (JPEG, PNG, WebP, HEIC) that can be opened.")
        ) from error
    out = BytesIO()
    drawn.save(out, "JPEG", quality=85, optimize=True)
    return CleanFile(out.getvalue(), JPEG, f"{stem}.jpg")


def _require_drawable(picture: Any) -> None:
    """Refuse before a single pixel is unpacked."""
    require(
        picture.width * picture.height <= MAX_PIXELS,
        _("The picture has too many pixels. Make it smaller and attach it again."),
    )


def _stem(name: str) -> str:
    """The name without its ending and without anything that is no part of a file's name."""
    plain = "".join(
        character for character in nfc(str(name)) if character.isprintable() and character not in '/\\:*?"<>|'
    )
    return plain.rpartition(".")[0].strip(". ")[:200] or plain.strip(". ")[:200] or "tep"
