"""What the lines of a decision do to a tree: worked out on plain data, before anything is written.

Every line names units by their code before the decision (or by the code under which the same
decision establishes them):

    establish  code, name, short_name, type; target: the unit above the new one
    merge      code goes into target and is closed
    split      code is divided; one line per unit that takes over a part (target). Where one of the
               targets is code itself, it goes on and only a part is split off; else it is closed
    transfer   code stands under target from that day on
    rename     code gets name, short_name, type; target: its new code, if that changes, too
    dissolve   code is closed; target: who takes over what it did, if anybody

Units below a closed one go with it to its one successor, unless a line moves them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from minhbach_web.units.models import Kind

CLOSING = (Kind.MERGE, Kind.SPLIT, Kind.DISSOLVE)
TARGET_NEEDED = (Kind.ESTABLISH, Kind.MERGE, Kind.SPLIT, Kind.TRANSFER)
NAME_NEEDED = (Kind.ESTABLISH, Kind.RENAME)
MAX_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """An open unit: what it is called and under whom it stands (code; "" at the top).

    ``since``: it stands there (or is there at all) from this day on; None: always.
    """

    code: str
    name: str
    short_name: str
    type: str
    parent: str
    since: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a decision; ``n`` is its number in the table or on the page."""

    n: int
    kind: str
    code: str
    target: str = ""
    name: str = ""
    short_name: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a table or decision can't be taken: the line (0: as a whole) and what to do."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """``code`` goes on in ``heir`` ("": in nobody)."""

    code: str
    heir: str
    kind: str


@dataclass
class Changes:
    """The tree ``before`` and ``after`` by code, and what happens in between.

    ``closed``: code → codes of the heirs. ``moved``: code → (old parent, new parent).
    ``renamed``: old code → how it stands afterwards. ``problems`` forbid the writing.
    """

    before: dict[str, Standing]
    after: dict[str, Standing] = field(default_factory=dict)
    established: list[Standing] = field(default_factory=list)
    closed: dict[str, list[str]] = field(default_factory=dict)
    moved: dict[str, tuple[str, str]] = field(default_factory=dict)
    renamed: dict[str, Standing] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, text: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(line, text))


def work_out(
    lines: Iterable[Line],
    before: dict[str, Standing],
    *,
    taken: Iterable[str] = (),
    day: datetime.date,
) -> Changes:
    """The changes that ``lines`` make to the tree ``before`` on ``day``.

    ``taken``: codes of closed units, which nobody may get again.
    """
    rows = list(lines)
    changes = Changes(before, dict(before))
    if not rows:
        changes.say(0, _("The decision has no line yet."))
        return changes
    _check_lines(rows, changes, set(taken))
    if changes.problems:
        return changes
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in Kind.values}
    _establish(by_kind[Kind.ESTABLISH], changes)
    _close(rows, changes)
    _move(by_kind[Kind.TRANSFER], changes)
    _follow(changes)
    _check_tree(changes)
    _check_day(rows, changes, day)
    _rename(by_kind[Kind.RENAME], changes)
    return changes


def _check_lines(rows: list[Line], changes: Changes, taken: set[str]) -> None:
    """Each line by itself: known units, what its kind needs, nothing said twice."""
    fresh = {row.code for row in rows if row.kind == Kind.ESTABLISH}
    known = set(changes.before) | fresh
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        for text in _line_problems(row, known, changes.before, taken):
            changes.say(row.n, text)
        key = (row.code, row.target if row.kind == Kind.SPLIT else "")
        deed = (f"{'gone' if row.kind in CLOSING else row.kind}", "|".join(key))
        if deed in seen:
            changes.say(row.n, _("Line %(n)s says this already.") % {"n": seen[deed]})
        seen.setdefault(deed, row.n)
    _check_deeds(rows, changes)


def _line_problems(
    row: Line, known: set[str], before: dict[str, Standing], taken: set[str]
) -> Iterable[str]:
    if row.kind not in Kind.values:
        yield _("“%(word)s” is no kind of change.") % {"word": row.kind}
        return
    if not row.code:
        yield _("The unit's code is missing.")
        return
    new = row.kind == Kind.ESTABLISH
    if new and row.code in before:
        yield _("The code %(code)s belongs to a unit already.") % {"code": row.code}
    if new and row.code in taken:
        yield _("The code %(code)s belonged to a unit that was closed.") % {"code": row.code}
    if not new and row.code not in before:
        yield _("There is no open unit with the code %(code)s.") % {"code": row.code}
    if row.kind in NAME_NEEDED and not row.name:
        yield _("The new name is missing.")
    yield from _target_problems(row, known, taken)


def _target_problems(row: Line, known: set[str], taken: set[str]) -> Iterable[str]:
    if row.kind == Kind.RENAME:
        if row.target and row.target != row.code and row.target in known | taken:
            yield _("The code %(code)s belongs to a unit already.") % {"code": row.target}
        return
    if not row.target:
        if row.kind in TARGET_NEEDED and row.kind != Kind.ESTABLISH:
            yield _("The line does not say into or under which unit.")
        return
    if row.target not in known:
        yield _("There is no open unit with the code %(code)s.") % {"code": row.target}
    elif row.target == row.code and row.kind != Kind.SPLIT:
        yield _("%(code)s cannot go into or under itself.") % {"code": row.code}


