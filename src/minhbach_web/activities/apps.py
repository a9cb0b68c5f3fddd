"""The app: what units did: the activity log, quick enough for a phone."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "minhbach_web.activities"
    label = "activities"
    verbose_name = _("Activities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhbach_web.activities import held, home, kinds, trail  # noqa: PLC0415  # needs loaded models

        home.register()
        held.register()
        trail.register()
        request_started.connect(kinds.begin)
        request_finished.connect(kinds.end)
