"""The programme app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "minhbach_web.programme"
    label = "programme"
    verbose_name = _("Programme")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("minhbach_web.programme.home")  # fills its slots of the home page
        import_module("minhbach_web.programme.held").register()
        import_module("minhbach_web.programme.leaving").register()
        import_module("minhbach_web.programme.trail").register()
