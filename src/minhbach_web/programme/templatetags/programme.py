"""Words for the values of a plan. Built in for the templates of this app by ``{% load %}``."""

import datetime

from django import template
from django.utils.functional import Promise

from minhbach_web.programme import wording
from minhbach_web.programme.wording import MATCHES, RECURRENCES

register = template.Library()


@register.filter
def recurrence_words(code: str) -> str | Promise:
    """``quarter`` → hằng quý."""
    return RECURRENCES.get(code, code)


@register.filter
def match_words(reason: str) -> str | Promise:
    """Why a unit is proposed."""
    return MATCHES.get(reason, reason)


@register.filter
def unlocalized(number: int) -> str:
    """A key as it is, without separators."""
    return str(number)


@register.filter
def iso_day(value: str) -> str:
    """``2024-03-05`` → 05/03/2024."""
    return f"{datetime.date.fromisoformat(value):%d/%m/%Y}"


@register.filter
def last_words(text: str) -> str:
    """The end of a text, to show where it is cut."""
    words = text.split()
    return " ".join(words[-9:]) if len(words) <= 9 else f"… {' '.join(words[-9:])}"


@register.filter
def first_words(text: str) -> str:
    """The beginning of a text, to show where it is cut."""
    words = text.split()
    return " ".join(words) if len(words) <= 9 else f"{' '.join(words[:9])} …"


@register.filter
def scope_words(reason: str) -> str | Promise:
    """Why a text is not supported, or that a person set it aside."""
    return wording.scope_words(reason)


@register.filter
def section_words(section: str) -> str | Promise:
    """The section of a task as people name it."""
    return wording.section_words(section)
