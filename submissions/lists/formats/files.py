"""The door for uploaded files: looks at the content, refuses what is no list, picks the reader.

A new format is one more reader in `READERS`, under the kind that `sniff` tells.
"""

import io
import logging
import re
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .delimited import read_delimited, utf16_encoding
from .docx import read_docx
from .encodings import to_unicode
from .excel_xml import read_excel_xml
from .grid import Contents
from .limits import (
    MAX_BYTES,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNZIPPED_BYTES,
    RATIO_FREE_BYTES,
    RefusedFile,
    unpacks_too_far,
)
from .ods import read_ods
from .web_page import read_web_page
from .xls import read_xls, root_streams
from .xlsx import read_xlsx

__all__ = ["MAX_BYTES", "READERS", "RefusedFile", "read_file", "sniff"]

logger = logging.getLogger(__name__)

Reader = Callable[[bytes, str], Contents]

READERS: dict[str, Reader] = {
    "xlsx": read_xlsx,
    "xls": read_xls,
    "excel_xml": read_excel_xml,
    "ods": read_ods,
    "docx": read_docx,
    "html": read_web_page,
    "text": read_delimited,
}

_OTHER_OFFICE = gettext_lazy(
    "This kind of file cannot be read. Open it, save the list as Excel (.xlsx) or Word (.docx) and send that."
)
_REFUSALS: dict[str, Promise] = {
    "empty": gettext_lazy("The file is empty. Choose the file with the list again."),
    "pdf": gettext_lazy(
        "This is a PDF, whatever its name says. Send the Excel or Word file the PDF was made from."
    ),
    "image": gettext_lazy("This is a picture. Type the list into Excel (.xlsx) and send that."),
    "doc": gettext_lazy("This is an old Word file (.doc). Open it in Word, save it as .docx and send that."),
    "archive": gettext_lazy(
        "This is a packed folder (such as .zip or .rar). Unpack it and send the file with the list."
    ),
    "program": gettext_lazy("This is a program, not a list. Send the list as Excel (.xlsx) or Word (.docx)."),
    "broken": gettext_lazy(
        "The file is damaged or incomplete. Open it in Excel or Word, save it again and send that."
    ),
    "presentation": _OTHER_OFFICE,
    "odt": _OTHER_OFFICE,
    "ole": _OTHER_OFFICE,
    "xlsb": _OTHER_OFFICE,
    "rtf": _OTHER_OFFICE,
    "mail": _OTHER_OFFICE,
}
_UNKNOWN = gettext_lazy("This is no list that can be read. Send the list as Excel (.xlsx) or Word (.docx).")

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "rtf"),
    (b"MIME-Version:", "mail"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x7fELF", "program"),
    # Excel 2 to 4 wrote the records of the sheet as they are.
    (b"\x09\x00\x04\x00", "xls"),
    (b"\x09\x02\x06\x00", "xls"),
    (b"\x09\x04\x06\x00", "xls"),
    (b"\x09\x08\x10\x00", "xls"),
    (b"\x09\x08\x08\x00", "xls"),
)
# Two letters may begin a text as well.
_BINARY_MAGIC = ((b"BM", "image"), (b"MZ", "program"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
)
_MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|table|\?xml|meta|style|workbook|!--)", re.IGNORECASE)
_EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
# By the parts inside: the first that is there names the kind. Word Online counts its documents.
_PACKAGES = (
    (re.compile(r"xl/workbook\.bin"), "xlsb"),
    (re.compile(r"xl/workbook\d*\.xml"), "xlsx"),
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"ppt/presentation\.xml"), "presentation"),
)
_MIMETYPE = b"application/vnd.oasis.opendocument."


def read_file(data: bytes, name: str) -> Contents:
    """Read an uploaded file of any known format, all text in NFC Unicode.

    `name` names the sheet of a text file and is not trusted for anything else.
    Raises RefusedFile with the sentence to show.
    """
    if len(data) > MAX_BYTES:
        raise RefusedFile(too_large())
    kind = sniff(data)
    reader = READERS.get(kind)
    if reader is None:
        raise RefusedFile(str(_REFUSALS.get(kind, _UNKNOWN)))
    try:
        contents = reader(data, name)
    except (RefusedFile, MemoryError):
        raise
    except Exception as error:  # a damaged file makes a reader stumble over anything at all
        logger.info("A file of kind %s could not be read", kind, exc_info=True)
        raise RefusedFile(str(_REFUSALS["broken"])) from error
    contents.grids = [to_unicode(grid) for grid in contents.grids]
    return contents


def too_large() -> str:
    """Return the sentence for a file over `MAX_BYTES`; callers that can see the size need not read it."""
    return _(
        "The file is larger than %(limit)s MB. Take out pictures or split the list and send it again."
    ) % {"limit": MAX_BYTES // (1024 * 1024)}


def sniff(data: bytes) -> str:
    """Return the kind of a file by its content: "xlsx", "text", "pdf", … or "unknown".

    Raises RefusedFile for an archive that would unpack beyond the limits.
    """
    if not data.strip(b"\0 \t\r\n\x1a"):
        return "empty"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_archive(data)
    return _sniff_text(data)


def _sniff_text(data: bytes) -> str:
    # In UTF-16 every other byte of a tag is zero.
    if _MARKUP.match(data[:4000].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")):
        return "excel_xml" if _EXCEL_XML in data[:4000].replace(b"\0", b"") else "html"
    head = data[:4096]
    # A stray zero byte does not make a text a program.
    is_binary = head.count(0) > len(head) // 100 or _CONTROL.search(head)
    if not is_binary or utf16_encoding(data):
        return "text"
    return next((kind for magic, kind in _BINARY_MAGIC if data.startswith(magic)), "unknown")


def _sniff_ole(data: bytes) -> str:
    try:
        streams = root_streams(data)
    except Exception:  # noqa: BLE001 - whatever the reader stumbles over, the file is damaged
        return "broken"
    return next((kind for name, kind in _OLE_STREAMS if name in streams), "ole")


def _sniff_archive(data: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if _is_broken(entries, len(data)):
                return "broken"
            if _unpacks_too_far(entries):
                raise RefusedFile(unpacks_too_far())
            if any(entry.flag_bits & 1 for entry in entries):
                return "encrypted"
            names = [entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries]
            if names and names[0] == "mimetype":
                return _sniff_open_document(archive.read(entries[0]))
    except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return "broken"
    return next((kind for part, kind in _PACKAGES if any(map(part.fullmatch, names))), "archive")


def _is_broken(entries: list[ZipInfo], size: int) -> bool:
    """Tell what no office program writes and readers differ in: a name twice, another packing, overlaps."""
    return (
        len({entry.filename for entry in entries}) < len(entries)
        or any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries)
        or sum(entry.compress_size for entry in entries) > size
    )


def _unpacks_too_far(entries: list[ZipInfo]) -> bool:
    return (
        len(entries) > MAX_ENTRIES
        or sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES
        or any(
            entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    )


def _sniff_open_document(mimetype: bytes) -> str:
    kind = mimetype.strip().removeprefix(_MIMETYPE)
    if kind == mimetype.strip():
        return "archive"
    return {b"spreadsheet": "ods", b"spreadsheet-template": "ods", b"text": "odt"}.get(kind, "presentation")
