"""The parts of a paper in Akoma Ntoso's order: preface, preamble, body, conclusions, annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from minhbach.model.document import Block, Document, Paragraph


class Zone(IntEnum):
    PREFACE = 0
    PREAMBLE = 1
    BODY = 2
    END = 3
    ANNEX = 4


_OF_ROLE = {
    "header": Zone.PREFACE,
    "kind": Zone.PREFACE,
    "subject": Zone.PREFACE,
    "addressee": Zone.PREFACE,
    "basis": Zone.PREAMBLE,
    "preamble": Zone.PREAMBLE,
    "heading": Zone.BODY,
    "body": Zone.BODY,
    "item": Zone.BODY,
    "caption": Zone.BODY,
    "closing": Zone.BODY,
    "recipient": Zone.END,
    "signature": Zone.END,
    "annex": Zone.ANNEX,
}
_OF_TABLE = {"content": Zone.BODY, "header": Zone.PREFACE, "signature": Zone.END}


@dataclass(slots=True)
class Zones:
    """Blocks by zone; ``annexes``: one list each; ``notes``: footnotes, wherever they stood."""

    preface: list[Block] = field(default_factory=list)
    preamble: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    end: list[Block] = field(default_factory=list)
    annexes: list[list[Block]] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)


def zones_of(doc: Document) -> Zones:
    """Each block of the document in one zone, the order of reading kept.

    Zones never go back: a header line inside the body stays in the body. What follows the
    signature without being part of it is an annex, with or without the words "Phụ lục".
    """
    zones = Zones()
    named = [zones.preface, zones.preamble, zones.body, zones.end]
    now, before = Zone.PREFACE, False
    for block in _without_notes(doc, zones):
        wanted = _zone(block)
        label = isinstance(block, Paragraph) and block.role == "annex"
        if (label and not before) or (now == Zone.END and wanted is not None and wanted < now):
            zones.annexes.append([])
            now = Zone.ANNEX
        elif wanted is not None and wanted > now:
            now = wanted
        before = label
        (zones.annexes[-1] if now == Zone.ANNEX else named[now]).append(block)
    return zones


def _without_notes(doc: Document, zones: Zones) -> Iterator[Block]:
    for block in doc.blocks:
        if isinstance(block, Paragraph) and block.role == "note":
            zones.notes.append(block)
        else:
            yield block


def _zone(block: Block) -> Zone | None:
    """The zone that a block asks for; None where it goes with its neighbours."""
    if isinstance(block, Paragraph):
        return _OF_ROLE.get(block.role)
    return _OF_TABLE.get(block.role)
