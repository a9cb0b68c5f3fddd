"""Addresses of the core app."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from minhbach_web.core.views import audit, gallery, health

app_name = "core"
urlpatterns: list[URLPattern | URLResolver] = [
    path("suc-khoe/", health.health, name="health"),
    path("nhat-ky/", audit.log, name="audit"),
    path("nhat-ky/csv/", audit.export, name="audit_export"),
    path("bo-phan/", gallery.gallery, name="gallery"),
    path("ngon-ngu/", login_not_required(set_language), name="language"),
]
