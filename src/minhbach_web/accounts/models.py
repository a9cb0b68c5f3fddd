"""Sessions, links that let somebody in once, failed attempts, roles that a provider gave."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenSession(AbstractBaseSession):
    """Somebody signed in somewhere. ``session_key`` is the sha256 of the key in the cookie, so
    that a copy of the database opens nothing. Where from and with what is not noted."""

    session_key = models.CharField(primary_key=True, max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="open_sessions"
    )
    signed_in = models.DateTimeField(null=True)
    seen = models.DateTimeField()  # to the hour

    class Meta:
        verbose_name = _("open session")

    def __str__(self) -> str:
        return f"session of {self.user_id}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from minhbach_web.accounts.sessions import SessionStore  # noqa: PLC0415  # needs this

        return SessionStore


class Attempt(models.Model):
    """How often something failed lately. ``digest`` is keyed: it tells neither who nor where."""

    digest = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField(default=1)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.until:%H:%M}"


class Link(models.Model):
    """A link by which ``user`` chooses a password once; only its sha256 is kept."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        RESET = "reset", _("New password")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=10, choices=Kind)
    sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link")
        constraints = (
            models.UniqueConstraint(
                fields=("user",),
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="one_open_link",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class StartCode(models.Model):
    """The code that the server printed for the first administrator; only its sha256 is kept."""

    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"start code of {self.made_at:%d/%m/%Y}"


class ProvidedRole(models.Model):
    """A membership that is held because the provider names ``group``; it goes with the group."""

    membership = models.OneToOneField("units.Membership", models.PROTECT, related_name="provided")
    group = models.CharField(max_length=250)

    def __str__(self) -> str:
        return f"{self.group}: {self.membership_id}"
