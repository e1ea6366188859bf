"""The portal without a web server in front serves public pictures, and only those."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/anh.png", "original_images/goc.jpg", "documents/mat.pdf"):
        default_storage.save(name, ContentFile(b"noi dung"))
    return tmp_path


def test_a_rendition_is_served_and_may_be_kept(client):
    response = client.get("/media/images/anh.png")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"noi dung"
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=2592000"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.parametrize(
    "path",
    [
        "original_images/goc.jpg",
        "documents/mat.pdf",
        "images/../documents/mat.pdf",
        "images/%2e%2e/documents/mat.pdf",
        "images/",
        "images/khong-co.png",
        "",
    ],
)
def test_nothing_else_is_served(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_pictures_are_only_read(client):
    assert client.post("/media/images/anh.png").status_code == 405
