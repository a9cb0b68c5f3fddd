"""Addresses of the pages over several apps (the home page stands in the site's own urls)."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.site.pages import public

app_name = "pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("cong-khai/", public.programmes, name="public"),
    path("cong-khai/<int:pk>/", public.programme, name="public-programme"),
    path("ke-hoach/<int:plan_pk>/cong-khai/", public.switch, name="publicity"),
    path("ke-hoach/<int:plan_pk>/cong-khai/xem-truoc/", public.preview, name="public-preview"),
]
