"""The app: sourced figures, kits for speakers, talks, and questions nobody can be traced by."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefingConfig(AppConfig):
    name = "minhbach_web.briefing"
    label = "briefing"
    verbose_name = _("Briefing")
