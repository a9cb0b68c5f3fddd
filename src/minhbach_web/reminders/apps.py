"""The app: reminders before, on and after the due day: by e-mail and in the site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "minhbach_web.reminders"
    label = "reminders"
    verbose_name = _("Reminders")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhbach_web.reminders import filling, held, tasks, trail  # noqa: PLC0415  # needs loaded models

        filling.register()
        tasks.register()
        held.register()
        trail.register()
