"""Addresses of forms, days off, Excel files and what saves by itself."""

from __future__ import annotations

from django.urls import URLPattern, path

from minhbach_web.reporting.views import entry

REPORT = "bao-cao/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path(REPORT + "nhap/<slug:code>/", entry.autosave, name="autosave"),
]
