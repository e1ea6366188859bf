"""Addresses of the stand-alone portal (design section 8)."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from dvk_portal.health import healthz
from dvk_portal.media import public_media

urlpatterns = [
    # Browsers ask for it by this name wherever no page names an icon: a downloaded file, the admin.
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("portal/img/favicon.svg"))),
    path("healthz/", healthz, name="healthz"),
    path(settings.ADMIN_PREFIX.removeprefix("/"), include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("don-vi/", include("submissions.unit_area.urls")),
]
if settings.MEDIA_URL.startswith("/"):
    urlpatterns += [path(f"{settings.MEDIA_URL.removeprefix('/')}<path:path>", public_media)]
urlpatterns += [
    path("", include("showcase.urls")),
    path("", include(wagtail_urls)),
]
