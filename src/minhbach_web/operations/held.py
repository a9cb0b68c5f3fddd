"""What this app stores about a person: who asked for a backup."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import holding


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.Kept(
            code="operations.backups",
            label=_("Backups asked for"),
            what=_("Which backup, and when."),
            basis=holding.SECURITY,
            fate=holding.DETACHED,
            why=holding.PROOF,
            rows=(holding.Rows("operations.Backup", "by", "name at"),),
        )
    )
