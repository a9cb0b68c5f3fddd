"""A re-organisation from draft to sign-off: lines, what they would do, one act that does it."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from minhbach_web.core import clock, db
from minhbach_web.core.services import audit
from minhbach_web.units.changes import Changes, Line, work_out
from minhbach_web.units.models import Reorganisation, ReorganisationLine, User
from minhbach_web.units.services.applying import write_changes
from minhbach_web.units.services.standing import LOCK, Now, tree_now
from minhbach_web.units.services.tree import rebuild_ancestors

State = Reorganisation.State
BATCH = 500


class CannotChange(Exception):
    """The decision is not (any more) in a state in which this can be done; says why."""


@dataclass(frozen=True)
class Head:
    """What a decision says of itself."""

    number: str
    issued: datetime.date
    issuer: str
    subject: str
    effective: datetime.date
    carry_roles: bool = True
    document_name: str = ""
    document_sha256: str = ""


@transaction.atomic
def draft(*, head: Head, by: User) -> Reorganisation:
    """A new draft without lines."""
    row = Reorganisation.objects.create(**asdict(head), drafted_by=by, drafted_at=clock.now())
    _note(row, by, "units.reorganise_draft")
    return row


@transaction.atomic
def correct(*, reorganisation: Reorganisation, head: Head, by: User) -> None:
    """Another head for a draft; without a new file the old one stays."""
    row = _locked(reorganisation, State.DRAFT)
    for name, value in asdict(head).items():
        if value or not name.startswith("document"):
            setattr(row, name, value)
    row.save()
    _note(row, by, "units.reorganise_draft")


@transaction.atomic
def set_lines(*, reorganisation: Reorganisation, lines: Sequence[Line], by: User) -> None:
    """These lines instead of all that the draft had: a table that was read."""
    row = _locked(reorganisation, State.DRAFT)
    row.lines.all().delete()
    ReorganisationLine.objects.bulk_create(
        (_line(row, line, n) for n, line in enumerate(lines, 1)), batch_size=BATCH
    )
    _note(row, by, "units.reorganise_draft")


@transaction.atomic
def add_line(*, reorganisation: Reorganisation, line: Line, by: User) -> ReorganisationLine:
    """One more line at the end of the draft."""
    row = _locked(reorganisation, State.DRAFT)
    last = row.lines.aggregate(n=Max("position"))["n"] or 0
    made = _line(row, line, last + 1)
    made.save()
    _note(row, by, "units.reorganise_draft")
    return made


@transaction.atomic
def remove_line(*, reorganisation: Reorganisation, position: int, by: User) -> None:
    """Take a line out of the draft again; a line that is gone already is no error."""
    row = _locked(reorganisation, State.DRAFT)
    row.lines.filter(position=position).delete()
    _note(row, by, "units.reorganise_draft")


@transaction.atomic
def drop(*, reorganisation: Reorganisation, by: User) -> None:
    """Set a draft, or a signed decision that is not in force yet, aside; it stays on record."""
    row = _locked(reorganisation, State.DRAFT, State.SCHEDULED)
    row.state = State.DROPPED
    row.save(update_fields=["state"])
    _note(row, by, "units.reorganise_drop")


def _line(row: Reorganisation, line: Line, position: int) -> ReorganisationLine:
    return ReorganisationLine(
        reorganisation=row,
        position=position,
        kind=line.kind,
        code=line.code,
        target=line.target,
        name=line.name,
        short_name=line.short_name,
        type=line.type,
    )


@dataclass(frozen=True)
class Preview:
    """What a decision would do to the tree as it is now; ``seal`` names exactly this."""

    changes: Changes
    now: Now
    seal: str


def preview(reorganisation: Reorganisation) -> Preview:
    """Work the decision out on the tree of the moment; writes nothing."""
    now = tree_now()
    lines = [
        Line(row.position, row.kind, row.code, row.target, row.name, row.short_name, row.type)
        for row in reorganisation.lines.all()
    ]
    changes = work_out(lines, now.units, taken=now.taken, day=reorganisation.effective)
    _check_scheduled(reorganisation, changes)
    return Preview(changes, now, _seal(reorganisation, changes))


def _check_scheduled(reorganisation: Reorganisation, changes: Changes) -> None:
    """One signed decision waits at a time: the second would be worked out on another tree."""
    waiting = Reorganisation.objects.filter(state=State.SCHEDULED).exclude(pk=reorganisation.pk)
    for other in waiting.filter(effective__lte=reorganisation.effective):
        text = _("Decision %(number)s is signed and comes into force on %(day)s: wait for it.")
        words = {"number": other.number, "day": f"{other.effective:%d/%m/%Y}"}
        changes.say(0, text % words)


def _seal(reorganisation: Reorganisation, changes: Changes) -> str:
    """sha256 of everything that the page of before and after shows."""
    content = {
        "head": [
            reorganisation.number,
            reorganisation.issued.isoformat(),
            reorganisation.effective.isoformat(),
            reorganisation.document_sha256,
            reorganisation.carry_roles,
        ],
        "established": [asdict(unit) for unit in changes.established],
        "closed": changes.closed,
        "moved": changes.moved,
        "renamed": {code: asdict(unit) for code, unit in changes.renamed.items()},
        "was": {code: asdict(changes.before[code]) for code in changes.renamed},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Stale(CannotChange):
    """The tree or the draft changed after the page was shown."""


@transaction.atomic
def sign(*, reorganisation: Reorganisation, seal: str, by: User, today: datetime.date) -> str:
    """Sign a draft off as it was shown: in force at once, or on its day. Gives its state.

    Raises Stale when what would happen now is not what was shown.
    """
    db.lock(LOCK)
    row = _locked(reorganisation, State.DRAFT)
    shown = preview(row)
    if shown.seal != seal or shown.changes.problems:
        raise Stale(_("The tree or the draft changed meanwhile. Look at it again."))
    row.signed_by, row.signed_at = by, clock.now()
    row.state = State.SCHEDULED
    row.save(update_fields=["signed_by", "signed_at", "state"])
    if row.effective <= today:
        _put_in_force(row, shown, today)
    digests = {"changes": seal}
    if row.document_sha256:
        digests["document"] = row.document_sha256
    audit.record(
        actor=by, action="units.reorganise", obj=f"reorganisation:{row.pk}", digests=digests
    )
    reorganisation.refresh_from_db()
    return str(row.state)


def _put_in_force(row: Reorganisation, shown: Preview, today: datetime.date) -> None:
    row.made = write_changes(row, shown.changes, shown.now)
    row.state, row.applied_at, row.trouble = State.IN_FORCE, clock.now(), ""
    row.save(update_fields=["made", "state", "applied_at", "trouble"])
    rebuild_ancestors(today=today)


def apply_due(*, today: datetime.date) -> list[Reorganisation]:
    """Put signed decisions whose day has come in force; gives those that were.

    One that no longer fits the tree stays signed and says why. Does nothing when nothing is due;
    safe to call at any time by any number of processes.
    """
    due = Reorganisation.objects.filter(state=State.SCHEDULED, effective__lte=today)
    done = []
    for pk in due.order_by("effective", "pk").values_list("pk", flat=True):
        row = _apply_one(pk, today)
        if row is not None:
            done.append(row)
    return done


@transaction.atomic
def _apply_one(pk: int, today: datetime.date) -> Reorganisation | None:
    db.lock(LOCK)
    row = Reorganisation.objects.select_for_update().get(pk=pk)
    if row.state != State.SCHEDULED:
        return None
    shown = preview(row)
    if shown.changes.problems:
        row.trouble = shown.changes.problems[0].text[:500]
        row.save(update_fields=["trouble"])
        return None
    _put_in_force(row, shown, today)
    _note(row, None, "units.reorganise_in_force")
    return row


def _locked(reorganisation: Reorganisation, *states: str) -> Reorganisation:
    row = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if row.state not in states:
        raise CannotChange(
            _("The decision is “%(state)s” by now.") % {"state": row.get_state_display()}
        )
    return row


def _note(row: Reorganisation, by: User | None, action: str) -> None:
    audit.record(actor=by, action=action, obj=f"reorganisation:{row.pk}")
