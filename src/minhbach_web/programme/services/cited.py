"""The citation register: filled when a document comes in, corrected by hand, each step undone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit
from minhbach_web.programme.models import (
    CitedDocument,
    CitedPlace,
    Disagreement,
    LegalStatus,
    SourceDocument,
)

if TYPE_CHECKING:
    from minhbach_web.units.models import User

_AROUND = 90  # characters of context on either side
_TOLD = ("error", "warning")


@transaction.atomic
def enter_citations(*, source: SourceDocument, document: engine.Document) -> int:
    """Put what ``document`` cites into the register; the number of places. Entered anew, the
    places are replaced; what was decided by hand about entries stays."""
    CitedPlace.objects.filter(source=source).delete()
    Disagreement.objects.filter(source=source).delete()
    citations = engine.find_citations(document)
    entries = engine.register_of({f"tep-{source.pk}": citations})
    rows = _rows(entries)
    order = {id(citation): n for n, citation in enumerate(citations, 1)}
    starts = [paragraph.start for paragraph in document.paragraphs()]
    anchors = [paragraph.anchor for paragraph in document.paragraphs()]
    places = []
    for entry in entries:
        row = rows[entry.key]
        for occurrence in (*entry.occurrences, *entry.follow_ups):
            citation = occurrence.citation
            anchor = anchors[bisect_right(starts, citation.start) - 1] if anchors else ""
            places.append(_place(row, source, document.text, citation))
            places[-1].order, places[-1].anchor = order[id(citation)], anchor
    CitedPlace.objects.bulk_create(places)
    Disagreement.objects.bulk_create(_disagreements(source, document))
    return len(places)


def _rows(entries: Sequence[engine.RegisterEntry]) -> dict[str, CitedDocument]:
    known = CitedDocument.objects.in_bulk([e.key[:255] for e in entries], field_name="key")
    made = []
    for entry in entries:
        if entry.key[:255] in known:
            continue
        title = entry.titles[0] if entry.titles else ""
        if not (entry.notation or title):
            title = entry.occurrences[0].citation.quote
        words = (entry.kind, entry.notation or "", title, *entry.issuers)
        made.append(
            CitedDocument(
                key=entry.key[:255],
                base=entry.key.partition("@")[0][:255],
                kind=entry.kind[:120],
                notation=(entry.notation or "")[:120],
                title=title,
                search_key=f" {search_key(' '.join(words))}",  # a space before each word
            )
        )
    CitedDocument.objects.bulk_create(made, ignore_conflicts=True)
    table = CitedDocument.objects.in_bulk([e.key[:255] for e in entries], field_name="key")
    return {entry.key: table[entry.key[:255]] for entry in entries}


def _place(
    row: CitedDocument, source: SourceDocument, text: str, citation: engine.Citation
) -> CitedPlace:
    low = max(0, citation.start - _AROUND)
    return CitedPlace(
        entry_id=row.merged_into_id or row.pk,
        found_as=row,
        source=source,
        quote=citation.quote,
        before=_whole_words(text[low : citation.start].rpartition("\n")[2], low > 0),
        after=_to_a_word(text[citation.end :].partition("\n")[0]),
        title=citation.title or "",
        date=citation.date,
        issuer=citation.issuer or "",
        pinpoint=citation.pinpoint or "",
        is_follow_up=citation.cls == "follow-up",
    )


def _whole_words(before: str, is_cut: bool) -> str:
    """Without the half word at the beginning of a cut context."""
    return before.partition(" ")[2] if is_cut and len(before) > _AROUND - 2 else before


def _to_a_word(after: str) -> str:
    """As much as is kept, without a half word at its end."""
    return after if len(after) <= _AROUND else after[:_AROUND].rpartition(" ")[0]


def _disagreements(source: SourceDocument, document: engine.Document) -> list[Disagreement]:
    starts = [paragraph.start for paragraph in document.paragraphs()]
    anchors = [paragraph.anchor for paragraph in document.paragraphs()]

    def places(found: engine.Contradiction) -> list[list[str]]:
        return [
            [place.quote, anchors[bisect_right(starts, place.start) - 1]] for place in found.places
        ]

    return [
        Disagreement(
            source=source,
            code=found.code,
            severity=found.severity,
            needed=found.needed,
            actual=found.actual,
            places=places(found),
        )
        for found in engine.find_contradictions(document)
        if found.severity in _TOLD
    ]


@transaction.atomic
def set_status(
    *,
    entry: CitedDocument,
    status: LegalStatus,
    source: str,
    by: User,
    replaced_by: CitedDocument | None = None,
    file: SourceDocument | None = None,
) -> None:
    """What a clerk knows of the document, with where it is known from."""
    if entry == replaced_by:
        raise ValueError("a document doesn't replace itself")
    entry.status = status
    entry.status_source = source
    entry.replaced_by = replaced_by if status == LegalStatus.REPLACED else None
    entry.status_by, entry.status_at = by, clock.now()
    entry.file = file or entry.file
    entry.save()
    audit.record(actor=by, action="register.status", obj=f"cited:{entry.pk}")


@transaction.atomic
def merge(*, entry: CitedDocument, into: CitedDocument, by: User) -> None:
    """``entry`` and ``into`` are one document: its places count there from now on."""
    if entry == into or into.merged_into_id or entry.merged_into_id:
        raise ValueError("only two standing rows can be merged")
    CitedDocument.objects.filter(merged_into=entry).update(merged_into=into)
    CitedPlace.objects.filter(entry=entry).update(entry=into)
    entry.merged_into = into
    entry.save(update_fields=["merged_into"])
    audit.record(actor=by, action="register.merge", obj=f"cited:{entry.pk}")


@transaction.atomic
def unmerge(*, entry: CitedDocument, by: User) -> None:
    """Undo a merge: the places that were found as ``entry`` count there again."""
    CitedPlace.objects.filter(found_as=entry, entry=entry.merged_into).update(entry=entry)
    entry.merged_into = None
    entry.save(update_fields=["merged_into"])
    audit.record(actor=by, action="register.unmerge", obj=f"cited:{entry.pk}")


@transaction.atomic
def split(*, place: CitedPlace, by: User) -> CitedDocument:
    """``place`` cites another document than the rest of its entry: a row of its own for it."""
    old = place.entry
    new = CitedDocument.objects.create(
        key=f"{old.base[:200]}@tach-{place.pk}",
        base=old.base,
        kind=old.kind,
        notation=old.notation,
        title=old.title,
        search_key=old.search_key,
    )
    place.entry = new
    place.save(update_fields=["entry"])
    audit.record(actor=by, action="register.split", obj=f"cited:{new.pk}")
    return new


@transaction.atomic
def unsplit(*, place: CitedPlace, by: User) -> None:
    """Undo a split: the place counts where it was found."""
    made, found = place.entry, place.found_as
    place.entry = found.merged_into or found
    place.save(update_fields=["entry"])
    audit.record(actor=by, action="register.unsplit", obj=f"cited:{made.pk}")
    if made != found and not made.places.exists() and not made.replaces.exists():
        made.delete()
