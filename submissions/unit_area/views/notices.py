"""What the person has been told: the unread first, each leading to its page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import ListView, View

from submissions import scope
from submissions.models import Notice

from .access import SIGN_IN, PersonMixin


class NoticeList(PersonMixin, ListView):
    """All notices of the person, whatever unit they are about."""

    template_name = "unit_area/notices.html"
    context_object_name = "notices"
    page_kwarg = "trang"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Notice]:
        rows = scope.notices(self.request.user).select_related("unit")
        return rows.order_by(F("read_at").asc(nulls_first=True), "-created_at", "-pk")


@method_decorator(never_cache, name="dispatch")
class OpenNotice(LoginRequiredMixin, View):
    """Lead to the page that a notice is about; whoever went there has read it."""

    login_url = SIGN_IN

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(scope.notices(request.user), pk=pk)
        _mark_read(scope.notices(request.user).filter(pk=pk))
        return redirect(notice.path or "unit_area:notices")


class MarkRead(LoginRequiredMixin, View):
    """Mark one notice as read, or all of them, and lead back to the list."""

    login_url = SIGN_IN
    http_method_names = ["get", "post", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect("unit_area:notices")

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        rows = scope.notices(request.user)
        if pk is not None:
            rows = rows.filter(pk=get_object_or_404(rows, pk=pk).pk)
        _mark_read(rows)
        return redirect("unit_area:notices")


def _mark_read(rows: QuerySet[Notice]) -> None:
    rows.filter(read_at=None).update(read_at=timezone.now())
