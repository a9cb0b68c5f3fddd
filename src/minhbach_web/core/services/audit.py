"""Writing and verifying the audit chain."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from minhbach_web.core import clock, db
from minhbach_web.core.models import AuditEvent

GENESIS = "0" * 64
# "reporting.accept", "revision:12", "day:2026-11-24": codes and numbers. A sentence or a name has
# no such shape, so that none can get into the log.
CODE = re.compile(r"[a-z][a-z0-9_.-]{0,59}")
KEY = re.compile(r"[A-Za-z0-9_.:-]{0,100}")
DIGEST = re.compile(r"[0-9a-f]{0,64}")
LOCK = 0x4D42_4155  # "MBAU"


@dataclass(frozen=True)
class ChainCheck:
    """What a verification found: the number of entries, and the first wrong one if any."""

    entries: int
    broken_at: int | None = None

    @property
    def holds(self) -> bool:
        return self.broken_at is None


@transaction.atomic(savepoint=False)
def record(
    *, actor: AbstractBaseUser | None, action: str, obj: str, digests: dict[str, str] | None = None
) -> AuditEvent:
    """Add an entry to the chain, inside the caller's transaction.

    ``action`` names the act ("reporting.accept"), ``obj`` its object as "type:key"
    ("revision:12"), ``digests`` the sha256 of what it was done to. Never personal text.
    """
    db.lock(LOCK)
    last = AuditEvent.objects.order_by("-seq").first()
    kind, _, key = obj.partition(":")
    shaped = CODE.fullmatch(action) and CODE.fullmatch(kind) and KEY.fullmatch(key)
    if not shaped or not all(map(DIGEST.fullmatch, (digests or {}).values())):
        raise ValueError("the log takes codes, numbers and digests, no words")
    event = AuditEvent(
        seq=last.seq + 1 if last else 1,
        at=clock.now(),
        actor_id=actor.pk if actor else None,
        action=action,
        object_type=kind,
        object_key=key,
        digests=digests or {},
        prev_hash=last.hash if last else GENESIS,
    )
    event.hash = entry_hash(event)
    event.save(force_insert=True)
    return event


def entry_hash(event: AuditEvent) -> str:
    """sha256 of the entry's canonical JSON, the hash of the entry before it included."""
    content = {
        "seq": event.seq,
        "at": event.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "action": event.action,
        "object": f"{event.object_type}:{event.object_key}",
        "digests": event.digests,
        "prev": event.prev_hash,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def walk(events: Iterable[AuditEvent] | None = None) -> Iterator[tuple[int, str]]:
    """Each entry's number with what is wrong with it ("" when it is right): a message's code.

    The numbers have no gap, every hash is that of its entry, each entry names the one before.
    """
    rows = AuditEvent.objects.order_by("seq").iterator() if events is None else events
    previous, seq = GENESIS, 0
    for event in rows:
        if event.seq != seq + 1:
            yield event.seq, "audit-gap"
        elif event.prev_hash != previous:
            yield event.seq, "audit-link"
        else:
            yield event.seq, "" if event.hash == entry_hash(event) else "audit-changed"
        previous, seq = event.hash, event.seq


def verify_chain(events: Iterable[AuditEvent] | None = None) -> ChainCheck:
    """How many entries hold from the first on, and the first wrong one if any."""
    count = 0
    for seq, wrong in walk(events):
        if wrong:
            return ChainCheck(count, broken_at=seq)
        count += 1
    return ChainCheck(count)
