"""Pictures of the public pages, for a portal that has no web server in front of it.

Behind nginx or on S3 (MEDIA_URL is a whole address) nothing comes here.
"""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

# Renditions only. Documents go through Wagtail's view, which asks who may read them, and
# originals stay inside: a photograph from a phone carries the place where it was taken.
PUBLIC_FOLDERS = ("images/", "avatar_images/")


@require_safe
@cache_control(public=True, max_age=30 * 24 * 3600)
def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One public file of MEDIA_ROOT; anything else is a 404."""
    if not path.startswith(PUBLIC_FOLDERS) or ".." in path:
        raise Http404
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
