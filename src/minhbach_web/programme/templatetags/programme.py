"""Words for the values of a plan. Built in for the templates of this app by ``{% load %}``."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from minhbach_web.programme import wording
from minhbach_web.programme.wording import MATCHES, RECURRENCES

if TYPE_CHECKING:
    from minhbach_web.programme.models import AssignmentRule

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


@register.filter
def rule_words(rule: AssignmentRule) -> str:
    """To whom a rule gives a task: ``all units of the type “chi bộ” below Khối: Lead``."""
    words = _("all units of the type “%(type)s” below %(unit)s: %(part)s")
    if rule.kind == "subtree":
        words = _("%(unit)s and everything below it: %(part)s")
    return words % {
        "type": rule.unit_type,
        "unit": rule.unit.short_name or rule.unit.name,
        "part": rule.get_part_display(),
    }
