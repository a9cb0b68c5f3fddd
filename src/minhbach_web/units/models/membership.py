"""Who does what in which unit, from when until when."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.units.models.tree import OrganisationUnit


class Role(models.TextChoices):
    REPORTER = "reporter", _("Reporter")
    CHECKER = "checker", _("Checker")
    APPROVER = "approver", _("Approver")
    COORDINATOR = "coordinator", _("Coordinator")
    SPEAKER = "speaker", _("Speaker")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Their scope is the unit and everything under it; the other roles reach their own unit only.
SUBTREE_ROLES = frozenset({Role.COORDINATOR, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR})


class Membership(models.Model):
    """``user`` has ``role`` in ``unit`` from ``valid_from`` until the day before ``valid_to``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "unit", "role"),
                condition=models.Q(valid_to=None),
                name="one_open_membership",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which it holds, as people say it; None: it has no end."""
        if self.valid_to is None:
            return None
        return max(self.valid_from, self.valid_to - datetime.timedelta(days=1))
