"""Findings as a page shows them: grouped by rule, gravest first, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhbach_web import engine
from minhbach_web.programme.services.pages import Mark

RANK = {"error": 0, "warning": 1, "info": 2}
FAMILIES: dict[str, str | Promise] = {
    "TT": _("Layout as a whole"),
    "ND": _("State layout"),
    "PD": _("Party layout"),
    "DM": _("Numbering"),
    "CT": _("Citations"),
    "NT": _("Dates"),
    "VH": _("Names and capitals"),
    "SL": _("Figures"),
    "CX": _("Spelling and characters"),
    "KH": _("Quality of the plan"),
}


@dataclass(frozen=True, slots=True)
class View:
    """One finding in words. ``number`` counts through the page; ``anchor`` is its paragraph."""

    number: int
    finding: engine.Finding
    said: engine.Said
    anchor: str

    @property
    def ref(self) -> str:
        return f"s{self.number}"


@dataclass(slots=True)
class Group:
    """The findings of one rule."""

    code: str
    severity: str
    title: str
    source: str
    views: list[View] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter with its count. ``value`` is empty for "all"."""

    value: str
    label: str | Promise
    count: int
    current: bool


def views_of(checked: engine.Checked, document: engine.Document, lang: str) -> list[View]:
    """Every finding in words, in reading order."""
    starts = [paragraph.start for paragraph in document.paragraphs()]
    anchors = [paragraph.anchor for paragraph in document.paragraphs()]
    found = []
    for number, finding in enumerate(checked.findings, 1):
        at = bisect_right(starts, finding.start) - 1
        anchor = anchors[at] if finding.end and at >= 0 else finding.paragraph or ""
        found.append(View(number, finding, engine.said(finding, lang), anchor))
    return found


def groups_of(views: Iterable[View]) -> list[Group]:
    """By rule, gravest first, then by the first place in the text."""
    groups: dict[tuple[str, str], Group] = {}
    for view in views:
        code, severity = view.finding.code, view.finding.severity
        group = groups.setdefault(
            (code, severity), Group(code, severity, view.said.title, view.said.source)
        )
        group.views.append(view)
    return sorted(groups.values(), key=lambda group: RANK[group.severity])


def filtered(views: Sequence[View], severity: str, family: str) -> list[View]:
    """Those of a severity and a family; an empty word means any."""
    return [
        view
        for view in views
        if (not severity or view.finding.severity == severity)
        and (not family or view.finding.code.partition("-")[0] == family)
    ]


def severities(views: Sequence[View], current: str) -> list[Choice]:
    """How many of each severity, "all" first."""
    counts = Counter[str](view.finding.severity for view in views)
    words: dict[str, str | Promise] = {
        "error": _("Errors"),
        "warning": _("Warnings"),
        "info": _("Hints"),
    }
    chosen = [Choice("", _("All"), len(views), not current)]
    return chosen + [
        Choice(value, label, counts[value], current == value)
        for value, label in words.items()
        if counts[value]
    ]


def families(views: Sequence[View], current: str) -> list[Choice]:
    """The families that found something."""
    counts = Counter(view.finding.code.partition("-")[0] for view in views)
    return [
        Choice(value, label, counts[value], current == value)
        for value, label in FAMILIES.items()
        if counts[value]
    ]


def marks_of(views: Iterable[View], document: engine.Document) -> list[Mark]:
    """Where the findings lie in the text, each a link to its words.

    A range over several paragraphs marks each of them. Cells share the offsets of their text.
    """
    places = _places(document)
    starts = [start for start, _end, _anchor, _shift in places]
    marks = []
    for view in views:
        finding = view.finding
        at = max(bisect_right(starts, finding.start) - 1, 0)
        while finding.end > finding.start and at < len(places) and places[at][0] < finding.end:
            start, end, anchor, shift = places[at]
            first, last = max(finding.start, start) - start, min(finding.end, end) - start
            if first < last:
                marks.append(
                    Mark(
                        anchor,
                        first + shift,
                        last + shift,
                        finding.severity,
                        f"#{view.ref}",
                        view.said.title,
                        view.ref,
                    )
                )
            at += 1
    return marks


def _places(document: engine.Document) -> list[tuple[int, int, str, int]]:
    """(start, end, anchor, offset inside the anchor's text) of every paragraph."""
    inside: dict[str, int] = {}
    places = []
    for paragraph in document.paragraphs():
        shift = inside.get(paragraph.anchor, 0)
        inside[paragraph.anchor] = shift + len(paragraph.text) + 1
        places.append(
            (paragraph.start, paragraph.start + len(paragraph.text), paragraph.anchor, shift)
        )
    return places
