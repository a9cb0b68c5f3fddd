"""A new document beside a running programme: which of its things goes on which, as proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, cast

from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors import NotAmendable
from minhbach_web.programme.models import (
    AmendMode,
    ItemKind,
    ItemStatus,
    Pairing,
    Plan,
    PlanItem,
    Programme,
    ReportingDuty,
    Task,
    Theme,
)
from minhbach_web.programme.services.locking import lock_plan

if TYPE_CHECKING:
    from minhbach_web.units.models import User

PAIRED: Mapping[str, type[Theme] | type[Task] | type[ReportingDuty]] = {
    ItemKind.THEME: Theme,
    ItemKind.TASK: Task,
    ItemKind.DUTY: ReportingDuty,
}
NOT_THERE = (ItemStatus.CUT, ItemStatus.REJECTED)
# What a document says of a thing beside its text; the rest of ``extracted`` is our own.
NOT_SAID = frozenset({"text", "added", "number"})


@transaction.atomic
def amend_programme(*, plan: Plan, programme: Programme, mode: str, by: User) -> Plan:
    """Let ``plan`` be the next version of ``programme``; its things are paired, nothing decided.

    Raises NotAmendable for another unit's programme or the programme's own plan, PlanAdopted.
    """
    locked = lock_plan(plan.pk)
    own = programme.owner_id == locked.owner_id and programme.plan_id != locked.pk
    if not own or mode not in AmendMode.values:
        raise NotAmendable
    if locked.amends_id == programme.pk and locked.amend_mode == mode:
        return locked
    if locked.amends_id not in {None, programme.pk}:
        Pairing.objects.filter(plan=locked).delete()
    locked.amends, locked.amend_mode = programme, mode
    locked.save()
    sync_pairings(locked)
    audit.record(
        actor=by,
        action="plan.amend",
        obj=f"plan:{locked.pk}",
        digests={"file": locked.source.sha256},
    )
    return locked


@transaction.atomic
def stop_amending(*, plan: Plan, by: User) -> Plan:
    """The plan stands for itself again; decisions on its own items stay. Raises PlanAdopted."""
    locked = lock_plan(plan.pk)
    if locked.amends_id is None:
        return locked
    Pairing.objects.filter(plan=locked).delete()
    locked.amends, locked.amend_mode = None, ""
    locked.save()
    audit.record(actor=by, action="plan.amend.stop", obj=f"plan:{locked.pk}")
    return locked


def sync_pairings(plan: Plan) -> None:
    """Every thing of both sides stands in one pairing; what was decided stays.

    Called when the pairing begins, after a cut, a join or an item found wrong, and when another
    amendment was adopted in between: whatever lost its counterpart is proposed anew.
    """
    if plan.amends_id is None:
        return
    running = {item.pk: item for item in running_items(plan.amends_id)}
    found = {item.pk: item for item in _items(plan)}
    kept, alone = _keep_valid(plan, running, found)
    held_old = {pairing.old_id for pairing in kept}
    held_new = {pairing.item_id for pairing in kept}
    pairs = engine.pair_entries(
        [entry_of(item) for pk, item in running.items() if pk not in held_old],
        [entry_of(item) for pk, item in found.items() if pk not in held_new],
    )
    for pair in pairs:
        old, new = _key(pair.old), _key(pair.new)
        if (old, new) in alone:
            continue
        for side in ((old, None), (None, new)):
            if side in alone:
                alone.pop(side).delete()
        Pairing.objects.create(
            plan=plan, item_id=new, old_id=old, reason=pair.reason or "", likeness=pair.score
        )


def _keep_valid(
    plan: Plan, running: Mapping[int, PlanItem], found: Mapping[int, PlanItem]
) -> tuple[list[Pairing], dict[tuple[int | None, int | None], Pairing]]:
    """What holds, and what stands alone undecided; pairings of vanished things are dropped."""
    kept: list[Pairing] = []
    alone: dict[tuple[int | None, int | None], Pairing] = {}
    for pairing in Pairing.objects.filter(plan=plan):
        old, new = pairing.old_id, pairing.item_id
        if (old and old not in running) or (new and new not in found):
            pairing.delete()
        elif not pairing.fate and (old is None or new is None):
            alone[old, new] = pairing
        else:
            kept.append(pairing)
    return kept, alone


def _key(key: str | None) -> int | None:
    return None if key is None else int(key)


def _items(plan: Plan) -> Iterable[PlanItem]:
    items = PlanItem.objects.filter(plan=plan, kind__in=PAIRED)
    return items.exclude(status__in=NOT_THERE).order_by("order", "pk")


def running_items(programme_pk: int) -> list[PlanItem]:
    """The items behind what a programme has now, in the order of the programme."""
    keys = [
        pk
        for model in PAIRED.values()
        for pk in model._default_manager.filter(programme=programme_pk, ended_at=None).values_list(
            "item_id", flat=True
        )
    ]
    by_key = PlanItem.objects.prefetch_related("chosen").in_bulk(keys)
    return [by_key[pk] for pk in keys]


def entry_of(item: PlanItem) -> engine.Entry:
    """What the document itself says: two documents are compared, not what people made of them."""
    fields = {
        name: _shown(value)
        for name, value in item.extracted.items()
        if name not in NOT_SAID and value
    }
    text = item.extracted["text"]
    kind = cast("Literal['theme', 'task', 'duty']", str(item.kind))
    return engine.Entry(str(item.pk), kind, text, item.section, fields, item.in_scope)


def _shown(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def decided(pairing: Pairing, fate: str, by: User | None) -> Pairing:
    """The pairing with its fate ("" opens it again), its person and time; saved."""
    pairing.fate = fate
    pairing.decided_by = by if fate else None
    pairing.decided_at = clock.now() if fate else None
    pairing.version += 1
    pairing.save()
    return pairing
