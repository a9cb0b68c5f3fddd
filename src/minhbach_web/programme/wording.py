"""Words for codes of the engine, in the language of the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minhbach_web import engine

GAPS: dict[str, str | Promise] = {
    "no-deadline": _("The plan states no deadline"),
    "no-product": _("The plan states no product"),
    "no-lead": _("The plan names no lead"),
    "no-support": _("The plan names no supporting body"),
    "no-recurrence": _("The plan doesn’t say how often"),
    "no-period": _("The plan states no period"),
    "no-issuer": _("The plan states no issuer"),
    "no-number": _("The document has no number"),
    "no-date": _("The document has no date"),
    "no-reporting": _("The plan states no reporting duty"),
    "no-reporting-deadline": _("The plan states no day for the reports"),
}
FIELDS: dict[str, str | Promise] = {
    "deadline": _("Deadline"),
    "due": _("Due date"),
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


def scope_words(reason: str) -> str | Promise:
    """Why something is out of scope: the engine's reason, or that a person set it aside."""
    return SET_ASIDE if reason == "set-aside" else engine_words(reason)


def engine_words(code: str, **params: str) -> str:
    """The engine's sentence for a code, in the language of the page."""
    return engine.message(code, (get_language() or "vi")[:2], **params)
