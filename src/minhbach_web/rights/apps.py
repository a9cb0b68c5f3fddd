"""The app: what is kept about whom, for how long, and what a person may ask for."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "minhbach_web.rights"
    label = "rights"
    verbose_name = _("Data rights")

    def ready(self) -> None:
        from minhbach_web.rights import filling  # noqa: PLC0415  # needs loaded models

        filling.register()
