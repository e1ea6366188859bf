"""The blank forms of a campaign, for everybody: /bieu-mau/<campaign>/<form>.docx."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from showcase import blank_forms
from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign

AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def blank_form(request: HttpRequest, campaign: str, form: str, suffix: str) -> HttpResponse:
    """A form of a campaign that is or was open, to be filled in; any other address is a 404."""
    announced = Campaign.objects.exclude(state=Campaign.State.DRAFT).select_related("issuer", "scheme")
    found = get_object_or_404(announced, slug=campaign)
    wanted = blank_forms.find(found, form, suffix)
    if wanted is None:
        raise Http404
    try:
        data, content_type = blank_forms.write_blank(wanted, found, suffix)
    except Refused as refused:
        raise Http404(refused.message) from refused
    headers = {"Content-Disposition": f'attachment; filename="{form}-{found.slug}.{suffix}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
