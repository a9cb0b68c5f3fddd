"""What a person may read of the citation register: entries that a visible document cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, When
from django.http import Http404

from minhbach_web.core.search import search_key
from minhbach_web.programme.models import CitedDocument, CitedPlace, Disagreement, SourceDocument
from minhbach_web.programme.queries import COORDINATOR, is_visible_document
from minhbach_web.units.queries import units_of

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def visible_places(user: User) -> QuerySet[CitedPlace]:
    """The citations in the documents that ``user`` sees."""
    return CitedPlace.objects.filter(is_visible_document(user, "source"))


def entry_numbers(source: SourceDocument) -> dict[int, int]:
    """The entry of each citation of a document, by its place in reading order."""
    return dict(CitedPlace.objects.filter(source=source).values_list("order", "entry"))


def visible_entries(user: User) -> QuerySet[CitedDocument]:
    """The entries that a visible document cites."""
    cited = visible_places(user).filter(entry=OuterRef("pk"))
    return CitedDocument.objects.filter(Exists(cited), merged_into=None)


def visible_entry(user: User, pk: int) -> CitedDocument:
    """The entry if ``user`` sees a citation of it, else Http404."""
    rows = visible_entries(user).select_related("status_by", "replaced_by", "file")
    entry = rows.filter(pk=pk).first()
    if entry is None:
        raise Http404
    return entry


def entry_to_keep(user: User, pk: int) -> CitedDocument:
    """The entry if ``user`` coordinates a unit, else Http404."""
    if not keeps_register(user):
        raise Http404
    return visible_entry(user, pk)


def keeps_register(user: User) -> bool:
    """True for who coordinates any unit."""
    return units_of(user, COORDINATOR).exists()


def search_entries(
    entries: QuerySet[CitedDocument], text: str, status: str
) -> QuerySet[CitedDocument]:
    """Those that hold every word of ``text`` (case, tones and marks ignored), each
    at the beginning of one of theirs."""
    for word in search_key(text).split():
        entries = entries.filter(search_key__contains=f" {word}")
    return entries.filter(status=status) if status else entries


@dataclass(frozen=True, slots=True)
class Cited:
    """How often an entry is cited, in how many documents, and the first date stated for it: two
    documents of one number are told apart by it."""

    times: int = 0
    documents: int = 0
    dated: date | None = None


def counts_of(user: User, entries: Sequence[CitedDocument]) -> dict[int, Cited]:
    """Per entry what the places that ``user`` sees say."""
    places = visible_places(user).filter(entry__in=entries, is_follow_up=False)
    rows = places.values("entry").annotate(
        times=Count("pk"), documents=Count("source", distinct=True), dated=Min("date")
    )
    return {row["entry"]: Cited(row["times"], row["documents"], row["dated"]) for row in rows}


def alike(user: User, entry: CitedDocument) -> QuerySet[CitedDocument]:
    """Other entries that may be the same document: one number, or one title of a law."""
    same = Q(base=entry.base)
    if entry.title:
        same |= Q(kind=entry.kind, title__iexact=entry.title)
    return visible_entries(user).filter(same).exclude(pk=entry.pk)[:8]


@dataclass(frozen=True, slots=True)
class TwoDates:
    """One entry that documents give two dates; of each date the first place."""

    entry: CitedDocument
    places: tuple[CitedPlace, ...]


def entries_of_two_dates(user: User) -> list[int]:
    """Entries whose citations in more than one visible document state more than one date."""
    dated = visible_places(user).filter(entry__merged_into=None).exclude(date=None)
    rows = dated.values("entry").annotate(
        low=Min("date"), high=Max("date"), documents=Count("source", distinct=True)
    )
    odd = rows.exclude(low=F("high")).filter(documents__gt=1).order_by("entry")
    return [row["entry"] for row in odd]


def two_dates(user: User, entries: Sequence[int]) -> list[TwoDates]:
    """The dates of ``entries_of_two_dates``, each with its first place."""
    if not entries:
        return []
    seen = visible_places(user).filter(entry__in=entries).exclude(date=None)
    firsts = seen.values("entry", "date").annotate(first=Min("pk")).values_list("first", flat=True)
    places = CitedPlace.objects.filter(pk__in=list(firsts)).select_related("entry", "source")
    found: dict[int, list[CitedPlace]] = {}
    for place in places.order_by("entry", "date"):
        found.setdefault(place.entry_id, []).append(place)
    # Two dates in one document are among its own contradictions.
    return [
        TwoDates(own[0].entry, tuple(own))
        for own in found.values()
        if len({place.source_id for place in own}) > 1
    ]


GRAVEST_FIRST = Case(When(severity="error", then=0), When(severity="warning", then=1), default=2)


def disagreements(user: User) -> QuerySet[Disagreement]:
    """Contradictions in visible documents, errors first, hints last."""
    return (
        Disagreement.objects.filter(is_visible_document(user, "source"))
        .select_related("source")
        .order_by(GRAVEST_FIRST, "-source__uploaded_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Link:
    """``source`` cites ``entry``, ``times`` times."""

    source_id: int
    source: str
    entry_id: int
    entry: str
    times: int


def links(user: User, limit: int = 20) -> list[Link]:
    """Who cites whom: the most cited entries and the documents that cite them."""
    places = visible_places(user).filter(is_follow_up=False, entry__merged_into=None)
    top = [
        row["entry"]
        for row in places.values("entry")
        .annotate(n=Count("source", distinct=True))
        .order_by("-n", "entry")[:limit]
    ]
    counted = (
        places.filter(entry__in=top)
        .values_list("source", "entry")
        .annotate(n=Count("pk"))
        .order_by("source", "entry")
    )
    rows = list(counted)
    busiest = Counter(source for source, _entry, _n in rows)
    kept = {source for source, _n in busiest.most_common(limit)}
    sources, entries = SourceDocument.objects.in_bulk(kept), CitedDocument.objects.in_bulk(top)
    return [
        Link(source, sources[source].title, entry, str(entries[entry]), n)
        for source, entry, n in rows
        if source in kept
    ]
