"""Addresses of the units app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.units.views import me

app_name = "units"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", me.me, name="me"),
]
