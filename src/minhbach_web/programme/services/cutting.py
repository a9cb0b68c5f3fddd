"""Cutting an item in two, so that a part that is in scope can stand as a task of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.errors import CannotCut, ItemChanged
from minhbach_web.programme.models import ItemKind, ItemStatus, PlanItem
from minhbach_web.programme.services import gaps
from minhbach_web.programme.services.locking import lock_item
from minhbach_web.programme.services.pairing import sync_pairings

if TYPE_CHECKING:
    from minhbach_web.units.models import User

_PAUSE = re.compile(r"[;,.:]\s+")
SHORTEST = 8
CUTTABLE = frozenset({ItemKind.TASK, ItemKind.MESSAGE})


def cut_places(item: PlanItem) -> tuple[int, ...]:
    """Offsets in the item's text where a person may cut: after a pause, outside the phrase."""
    return tuple(pause.end() for pause in _PAUSE.finditer(item.text) if _allowed(item, pause.end()))


def _allowed(item: PlanItem, at: int) -> bool:
    text = item.text
    if not text[at - 1 : at].isspace() or text[at : at + 1].isspace():
        return False
    if min(len(text[:at].strip()), len(text[at:].strip())) < SHORTEST:
        return False
    phrase = item.phrase.casefold()
    starts = [m.start() for m in re.finditer(re.escape(phrase), text.casefold())] if phrase else []
    return not any(start < at < start + len(phrase) for start in starts)


@transaction.atomic
def cut_item(*, item: PlanItem, version: int, at: int, by: User) -> tuple[PlanItem, PlanItem]:
    """Two items in the place of one, each with its own scope. Raises CannotCut, ItemChanged."""
    now = lock_item(item)
    if now.version != version:
        pieces = tuple(now.pieces.order_by("order", "pk"))
        if now.version == version + 1 and now.decided_by_id == by.pk and len(pieces) == 2:
            return pieces[0], pieces[1]
        raise ItemChanged(now)
    if now.kind not in CUTTABLE or not 0 < at < len(now.text) or not _allowed(now, at):
        raise CannotCut
    first = _piece(now, 0, len(now.text[:at].rstrip(" ;,")), 1)
    second = _piece(now, at, len(now.text), 2)
    if not now.in_scope and first.in_scope and second.in_scope:
        raise CannotCut
    _replace(now, (first, second), by)
    sync_pairings(now.plan)
    audit.record(actor=by, action="plan.item.cut", obj=f"plan-item:{now.pk}")
    return first, second


def _piece(whole: PlanItem, start: int, end: int, nth: int) -> PlanItem:
    text = whole.text[start:end].strip()
    scope = engine.scope_of(text)
    place = None if whole.start is None else whole.start + start
    quote = whole.quote
    return PlanItem(
        plan_id=whole.plan_id,
        cut_from=whole,
        parent_id=whole.parent_id,
        order=whole.order + nth,
        kind=whole.kind,
        section=whole.section,
        text=text,
        anchor=whole.anchor,
        quote=quote,
        start=place,
        end=None if place is None else place + len(text),
        in_scope=scope.in_scope,
        reason=scope.reason or "",
        phrase=(scope.phrase or "")[:300],
        extracted={**whole.details, "text": text},
        details=whole.details,
    )


def _replace(whole: PlanItem, pieces: tuple[PlanItem, PlanItem], by: User) -> None:
    later = PlanItem.objects.filter(plan_id=whole.plan_id, order__gt=whole.order)
    later.update(order=F("order") + 2)
    for piece in pieces:
        piece.save()
        if piece.in_scope and piece.kind == ItemKind.TASK:
            gaps.copy_gaps(piece, whole)
    whole.status, whole.decided_by, whole.decided_at = ItemStatus.CUT, by, clock.now()
    whole.version += 1
    whole.save()
    whole.chosen.all().delete()


@transaction.atomic
def join_pieces(*, item: PlanItem, version: int, by: User) -> PlanItem:
    """Undo a cut: the whole stands again. Raises CannotCut when a piece was already decided."""
    now = lock_item(item)
    if now.version != version:
        raise ItemChanged(now)
    pieces = now.pieces.all()
    rows = PlanItem.objects.filter(Q(cut_from=now) | Q(parent__cut_from=now))
    if now.status != ItemStatus.CUT or rows.exclude(status=ItemStatus.PENDING).exists():
        raise CannotCut
    pieces.delete()
    now.status, now.decided_by, now.decided_at = ItemStatus.PENDING, None, None
    now.version += 1
    now.save()
    sync_pairings(now.plan)
    audit.record(actor=by, action="plan.item.join", obj=f"plan-item:{now.pk}")
    return now
