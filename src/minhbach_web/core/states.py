"""How a state looks: a word, a shape and a colour, always the three together."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    """``shape`` names an icon, ``tone`` a colour of the tag component."""

    word: str | Promise
    shape: str
    tone: str


LOOKS = {
    "done": Look(_("Done"), "check", "green"),
    "accepted": Look(_("Accepted"), "check", "green"),
    "approved": Look(_("Approved"), "check", "green"),
    "confirmed": Look(_("Confirmed"), "check", "green"),
    "adopted": Look(_("Issued"), "check", "green"),
    "published": Look(_("Published"), "check", "green"),
    "reported": Look(_("Reported"), "check", "green"),
    "active": Look(_("Active"), "check", "green"),
    "submitted": Look(_("Awaiting review"), "dot", "blue"),
    "waiting": Look(_("Waiting"), "dot", "blue"),
    "open": Look(_("Open"), "dot", "blue"),
    "in_progress": Look(_("In progress"), "half", "blue"),
    "corrected": Look(_("Corrected"), "dot", "blue"),
    "returned": Look(_("Returned"), "return", "red"),
    "overdue": Look(_("Overdue"), "alert", "red"),
    "conflict": Look(_("Conflict"), "alert", "red"),
    "missing": Look(_("Not reported"), "alert", "red"),
    "due": Look(_("Due"), "clock", "amber"),
    "late": Look(_("Late"), "clock", "amber"),
    "estimate": Look(_("Estimate"), "approx", "amber"),
    "unconfirmed": Look(_("Unconfirmed"), "question", "amber"),
    "gap": Look(_("To be completed"), "question", "amber"),
    "draft": Look(_("Draft"), "ring", "muted"),
    "todo": Look(_("Not yet looked at"), "ring", "muted"),
    "not_sent": Look(_("Not sent"), "ring", "muted"),
    "closed": Look(_("Closed"), "minus", "muted"),
    "inactive": Look(_("Deactivated"), "minus", "muted"),
    "set_aside": Look(_("Set aside"), "minus", "muted"),
    "out_of_scope": Look(_("Not supported by this system"), "cross", "muted"),
    "zero": Look(_("Zero"), "dot", "muted"),
    "blank": Look(_("Left blank"), "ring", "muted"),
    "not_applicable": Look(_("Not applicable"), "minus", "muted"),
    "not_asked": Look(_("Not asked"), "minus", "muted"),
}


def look(state: str) -> Look:
    """The look of ``state``; an unknown one shows its own name in the quietest look."""
    return LOOKS.get(state) or Look(state, "ring", "muted")
