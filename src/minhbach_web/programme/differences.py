"""A new document beside the running programme, as a page: what changed, came, ended, stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhbach_web import engine
from minhbach_web.programme.models import (
    AmendMode,
    Assignment,
    Fate,
    ItemKind,
    Pairing,
    Plan,
    PlanItem,
    Task,
)
from minhbach_web.programme.services.pairing import entry_of
from minhbach_web.programme.wording import FIELDS, RECURRENCES

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

REASONS: dict[str, str | Promise] = {
    "same-text": _("the same words"),
    "similar": _("most words the same, in the same order"),
    "part": _("one text stands inside the other"),
    "place": _("same section, same lead, half of the words"),
    "person": _("paired by a person"),
}
# What a person sees of a field: the day follows from the words of the deadline.
HIDDEN = frozenset({"due"})


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field that the new document states otherwise; "" is not stated."""

    label: str | Promise
    old: str
    new: str


@dataclass(slots=True)
class DiffRow:
    """One pairing with what the page says about it."""

    pairing: Pairing
    runs: tuple[engine.Run, ...] = ()
    fields: tuple[FieldRow, ...] = ()
    unchanged: bool = False
    holders: list[OrganisationUnit] = field(default_factory=list)
    choices: list[PlanItem] = field(default_factory=list)

    @property
    def item(self) -> PlanItem:
        """The thing of the new document, else of the old one."""
        found = self.pairing.item or self.pairing.old
        if found is None:
            raise ValueError("a pairing has a side")
        return found

    @property
    def is_pair(self) -> bool:
        return self.pairing.item_id is not None and self.pairing.old_id is not None

    @property
    def is_open(self) -> bool:
        return not self.pairing.fate

    @property
    def is_new(self) -> bool:
        return self.pairing.old_id is None

    @property
    def reason_words(self) -> str | Promise:
        return REASONS.get(self.pairing.reason, self.pairing.reason)

    @property
    def state(self) -> str:
        """A state of the tag component."""
        if self.is_open:
            return "todo"
        return "closed" if self.pairing.fate == Fate.ENDS else "confirmed"


@dataclass(frozen=True, slots=True)
class DiffGroup:
    """Pairings of one sort; ``key`` names it to templates."""

    key: str
    title: str | Promise
    rows: tuple[DiffRow, ...]

    @property
    def waiting(self) -> int:
        return sum(row.is_open for row in self.rows)


@dataclass(frozen=True, slots=True)
class Differences:
    """All of them. ``waiting``: decisions that a person still has to take."""

    plan: Plan
    groups: tuple[DiffGroup, ...]
    waiting: int
    total: int

    @property
    def decided(self) -> int:
        return self.total - self.waiting

    def count(self, key: str) -> int:
        return next(len(group.rows) for group in self.groups if group.key == key)

    @property
    def first_open(self) -> DiffRow | None:
        """The next to decide, in the order of the page."""
        rows = (row for group in self.groups for row in group.rows)
        keeps = self.plan.amend_mode == AmendMode.SUPPLEMENT
        return next((r for r in rows if r.is_open and not (keeps and not r.pairing.item_id)), None)


def differences_of(plan: Plan) -> Differences:
    """The pairings of an amending plan in four groups, in the order of the new document."""
    pairs = Pairing.objects.filter(plan=plan).select_related("item", "old", "decided_by")
    rows = [_row(pairing) for pairing in pairs]
    rows.sort(key=lambda row: (row.item.kind != ItemKind.TASK, row.item.order, row.item.pk))
    _name_holders(rows)
    free = [row.pairing.old for row in rows if row.pairing.item_id is None and row.is_open]
    for row in rows:
        if row.is_new and row.is_open:
            row.choices = [old for old in free if old is not None and old.kind == row.item.kind]
    ended = _("Not in the new document")
    if plan.amend_mode == AmendMode.SUPPLEMENT:
        ended = _("Not named by the new document: stays")
    groups = (
        DiffGroup(
            "changed",
            _("Changed by the document"),
            _only(rows, lambda r: r.is_pair and not r.unchanged),
        ),
        DiffGroup("new", _("Added"), _only(rows, lambda r: r.is_new)),
        DiffGroup("ended", ended, _only(rows, lambda r: r.pairing.item_id is None)),
        DiffGroup("same", _("Unchanged"), _only(rows, lambda r: r.unchanged)),
    )
    keeps = plan.amend_mode == AmendMode.SUPPLEMENT
    asked = [row for row in rows if not (keeps and row.pairing.item_id is None and row.is_open)]
    return Differences(plan, groups, sum(row.is_open for row in asked), len(asked))


def _only(rows: list[DiffRow], wanted: Callable[[DiffRow], bool]) -> tuple[DiffRow, ...]:
    return tuple(row for row in rows if wanted(row))


def _row(pairing: Pairing) -> DiffRow:
    old, new = pairing.old, pairing.item
    if old is None or new is None:
        return DiffRow(pairing)
    first, second = entry_of(old), entry_of(new)
    changes = engine.field_changes(first, second)
    fields = tuple(
        FieldRow(FIELDS.get(c.name, c.name), _words(c.name, c.old), _words(c.name, c.new))
        for c in changes
        if c.name not in HIDDEN
    )
    unchanged = pairing.reason == "same-text" and not changes
    return DiffRow(pairing, engine.word_runs(first.text, second.text), fields, unchanged)


def _words(name: str, value: str) -> str:
    if name == "recurrence" and value:
        return ", ".join(str(RECURRENCES.get(code, code)) for code in value.split("; "))
    return value


def _name_holders(rows: list[DiffRow]) -> None:
    """Who has the task now: they keep it when it goes on."""
    by_old = {row.pairing.old_id: row for row in rows if row.item.kind == ItemKind.TASK}
    given = Assignment.objects.filter(parent=None).select_related("unit")
    tasks = Task.objects.filter(item__in=[pk for pk in by_old if pk], ended_at=None)
    for task in tasks.prefetch_related(Prefetch("assignments", queryset=given)):
        by_old[task.item_id].holders = [row.unit for row in task.assignments.all()]
