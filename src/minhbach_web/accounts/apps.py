"""The app: how people get in and out: invitations, resets, passkeys, sign-in by an office's own
provider, open sessions."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, slots
from minhbach_web.core.jobs.kinds import kind


class AccountsConfig(AppConfig):
    name = "minhbach_web.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhbach_web.accounts import held, holding_roles, offers  # noqa: PLC0415  # models first
        from minhbach_web.accounts.services import (  # noqa: PLC0415  # models first
            letters,
            signing_out,
        )

        import_module("minhbach_web.accounts.noting")  # connects its signals
        holding_roles.register()
        held.register()
        slots.offer(slots.ACCOUNT, offers.acts)
        slots.end_sessions_by(signing_out.end_all)
        kind("accounts.reset", title=_("Links for new passwords"))(letters.answer)
        acts.name(
            {
                "accounts.invite": _("Invitation made"),
                "accounts.reset_link": _("Link for a new password made"),
                "accounts.withdraw_link": _("Link withdrawn"),
                "accounts.join": _("Invitation taken"),
                "accounts.choose_new_password": _("New password chosen by a link"),
                "accounts.sign_out_one": _("Signed out in another place"),
                "accounts.sign_out_everywhere": _("Signed out everywhere"),
                "accounts.add_second_step": _("Second step or key added"),
                "accounts.drop_second_step": _("Second step or key removed"),
                "accounts.take_second_step": _("Second step removed by an administrator"),
                "accounts.hand_over": _("Handed over"),
                "accounts.start": _("First administrator made"),
                "accounts.connect": _("Account connected with the office's provider"),
            }
        )
