"""Addresses of the operations app."""

from django.urls import URLPattern, URLResolver, path

from minhbach_web.operations.views import background, backups, watching

app_name = "operations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("viec-nen/", background.job_list, name="jobs"),
    path("viec-nen/<int:pk>/", background.job_page, name="job"),
    path("viec-nen/<int:pk>/xu-ly/", background.act, name="job_act"),
    path("sao-luu/", backups.page, name="backups"),
    path("sao-luu/lam/", backups.act, name="backup_act"),
    path("suc-khoe/san-sang/", watching.ready, name="ready"),
    path("suc-khoe/so-lieu/", watching.metrics, name="metrics"),
]
