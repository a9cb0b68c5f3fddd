"""An entry in the log: written once, corrected and withdrawn by further entries."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.activities.errors import EntryChanged, EntryWithdrawn, KeyTaken
from minhbach_web.activities.models import Activity, Amount, Entry, Evidence
from minhbach_web.activities.services.evidence import Kept
from minhbach_web.core import clock
from minhbach_web.core.services import audit, files

if TYPE_CHECKING:
    from minhbach_web.programme.models import Assignment, Theme
    from minhbach_web.units.models import OrganisationUnit, User


@dataclass(frozen=True, slots=True)
class Done:
    """What was done. ``amounts``: code of a count → how many; a count not given isn't there."""

    day: datetime.date
    kind: str
    what: str
    place: str = ""
    speaker: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    assignment: Assignment | None = None
    theme: Theme | None = None
    talk: int | None = None
    completes: bool = False


def log_activity(
    *,
    key: uuid.UUID,
    unit: OrganisationUnit,
    done: Done,
    by: User,
    evidence: Sequence[Kept] = (),
) -> Activity:
    """Put ``done`` into the log of ``unit``; the same ``key`` again gives the same activity.

    ``evidence`` was checked before (``evidence.checked``). Raises KeyTaken when the key is
    another unit's.
    """
    with transaction.atomic():
        activity, is_new = Activity.objects.get_or_create(
            key=key, defaults={"unit": unit, "by": by, "at": clock.now()}
        )
        if activity.unit_id != unit.pk:
            raise KeyTaken
        if is_new:
            entry = _write(activity, 1, done, by)
            _keep(entry, evidence, ())
            _record("activity.log", activity, evidence, by)
    return activity


def _record(action: str, activity: Activity, evidence: Iterable[Kept], by: User) -> None:
    audit.record(
        actor=by,
        action=action,
        obj=f"activity:{activity.pk}",
        digests={f"file{n}": kept.sha256 for n, kept in enumerate(evidence, 1)},
    )


def _write(
    activity: Activity, n: int, done: Done, by: User, *, reason: str = "", withdrawn: bool = False
) -> Entry:
    entry = Entry.objects.create(
        activity=activity,
        n=n,
        day=done.day,
        kind=done.kind,
        what=done.what,
        place=done.place,
        speaker=done.speaker,
        assignment=done.assignment,
        theme=done.theme,
        talk=done.talk,
        completes=done.completes,
        withdrawn=withdrawn,
        reason=reason,
        by=by,
        at=clock.now(),
    )
    Amount.objects.bulk_create(
        [Amount(entry=entry, code=code, number=number) for code, number in done.amounts.items()]
    )
    return entry


def _keep(entry: Entry, new: Iterable[Kept], before: Iterable[Evidence]) -> None:
    rows = {
        row.sha256: Evidence(
            entry=entry, sha256=row.sha256, name=row.name, media=row.media, size=row.size
        )
        for row in before
    }
    for kept in new:
        files.store(kept.data)
        rows.setdefault(
            kept.sha256,
            Evidence(
                entry=entry,
                sha256=kept.sha256,
                name=kept.name,
                media=kept.media,
                size=len(kept.data),
            ),
        )
    Evidence.objects.bulk_create(rows.values())


@transaction.atomic
def correct_activity(
    *,
    activity: Activity,
    seen: int,
    done: Done,
    reason: str,
    by: User,
    evidence: Sequence[Kept] = (),
    without: Iterable[str] = (),
) -> Entry:
    """A further entry that holds from now on; ``seen``: the entry that the person saw.

    ``without``: digests of files that are no longer shown. The same correction sent twice is one.
    Raises EntryChanged, EntryWithdrawn.
    """
    last = _held(activity)
    dropped = set(without)
    kept = [row for row in last.files.all() if row.sha256 not in dropped]
    if last.n == seen + 1 and last.reason == reason and _says(last, done):
        return last
    _check(last, seen)
    entry = _write(activity, last.n + 1, done, by, reason=reason)
    _keep(entry, evidence, kept)
    _record("activity.correct", activity, evidence, by)
    return entry


@transaction.atomic
def withdraw_activity(*, activity: Activity, seen: int, reason: str, by: User) -> Entry:
    """The activity counts nowhere any more; it stays to be read. Twice is once.

    Raises EntryChanged.
    """
    last = _held(activity)
    if last.withdrawn:
        return last
    _check(last, seen)
    entry = _write(activity, last.n + 1, done_of(last), by, reason=reason, withdrawn=True)
    _keep(entry, (), last.files.all())
    _record("activity.withdraw", activity, (), by)
    return entry


def _held(activity: Activity) -> Entry:
    """The entry that holds, the activity held until the transaction ends."""
    Activity.objects.select_for_update().get(pk=activity.pk)
    rows = Entry.objects.filter(activity=activity).select_related("assignment", "theme")
    return rows.prefetch_related("amounts", "files").order_by("-n")[0]


def _check(last: Entry, seen: int) -> None:
    if last.withdrawn:
        raise EntryWithdrawn
    if last.n != seen:
        raise EntryChanged(last)


def done_of(entry: Entry) -> Done:
    """What an entry says."""
    return Done(
        day=entry.day,
        kind=entry.kind,
        what=entry.what,
        place=entry.place,
        speaker=entry.speaker,
        amounts={row.code: row.number for row in entry.amounts.all()},
        assignment=entry.assignment,
        theme=entry.theme,
        talk=entry.talk,
        completes=entry.completes,
    )


def _says(entry: Entry, done: Done) -> bool:
    mine = done_of(entry)
    return {**_plain(mine)} == {**_plain(done)}


def _plain(done: Done) -> dict[str, object]:
    names = ("day", "kind", "what", "place", "speaker", "talk", "completes")
    plain: dict[str, object] = {name: getattr(done, name) for name in names}
    plain["amounts"] = dict(done.amounts)
    plain["assignment"] = done.assignment.pk if done.assignment else None
    plain["theme"] = done.theme.pk if done.theme else None
    return plain
