"""Pages that show several apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "minhbach_web.site.pages"
    label = "pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhbach_web.site import checks  # noqa: F401, PLC0415  # registers the refusals
