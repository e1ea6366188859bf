"""Settings of the stand-alone portal, read from the environment only.

An existing Wagtail site does not use this module; it adds `submissions` and
`showcase` to its own INSTALLED_APPS (see README). An unsafe value stops the
start with a sentence that names it (`dvk_portal/checks.py`).
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from dvk_portal.checks import host_of, is_local, refusals
from dvk_portal.logging import logging_config
from dvk_portal.machine_key import machine_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
BASE_URL = env("BASE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
LOCAL = is_local(host_of(BASE_URL))
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if LOCAL else [host_of(BASE_URL)]
)
MEDIA_URL = env("MEDIA_URL", default="/media/").rstrip("/") + "/"

if problems := refusals(
    debug=DEBUG,
    secret_key=env("SECRET_KEY", default=""),
    allowed_hosts=ALLOWED_HOSTS,
    base_url=BASE_URL,
    media_url=MEDIA_URL,
):
    raise ImproperlyConfigured("The portal does not start on unsafe settings. " + " ".join(problems))
SECRET_KEY = env("SECRET_KEY", default="") or machine_key(VAR_DIR / "secret_key")

INSTALLED_APPS = [
    "dvk_portal",
    "showcase",
    "submissions",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "import_export",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "dvk_portal.logging.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dvk_portal.policies.PolicyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dvk_portal.urls"
WSGI_APPLICATION = "dvk_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

# A page joins many tables of few rows: PostgreSQL would compile the query for seconds to run it for
# milliseconds. `?options=` in the address of the database takes its place.
POSTGRESQL_OPTIONS = {"options": "-c jit=off"}
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS | DATABASES["default"].get("OPTIONS", {})

CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    # What the server and its worker tell each other, such as how far an import is.
    "shared": env.cache("CACHE_URL", default=f"filecache://{VAR_DIR / 'shared'}"),
}

# Work runs in the request that asks for it; long lists and e-mail wait for the worker, if there is one.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if env.bool("WORKER", default=False):
    TASKS["background"] = {"BACKEND": "django_tasks_db.DatabaseBackend"}

# On one's own machine e-mails are shown in the console. A public portal without EMAIL_URL keeps persons' data
# out of its logs and tries the mail server of its machine; what does not go out waits in the outbox.
EMAIL = env.email_url("EMAIL_URL", default="consolemail://" if LOCAL else "smtp://localhost:25")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"cong-dan-van-kheo@{host_of(BASE_URL)}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
PASSWORD_RESET_TIMEOUT = 24 * 3600

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/don-vi/dang-nhap/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "dvk_portal.client.client_address"
AXES_LOCKOUT_CALLABLE = "dvk_portal.lockout.locked_out"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Installed from a wheel, templates, messages and static files lie inside the two apps.
# locale/wagtail holds what Wagtail's own Vietnamese catalogue lacks.
LOCALE_PATHS = [path for path in (BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail") if path.is_dir()]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
}

WAGTAIL_SITE_NAME = "Dân vận khéo"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# The unit area has one way to a new password for everybody, with its limits.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"heic": "jpeg"}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "showcase.search", "SEARCH_CONFIG": "simple"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Signing in and staying signed in. Cookies, redirects and HSTS follow the scheme of BASE_URL,
# so that the embedded default works over http on its own machine.
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(BASE_URL))]
SECURE_SSL_REDIRECT = HTTPS
# A load balancer asks for the health of the process from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = [
    # Wagtail previews pages in a frame of the same origin.
    "security.W019",
    # Preloading binds the whole domain for years; its owner decides, not one portal on it.
    "security.W021",
]

ADMIN_PREFIX = "/quan-tri/"
MEDIA_ORIGIN = [] if MEDIA_URL.startswith("/") else ["{0.scheme}://{0.netloc}".format(urlsplit(MEDIA_URL))]
COMMON_DIRECTIVES = {
    "default-src": [SELF],
    "img-src": [SELF, "data:", *MEDIA_ORIGIN],
    "media-src": [SELF, *MEDIA_ORIGIN],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": COMMON_DIRECTIVES | {"script-src": [SELF], "style-src": [SELF]}}
ADMIN_CONTENT_SECURITY_POLICY = COMMON_DIRECTIVES | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", *MEDIA_ORIGIN],
}

LOGGING = logging_config(structured=not DEBUG)
