"""/healthz/ for load balancers: 200 or 503, which parts work, and nothing else."""

import json

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection

from dvk_portal import health

pytestmark = pytest.mark.django_db


def test_a_working_portal_is_healthy(client):
    response = client.get("/healthz/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "cache": "ok", "storage": "ok"},
    }


def test_the_answer_is_never_kept_and_sets_no_cookie(client):
    response = client.get("/healthz/")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Server" not in response


def test_only_reading_is_allowed(client):
    assert client.post("/healthz/").status_code == 405


def test_a_cache_that_forgets_is_unhealthy(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    response = client.get("/healthz/")
    assert response.status_code == 503
    assert response.json() == {
        "status": "failed",
        "checks": {"database": "ok", "cache": "failed", "storage": "ok"},
    }


def test_a_database_that_refuses_is_unhealthy_and_says_nothing_about_itself(client, caplog):
    def refuse(*args):
        raise DatabaseError("role portal does not exist on 10.0.0.5")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz/")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"
    assert "10.0.0.5" not in json.dumps(response.json())
    assert [record.failed for record in caplog.records if record.name == health.__name__] == ["database"]


def test_a_storage_that_does_not_answer_is_unhealthy(client, settings):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "tests.dvk_portal.test_health.UnreachableStorage"}
    }
    response = client.get("/healthz/")
    assert response.status_code == 503
    assert response.json()["checks"]["storage"] == "failed"


class UnreachableStorage(health.Storage):
    """A bucket whose server does not answer."""

    def exists(self, name):
        raise ConnectionError(name)


def test_a_folder_not_made_yet_is_healthy_where_it_can_be_made(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"
    assert client.get("/healthz/").json()["checks"]["storage"] == "ok"


def test_the_cache_check_leaves_nothing_behind():
    health.check_cache()
    assert list(getattr(caches["default"], "_cache", {})) == []
