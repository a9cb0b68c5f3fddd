"""How a reminder looks."""

from django import template

from minhbach_web.core import clock
from minhbach_web.reminders.models import Notice
from minhbach_web.reminders.services.composing import EVENTS

register = template.Library()


@register.filter
def notice_state(notice: Notice) -> str:
    """The state for the tag component: returned, waiting for an answer, overdue, due."""
    if notice.kind in EVENTS:
        return "returned" if notice.kind == "returned" else "waiting"
    return "overdue" if notice.due < clock.today() else "due"
