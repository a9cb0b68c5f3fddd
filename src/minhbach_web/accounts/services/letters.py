"""Links by e-mail, where the site has been told how to send any."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from minhbach_web.accounts.services import attempts, links
from minhbach_web.core.jobs.queue import enqueue_once
from minhbach_web.units import queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from minhbach_web.units.models import User

logger = logging.getLogger(__name__)
MOST = 3  # accounts that may share an address; letters to one account in a quarter of an hour


def is_set() -> bool:
    """Whether letters can be sent, and the site knows its own address to put into them."""
    return bool(settings.SITE_ADDRESS) and not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def send(user: User, path: str, *, invited: bool) -> bool:
    """A letter with the link ``path``; whether it went out."""
    if not user.email or not is_set():
        return False
    with translation.override("vi"):
        letter = EmailMessage(
            subject=_subject(invited), body=_body(user, path, invited), to=[user.email]
        )
    try:
        return bool(letter.send())
    except OSError:
        logger.warning("a letter with a link could not be sent")
        return False


def _subject(invited: bool) -> str:
    return _("Your account on Minh Bạch") if invited else _("A new password for Minh Bạch")


def _body(user: User, path: str, invited: bool) -> str:
    opening = (
        _("An account was made for you. Open this link and choose a password:")
        if invited
        else _("Open this link and choose a new password:")
    )
    end = _(
        "The link works once and expires. If you did not expect this letter, you need not do "
        "anything: without the link nothing changes."
    )
    greeting = _("Dear %(name)s,") % {"name": user.full_name}
    name = _("User name: %(username)s") % {"username": user.username}
    return f"{greeting}\n\n{opening}\n\n{settings.SITE_ADDRESS}{path}\n\n{name}\n\n{end}\n"


def ask(typed: str) -> None:
    """Somebody asks for a new password with a user name or an e-mail address.

    The same is done, in the same time, whether there is such an account or not.
    """
    keys = sorted(user.pk for user in queries.accounts_called(typed, MOST))
    enqueue_once(
        "accounts.reset", key=f"accounts.reset:{keys[0] if keys else 0}", again=True, users=keys
    )


def answer(progress: Any, /, **arguments: Any) -> Mapping[str, Any]:
    """The work in the background: a link for each of the accounts, sent by e-mail."""
    from django.urls import reverse  # noqa: PLC0415  # the addresses come with the apps

    sent = 0
    for user in queries.accounts_with_keys(arguments["users"]):
        what = ("letters", str(user.pk))
        if not user.email or not is_set() or attempts.blocked(*what, limit=MOST):
            continue
        attempts.failed(*what)
        invited = not links.has_joined(user)
        secret = links.make_link(user=user, by=None)
        sent += send(user, reverse("accounts:join", args=[secret]), invited=invited)
    return {"sent": sent}
