"""What happens in the library's own pages goes into the audit log, and ends other sessions."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.dispatch import receiver

from minhbach_web.accounts.models import OpenSession
from minhbach_web.accounts.services import links
from minhbach_web.accounts.sessions import hashed
from minhbach_web.core.services import audit


@receiver(password_changed, dispatch_uid="accounts.sign_out_others")
def sign_out_others(request: Any, user: Any, **kwargs: Any) -> None:
    """Another password: whoever else is signed in with the old one is out."""
    here = request.session.session_key
    OpenSession.objects.filter(user=user).exclude(pk=hashed(here or "")).delete()
    links.stop(user)


@receiver(signals.authenticator_added, dispatch_uid="accounts.added")
def note_added(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        audit.record(actor=user, action="accounts.add_second_step", obj=f"user:{user.pk}")


@receiver(signals.authenticator_removed, dispatch_uid="accounts.removed")
def note_removed(user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        audit.record(actor=user, action="accounts.drop_second_step", obj=f"user:{user.pk}")
