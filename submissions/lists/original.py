"""Private files as they are kept, for those who may see what they belong to."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from submissions.models import Attachment, Batch


def download(batch: Batch) -> FileResponse:
    """Return the file of an uploaded list as it came."""
    return _response(batch.file, batch.file_name or str(batch.pk))


def attachment(attached: Attachment) -> FileResponse:
    """Return an attached file."""
    return _response(attached.file, attached.file_name)


def _response(file: FieldFile, name: str) -> FileResponse:
    """Send a file as an attachment that no browser opens by itself, under the name it came with."""
    name = "".join(filter(str.isprintable, name))
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
