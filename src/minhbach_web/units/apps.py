"""The units app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "minhbach_web.units"
    label = "units"
    verbose_name = _("Units")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("minhbach_web.units.login")  # connects its signal
