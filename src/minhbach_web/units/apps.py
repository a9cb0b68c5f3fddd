"""The units app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts


class UnitsConfig(AppConfig):
    name = "minhbach_web.units"
    label = "units"
    verbose_name = _("Units")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("minhbach_web.units.login")  # connects its signal
        import_module("minhbach_web.units.held").register()
        import_module("minhbach_web.units.trail").register()
        acts.name(
            {
                "units.reorganise_draft": _("Re-organisation drafted"),
                "units.reorganise_drop": _("Re-organisation set aside"),
                "units.reorganise": _("Re-organisation signed off"),
                "units.reorganise_in_force": _("Re-organisation came into force"),
                "units.reorganise_undo": _("Re-organisation undone"),
                "units.correct_account": _("Account corrected"),
            }
        )
