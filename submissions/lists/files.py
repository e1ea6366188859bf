"""The door for uploaded files: looks at the content, refuses what is no list, picks the reader.

A new format is one more reader in `READERS`, under the content type that `sniff` gives.
"""

import io
import re
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .delimited import read_delimited, utf16_encoding
from .grid import Grid
from .limits import (
    MAX_BYTES,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNZIPPED_BYTES,
    RATIO_FREE_BYTES,
    RefusedFile,
    unpacks_too_far,
)
from .xlsx import read_xlsx

__all__ = ["MAX_BYTES", "READERS", "RefusedFile", "read_file", "sniff"]

Reader = Callable[[bytes, str], list[Grid]]

READERS: dict[str, Reader] = {
    "xlsx": read_xlsx,
    "text": read_delimited,
}

_OTHER_OFFICE = gettext_lazy(
    "This kind of file cannot be read yet. Open it, save the list as Excel (.xlsx) and send that."
)
_REFUSALS: dict[str, Promise] = {
    "empty": gettext_lazy("The file is empty. Choose the file with the list again."),
    "pdf": gettext_lazy(
        "This is a PDF, whatever its name says. Send the Excel (.xlsx) or CSV file the PDF was made from."
    ),
    "image": gettext_lazy("This is a picture. Type the list into Excel (.xlsx) and send that."),
    "html": gettext_lazy("This is a web page. Open it in Excel, save it as .xlsx and send that."),
    "encrypted": gettext_lazy(
        "The file is locked by a password. Take the password off in Excel and send it again."
    ),
    "ole": gettext_lazy(
        "This is an old Word or Excel file. Open it, save the list as Excel (.xlsx) and send that."
    ),
    "macros": gettext_lazy(
        "The Excel file contains macros. Save it as a workbook without macros (.xlsx) and send that."
    ),
    "broken": gettext_lazy(
        "The file is damaged or incomplete. Open it in Excel, save it again and send that."
    ),
    "docx": _OTHER_OFFICE,
    "ods": _OTHER_OFFICE,
    "xlsb": _OTHER_OFFICE,
    "rtf": _OTHER_OFFICE,
}
_UNKNOWN = gettext_lazy("This is no list that can be read. Send the list as Excel (.xlsx) or CSV.")

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "rtf"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|table|\?xml|meta)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# By the parts inside: the first that is there names the type.
_PACKAGES = (
    ("EncryptionInfo", "encrypted"),
    ("EncryptedPackage", "encrypted"),
    ("xl/vbaProject.bin", "macros"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
    ("mimetype", "ods"),
)


def read_file(data: bytes, name: str) -> list[Grid]:
    """Read an uploaded file of any known format into its sheets.

    `name` names the sheet of a text file and is not trusted for anything else.
    Raises RefusedFile with the sentence to show.
    """
    if len(data) > MAX_BYTES:
        raise RefusedFile(too_large())
    kind = sniff(data)
    reader = READERS.get(kind)
    if reader is None:
        raise RefusedFile(str(_REFUSALS.get(kind, _UNKNOWN)))
    return reader(data, name)


def too_large() -> str:
    """Return the sentence for a file over `MAX_BYTES`; callers that can see the size need not read it."""
    return _(
        "The file is larger than %(limit)s MB. Take out pictures or split the list and send it again."
    ) % {"limit": MAX_BYTES // (1024 * 1024)}


def sniff(data: bytes) -> str:
    """Return the kind of a file by its content: "xlsx", "text", "pdf", … or "unknown".

    Raises RefusedFile for an archive that would unpack beyond the limits.
    """
    if not data.strip():
        return "empty"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_OLE):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "ole"
    if data.startswith(b"PK"):
        return _sniff_archive(data)
    return _sniff_text(data)


def _sniff_text(data: bytes) -> str:
    if _MARKUP.match(data[:1000].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    is_binary = b"\0" in data or _CONTROL.search(data[:4096])
    return "unknown" if is_binary and not utf16_encoding(data) else "text"


def _sniff_archive(data: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return "broken"
    if any(entry.flag_bits & 1 for entry in entries):
        return "encrypted"
    names = {entry.filename for entry in entries}
    # No office program writes one name twice or packs in another way; readers differ in what they make of it.
    if len(names) < len(entries) or any(
        entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries
    ):
        return "broken"
    too_tight = any(
        entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if (
        too_tight
        or len(entries) > MAX_ENTRIES
        or sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES
    ):
        raise RefusedFile(unpacks_too_far())
    return next((kind for name, kind in _PACKAGES if name in names), "unknown")
