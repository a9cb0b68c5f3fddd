"""The app: invitations, sign-in by passkey or by the office's own directory, sessions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "minhbach_web.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
