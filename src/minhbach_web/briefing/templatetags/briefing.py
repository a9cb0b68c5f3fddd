"""How figures are said in templates."""

from __future__ import annotations

from django import template

from minhbach_web.briefing.forms.figures import territory_words
from minhbach_web.briefing.models import FigureVersion
from minhbach_web.briefing.periods import period_said
from minhbach_web.briefing.wording import value_words

register = template.Library()

# The state of the tag component that looks like the status of a figure.
LOOKS = {
    "estimate": "estimate",
    "provisional": "estimate",
    "final": "confirmed",
    "revised": "corrected",
    "corrected": "corrected",
}

register.filter("period_words", period_said)
register.filter("territory_words", territory_words)


@register.filter
def said(version: FigureVersion) -> str:
    """The number with its unit: "5,05%"."""
    return value_words(version)


@register.filter
def status_look(version: FigureVersion) -> str:
    """The state whose tag the figure's status has."""
    return LOOKS[version.status]
