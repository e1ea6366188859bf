"""The file of an uploaded list as it came, for those who may see the list."""

from django.http import FileResponse

from submissions.models import Batch


def download(batch: Batch) -> FileResponse:
    """Return the file as an attachment that no browser opens by itself, under the name it came with."""
    name = "".join(filter(str.isprintable, batch.file_name)) or f"{batch.pk}"
    response = FileResponse(
        batch.file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
