"""Plans: extracted, compared, covered, drafted. See the package for what the door is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import minhbach
from minhbach.model.change import Amends, Coverage, Entry, FieldChange, Pair, Run
from minhbach.model.citation import Citation
from minhbach.model.document import Document
from minhbach.model.plan import Plan as ExtractedPlan

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    pass


def extract_plan(document: Document) -> ExtractedPlan:
    """Themes, tasks, duties and gaps as ``document`` states them."""
    return minhbach.extract_plan(document)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a text is supported; if not, the reason's code and the words that decide."""

    in_scope: bool
    reason: str | None = None
    phrase: str | None = None


def scope_of(text: str) -> Scope:
    """Whether this system supports a task of these words."""
    from minhbach.plans.scope import verdict_of  # noqa: PLC0415  # loaded when used

    verdict = verdict_of(text)
    return Scope(False, verdict.reason, verdict.phrase) if verdict else Scope(True)


def amendment_of(document: Document, citations: tuple[Citation, ...]) -> Amends | None:
    """The plan that ``document`` says it replaces, changes or adds to."""
    from minhbach.plans.amends import amendment_of as find  # noqa: PLC0415 - loaded when called

    return find(document, citations)


def pair_entries(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[Pair, ...]:
    """Which entry of ``new`` goes on which of ``old``, with the reason; proposals only."""
    from minhbach.plans.compare import pair_entries as pair  # noqa: PLC0415 - loaded when called

    return pair(old, new)


def field_changes(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    """The fields that say something else now."""
    from minhbach.plans.compare import field_changes as changes  # noqa: PLC0415 - when called

    return changes(old, new)


def word_runs(old: str, new: str) -> tuple[Run, ...]:
    """Two texts as one, word by word: what stays, what goes, what comes."""
    from minhbach.plans.compare import word_runs as runs  # noqa: PLC0415 - loaded when called

    return runs(old, new)


def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text`` as two texts are compared: case, marks and tone places ignored."""
    from minhbach.plans.compare import words_of as words  # noqa: PLC0415 - loaded when called

    return words(text)


def cover(plan: ExtractedPlan, upper: Document, lower: Document) -> Coverage:
    """What ``lower`` covers of the plan extracted from ``upper``; uncovered items first."""
    from minhbach.plans.cover import cover as covering  # noqa: PLC0415 - loaded when called

    return covering(plan, upper, lower)


@dataclass(frozen=True, slots=True)
class DraftedPlan:
    """A draft as the bytes of a .docx file, and what is left to write, in words."""

    data: bytes
    blanks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LowerPlan:
    """Who drafts a plan and how; ``tasks``: places of the upper plan's tasks, None for all."""

    unit: str
    layout: Literal["party", "state"]
    day: date
    parent: str | None = None
    tasks: tuple[int, ...] | None = None
    messages: bool = False


def draft_lower_plan(plan: ExtractedPlan, upper: Document, wanted: LowerPlan) -> DraftedPlan:
    """The lower unit's plan drafted from the upper one, as .docx."""
    from minhbach.reports import lower_plan  # noqa: PLC0415 - loaded when called

    parts = (wanted.unit, wanted.layout, wanted.day, wanted.parent, wanted.tasks, wanted.messages)
    made = lower_plan.draft_lower_plan(plan, upper, lower_plan.LowerPlan(*parts))
    return DraftedPlan(minhbach.write(made.document, "docx"), made.blanks)


def task_sheet(
    unit: str, programme: str, owner: str, tasks: Iterable[Mapping[str, str]], day: date
) -> bytes:
    """What one unit has to do, as .docx; each task by the fields of ``SheetTask``."""
    from minhbach.reports.task_sheet import SheetTask  # noqa: PLC0415  # loaded when used
    from minhbach.reports.task_sheet import task_sheet as sheet  # noqa: PLC0415  # when used

    rows = [SheetTask(**task) for task in tasks]
    return minhbach.write(sheet(unit, programme, owner, rows, day), ".docx")
