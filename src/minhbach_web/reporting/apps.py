"""The app of the reporting regime."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "minhbach_web.reporting"
    label = "reporting"
    verbose_name = _("Reporting")

    def ready(self) -> None:
        from minhbach_web.reporting import held, leaving, slots, trail  # noqa: PLC0415  # needs loaded models
        from minhbach_web.reporting.services import proofs  # noqa: PLC0415  # needs loaded models

        slots.register()
        held.register()
        leaving.register()
        trail.register()
        proofs.register()
