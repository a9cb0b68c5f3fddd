"""What a person may read of documents, plans, programmes and tasks. Everything fails closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, TypeVar

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from minhbach_web.core.search import search_key
from minhbach_web.engine import Document
from minhbach_web.programme.models import (
    Assignment,
    Fate,
    Holding,
    ItemKind,
    ItemStatus,
    Message,
    Pairing,
    Plan,
    PlanItem,
    Programme,
    ProgrammeVersion,
    ReportingDuty,
    SourceDocument,
    Task,
    Theme,
)
from minhbach_web.programme.services import readings
from minhbach_web.programme.services.adoption import DECIDED_ONE_BY_ONE, GONE, KEPT
from minhbach_web.units.queries import can, home_units, readable_units, units_of, visible_units

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from minhbach_web.units.models import OrganisationUnit, User

COORDINATOR = "coordinator"
UNITS_SHOWN = 60  # on the page of a plan
T = TypeVar("T")


class ItemCounts(TypedDict):
    """How far a plan is confirmed."""

    total: int
    decided: int


if TYPE_CHECKING:
    PlanWithProgress = WithAnnotations[Plan, ItemCounts]


def visible_documents(user: User) -> QuerySet[SourceDocument]:
    """Documents that a visible unit holds, and plans that gave a visible unit a task."""
    return SourceDocument.objects.filter(is_visible_document(user, "pk"))


def is_visible_document(user: User, field: str) -> Q:
    """The condition that the document in ``field`` is one that ``user`` sees. As lists of keys
    it costs a database a third of what a look at each document does."""
    units = readable_units(user).values("pk")
    held = Holding.objects.filter(unit__in=units).values("document")
    given = Assignment.objects.filter(unit__in=units, parent=None)
    plans = given.values("task__programme__plan__source")
    versions = given.filter(task__programme__versions__plan__source__isnull=False)
    amended = versions.values("task__programme__versions__plan__source")
    return (
        Q(**{f"{field}__in": held}) | Q(**{f"{field}__in": plans}) | Q(**{f"{field}__in": amended})
    )


def visible_document(user: User, pk: int) -> SourceDocument:
    """The document if ``user`` may see it, else Http404."""
    return _or_404(visible_documents(user).select_related("uploaded_by").filter(pk=pk).first())


def search_documents(
    documents: QuerySet[SourceDocument], text: str, kind: str
) -> QuerySet[SourceDocument]:
    """Those that hold every word of ``text`` (marks ignored) and are of ``kind``."""
    for word in search_key(text).split():
        documents = documents.filter(search_key__contains=word)
    return documents.filter(kind=kind) if kind else documents


def document_reading(source: SourceDocument) -> Document:
    """The Document as it was read when the file came in."""
    return readings.load(source.sha256)


def visible_plans(user: User) -> QuerySet[Plan]:
    """Plans of units that ``user`` sees, closed ones included whose work goes on in those."""
    plans = Plan.objects.filter(owner__in=readable_units(user).values("pk"))
    return plans.select_related("source", "owner")


def visible_plan(user: User, pk: int) -> Plan:
    """The plan if ``user`` may see it, else Http404."""
    return _or_404(visible_plans(user).filter(pk=pk).first())


def plan_to_confirm(user: User, pk: int) -> Plan:
    """The plan if ``user`` coordinates its owner, else Http404."""
    plan = visible_plan(user, pk)
    if not can(user, COORDINATOR, plan.owner):
        raise Http404
    return plan


def item_to_confirm(user: User, plan_pk: int, pk: int) -> PlanItem:
    """The item of a plan that ``user`` confirms, else Http404."""
    plan = plan_to_confirm(user, plan_pk)
    items = PlanItem.objects.select_related("decided_by", "parent").filter(plan=plan, pk=pk)
    item = _or_404(items.first())
    item.plan = plan
    return item


def amendable_by(plan: Plan) -> QuerySet[Programme]:
    """The running programmes that a document proposed for the same unit can change."""
    programmes = Programme.objects.filter(owner=plan.owner_id).exclude(plan=plan)
    return programmes.select_related("plan__source")


def cites_running(plan: Plan) -> Programme | None:
    """A running programme whose document this one names: it may well change it."""
    named = PlanItem.objects.filter(plan=plan, kind=ItemKind.CITATION)
    numbers = set(named.values_list("details__notation", flat=True)) - {None, ""}
    own = Q(plan__source__number__in=numbers) | Q(versions__plan__source__number__in=numbers)
    return amendable_by(plan).filter(own).first()


def amending_plan(user: User, pk: int, *, confirm: bool = False) -> Plan:
    """A plan that amends a programme: to look at for who sees the plan; Http404 otherwise.

    While it isn't adopted, and to ``confirm``, only for who coordinates its owner.
    """
    plan = visible_plan(user, pk)
    if confirm or not plan.is_adopted:
        plan = plan_to_confirm(user, pk)
    if plan.amends_id is None:
        raise Http404
    return plan


def leads_now(item: PlanItem) -> tuple[int, ...]:
    """The units that lead the task which this item goes on; none for a new one."""
    rows = Assignment.objects.filter(
        task__item__in=Pairing.objects.filter(item=item, fate=Fate.SAME).values("old"),
        part="lead",
        parent=None,
    )
    return tuple(rows.order_by("unit__sort_key").values_list("unit_id", flat=True))


def old_version(plan: Plan) -> ProgrammeVersion | None:
    """What the plan's programme was, when an amendment has taken the plan's place since."""
    versions = ProgrammeVersion.objects.select_related("programme__plan", "adopted_by")
    return versions.filter(plan=plan).first()


def owners_for(user: User) -> QuerySet[OrganisationUnit]:
    """The units for which ``user`` may make a programme of a plan."""
    return units_of(user, COORDINATOR)


def items_of(plan: Plan) -> list[PlanItem]:
    """Everything found in the plan, in order, with the units chosen."""
    items = PlanItem.objects.filter(plan=plan).select_related("decided_by")
    return list(items.prefetch_related("chosen__unit"))


def visible_programmes(user: User) -> QuerySet[Programme]:
    """Running programmes of units that ``user`` sees."""
    owners = visible_units(user).values("pk")
    return Programme.objects.filter(owner__in=owners).select_related("plan__source", "owner")


def public_programmes() -> QuerySet[Programme]:
    """Programmes whose public page a person opened, the latest first."""
    opened = Programme.objects.filter(public_since__isnull=False).order_by("-public_since", "-pk")
    return opened.select_related("plan__source", "owner")


def public_programme(pk: int) -> Programme:
    """An open programme, else Http404: for anyone, without a login."""
    return _or_404(public_programmes().filter(pk=pk).first())


def programme_to_open(user: User, plan_pk: int) -> Programme:
    """The running programme of a plan whose owner ``user`` coordinates, else Http404."""
    plan = plan_to_confirm(user, plan_pk)
    running = Programme.objects.filter(plan=plan).select_related("plan__source", "owner")
    return _or_404(running.first())


@dataclass(frozen=True, slots=True)
class PublicContent:
    """What the plan itself gives to the public page. ``left_out``: things not supported here."""

    themes: tuple[Theme, ...]
    tasks: int
    units: int
    left_out: int


def public_content(programme: Programme) -> PublicContent:
    """Themes with their in-scope messages, and counts; no name of a person stands here."""
    messages = Message.objects.filter(ended_at=None, in_scope=True)
    themes = programme.themes.filter(ended_at=None)
    tasks = programme.tasks.filter(ended_at=None)
    given = Assignment.objects.filter(task__programme=programme, task__ended_at=None)
    hidden = programme.messages.filter(ended_at=None, in_scope=False).count()
    return PublicContent(
        tuple(themes.prefetch_related(Prefetch("messages", queryset=messages))),
        tasks.filter(in_scope=True).count(),
        given.values("unit").distinct().count(),
        tasks.filter(in_scope=False).count() + hidden,
    )


def tasks_for(user: User) -> QuerySet[Task]:
    """Tasks given to units that ``user`` sees; out-of-scope tasks are given to nobody."""
    tasks = Task.objects.filter(Exists(_seen(user).filter(task=OuterRef("pk"))), ended_at=None)
    return tasks.select_related("programme__owner")


def _seen(user: User) -> QuerySet[Assignment]:
    return Assignment.objects.filter(unit__in=visible_units(user).values("pk"), parent=None)


def who_has(user: User, tasks: Iterable[Task]) -> dict[int, tuple[int, Assignment]]:
    """Task (key) → how many units that ``user`` sees have it, and one of those assignments."""
    rows = _seen(user).filter(task__in=list(tasks)).order_by().values_list("task")
    counted = {task: (n, one) for task, n, one in rows.annotate(n=Count("pk"), one=Min("pk"))}
    ones = Assignment.objects.select_related("unit").in_bulk([one for _n, one in counted.values()])
    return {task: (n, ones[one]) for task, (n, one) in counted.items()}


def visible_task(user: User, pk: int) -> Task:
    """A task given to a visible unit or of a visible programme, else Http404."""
    units = readable_units(user).values("pk")
    given = Assignment.objects.filter(task=OuterRef("pk"), unit__in=units, parent=None)
    tasks = Task.objects.filter(Exists(given) | Q(programme__owner__in=units))
    tasks = tasks.select_related("item__plan__source", "programme__owner", "confirmed_by")
    return _or_404(tasks.filter(pk=pk).first())


def plans_waiting(user: User) -> QuerySet[PlanWithProgress]:
    """Plans that wait for ``user`` to confirm or to issue them."""
    mine = units_of(user, COORDINATOR).values("pk")
    return plans_with_progress(user).filter(owner__in=mine, adopted_at=None)


def own_tasks(user: User) -> QuerySet[Task]:
    """Tasks given to the units where ``user`` holds a role directly."""
    mine = Assignment.objects.filter(task=OuterRef("pk"), unit__in=home_units(user).values("pk"))
    return Task.objects.filter(Exists(mine), ended_at=None).select_related("programme")


def plans_with_progress(user: User) -> QuerySet[PlanWithProgress]:
    """The visible plans, each with ``decided`` of ``total`` items."""
    moot = Q(items__kind=ItemKind.GAP, items__parent__status__in=GONE)
    counted = Q(items__kind__in=DECIDED_ONE_BY_ONE) & ~Q(items__status=ItemStatus.CUT) & ~moot
    decided = counted & ~Q(items__status=ItemStatus.PENDING)
    return visible_plans(user).annotate(
        total=Count("items", filter=counted), decided=Count("items", filter=decided)
    )


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of a programme with its part in each task, in the order of the tasks."""

    unit: OrganisationUnit
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """A running programme: its tasks, who has which, and what is read only."""

    programme: Programme
    themes: tuple[Theme, ...]
    tasks: tuple[Task, ...]
    not_given: tuple[Task, ...]
    duties: tuple[ReportingDuty, ...]
    citations: tuple[PlanItem, ...]
    units: tuple[UnitRow, ...]
    versions: tuple[ProgrammeVersion, ...] = ()


