"""The page of before and after: the part of the tree that changes, people, other apps' words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from minhbach_web.core import slots
from minhbach_web.units.changes import Changes, Standing, final_heirs
from minhbach_web.units.models import Membership, Reorganisation
from minhbach_web.units.services.applying import in_parts, role_goes_to
from minhbach_web.units.services.reorganising import Preview

MOST = 300


@dataclass
class Branch:
    """A unit of one side with what is shown below it; ``note`` says what happens to it."""

    code: str
    name: str
    note: str = ""
    state: str = ""
    lower: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class RoleRow:
    """A role in a unit that closes, and where it goes on ("": it ends)."""

    person: str
    role: str
    unit: str
    heir: str


@dataclass(frozen=True)
class Outlook:
    """Both sides, cut off after ``MOST`` units each; ``more``: how many are not shown."""

    before: list[Branch]
    after: list[Branch]
    more: int
    roles: list[RoleRow]
    roles_count: int
    consequences: list[slots.Consequence]


def outlook(row: Reorganisation, shown: Preview) -> Outlook:
    """Everything that the page of before and after shows beside the problems."""
    changes = shown.changes
    if changes.problems:
        return Outlook([], [], 0, [], 0, [])
    first = _notes_before(changes)
    then = _notes_after(changes)
    before, cut = _side(changes.before, first)
    after, cut_after = _side(changes.after, then)
    roles = _roles(row, shown)
    return Outlook(
        before,
        after,
        max(cut, cut_after),
        roles[:MOST],
        len(roles),
        slots.consequences(_change(row, shown)),
    )


def _notes_before(changes: Changes) -> dict[str, tuple[str, str]]:
    """Code → (note, state) for the units that do not stay as they are."""
    notes: dict[str, tuple[str, str]] = {}
    for code, (_old, new) in changes.moved.items():
        text = _("moves under %(unit)s") % {"unit": _called(changes.after, new)}
        notes[code] = (text, "moving")
    for code, unit in changes.renamed.items():
        text = _("is then called %(name)s") % {"name": unit.name}
        notes[code] = (f"{notes[code][0]}; {text}" if code in notes else text, "moving")
    for code in changes.closed:
        heirs = final_heirs(code, changes.closed)
        names = ", ".join(_called(changes.after, heir) for heir in heirs)
        text = _("ends; goes on in %(units)s") % {"units": names} if heirs else _("ends")
        notes[code] = (text, "closing")
    for step in changes.steps:
        if step.code not in changes.closed:
            part = _("a part goes to %(unit)s") % {"unit": _called(changes.after, step.heir)}
            known = notes.get(step.code)
            notes[step.code] = (f"{known[0]}; {part}" if known else part, "moving")
    return notes


def _notes_after(changes: Changes) -> dict[str, tuple[str, str]]:
    notes: dict[str, tuple[str, str]] = {}
    for code in changes.moved:
        notes[code] = (_("moved here"), "moving")
    for code in changes.renamed:
        text = _("was %(name)s") % {"name": changes.before[code].name}
        notes[code] = (f"{notes[code][0]}; {text}" if code in notes else text, "moving")
    for unit in changes.established:
        notes[unit.code] = (_("new"), "new")
    taken: dict[str, list[str]] = {}
    for step in changes.steps:
        for heir in final_heirs(step.heir, changes.closed) if step.heir else []:
            taken.setdefault(heir, []).append(changes.before[step.code].name)
    for heir, names in taken.items():
        shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        text = _("takes over %(units)s") % {"units": shown}
        known = notes.get(heir)
        notes[heir] = (f"{known[0]}; {text}" if known else text, known[1] if known else "moving")
    return notes


def _called(units: dict[str, Standing], code: str) -> str:
    unit = units.get(code)
    return (unit.short_name or unit.name) if unit else code


def _side(
    units: dict[str, Standing], notes: dict[str, tuple[str, str]]
) -> tuple[list[Branch], int]:
    """The units with a note and those above them, as a tree; at most ``MOST`` with a note."""
    wanted = [code for code in units if code in notes]
    shown: dict[str, Branch] = {}
    roots: list[Branch] = []
    for code in wanted[:MOST]:
        at, below = code, None
        while at in units:
            known = shown.get(at)
            unit = units[at]
            branch = known or Branch(unit.code, unit.name, *notes.get(at, ("", "")))
            shown[at] = branch
            if below is not None:
                branch.lower.append(below)
            if known is not None:
                break
            below, at = branch, unit.parent
            if not at:
                roots.append(branch)
    return roots, max(0, len(wanted) - MOST)


def _roles(row: Reorganisation, shown: Preview) -> list[RoleRow]:
    """The roles in units that close, in the order of the units."""
    changes, keys = shown.changes, shown.now.keys
    found: list[RoleRow] = []
    codes = {keys[code]: code for code in changes.closed}
    for part in in_parts(codes):
        for held in _held(part, row):
            code = codes[held.unit_id]
            heir = role_goes_to(changes, code, held.role, row.carry_roles)
            found.append(
                RoleRow(
                    str(held.user),
                    held.get_role_display(),
                    changes.before[code].name,
                    changes.after[heir].name if heir else "",
                )
            )
    return found


def _held(units: list[int], row: Reorganisation) -> Iterable[Membership]:
    rows = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=row.effective), unit__in=units
    )
    return rows.select_related("user").order_by("unit__sort_key", "user__full_name", "role")


def _change(row: Reorganisation, shown: Preview) -> slots.TreeChange:
    changes, keys = shown.changes, shown.now.keys
    return slots.TreeChange(
        closing=frozenset(keys[code] for code in changes.closed),
        inherited=frozenset(
            keys[code] for code in changes.closed if len(final_heirs(code, changes.closed)) == 1
        ),
        moving=frozenset(keys[code] for code in changes.moved),
        day=row.effective,
    )
