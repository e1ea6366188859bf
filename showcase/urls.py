"""The public addresses that are not pages of the tree; include them before Wagtail's own."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from .views import forms, maps, searching

app_name = "showcase"

urlpatterns = [
    path("tim-kiem/", searching.search, name="search"),
    path("bieu-mau/<slug:campaign>/<slug:form>.<slug:suffix>", forms.blank_form, name="blank_form"),
    path("so-do-trang/", maps.site_map, name="site_map"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", maps.robots, name="robots"),
]
