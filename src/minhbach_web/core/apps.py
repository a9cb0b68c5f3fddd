"""The core app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "minhbach_web.core"
    label = "core"
    verbose_name = _("Core")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhbach_web.core import held, proving  # noqa: PLC0415  # needs loaded models
        from minhbach_web.core.services import proofs  # noqa: PLC0415  # needs loaded models

        proving.register("audit", _("Audit log"), proofs.audit_chain)
        proving.register("files", _("Stored files"), proofs.stored_files)
        held.register()
