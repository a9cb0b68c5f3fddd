"""The app: backup with proof, work in the background, retention: what keeps the site running."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "minhbach_web.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from minhbach_web.operations import filling  # noqa: PLC0415  # needs loaded models

        filling.register()
