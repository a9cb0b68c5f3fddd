"""Addresses of the briefing app."""

from django.urls import URLPattern, URLResolver

app_name = "briefing"
urlpatterns: list[URLPattern | URLResolver] = []
