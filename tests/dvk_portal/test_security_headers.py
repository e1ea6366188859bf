"""Headers of every answer: strict on public and unit pages, relaxed only where Wagtail needs it."""

import pytest

pytestmark = pytest.mark.django_db


def policy(response) -> dict[str, str]:
    directives = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in directives}


@pytest.mark.parametrize("address", ["/healthz/", "/don-vi/dang-nhap/", "/tim-kiem/", "/khong-co-trang-nay/"])
def test_public_and_unit_pages_have_the_strict_policy(client, address):
    sent = policy(client.get(address))
    assert "'unsafe-inline'" not in " ".join(sent.values())
    assert "http" not in " ".join(sent.values())
    assert sent["default-src"] == "'self'"
    assert sent["script-src"].startswith("'self'")
    assert sent["object-src"] == "'none'"
    assert sent["base-uri"] == "'none'"
    assert sent["form-action"] == "'self'"
    assert sent["frame-ancestors"] == "'self'"


def test_the_admin_has_a_policy_too(client):
    sent = policy(client.get("/quan-tri/login/"))
    assert sent["default-src"] == "'self'"
    assert sent["script-src"] == "'self' 'unsafe-inline'"
    assert sent["object-src"] == "'none'"
    assert sent["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("address", ["/don-vi/dang-nhap/", "/quan-tri/login/", "/tim-kiem/"])
def test_the_other_headers(client, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(
    "address", ["/", "/tim-kiem/", "/tim-kiem/?q=dan+van", "/khong-co-trang-nay/", "/robots.txt"]
)
def test_an_anonymous_reader_gets_no_cookie(client, address):
    assert not client.get(address).cookies


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(client, django_user_model):
    django_user_model.objects.create_user("can-bo", password="mat-khau-thu-nghiem")
    client.post("/don-vi/dang-nhap/", {"username": "can-bo", "password": "mat-khau-thu-nghiem"})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 12 * 3600


@pytest.mark.parametrize("address", ["/don-vi/", "/quan-tri/"])
def test_an_anonymous_reader_is_sent_to_sign_in(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert f"next={address}" in response["Location"]
