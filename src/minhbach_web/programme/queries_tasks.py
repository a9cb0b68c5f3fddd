"""Who has which task, as a person may see it. Everything fails closed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from minhbach_web.core import slots
from minhbach_web.programme.models import (
    Assignment,
    AssignmentRule,
    Extension,
    Holder,
    Programme,
    Task,
    Theme,
)
from minhbach_web.units.queries import (
    can,
    home_units,
    people_in,
    subtree,
    units_of,
    visible_units,
)

if TYPE_CHECKING:
    from minhbach_web.core.slots import Progress
    from minhbach_web.units.models import OrganisationUnit, User

M = TypeVar("M", bound=Model)
COORDINATOR = "coordinator"
DOERS = ("coordinator", "reporter")
LOGGERS = ("coordinator", "reporter", "speaker")
NOTHING = slots.Progress("not_started")


RUNNING = Q(ended_at=None, task__ended_at=None, task__in_scope=True)


def assignments(running: Q = RUNNING) -> QuerySet[Assignment]:
    """What units have to do now, each with what a page says of it."""
    rows = Assignment.everything.filter(running)
    return rows.select_related("task__programme__owner", "unit", "parent__unit", "parent__task")


def visible_assignments(user: User) -> QuerySet[Assignment]:
    """The assignments of units that ``user`` sees."""
    return assignments().filter(unit__in=visible_units(user).values("pk"))


def visible_assignment(user: User, pk: int) -> Assignment:
    """The assignment if ``user`` sees its unit, else Http404."""
    return _one(visible_assignments(user).filter(pk=pk))


def assignments_of_units(units: Iterable[int], also: int | None = None) -> QuerySet[Assignment]:
    """What these units (keys) have to do; ``also``: one that may have ended."""
    return assignments(RUNNING & Q(unit__in=list(units)) | Q(pk=also))


def themes_of_units(units: Iterable[int], also: int | None = None) -> QuerySet[Theme]:
    """The themes of the programmes in which these units (keys) have something to do; ``also``: one
    that may have ended."""
    mine = Assignment.objects.filter(task__programme=OuterRef("programme"), unit__in=list(units))
    rows = Theme.objects.filter(Exists(mine) & Q(ended_at=None) | Q(pk=also))
    return rows.order_by("programme", "order", "pk")


def home_assignments(user: User) -> QuerySet[Assignment]:
    """What the units where ``user`` holds a role directly have to do."""
    return (
        assignments()
        .filter(unit__in=home_units(user).values("pk"))
        .order_by("task__programme", "task__order", "pk")
    )


def loggable_units(user: User) -> QuerySet[OrganisationUnit]:
    """The units whose log ``user`` writes."""
    return units_of(user, *LOGGERS)


def assignment_to_do(user: User, pk: int) -> Assignment:
    """The assignment if ``user`` acts for its unit (asks for time, says who sees to it)."""
    return _one(assignments().filter(unit__in=units_of(user, *DOERS).values("pk"), pk=pk))


def assignment_to_log(user: User, pk: int) -> Assignment:
    """The assignment if ``user`` writes the log of its unit, else Http404."""
    return _one(assignments().filter(unit__in=loggable_units(user).values("pk"), pk=pk))


def may_log(user: User, pk: int) -> bool:
    """Whether ``user`` writes the log of the assignment's unit."""
    units = loggable_units(user).values("pk")
    return assignments().filter(unit__in=units, pk=pk).exists()


def assignment_to_hand_down(user: User, pk: int) -> Assignment:
    """The assignment if ``user`` coordinates its unit, else Http404."""
    return _one(assignments().filter(unit__in=units_of(user, COORDINATOR).values("pk"), pk=pk))


def assignment_to_take_back(user: User, pk: int) -> Assignment:
    """The assignment if ``user`` coordinates the unit that gave it, else Http404."""
    return _one(assignments().filter(_given_by(user), pk=pk))


def _given_by(user: User, prefix: str = "") -> Q:
    """Rows that a unit which ``user`` coordinates gave."""
    mine = list(units_of(user, COORDINATOR).values_list("pk", flat=True))
    return Q(**{f"{prefix}parent__unit__in": mine}) | Q(
        **{f"{prefix}parent": None, f"{prefix}task__programme__owner__in": mine}
    )


