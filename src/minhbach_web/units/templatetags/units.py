"""Filters of the pages of units."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def named(names: Mapping[str, str], code: str) -> str:
    """The name that goes with a code; the code itself where there is none."""
    return names.get(code) or code
