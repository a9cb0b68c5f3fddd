"""Contradictions among the citations of a document: CT-01 … CT-13 of the project's standards.

``contradictions_in(doc)`` for a Document; ``find_contradictions(citations, …)`` for a list. Each
rule is a pure function; a fact that isn't known for sure (facts.py) makes a warning at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from minhbach.citations import against_each_other, against_facts, ordinals
from minhbach.citations.search import find_citations
from minhbach.messages import message
from minhbach.model.citation import Citation, Contradiction
from minhbach.model.document import Document


def contradictions_in(doc: Document) -> tuple[Contradiction, ...]:
    """The contradictions in a Document, in the order of their first place.

    >>> from minhbach.readers import read
    >>> doc = read("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2021.".encode(), "a.txt")
    >>> [(c.code, c.needed, c.actual) for c in contradictions_in(doc)]
    [('CT-01', '2020', '05/3/2021')]
    """
    return find_contradictions(
        find_citations(doc), text=doc.text, own_date=doc.header.date, profile=doc.profile
    )


def find_contradictions(
    citations: Sequence[Citation],
    *,
    text: str = "",
    own_date: date | None = None,
    profile: str = "",
) -> tuple[Contradiction, ...]:
    """The contradictions among ``citations``, in the order of their first place.

    ``text``: the running text that the offsets point into; without it terms that stand after a
    citation ("khóa XII") and congresses outside citations aren't seen. ``own_date``: the date of
    the citing document. ``profile``: "party" or "state", for the comma before "ngày" (CT-10).
    """
    numbered = [c for c in citations if c.cls in ("numbered", "named-law")]
    found = [
        *against_facts.find(numbered, text),
        *against_each_other.find(numbered, own_date, profile),
        *ordinals.find(citations, text, own_date),
    ]
    return tuple(sorted(found, key=lambda c: (c.places[0].start, c.code)))


def told(found: Contradiction, lang: str = "vi") -> str:
    """The sentence of a contradiction, quoting both places: what is wrong and what to do."""
    quotes = [place.quote for place in found.places]
    return message(
        found.code.lower(),
        lang,
        quote=quotes[0],
        other=quotes[1] if len(quotes) > 1 else "",
        needed=found.needed,
        actual=found.actual,
    )