def giver_of(assignment: Assignment) -> OrganisationUnit:
    """The unit that gave it: the one above that has the task, else the programme's owner."""
    parent = assignment.parent
    return parent.unit if parent is not None else assignment.task.programme.owner


def task_to_give(user: User, pk: int) -> Task:
    """A task of a programme whose owner ``user`` coordinates, if units can have it."""
    tasks = Task.objects.filter(in_scope=True, ended_at=None).select_related("programme__owner")
    found = _one(tasks.filter(pk=pk))
    if not can(user, COORDINATOR, found.programme.owner):
        raise Http404
    return found


def rule_to_end(user: User, pk: int) -> AssignmentRule:
    """A running rule of a programme whose owner ``user`` coordinates, else Http404."""
    rule = _one(AssignmentRule.objects.select_related("task__programme__owner").filter(pk=pk))
    if not can(user, COORDINATOR, rule.task.programme.owner):
        raise Http404
    return rule


def rules_of(task: Task) -> QuerySet[AssignmentRule]:
    """The rules by which units have the task."""
    return AssignmentRule.objects.filter(task=task).select_related("unit")


def extensions_of(assignment: Assignment) -> QuerySet[Extension]:
    """What was asked and answered, the last first."""
    rows = assignment.extensions.select_related("asked_by", "decision__by")
    return rows.order_by("-pk")


def extensions_to_decide(user: User) -> QuerySet[Extension]:
    """Requests that wait for a unit which ``user`` coordinates."""
    rows = Extension.objects.filter(decision=None, assignment__ended_at=None)
    rows = rows.filter(_given_by(user, "assignment__"), assignment__task__ended_at=None)
    return rows.select_related("assignment__task__programme", "assignment__unit", "asked_by")


def extension_to_decide(user: User, pk: int) -> Extension:
    """A request, answered or not, if ``user`` coordinates the unit that gives the time."""
    rows = Extension.objects.filter(_given_by(user, "assignment__"), pk=pk)
    return _one(
        rows.select_related(
            "assignment__task__programme__owner",
            "assignment__unit",
            "assignment__parent__unit",
            "assignment__parent__task",
            "asked_by",
            "decision__by",
        )
    )


def extensions_asked(user: User) -> QuerySet[Extension]:
    """Requests of the person's own units that wait for an answer."""
    home = home_units(user).values("pk")
    rows = Extension.objects.filter(
        decision=None, assignment__ended_at=None, assignment__unit__in=home
    )
    return rows.select_related("assignment__task__programme", "assignment__unit")


@dataclass(frozen=True, slots=True)
class Row:
    """An assignment and how far it is; ``below``: how many parts of it are done, of how many."""

    assignment: Assignment
    progress: Progress
    below_done: int = 0
    below: int = 0


def with_progress(rows: Iterable[Assignment]) -> list[Row]:
    """The assignments with how far each is and what came of the parts handed down."""
    found = list(rows)
    below: dict[int, list[int]] = {}
    parts = Assignment.objects.filter(parent__in=[row.pk for row in found])
    for pk, parent in parts.values_list("pk", "parent_id"):
        below.setdefault(parent or 0, []).append(pk)
    keys = {row.pk for row in found} | {pk for pks in below.values() for pk in pks}
    progress = slots.progress_of(keys)
    return [_row(row, below.get(row.pk, []), progress) for row in found]


def _row(row: Assignment, below: list[int], progress: Mapping[int, Progress]) -> Row:
    done = sum(1 for pk in below if progress.get(pk, NOTHING).state == "done")
    return Row(row, progress.get(row.pk, NOTHING), done, len(below))


def handed_down(assignment: Assignment) -> list[Row]:
    """The parts that units below have of it, each with its own progress."""
    rows = assignments().filter(parent=assignment).order_by("unit__sort_key", "pk")
    return with_progress(rows)


def sums_down(assignment: Assignment) -> list[tuple[str, int]]:
    """What the unit and everybody to whom it was handed down counted; empty without any."""
    keys, level = [assignment.pk], [assignment.pk]
    while level:
        below = Assignment.objects.filter(parent__in=level)
        level = list(below.values_list("pk", flat=True))
        keys += level
    if len(keys) == 1:
        return []
    found: dict[str, int] = {}
    for progress in slots.progress_of(keys).values():
        for name, number in progress.amounts:
            found[name] = found.get(name, 0) + number
    return list(found.items())