def programme_page(plan: Plan) -> ProgrammePage:
    """Everything that the page of an adopted plan shows."""
    programme = Programme.objects.select_related("adopted_by", "owner").get(plan=plan)
    has_it = Q(assignments__ended_at=None, assignments__parent=None)
    running = programme.tasks.filter(ended_at=None)
    tasks = tuple(running.annotate(n_units=Count("assignments", filter=has_it)))
    messages = Prefetch("messages", queryset=Message.objects.filter(ended_at=None))
    replaced = ProgrammeVersion.objects.filter(programme=programme)
    given = tuple(task for task in tasks if task.in_scope)
    cited = plan.items.filter(kind=ItemKind.CITATION, status__in=KEPT)
    return ProgrammePage(
        programme,
        tuple(programme.themes.filter(ended_at=None).prefetch_related(messages)),
        given,
        tuple(task for task in tasks if not task.in_scope),
        tuple(programme.duties.filter(ended_at=None)),
        tuple(cited),
        _rows(given),
        tuple(replaced.select_related("adopted_by", "plan__source")),
    )


def _rows(tasks: tuple[Task, ...]) -> tuple[UnitRow, ...]:
    """The first units with their parts; the table of the programme's progress has all of them."""
    rows = Assignment.objects.filter(task__in=tasks, parent=None).select_related("unit")
    first = rows.order_by("unit__sort_key", "unit").values_list("unit__sort_key", "unit")
    units = [unit for _key, unit in first.distinct()[:UNITS_SHOWN]]
    parts: dict[OrganisationUnit, dict[int, str]] = {}
    for row in rows.filter(unit__in=units).order_by("unit__sort_key", "unit"):
        parts.setdefault(row.unit, {})[row.task_id] = row.part
    return tuple(
        UnitRow(unit, tuple(given.get(task.pk, "") for task in tasks))
        for unit, given in parts.items()
    )


def assignments_of(task: Task, user: User) -> QuerySet[Assignment]:
    """Who has the task: all of it for who sees the programme, else one's own units."""
    rows = task.assignments.filter(parent=None).select_related("unit", "task")
    rows = rows.order_by("part", "unit__sort_key")
    if visible_units(user).filter(pk=task.programme.owner_id).exists():
        return rows
    return rows.filter(unit__in=visible_units(user).values("pk"))


def duties_of(programme_pk: int) -> QuerySet[ReportingDuty]:
    """The reporting duties of a programme, for who opens reporting periods."""
    duties = ReportingDuty.objects.filter(programme=programme_pk, ended_at=None)
    return duties.select_related("item__plan")


def _or_404(row: T | None) -> T:
    if row is None:
        raise Http404
    return row
