"""What a lower plan covers of an upper one, as a page; and whose tasks the upper plan names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhbach_web import engine
from minhbach_web.programme.models import Assignment, SourceDocument
from minhbach_web.programme.services import readings

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

STATES: dict[str, tuple[str | Promise, str]] = {
    "uncovered": (_("Not found in the lower plan"), "missing"),
    "partly": (_("Partly there"), "gap"),
    "covered": (_("There"), "confirmed"),
}
KINDS: dict[str, str | Promise] = {
    "theme": _("Theme"),
    "task": _("Task"),
    "message": _("Message"),
}


@dataclass(frozen=True, slots=True)
class CoverRow:
    """An item of the upper plan beside its passage."""

    found: engine.Covered

    @property
    def kind_words(self) -> str | Promise:
        return KINDS[self.found.kind]

    @property
    def tag(self) -> str:
        """A state of the tag component."""
        return STATES[self.found.state][1]


@dataclass(frozen=True, slots=True)
class CoverGroup:
    """Items of one state; messages stand apart, there are many."""

    state: str
    title: str | Promise
    rows: tuple[CoverRow, ...]
    messages: tuple[CoverRow, ...]


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The comparison, uncovered items first; ``named``: where the lower plan names the upper."""

    groups: tuple[CoverGroup, ...]
    named: tuple[engine.Passage, ...]
    total: int

    def count(self, state: str) -> int:
        return next(len(group.rows) for group in self.groups if group.state == state)


def compare(upper: SourceDocument, lower: SourceDocument) -> CoverPage:
    """What ``lower`` covers of ``upper``, both as they were read."""
    document = readings.load(upper.sha256)
    coverage = engine.cover(engine.extract_plan(document), document, readings.load(lower.sha256))
    rows = [CoverRow(item) for item in coverage.items]
    groups = tuple(
        CoverGroup(
            state,
            title,
            tuple(r for r in rows if r.found.state == state and r.found.kind != "message"),
            tuple(r for r in rows if r.found.state == state and r.found.kind == "message"),
        )
        for state, (title, _tag) in STATES.items()
    )
    total = sum(row.found.kind != "message" for row in rows)
    return CoverPage(groups, coverage.references, total)


def draft(
    upper: SourceDocument,
    unit: OrganisationUnit,
    parent: OrganisationUnit | None,
    wanted: engine.LowerPlan,
    *,
    own: bool,
) -> engine.DraftedPlan:
    """The plan of ``unit`` drafted from ``upper``; ``own``: only the tasks that it was given."""
    document = readings.load(upper.sha256)
    plan = engine.extract_plan(document)
    tasks = own_tasks(upper, unit, plan) if own else None
    parts = (wanted.layout, wanted.day, parent.name if parent else None, tasks, wanted.messages)
    return engine.draft_lower_plan(plan, document, engine.LowerPlan(unit.name, *parts))


def own_tasks(
    upper: SourceDocument, unit: OrganisationUnit, plan: engine.ExtractedPlan | None = None
) -> tuple[int, ...]:
    """Places of the upper plan's tasks that a running programme gives to ``unit``."""
    given = Assignment.objects.filter(
        unit=unit, task__item__plan__source=upper, task__ended_at=None
    )
    anchors = set(given.values_list("task__anchor", flat=True))
    if not anchors:
        return ()
    found = plan or engine.extract_plan(readings.load(upper.sha256))
    return tuple(at for at, task in enumerate(found.tasks) if task.anchor in anchors)