@dataclass(frozen=True, slots=True)
class Above:
    """The card of the task above: what, until when, who gave it; nothing of other units."""

    title: str
    due: datetime.date | None
    giver: OrganisationUnit


def above(assignment: Assignment) -> Above | None:
    """The card of the assignment from which a part was handed down."""
    parent = assignment.parent
    if parent is None:
        return None
    return Above(parent.title, parent.deadline, parent.unit)


def holder_of(assignment: Assignment) -> Holder | None:
    """Who in the unit sees to it now."""
    return assignment.holders.filter(ended_at=None).select_related("user").first()


def members_of(unit: OrganisationUnit) -> list[User]:
    """Who can see to tasks of the unit: everybody with a role in it, once."""
    people = {row.user_id: row.user for row in people_in(unit) if row.user.is_active}
    return sorted(people.values(), key=lambda user: user.full_name)


def unit_to_share_out(user: User, pk: int) -> OrganisationUnit:
    """The unit if ``user`` may say who in it sees to what, else Http404."""
    return _one(units_of(user, *DOERS).filter(pk=pk))


def held_in(unit: OrganisationUnit) -> list[tuple[User, list[Assignment]]]:
    """Who sees to what in the unit."""
    running = Holder.objects.filter(assignment__in=assignments().filter(unit=unit))
    rows = running.select_related("user", "assignment__task__programme").order_by(
        "user__full_name", "user", "assignment__task__order"
    )
    found: dict[int, tuple[User, list[Assignment]]] = {}
    for row in rows:
        found.setdefault(row.user_id, (row.user, []))[1].append(row.assignment)
    return list(found.values())


def not_held_in(unit: OrganisationUnit) -> QuerySet[Assignment]:
    """The unit's assignments to which nobody sees by name."""
    held = Holder.objects.filter(assignment=OuterRef("pk"))
    return assignments().filter(unit=unit).exclude(Exists(held)).order_by("task__order")


def readable_programmes(user: User) -> QuerySet[Programme]:
    """Programmes that the person sees whole: those of visible units."""
    owners = visible_units(user).values("pk")
    return Programme.objects.filter(owner__in=owners).select_related("owner", "plan")


def readable_programme(user: User, pk: int) -> Programme:
    """The programme if ``user`` sees the unit that runs it, else Http404."""
    return _one(readable_programmes(user).filter(pk=pk))


def programme_by_key(pk: int) -> Programme:
    """The programme with this key, for a page that anyone may read; the caller sees to that."""
    return _one(Programme.objects.filter(pk=pk))


def programme_with_tasks_of(unit: OrganisationUnit, pk: int) -> Programme:
    """The programme if it has something for the unit to do, else Http404."""
    mine = assignments().filter(unit=unit, task__programme=OuterRef("pk"))
    rows = Programme.objects.select_related("owner", "plan")
    return _one(rows.filter(Exists(mine), pk=pk))


def has_units_below(unit: OrganisationUnit) -> bool:
    """Whether there is anybody to hand something down to."""
    return subtree(unit).exclude(pk=unit.pk).exists()


def _one(rows: QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Http404
    return found


def assignments_by_key(keys: Collection[int]) -> QuerySet[Assignment]:
    """The assignments with these keys, ended ones included."""
    return Assignment.everything.filter(pk__in=list(keys))


def can_take_back(user: User, assignment: Assignment) -> bool:
    """Whether ``user`` coordinates the unit that gave it; what came by a rule ends with it."""
    return assignment.rule_id is None and can(user, COORDINATOR, giver_of(assignment))


def sees_units_below(user: User) -> bool:
    """Whether ``user`` sees more than the units where they hold a role."""
    home = home_units(user).values("pk")
    return visible_units(user).exclude(pk__in=home).exists()


def units_to_share_out(user: User) -> QuerySet[OrganisationUnit]:
    """The person's own units in which they may say who sees to what."""
    return home_units(user, *DOERS)
