"""What becomes of each thing when a new document amends a programme: a person decides one by one.

What the new document says as the old one did is carried over with what people made of it: their
wording, what they filled in, what they left blank. What it says otherwise is confirmed anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors import PairingChanged
from minhbach_web.programme.models import (
    AmendMode,
    Fate,
    ItemKind,
    ItemStatus,
    Pairing,
    Plan,
    PlanItem,
)
from minhbach_web.programme.services import decisions
from minhbach_web.programme.services.adoption import KEPT
from minhbach_web.programme.services.locking import lock_plan
from minhbach_web.programme.services.pairing import decided, entry_of, sync_pairings

if TYPE_CHECKING:
    from minhbach_web.units.models import User

CARRIED = frozenset({"lead", "support", "deadline", "due", "recurrence", "product"}) | {
    "sender",
    "receiver",
    "through",
}


def is_unchanged(pairing: Pairing) -> bool:
    """The same words and fields in both documents: nothing is left to judge but that."""
    if pairing.old is None or pairing.item is None or pairing.reason != "same-text":
        return False
    return not engine.field_changes(entry_of(pairing.old), entry_of(pairing.item))


def open_pairings(plan: Plan) -> QuerySet[Pairing]:
    """Those that wait for a person. What a supplement doesn't name stays without a word."""
    waiting = Pairing.objects.filter(plan=plan, fate="")
    if plan.amend_mode == AmendMode.SUPPLEMENT:
        return waiting.filter(item__isnull=False)
    return waiting


@transaction.atomic
def decide_pairing(
    *, pairing: Pairing, version: int, fate: str, by: User, old: PlanItem | None = None
) -> Pairing:
    """Record what becomes of it; ``old``: another thing of the programme that it goes on.

    A second click changes nothing. Raises PairingChanged when somebody was quicker, PlanAdopted.
    """
    plan = lock_plan(pairing.plan_id)
    now = Pairing.objects.select_related("old", "item").filter(pk=pairing.pk).first()
    if now is None or now.version != version:
        if now is not None and now.decided_by_id == by.pk and now.fate == fate:
            return now
        raise PairingChanged
    if old is not None and old.pk != now.old_id:
        _take(plan, now, old)
    was = now.fate
    if fate == Fate.NEW and now.old_id is not None:
        now.old, now.reason, now.likeness = None, "", 0
    decided(now, fate, by)
    if was == Fate.SAME and fate != Fate.SAME and now.item is not None:
        _reopen(now.item, by)
    if fate == Fate.SAME:
        carry_over(now, by)
    sync_pairings(plan)
    audit.record(actor=by, action=f"plan.pairing.{fate or 'undo'}", obj=f"plan:{plan.pk}")
    return now


def _take(plan: Plan, now: Pairing, old: PlanItem) -> None:
    """``old`` goes with this pairing from here on; whoever had it stands alone again."""
    other = Pairing.objects.filter(plan=plan, old=old).exclude(pk=now.pk).first()
    if other is not None and other.item_id is None:
        other.delete()
    elif other is not None:
        other.old, other.reason, other.likeness = None, "", 0
        decided(other, "", None)
    now.old, now.reason, now.likeness = old, "person", 0


@transaction.atomic
def accept_unchanged(*, plan: Plan, by: User) -> int:
    """Decide at once all pairings in which both documents say the same; gives their number."""
    locked = lock_plan(plan.pk)
    rows = open_pairings(locked).filter(item__isnull=False, old__isnull=False)
    same = [row for row in rows.select_related("old", "item") if is_unchanged(row)]
    for row in same:
        decided(row, Fate.SAME, by)
        carry_over(row, by)
    if same:
        audit.record(actor=by, action="plan.pairing.unchanged", obj=f"plan:{locked.pk}")
    return len(same)


def carry_over(pairing: Pairing, by: User) -> None:
    """What people made of the old thing, wherever the new document says as the old one did."""
    old, item = pairing.old, pairing.item
    if old is None or item is None or item.status != ItemStatus.PENDING:
        return
    fresh = PlanItem.objects.get(pk=item.pk)
    unsaid = {change.name for change in engine.field_changes(entry_of(old), entry_of(fresh))}
    same = {name for name in CARRIED if name in fresh.details} - unsaid
    if "deadline" in unsaid:
        same -= {"due"}
    added = {k: v for k, v in old.details.get("added", {}).items() if k in same}
    fresh.details |= {name: old.details[name] for name in same if name in old.details}
    if "added" in fresh.details:
        fresh.details["added"] = fresh.details["added"] | added
    if is_unchanged(pairing):
        fresh.text = old.text
        fresh.status = _same_status(old)
        fresh.decided_by, fresh.decided_at = by, clock.now()
    fresh.version += 1
    fresh.save()
    item.refresh_from_db()
    _carry_gaps(old, fresh, by)
    if is_unchanged(pairing) and fresh.kind == ItemKind.THEME:
        _carry_messages(old, fresh, by)


def _same_status(old: PlanItem) -> str:
    if old.status in {ItemStatus.SET_ASIDE, ItemStatus.SEEN}:
        return old.status
    return ItemStatus.EDITED if old.status == ItemStatus.EDITED else ItemStatus.ACCEPTED


def _carry_gaps(old: PlanItem, fresh: PlanItem, by: User) -> None:
    """Gaps that a person filled in or left blank before, where the new document is silent too."""
    before = {
        gap.details["code"]: gap
        for gap in PlanItem.objects.filter(parent=old, kind=ItemKind.GAP, status__in=KEPT)
    }
    for gap in PlanItem.objects.filter(parent=fresh, kind=ItemKind.GAP, status=ItemStatus.PENDING):
        known = before.get(gap.details["code"])
        if known is None:
            continue
        gap.status = known.status
        gap.details = gap.details | {"value": known.details["value"]}
        gap.decided_by, gap.decided_at = by, clock.now()
        gap.version += 1
        gap.save()


def _carry_messages(old: PlanItem, fresh: PlanItem, by: User) -> None:
    """Messages of an unchanged theme that a person had set aside stay so."""
    aside = PlanItem.objects.filter(parent=old, status=ItemStatus.SET_ASIDE)
    texts = {engine.words_of(message.extracted["text"]) for message in aside}
    for message in PlanItem.objects.filter(parent=fresh, kind=ItemKind.MESSAGE, in_scope=True):
        if engine.words_of(message.extracted["text"]) in texts:
            message.status = ItemStatus.SET_ASIDE
            message.decided_by, message.decided_at = by, clock.now()
            message.version += 1
            message.save()


def _reopen(item: PlanItem, by: User) -> None:
    """The item waits again as the document gave it, and so do its gaps."""
    gaps = PlanItem.objects.filter(parent=item, kind=ItemKind.GAP)
    for one in (*gaps.exclude(status=ItemStatus.PENDING), item):
        version = PlanItem.objects.values_list("version", flat=True).get(pk=one.pk)
        decisions.decide_item(item=one, version=version, decision="undo", by=by)
