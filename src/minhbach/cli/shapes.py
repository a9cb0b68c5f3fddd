"""The JSON shapes of the command line (docs/reference/command-line.md): keys in contract order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from minhbach.messages import message
from minhbach.model.citation import Citation, Contradiction, Occurrence, RegisterEntry
from minhbach.model.document import Document, Section
from minhbach.model.figures import Figures, FoundFigure
from minhbach.model.plan import Plan

Shape = dict[str, Any]


def number(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number: an int where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def outline(doc: Document, lang: str) -> Shape:
    """``outline --json``: header fields and section tree."""
    header, signatory = doc.header, doc.signatory
    return {
        "format": doc.format,
        "profile": doc.profile or None,
        "kind": header.kind,
        "kind_name": header.kind_name,
        "number": header.number,
        "date": header.date and header.date.isoformat(),
        "place": header.place,
        "issuer": header.issuer,
        "parent_issuer": header.parent_issuer,
        "subject": header.subject,
        "signatory": signatory
        and {
            "authority": signatory.authority,
            "title": signatory.title,
            "name": signatory.name,
        },
        "recipients": list(doc.recipients),
        "sections": [_section(section) for section in doc.sections],
        "tables": sum(1 for _ in doc.tables()),
        "repaired_breaks": [list(pair) for pair in doc.repaired_breaks],
        "notes": [
            {
                "code": note.code,
                "message": message(note.code, lang, **note.params),
                "anchor": note.anchor,
            }
            for note in doc.notes
        ],
    }


def _section(section: Section) -> Shape:
    return {
        "number": section.number,
        "heading": section.heading,
        "paragraphs": len(section.paragraphs),
        "children": [_section(child) for child in section.children],
    }


def citation(found: Citation) -> Shape:
    """One entry of ``cite --json``."""
    return {
        "class": found.cls,
        "kind": found.kind,
        "notation": found.notation,
        "title": found.title,
        "date": found.date and found.date.isoformat(),
        "issuer": found.issuer,
        "pinpoint": found.pinpoint,
        "quote": found.quote,
        "start": found.start,
        "end": found.end,
        "key": found.key,
        "repaired": found.repaired,
    }


def entry(found: RegisterEntry) -> Shape:
    """One entry of ``cite --register --json``."""
    return {
        "key": found.key,
        "kind": found.kind,
        "notation": found.notation,
        "titles": list(found.titles),
        "dates": [when.isoformat() for when in found.dates],
        "issuers": list(found.issuers),
        "occurrences": [_occurrence(row) for row in found.occurrences],
        "follow_ups": [_occurrence(row) for row in found.follow_ups],
        "contradictions": [c.code for c in found.contradictions],
    }


def _occurrence(row: Occurrence) -> Shape:
    place = row.citation
    return {
        "file": row.file,
        "quote": place.quote,
        "start": place.start,
        "end": place.end,
        "pinpoint": place.pinpoint,
        "anchor": place.anchor,
    }


def contradiction(found: Contradiction, lang: str) -> Shape:
    """One contradiction of ``cite --register --json``."""
    from minhbach.citations.contradictions import told

    return {
        "code": found.code,
        "severity": found.severity,
        "message": told(found, lang),
        "needed": found.needed,
        "actual": found.actual,
        "confidence": found.confidence,
        "source": found.source,
        "places": [
            {"quote": p.quote, "start": p.start, "end": p.end, "anchor": p.anchor}
            for p in found.places
        ],
    }


def plan(found: Plan) -> Shape:
    """``plan --json``: only what the text says."""
    return {
        "subject": found.subject,
        "issuer": found.issuer,
        "period": {
            "from": found.period_from and found.period_from.isoformat(),
            "to": found.period_to and found.period_to.isoformat(),
        },
        "themes": [
            {
                "number": theme.number,
                "heading": theme.heading,
                "messages": [
                    {
                        "text": item.text,
                        "anchor": item.anchor,
                        "in_scope": item.in_scope,
                        "reason": item.reason,
                    }
                    for item in theme.messages
                ],
            }
            for theme in found.themes
        ],
        "tasks": [
            {
                "text": task.text,
                "lead": task.lead,
                "support": list(task.support),
                "deadline": task.deadline,
                "due": task.due and task.due.isoformat(),
                "recurrence": task.recurrence,
                "product": task.product,
                "section": task.section,
                "anchor": task.anchor,
                "in_scope": task.in_scope,
                "reason": task.reason,
            }
            for task in found.tasks
        ],
        "reporting": [
            {
                "from": duty.sender,
                "to": duty.receiver,
                "through": duty.through,
                "recurrence": list(duty.recurrence),
                "deadline": duty.deadline,
                "anchor": duty.anchor,
            }
            for duty in found.reporting
        ],
        "gaps": [
            {"code": gap.code} if gap.task is None else {"code": gap.code, "task": gap.task}
            for gap in found.gaps
        ],
    }


def _figure(found: FoundFigure | None) -> Shape | None:
    if found is None:
        return None
    return {
        "value": number(found.value),
        "qualifier": found.qualifier,
        "quote": found.quote,
        "where": found.where,
        "anchor": found.anchor,
        "confidence": round(found.confidence, 2),
    }


def figures(found: Figures) -> Shape:
    """``figures --json``: null where the report does not give it, 0 only where it says none."""
    return {
        "unit": found.unit,
        "period": found.period,
        "values": {code: _figure(value) for code, value in found.values.items()},
        "conflicts": [
            {
                "element": conflict.element,
                "candidates": [_figure(candidate) for candidate in conflict.candidates],
            }
            for conflict in found.conflicts
        ],
    }
