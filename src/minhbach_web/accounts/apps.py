"""The app: how people get in and out: invitations, resets, passkeys, sign-in by an office's own
provider, open sessions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "minhbach_web.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
