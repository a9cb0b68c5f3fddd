"""How a reminder looks."""

from django import template

from minhbach_web.core import clock
from minhbach_web.core.reminding import ANSWER, DUE, NEWS, nature
from minhbach_web.core.templatetags.minhbach import day_words, due_words
from minhbach_web.reminders.models import Notice

register = template.Library()


@register.filter
def notice_state(notice: Notice) -> str:
    """The state for the tag component: returned, waiting for an answer, new, overdue, due."""
    kind = nature(notice.kind)
    if kind == ANSWER:
        return "returned" if notice.kind == "returned" else "waiting"
    if kind == NEWS:
        return "news"
    return "overdue" if notice.due < clock.today() else "due"


@register.filter
def when_words(notice: Notice) -> str:
    """How far away the due day is; for what came about, the day on which it did."""
    return due_words(notice.due) if nature(notice.kind) == DUE else day_words(notice.due)
