"""The part that a unit plays in a task."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    LEAD = "lead", _("Lead")
    SUPPORT = "support", _("Support")
