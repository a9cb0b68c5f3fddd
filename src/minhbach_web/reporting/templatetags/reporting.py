"""Tags of the reporting templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from minhbach_web.reporting.models import State

register = template.Library()


@register.simple_tag
def element_name(names: Mapping[str, Any], code: str) -> str:
    """The name of an element, its code where the form no longer has it."""
    return str(names[code].name) if code in names else code


@register.simple_tag
def effect_text(text: str) -> str:
    """An answer of an effect: its number, or in words why there is none."""
    if not text:
        return "–"
    state = text.strip("[]")
    return str(State(state).label) if text.startswith("[") and state in State.values else text
