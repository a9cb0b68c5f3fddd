"""Envelopes that left or came in: which document was there before, what was said of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from minhbach_web import engine
from minhbach_web.reporting.models import EdxmlMessage, EdxmlState

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Obligation, Period, ReportRevision

RECALL = "1"


@dataclass(frozen=True)
class Said:
    """One state with its words."""

    state: EdxmlState
    words: str


@dataclass(frozen=True)
class Chain:
    """What one office said of a document, and what it may say next as (code, words)."""

    organ_id: str
    organ_name: str
    said: tuple[Said, ...]
    following: tuple[tuple[str, str], ...]

    @property
    def last(self) -> Said | None:
        return self.said[-1] if self.said else None


@dataclass(frozen=True)
class Shown:
    """An envelope with a chain for each office that answers for the document."""

    message: EdxmlMessage
    chains: tuple[Chain, ...]


def sent_in(period: Period) -> QuerySet[EdxmlMessage]:
    return EdxmlMessage.objects.filter(report__period=period)


def taken_for(obligation: Obligation) -> list[Shown]:
    """Envelopes that this report came in, the newest first."""
    rows = EdxmlMessage.objects.filter(obligation=obligation).exclude(business=RECALL)
    return _shown(rows)


def sent_of(report: ReportRevision) -> list[Shown]:
    """Envelopes that this report left in, the newest first."""
    return _shown(EdxmlMessage.objects.filter(report=report))


def last_addresses(period: Period) -> dict[str, str]:
    """Identifiers and receiver of the envelope that the office made last, to begin from."""
    rows = EdxmlMessage.objects.filter(report__period__parent=period.parent)
    last = rows.exclude(business=RECALL).first()
    if last is None:
        return {}
    (receiver_id, receiver_name), *more = last.receivers
    return {
        "sender_id": last.own_id,
        "receiver_id": receiver_id,
        "receiver_name": receiver_name,
        "more": "\n".join(f"{code} {name}" for code, name in more),
        "notation": last.code.partition("/")[2],
    }


def _shown(rows: QuerySet[EdxmlMessage]) -> list[Shown]:
    found = rows.select_related("by").prefetch_related("states__by")
    return [Shown(row, tuple(_chain(row, *organ) for organ in organs_of(row))) for row in found]


def organs_of(message: EdxmlMessage) -> list[tuple[str, str]]:
    """The offices that say what becomes of the document: the receivers of what left, ourselves
    for what came in."""
    if message.report_id:
        return [(code, name) for code, name in message.receivers]
    return [(message.own_id, message.own_name)]


def _chain(message: EdxmlMessage, organ_id: str, organ_name: str) -> Chain:
    words = engine.edxml_states()
    said = [state for state in message.states.all() if state.organ_id == organ_id]
    following = engine.edxml_next(state.code for state in said)
    # The other side asks for a document back; its answer is not ours to give either.
    asides = ("13",) if not message.report_id else ()
    return Chain(
        organ_id,
        organ_name,
        tuple(Said(state, words[state.code]) for state in said),
        tuple((code, words[code]) for code in following if code not in asides),
    )


def codes_of(message: EdxmlMessage, organ_id: str) -> list[str]:
    """Codes that were said so far, from the first on."""
    found = message.states.filter(organ_id=organ_id).order_by("n")
    return list(found.values_list("code", flat=True))


def twins(rows: QuerySet[EdxmlMessage], document_id: str, twin_key: str) -> QuerySet[EdxmlMessage]:
    """Those of ``rows`` that carried the same document."""
    return rows.filter(Q(document_id=document_id) | Q(twin_key=twin_key))
