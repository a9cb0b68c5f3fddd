"""Addresses of the checking app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.checking import views

app_name = "checking"
urlpatterns: list[URLPattern | URLResolver] = [
    path("soat/", views.start, name="start"),
    path("soat/quy-tac/", views.rules, name="rules"),
    path("soat/quy-tac/<str:code>/", views.rule, name="rule"),
    path("soat/van-ban/<int:pk>/", views.stored, name="stored"),
    path("soat/<str:token>/", views.result, name="result"),
    path("soat/<str:token>/in/", views.summary, name="summary"),
    path("soat/<str:token>/tai-ve/<str:what>/", views.download, name="download"),
    path("soat/<str:token>/xoa/", views.clear, name="clear"),
]
