"""Who reports, and for which period: from the header block, the title and the preamble."""

from __future__ import annotations

import re

from minhbach.figures.phrases import prepare
from minhbach.figures.times import Mention, find_periods
from minhbach.model.document import Document
from minhbach.model.form import Form
from minhbach.model.period import Period

_FINER = {"month": 0, "quarter": 1, "half-year": 2, "year": 3}
_DATED = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}")


def report_period(doc: Document, form: Form) -> Period | None:
    """The period in the report's title, else in its preamble; None when neither names one.

    Of "quý II và 6 tháng" it is the quarter, of "quý I, nhiệm vụ quý II" the first. A year that
    stands nowhere in the title comes from the document's own date.
    """
    for text in _titles(doc):
        mentions = [m for m in find_periods(_DATED.sub(" ", prepare(text))) if m.kind and m.number]
        usable = [m for m in mentions if m.kind != "year"] or mentions
        if not usable:
            continue
        chosen = _chosen(usable, form)
        year = chosen.year or _year(chosen, mentions, doc)
        if year is not None and chosen.kind and chosen.number:
            return Period(year, chosen.kind, chosen.number)
    return None


def _titles(doc: Document) -> list[str]:
    """The title, then the opening paragraphs one by one."""
    titles = [doc.header.subject] if doc.header.subject else []
    titles += [p.text for p in doc.paragraphs(tables=False) if p.role == "subject"]
    body = [p.text for p in doc.paragraphs(tables=False) if p.role not in ("header", "subject")]
    return [*titles, *body[:8]]


def _chosen(mentions: list[Mention], form: Form) -> Mention:
    """The first of the form's own kind beside another kind, else the first of the finest kind."""
    first = min(mentions, key=lambda m: (_FINER[m.kind or "year"], m.start))
    same = [m for m in mentions if m.kind == form.period]
    if same and first.kind == "month" and form.period == "quarter":
        return same[0]
    return first


def _year(chosen: Mention, mentions: list[Mention], doc: Document) -> int | None:
    """The year that another period of the title shares, else that of the document's date."""
    for other in mentions:
        if other.year and other.kind != "year":
            ahead = other.kind == chosen.kind and (other.number or 0) < (chosen.number or 0)
            return other.year - 1 if ahead else other.year  # "quý IV, nhiệm vụ quý I năm 2025"
    dated = doc.header.date
    if dated is None:
        return None
    last = {"quarter": 4, "half-year": 2, "month": 12}.get(chosen.kind or "")
    return dated.year - 1 if dated.month <= 2 and chosen.number == last else dated.year


def report_unit(doc: Document) -> str | None:
    """The reporting body, in ordinary case where the text names it so; None when unstated."""
    issuer = doc.header.issuer
    if not issuer:
        return None
    name = " ".join(issuer.split())
    if not name.isupper():
        return name
    wanted = prepare(name)
    for paragraph in doc.paragraphs(tables=False):
        text = " ".join(paragraph.text.split())
        place = prepare(text).find(wanted)
        if place >= 0 and not text[place : place + len(name)].isupper():
            return text[place : place + len(name)]
    return name