def _check_deeds(rows: list[Line], changes: Changes) -> None:
    """A unit ends in one way only, and what ends is neither moved nor renamed."""
    ways: dict[str, str] = {}
    for row in rows:
        if row.kind in CLOSING and ways.setdefault(row.code, row.kind) != row.kind:
            changes.say(row.n, _("%(code)s would end in two ways.") % {"code": row.code})
    goes_on = {row.code for row in rows if row.kind == Kind.SPLIT and row.target == row.code}
    gone = set(ways) - goes_on
    for row in rows:
        if row.kind in (Kind.TRANSFER, Kind.RENAME) and row.code in gone:
            text = _("%(code)s is closed by this decision: it cannot be moved or renamed.")
            changes.say(row.n, text % {"code": row.code})
    for code in sorted(goes_on):
        if sum(1 for row in rows if row.kind == Kind.SPLIT and row.code == code) < 2:
            changes.say(0, _("No unit is split off from %(code)s.") % {"code": code})


def _establish(rows: list[Line], changes: Changes) -> None:
    for row in rows:
        unit = Standing(row.code, row.name, row.short_name, row.type, row.target)
        changes.established.append(unit)
        changes.after[row.code] = unit


def _close(rows: list[Line], changes: Changes) -> None:
    goes_on = {row.code for row in rows if row.kind == Kind.SPLIT and row.target == row.code}
    for row in rows:
        if row.kind not in CLOSING:
            continue
        if row.target != row.code:
            changes.steps.append(Step(row.code, row.target, row.kind))
        if row.code in goes_on:
            continue
        heirs = changes.closed.setdefault(row.code, [])
        if row.target:
            heirs.append(row.target)
        changes.after.pop(row.code, None)


def _move(rows: list[Line], changes: Changes) -> None:
    for row in rows:
        unit = changes.after[row.code]
        changes.after[row.code] = replace(unit, parent=row.target)


def _follow(changes: Changes) -> None:
    """Units below a closed one go with it; who stood under a closed unit by a line, too."""
    lost: dict[str, list[str]] = {}
    for code, unit in list(changes.after.items()):
        if unit.parent not in changes.closed:
            continue
        heirs = final_heirs(unit.parent, changes.closed)
        if len(heirs) == 1 and heirs != [code]:
            changes.after[code] = replace(unit, parent=heirs[0])
        else:
            lost.setdefault(unit.parent, []).append(code)
    for parent, codes in sorted(lost.items()):
        text = _("%(parent)s ends without one successor: say where these go: %(codes)s.")
        changes.say(0, text % {"parent": parent, "codes": _some(codes)})
    for code, unit in changes.after.items():
        before = changes.before.get(code)
        if before is not None and before.parent != unit.parent:
            changes.moved[code] = (before.parent, unit.parent)


def final_heirs(code: str, closed: dict[str, list[str]]) -> list[str]:
    """The units open afterwards in which ``code`` goes on, over any number of steps."""
    found: list[str] = []
    waiting, seen = [code], {code}
    while waiting:
        at = waiting.pop(0)
        if at not in closed:
            found.append(at)
            continue
        for heir in closed[at]:
            if heir not in seen:
                seen.add(heir)
                waiting.append(heir)
    return found


def _check_tree(changes: Changes) -> None:
    """One unit at the top, nobody below himself, nobody goes on in a ring of closed units."""
    after = changes.after
    for code, heirs in changes.closed.items():
        if heirs and not final_heirs(code, changes.closed):
            changes.say(0, _("%(code)s would go on in nobody.") % {"code": code})
    roots = sorted(code for code, unit in after.items() if not unit.parent)
    if len(roots) != 1 and not changes.problems:
        text = (
            _("There must be one unit at the top, not several: %(codes)s.")
            if roots
            else _("No unit would be left at the top.")
        )
        changes.say(0, text % {"codes": _some(roots)})
    for code in _in_rings(after):
        changes.say(0, _("%(code)s would stand below itself.") % {"code": code})
    for code, heirs in changes.closed.items():
        if not heirs and not changes.before[code].parent:
            text = _("%(code)s is at the top: say who takes over what it did.")
            changes.say(0, text % {"code": code})


def _in_rings(after: dict[str, Standing]) -> list[str]:
    """Codes from which the way up never ends, in one walk over the tree."""
    good: set[str] = set()
    bad: list[str] = []
    for code in after:
        path: list[str] = []
        on_path: set[str] = set()
        at = code
        while at and at in after and at not in good and at not in on_path:
            path.append(at)
            on_path.add(at)
            at = after[at].parent
        if at and at in on_path:
            bad.append(at)
        good.update(path)
    return bad


def _check_day(rows: list[Line], changes: Changes, day: datetime.date) -> None:
    """No unit is changed before it stands where this decision finds it."""
    touched = set(changes.closed) | set(changes.moved)
    touched |= {code for row in rows for code in (row.code, row.target)}
    touched |= {unit.parent for unit in changes.after.values() if unit.code in changes.moved}
    for code in sorted(touched):
        unit = changes.before.get(code)
        if unit is not None and unit.since is not None and unit.since > day:
            text = _("%(code)s stands where it is only since %(day)s, after the decision's day.")
            changes.say(0, text % {"code": code, "day": f"{unit.since:%d/%m/%Y}"})


def _rename(rows: list[Line], changes: Changes) -> None:
    """Last, because all other lines use the old codes."""
    new_code: dict[str, str] = {}
    for row in rows:
        unit = changes.after.get(row.code)
        if unit is None:
            continue
        code = row.target or row.code
        if code != row.code:
            new_code[row.code] = code
        changes.renamed[row.code] = replace(
            unit,
            code=code,
            name=row.name,
            short_name=row.short_name,
            type=row.type or unit.type,
        )
        changes.after[row.code] = changes.renamed[row.code]
    if len(set(new_code.values())) < len(new_code):
        changes.say(0, _("Two units would get the same code."))


def _some(codes: list[str]) -> str:
    """Some of many codes: ``A, B, C …``."""
    shown = ", ".join(codes[:10])
    return f"{shown} …" if len(codes) > 10 else shown
