"""Production refuses to start on an unsafe value and says which."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from dvk_portal.checks import host_of, is_local, mail_leaves_the_machine, refusals

ROOT = Path(__file__).resolve().parents[2]
GOOD_KEY = "kW3-vN8xQ2hT7mR5cJ9bL4pZ6sD1fG0yA_eUiOoKlMnBvCxZqWtR"
SAFE = {
    "debug": False,
    "secret_key": GOOD_KEY,
    "allowed_hosts": ["danvan.example.vn"],
    "base_url": "https://danvan.example.vn",
    "media_url": "/media/",
}


def test_a_safe_public_portal_starts():
    assert refusals(**SAFE) == []


def test_the_embedded_default_starts_without_a_key_of_its_own():
    assert (
        refusals(
            debug=False,
            secret_key="",
            allowed_hosts=["127.0.0.1", "localhost", "[::1]"],
            base_url="http://127.0.0.1:8000",
            media_url="/media/",
        )
        == []
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"secret_key": ""}, "SECRET_KEY is not set"),
        ({"secret_key": "short"}, "SECRET_KEY is too weak"),
        ({"secret_key": "ab" * 40}, "SECRET_KEY is too weak"),
        ({"secret_key": "django-insecure-" + GOOD_KEY}, "SECRET_KEY is a development key"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS is empty"),
        ({"allowed_hosts": ["*"]}, 'ALLOWED_HOSTS is "*"'),
        ({"allowed_hosts": ["khac.example.vn"]}, "ALLOWED_HOSTS does not name danvan.example.vn"),
        ({"base_url": "http://danvan.example.vn"}, "a public portal is served over https only"),
        ({"base_url": "danvan.example.vn"}, "it must be a whole address"),
        (
            {"base_url": "http://127.0.0.1:8000", "allowed_hosts": ["127.0.0.1", "danvan.example.vn"]},
            "ALLOWED_HOSTS names danvan.example.vn but BASE_URL is http://127.0.0.1:8000",
        ),
        ({"media_url": "http://anh.example.vn/"}, "MEDIA_URL is http://anh.example.vn/"),
        ({"debug": True}, "DEBUG is on while ALLOWED_HOSTS names danvan.example.vn"),
        ({"debug": True, "allowed_hosts": ["*"]}, "DEBUG is on while ALLOWED_HOSTS names *"),
    ],
)
def test_an_unsafe_value_is_refused_by_name(changes, sentence):
    found = refusals(**(SAFE | changes))
    assert len(found) == 1
    assert sentence in found[0]


def test_every_unsafe_value_is_named_at_once():
    found = refusals(**(SAFE | {"secret_key": "", "base_url": "http://danvan.example.vn"}))
    assert len(found) == 2


def test_a_wildcard_below_a_domain_is_a_named_host():
    assert refusals(**(SAFE | {"allowed_hosts": [".example.vn"]})) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "portal.localhost"])
def test_names_of_this_machine_are_local(host):
    assert is_local(host)


@pytest.mark.parametrize("host", ["", "danvan.example.vn", "10.0.0.5", "localhost.example.vn"])
def test_other_names_are_not_local(host):
    assert not is_local(host)


def test_only_http_addresses_have_a_host():
    assert host_of("https://danvan.example.vn:8443/x") == "danvan.example.vn"
    assert host_of("ftp://danvan.example.vn") == ""
    assert host_of("danvan.example.vn") == ""


def test_a_public_portal_without_mail_is_warned_about(settings, monkeypatch):
    settings.BASE_URL = "https://danvan.example.vn"
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert [message.id for message in mail_leaves_the_machine()] == ["dvk_portal.W001"]
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://portal:x@mail.example.vn:587")
    assert mail_leaves_the_machine() == []


def read_settings(tmp_path: Path, expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Prints an expression over the portal's settings, read in a process with only `environment`."""
    code = f"from dvk_portal import settings as s; print(({expression}))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_process_stops_with_the_sentence(tmp_path):
    done = read_settings(tmp_path, "s.DEBUG,", BASE_URL="http://danvan.example.vn", SECRET_KEY=GOOD_KEY)
    assert done.returncode == 1
    assert "ImproperlyConfigured: The portal does not start on unsafe settings." in done.stderr
    assert "a public portal is served over https only" in done.stderr
    assert not (tmp_path / "var").exists()


def test_a_local_portal_makes_its_key_once_and_keeps_it_to_itself(tmp_path):
    first = read_settings(tmp_path, "s.SECRET_KEY")
    second = read_settings(tmp_path, "s.SECRET_KEY")
    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) >= 50
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_local_portal_works_over_http(tmp_path):
    done = read_settings(
        tmp_path,
        "s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.BASE_URL",
        PORT="8123",
    )
    assert done.stdout.strip() == "(False, False, False, 0, 'http://127.0.0.1:8123')"


def test_a_public_portal_is_bound_to_https(tmp_path):
    done = read_settings(
        tmp_path,
        "s.ALLOWED_HOSTS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, "
        "s.SECURE_HSTS_SECONDS, s.CSRF_TRUSTED_ORIGINS",
        BASE_URL="https://danvan.example.vn/",
        SECRET_KEY=GOOD_KEY,
    )
    assert done.stdout.strip() == (
        "(['danvan.example.vn'], True, True, True, 31536000, ['https://danvan.example.vn'])"
    )


def test_servers_and_storage_come_from_the_environment(tmp_path):
    done = read_settings(
        tmp_path,
        "s.DATABASES['default']['ENGINE'], s.CACHES['default']['BACKEND'], s.EMAIL_HOST, s.MEDIA_URL, "
        "'https://anh.example.vn' in s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']",
        DATABASE_URL="postgres://portal:x@db.example.vn/portal",
        CACHE_URL="redis://cache.example.vn:6379/1",
        EMAIL_URL="smtp+tls://portal:x@mail.example.vn:587",
        MEDIA_URL="https://anh.example.vn/media",
    )
    assert done.stdout.strip() == (
        "('django.db.backends.postgresql', 'django.core.cache.backends.redis.RedisCache', "
        "'mail.example.vn', 'https://anh.example.vn/media/', True)"
    )


def test_the_tests_themselves_write_nothing_into_the_checkout():
    assert ROOT not in Path(settings.MEDIA_ROOT).parents
    assert ROOT not in Path(settings.PRIVATE_ROOT).parents
