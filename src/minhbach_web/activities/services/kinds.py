"""An office's own kinds of activities and what is counted for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.activities import kinds
from minhbach_web.activities.models import OwnKind
from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a kind is to be. ``first``: the count that is 1 as a rule, one of ``counts``."""

    name: str
    english: str
    counts: tuple[str, ...]
    first: str
    has_speaker: bool
    offered: bool


@transaction.atomic
def save_kind(*, code: str, wanted: Wanted, by: User) -> OwnKind:
    """The kind with ``code`` as wanted; without a code a new one. Entries keep what they have."""
    code = code or _free(wanted.name, "-", kinds.kinds())
    row, _made = OwnKind.objects.update_or_create(
        part=OwnKind.Part.KIND,
        code=code,
        defaults={
            "name": wanted.name,
            "english": wanted.english,
            "counts": list(wanted.counts),
            "first": wanted.first,
            "has_speaker": wanted.has_speaker,
            "offered": wanted.offered,
            "by": by,
            "at": clock.now(),
        },
    )
    return _recorded(row, by)


@transaction.atomic
def add_count(
    *,
    name: str,
    english: str,
    unit_name: str,
    unit_english: str,
    over_time: str,
    by: User,
    code: str = "",
) -> OwnKind:
    """Something more that kinds can ask for."""
    row = OwnKind.objects.create(
        part=OwnKind.Part.COUNT,
        code=code or _free(name, "_", kinds.counts()),
        name=name,
        english=english,
        unit_name=unit_name,
        unit_english=unit_english,
        over_time=over_time,
        by=by,
        at=clock.now(),
    )
    return _recorded(row, by)


def _recorded(row: OwnKind, by: User) -> OwnKind:
    kinds.end()
    audit.record(actor=by, action="activities.save_kind", obj=f"{row.part}:{row.code}")
    return row


def _free(name: str, mark: str, taken: object) -> str:
    """A code made of the name that nothing else has."""
    base = mark.join(search_key(name).split())[:36].strip(mark) or "loai"
    codes = set(taken) if isinstance(taken, dict) else set()
    code, n = base, 2
    while code in codes:
        code, n = f"{base}{mark}{n}", n + 1
    return code
