"""Words for codes of the engine, in the language of the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minhbach_web import engine

GAPS: dict[str, str | Promise] = {
    "no-deadline": _("No deadline stated"),
    "no-product": _("No product stated"),
    "no-lead": _("No lead stated"),
    "no-report-deadline": _("No day stated for the reports"),
    "no-reporting": _("No reporting duty stated"),
    "no-header": _("No issuer, number and date at the top"),
    "no-tasks": _("No task given to a body was found"),
}
FIELDS: dict[str, str | Promise] = {
    "deadline": _("Deadline"),
    "due": _("Day it is due"),
    "product": _("Product"),
    "lead": _("Lead"),
    "support": _("Support"),
    "recurrence": _("How often"),
    "sender": _("Who reports"),
    "receiver": _("To whom"),
    "through": _("Through"),
}
RECURRENCES: dict[str, str | Promise] = {
    "month": _("every month"),
    "quarter": _("every quarter"),
    "half-year": _("every six months"),
    "year": _("every year"),
}
MATCHES: dict[str, str | Promise] = {
    "holds": _("leads it now"),
    "same-name": _("same name"),
    "issuer": _("the office that issued the plan"),
    "type": _("all units of this type"),
    "every": _("speaks of all units below"),
    "several": _("each named in the text"),
    "part-of-name": _("the name holds these words"),
    "similar": _("nearly the same name"),
}
SET_ASIDE = _("Set aside by the person who confirmed the plan.")


def gap_words(code: str) -> str | Promise:
    """What a gap of this code is."""
    return GAPS.get(code) or engine_words(code)


def section_words(section: str) -> str | Promise:
    """``closing`` is the engine's name for the closing paragraph; the rest are numbers."""
    return _("closing paragraph") if section == "closing" else section


def scope_words(reason: str) -> str | Promise:
    """Why something is out of scope: the engine's reason, or that a person set it aside."""
    return SET_ASIDE if reason == "set-aside" else engine_words(reason)


def engine_words(code: str, **params: str) -> str:
    """The engine's sentence for a code, in the language of the page."""
    return engine.message(code, (get_language() or "vi")[:2], **params)
