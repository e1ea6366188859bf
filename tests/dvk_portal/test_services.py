"""The grown portal against real servers; `make test` starts them where their programs are."""

import os

import environ
import pytest
from django.core.cache import cache
from django.test import override_settings

REDIS = os.environ.get("TEST_REDIS_URL", "")

pytestmark = pytest.mark.skipif(not REDIS, reason="no Redis server was started for the tests")


@pytest.fixture(autouse=True)
def redis_cache(settings):
    settings.CACHES = {"default": environ.Env().cache_url_config(REDIS)}
    yield
    cache.clear()


def test_the_cache_address_of_the_environment_reaches_redis():
    cache.set("đơn-vị", {"mã": 1}, timeout=30)
    assert cache.get("đơn-vị") == {"mã": 1}
    cache.set("lượt-xem", 1)
    assert cache.incr("lượt-xem") == 2


def test_health_asks_redis(client, db):
    assert client.get("/healthz/").json()["checks"]["cache"] == "ok"
    with override_settings(CACHES={"default": environ.Env().cache_url_config("redis://127.0.0.1:1/0")}):
        assert client.get("/healthz/").json()["checks"]["cache"] == "failed"
