"""Tags and filters that every template has."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from minhbach_web.core import acts, clock, states

register = template.Library()

# Drawn on a 24 × 24 grid with strokes in the colour of the text.
SHAPES = {
    "check": '<path d="M4 12.5l5 5L20 6.5"/>',
    "dot": '<circle cx="12" cy="12" r="7" fill="currentColor"/>',
    "ring": '<circle cx="12" cy="12" r="7"/>',
    "half": '<circle cx="12" cy="12" r="7"/><path d="M12 5a7 7 0 0 1 0 14z" fill="currentColor"/>',
    "return": '<path d="M9 5L4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3"/>',
    "alert": '<path d="M12 3L2 21h20zM12 10v5M12 18v.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "approx": '<path d="M4 10c3-4 5 3 8 0s5-3 8-1M4 17c3-4 5 3 8 0s5-3 8-1"/>',
    "question": '<path d="M8 8a4 4 0 1 1 6 3.5c-1.5 1-2 1.7-2 3.5M12 19.5v.5"/>',
    "minus": '<path d="M5 12h14"/>',
    "cross": '<circle cx="12" cy="12" r="9"/><path d="M6 6l12 12"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7v.5"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "file": '<path d="M6 2h8l5 5v15H6zM14 2v5h5"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4M12 3v2"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h16"/>',
}

# Django's own Vietnamese writes "Thứ 6"; offices write "thứ Sáu" within a sentence.
WEEKDAYS = (
    pgettext_lazy("within a sentence", "Monday"),
    pgettext_lazy("within a sentence", "Tuesday"),
    pgettext_lazy("within a sentence", "Wednesday"),
    pgettext_lazy("within a sentence", "Thursday"),
    pgettext_lazy("within a sentence", "Friday"),
    pgettext_lazy("within a sentence", "Saturday"),
    pgettext_lazy("within a sentence", "Sunday"),
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing beside a word; it says nothing of its own."""
    shape = mark_safe(SHAPES[name])  # noqa: S308 -- constants of this module
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        shape,
    )


@register.filter
def state_look(state: str) -> states.Look:
    """The word, shape and colour of a state."""
    return states.look(state)


@register.filter
def item(values: Sequence[Any], at: int) -> Any:
    """``values[at]``; nothing where there is none."""
    try:
        return values[at]
    except IndexError:
        return ""


@register.filter
def day_words(day: datetime.date | None) -> str:
    """``thứ Sáu 14/3/2025``; nothing for no day."""
    if day is None:
        return ""
    return f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}/{day.year}"


@register.filter
def due_words(day: datetime.date | None) -> str:
    """How far away a day is, in words: ``còn 3 ngày, thứ Sáu 14/3/2025``."""
    if day is None:
        return _("no deadline given")
    away = (day - clock.today()).days
    if away < 0:
        words = ngettext("%(days)s day overdue", "%(days)s days overdue", -away)
    elif away == 0:
        words = _("due today")
    else:
        words = ngettext("%(days)s day left", "%(days)s days left", away)
    return f"{words % {'days': abs(away)}}, {day_words(day)}"


@register.filter
def thousands(number: int) -> str:
    """``1200`` → 1.200, as offices write it."""
    return f"{number:,}".replace(",", ".")


@register.filter
def short_digest(sha256: str) -> str:
    """The first twelve places of a digest: enough to compare by eye."""
    return sha256[:12]


@register.filter
def act_words(action: str) -> str:
    """What an act of the audit log is called."""
    return acts.words(action)
