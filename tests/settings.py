"""Settings of the test run: the portal's own, with a fast hasher and throw-away folders."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("SECRET_KEY", "the key of the tests, which protects nothing at all")

from dvk_portal.settings import *  # noqa: F403
from dvk_portal.settings import POSTGRESQL_OPTIONS, STORAGES, env

# Kept by name: the folder goes when the process ends.
FOLDER = tempfile.TemporaryDirectory(prefix="dvk-tests-", ignore_cleanup_errors=True)

DEBUG = False
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": env.db("DATABASE_URL", default="sqlite://:memory:")}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
VAR_DIR = Path(FOLDER.name)
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
# Both processes of a test run would share a cache on disk.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
}
# A browser test on SQLite in memory has one connection for all threads of its server: two requests at once,
# an editor's and the one that saves by itself, would end each other's savepoints.
WAGTAIL_AUTOSAVE_INTERVAL = 0
AXES_ENABLED = False
