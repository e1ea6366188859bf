"""Checks a Word template before it is kept: what it is by its content, never by its name."""

import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from submissions.papers.word_template import MAX_BYTES, MAX_ENTRIES, MAX_UNZIPPED_BYTES

WORD_TYPE = ".docx"

_DOCUMENT = "word/document.xml"
_TYPES = "[Content_Types].xml"
_TYPES_BYTES = 1024 * 1024
_MACROS = ("vbaproject", "vbadata")
_MACRO_TYPE = b"macroEnabled"


def validate_word_template(upload: Any) -> None:
    """Refuse a file that is no plain Word document of at most 5 MB. Raises ValidationError.

    Nothing is unpacked but the short list of the types of its parts.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 5 MB. Make the pictures in it smaller."))
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
            types = _types_of(archive)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _no_word_document() from error
    finally:
        upload.seek(0)
    names = [entry.filename.lower() for entry in entries]
    if _DOCUMENT not in names:
        raise _no_word_document()
    if _MACRO_TYPE in types or any(macro in name for name in names for macro in _MACROS):
        raise ValidationError(_("The file has macros. Save it in Word as “Word Document (*.docx)”."))
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNZIPPED_BYTES:
        raise ValidationError(
            _("The file unpacks to more than a template needs. Copy it into a new document.")
        )


def _types_of(archive: zipfile.ZipFile) -> bytes:
    """Return the beginning of the list of types. Raises what zipfile raises on a damaged archive."""
    with archive.open(_TYPES) as types:
        return types.read(_TYPES_BYTES)


def _no_word_document() -> ValidationError:
    return ValidationError(
        _("The file is no Word document. Save it in Word as “Word Document (*.docx)”, without a password.")
    )
